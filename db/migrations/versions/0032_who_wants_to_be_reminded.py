"""What each person wants to be reminded of, and which rounds of reminders are gone."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminder",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("masuk", sa.SmallInteger(), nullable=True),
        sa.Column("pulang", sa.SmallInteger(), nullable=True),
        sa.Column("offered_at", Instant, nullable=True),
        sa.Column("next_at", Instant, nullable=True),
        sa.Column("monitors", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_reminder_region_employee"),
        ),
        sa.PrimaryKeyConstraint("region", "employee", name=op.f("pk_reminder")),
    )
    watched = sa.text("next_at IS NOT NULL")
    columns = ["region", "next_at", "employee"]
    op.create_index(
        "ix_reminder_next", "reminder", columns, postgresql_where=watched, sqlite_where=watched
    )
    op.create_table(
        "reminder_round",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("done_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["region"], ["region.region"], name=op.f("fk_reminder_round_region")
        ),
        sa.PrimaryKeyConstraint("region", "round", name=op.f("pk_reminder_round")),
    )


def downgrade() -> None:
    op.drop_table("reminder_round")
    op.drop_table("reminder")
