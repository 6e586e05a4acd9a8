"""Month-end reminders: who is told what of an office's month now; the clock asks for them.

Each is known by office, month and reminder: told once, whichever process comes first, and caught
up on its own day where nobody came in time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import chain
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.closing import closes_at
from core.law.regulation import Role
from core.month import month_end as plans
from core.month.dates import month_of
from core.month.month_end import Hearer, Planned, Reminder
from core.month.open_days import OpenDay, open_days
from core.month.report import UNDER_WAY, Step, of_office
from core.organisation.address import Address
from core.organisation.authority import LOCAL
from core.organisation.calendar import DAY
from core.organisation.office import Organisation
from core.organisation.posting import Posting
from core.organisation.region import Region
from db.people import authority, binding, reminder, reminder_round
from db.records import report as reports
from handlers.approvals.kind import Kinds, Scope
from handlers.chat.event import PDF, XLSX
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.chat.screen import Screen
from handlers.month.office_recap import Page
from handlers.month.recap_paper import RecapPaper
from handlers.office import problems, reading
from handlers.texts.month_end import Limit, MonthEnds
from handlers.texts.office import Count, key_of
from handlers.usecases import documents, office_sight
from handlers.usecases.daytime import awake
from handlers.usecases.entitled import entitled

# A report may be asked for so many months after its own (core.month.month_end).
MONTHS_LOOKED_BACK = 2


@dataclass(frozen=True, slots=True)
class Round:
    """One reminder about one office's month; `own`: to each of its people, of their own days."""

    office: str
    month: date
    planned: Planned
    own: bool = False

    def __str__(self) -> str:
        whose = "isi" if self.own else "akhir-bulan"
        name = f"{self.planned.reminder}:{self.planned.number}"
        return f"{whose}:{name}:{self.month:%Y-%m}:{self.office}"


async def due(db: AsyncConnection, region: Region, now: datetime) -> list[Round]:
    """What has to be told by now and was not; nothing while people sleep."""
    if not awake(region, now):
        return []
    scope = Scope(db, region, now)
    organisation = await scope.organisation()
    held = await authority.holders(db, region.code, Role.OPERATOR, None, scope.today)
    reported = {each.office for each in held if each.office}
    found = [*_of_operators(region, organisation, reported, now), *_own(region, organisation, now)]
    gone = await reminder_round.done(db, region.code, [str(each) for each in found])
    return [each for each in found if str(each) not in gone]


def _months(region: Region, now: datetime) -> Iterator[date]:
    """The month that it is, and those before it of which something may still be told."""
    month = now.astimezone(region.zone).date().replace(day=1)
    for _ in range(MONTHS_LOOKED_BACK + 1):
        if month_of(month)[-1] >= region.regulation.peraturan.berlaku_sejak:
            yield month
        month = (month - DAY).replace(day=1)


def _of_operators(
    region: Region, organisation: Organisation, offices: set[str], now: datetime
) -> Iterator[Round]:
    """Offices with the same hours have the same dates, planned once."""
    planned: dict[object, Sequence[Planned]] = {}
    for office in sorted(offices & organisation.offices.keys()):
        for month in _months(region, now):
            if not _in_use(organisation, office, month):
                continue
            key = (organisation.offices[office].duties, month)
            if key not in planned:
                planned[key] = _plan(region, organisation, office, month)
            yield from (Round(office, month, e) for e in planned[key] if e.is_due(now))


def _in_use(organisation: Organisation, office: str, month: date) -> bool:
    """Whether any day of a month counts in an office: else nobody has a recap of it (AMB-52)."""
    since = (organisation.used_since, organisation.offices[office].used_since)
    return all(each is None or each <= month_of(month)[-1] for each in since)


def _plan(
    region: Region, organisation: Organisation, office: str, month: date
) -> tuple[Planned, ...]:
    dates = of_office(region, organisation, office, month)
    works = partial(organisation.works, region.regulation, _here(region, office))
    return plans.plan(region.regulation, month, works, dates.due, region.zone)


def _here(region: Region, office: str) -> tuple[Posting, ...]:
    return (Posting(region.regulation.peraturan.berlaku_sejak, office),)


def _own(region: Region, organisation: Organisation, now: datetime) -> Iterator[Round]:
    planned: dict[object, Sequence[Planned]] = {}
    for office, known in sorted(organisation.offices.items()):
        for month in [*_months(region, now)][:2]:
            key = (known.duties, month)
            if key not in planned:
                works = partial(organisation.works, region.regulation, _here(region, office))
                planned[key] = plans.own_days(region.regulation, month, works, region.zone)
            yield from (Round(office, month, e, own=True) for e in planned[key] if e.is_due(now))


async def messages(
    db: AsyncConnection, region: Region, kinds: Kinds, round_: Round, now: datetime
) -> list[Outgoing]:
    """What a round tells, and that it is done."""
    scope = Scope(db, region, now)
    await reminder_round.finish(db, region.code, str(round_), now)
    return await (_to_people if round_.own else _to_operators)(scope, kinds, round_)


