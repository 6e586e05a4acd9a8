"""Superiors and heads go through the presence of a month, and sign that they did (Pasal 9C)."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant, Json

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evaluation",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("totals", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "office"],
            ["office.region", "office.office"],
            name=op.f("fk_evaluation_region_office"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_evaluation_region_employee"),
        ),
        sa.PrimaryKeyConstraint(
            *("region", "month", "office", "employee", "role"), name=op.f("pk_evaluation")
        ),
    )


def downgrade() -> None:
    op.drop_table("evaluation")
