"""Whoever is blocked answers, and those who must agree lift the block, or a decision ends it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.base import Instant, Json

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_COLUMNS: dict[str, Any] = {
    "answer": sa.Text(),
    "paper": Json,
    "answered_at": Instant,
    "settled": sa.Text(),
    "settled_at": Instant,
    "decree": sa.Text(),
}


def upgrade() -> None:
    for name, kind in _COLUMNS.items():
        op.add_column("block", sa.Column(name, kind, nullable=True))
    op.create_table(
        "block_consent",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("letter", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint(
            "region", "employee", "since", "role", name=op.f("pk_block_consent")
        ),
        sa.ForeignKeyConstraint(
            ["region", "employee", "since"],
            ["block.region", "block.employee", "block.since"],
            name=op.f("fk_block_consent_region_employee_since"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "by"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_block_consent_region_by"),
        ),
        sa.CheckConstraint(
            '"by" <> employee', name=op.f("ck_block_consent_nobody_lifts_their_own")
        ),
        sa.UniqueConstraint(
            "employee",
            "since",
            "by",
            "region",
            name=op.f("uq_block_consent_employee_since_by_region"),
        ),
    )


def downgrade() -> None:
    op.drop_table("block_consent")
    for name in reversed(_COLUMNS):
        op.drop_column("block", name)
