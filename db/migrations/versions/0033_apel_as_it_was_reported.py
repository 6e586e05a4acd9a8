"""A report keeps each person's apel; those from before it kept none."""

import sqlalchemy as sa
from alembic import op

from db.base import Json

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("report_line", sa.Column("apel", Json, nullable=True))


def downgrade() -> None:
    op.drop_column("report_line", "apel")
