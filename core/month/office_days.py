"""Which days of somebody belong to the recap of an office."""

from collections.abc import Collection, Sequence
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
    stays = not any(days[0].date < each.since <= days[-1].date for each in postings)
    if stays:  # as nearly everybody does: one office for all of these dates
        here = tuple(days) if office_on(postings, days[0].date) in offices else ()
    else:
        here = tuple(day for day in days if office_on(postings, day.date) in offices)
    moved = 0 < len(here) < len(days)
    rule = required_value(regulation.laporan.pegawai_pindah.on(days[-1].date))
    match rule:
        case "tiap_kantor":
            return OfficeDays(here, moved)
        case "kantor_terakhir":
            last = office_on(postings, days[-1].date) in offices
            return OfficeDays(tuple(days) if last else (), moved=False)
        case _:
            assert_never(rule)


def office_on(postings: Sequence[Posting], day: date) -> str | None:
    """Where somebody is posted on a date; None before the first posting."""
    begun = (each for each in postings if each.since <= day)
    newest = max(begun, key=lambda each: each.since, default=None)
    return newest.office if newest else None
