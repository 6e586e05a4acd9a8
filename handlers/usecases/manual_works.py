"""Daily work on paper: entered from a sheet that the superior has signed (AMB-68)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import uuid_utils.compat as uuid

from core.approvals.transitions import Act as Deed
from core.law.regulation import ActivityKind
from core.requests.absence import absences
from core.work import activity as law
from core.work import on_paper
from db import approvals
from db.approvals import Done
from db.people import verifier
from db.people.status import Member
from db.records import activity, manual, manual_work
from db.records.activity import NewActivity
from db.records.manual_work import NewWork, Work
from db.records.sheet import Sheet
from handlers.texts import manual_work as texts
from handlers.usecases import closing, holders
from handlers.usecases.act import Act
from handlers.usecases.paper_rules import Rules
from handlers.usecases.refusal import Refused

OWN = (
    "Catatan manual Anda sendiri ditulis operator lain. Bila belum ada, minta kepala kantor "
    "menunjuk satu lagi."
)


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One row of the sheet: an activity of one date."""

    date: date
    kind: ActivityKind
    minutes: int
    description: str
    output: str | None
    quantity: int | None


async def record(
    act: Act, me: Member, whose: Member, lines: Sequence[WorkLine], kept: Sheet
) -> int:
    """Enter the rows of somebody's sheet; gives how many of them count already."""
    require_other(me.employee, whose.employee)
    await manual.hold(act.db, act.region.code, [whose.employee])
    for day in sorted({each.date for each in lines}):
        closing.require_open(act.region, day, act.now)
        await _check(act, whose, day, [each for each in lines if each.date == day])
    new = [_line(act, me, whose, each, kept) for each in lines]
    await manual_work.write(act.db, act.region.code, new)
    detail = {"aktivitas": len(lines), "menit": sum(each.minutes for each in lines)}
    await act.note("kinerja manual dicatat", detail, about=whose.employee)
    first, last = min(each.date for each in lines), max(each.date for each in lines)
    await settle(act, [whose.employee], first, last)
    ids = {each.id for each in new}
    stand = await manual_work.of_people(act.db, act.region.code, [whose.employee], first, last)
    counted = sum(each.activity is not None for each in stand if each.id in ids)
    total = sum(each.minutes for each in lines)
    told = texts.WorkRecorded(first, last, len(lines), total, me.name, counted == len(lines))
    await holders.tell(act, [whose.employee], told)
    return counted


async def withdraw(act: Act, me: Member, whose: Member, day: date) -> int:
    """Take back all that was entered of somebody's work on a date; gives how many lines."""
    code = act.region.code
    require_other(me.employee, whose.employee)
    await manual.hold(act.db, code, [whose.employee])
    lines = await manual_work.of_people(act.db, code, [whose.employee], day, day)
    if not lines:
        raise Refused("Tidak ada kinerja manual pada tanggal ini. Lihat lewat /manual.")
    right = act.region.regulation.peran.catat_manual
    act.require(right, whose.office, act=f"menarik kinerja manual {whose.name}")
    closing.require_open(act.region, day, act.now)
    for each in lines:
        if each.activity is not None:
            await _take_back(act, each, each.activity)
    ids = [each.id for each in lines]
    if await manual_work.withdraw(act.db, code, ids, me.employee, act.now) != len(ids):
        raise Refused("Catatan ini baru saja ditarik. Lihat lewat /manual.")
    detail = {"tanggal": str(day), "aktivitas": len(ids)}
    await act.note("kinerja manual ditarik", detail, about=whose.employee)
    await holders.tell(act, [whose.employee], texts.WorkWithdrawn(day, len(ids), me.name))
    return len(ids)


def require_other(me: UUID, *whose: UUID) -> None:
    """Nobody writes on paper for themselves, nor takes it back (AMB-39, AMB-99, KAM-51)."""
    if me in whose:
        raise Refused(OWN)


async def settle(act: Act, people: Collection[UUID], first: date, last: date) -> None:
    """Let the lines of these dates count as activities while their papers are there, and else not.

    The papers of a date are those by which its attendance on paper counts.
    """
    code = act.region.code
    await manual.hold(act.db, code, people)
    counted = await manual.counting(act.db, code, people, first, last)
    for each in await manual_work.of_people(act.db, code, people, first, last):
        if (each.employee, each.date) in counted:
            if each.activity is None:
                await _post(act, each)
        elif each.activity is not None:
            await _take_back(act, each, each.activity)


async def _check(act: Act, whose: Member, day: date, lines: Sequence[WorkLine]) -> None:
    """By the law of the date; and only beside attendance on paper."""
    rules = await Rules.read(act.db, act.region)
    who = (await rules.people([whose.employee], day))[whose.employee]
    right = act.region.regulation.peran.catat_manual
    act.require(right, who.office, act=f"mencatat kinerja manual {whose.name}")
    code, entries = act.region.code, [whose.employee]
    if not await manual.of_people(act.db, code, entries, day, day):
        raise Refused(texts.NO_ATTENDANCE.format(name=whose.name, day=texts.on(day)))
    filed = await activity.of_person(act.db, code, whose.employee, day, day)
    waiting = await manual_work.of_people(act.db, code, entries, day, day)
    done = sum(each.minutes for each in filed if law.stands(each.state))
    done += sum(each.minutes for each in waiting if each.activity is None)
    asked = absences(act.region.regulation, who.record.requests, day, act.now)
    refused = on_paper.judge(
        act.region.regulation,
        day,
        {each.kind for each in lines},
        done + sum(each.minutes for each in lines),
        hours=who.hours(day),
        exempt=rules.exempt_on(who),
        absences=asked,
    )
    if refused is not None:
        raise Refused(texts.refused(refused, day))


def _line(act: Act, me: Member, whose: Member, each: WorkLine, kept: Sheet) -> NewWork:
    told = (each.description, each.output, each.quantity)
    facts = (whose.employee, each.date, each.kind, each.minutes, *told)
    return NewWork(uuid.uuid7(), *facts, kept.id, me.employee, act.now)


async def _post(act: Act, each: Work) -> None:
    """As an activity that the superior has approved on the sheet."""
    closing.require_open(act.region, each.date, act.now)
    code, official = act.region.code, await verifier.official(act.db, act.region)
    found = await verifier.find(act.db, code, {each.employee}, each.date, official)
    id_ = uuid.uuid7()
    told = (each.minutes, each.description, each.output, each.quantity)
    facts = (id_, each.employee, each.date, each.kind, *told)
    new = NewActivity(*facts, act.now, act.now, beyond=0, card=id_, sheet=each.sheet)
    await activity.file(act.db, code, new)
    done = Done(Deed.APPROVE, act.now, by=found[each.employee])
    if not await approvals.transition(act.db, activity.CASES, code, id_, done):
        raise LookupError(f"{id_} was not approved as it was written")
    if not await manual_work.post(act.db, code, each.id, id_):
        raise Refused("Baru saja dihitung oleh yang lain. Ulangi sekali lagi.")


async def _take_back(act: Act, each: Work, counted: UUID) -> None:
    code, done = act.region.code, Done(Deed.TAKE_BACK, act.now)
    await approvals.transition(act.db, activity.CASES, code, counted, done)
    await manual_work.post(act.db, code, each.id, None)
