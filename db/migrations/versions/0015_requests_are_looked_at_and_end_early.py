"""Requests are looked at before they are decided, and end early."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_COLUMNS: dict[str, Any] = {
    "seen_at": Instant,
    "seen_by": sa.Uuid(),
    "filed_last": sa.Date(),
    "back_on": sa.Date(),
}


def upgrade() -> None:
    for name, kind in _COLUMNS.items():
        op.add_column("request", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    for name in reversed(_COLUMNS):
        op.drop_column("request", name)
