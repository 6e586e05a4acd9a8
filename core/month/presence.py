"""Presence: whether somebody is in, late, away or not heard of on their working date.

Whoever is missing is not absent before the day is over.
"""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import Enum, auto

from core.approvals.case import UNDECIDED
from core.attendance.counts import counting
from core.attendance.stamp import Leg, Stamp
from core.attendance.working_date import working_date_of
from core.law.regulation import Regulation
from core.month.day_deriver import days
from core.month.day_state import Day, State
from core.month.record import Record
from core.organisation.employment import employed
from core.organisation.office import Organisation
from core.requests.absence import Absence, absences, effective_absence


class Presence(Enum):
    """In the order in which lists name them."""

    IN = auto()
    LATE = auto()
    AWAY = auto()
    OPEN = auto()
    UNUSED = auto()


# Of a day of these nobody can say whether somebody should have come.
_UNCLEAR = frozenset({State.UNDER_REVIEW, State.CANCELLED, State.NO_HOURS})


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of somebody on their working date: the day, the stamps that count, requests.

    Of two shifts of one date the stamps are those that tell where somebody is now. `stands` is the
    request that the day goes by, `waits` one to be absent that nobody has decided.
    """

    date: date
    day: Day
    masuk: Stamp | None
    pulang: Stamp | None
    stands: Absence | None
    waits: Absence | None

    @property
    def presence(self) -> Presence:
        """Where somebody belongs in a list."""
        if self.day.state in {State.OFF, State.EXEMPT}:
            return Presence.AWAY
        if self.day.state in _UNCLEAR:
            return Presence.OPEN
        if self.day.state is State.UNUSED:
            return Presence.UNUSED
        if self.stands:
            return Presence.AWAY
        if self.masuk or self.pulang or self.day.late or self.day.early:
            return Presence.LATE if self.day.late else Presence.IN
        return Presence.OPEN

    @property
    def missing(self) -> bool:
        """Whether somebody has neither come nor asked to stay away."""
        clear = self.day.state not in _UNCLEAR
        return self.presence is Presence.OPEN and clear and self.waits is None


def seen(
    regulation: Regulation,
    organisation: Organisation,
    record: Record,
    now: datetime,
    zone: tzinfo,
) -> Seen | None:
    """What is seen of somebody at an instant; None of who does not work there any more.

    `record` reaches from yesterday to today: whoever is on a night shift is still in the day
    before.
    """
    day = working_date_of(regulation, organisation, record, now, zone)
    if not employed(record.departures, day):
        return None
    (made,) = days(regulation, organisation, record, [day], now=now, zone=zone)
    asked = absences(regulation, record.requests, day, now)
    stamps = _newest_duty(counting((e for e in record.stamps if e.date == day), asked))
    return Seen(
        date=day,
        day=made,
        masuk=next((each for each in stamps if each.leg is Leg.MASUK), None),
        pulang=next((each for each in reversed(stamps) if each.leg is Leg.PULANG), None),
        stands=effective_absence(asked),
        waits=next((each for each in asked if each.absent and each.state in UNDECIDED), None),
    )


def _newest_duty(stamps: tuple[Stamp, ...]) -> list[Stamp]:
    newest = max(stamps, key=lambda each: each.at, default=None)
    return [each for each in stamps if newest and each.duty == newest.duty]
