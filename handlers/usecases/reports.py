"""An office's monthly report: handing it in, taking it back, and what its facts say by now."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import partial
from uuid import UUID

import uuid_utils.compat as uuid
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals import transitions
from core.month import frozen
from core.month import report as months
from core.month.frozen import Difference, Stands
from core.month.office_totals import of_person, summed
from core.month.report import HEAD_WORKING_DAYS, Dates, Step
from core.organisation.authority import Authority
from core.organisation.deadline import after_working_days
from core.organisation.office import Organisation
from core.organisation.posting import Posting
from core.organisation.region import Region
from db import approvals
from db.approvals import Done
from db.records import report as reports
from db.records import report_line
from db.records.report import NewReport, Report
from db.records.report_line import Line
from handlers.texts import report as texts
from handlers.usecases import documents, office_month, report_lines
from handlers.usecases.act import Act
from handlers.usecases.office_month import PersonMonth, Reading
from handlers.usecases.refusal import Refused
from handlers.usecases.report_paper import MonthlyReport


def may_look(by: Authority, office: str) -> bool:
    """Whether somebody reads the reports of an office: who hands in, agrees, receives, monitors."""
    peran = by.region.regulation.peran
    asked = (peran.sampaikan_laporan, peran.setujui_laporan, peran.terima_laporan, peran.pantau)
    return any(by.roles(right, office) for right in asked)


async def hand_in(
    act: Act, organisation: Organisation, office: str, month: date, me: UUID
) -> Report:
    """Hand in the month that begins on a date, with its numbers as they are now (Pasal 13).

    `Refused` before its time, while a report of it is under way or was received, and where that
    of its whole speaks for it (AMB-93).
    """
    name = _called(organisation, office)
    right = act.region.regulation.peran.sampaikan_laporan
    article = act.require(right, office, act=f"mengirim laporan {name}")
    if not months.in_use(act.region, organisation, office, month):
        raise Refused(texts.NOT_IN_USE)
    dates = months.of_office(act.region, organisation, office, month)
    reading = Reading(act.db, act.region, organisation, act.now)
    known = await reports.versions(act.db, act.region.code, office, dates.month)
    reporting = await report_lines.reporting(reading, dates.month)
    await _check(reading, dates, known[0] if known else None, reporting.elsewhere(office))
    lines = await report_lines.lines(reading, reporting.parts(office), month)
    new = _new(reading, dates, lines, office, me, len(known) + 1)
    if not await reports.hand_in(act.db, act.region.code, new):
        raise Refused(_already(act.region, dates.month))
    await report_line.keep(act.db, act.region.code, new.id, lines)
    await documents.ask(
        act.db, act.region, act.now, MonthlyReport(new.id), dedupe=f"laporan:{new.id}"
    )
    detail = {"kantor": office, "bulan": f"{dates.month:%Y-%m}", "versi": new.version}
    await act.note("laporan dikirim", detail | {"nomor": str(new.id), "dasar": article}, about=me)
    return await _found(act.db, act.region.code, new.id)


async def withdraw(act: Act, organisation: Organisation, id_: UUID) -> Report:
    """Take a report back before its head has decided; whoever may hand it in may."""
    report = await _found(act.db, act.region.code, id_)
    right = act.region.regulation.peran.sampaikan_laporan
    name = _called(organisation, report.office)
    article = act.require(right, report.office, act=f"menarik laporan {name}")
    done = Done(transitions.Act.WITHDRAW, act.now)
    if not await approvals.transition(act.db, reports.AGREEMENTS, act.region.code, id_, done):
        raise Refused("Sudah diputuskan lebih dulu. Lihat keadaannya lewat /laporan.")
    detail = {"kantor": report.office, "bulan": f"{report.month:%Y-%m}", "versi": report.version}
    detail |= {"nomor": str(id_), "dasar": article}
    await act.note("laporan ditarik", detail, about=report.employee)
    return await _found(act.db, act.region.code, id_)


async def may_hand_in(reading: Reading, dates: Dates, newest: Report | None) -> bool:
    """Whether a month's report may be handed in now, `newest` being what was handed in last."""
    step = newest.step if newest else None
    late = newest is not None and step is Step.RECEIVED and not dates.locked(reading.now)
    changes = newest is not None and late and bool(await difference(reading, newest))
    return months.may_hand_in(dates, step, reading.now, changed=changes)


async def _check(
    reading: Reading, dates: Dates, newest: Report | None, elsewhere: str | None
) -> None:
    region, noun = reading.region, texts.noun_of(reading.region.regulation, dates.month)
    if elsewhere:
        whole = _called(reading.organisation, elsewhere)
        raise Refused(texts.in_another(noun, dates.month, whole))
    if reading.now < dates.opens_at:
        raise Refused(texts.not_yet(region, noun, dates))
    if not await may_hand_in(reading, dates, newest):
        raise Refused(_already(region, dates.month))


def _already(region: Region, month: date) -> str:
    name = texts.called(texts.noun_of(region.regulation, month), month)
    return f"{name} sudah dikirim lebih dulu. Lihat keadaannya lewat /laporan."


def _new(
    reading: Reading, dates: Dates, lines: Sequence[Line], office: str, me: UUID, version: int
) -> NewReport:
    totals = summed([of_person(each.days) for each in lines])
    return NewReport(
        id=uuid.uuid7(),
        office=office,
        month=dates.month,
        version=version,
        employee=me,
        handed_in_at=reading.now,
        on_time_until=dates.due.until if dates.due else None,
        contents=asdict(totals),
        due_at=answer_by(reading, office, HEAD_WORKING_DAYS),
    )


def answer_by(reading: Reading, office: str | None, working_days: int) -> datetime:
    """When whoever has to answer is reminded: at the end of a working day of their office."""
    law = reading.region.regulation
    known = office is not None and office in reading.organisation.offices
    posted = (Posting(law.peraturan.berlaku_sejak, office),) if known and office else ()
    works = partial(reading.organisation.works, law, posted)
    return after_working_days(reading.now.astimezone(reading.region.zone), working_days, works)


def _called(organisation: Organisation, office: str) -> str:
    found = organisation.offices.get(office)
    if found is None:
        raise Refused("Kantor itu tidak ada lagi. Buka /laporan lagi.")
    return found.name


async def difference(reading: Reading, report: Report) -> Difference:
    """What the facts say by now otherwise than the report says."""
    kept = await report_line.read(reading.db, reading.region.code, [report.id])
    offices = await report_lines.parts(reading, report)
    now = await office_month.of_offices(reading, offices, report.month)
    return compared(kept, now)


def compared(kept: Iterable[Line], now: Iterable[PersonMonth]) -> Difference:
    """What people's days and apel are by now otherwise than what was kept of them."""
    after: dict[UUID, Stands] = {each.employee: (each.days, each.apel) for each in now}
    none: Stands = ((), ())
    then: dict[UUID, Stands] = {}
    for line in kept:
        apel = after.get(line.employee, none)[1] if line.apel is None else line.apel
        then[line.employee] = (line.days, apel)
    people = then.keys() | after.keys()
    return frozen.summed(
        frozen.difference(then.get(who, none), after.get(who, none)) for who in people
    )


async def _found(db: AsyncConnection, region: str, id_: UUID) -> Report:
    report = await reports.find(db, region, id_)
    if report is None:
        raise Refused("Laporan itu tidak ada. Buka /laporan lagi.")
    return report
