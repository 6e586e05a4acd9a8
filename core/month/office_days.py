"""Which days of somebody belong to the recap of an office."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from core.law.answer import required_value
from core.law.regulation import Regulation
from core.month.day_state import Day
from core.organisation.posting import Posting


@dataclass(frozen=True, slots=True)
class OfficeDays:
    """The days of somebody in an office; `moved`: they have others elsewhere in these dates."""

    days: tuple[Day, ...]
    moved: bool


def office_days(
    regulation: Regulation,
    days: Sequence[Day],
    postings: Sequence[Posting],
    offices: Collection[str],
) -> OfficeDays:
    """What the recap of `offices`, an office with its parts, counts of somebody (AMB-65).

    `days` are theirs in rising order; of the last one goes the law that says where somebody is
    listed who moves. A day without any posting belongs to nobody.
    """
    if not days:
        return OfficeDays((), moved=False)
    counts = counted(regulation, postings, offices, days[-1].date)
    stays = not any(days[0].date < each.since <= days[-1].date for each in postings)
    if stays:  # as nearly everybody does: one office for all of these dates
        here = tuple(days) if counts(days[0].date) else ()
    else:
        here = tuple(day for day in days if counts(day.date))
    return OfficeDays(here, moved=0 < len(here) < len(days))


def counted(
    regulation: Regulation, postings: Sequence[Posting], offices: Collection[str], last: date
) -> Callable[[date], bool]:
    """Which dates of somebody the recap of these offices counts, by the law of the `last` one."""
    rule = required_value(regulation.laporan.pegawai_pindah.on(last))
    match rule:
        case "tiap_kantor":
            return lambda day: office_on(postings, day) in offices
        case "kantor_terakhir":
            there = office_on(postings, last) in offices
            return lambda _day: there
        case _:
            assert_never(rule)


def office_on(postings: Sequence[Posting], day: date) -> str | None:
    """Where somebody is posted on a date; None before the first posting."""
    begun = (each for each in postings if each.since <= day)
    newest = max(begun, key=lambda each: each.since, default=None)
    return newest.office if newest else None
