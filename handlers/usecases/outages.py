"""The outage register, whose times are added to every verification deadline (AMB-17)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from core.organisation.deadline import Outage
from db.records import outage, recalculation
from db.records.outage import Report
from handlers.usecases.act import Act
from handlers.usecases.refusal import Refused, Term

OUTAGE_MAX = timedelta(days=31)  # whatever is longer, or further ahead, is a slip of the pen


@dataclass(frozen=True, slots=True)
class Interruption:
    """What somebody reports: nobody could reach the system in [since, until).

    `office` with its parts; None: nowhere in the region.
    """

    since: datetime
    until: datetime
    office: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Registered:
    """Not `new`: exactly this one stood there already."""

    report: Report
    new: bool = True


async def register(act: Act, found: Interruption) -> Registered:
    """Enter an outage."""
    _check(found.since, found.until, act.now)
    _authorise(act, found.office)
    report = Report(found.since, found.until, found.office, found.reason, act.by.name, act.now)
    new = await outage.register(act.db, act.region.code, report)
    if new:
        await _note(act, "gangguan dicatat", report, {"nomor": str(new)})
    await _ask(act, report)
    return Registered(report, new is not None)


async def revoke(act: Act, id_: UUID, reason: str | None) -> Registered:
    """Take one back that was entered by mistake."""
    taken = await outage.revoke(act.db, act.region.code, id_, act.now)
    if taken is None:
        raise Refused(f"Tidak ada gangguan {id_}, atau sudah dicabut.")
    _authorise(act, taken.office)
    cause = {"mengapa": reason} if reason else {}
    await _note(act, "gangguan dicabut", taken, {"nomor": str(id_)} | cause)
    await _ask(act, taken)
    return Registered(taken)


async def _ask(act: Act, report: Report) -> None:
    """All deadlines that the outage bears on are reckoned anew."""
    changed = Outage(report.since, report.until)
    await recalculation.ask(act.db, act.region.code, act.now, changed)


def _check(since: datetime, until: datetime, now: datetime) -> None:
    if until <= since:
        raise Refused(Term.UNTIL, " harus sesudah ", Term.SINCE, ".")
    if until - since > OUTAGE_MAX:
        raise Refused(f"Gangguan lebih dari {OUTAGE_MAX.days} hari; periksa tanggalnya.")
    if until > now + OUTAGE_MAX:
        ahead = f" lebih dari {OUTAGE_MAX.days} hari dari sekarang; periksa tanggalnya."
        raise Refused(Term.UNTIL, ahead)


def _authorise(act: Act, office: str | None) -> None:
    """Whoever sets the places keeps the register too: no question of the law comes nearer (KAM-04).

    `Refused` where the office does not exist or nobody gave the right.
    """
    if office is not None and office not in act.by.parents:
        raise Refused(f"Kantor {office} tidak ada.")
    act.require(act.region.regulation.peran.atur_lokasi, office, act="mencatat gangguan")


async def _note(act: Act, action: str, report: Report, more: Mapping[str, Any]) -> None:
    period = {"sejak": report.since.isoformat(), "sampai": report.until.isoformat()}
    what = {"kantor": report.office, "alasan": report.reason}
    await act.note(action, {**period, **what, **more})
