"""What every table shares: one metadata, key names, instants that are always aware UTC."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address

S = TypeVar("S", bound=sa.Executable)

_TYPES: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLite needs none
GIVEN = "given"  # the parameter that holds all rows of `Spelling.given`
CHAT_KEY = ("region", "channel", "address")  # the columns that name a chat, in every table

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# None is no value at all, and not the word null of JSON.
Json = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


@dataclass(frozen=True, slots=True)
class Due:
    """Where a row stands in the order in which its kind falls due."""

    due_at: datetime
    id: UUID


class Instant(sa.types.TypeDecorator[datetime]):
    """An aware instant; SQLite, which has no zones, keeps it as UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise TypeError("an instant needs a time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


@dataclass(frozen=True, slots=True)
class Spelling:
    """What the two databases spell differently."""

    insert: Callable[[sa.Table], postgresql.Insert]
    rows: str  # those of a JSON array of objects
    field: str
    column: str

    def given(self, name: str, **columns: sa.types.TypeEngine[Any]) -> sa.Subquery:
        """A table of text, dates and numbers that comes as one parameter, `GIVEN`.

        So a statement about many chats is the same text, and one plan, however many there are.
        """
        kinds = [(key, kind.compile(_TYPES)) for key, kind in columns.items()]
        fields = ", ".join(self.field.format(key=key) for key in columns)
        typed = ", ".join(self.column.format(key=key, kind=kind) for key, kind in kinds)
        text = sa.text(self.rows.format(fields=fields, typed=typed))
        rows = text.bindparams(sa.bindparam(GIVEN, type_=sa.JSON))
        return rows.columns(*(sa.column(*pair) for pair in columns.items())).subquery(name)


_SPELLINGS = {
    "postgresql": Spelling(
        insert=postgresql.insert,
        rows="SELECT {fields} FROM json_to_recordset(:given) AS element ({typed})",
        field='"{key}"',
        column='"{key}" {kind}',
    ),
    "sqlite": Spelling(
        insert=sqlite.insert,  # type: ignore[arg-type]  # the same methods, no common type
        rows="SELECT {fields} FROM json_each(:given)",
        field="value ->> '$.{key}' AS \"{key}\"",
        column="",
    ),
}


def insert(db: AsyncConnection, table: sa.Table) -> postgresql.Insert:
    """An INSERT that knows ON CONFLICT, which both databases spell the same way."""
    return _SPELLINGS[db.dialect.name].insert(table)


def per_database(build: Callable[[Spelling], S]) -> Callable[[AsyncConnection], S]:
    """Build a statement once for each database; on the hot path building it costs the most."""
    made = {name: build(spelling) for name, spelling in _SPELLINGS.items()}
    return lambda db: made[db.dialect.name]


def of(table: sa.Table, address: Address) -> tuple[sa.ColumnElement[bool], ...]:
    """The condition that picks a chat's rows."""
    return (
        table.c.region == address.region,
        table.c.channel == address.channel,
        table.c.address == address.id,
    )


def later_than(table: sa.Table, after: Due | None) -> tuple[sa.ColumnElement[bool], ...]:
    """The condition that goes on behind a row in the order of `due_at` and `id`."""
    if after is None:
        return ()
    order = (table.c.due_at, table.c.id)
    behind = sa.tuple_(after.due_at, after.id, types=[each.type for each in order])
    return table.c.due_at >= after.due_at, sa.tuple_(*order) > behind


def key_of(address: Address) -> dict[str, object]:
    """The first three columns of whatever belongs to a chat."""
    return {"region": address.region, "channel": address.channel, "address": address.id}


def region_key() -> sa.Column[str]:
    """The first column of every key: no row can point across regions."""
    return sa.Column("region", sa.Text, primary_key=True)


def within_region(*columns: str, to: str, names: tuple[str, ...] = ()) -> sa.ForeignKeyConstraint:
    """A foreign key that starts with the region."""
    target = [f"{to}.{name}" for name in ("region", *(names or columns))]
    return sa.ForeignKeyConstraint(["region", *columns], target)
