"""Judge one share of a location: which working day, masuk or pulang, accepted or why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.answer import Answer, Ground, ground
from core.calendar import DayOff, Hours, Windows
from core.evidence import Refused as ShareRefused
from core.evidence import Share, ShareKind, refusal
from core.fence import Fence, Fix, Where, locate
from core.regulation import ExemptStatus, Regulation
from core.stamp import Leg, Stamp, late_minutes, obvious_leg, stamped, working_day


class Why(StrEnum):
    """Why the law or the office's data refuses; how a location was shared is `ShareRefused`."""

    BLOCKED = "diblokir"
    EXEMPT = "dikecualikan"
    DAY_OFF = "libur"
    TOO_EARLY = "terlalu pagi"
    BEFORE_END = "belum jam pulang"
    AFTER_END = "jam kerja selesai"
    TOO_LATE = "terlalu sore"
    NO_PLACE = "belum ada lokasi"


@dataclass(frozen=True, slots=True)
class Site:
    """A fence that counts for the person today; `until` is the last day after a transfer."""

    fence: Fence
    office: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a verdict depends on; `days` are yesterday, today and tomorrow, local dates."""

    regulation: Regulation
    share: Share
    live_only: bool
    leg: Leg | None
    days: Sequence[Hours | DayOff]
    stamps: Sequence[Stamp]
    sites: Sequence[Site]
    blocked: bool = False
    exempt: ExemptStatus | None = None
    unsure_since: datetime | None = None

    @property
    def at(self) -> datetime:
        """The official time. A fix that had to be asked again counts from its first try."""
        return min(self.unsure_since or self.share.sent_at, self.share.sent_at)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A stamp to write. `late` and `early` are full minutes against the schedule."""

    leg: Leg
    hours: Hours
    at: datetime
    fix: Fix
    site: Site
    late: int
    review: bool
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    why: Why | ShareRefused
    grounds: tuple[Ground, ...] = ()
    leg: Leg | None = None
    day: Hours | DayOff | None = None


@dataclass(frozen=True, slots=True)
class Outside:
    """Not there yet: the share goes on listening and stamps at the first point inside."""

    leg: Leg
    hours: Hours
    fix: Fix
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Unsure:
    """The fix is too poor to tell; asked once more before a human looks at it (AMB-08)."""

    leg: Leg
    hours: Hours
    fix: Fix
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Already:
    stamp: Stamp
    hours: Hours
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class WhichLeg:
    """Shared within the working hours without pressing anything: never pulang by accident."""

    hours: Hours
    grounds: tuple[Ground, ...] = ()


Verdict = Accepted | Refused | Outside | Unsure | Already | WhichLeg


def windows(regulation: Regulation, day: date) -> Windows:
    """The regulation's earliest and latest minute on a date (Pasal 8 ayat (2))."""
    presensi = regulation.presensi
    return Windows(
        presensi.masuk_paling_cepat.on(day).value, presensi.pulang_paling_lambat.on(day).value
    )


def judge(case: Case) -> Verdict:
    """The verdict on one share of a location, with the article behind every part of it."""
    if bad := refusal(case.share, live_only=case.live_only):
        return Refused(bad, (ground(case.regulation.lokasi.radius.on(case.days[1].date)),))
    day = working_day(case.days, case.stamps, case.at, case.leg)
    if status := _status(case, day.date):
        return status
    if isinstance(day, DayOff):
        hours_of = case.regulation.peran.atur_jam_kerja.on(day.date)
        return Refused(Why.DAY_OFF, (ground(hours_of),), day=day)
    return _on_duty(case, day)


def _on_duty(case: Case, hours: Hours) -> Verdict:
    twice = (ground(case.regulation.presensi.kali_per_hari.on(hours.date)),)
    leg = case.leg or obvious_leg(hours, case.stamps, case.at)
    if leg is None:
        return WhichLeg(hours, twice)
    if stamp := stamped(case.stamps, hours.date, leg):
        return Already(stamp, hours, twice)
    return _window(case.regulation, hours, leg, case.at) or _place(case, hours, leg)


def _status(case: Case, day: date) -> Refused | None:
    if case.blocked:
        block, meanwhile = case.regulation.peran.blokir, case.regulation.blokir.status_hari
        return Refused(Why.BLOCKED, (ground(block.on(day)), ground(meanwhile.on(day))))
    answer = case.regulation.pengecualian.status.on(day)
    if case.exempt and case.exempt in (answer.value or ()):
        return Refused(Why.EXEMPT, (ground(answer),))
    return None


