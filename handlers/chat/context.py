"""What a handler is given: who wrote what, when, under which law, and the open transaction."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.counts import counting
from core.attendance.stamp import Stamp
from core.attendance.working_date import working_date_of
from core.law.regulation import Regulation
from core.organisation.calendar import DayOff, Hours
from core.organisation.ceremony import Ceremony
from core.organisation.office import Organisation
from core.organisation.region import Region
from core.requests.absence import Absence, absences
from db.records.claim import Kept
from db.records.person import Person
from db.records.review import NewReview
from db.records.stamp import NewStamp
from handlers.chat.event import Incoming
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority, Reply


@dataclass(slots=True)
class Context:
    """One event inside its transaction. `state` is the chat's row of JSON, saved when it changes.

    `priority` is how urgent the answer is; `stamp` is what a handler wants written, `review` that
    somebody looks at it, `kept` the claims that go on, `others` what is to be told to other people;
    `listens` tells the channel whether further points of a live location are wanted; `known` is
    what was read for this event already (handlers.chat.own_records); `key` and `edits_key` are
    those of the answer (handlers.chat.outgoing.Outgoing). `again_at`: when a dead letter is handled
    again.
    """

    db: AsyncConnection
    region: Region
    organisation: Organisation
    event: Incoming
    person: Person | None
    now: datetime
    state: dict[str, Any] = field(default_factory=dict)
    priority: Priority = Priority.ANSWER
    stamp: NewStamp | None = None
    review: NewReview | None = None
    kept: list[Kept] = field(default_factory=list)
    others: list[Outgoing] = field(default_factory=list)
    listens: bool = False
    known: dict[Hashable, Any] = field(default_factory=dict)
    key: str | None = None
    edits_key: str | None = None
    again_at: datetime | None = None

    def answer(self, reply: Reply) -> Outgoing:
        """What goes out to whoever this event came from."""
        return Outgoing(self.event.address, reply, self.priority, self.key, self.edits_key)

    @property
    def regulation(self) -> Regulation:
        return self.region.regulation

    @property
    def zone(self) -> ZoneInfo:
        return self.region.zone

    @property
    def calendar_date(self) -> date:
        """The local date of the event: 06.30 WITA is still yesterday in UTC.

        For what goes by the calendar: the law in force, who decides, closings. What a person
        calls "hari ini" is `working_date`.
        """
        return self.event.at.astimezone(self.zone).date()

    @property
    def working_date(self) -> date:
        """What "hari ini" means to the person: a night's morning is still its evening's date.

        For whoever is on no duty of yesterday any more it is the local date.
        """
        if "working date" not in self.known:
            self.known["working date"] = working_date_of(
                self.regulation, self.organisation, self.someone, self.event.at, self.zone
            )
        day: date = self.known["working date"]
        return day

    def hours(self, day: date) -> Hours | DayOff:
        """What the law and their duties ask of the person on a date, from yesterday to tomorrow.

        Of any other date `handlers.chat.own_records.hours` knows it.
        """
        person = self.someone
        return self.organisation.hours(self.regulation, person.postings, person.duties, day)

    def ceremonies(self, day: date) -> tuple[Ceremony, ...]:
        """The apel and upacara of a date to which the person is called, cancelled ones too."""
        person = self.someone
        return self.organisation.ceremonies_of(person.employee, person.postings, day)

    def absences(self, day: date) -> tuple[Absence, ...]:
        """What the person asked for a date, from yesterday to tomorrow, as it stands now."""
        return absences(self.regulation, self.someone.requests, day, self.event.at)

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        """Those of the person's stamps, from yesterday to tomorrow, that count by now."""
        if "stamps" not in self.known:
            self.known["stamps"] = self.counting(self.someone.stamps)
        found: tuple[Stamp, ...] = self.known["stamps"]
        return found

    def counting(self, stamps: Sequence[Stamp]) -> tuple[Stamp, ...]:
        """Of some stamps from yesterday to tomorrow those that count by now."""
        return tuple(
            stamp
            for day in sorted({each.date for each in stamps})
            for stamp in counting((e for e in stamps if e.date == day), self.absences(day))
        )

    @property
    def someone(self) -> Person:
        """The bound employee; only handlers behind the router's door for employees ask."""
        if self.person is None:
            raise LookupError("nobody is bound to this chat")
        return self.person
