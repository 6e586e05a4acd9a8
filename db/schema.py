"""Schema check: whether a database has the tables of this release, and what differs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import metadata

_VERSIONS = Path(__file__).parent / "migrations" / "versions"
_VERSION_TABLE = "alembic_version"

# What a table consists of: `("column", "place")` is `"TEXT NULL"`.
Part = tuple[str, str]
Parts = Mapping[Part, str]


class Stage(Enum):
    """How the tables of a database compare with those of this release."""

    RIGHT = "right"
    EMPTY = "empty"  # nothing of ours is there
    OLDER = "older"
    NEWER = "newer"
    DIFFERENT = "different"  # the same revision, other tables


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of one table. `found` is None where it is missing, `expected` where it is too many.

    A table that is missing altogether is the part `("table", name)`.
    """

    table: str
    part: Part
    expected: str | None
    found: str | None


@dataclass(frozen=True, slots=True)
class Condition:
    """`revision` is the newest migration that the database has seen, None before the first."""

    stage: Stage
    revision: str | None
    differences: tuple[Difference, ...] = ()


@cache
def revisions() -> tuple[str, ...]:
    """Every migration of this release, the oldest first; read from the files, without Alembic."""
    texts = [path.read_text("utf-8") for path in _VERSIONS.glob("[0-9]*.py")]
    after = {_named("down_revision", text): _named("revision", text) for text in texts}
    chain: list[str] = []
    while (following := after.pop(chain[-1] if chain else None, None)) is not None:
        chain.append(following)
    return tuple(chain)


def _named(name: str, text: str) -> str | None:
    found = re.search(rf'^{name} = "(\w+)"', text, re.MULTILINE)
    return found[1] if found else None


async def inspect(db: AsyncConnection) -> Condition:
    """Compare everything. Takes some tenths of a second: for the start, and after a change."""
    return await db.run_sync(_inspect)


async def fingerprint(db: AsyncConnection) -> str:
    """What stays the same as long as nobody touches the tables; a few milliseconds."""
    tables = (await db.execute(_FINGERPRINTS[db.dialect.name])).scalar_one()
    return f"{await db.run_sync(_revision)} {tables}"


def _inspect(connection: sa.Connection) -> Condition:
    found = _found(connection)
    revision = _revision(connection)
    if revision is None and not found.keys() & metadata.tables.keys():
        return Condition(Stage.EMPTY, None)
    differences = tuple(_differences(_expected(connection.dialect), found))
    if revision is not None and revision not in revisions():
        return Condition(Stage.NEWER, revision, differences)
    if revision != revisions()[-1]:
        return Condition(Stage.OLDER, revision, differences)
    return Condition(Stage.DIFFERENT if differences else Stage.RIGHT, revision, differences)


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table(_VERSION_TABLE):
        return None
    rows = connection.execute(sa.text(f"SELECT version_num FROM {_VERSION_TABLE}"))  # noqa: S608 - a constant
    return max(rows.scalars(), default=None)


def _differences(expected: Mapping[str, Parts], found: Mapping[str, Parts]) -> Iterator[Difference]:
    """Tables and plain indexes that somebody has added are theirs: they keep nothing from us."""
    for table, parts in sorted(expected.items()):
        if table not in found:
            yield Difference(table, ("table", table), table, None)
            continue
        there = found[table]
        for part in sorted(parts.keys() | there.keys()):
            wanted, seen = parts.get(part), there.get(part)
            harmless = wanted is None and seen is not None and _only_speeds_up(part, seen)
            if wanted != seen and not harmless:
                yield Difference(table, part, wanted, seen)


def _only_speeds_up(part: Part, seen: str) -> bool:
    return part[0] == "index" and not seen.startswith("UNIQUE")


def _expected(dialect: Dialect) -> dict[str, Parts]:
    return {table.name: dict(_of_code(table, dialect)) for table in metadata.sorted_tables}


def _of_code(table: sa.Table, dialect: Dialect) -> Iterator[tuple[Part, str]]:
    for column in table.columns:
        default = getattr(column.server_default, "arg", None)
        if isinstance(default, sa.ClauseElement):  # `false` is 0 on SQLite
            default = default.compile(dialect=dialect)
        yield _column(column.name, column.type, dialect, default, nullable=bool(column.nullable))
    yield _listed("primary key", table.primary_key.columns.keys())
    for foreign in table.foreign_key_constraints:
        target = [element.column.name for element in foreign.elements]
        yield _foreign(foreign.column_keys, foreign.referred_table.name, target)
    for constraint in table.constraints:
        if isinstance(constraint, sa.UniqueConstraint):
            yield _listed("unique", constraint.columns.keys())
        if isinstance(constraint, sa.CheckConstraint):
            yield ("check", str(constraint.name)), _plain(str(constraint.sqltext), table.name)
    for index in table.indexes:
        where = index.dialect_options[dialect.name]["where"]
        names = [column.name for column in index.columns]
        told = None if where is None else str(where.compile(dialect=dialect))
        yield _index(str(index.name), names, told, table.name, unique=bool(index.unique))


