"""A message that calls a leg not recorded is not sent once it is."""

import sqlalchemy as sa
from alembic import op

from db.base import Json

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("unless", Json, nullable=True))


def downgrade() -> None:
    op.drop_column("outbox", "unless")
