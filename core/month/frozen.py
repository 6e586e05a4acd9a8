"""Days and apel as a report keeps them: what it says never changes, whatever is corrected later."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.month.ceremony import Called, Seen
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


def apel_as_record(called: Iterable[Called]) -> list[list[str]]:
    """Somebody's apel as JSON, one row each."""
    return [[each.date.isoformat(), each.seen.value] for each in called]


def apel_from_record(rows: Iterable[Sequence[str]]) -> tuple[Called, ...]:
    """The apel that were kept."""
    return tuple(Called(date.fromisoformat(day), Seen(seen)) for day, seen in rows)


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


Kept = tuple[Iterable[Day], Iterable[Called] | None]  # days of somebody, and their apel


def overlaid_apel(
    derived: Iterable[Called], kept: Iterable[Kept], covered: Callable[[date], bool]
) -> tuple[Called, ...]:
    """Somebody's apel of a month likewise; None is kept of them where a report is older than that.

    On the days of such a report they are what the facts say.
    """
    now = apel_by_date(derived)
    stands = {day: each for day, each in now.items() if not covered(day)}
    for days, called in kept:
        said = now if called is None else apel_by_date(called)
        stands |= {day.date: said.get(day.date, ()) for day in days}
    return tuple(each for day in sorted(stands) for each in stands[day])


def changed_apel(then: Iterable[Called], now: Iterable[Called]) -> list[date]:
    """The dates, in rising order, whose apel are otherwise by now than what was kept."""
    before, after = (
        {day: sorted(each.seen for each in called) for day, called in apel_by_date(some).items()}
        for some in (then, now)
    )
    return sorted(day for day in before.keys() | after.keys() if before.get(day) != after.get(day))


Stands = tuple[Sequence[Day], Sequence[Called]]  # of somebody's month


def settled(kept: Kept, derived: Stands) -> Kept:
    """What is kept of somebody, but of days that were still open then what the facts say (KAM-47).

    Of those that the facts do not list any more nothing is left.
    """
    days, called = tuple(kept[0]), kept[1]
    still_open = {day.date for day in days if day.provisional}
    now = {day.date: day for day in derived[0]}
    firm = [now.get(day.date) if day.provisional else day for day in days]
    if called is not None:
        called = [one for one in called if one.date not in still_open]
        called += [one for one in derived[1] if one.date in still_open]
    return tuple(day for day in firm if day is not None), called


@dataclass(frozen=True, slots=True)
class Difference:
    """What the facts say otherwise than reports: on so many days and of so many apel, of whom."""

    days: int = 0
    apel: int = 0
    people: int = 0

    def __bool__(self) -> bool:
        return bool(self.people)


NOTHING = Difference()


def difference(stands: Stands, derived: Stands) -> Difference:
    """What the facts say of somebody otherwise than what stands."""
    if stands == derived:
        return NOTHING
    days, apel = changed(stands[0], derived[0]), changed_apel(stands[1], derived[1])
    return Difference(len(days), len(apel), int(bool(days or apel)))


def summed(differences: Iterable[Difference]) -> Difference:
    """What that is together."""
    found = [each for each in differences if each]
    return Difference(
        sum(each.days for each in found),
        sum(each.apel for each in found),
        sum(each.people for each in found),
    )


def apel_by_date(called: Iterable[Called]) -> Mapping[date, tuple[Called, ...]]:
    """Those of each date that has any."""
    found: defaultdict[date, tuple[Called, ...]] = defaultdict(tuple)
    for each in called:
        found[each.date] += (each,)
    return dict(found)


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
