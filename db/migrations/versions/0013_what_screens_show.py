"""Which card a message shows, so that every copy changes with it; what did not reach anybody."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("card", sa.Uuid(), nullable=True))
    op.add_column("outbox", sa.Column("as_of", sa.Text(), nullable=True))
    op.add_column(
        "outbox", sa.Column("unreached", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    for name, (columns, where) in _INDEXES.items():
        op.create_index(name, "outbox", columns, postgresql_where=where, sqlite_where=where)
    # A card was known by its key alone, and its reminder: kartu:<card>:<to whom>, ingat:<card>.
    op.execute(_SHOWN[op.get_bind().dialect.name])
    # Whoever was away then gets their card once they are back, for its key is free again.
    op.execute(
        "UPDATE outbox SET dedupe = NULL, card = NULL, unreached = true "
        "WHERE state = 'failed' AND (error LIKE 'Forbidden%' OR error LIKE 'Chat not found%')"
    )


def downgrade() -> None:
    for name, (_, where) in _INDEXES.items():
        op.drop_index(name, table_name="outbox", postgresql_where=where, sqlite_where=where)
    for name in ("unreached", "as_of", "card"):
        op.drop_column("outbox", name)


_SHOWN = {
    "sqlite": "UPDATE outbox SET card = substr(dedupe, 7, 32) "
    "WHERE dedupe LIKE 'kartu:%' OR dedupe LIKE 'ingat:%'",
    "postgresql": "UPDATE outbox SET card = CAST(substr(dedupe, 7, 32) AS uuid) "
    "WHERE dedupe LIKE 'kartu:%' OR dedupe LIKE 'ingat:%'",
}
_INDEXES = {
    "ix_outbox_card": (["card", "region"], sa.text("card IS NOT NULL")),
    "ix_outbox_screen": (["address", "message", "region"], sa.text("card IS NOT NULL")),
    "ix_outbox_unreached": (["address", "region"], sa.text("unreached")),
}
