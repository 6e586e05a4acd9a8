"""SQL functions over JSON that SQLite and PostgreSQL spell differently."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles

from db.base import Json


def instant(text: str) -> datetime:
    """An instant out of JSON, where SQLite gives it without its zone."""
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


class JsonRow(sa.sql.functions.GenericFunction[list[Any]]):
    """`JsonRow(a, b)` is one row as a JSON array [a, b]."""

    type = sa.JSON()
    inherit_cache = True
    name = "json_row"


class JsonRows(sa.sql.functions.GenericFunction[list[list[Any]]]):
    """`JsonRows(a, b)` gathers all rows as one JSON array of [a, b] arrays."""

    type = sa.JSON()
    inherit_cache = True
    name = "json_rows"


@compiles(JsonRow, "postgresql")
def _row_on_postgresql(
    element: JsonRow, compiler: sa.sql.compiler.SQLCompiler, **kw: object
) -> str:
    return f"json_build_array({compiler.process(element.clauses, **kw)})"


@compiles(JsonRow, "sqlite")
def _row_on_sqlite(element: JsonRow, compiler: sa.sql.compiler.SQLCompiler, **kw: object) -> str:
    return f"json_array({compiler.process(element.clauses, **kw)})"


@compiles(JsonRows, "postgresql")
def _rows_on_postgresql(
    element: JsonRows, compiler: sa.sql.compiler.SQLCompiler, **kw: object
) -> str:
    return f"json_agg(json_build_array({compiler.process(element.clauses, **kw)}))"


@compiles(JsonRows, "sqlite")
def _rows_on_sqlite(element: JsonRows, compiler: sa.sql.compiler.SQLCompiler, **kw: object) -> str:
    return f"json_group_array(json_array({compiler.process(element.clauses, **kw)}))"


class JsonColumns(sa.sql.functions.GenericFunction[list[list[Any] | None]]):
    """`JsonColumns(a, b)` gathers all rows as [[a, a, …], [b, b, …]]: a row each costs twice."""

    type = sa.JSON()
    inherit_cache = True
    name = "json_columns"


@compiles(JsonColumns, "postgresql")
def _columns_on_postgresql(
    element: JsonColumns, compiler: sa.sql.compiler.SQLCompiler, **kw: object
) -> str:
    columns = (f"array_agg({compiler.process(each, **kw)})" for each in element.clauses)
    return f"json_build_array({', '.join(columns)})"


@compiles(JsonColumns, "sqlite")
def _columns_on_sqlite(
    element: JsonColumns, compiler: sa.sql.compiler.SQLCompiler, **kw: object
) -> str:
    columns = (f"json_group_array({compiler.process(each, **kw)})" for each in element.clauses)
    return f"json_array({', '.join(columns)})"


class JsonWithout(sa.sql.functions.GenericFunction[Any]):
    """`JsonWithout(object, "key")` is a JSON object without one of its keys."""

    type = Json
    inherit_cache = True
    name = "json_without"


@compiles(JsonWithout, "postgresql")
def _without_on_postgresql(
    element: JsonWithout, compiler: sa.sql.compiler.SQLCompiler, **kw: object
) -> str:
    given, key = (compiler.process(each, **kw) for each in element.clauses)
    return f"({given} - {key}::text)"


@compiles(JsonWithout, "sqlite")
def _without_on_sqlite(
    element: JsonWithout, compiler: sa.sql.compiler.SQLCompiler, **kw: object
) -> str:
    given, key = (compiler.process(each, **kw) for each in element.clauses)
    return f"json_remove({given}, '$.' || {key})"
