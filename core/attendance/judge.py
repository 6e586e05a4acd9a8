"""Judge one share of a location: which working day, masuk or pulang, accepted or why not."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from core.attendance.ceremony import attended
from core.attendance.claim import is_further_try, official_time
from core.attendance.counts import gives_way
from core.attendance.evidence import Share, ShareKind, Signal, refusal
from core.attendance.review import Look, Spot, doubts, raised
from core.attendance.site import fix_of, nearest_fix, on_day_off, sites_of
from core.attendance.special_duty import hours_elsewhere
from core.attendance.stamp import (
    Leg,
    Why,
    early_minutes,
    late_minutes,
    obvious_leg,
    stamped,
    working_day,
)
from core.attendance.verdict import (
    Accepted,
    Already,
    Attended,
    Case,
    Outside,
    Refused,
    Unsure,
    Verdict,
    WhichLeg,
)
from core.attendance.window import Window, opened_by, opening, shut, shut_by
from core.law.answer import Ground, ground
from core.law.questions.pengecualian import exempts
from core.law.regulation import Regulation
from core.organisation.calendar import DayOff, Hours
from core.organisation.fence import Fix, Point, Where
from core.organisation.posting import Site
from core.requests.absence import Absence, effective_absence

# So that the rest of the house opens one file for attendance.
__all__ = [
    "Accepted",
    "Already",
    "Attended",
    "Case",
    "Outside",
    "Refused",
    "Unsure",
    "Verdict",
    "WhichLeg",
    "Why",
    "fix_of",
    "is_weak",
    "judge",
    "with_review",
]


def judge(case: Case) -> Verdict:
    """The verdict on one share of a location, with the article behind every part of it."""
    if bad := refusal(case.share, live_only=case.live_only):
        return Refused(bad, (ground(case.regulation.lokasi.radius.on(case.days[1].date)),))
    day = working_day(case.days, case.stamps, case.share.sent_at, case.pressed)
    if status := _status(case, day.date):
        return status
    if isinstance(day, DayOff):
        if there := on_day_off(case, day):
            return there
        hours_of = case.regulation.peran.atur_jam_kerja.on(day.date)
        why = Why.NO_HOURS if day.unknown else Why.DAY_OFF
        return Refused(why, (ground(hours_of),), day=day)
    return _on_duty(case, day)


def _on_duty(case: Case, hours: Hours) -> Verdict:
    twice = (ground(case.regulation.presensi.kali_per_hari.on(hours.date)),)
    leg = case.pressed or obvious_leg(hours, case.stamps, case.share.sent_at)
    if leg is None:
        return WhichLeg(hours, twice)
    stamp = stamped(case.stamps, hours, leg)
    if stamp and (case.early or not gives_way(stamp, hours.end, case.absences)):
        return Already(stamp, hours, twice)
    sites = sites_of(case, hours, leg)
    fix = nearest_fix(case, sites, hours.date)
    duty = effective_absence(case.absences)
    elsewhere = duty if duty and duty.elsewhere else None
    # A person on duty elsewhere is in the office only where the fix is surely inside.
    here = {Where.INSIDE} if elsewhere else {Where.INSIDE, Where.EDGE}
    if (case.early or elsewhere) and not (fix and fix.where in here):
        return _unfenced(case, hours, leg, fix, elsewhere)
    return _fenced(case, Window(case.regulation, hours, leg, early=case.early), sites, fix)


def _status(case: Case, day: date) -> Refused | None:
    if case.blocked:
        block, meanwhile = case.regulation.peran.blokir, case.regulation.blokir.status_hari
        return Refused(Why.BLOCKED, (ground(block.on(day)), ground(meanwhile.on(day))))
    answer = case.regulation.pengecualian.status.on(day)
    if exempts(answer, case.exempt):
        return Refused(Why.EXEMPT, (ground(answer),))
    return None


def _unfenced(case: Case, hours: Hours, leg: Leg, fix: Fix | None, duty: Absence | None) -> Verdict:
    """Where the place does not matter: on a trip or on special duty, or leaving early."""
    judged = hours if case.early else hours_elsewhere(case.regulation, hours, duty)
    window = Window(case.regulation, judged, leg, judged is not hours, case.early)
    asked = (duty.ground,) if duty else ()
    at = case.share.sent_at
    if why := shut(window, at):
        return _shut(window, why, asked)
    return _accepted(case, window, at, fix, asked, duty=duty)


def _fenced(case: Case, window: Window, sites: Sequence[Site], fix: Fix | None) -> Verdict:
    hours, leg = window.hours, window.leg
    claim, sent_at = case.claim(hours, leg), case.share.sent_at
    at = official_time(claim, case.message, sent_at)
    if why := shut(window, at):
        return _shut(window, why)
    lokasi = case.regulation.lokasi
    radius = (ground(lokasi.radius.on(hours.date)),)
    if fix is None:
        return Refused(Why.NO_PLACE, radius, leg, hours)
    if fix.where is Where.OUTSIDE:
        return Outside(leg, hours, fix, radius)
    if fix.where is Where.UNSURE and not is_further_try(claim, case.message, sent_at):
        return Unsure(leg, hours, fix, (*radius, ground(lokasi.akurasi_buruk.on(hours.date))))
    site = next(each for each in sites if each.fence is fix.fence)
    return _accepted(case, _attending(case, window, fix, at), at, fix, site=site)


def _attending(case: Case, window: Window, fix: Fix, at: datetime) -> Window:
    """The window of a masuk that is stamped at an apel; any other one as it is."""
    if window.leg is not Leg.MASUK:
        return window
    law, code = case.regulation, fix.fence.code
    found = attended(law, case.ceremonies, window.hours, code, at)
    return replace(window, hours=found.hours, attending=found) if found else window


def _shut(window: Window, why: Why, asked: tuple[Ground, ...] = ()) -> Refused:
    grounds = (*asked, *map(ground, shut_by(window, why)))
    return Refused(why, grounds, window.leg, window.hours, opening(window, why))


def _accepted(
    case: Case,
    window: Window,
    at: datetime,
    fix: Fix | None,
    asked: tuple[Ground, ...] = (),
    *,
    site: Site | None = None,
    duty: Absence | None = None,
) -> Accepted:
    hours, masuk = window.hours, window.leg is Leg.MASUK
    vague = site is not None and fix is not None and fix.where is not Where.INSIDE
    unproved = vague or _spared(hours, window.leg, at, case.share.sent_at)
    away = window.early and site is None and duty is None
    return Accepted(
        leg=window.leg,
        hours=hours,
        at=at,
        fix=fix,
        site=site,
        duty=duty,
        late=late_minutes(hours, at) if masuk else 0,
        early=0 if masuk else early_minutes(hours, at),
        review=unproved or away,
        grounds=(*asked, *_grounds(window, site, unproved=unproved)),
        ceremony=window.attending.ceremony if window.attending else None,
    )


def _spared(hours: Hours, leg: Leg, at: datetime, sent_at: datetime) -> bool:
    """Whether minutes are spared only by a first try that proved nothing (AMB-08)."""
    if leg is Leg.PULANG:
        return at <= hours.closes < sent_at
    return late_minutes(hours, at) < late_minutes(hours, sent_at)


def _grounds(window: Window, site: Site | None, *, unproved: bool) -> tuple[Ground, ...]:
    law, day = window.regulation, window.hours.date
    answers = list(opened_by(window))
    if site:
        answers.append(law.lokasi.radius.on(day))
    if unproved:
        answers.append(law.lokasi.akurasi_dihitung.on(day))
    if site and site.until:
        answers.append(law.mutasi.tenggang.on(day))
    if window.hours.shift:
        answers.append(law.presensi.jadwal_khusus.on(day))
    return tuple(map(ground, answers))


def is_weak(share: Share) -> bool:
    """A static point can be any place on the map: accepted where the region allows it, marked."""
    return share.kind is not ShareKind.LIVE


def with_review(
    regulation: Regulation,
    verdict: Accepted,
    signals: Collection[Signal],
    point: Point,
    looks: Sequence[Look],
) -> Accepted:
    """The verdict with the reasons to review it: a poor fix, or signals (AMB-08, AMB-57).

    A stamp elsewhere has none: its request is reviewed instead.
    """
    if verdict.site is None or verdict.fix is None:
        return verdict
    spot, day = Spot(point, verdict.site.fence.code), verdict.hours.date
    found = raised(regulation, day, signals, spot, looks)
    why = (*(doubts(verdict.fix.where) if verdict.review else ()), *found)
    grounds = (ground(regulation.presensi.sinyal_diperiksa.on(day)),) if found else ()
    return replace(verdict, review=bool(why), why=why, grounds=(*verdict.grounds, *grounds))
