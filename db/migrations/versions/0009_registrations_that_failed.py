"""Registrations that failed."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_INDEX = "ix_mismatch_employee_date_region"


def upgrade() -> None:
    op.create_table(
        "mismatch",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("nip", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_mismatch_region_employee"),
        ),
        sa.PrimaryKeyConstraint(
            *("region", "channel", "address", "date", "nip", "parts"), name=op.f("pk_mismatch")
        ),
    )
    op.create_index(op.f(_INDEX), "mismatch", ["employee", "date", "region"])


def downgrade() -> None:
    op.drop_index(op.f(_INDEX), table_name="mismatch")
    op.drop_table("mismatch")
