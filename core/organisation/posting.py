"""Where a person may attend: the current posting and, after a transfer, the old one for a while."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from core.organisation.fence import Fence


@dataclass(frozen=True, slots=True)
class Posting:
    """An office from its effective date on (TMT on the SPMT, else the SK; AMB-09)."""

    since: date
    office: str


@dataclass(frozen=True, slots=True)
class Workplace:
    """An office that counts on the asked date; `until` is set while a transfer lets it run out."""

    office: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A fence that counts for the person on a date; `until` is the last day after a transfer."""

    fence: Fence
    office: str
    until: date | None = None


def workplaces(postings: Sequence[Posting], day: date, grace: int | None) -> tuple[Workplace, ...]:
    """Offices valid on a date, the current one first.

    After a transfer the old place stays valid for `grace` calendar days beyond the effective
    date (Pasal 8 ayat (4), AMB-09: last day = TMT + 7); None: the law gives no such days, and
    the old place ends with the effective date.
    """
    begun = sorted((p for p in postings if p.since <= day), key=lambda p: p.since, reverse=True)
    found = {begun[0].office: Workplace(begun[0].office)} if begun else {}
    if grace is None:
        return tuple(found.values())
    for newer, older in pairwise(begun):
        last = newer.since + timedelta(days=grace)
        if day <= last:
            found.setdefault(older.office, Workplace(older.office, last))
    return tuple(found.values())


def office_on(postings: Sequence[Posting], day: date) -> str | None:
    """The office of a person on a date, their Unit Kerja; None before the first posting."""
    return next((place.office for place in workplaces(postings, day, None)), None)


def between(postings: Sequence[Posting], first: date, last: date) -> tuple[Posting, ...]:
    """The postings of some dates, equal for all that had the same offices on them."""
    begun = max((each for each in postings if each.since <= first), key=_since, default=None)
    later = tuple(each for each in postings if first < each.since <= last)
    return (Posting(first, begun.office), *later) if begun else later


def _since(posting: Posting) -> date:
    return posting.since
