"""A person's rows of one table: which rows, which columns, and the values that they make.

What a person's record holds says itself in these: `person_status` and `person_facts`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from db.json_functions import JsonColumns, JsonRows
from db.people.employee import employee

T = TypeVar("T")
Read = Callable[[Any], Any]
Date = sa.ColumnElement[date]
Span = tuple[Date, Date]  # the first and the last date, both included
Condition = sa.ColumnElement[bool]


def mine(table: sa.Table) -> tuple[Condition, Condition]:
    """The condition that picks the rows of the `employee` of the statement around it."""
    return (table.c.region == employee.c.region, table.c.employee == employee.c.employee)


def _always(_first: Date, _last: Date) -> tuple[Condition, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class PersonRows(Generic[T]):
    """The rows of one table that are a person's, and the values that they make.

    `columns` says of each column what makes a value of what JSON holds; `build` takes them in
    that order. `within` picks the rows that matter in a span of dates; `where` holds always.
    """

    table: sa.Table
    columns: Mapping[sa.ColumnElement[Any], Read]
    build: Callable[..., T]
    within: Callable[[Date, Date], tuple[Condition, ...]] = _always
    where: tuple[Condition, ...] = ()

    def select_rows(self, span: Span | None, *where: Condition) -> sa.Select[Any]:
        """All of them, or those of a span, as one value: [[a, b], …], cheapest where few are."""
        return self._select(JsonRows(*self.columns), span, where)

    def select_columns(self, span: Span | None, *where: Condition) -> sa.Select[Any]:
        """The same as [[a, a, …], [b, b, …]], which is read in half the time where many are."""
        return self._select(JsonColumns(*self.columns), span, where)

    def from_rows(self, found: Sequence[Sequence[Any]] | None) -> tuple[T, ...]:
        """The values of what `select_rows` found, in no order."""
        if not found:
            return ()
        reads = self.columns.values()
        made = [[read(value) for read, value in zip(reads, row, strict=True)] for row in found]
        return tuple([self.build(*each) for each in made])

    def from_columns(self, found: Sequence[Sequence[Any] | None]) -> tuple[T, ...]:
        """The values of what `select_columns` found, in no order."""
        # PostgreSQL has no list, SQLite an empty one, where there are no rows.
        reads = zip(self.columns.values(), found, strict=True)
        return tuple(map(self.build, *(map(read, column or ()) for read, column in reads)))

    def _select(
        self, gathered: sa.ColumnElement[Any], span: Span | None, where: tuple[Condition, ...]
    ) -> sa.Select[Any]:
        near = self.within(*span) if span else ()
        return sa.select(gathered).where(*mine(self.table), *self.where, *near, *where)


@lru_cache(1_000)
def day_of(text: str) -> date:
    """Everybody has the same few dates."""
    return date.fromisoformat(text)


def or_none(read: Read) -> Read:
    """The same for a column that may be null."""
    return lambda value: None if value is None else read(value)


def lasting(table: sa.Table) -> Callable[[Date, Date], tuple[Condition, ...]]:
    """What began by the last date and had not ended before the first."""
    since, until = table.c.since, table.c.until
    return lambda first, last: (since <= last, sa.or_(until.is_(None), until >= first))


def dated(table: sa.Table) -> Callable[[Date, Date], tuple[Condition, ...]]:
    """What is of one of the dates."""
    return lambda first, last: (table.c.date.between(first, last),)
