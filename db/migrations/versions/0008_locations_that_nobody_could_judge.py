"""Locations that were shared while nobody knew the hours."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant, Json

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unjudged",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("leg", sa.Text()),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double()),
        sa.Column("longitude", sa.Double()),
        sa.Column("accuracy", sa.Double()),
        sa.Column("evidence", Json, nullable=False),
        sa.Column("settled_at", Instant),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_unjudged_region_employee"),
        ),
        sa.PrimaryKeyConstraint("region", "employee", "at", name=op.f("pk_unjudged")),
    )
    open_ = sa.text("settled_at IS NULL")
    op.create_index(
        "ix_unjudged_open",
        "unjudged",
        ["date", "region"],
        postgresql_where=open_,
        sqlite_where=open_,
    )


def downgrade() -> None:
    op.drop_table("unjudged")
