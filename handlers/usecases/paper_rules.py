"""What the law says of somebody's dates on paper, with all that it depends on read for it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.answer import Ground
from core.law.regulation import ExemptStatus
from core.month.dates import month_of
from core.month.incident import PHONE, Incident, Usage, rule_for, usage
from core.month.manual import (
    Allowed,
    Condition,
    Document,
    Refused,
    Why,
    judge,
    letter_date,
    letter_due,
)
from core.month.record import Record
from core.organisation.calendar import DayOff, Hours, latest
from core.organisation.office import Organisation
from core.organisation.posting import Posting, workplaces
from core.organisation.region import Region
from db.people import office
from db.records import incident, manual, outage, reader
from db.records.incident import Opened
from handlers.texts.incident import Due


@dataclass(frozen=True, slots=True)
class Basis:
    """By what a date may be recorded on paper; `incident` None: the server was away."""

    condition: Condition
    incident: UUID | None
    allowed: Allowed
    hours: Hours

    @property
    def letter_needed(self) -> bool:
        """Whether the date counts only with the letter of the head."""
        return any(form.dokumen is Document.LETTER for form in self.allowed.needed)


@dataclass(frozen=True, slots=True)
class NoBasis:
    """Why not; `incident` is what was tried, None where nobody has opened any."""

    why: Why | None
    grounds: tuple[Ground, ...]
    incident: Opened | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a date: their records, hours and office, and the dates on paper of its month."""

    record: Record
    day: date
    hours: Callable[[date], Hours | DayOff]
    office: str | None
    recorded: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The region's law with its offices, as of an instant's open transaction."""

    db: AsyncConnection
    region: Region
    organisation: Organisation

    @classmethod
    async def read(
        cls, db: AsyncConnection, region: Region, known: Organisation | None = None
    ) -> "Rules":
        """With the offices that are known, or else read now."""
        return cls(db, region, known or await office.load(db, region.code, region.zone))

    async def people(self, employees: Collection[UUID], day: date) -> dict[UUID, Person]:
        """These people on a date, in two statements."""
        found = await reader.read(self.db, self.region.code, employees, day, day)
        month = month_of(day)
        entries = await manual.of_people(self.db, self.region.code, employees, month[0], month[-1])
        used = {who: tuple(e.date for e in entries if _of_phone(e, who)) for who in found}
        return {who: self._person(each, day, used[who]) for who, each in found.items()}

    def _person(self, record: Record, day: date, used: tuple[date, ...]) -> Person:
        def hours(at: date) -> Hours | DayOff:
            law = self.region.regulation
            return self.organisation.hours(law, record.postings, record.duties, at)

        here = workplaces(record.postings, day, None)
        return Person(record, day, hours, here[0].office if here else None, used)

    async def basis(self, who: Person, entries: int | None = None) -> Basis | NoBasis:
        """By what their date may be recorded: an incident of theirs, else the outage register.

        `entries` as in `core.month.manual.judge`.
        """
        code, employee = self.region.code, who.record.employee
        hours, refused = who.hours(who.day), None
        opened = await incident.of_people(self.db, code, [employee], who.day, who.day)
        for each in (each for each in opened if each.stands):
            verdict = self._judge(who, each.as_law, entries)
            if isinstance(verdict, Refused):
                refused = refused or NoBasis(verdict.why, verdict.grounds, each)
            elif isinstance(hours, Hours):
                return Basis(each.condition, each.id, verdict, hours)
        server = await self._by_outage(who)
        if isinstance(server, Allowed) and isinstance(hours, Hours):
            return Basis(Condition.SERVER, None, server, hours)
        return refused or _unopened(server)

    def _judge(self, who: Person, tried: Incident, entries: int | None) -> Allowed | Refused:
        return judge(
            self.region.regulation,
            tried,
            who.day,
            hours=who.hours,
            recorded=who.recorded,
            entries=entries,
        )

    async def _by_outage(self, who: Person) -> Allowed | Refused:
        hours = who.hours(who.day)
        outages = []
        if isinstance(hours, Hours):
            since = hours.opens
            outages = await outage.between(self.db, self.region.code, since, who.office)
        away = Incident(Condition.SERVER, who.day)
        law = self.region.regulation
        return judge(law, away, who.day, hours=who.hours, outages=outages)

    def exempt_on(self, who: Person) -> ExemptStatus | None:
        """The status that exempts them on their date."""
        holds = latest(who.record.exemptions, who.day)
        return holds.kind if holds else None

    def usage(self, opened: Incident, day: date, recorded: Collection[date] = ()) -> Usage:
        """How much of what the law gives is used on a date."""
        return usage(self.region.regulation, opened, day, recorded)

    def letter_needed(self, condition: Condition, day: date) -> bool:
        """Whether a date counts only with the letter of the head."""
        demand = rule_for(self.region.regulation.manual.surat.on(day), condition)
        return demand is not None and any(e.dokumen is Document.LETTER for e in demand.berkas)

    def due(self, condition: Condition, day: date) -> Due | None:
        """Until when the letter for a date must be with BKPSDM; None: no date, or no letter."""
        law, zone = self.region.regulation, self.region.zone
        literal = letter_date(law, condition, day)
        last = letter_due(law, condition, day, self._bkpsdm_works, zone)
        return Due(literal, last.astimezone(zone).date()) if literal and last else None

    def _bkpsdm_works(self, day: date) -> bool:
        there = self.region.bkpsdm
        known = there is not None and there in self.organisation.offices
        postings = (Posting(date.min, there),) if there and known else ()
        return self.organisation.works(self.region.regulation, postings, day)


def _unopened(server: Allowed | Refused) -> NoBasis:
    """Where nothing was opened a missing outage is no reason; a day off is one."""
    if isinstance(server, Allowed):
        raise TypeError("the outage register opens this date")
    known = None if server.why in {Why.NO_OUTAGE, Why.NOT_OPENED} else server.why
    return NoBasis(known, server.grounds, None)


def _of_phone(entry: manual.Entry, who: UUID) -> bool:
    return entry.employee == who and entry.condition in PHONE
