"""A picture that tells when and where it was taken is attendance that comes later."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant, Json

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IS NULL")


def upgrade() -> None:
    op.create_table(
        "capture",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("leg", sa.Text(), nullable=False),
        sa.Column("duty", sa.SmallInteger(), nullable=False),
        sa.Column("captured_at", Instant, nullable=False),
        sa.Column("gps_at", Instant),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("distance", sa.Double(), nullable=False),
        sa.Column("latitude", sa.Double()),
        sa.Column("longitude", sa.Double()),
        sa.Column("accuracy", sa.Double()),
        sa.Column("picture", Json, nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("signals", Json, nullable=False),
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("escalated_at", Instant),
        sa.Column("state", sa.Text()),
        sa.Column("decided_at", Instant),
        sa.Column("decided_by", sa.Uuid()),
        sa.Column("article", sa.Text()),
        sa.Column("remark", sa.Text()),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_capture")),
        sa.CheckConstraint(
            "decided_by <> employee", name=op.f("ck_capture_nobody_decides_for_themselves")
        ),
        *(
            sa.ForeignKeyConstraint(
                ["region", name],
                ["employee.region", "employee.employee"],
                name=op.f(f"fk_capture_region_{name}"),
            )
            for name in ("employee", "decided_by")
        ),
    )
    op.create_index(
        op.f("ix_capture_employee_date_region"), "capture", ["employee", "date", "region"]
    )
    op.create_index(
        "uq_capture_waiting",
        "capture",
        ["employee", "date", "leg", "duty", "region"],
        unique=True,
        postgresql_where=_OPEN,
        sqlite_where=_OPEN,
    )
    op.create_index(
        "ix_capture_due",
        "capture",
        ["due_at", "region"],
        postgresql_where=_OPEN,
        sqlite_where=_OPEN,
    )


def downgrade() -> None:
    op.drop_table("capture")
