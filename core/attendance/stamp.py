"""Masuk and pulang as facts: what is stamped, and which day and act a moment means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.organisation.calendar import DayOff, Hours

MINUTE = timedelta(minutes=1)


class Leg(StrEnum):
    """Masuk and pulang are two separate acts, never a toggle."""

    MASUK = "masuk"
    PULANG = "pulang"


class Why(StrEnum):
    """Why the law or the office's data takes no stamp."""

    BLOCKED = "diblokir"
    EXEMPT = "dikecualikan"
    DAY_OFF = "libur"
    NO_HOURS = "jadwal kerja belum ada"
    TOO_EARLY = "terlalu pagi"
    BEFORE_END = "belum jam pulang"
    AFTER_END = "jam kerja selesai"
    TOO_LATE = "terlalu sore"
    NO_PLACE = "belum ada lokasi"
    BEFORE_START = "jam kerja belum mulai"  # as nobody leaves early then
    ENDED = "sudah jam pulang"  # nor then


class Source(StrEnum):
    """Who says that somebody was there: the phone, online or offline, a signed list, a decision."""

    ONLINE = "online"
    OFFLINE = "offline"
    MANUAL = "manual"
    CORRECTED = "koreksi"


# Nobody stamped these: somebody wrote them down, and they need no fence.
WRITTEN_DOWN = frozenset({Source.MANUAL, Source.CORRECTED})


@dataclass(frozen=True, slots=True)
class Stamp:
    """A fact: one masuk or pulang of one person on one duty of one working date.

    `place` is None where it was stamped elsewhere, without a fence: on a trip, on special duty,
    or leaving early. `review`: a human still has to look at it; `refused`: one has, and it does
    not count. A further stamp of the same leg is a further fact, the `nth` after the first:
    `core.attendance.counts` says which counts.
    """

    date: date
    leg: Leg
    at: datetime
    place: str | None
    review: bool
    duty: int = 1
    nth: int = 0
    refused: bool = False
    source: Source = Source.ONLINE

    @property
    def elsewhere(self) -> bool:
        """Whether it was outside the fences of the office, where the list is signed."""
        return self.place is None and self.source is not Source.MANUAL


def late_minutes(hours: Hours, at: datetime) -> int:
    """Minutes after the start: up to 07.30.00 is on time, 07.30.01 is one late (AMB-47)."""
    return _begun_minutes(at - hours.start)


def early_minutes(hours: Hours, at: datetime) -> int:
    """Minutes before the end: 15.59.30 is one early, permitted or not (AMB-47)."""
    return _begun_minutes(hours.end - at)


def _begun_minutes(span: timedelta) -> int:
    """A minute counts once it has begun: as the clock shows it, and the same on both sides."""
    return max(0, -(-span // MINUTE))


def working_day(
    days: Sequence[Hours | DayOff], stamps: Sequence[Stamp], at: datetime, leg: Leg | None = None
) -> Hours | DayOff:
    """The duty a stamp belongs to: a night shift's morning is still the evening's date.

    `days` are yesterday, today and tomorrow; `stamps` those that count. A duty that waits for
    its pulang keeps the person, but a pressed masuk after its end begins the next one, and a
    pressed pulang belongs to the one that has ended.
    """
    yesterday, today, _ = days
    duties = [duty for day in days if isinstance(day, Hours) for duty in day.duties]
    taking = [each for each in duties if each.takes(at)]
    waiting = [hours for hours in taking if _waits(hours, stamps, at, leg)]
    ended = [hours for hours in taking if leg is Leg.PULANG and at >= hours.end]
    missed = [hours for hours in _nights(yesterday) if _waits(hours, stamps, at, leg)]
    return (*waiting, *ended, *reversed(taking), *missed, next_duty(today, at))[0]


def obvious_leg(hours: Hours, stamps: Sequence[Stamp], at: datetime) -> Leg | None:
    """What a share without a press means now; None within working hours: it must be asked."""
    if at >= hours.end:
        return Leg.PULANG
    return None if stamped(stamps, hours, Leg.MASUK) else Leg.MASUK


def stamped(stamps: Sequence[Stamp], hours: Hours, leg: Leg) -> Stamp | None:
    """The stamp of a leg of one duty, of those that count (`core.attendance.counts`)."""
    mine = (each for each in stamps if each.date == hours.date and each.duty == hours.duty)
    return next((each for each in mine if each.leg is leg), None)


def _nights(yesterday: Hours | DayOff) -> list[Hours]:
    """The duties of yesterday that end today."""
    if isinstance(yesterday, DayOff):
        return []
    return [each for each in yesterday.duties if each.end.date() > yesterday.date]


def next_duty(today: Hours | DayOff, at: datetime) -> Hours | DayOff:
    """Where nothing is taken: the duty of today that is still to come, else its last one."""
    if isinstance(today, DayOff):
        return today
    return next((each for each in today.duties if at <= each.closes), today.duties[-1])


def _waits(hours: Hours, stamps: Sequence[Stamp], at: datetime, leg: Leg | None) -> bool:
    masuk, pulang = (stamped(stamps, hours, each) for each in Leg)
    return bool(masuk and not pulang) and not (leg is Leg.MASUK and at >= hours.end)
