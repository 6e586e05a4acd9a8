"""Apel in the report of a month: what became of each person's, and the signed lists (Pasal 8)."""

from core.reports.apel import ApelRecap, apel_recap
from core.reports.dates import calendar_date
from db.records import ceremony_list
from db.records.ceremony_list import SignedList
from handlers.chat.format import moment
from handlers.chat.paper import Print
from handlers.usecases import apel_counts
from handlers.usecases.apel_counts import Counting, Expected
from handlers.usecases.ceremony_lists import limit
from handlers.usecases.package.handed import BOTH, Handed, Members

LISTS = "09_Daftar-Apel"


async def papers(handed: Handed) -> Members:
    """The recap of the month where anybody was called, and the lists that were handed in."""
    people = [
        Expected(each.employee, handed.person(each), {day.date for day in each.days})
        for each in handed.lines
    ]
    of = Counting(
        handed.source.connect, handed.region, handed.organisation, handed.month, handed.as_of
    )
    if rows := await apel_counts.of_people(of, people):
        recap = ApelRecap(handed.office, handed.month, rows, handed.signatory)
        form = apel_recap(handed.printing, recap)
        yield Print(handed.named("08", "Rekap-Apel"), form, BOTH)
    async with handed.source.connect() as db:
        lists = await ceremony_list.of_offices(db, handed.code, handed.offices, *handed.span)
    given = [each for each in lists if each.at <= handed.as_of]
    for number, each in enumerate(given, 1):
        stem = f"{LISTS}/{number:03}_{each.date}"
        for scan in handed.scans(stem, each.pages, _called(handed, each)):
            yield scan


def _called(handed: Handed, each: SignedList) -> str:
    """`Daftar apel 6 April 2026, Dinas Kesehatan, diterima … WITA, sesudah batas`."""
    until, office = limit(handed.region, each.date), handed.called(each.office)
    late = ", sesudah batas" if until and each.at > until else ""
    received = moment(each.at, handed.region.zone)
    return f"Daftar apel {calendar_date(each.date)}, {office}, diterima {received}{late}"