async def _to_people(scope: Scope, _kinds: Kinds, round_: Round) -> list[Outgoing]:
    """Whoever of the office itself has days that are open; nobody else."""
    found = await reading.read(scope, (), round_.office, round_.month, parts=False)
    open_ = {person: open_days(days) for person, days in found.days.items()}
    mine = {
        person: days
        for person, each in open_.items()
        if (days := [day for day in each if day.why is not OpenDay.NO_HOURS])
    }
    db, code = scope.db, scope.region.code
    chats = await binding.chats_of(db, code, mine)
    here = {who: chat.address for who, chat in chats.items() if chat.away_since is None}
    offered = await reminder.offer(db, code, here, scope.now)
    return [
        Outgoing(
            to,
            replace(problems.nudge_of_days(scope.region, mine[who]), offers=who in offered),
            Priority.REMINDER,
            f"{round_}:{who.hex}",
        )
        for who, to in here.items()
    ]


async def _to_operators(scope: Scope, kinds: Kinds, round_: Round) -> list[Outgoing]:
    says = await told_of(scope, kinds, round_)
    if says is None:
        return []
    people = await _hearers(scope, round_)
    sending = scope.region.regulation.peran.sampaikan_laporan
    senders = await entitled(scope.db, scope.region, sending, round_.office, scope.today)
    chats = await binding.chats_of(scope.db, scope.region.code, people)
    here = {who: chat.address for who, chat in chats.items() if chat.away_since is None}
    if says.recap is not None:
        await _print_draft(scope, round_, says.office, here)
    return [
        Outgoing(
            to,
            replace(says, looks=who not in chain.from_iterable(senders)),
            Priority.REMINDER,
            f"{round_}:{who.hex}",
        )
        for who, to in here.items()
    ]


async def _print_draft(
    scope: Scope, round_: Round, name: str, here: Mapping[UUID, Address]
) -> None:
    """The recap as PDF and as a workbook, for each of them once."""
    db, region = scope.db, scope.region
    for who, to in here.items():
        for media in (PDF, XLSX):
            paper = RecapPaper(round_.office, name, round_.month, media)
            once = f"{round_}:{who.hex}:{media}"
            await documents.ask(db, region, scope.now, paper, to=to, by=who, dedupe=once)


async def told_of(scope: Scope, kinds: Kinds, round_: Round) -> MonthEnds | None:
    """The reminder as it stands now; None where there is nothing to say."""
    region, office = scope.region, round_.office
    organisation = await scope.organisation()
    dates = of_office(region, organisation, office, round_.month)
    which = round_.planned.reminder
    if which in {Reminder.REPORT, Reminder.OVERDUE}:
        found = []
        if await _is_handed_in(scope, office, round_.month):
            return None
    else:
        read = await reading.read(scope, kinds, office, round_.month)
        found = problems.find(kinds, region, read)
        if not found and which is not Reminder.AHEAD:
            return None
    counts = tuple(Count(each.things, each.problem.counted) for each in found)
    return MonthEnds(
        reminder=which,
        office=organisation.offices[office].name,
        key=key_of(office),
        code=office,
        month=round_.month,
        today=scope.today,
        counts=counts,
        ahead=_ahead(scope, organisation, round_),
        closes=_revised_until(region, round_.month),
        letters=_letters(scope, organisation, round_.month),
        report=Limit(dates.due.date, dates.due.until) if dates.due else None,
        recap=Page(office, round_.month).data() if which is Reminder.DRAFT else None,
        screen=Screen(card_of(region, round_), which.value),
    )


async def _is_handed_in(scope: Scope, office: str, month: date) -> bool:
    newest = (await reports.of_month(scope.db, scope.region.code, month)).get(office)
    return newest is not None and newest.step in {*UNDER_WAY, Step.RECEIVED}


def _ahead(scope: Scope, organisation: Organisation, round_: Round) -> int:
    """Working days of the month after this one."""
    works = partial(organisation.works, scope.region.regulation, _here(scope.region, round_.office))
    return sum(works(each) for each in month_of(round_.month) if each > scope.today)


def _revised_until(region: Region, month: date) -> datetime | None:
    """When the month closes, where the law gives days of revision (Pasal 13 ayat (4))."""
    last = month_of(month)[-1]
    given = isinstance(region.regulation.laporan.revisi_sampai.on(last).value, int)
    return closes_at(region.regulation, last, region.zone) if given else None


def _letters(scope: Scope, organisation: Organisation, month: date) -> Limit | None:
    region = scope.region
    agency = region.bkpsdm if region.bkpsdm in organisation.offices else None
    there = _here(region, agency) if agency else ()
    works = partial(organisation.works, region.regulation, there)
    found = plans.letters(region.regulation, month, works, region.zone)
    return Limit(found.date, found.until) if found else None


def card_of(region: Region, round_: Round) -> UUID:
    """By which all copies of a reminder are found."""
    return uuid5(NAMESPACE_OID, f"{region.code}:{round_}")


async def _hearers(scope: Scope, round_: Round) -> list[UUID]:
    peran, office = scope.region.regulation.peran, round_.office
    groups = {Hearer.OPERATOR: peran.rekap, Hearer.HEAD: peran.setujui_laporan}
    found: dict[UUID, None] = {}
    for hearer in round_.planned.hearers:
        if hearer is Hearer.MONITOR:
            roles = [e for e in peran.pantau.on(scope.today).value or () if e not in LOCAL]
            monitors = await office_sight.region_wide(scope.db, scope.region, roles, scope.today)
            found |= dict.fromkeys(each.employee for each in monitors)
            continue
        nearest = await entitled(scope.db, scope.region, groups[hearer], office, scope.today)
        found |= dict.fromkeys(nearest[0] if nearest else ())
    return list(found)
