"""Presensi offline: a picture that tells when and where it was taken, handed in later (AMB-77).

What a picture says of itself can be changed by anybody, so a human always looks at it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from core.attendance import stamp as stamps_of
from core.attendance.capture import Capture
from core.attendance.stamp import Leg, Stamp, stamped, working_day
from core.attendance.window import Window, shut, shut_by
from core.law.answer import Answer, Ground, ground
from core.law.closing import closed
from core.law.questions.pengecualian import exempts
from core.law.regulation import ExemptStatus, Regulation
from core.law.span import RunningHours
from core.organisation.calendar import DayOff, Hours
from core.organisation.fence import Fix, Where, locate
from core.organisation.posting import Site

CLOCK_AHEAD_MAX = timedelta(minutes=5)  # of a phone before the platform
DRIFT_MAX = timedelta(minutes=5)  # between a phone's clock and that of the satellites


class Signal(StrEnum):
    """What whoever looks is told of a capture; none of them accuses."""

    SAME_PICTURE = "foto sama"
    OUT_OF_ORDER = "urutan"
    DRIFT = "selisih jam"
    NO_GPS_TIME = "tanpa jam gps"
    OTHER_ZONE = "zona lain"
    EDGE = "tepi"
    VAGUE = "kurang pasti"
    OLD = "lama"


class Why(StrEnum):
    """Why a picture is no attendance."""

    NOT_KEPT = "tidak diatur"
    FUTURE = "belum terjadi"
    BEFORE_LAW = "sebelum berlaku"
    BLOCKED = "diperiksa"
    EXEMPT = "dikecualikan"
    DAY_OFF = "libur"
    NO_HOURS = "jadwal kerja belum ada"
    SHUT = "di luar jam"
    NO_PLACE = "belum ada tempat"
    OUTSIDE = "di luar tempat"
    ALREADY = "sudah tercatat"


@dataclass(frozen=True, slots=True)
class Refused:
    """Not recorded, and by what; `shut` says on which side of its window, `fix` how far away."""

    why: Why
    grounds: tuple[Ground, ...] = ()
    hours: Hours | DayOff | None = None
    shut: stamps_of.Why | None = None
    fix: Fix | None = None
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """To be looked at. `needs_note`: it is older than the law lets pass without one (AMB-28).

    `late`: its month is closed, and it becomes a proposal to correct it.
    """

    leg: Leg
    hours: Hours
    at: datetime
    fix: Fix
    signals: tuple[Signal, ...]
    needs_note: bool
    late: bool
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One picture and all that its verdict depends on.

    `days` are the dates around it, yesterday, its own and tomorrow; `stamps` those of these dates
    that count; `sites` gives the places of a date, `exempt` the status that exempts on it.
    """

    regulation: Regulation
    zone: tzinfo
    capture: Capture
    leg: Leg
    received_at: datetime
    days: Sequence[Hours | DayOff]
    stamps: Sequence[Stamp]
    sites: Callable[[date], Sequence[Site]]
    blocked: bool = False
    exempt: Callable[[date], ExemptStatus | None] = lambda _: None


def known(regulation: Regulation, day: date) -> bool:
    """Whether the law of a date knows attendance that is handed in later (Lampiran A.3)."""
    return _law(regulation, day).regulated


def needs_note(regulation: Regulation, day: date, at: datetime, received_at: datetime) -> bool:
    """Whether a picture is so old that its person has to say why (AMB-28)."""
    limit = _law(regulation, day).value
    return limit is not None and received_at - at > timedelta(hours=limit.jam)


def judge(case: Case) -> Taken | Refused:
    """What becomes of a picture, by the law of the date on which it was taken."""
    law, at, received = case.regulation, case.capture.at, case.received_at
    if at - received > CLOCK_AHEAD_MAX:
        return Refused(Why.FUTURE)
    day = working_day(case.days, case.stamps, at, case.leg)
    if day.date < law.peraturan.berlaku_sejak:
        return Refused(Why.BEFORE_LAW)
    if not known(law, day.date):
        return Refused(Why.NOT_KEPT, (ground(_law(law, day.date)),))
    if refused := _status(case, day):
        return refused
    if isinstance(day, DayOff):
        why = Why.NO_HOURS if day.unknown else Why.DAY_OFF
        return Refused(why, (ground(law.peran.atur_jam_kerja.on(day.date)),), day)
    return _on_duty(case, day)


def _law(regulation: Regulation, day: date) -> Answer[RunningHours]:
    return regulation.luring.tanpa_catatan.on(day)


def _status(case: Case, day: Hours | DayOff) -> Refused | None:
    law = case.regulation
    if case.blocked:
        return Refused(Why.BLOCKED, (ground(law.blokir.status_hari.on(day.date)),), day)
    status = law.pengecualian.status.on(day.date)
    return (
        Refused(Why.EXEMPT, (ground(status),), day)
        if exempts(status, case.exempt(day.date))
        else None
    )


def _on_duty(case: Case, hours: Hours) -> Taken | Refused:
    law, at, day = case.regulation, case.capture.at, hours.date
    window = Window(law, hours, case.leg)
    if why := shut(window, at):
        return Refused(Why.SHUT, tuple(map(ground, shut_by(window, why))), hours, why)
    if there := stamped(case.stamps, hours, case.leg):
        twice = (ground(law.presensi.kali_per_hari.on(day)),)
        return Refused(Why.ALREADY, twice, hours, stamp=there)
    radius = (ground(law.lokasi.radius.on(day)),)
    fix = _fix(case, day)
    if fix is None:
        return Refused(Why.NO_PLACE, radius, hours)
    if not _inside(fix):
        return Refused(Why.OUTSIDE, radius, hours, fix=fix)
    old = needs_note(law, day, at, case.received_at)
    late = closed(law, day, case.received_at, case.zone) is not None
    grounds = (ground(_law(law, day)), *radius)
    return Taken(case.leg, hours, at, fix, _signals(case, hours, fix, old=old), old, late, grounds)


def _fix(case: Case, day: date) -> Fix | None:
    lokasi = case.regulation.lokasi
    return locate(
        [site.fence for site in case.sites(day)],
        case.capture.point,
        case.capture.accuracy,
        cap=lokasi.akurasi_dihitung.on(day).value or 0,
        poor=lokasi.akurasi_buruk.on(day).value or 0,
    )


def _inside(fix: Fix) -> bool:
    """What a picture says of its own accuracy brings nobody in from far away."""
    return fix.where in {Where.INSIDE, Where.EDGE} or (fix.where is Where.UNSURE and not fix.beyond)


def _signals(case: Case, hours: Hours, fix: Fix, *, old: bool) -> tuple[Signal, ...]:
    drift = case.capture.drift
    found = (
        (Signal.OUT_OF_ORDER, _out_of_order(case, hours)),
        (Signal.DRIFT, drift is not None and drift > DRIFT_MAX),
        (Signal.NO_GPS_TIME, drift is None),
        (Signal.OTHER_ZONE, case.capture.other_zone),
        (Signal.EDGE, fix.where is Where.EDGE),
        (Signal.VAGUE, fix.where is Where.UNSURE),
        (Signal.OLD, old),
    )
    return tuple(signal for signal, applies in found if applies)


def _out_of_order(case: Case, hours: Hours) -> bool:
    """Whether masuk would lie after the pulang of the same duty, or the other way round."""
    other = stamped(case.stamps, hours, Leg.PULANG if case.leg is Leg.MASUK else Leg.MASUK)
    if other is None:
        return False
    first, last = (case.capture.at, other.at)
    return first >= last if case.leg is Leg.MASUK else first <= last
