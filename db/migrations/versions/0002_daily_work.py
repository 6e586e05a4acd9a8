"""Daily work."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant, Json

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("output", sa.Text(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("photo", Json, nullable=True),
        sa.Column("photo_before", sa.Text(), nullable=True),
        sa.Column("filed_at", Instant, nullable=False),
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("beyond", sa.Integer(), nullable=False),
        sa.Column("card", sa.Uuid(), nullable=False),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("decided_at", Instant, nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "decided_by <> employee", name=op.f("ck_activity_nobody_decides_for_themselves")
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_activity_takes_time")),
        sa.ForeignKeyConstraint(
            ["region", "decided_by"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_activity_region_decided_by"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_activity_region_employee"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "replaces"],
            ["activity.region", "activity.id"],
            name=op.f("fk_activity_region_replaces"),
        ),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_activity")),
        sa.UniqueConstraint("replaces", "region", name=op.f("uq_activity_replaces_region")),
    )
    op.create_index(
        "ix_activity_due",
        "activity",
        ["due_at", "region"],
        unique=False,
        postgresql_where=sa.text("state IS NULL"),
        sqlite_where=sa.text("state IS NULL"),
    )
    op.create_index(
        "ix_activity_waiting",
        "activity",
        ["employee", "due_at", "region"],
        unique=False,
        postgresql_where=sa.text("state IS NULL"),
        sqlite_where=sa.text("state IS NULL"),
    )
    op.create_index(op.f("ix_activity_card_region"), "activity", ["card", "region"], unique=False)
    op.create_index(
        op.f("ix_activity_employee_date_region"),
        "activity",
        ["employee", "date", "region"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_activity_employee_date_region"), table_name="activity")
    op.drop_index(op.f("ix_activity_card_region"), table_name="activity")
    op.drop_index(
        "ix_activity_waiting",
        table_name="activity",
        postgresql_where=sa.text("state IS NULL"),
        sqlite_where=sa.text("state IS NULL"),
    )
    op.drop_index(
        "ix_activity_due",
        table_name="activity",
        postgresql_where=sa.text("state IS NULL"),
        sqlite_where=sa.text("state IS NULL"),
    )
    op.drop_table("activity")
