"""Judge one share of a location: which working day, masuk or pulang, accepted or why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.absence import Absence, standing
from core.answer import Ground, ground
from core.calendar import DayOff, Hours, Windows
from core.evidence import Refused as ShareRefused
from core.evidence import Share, ShareKind, refusal
from core.fence import Fence, Fix, Where, locate
from core.regulation import ExemptStatus, Regulation
from core.special_duty import hours_elsewhere
from core.stamp import (
    Leg,
    Stamp,
    Why,
    early_minutes,
    late_minutes,
    obvious_leg,
    stamped,
    working_day,
)
from core.window import Window, opened_by, shut, shut_by

__all__ = [
    "Accepted",
    "Already",
    "Case",
    "Outside",
    "Refused",
    "Site",
    "Unsure",
    "Verdict",
    "WhichLeg",
    "Why",
    "is_weak",
    "judge",
    "windows",
]


@dataclass(frozen=True, slots=True)
class Site:
    """A fence that counts for the person today; `until` is the last day after a transfer."""

    fence: Fence
    office: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a verdict depends on; `days` are yesterday, today and tomorrow, local dates.

    `absences` are those of the working day, in the order of their filing. `early`: pulang before
    the end of the hours, for which a reason is given.
    """

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
    absences: Sequence[Absence] = ()
    early: bool = False

    @property
    def at(self) -> datetime:
        """The official time. A fix that had to be asked again counts from its first try."""
        return min(self.unsure_since or self.share.sent_at, self.share.sent_at)

    @property
    def pressed(self) -> Leg | None:
        return Leg.PULANG if self.early else self.leg


@dataclass(frozen=True, slots=True)
class Accepted:
    """A stamp to write; `late` and `early` are full minutes against `hours`, which applied.

    `fix` and `site` are None where it was made without a fence: on `duty` elsewhere, or leaving
    early.
    """

    leg: Leg
    hours: Hours
    at: datetime
    fix: Fix | None
    site: Site | None
    duty: Absence | None
    late: int
    early: int
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
    day = working_day(case.days, case.stamps, case.at, case.pressed)
    if status := _status(case, day.date):
        return status
    if isinstance(day, DayOff):
        hours_of = case.regulation.peran.atur_jam_kerja.on(day.date)
        return Refused(Why.DAY_OFF, (ground(hours_of),), day=day)
    return _on_duty(case, day)


def _on_duty(case: Case, hours: Hours) -> Verdict:
    twice = (ground(case.regulation.presensi.kali_per_hari.on(hours.date)),)
    leg = case.pressed or obvious_leg(hours, case.stamps, case.at)
    if leg is None:
        return WhichLeg(hours, twice)
    if stamp := stamped(case.stamps, hours.date, leg):
        return Already(stamp, hours, twice)
    fix = _fix(case, hours.date)
    duty = standing(case.absences)
    elsewhere = duty if duty and duty.elsewhere else None
    if (case.early or elsewhere) and not (fix and fix.where is Where.INSIDE):
        return _unfenced(case, hours, leg, elsewhere)
    return _fenced(case, Window(case.regulation, hours, leg, early=case.early), fix)


def _status(case: Case, day: date) -> Refused | None:
    if case.blocked:
        block, meanwhile = case.regulation.peran.blokir, case.regulation.blokir.status_hari
        return Refused(Why.BLOCKED, (ground(block.on(day)), ground(meanwhile.on(day))))
    answer = case.regulation.pengecualian.status.on(day)
    if case.exempt and case.exempt in (answer.value or ()):
        return Refused(Why.EXEMPT, (ground(answer),))
    return None


def _fix(case: Case, day: date) -> Fix | None:
    lokasi = case.regulation.lokasi
    return locate(
        [site.fence for site in case.sites],
        case.share.point,
        case.share.accuracy,
        cap=lokasi.akurasi_dihitung.on(day).value or 0,
        poor=lokasi.akurasi_buruk.on(day).value or 0,
    )


def _unfenced(case: Case, hours: Hours, leg: Leg, duty: Absence | None) -> Verdict:
    """Where the place does not matter: on a trip or on special duty, or leaving early."""
    judged = hours if case.early else hours_elsewhere(case.regulation, hours, duty)
    window = Window(case.regulation, judged, leg, judged is not hours, case.early)
    asked = (duty.ground,) if duty else ()
    if why := shut(window, case.at):
        return _shut(window, why, asked)
    return _accepted(case, window, asked, duty=duty)


def _fenced(case: Case, window: Window, fix: Fix | None) -> Verdict:
    hours, leg = window.hours, window.leg
    if why := shut(window, case.at):
        return _shut(window, why)
    lokasi = case.regulation.lokasi
    radius = (ground(lokasi.radius.on(hours.date)),)
    if fix is None:
        return Refused(Why.NO_PLACE, radius, leg, hours)
    if fix.where is Where.OUTSIDE:
        return Outside(leg, hours, fix, radius)
    if fix.where is Where.UNSURE and case.unsure_since is None:
        return Unsure(leg, hours, fix, (*radius, ground(lokasi.akurasi_buruk.on(hours.date))))
    return _accepted(case, window, fix=fix)


def _shut(window: Window, why: Why, asked: tuple[Ground, ...] = ()) -> Refused:
    grounds = (*asked, *map(ground, shut_by(window, why)))
    return Refused(why, grounds, window.leg, window.hours)


def _accepted(
    case: Case,
    window: Window,
    asked: tuple[Ground, ...] = (),
    *,
    fix: Fix | None = None,
    duty: Absence | None = None,
) -> Accepted:
    hours, masuk = window.hours, window.leg is Leg.MASUK
    site = next((s for s in case.sites if fix and s.fence is fix.fence), None)
    vague = fix is not None and fix.where is not Where.INSIDE
    review = vague or _spared(hours, window.leg, case)
    return Accepted(
        leg=window.leg,
        hours=hours,
        at=case.at,
        fix=fix,
        site=site,
        duty=duty,
        late=late_minutes(hours, case.at) if masuk else 0,
        early=0 if masuk else early_minutes(hours, case.at),
        review=review,
        grounds=(*asked, *_grounds(window, site, review=review)),
    )


def _spared(hours: Hours, leg: Leg, case: Case) -> bool:
    """Whether minutes are spared only by a first try that proved nothing (AMB-08)."""
    if leg is Leg.PULANG:
        return case.share.sent_at > hours.closes
    return late_minutes(hours, case.at) < late_minutes(hours, case.share.sent_at)


def _grounds(window: Window, site: Site | None, *, review: bool) -> tuple[Ground, ...]:
    law, day = window.regulation, window.hours.date
    answers = list(opened_by(window))
    if site:
        answers.append(law.lokasi.radius.on(day))
    if review:
        answers.append(law.lokasi.akurasi_dihitung.on(day))
    if site and site.until:
        answers.append(law.mutasi.tenggang.on(day))
    if window.hours.shift:
        answers.append(law.presensi.jadwal_khusus.on(day))
    return tuple(map(ground, answers))


def is_weak(share: Share) -> bool:
    """A static point can be any place on the map: accepted where the region allows it, marked."""
    return share.kind is not ShareKind.LIVE
