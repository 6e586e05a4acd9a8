"""Holidays: those of a year as they are known, and one that a later decree takes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import holidays

from core.law.kinds import HolidayKind
from core.month.effect import Reach
from core.month.past_days import PastDays
from core.organisation.calendar import Holiday
from db.people import holiday, roster
from db.people.holiday import Declared
from db.records import recalculation
from db.records.audit import Change, Values
from handlers.usecases.act import Act
from handlers.usecases.past_days import weigh
from handlers.usecases.refusal import Refused

WITHDRAWN = "batal"  # the kind of a holiday that a later decree takes back, in files and audit


@dataclass(frozen=True, slots=True)
class Seeded:
    """How many dates were filled in, and how many kept that were entered by decree."""

    seeded: int
    kept: int
    days: Sequence[Holiday]
    past: PastDays

    @property
    def collective_leave_known(self) -> bool:
        """Whether the decree on cuti bersama of that year is out."""
        return any(each.kind is HolidayKind.COLLECTIVE for each in self.days)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What is a working day again."""

    name: str
    past: PastDays


async def seed(act: Act, year: int) -> Seeded:
    """Fill in a year (`atur_jam_kerja`); what was entered by decree is never overwritten."""
    code, found = act.region.code, national(year)
    await _claim(act)
    before = await holiday.of_year(act.db, code, year)
    seeded, kept = await holiday.seed(act.db, code, year, found)
    after = await holiday.of_year(act.db, code, year)
    await roster.outdate(act.db, code)
    moved = _moved(before, after)
    detail = {"tahun": year, "diisi": seeded, "tetap": kept}
    await act.note("libur diisi", detail, changes=list(moved.values()))
    past = await weigh(act, [Reach(min(moved), max(moved))] if moved else [])
    await recalculation.ask(act.db, code, act.now)
    return Seeded(seeded, kept, found, past)


async def withdraw(act: Act, day: date, decree: str) -> Withdrawn:
    """Take a holiday back by a decree (`atur_jam_kerja`)."""
    code = act.region.code
    article = await _claim(act)
    stands = (await holiday.declared(act.db, code, [day])).get(day)
    if stands is None:
        raise Refused(f"{day} tidak tercatat sebagai hari libur; periksa tanggalnya.")
    if stands.withdrawn_at is not None:
        raise Refused(f"{day} sudah dicabut dengan {stands.withdrawn_by}.")
    await holiday.withdraw(act.db, code, day, decree, act.now)
    await roster.outdate(act.db, code)
    change = Change("libur", str(day), *withdrawal(stands, decree))
    await act.note("libur dicabut", {"dasar": decree, "hak": article}, changes=[change])
    await recalculation.ask(act.db, code, act.now)
    return Withdrawn(stands.name, await weigh(act, [Reach(day, day)]))


def withdrawal(stands: Declared, decree: str) -> tuple[Values, Values]:
    """A holiday before and after it was taken back, as the audit keeps it."""
    before = {"nama": stands.name, "jenis": stands.kind.value, "sk": stands.decree}
    return before, before | {"jenis": WITHDRAWN, "sk": decree}


def national(year: int) -> list[Holiday]:
    """National holidays and cuti bersama; a date that is both counts as national."""
    leave = _of_category(year, "government", HolidayKind.COLLECTIVE)
    days = leave | _of_category(year, "public", HolidayKind.NATIONAL)
    return [days[day] for day in sorted(days)]


def _of_category(year: int, category: str, kind: HolidayKind) -> dict[date, Holiday]:
    found = holidays.country_holidays("ID", years=year, categories=(category,), language="id")
    return {day: Holiday(day, name, kind) for day, name in found.items()}


async def _claim(act: Act) -> str:
    """The article that lets holidays be set; nobody else changes the roster meanwhile."""
    right = act.region.regulation.peran.atur_jam_kerja
    article = act.require(right, None, act="mengatur hari libur")
    await roster.claim(act.db, act.region.code)
    return article


def _moved(before: Mapping[date, Holiday], after: Mapping[date, Holiday]) -> dict[date, Change]:
    """Dates that became holidays, are none any more, or are called otherwise."""
    found = {}
    for day in sorted({*before, *after}):
        was, is_ = (
            {"nama": each.name, "jenis": each.kind.value} if each else None
            for each in (before.get(day), after.get(day))
        )
        if was != is_:
            found[day] = Change("libur", str(day), was, is_)
    return found