def _found(connection: sa.Connection) -> dict[str, Parts]:
    """The same of the database; the inspector asks for all tables at once."""
    inspector = sa.inspect(connection)
    tables: dict[str, dict[Part, str]] = {}
    for (_, table), columns in inspector.get_multi_columns().items():
        tables[table] = dict(
            _column(c["name"], c["type"], connection.dialect, c["default"], nullable=c["nullable"])
            for c in columns
        )
    for (_, table), key in inspector.get_multi_pk_constraint().items():
        tables[table] |= [_listed("primary key", key["constrained_columns"])]
    for (_, table), foreigns in inspector.get_multi_foreign_keys().items():
        tables[table] |= [
            _foreign(f["constrained_columns"], f["referred_table"], f["referred_columns"])
            for f in foreigns
        ]
    for (_, table), uniques in inspector.get_multi_unique_constraints().items():
        tables[table] |= [_listed("unique", each["column_names"]) for each in uniques]
    for (_, table), checks in inspector.get_multi_check_constraints().items():
        tables[table] |= [
            (("check", str(each["name"])), _plain(each["sqltext"], table)) for each in checks
        ]
    for (_, table), indexes in inspector.get_multi_indexes().items():
        tables[table] |= _indexes(indexes, table, connection.dialect.name)
    return dict(tables)


def _indexes(indexes: Sequence[Any], table: str, dialect: str) -> Iterator[tuple[Part, str]]:
    for each in indexes:
        if "duplicates_constraint" in each:  # PostgreSQL keeps each unique key by an index
            continue
        where = each.get("dialect_options", {}).get(f"{dialect}_where")
        names = [name or "(…)" for name in each["column_names"]]
        told = None if where is None else str(where)
        yield _index(str(each["name"]), names, told, table, unique=bool(each["unique"]))


def _column(
    name: str,
    kind: sa.types.TypeEngine[Any],
    dialect: Dialect,
    default: object,
    *,
    nullable: bool,
) -> tuple[Part, str]:
    text = f"{kind.compile(dialect=dialect)} {'NULL' if nullable else 'NOT NULL'}"
    if default is not None:
        text += f" DEFAULT {_plain(str(default), '')}".replace("'", "")
    return ("column", name), text


def _listed(kind: str, columns: Sequence[str]) -> tuple[Part, str]:
    names = ", ".join(columns)
    return (kind, "" if kind == "primary key" else names), names


def _foreign(columns: Sequence[str], table: str, target: Sequence[str]) -> tuple[Part, str]:
    return ("foreign key", ", ".join(columns)), f"{table} ({', '.join(target)})"


def _index(
    name: str, columns: Sequence[str], where: str | None, table: str, *, unique: bool
) -> tuple[Part, str]:
    text = f"{'UNIQUE ' if unique else ''}({', '.join(columns)})"
    return ("index", name), text if where is None else f"{text} WHERE {_plain(where, table)}"


def _plain(condition: str, table: str) -> str:
    """A condition as both databases and our own code spell it, once what they add is left out.

    PostgreSQL gives `(state = ANY (ARRAY['pending'::text, 'sending'::text]))` for an IN.
    """
    text = re.sub(rf'::[a-z ]+|[()"]|\b{re.escape(table)}\.', "", " ".join(condition.split()))
    text = re.sub(r"= ANY ARRAY\[([^\]]*)\]", r"IN \1", text, flags=re.IGNORECASE)
    return " ".join(text.split())


# Whatever a migration or a restored backup changes shows in one of these.
_FINGERPRINTS = {
    "sqlite": sa.text("SELECT coalesce(group_concat(sql || char(10)), '') FROM sqlite_master"),
    "postgresql": sa.text(
        """
        SELECT md5(coalesce(string_agg(line, chr(10) ORDER BY line), '')) FROM (
            SELECT c.relname || '.' || a.attname || a.atttypid || a.atttypmod || a.attnotnull
                || a.atthasdef AS line
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
                AND a.attnum > 0 AND NOT a.attisdropped
            UNION ALL
            SELECT o.conname || pg_get_constraintdef(o.oid) FROM pg_constraint o
            WHERE o.connamespace = current_schema()::regnamespace
            UNION ALL
            SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()
        ) AS lines
        """
    ),
}
