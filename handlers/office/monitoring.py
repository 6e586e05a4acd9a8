"""Monitoring absence: one message in the morning to heads, and to whoever monitors the region.

Pasal 6 ayat (2) huruf e and Pasal 6 ayat (3) huruf f: counts of an hour after the start of work.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import Role
from core.month.presence import Presence, seen
from core.month.record import Record
from core.organisation.authority import LOCAL
from core.organisation.calendar import DAY, Hours
from core.organisation.office import Organisation, wholes
from core.organisation.posting import Posting, workplaces
from core.organisation.region import Region
from db.people import authority, binding, office, reminder, reminder_round, status
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.texts.monitoring import MorningCounts, Tally
from handlers.texts.office import key_of, month_key
from handlers.usecases import office_sight
from handlers.usecases.daytime import awake
from handlers.usecases.entitled import entitled

log = structlog.get_logger()

SHIFTS_FROM = time(8)  # AMB-96: shifts come one after the other, their head reads it once, by day

# What a person is counted as in a tally.
_FIELDS = {
    Presence.IN: "present",
    Presence.LATE: "late",
    Presence.AWAY: "away",
    Presence.OPEN: "open",
    Presence.UNUSED: "unused",
}


@dataclass(frozen=True, slots=True)
class Morning:
    """A message to be written: of an office with its parts to its head, or of all to a person."""

    day: date
    office: str | None = None
    person: UUID | None = None

    def __str__(self) -> str:
        return f"pantau:{self.day}:{self.person.hex if self.person else self.office}"


async def due(db: AsyncConnection, region: Region, now: datetime) -> list[Morning]:
    """What has to be told by now and was not; nothing on a day off of the office.

    Who heads an office is asked only then: most sweeps of a day find nothing.
    """
    today = now.astimezone(region.zone).date()
    if not awake(region, now) or today < region.regulation.peraturan.berlaku_sejak:
        return []
    organisation = await office.load(db, region.code, region.zone)
    roles = region.regulation.peran.pantau.on(today).value or ()
    found: list[Morning] = []
    if Role.HEAD in roles:
        held = await authority.holders(db, region.code, Role.HEAD, None, today)
        headed = sorted({each.office for each in held if each.office})
        begun = (e for e in headed if _begun(region, organisation, e, today, now))
        found += [Morning(today, office=each) for each in begun]
    wide = [each for each in roles if each not in LOCAL]
    for each in await office_sight.region_wide(db, region, wide, today):
        if each.office and _begun(region, organisation, each.office, today, now):
            found.append(Morning(today, person=each.employee))
    gone = await reminder_round.done(db, region.code, [str(each) for each in found])
    return [each for each in found if str(each) not in gone]


def _begun(
    region: Region, organisation: Organisation, code: str, today: date, now: datetime
) -> bool:
    """Whether an office works today, and its work began so long ago."""
    since = told_from(region, organisation, code, today)
    return since is not None and now >= since


def told_from(region: Region, organisation: Organisation, code: str, day: date) -> datetime | None:
    """From when on an office's counts of a date are told; None where it does not work then.

    One that has nothing but shifts has no hours of its own: as if it began at `SHIFTS_FROM`.
    """
    law = region.regulation
    after = law.pemantauan.pesan_setelah.on(day).value
    here = (Posting(law.peraturan.berlaku_sejak, code),)
    if code not in organisation.offices or after is None:
        return None
    hours = organisation.hours(law, here, (), day)
    if isinstance(hours, Hours):
        return hours.start + timedelta(minutes=after)
    if not organisation.works(law, here, day):
        return None
    return datetime.combine(day, SHIFTS_FROM, region.zone) + timedelta(minutes=after)


class Tallies:
    """The counts of each office, added up person by person."""

    def __init__(self, region: Region, organisation: Organisation, now: datetime) -> None:
        self._region, self._organisation, self._now = region, organisation, now
        self._counts: defaultdict[str, defaultdict[str, int]] = defaultdict(
            lambda: defaultdict(int)
        )

    def add(self, record: Record) -> None:
        """Count one person of whom yesterday and today are known; who has left is nobody."""
        zone = self._region.zone
        today = self._now.astimezone(zone).date()
        here = workplaces(record.postings, today, None)
        if not here:
            return
        counts = self._counts[here[0].office]
        try:
            found = seen(self._region.regulation, self._organisation, record, self._now, zone)
        except (LookupError, ValueError) as error:
            code, who = self._region.code, str(record.employee)
            log.warning("not counted", region=code, employee=who, error=str(error))
            counts["open"] += 1
            return
        if found is not None:
            counts[_FIELDS[found.presence]] += 1
            counts["missing"] += found.missing

    def of(self, offices: Sequence[str]) -> Tally:
        """The counts of these offices together."""
        names = [each.name for each in fields(Tally)]
        theirs = [self._counts[each] for each in offices if each in self._counts]
        return Tally(**{name: sum(each[name] for each in theirs) for name in names})

    def of_all(self) -> Tally:
        return self.of(list(self._counts))


def span(region: Region, now: datetime) -> tuple[date, date]:
    """Which dates have to be known: whoever is on a night shift is still in the day before."""
    today = now.astimezone(region.zone).date()
    return today - DAY, today


async def messages(
    db: AsyncConnection,
    region: Region,
    organisation: Organisation,
    mornings: Sequence[Morning],
    tallies: Tallies,
    now: datetime,
) -> list[Outgoing]:
    """What these read, and that they did."""
    parents = await status.fetch_parents(db, region.code)
    silent = await reminder.silent_monitors(db, region.code)
    told = []
    for each in mornings:
        await reminder_round.finish(db, region.code, str(each), now)
        says = _said(region, organisation, parents, each, tallies, now)
        people = {*await _hearers(db, region, each)} - silent
        if not says.counts.people or not people:
            continue
        chats = await binding.chats_of(db, region.code, people)
        told += [
            Outgoing(chat.address, says, Priority.REMINDER, f"{each}:{person.hex}")
            for person, chat in chats.items()
            if chat.away_since is None
        ]
    return told


async def _hearers(db: AsyncConnection, region: Region, morning: Morning) -> Sequence[UUID]:
    """The head, or whoever stands in for them (AMB-39); or the one person it is for."""
    if morning.office is None:
        return [morning.person] if morning.person else []
    right = region.regulation.peran.pantau
    nearest = await entitled(db, region, right, morning.office, morning.day)
    return nearest[0] if nearest else []


def _said(
    region: Region,
    organisation: Organisation,
    parents: Mapping[str, str | None],
    morning: Morning,
    tallies: Tallies,
    now: datetime,
) -> MorningCounts:
    if morning.office is None:
        return MorningCounts(region.name, now, tallies.of_all())
    within = [each for each in parents if morning.office in wholes(each, parents)]
    name, key = organisation.offices[morning.office].name, key_of(morning.office)
    return MorningCounts(name, now, tallies.of(within), key, month_key(morning.day))
