"""Days as a report keeps them: what it says never changes, whatever is corrected later."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from core.month.day_state import Day, Mark, State

_NUMBERS = ("late", "early", "excused", "points", "reviews")


def as_record(days: Iterable[Day]) -> list[list[Any]]:
    """The same as JSON, one row a date, without the articles behind it."""
    return [
        [
            day.date.isoformat(),
            day.state.value,
            day.letter.value,
            day.provisional,
            day.no_apel,
            *(getattr(day, name) for name in _NUMBERS),
        ]
        for day in days
    ]


def from_record(rows: Iterable[Sequence[Any]]) -> tuple[Day, ...]:
    """The days that were kept; their articles are those of their dates, asked for anew."""
    return tuple(_day(*row) for row in rows)


def overlaid(
    derived: Iterable[Day], kept: Iterable[Day], covered: Callable[[date], bool]
) -> tuple[Day, ...]:
    """A month with what a report keeps of it instead of what the facts say, in rising order.

    `covered` says of which dates a report speaks: those that it does not list are not listed.
    """
    days = {day.date: day for day in derived if not covered(day.date)}
    days |= {day.date: day for day in kept}
    return tuple(days[each] for each in sorted(days))


def changed(then: Iterable[Day], now: Iterable[Day]) -> list[date]:
    """The dates, in rising order, on which the facts say something else than what was kept.

    That a day is final by now is no change.
    """
    before, after = ({day.date: _said(day) for day in days} for days in (then, now))
    return sorted(day for day in before.keys() | after.keys() if before.get(day) != after.get(day))


def _day(
    day: str,
    state: str,
    letter: str,
    provisional: bool,  # noqa: FBT001
    no_apel: bool,  # noqa: FBT001
    *numbers: int,
) -> Day:
    counted = dict(zip(_NUMBERS, numbers, strict=True))
    return Day(
        date.fromisoformat(day),
        State(state),
        Mark(letter),
        provisional,
        (),
        no_apel=no_apel,
        **counted,
    )


def _said(day: Day) -> tuple[object, ...]:
    return (day.state, day.letter, day.late, day.early, day.excused, day.points)
