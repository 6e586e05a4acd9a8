"""Apel in the report of a month: what became of each person's, and the signed lists (Pasal 8)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from core.month.ceremony import Called, totals
from core.reports.apel import ApelRecap, apel_count, apel_recap
from core.reports.dates import calendar_date
from db.records import ceremony_list
from db.records.ceremony_list import SignedList
from handlers.chat.format import moment
from handlers.chat.paper import Print
from handlers.usecases import office_month
from handlers.usecases.ceremony_lists import limit
from handlers.usecases.office_month import Reading
from handlers.usecases.package.handed import BOTH, Handed, Members

LISTS = "09_Daftar-Apel"


async def papers(handed: Handed) -> Members:
    """The recap of the month where anybody was called, and the lists that were handed in."""
    apel = await _apel(handed)
    rows = [apel_count(handed.person(e), totals(apel[e.employee])) for e in handed.lines]
    if called := tuple(each for each in rows if each.called):
        recap = ApelRecap(handed.office, handed.month, called, handed.signatory)
        form = apel_recap(handed.printing, recap)
        yield Print(handed.named("08", "Rekap-Apel"), form, BOTH)
    async with handed.source.connect() as db:
        lists = await ceremony_list.of_offices(db, handed.code, handed.offices, *handed.span)
    given = [each for each in lists if each.at <= handed.as_of]
    for number, each in enumerate(given, 1):
        stem = f"{LISTS}/{number:03}_{each.date}"
        for scan in handed.scans(stem, each.pages, _called(handed, each)):
            yield scan


async def _apel(handed: Handed) -> Mapping[UUID, Sequence[Called]]:
    """As the report keeps them; of one from before any were kept as they were when it came."""
    unkept = {e.employee: {day.date for day in e.days} for e in handed.lines if e.apel is None}
    found = {each.employee: each.apel or () for each in handed.lines}
    if not unkept:
        return found
    async with handed.source.connect() as db:
        reading = Reading(db, handed.region, handed.organisation, handed.as_of)
        people = await office_month.of_people(reading, list(unkept), handed.month)
    return found | {
        each.employee: [one for one in each.apel if one.date in unkept[each.employee]]
        for each in people
    }


def _called(handed: Handed, each: SignedList) -> str:
    """`Daftar apel 6 April 2026, Dinas Kesehatan, diterima … WITA, sesudah batas`."""
    until, office = limit(handed.region, each.date), handed.called(each.office)
    late = ", sesudah batas" if until and each.at > until else ""
    received = moment(each.at, handed.region.zone)
    return f"Daftar apel {calendar_date(each.date)}, {office}, diterima {received}{late}"
