"""A day from plain facts: what somebody stamped and asked for on a Monday, seen a week later."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from core.approvals.case import State as RequestState
from core.attendance.stamp import Leg, Stamp
from core.law.answer import ground
from core.law.questions.jenis_izin import Effect, Letter
from core.month.day import derive
from core.month.day_state import Day
from core.month.facts import Facts
from core.organisation.calendar import DAY, DayOff, Duty, Hours
from core.requests.absence import Absence, rank_of
from tests.core.situations import ALWAYS, BLG, KRA, MONDAY, at, days_around, law, zone_of

NEXT_WEEK, CLOSED = MONDAY + 7 * DAY, date(2026, 5, 5)
REVISION = {name: law(name).laporan.revisi_sampai for name in (BLG, KRA)}


def hours_of(
    day: date = MONDAY, works: str | None = "lima-hari", name: str = BLG
) -> Hours | DayOff:
    return days_around(day, name, Duty(ALWAYS, works))[1]


def stamps(
    text: str,
    day: date = MONDAY,
    name: str = BLG,
    *,
    review: bool = False,
    away: Collection[Leg] = (),
) -> tuple[Stamp, ...]:
    """`07.24-16.02`; `07.24-` and `-16.02` are one leg only. A night ends the next morning.

    `away` are the legs that are stamped without a fence.
    """
    clocks = dict(zip(Leg, text.split("-"), strict=True))
    night = all(clocks.values()) and clocks[Leg.PULANG] < clocks[Leg.MASUK]
    dates = {Leg.MASUK: day, Leg.PULANG: day + DAY if night else day}
    return tuple(
        Stamp(
            date=day,
            leg=leg,
            at=at(dates[leg], clock, zone_of(name)),
            place=None if leg in away else "kantor",
            review=review,
        )
        for leg, clock in clocks.items()
        if clock
    )


def asked(
    code: str, state: RequestState = RequestState.APPROVED, name: str = BLG, day: date = MONDAY
) -> Absence:
    """A request as the law has it: `cuti.tahunan`, `sakit`."""
    group, _, kode = code.partition(".")
    source = getattr(law(name).jenis_izin, group).on(day)
    kind = next(each for each in source.value if (each.kode or "") == kode)
    validasi = law(name).validasi
    silent = {
        RequestState.ESCALATED: validasi.jika_lewat,
        RequestState.ENDED: validasi.jika_bulan_ditutup,
    }
    silence = ground(silent[state].on(day)) if state in silent else None
    rank = rank_of(law(name), code, day)
    return Absence(kind.akibat, kind.huruf, state, ground(source), rank, silence)


def any_request(effect: Effect, state: RequestState) -> Absence:
    """A request of an effect, whether or not this law has it."""
    letters = {
        Effect.CREDITED: Letter.SICK,
        Effect.EXCUSED: Letter.PERMIT,
        Effect.TRIP: Letter.TRIP,
        Effect.SPECIAL: Letter.SPECIAL,
        Effect.EARLY: Letter.PRESENT,
    }
    return replace(asked("sakit", state), effect=effect, code=letters[effect])


def a_day(
    stamped: str = "-",
    *,
    name: str = BLG,
    day: date = MONDAY,
    works: str = "lima-hari",
    now: datetime | None = None,
    hours: Hours | DayOff | None = None,
    away: Collection[Leg] = (),
    **facts: Any,
) -> Day:
    """Noon of the week after, five days a week: what the office sees of that date."""
    return derive(
        law(name),
        hours or hours_of(day, works, name),
        Facts(**{"stamps": stamps(stamped, day, name, away=away)} | facts),
        revision=REVISION[name],
        now=now or at(day + 7 * DAY, "12.00", zone_of(name)),
        zone=zone_of(name),
    )


def told(day: Day) -> str:
    """All that a day carries, as a row of a table: `hadir H; 11 late; provisional`."""
    counts = {
        "late": day.late,
        "early": day.early,
        "excused": day.excused,
        "points": day.points,
    }
    numbers = [f"{number} {what}" for what, number in counts.items() if number]
    provisional = ["provisional"] if day.provisional else []
    return "; ".join([f"{day.state} {day.letter}".strip(), *numbers, *provisional])


def cited(day: Day) -> str:
    return "; ".join(each.citation for each in day.grounds)
