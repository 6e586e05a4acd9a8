"""What is known of the day that shall be corrected: its hours, what counts, and its activities."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core.approvals.case import State
from core.attendance.correction import in_order
from core.attendance.counts import counting
from core.attendance.stamp import Leg, Stamp
from core.law.questions.koreksi import Matter
from core.organisation.calendar import DayOff, Hours
from core.organisation.employment import employed
from core.requests.absence import ALIVE, Absence, absences
from core.work.activity import state_at
from db.records import activity as activities
from db.records import correction as corrections
from db.records import reader
from db.records.activity import Activity
from db.records.correction import Correction
from handlers.chat.context import Context
from handlers.texts.correction import ELSEWHERE

_OTHER = {Leg.MASUK: Leg.PULANG, Leg.PULANG: Leg.MASUK}


@dataclass(frozen=True, slots=True)
class DayFacts:
    """A date of one person. `places` are the fences where they might stamp, by code.

    `stamps` are those that count, `works` the activities that silence has approved (AMB-18),
    `proposed` the corrections that nobody has decided.
    """

    hours: Hours | DayOff
    stamps: tuple[Stamp, ...]
    places: dict[str | None, str]
    works: tuple[Activity, ...]
    elsewhere: bool
    proposed: tuple[Correction, ...]

    @property
    def duties(self) -> tuple[Hours, ...]:
        """In the order in which they begin; none on a day off."""
        return self.hours.duties if isinstance(self.hours, Hours) else ()

    def stamp(self, leg: Leg, duty: int) -> Stamp | None:
        """The stamp of a leg of one duty that counts."""
        mine = (each for each in self.stamps if each.duty == duty)
        return next((each for each in mine if each.leg is leg), None)

    def beside(self, leg: Leg, duty: int) -> Stamp | None:
        """The stamp of the other leg of a duty that counts."""
        return self.stamp(_OTHER[leg], duty)

    def may_be(self, leg: Leg, duty: int, at: datetime) -> bool:
        """Whether a leg may be corrected to an instant beside the other as it is, or shall be.

        Which of the two is agreed to first is not said yet.
        """
        there = self.beside(leg, duty)
        those = [each.at for each in self.proposed if (each.leg, each.duty) == (_OTHER[leg], duty)]
        known = [each for each in (there.at if there else None, *those) if each]
        return not known or any(in_order(leg, at, each) for each in known)

    @property
    def movable(self) -> tuple[Stamp, ...]:
        """The stamps that could have been made at another place of the person."""
        return tuple(each for each in self.stamps if self.others(each.place))

    def others(self, place: str | None) -> dict[str | None, str]:
        """The places but this one, by code; None where a trip or special duty was."""
        away: dict[str | None, str] = {None: ELSEWHERE.capitalize()} if self.elsewhere else {}
        return {code: name for code, name in (self.places | away).items() if code != place}

    @property
    def matters(self) -> set[Matter]:
        """What there is something of to correct."""
        there = {
            Matter.MASUK: self.duties,
            Matter.PULANG: self.duties,
            Matter.PLACE: self.movable,
            Matter.ACTIVITY: self.works,
        }
        return {each for each, some in there.items() if some}


async def read(ctx: Context, person: UUID, day: date) -> DayFacts:
    """All of it as of the event."""
    code, law = ctx.region.code, ctx.regulation
    record = (await reader.read(ctx.db, code, [person], day, day))[person]
    hours = ctx.organisation.hours(law, record.postings, record.duties, day)
    if not employed(record.departures, day):
        hours = DayOff(day, "tidak bertugas lagi")
    asked = absences(law, record.requests, day, ctx.event.at)
    sites = ctx.organisation.sites(law, record.postings, day)
    work = await activities.of_person(ctx.db, code, person, day, day)
    return DayFacts(
        hours,
        counting((each for each in record.stamps if each.date == day), asked),
        {site.fence.code: site.fence.name for site in sites},
        tuple(each for each in work if _deemed(ctx, each)),
        _elsewhere(asked),
        tuple(e for e in await corrections.waiting(ctx.db, code, [person]) if e.date == day),
    )


def _deemed(ctx: Context, item: Activity) -> bool:
    return state_at(item.state, item.due_at, ctx.event.at) is State.DEEMED_APPROVED


def _elsewhere(asked: Sequence[Absence]) -> bool:
    return any(each.elsewhere and each.state in ALIVE for each in asked)
