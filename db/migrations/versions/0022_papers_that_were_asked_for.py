"""What is to be printed for somebody waits in a queue: whoever asks writes a row."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant, Json

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_KEYED = sa.text("dedupe IS NOT NULL")
_WAITS = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("asked_at", Instant, nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("dedupe", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("not_before", Instant, nullable=False),
        sa.Column("owner", sa.Uuid(), nullable=True),
        sa.Column("ended_at", Instant, nullable=True),
        sa.Column("files", Json, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_document")),
    )
    op.create_index(
        "uq_document_dedupe",
        "document",
        ["dedupe", "region"],
        unique=True,
        postgresql_where=_KEYED,
        sqlite_where=_KEYED,
    )
    op.create_index(
        "ix_document_waiting",
        "document",
        ["not_before", "id"],
        postgresql_where=_WAITS,
        sqlite_where=_WAITS,
    )


def downgrade() -> None:
    op.drop_table("document")
