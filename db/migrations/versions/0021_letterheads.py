"""Offices have a letterhead: address, code in numbers of letters, logo."""

import sqlalchemy as sa
from alembic import op

from db.base import Json

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letterhead",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("web", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("logo", Json, nullable=True),
        sa.ForeignKeyConstraint(
            ["region", "office"],
            ["office.region", "office.office"],
            name=op.f("fk_letterhead_region_office"),
        ),
        sa.PrimaryKeyConstraint("region", "office", name=op.f("pk_letterhead")),
    )


def downgrade() -> None:
    op.drop_table("letterhead")
