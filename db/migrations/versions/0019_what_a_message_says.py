"""A notification waits as its kind and fields; what waits in words already is a reply."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_WAITING = "FROM outbox WHERE kind <> 'reply' AND state IN ('pending', 'sending')"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("kind", sa.Text(), nullable=False, server_default="reply"))
    op.execute("ALTER TABLE outbox RENAME COLUMN joins TO edits_key")


def downgrade() -> None:
    """RuntimeError while notifications wait: an older release could not put them into words."""
    if waiting := op.get_bind().execute(sa.text(f"SELECT count(*) {_WAITING}")).scalar():
        raise RuntimeError(f"{waiting} messages wait in the outbox; let them be sent first")
    # Nor could it word those that somebody missed who may come back.
    op.execute("UPDATE outbox SET unreached = false WHERE kind <> 'reply' AND unreached")
    op.execute("ALTER TABLE outbox RENAME COLUMN edits_key TO joins")
    op.drop_column("outbox", "kind")
