"""Where the files are."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "store",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("marked_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("region", name=op.f("pk_store")),
    )


def downgrade() -> None:
    op.drop_table("store")
