"""What a request was filed under stands with it."""

import sqlalchemy as sa
from alembic import op

from db.base import Json

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("request", sa.Column("terms", Json, nullable=True))


def downgrade() -> None:
    op.drop_column("request", "terms")
