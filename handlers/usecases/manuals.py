"""Attendance on paper: an operator enters what a signed list says, and takes back a mistake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import uuid_utils.compat as uuid

from core.attendance.counts import counting
from core.attendance.stamp import WRITTEN_DOWN, Stamp
from core.law.closing import closes_at
from core.month.effect import Reach
from core.month.past_days import PastDays
from core.month.written import Listed, Unfit, stamps_of
from core.requests.absence import absences
from db.people import status
from db.people.status import Member
from db.records import manual, sheet
from db.records.attachment import Page
from db.records.manual import Entry
from db.records.sheet import Sheet
from handlers.chat.format import clock, long_date
from handlers.texts import manual as texts
from handlers.texts.manual import ManualDisputed, ManualRecorded, ManualWithdrawn, Written
from handlers.usecases import attachments, closing, holders, letters, manual_works
from handlers.usecases.act import Act
from handlers.usecases.paper_rules import Basis, NoBasis, Person, Rules
from handlers.usecases.past_days import weigh
from handlers.usecases.refusal import Refused


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was entered: the sheet, whether all of it counts already, and which days changed."""

    sheet: Sheet
    counts: bool
    past: PastDays


@dataclass(frozen=True, slots=True)
class Judged:
    """What a list makes of somebody's date, and by what it may be recorded."""

    who: Person
    basis: Basis
    stamps: tuple[Stamp, ...]


async def record(
    act: Act, me: Member, day: date, rows: Sequence[tuple[UUID, Listed]], pages: Sequence[Page]
) -> Recorded:
    """Enter a date of some people from one signed list; all of it or nothing (AMB-67, KAM-30)."""
    closing.require_open(act.region, day, act.now)
    await manual.hold(act.db, act.region.code, [who for who, _ in rows])
    rules = await Rules.read(act.db, act.region)
    found = await judged(act, me, rules, day, rows)
    new = await keep_sheet(act, me, pages)
    entries = [_entry(act, me, new, each, stamp) for each in found for stamp in each.stamps]
    if not await manual.write(act.db, act.region.code, entries):
        raise Refused("Salah satu jam ini sudah dicatat. Lihat daftarnya lewat /manual.")
    people = [each.who.record.employee for each in found]
    counted = await manual.counting(act.db, act.region.code, people, day, day)
    for each in found:
        await _tell(act, me, each, entries, counts=(each.who.record.employee, day) in counted)
    await manual_works.settle(act, people, day, day)
    past = await weigh(act, [Reach(day, day, frozenset(people))])
    return Recorded(new, len(counted) == len(people), past)


async def judged(
    act: Act, me: Member, rules: Rules, day: date, rows: Sequence[tuple[UUID, Listed]]
) -> list[Judged]:
    """Each row by the law of its date; `Refused` with the first that cannot be recorded."""
    known = await rules.people([who for who, _ in rows], day)
    return [await judge_row(act, me.employee, rules, known[who], listed) for who, listed in rows]


async def judge_row(act: Act, me: UUID, rules: Rules, who: Person, listed: Listed) -> Judged:
    """One person's line of the list: the right to enter it, its basis, and its stamps."""
    manual_works.require_other(me, who.record.employee)
    right = act.region.regulation.peran.catat_manual
    act.require(right, who.office, act=f"mencatat presensi manual {who.record.name}")
    basis = await rules.basis(who, _count(listed))
    if isinstance(basis, NoBasis):
        raise Refused(describe(act, who, basis))
    if basis.letter_needed:
        await letters.require_unnamed(act, who)
    stamps = stamps_of(basis.hours, listed, act.now)
    if isinstance(stamps, Unfit):
        raise Refused(f"{who.record.name}: {texts.unfit(stamps)}")
    _check_online(act, who, stamps)
    return Judged(who, basis, stamps)


def describe(act: Act, who: Person, no: NoBasis) -> str:
    """Why somebody's date is not taken, as plain text."""
    citation = no.grounds[-1].citation if no.grounds and no.why else None
    told = texts.refused(act.region, who.record.name, who.day, no.why, citation)
    return str(told.striptags())


