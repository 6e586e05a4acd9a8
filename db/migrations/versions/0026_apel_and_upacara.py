"""Apel and upacara: what is announced, who came on a day off, which lists were handed in."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.base import Instant, Json

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def _key(*columns: sa.Column[Any]) -> tuple[sa.Column[Any], ...]:
    return (sa.Column("region", sa.Text(), nullable=False), *columns)


def _within(table: str, column: str, to: str, name: str = "") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["region", column],
        [f"{to}.region", f"{to}.{name or column}"],
        name=op.f(f"fk_{table}_region_{column}"),
    )


def upgrade() -> None:
    op.create_table(
        "ceremony",
        *_key(
            sa.Column("ceremony", sa.Uuid(), nullable=False),
            sa.Column("name", sa.Text(), nullable=False),
            sa.Column("first", sa.Date(), nullable=False),
            sa.Column("until", sa.Date(), nullable=False),
            sa.Column("hour", sa.Time(), nullable=False),
            sa.Column("place", sa.Text(), nullable=True),
            sa.Column("venue", sa.Text(), nullable=True),
            sa.Column("latitude", sa.Double(), nullable=True),
            sa.Column("longitude", sa.Double(), nullable=True),
            sa.Column("radius", sa.Double(), nullable=True),
            sa.Column("announced_at", Instant, nullable=False),
            sa.Column("announced_by", sa.Uuid(), nullable=False),
            sa.Column("office", sa.Text(), nullable=False),
        ),
        _within("ceremony", "place", "place"),
        _within("ceremony", "office", "office"),
        _within("ceremony", "announced_by", "employee", "employee"),
        sa.PrimaryKeyConstraint("region", "ceremony", name=op.f("pk_ceremony")),
    )
    op.create_table(
        "ceremony_office",
        *_key(
            sa.Column("ceremony", sa.Uuid(), nullable=False),
            sa.Column("office", sa.Text(), nullable=False),
        ),
        _within("ceremony_office", "ceremony", "ceremony"),
        _within("ceremony_office", "office", "office"),
        sa.PrimaryKeyConstraint("region", "ceremony", "office", name=op.f("pk_ceremony_office")),
    )
    op.create_table(
        "ceremony_employee",
        *_key(
            sa.Column("ceremony", sa.Uuid(), nullable=False),
            sa.Column("employee", sa.Uuid(), nullable=False),
        ),
        _within("ceremony_employee", "ceremony", "ceremony"),
        _within("ceremony_employee", "employee", "employee"),
        sa.PrimaryKeyConstraint(
            "region", "ceremony", "employee", name=op.f("pk_ceremony_employee")
        ),
    )
    op.create_table(
        "ceremony_cancellation",
        *_key(
            sa.Column("ceremony", sa.Uuid(), nullable=False),
            sa.Column("date", sa.Date(), nullable=False),
            sa.Column("cancelled_at", Instant, nullable=False),
            sa.Column("cancelled_by", sa.Uuid(), nullable=False),
            sa.Column("reason", sa.Text(), nullable=False),
        ),
        _within("ceremony_cancellation", "ceremony", "ceremony"),
        _within("ceremony_cancellation", "cancelled_by", "employee", "employee"),
        sa.PrimaryKeyConstraint(
            "region", "ceremony", "date", name=op.f("pk_ceremony_cancellation")
        ),
    )
    op.create_table(
        "ceremony_presence",
        *_key(
            sa.Column("employee", sa.Uuid(), nullable=False),
            sa.Column("date", sa.Date(), nullable=False),
            sa.Column("ceremony", sa.Uuid(), nullable=False),
            sa.Column("at", Instant, nullable=False),
            sa.Column("distance", sa.Double(), nullable=False),
        ),
        _within("ceremony_presence", "employee", "employee"),
        _within("ceremony_presence", "ceremony", "ceremony"),
        sa.PrimaryKeyConstraint(
            "region", "employee", "date", "ceremony", name=op.f("pk_ceremony_presence")
        ),
    )
    op.create_table(
        "ceremony_list",
        *_key(
            sa.Column("ceremony", sa.Uuid(), nullable=False),
            sa.Column("date", sa.Date(), nullable=False),
            sa.Column("office", sa.Text(), nullable=False),
            sa.Column("nth", sa.SmallInteger(), nullable=False),
            sa.Column("handed_in_at", Instant, nullable=False),
            sa.Column("handed_in_by", sa.Uuid(), nullable=False),
            sa.Column("pages", Json, nullable=False),
            sa.Column("called", Json, nullable=False),
            sa.Column("unsigned", Json, nullable=True),
        ),
        _within("ceremony_list", "ceremony", "ceremony"),
        _within("ceremony_list", "office", "office"),
        _within("ceremony_list", "handed_in_by", "employee", "employee"),
        sa.PrimaryKeyConstraint(
            "region", "ceremony", "date", "office", "nth", name=op.f("pk_ceremony_list")
        ),
    )
    op.create_table(
        "ceremony_call",
        *_key(
            sa.Column("ceremony", sa.Uuid(), nullable=False),
            sa.Column("date", sa.Date(), nullable=False),
            sa.Column("call", sa.Text(), nullable=False),
            sa.Column("at", Instant, nullable=False),
        ),
        _within("ceremony_call", "ceremony", "ceremony"),
        sa.PrimaryKeyConstraint(
            "region", "ceremony", "date", "call", name=op.f("pk_ceremony_call")
        ),
    )


def downgrade() -> None:
    for table in (
        "ceremony_call",
        "ceremony_list",
        "ceremony_presence",
        "ceremony_cancellation",
        "ceremony_employee",
        "ceremony_office",
        "ceremony",
    ):
        op.drop_table(table)