def _window(regulation: Regulation, hours: Hours, leg: Leg, at: datetime) -> Refused | None:
    why = _masuk_window(hours, at) if leg is Leg.MASUK else _pulang_window(hours, at)
    if why is None:
        return None
    return Refused(why, _window_grounds(regulation, hours, why), leg, hours)


def _masuk_window(hours: Hours, at: datetime) -> Why | None:
    if at < hours.opens:
        return Why.TOO_EARLY
    return Why.AFTER_END if at >= hours.end else None


def _pulang_window(hours: Hours, at: datetime) -> Why | None:
    if at < hours.end:
        return Why.BEFORE_END
    return Why.TOO_LATE if at > hours.closes else None


def _window_grounds(regulation: Regulation, hours: Hours, why: Why) -> tuple[Ground, ...]:
    presensi, day = regulation.presensi, hours.date
    own = (ground(presensi.jadwal_khusus.on(day)),) if hours.shift else ()
    match why:
        case Why.TOO_EARLY:
            return own or (ground(presensi.masuk_paling_cepat.on(day)),)
        case Why.AFTER_END:
            return (ground(presensi.masuk_paling_lambat.on(day)), *own)
        case Why.BEFORE_END:
            return (ground(presensi.pulang_paling_cepat.on(day)), *own)
        case _:
            return own or (ground(presensi.pulang_paling_lambat.on(day)),)


def _place(case: Case, hours: Hours, leg: Leg) -> Verdict:
    lokasi, day = case.regulation.lokasi, hours.date
    radius = (ground(lokasi.radius.on(day)),)
    fix = locate(
        [site.fence for site in case.sites],
        case.share.point,
        case.share.accuracy,
        cap=lokasi.akurasi_dihitung.on(day).value or 0,
        poor=lokasi.akurasi_buruk.on(day).value or 0,
    )
    if fix is None:
        return Refused(Why.NO_PLACE, radius, leg, hours)
    if fix.where is Where.OUTSIDE:
        return Outside(leg, hours, fix, radius)
    if fix.where is Where.UNSURE and case.unsure_since is None:
        return Unsure(leg, hours, fix, (*radius, ground(lokasi.akurasi_buruk.on(day))))
    return _accepted(case, hours, leg, fix)


def _accepted(case: Case, hours: Hours, leg: Leg, fix: Fix) -> Accepted:
    site = next(s for s in case.sites if s.fence is fix.fence)
    review = fix.where is not Where.INSIDE or _spared(hours, leg, case)
    return Accepted(
        leg=leg,
        hours=hours,
        at=case.at,
        fix=fix,
        site=site,
        late=late_minutes(hours, case.at) if leg is Leg.MASUK else 0,
        review=review,
        grounds=_grounds(case.regulation, hours, leg, site, review=review),
    )


def _spared(hours: Hours, leg: Leg, case: Case) -> bool:
    """Whether minutes are spared only by a first try that proved nothing (AMB-08)."""
    if leg is Leg.PULANG:
        return case.share.sent_at > hours.closes
    return late_minutes(hours, case.at) < late_minutes(hours, case.share.sent_at)


def _grounds(
    law: Regulation, hours: Hours, leg: Leg, site: Site, *, review: bool
) -> tuple[Ground, ...]:
    presensi, day = law.presensi, hours.date
    opens, late = presensi.masuk_paling_cepat.on(day), presensi.terlambat_setelah.on(day)
    masuk = (opens, late) if opens.regulated and not hours.shift else (late,)
    answers: list[Answer[object]] = [
        *(masuk if leg is Leg.MASUK else (presensi.pulang_paling_cepat.on(day),)),
        law.lokasi.radius.on(day),
    ]
    if review:
        answers.append(law.lokasi.akurasi_dihitung.on(day))
    if site.until:
        answers.append(law.mutasi.tenggang.on(day))
    if hours.shift:
        answers.append(presensi.jadwal_khusus.on(day))
    return tuple(map(ground, answers))


def is_weak(share: Share) -> bool:
    """A static point can be any place on the map: accepted where the region allows it, marked."""
    return share.kind is not ShareKind.LIVE
