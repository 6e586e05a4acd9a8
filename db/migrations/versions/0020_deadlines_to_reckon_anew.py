"""Deadlines that have to be reckoned anew are asked for with what moves them."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recalculation",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("since", Instant, nullable=True),
        sa.Column("until", Instant, nullable=True),
        sa.Column("asked_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_recalculation")),
    )


def downgrade() -> None:
    op.drop_table("recalculation")
