"""What people report as a problem, on whose desk it lies, and what became of it."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant, Json

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ticket",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("photo", Json, nullable=True),
        sa.Column("filed_at", Instant, nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("passed_by", sa.Uuid(), nullable=True),
        sa.Column("passed_at", Instant, nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", Instant, nullable=True),
        *(
            sa.ForeignKeyConstraint(
                ["region", column],
                [f"{to}.region", f"{to}.{to}"],
                name=op.f(f"fk_ticket_region_{column}"),
            )
            for column, to in _KEYS.items()
        ),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_ticket")),
    )
    open_ = sa.text("state IS NULL")
    columns = ["desk", "filed_at", "region"]
    op.create_index("ix_ticket_desk", "ticket", columns, postgresql_where=open_, sqlite_where=open_)
    op.create_index("ix_ticket_filed", "ticket", ["filed_at", "region"])


def downgrade() -> None:
    op.drop_table("ticket")


_KEYS = {
    **dict.fromkeys(("employee", "passed_by", "closed_by"), "employee"),
    "office": "office",
}
