"""Who left, which NIP somebody had before, and holidays that were taken back."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "departure",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("decree", sa.Text(), nullable=False),
        sa.Column("back", sa.Date(), nullable=True),
        sa.Column("back_decree", sa.Text(), nullable=True),
        sa.Column("revoked_at", Instant, nullable=True),
        sa.CheckConstraint(
            'back > "last"', name=op.f("ck_departure_comes_back_after_the_last_day")
        ),
        _person("departure"),
        sa.PrimaryKeyConstraint("region", "employee", "last", name=op.f("pk_departure")),
    )
    op.create_table(
        "former_nip",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("nip", sa.String(length=18), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("until", Instant, nullable=False),
        _person("former_nip"),
        sa.PrimaryKeyConstraint("region", "nip", name=op.f("pk_former_nip")),
    )
    op.add_column("holiday", sa.Column("withdrawn_at", Instant, nullable=True))
    op.add_column("holiday", sa.Column("withdrawn_by", sa.Text(), nullable=True))


def downgrade() -> None:
    # Before this every row was a holiday, and these are none.
    op.execute("DELETE FROM holiday WHERE withdrawn_at IS NOT NULL")
    op.drop_column("holiday", "withdrawn_by")
    op.drop_column("holiday", "withdrawn_at")
    op.drop_table("former_nip")
    op.drop_table("departure")


def _person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["region", "employee"],
        ["employee.region", "employee.employee"],
        name=op.f(f"fk_{table}_region_employee"),
    )
