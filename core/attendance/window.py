"""Stamping windows: from when to when a leg is taken, and the articles behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from core.attendance.ceremony import Attendance
from core.attendance.stamp import Leg, Why
from core.law.answer import Answer
from core.law.regulation import EndOfHours, Regulation
from core.organisation.calendar import Hours

Answers = Sequence[Answer[object]]


@dataclass(frozen=True, slots=True)
class Window:
    """The hours that a leg goes by. `special`: those of special duty; `early`: before their end.

    `attending`: a masuk at an apel, whose hours these are.
    """

    regulation: Regulation
    hours: Hours
    leg: Leg
    special: bool = False
    early: bool = False
    attending: Attendance | None = None


def shut(window: Window, at: datetime) -> Why | None:
    """Why nothing is taken at an instant; None within the window."""
    if window.early:
        return _early(window.hours, at)
    return _masuk(window, at) if window.leg is Leg.MASUK else _pulang(window, at)


def opening(window: Window, why: Why) -> datetime | None:
    """When a window that is not open yet will be; None where waiting does not help."""
    match why:
        case Why.TOO_EARLY:
            return window.hours.opens
        case Why.BEFORE_END:
            return window.hours.end
        case _:
            return None


def opened_by(window: Window) -> Answers:
    """What lets a stamp in, and for masuk what counts it as late."""
    law, day, leg = window.regulation, window.hours.date, window.leg
    if window.early:
        return (law.jenis_izin.pulang_cepat.on(day),)
    if window.special:
        duty = law.tugas_khusus
        masuk = (duty.masuk_paling_cepat.on(day), duty.masuk_paling_lambat.on(day))
        return masuk if leg is Leg.MASUK else (duty.pulang_paling_cepat.on(day),)
    if leg is Leg.PULANG:
        return (law.presensi.pulang_paling_cepat.on(day),)
    opens, late = law.presensi.masuk_paling_cepat.on(day), law.presensi.terlambat_setelah.on(day)
    counted = window.attending.articles if window.attending else (late,)
    return (opens, *counted) if opens.regulated and not window.hours.shift else counted


def shut_by(window: Window, why: Why) -> Answers:
    """What keeps a stamp out; a shift brings windows of its own (AMB-07)."""
    presensi, day = window.regulation.presensi, window.hours.date
    own = (presensi.jadwal_khusus.on(day),) if window.hours.shift else ()
    if window.early:
        return (*opened_by(window), *own)
    duty = window.regulation.tugas_khusus if window.special else None
    match why:
        case Why.TOO_EARLY if duty:
            return (duty.masuk_paling_cepat.on(day), *own)
        case Why.TOO_EARLY:
            return own or (presensi.masuk_paling_cepat.on(day),)
        case Why.AFTER_END:
            return (presensi.masuk_paling_lambat.on(day), *own)
        case Why.BEFORE_END | Why.TOO_LATE if duty:
            return (duty.pulang_paling_cepat.on(day), *own)
        case Why.BEFORE_END:
            return (presensi.pulang_paling_cepat.on(day), *own)
        case _:
            return own or (presensi.pulang_paling_lambat.on(day),)


def _masuk(window: Window, at: datetime) -> Why | None:
    hours, latest = window.hours, window.regulation.presensi.masuk_paling_lambat
    if at < hours.opens:
        return Why.TOO_EARLY
    return Why.AFTER_END if at >= _end(latest.on(hours.date), hours) else None


def _pulang(window: Window, at: datetime) -> Why | None:
    law, hours = window.regulation, window.hours
    duty = law.tugas_khusus if window.special else law.presensi
    if at < _end(duty.pulang_paling_cepat.on(hours.date), hours):
        return Why.BEFORE_END
    return Why.TOO_LATE if at > hours.closes else None


def _end(word: Answer[EndOfHours], hours: Hours) -> datetime:
    """The instant that the law's word means on a date; where it is silent, no other one."""
    match word.value:
        case "jam_pulang" | None:
            return hours.end
        case other:
            assert_never(other)


def _early(hours: Hours, at: datetime) -> Why | None:
    if at < hours.start:
        return Why.BEFORE_START
    return Why.ENDED if at >= hours.end else None
