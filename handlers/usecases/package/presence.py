"""Presence in the report of a month: its recap, and the papers of presence on paper (Pasal 14)."""

from dataclasses import replace
from datetime import datetime

from core.month.letter import LetterState
from core.month.recap import month as recap_of
from core.reports.form import Form
from core.reports.letters import Statement, statement
from core.reports.manual_sheet import manual_sheet
from core.reports.recap_sheet import RecapSheet, recap_row, recap_sheet
from db.records import letter, manual, sheet
from db.records.letter import Letter
from db.records.manual import Entry
from handlers.chat.paper import Print
from handlers.usecases import manual_forms
from handlers.usecases.letterheads import heading_of, open_number
from handlers.usecases.package.handed import BOTH, Handed, Members
from handlers.usecases.signatories import signing_for

LETTERS, LISTS = "05_Surat-Keterangan", "06_Daftar-Bertanda-Tangan"


def recap(handed: Handed) -> Print:
    """The report of E-Presensi, in the layout of Form F (AMB-29)."""
    rows = tuple(recap_row(handed.person(e), e.days, recap_of(e.days)) for e in handed.lines)
    found = RecapSheet(handed.office, *handed.span, rows, handed.signatory)
    return Print(handed.named("01", "Rekap-Presensi"), recap_sheet(handed.printing, found), BOTH)


async def on_paper(handed: Handed) -> Members:
    """The lists of presence on paper, the letters of the heads, and whatever came back signed."""
    async with handed.source.connect() as db:
        found = await manual.of_offices(db, handed.code, handed.offices, *handed.span)
        letters = await letter.of_offices(db, handed.code, handed.offices, *handed.span)
    entries = [each for each in found if each.entered_at <= handed.as_of]
    for office in dict.fromkeys(each.office for each in entries):
        yield await _list(handed, office, [each for each in entries if each.office == office])
    known = [_then(e, handed.as_of) for e in letters if e.prepared_at <= handed.as_of]
    for number, each in enumerate(known, 1):
        stem = f"{LETTERS}/{number:03}_{each.lines[0].date}"
        title = _called(each)
        yield Print(stem, await _letter(handed, each), title=title)
        for scan in handed.scans(stem, each.pages, title):
            yield scan
    async for member in _signed_lists(handed, entries):
        yield member


def _then(found: Letter, as_of: datetime) -> Letter:
    """The letter as it stood at an instant: what was signed or decided later is not in it yet."""
    if found.signed_at is None or found.signed_at > as_of:
        return replace(found, state=LetterState.PREPARED, signed_at=None, pages=())
    if found.decided_at is not None and found.decided_at > as_of:
        return replace(found, state=LetterState.SIGNED, decided_at=None)
    return found


def _called(found: Letter) -> str:
    number = f" {found.number}" if found.number else ""
    return f"Surat keterangan{number}, {found.state.value}"


async def _list(handed: Handed, office: str, entries: list[Entry]) -> Print:
    """The list of one office as its form has it (Form E, Form G)."""
    async with handed.source.connect() as db:
        people = await manual_forms.named(db, handed.region, {each.employee for each in entries})
        signing = await signing_for(db, handed.code, handed.organisation, office, handed.day)
    clocks = manual_forms.clocks(handed.region, entries)
    found = manual_forms.listing(
        handed.region,
        handed.organisation,
        office,
        handed.month,
        people,
        clocks,
        signing.signatory,
    )
    name = handed.named("04", "Presensi-Manual", office=office)
    return Print(name, manual_sheet(handed.printing, found), BOTH)


async def _letter(handed: Handed, found: Letter) -> Form:
    """The letter as it was prepared; the date stays open for a pen, unless it was confirmed."""
    confirmed = found.signed_at if found.signed_at and not found.pages else None
    on = confirmed.astimezone(handed.region.zone).date() if confirmed else None
    day = on or handed.day
    async with handed.source.connect() as db:
        people = await manual_forms.named(db, handed.region, {e.employee for e in found.lines})
        signing = await signing_for(db, handed.code, handed.organisation, found.office, day)
        kop = await heading_of(
            db, handed.region, handed.organisation, found.office, handed.source.load
        )
        number = found.number or await open_number(db, handed.region, found.office, day)
    rows = manual_forms.obstacles(found, people)
    told = Statement(rows, signing.signatory, number, kop.letterhead, on)
    return statement(handed.printing, told)


async def _signed_lists(handed: Handed, entries: list[Entry]) -> Members:
    """Each signed list once, however many people and dates were entered from it."""
    async with handed.source.connect() as db:
        sheets = await sheet.read(db, handed.code, {each.sheet for each in entries})
    seen: set[str] = set()
    for number, each in enumerate(sheets, 1):
        pages = [page for page in each.pages if page.hash not in seen]
        seen |= {page.hash for page in pages}
        for scan in handed.scans(f"{LISTS}/{number:03}", pages, "Daftar hadir manual"):
            yield scan
