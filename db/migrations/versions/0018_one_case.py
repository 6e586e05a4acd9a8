"""Whatever waits for a decision has the same columns for what became of it."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

RENAMED = (
    ("activity", "actor", "article"),
    ("activity", "reason", "remark"),
    ("request", "actor", "article"),
)


def upgrade() -> None:
    for table, old, new in RENAMED:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")
    op.add_column("activity", sa.Column("escalated_at", Instant, nullable=True))
    op.add_column("review", sa.Column("article", sa.Text(), nullable=True))
    op.execute("UPDATE review SET state = 'disetujui' WHERE state = 'diterima'")


def downgrade() -> None:
    op.execute("UPDATE review SET state = 'diterima' WHERE state = 'disetujui'")
    op.drop_column("review", "article")
    op.drop_column("activity", "escalated_at")
    for table, old, new in RENAMED:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {new} TO {old}")