async def withdraw(
    act: Act, me: Member, employee: UUID, day: date, remark: str
) -> tuple[Member, PastDays]:
    """Take back what was entered for somebody's date; the right entries are written anew."""
    manual_works.require_other(me.employee, employee)
    whose = await _whose(act, employee)
    await manual.hold(act.db, act.region.code, [employee])
    entries = await manual.of_people(act.db, act.region.code, [employee], day, day)
    if not entries:
        raise Refused("Tidak ada catatan manual pada tanggal ini. Lihat daftarnya lewat /manual.")
    right = act.region.regulation.peran.catat_manual
    act.require(right, entries[0].office, act=f"menarik presensi manual {whose.name}")
    closing.require_open(act.region, day, act.now)
    ids = [each.id for each in entries]
    taken = await manual.withdraw(act.db, act.region.code, ids, me.employee, act.now, remark)
    if taken != len(ids):
        raise Refused("Catatan ini baru saja ditarik. Lihat daftarnya lewat /manual.")
    await letters.take_out(act, employee, day)
    detail = {"tanggal": str(day), "alasan": remark}
    await act.note("presensi manual ditarik", detail, about=employee)
    await holders.tell(act, [employee], ManualWithdrawn(day, me.name, remark))
    await manual_works.settle(act, [employee], day, day)
    return whose, await weigh(act, [Reach(day, day, frozenset([employee]))], employee)


async def dispute(act: Act, me: Member, id_: UUID, remark: str) -> None:
    """Somebody says, while the month is open, that what was entered for them is wrong."""
    entry = await manual.find(act.db, act.region.code, id_)
    if entry is None or entry.employee != me.employee:
        raise Refused("Catatan ini sudah ditarik. Lihat /rekap_saya.")
    closing.require_open(act.region, entry.date, act.now)
    detail = {"tanggal": str(entry.date), "kata": remark}
    await act.note("presensi manual dibantah", detail, about=me.employee)
    right = act.region.regulation.peran.catat_manual
    told = ManualDisputed(me.name, entry.date, remark)
    if not await holders.ask(act, right, entry.office, told, but=me.employee):
        raise Refused(f"Operator kantor belum tercatat. Hubungi {act.region.contact}.")


async def keep_sheet(act: Act, me: Member, pages: Sequence[Page]) -> Sheet:
    """Keep a signed sheet, and whether any of its pages was handed in before."""
    if not pages:
        raise Refused("Kirim dulu foto atau PDF lembar yang sudah ditandatangani.")
    before = await attachments.earlier(act.db, act.region.code, me.employee, act.now, pages)
    new = Sheet(uuid.uuid7(), tuple(pages), before, me.employee, act.now)
    await sheet.write(act.db, act.region.code, new)
    return new


def _count(listed: Listed) -> int:
    return sum(each is not None for each in (listed.masuk, listed.pulang))


def _check_online(act: Act, who: Person, stamps: Sequence[Stamp]) -> None:
    """A leg that counts online needs no paper, and would use up what the law gives (AMB-23)."""
    record = who.record
    asked = absences(act.region.regulation, record.requests, who.day, act.now)
    for each in counting((s for s in record.stamps if s.date == who.day), asked):
        if each.source in WRITTEN_DOWN:
            continue
        if any((new.leg, new.duty) == (each.leg, each.duty) for new in stamps):
            at = clock(each.at, act.region.zone)
            raise Refused(
                f"{record.name}: {each.leg.value} {long_date(who.day)} sudah tercatat lewat "
                f"ponsel, {at}. Kosongkan jam {each.leg.value} di sini."
            )


def _entry(act: Act, me: Member, new: Sheet, of: Judged, stamp: Stamp) -> Entry:
    if of.who.office is None:
        raise LookupError("nobody without an office is judged")
    return Entry(
        id=uuid.uuid7(),
        employee=of.who.record.employee,
        date=stamp.date,
        leg=stamp.leg,
        duty=stamp.duty,
        at=stamp.at,
        condition=of.basis.condition,
        incident=of.basis.incident,
        office=of.who.office,
        sheet=new.id,
        letter_needed=of.basis.letter_needed,
        entered_by=me.employee,
        entered_at=act.now,
    )


async def _tell(
    act: Act, me: Member, of: Judged, entries: Sequence[Entry], *, counts: bool
) -> None:
    employee = of.who.record.employee
    mine = [each for each in entries if each.employee == employee]
    legs = tuple(Written(each.leg, each.at) for each in mine)
    until = closes_at(act.region.regulation, of.who.day, act.region.zone)
    told = ManualRecorded(mine[0].id, of.who.day, legs, me.name, counts, until)
    detail = {each.leg.value: each.at.astimezone(act.region.zone).isoformat() for each in mine}
    detail |= {"tanggal": str(of.who.day), "sebab": of.basis.condition.value}
    await act.note("presensi manual dicatat", detail, about=employee)
    await holders.tell(act, [employee], told)


async def _whose(act: Act, employee: UUID) -> Member:
    found = await status.members(act.db, act.region.code, act.today, people=[employee], gone=True)
    if not found:
        raise Refused("Pegawai ini tidak ada dalam data. Periksa lagi namanya.")
    return found[0]
