"""Month-end reminders: who is told what of an office's month now; the clock asks for them.

Each is known by office, month and reminder: told once, whichever process comes first, and caught
up on its own day where nobody came in time.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import chain
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.closing import closes_at
from core.month import month_end as plans
from core.month.dates import month_of
from core.month.month_end import Hearer, Reminder
from core.month.open_days import OpenDay, open_days
from core.month.report import UNDER_WAY, Step, of_office
from core.organisation.address import Address
from core.organisation.authority import LOCAL
from core.organisation.office import Organisation
from core.organisation.region import Region
from db.people import binding, reminder, reminder_round
from db.records import report as reports
from handlers.approvals.kind import Kinds, Scope
from handlers.chat.event import PDF, XLSX
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.chat.screen import Screen
from handlers.month.office_recap import Page
from handlers.month.recap_paper import RecapPaper
from handlers.month.report_approval import heads
from handlers.office import problems, reading
from handlers.office.month_rounds import Round, here
from handlers.texts.month_end import Limit, MonthEnds
from handlers.texts.office import Count, key_of
from handlers.usecases import documents, office_sight, report_lines
from handlers.usecases.entitled import entitled
from handlers.usecases.office_month import Reading


async def messages(
    db: AsyncConnection, region: Region, kinds: Kinds, round_: Round, now: datetime
) -> list[Outgoing]:
    """What a round tells, and that it is done."""
    scope = Scope(db, region, now)
    await reminder_round.finish(db, region.code, str(round_), now)
    return await (_to_people if round_.own else _to_operators)(scope, kinds, round_)


async def _to_people(scope: Scope, _kinds: Kinds, round_: Round) -> list[Outgoing]:
    """Whoever of the office itself has days that are open; nobody else."""
    found = await reading.own_days(scope, round_.office, round_.month)
    open_ = {person: open_days(days) for person, days in found.items()}
    mine = {
        person: days
        for person, each in open_.items()
        if (days := [day for day in each if day.why is not OpenDay.NO_HOURS])
    }
    db, code = scope.db, scope.region.code
    chats = await binding.chats_of(db, code, mine)
    reached = {who: chat.address for who, chat in chats.items() if chat.away_since is None}
    offered = await reminder.offer(db, code, reached, scope.now)
    return [
        Outgoing(
            to,
            replace(problems.nudge_of_days(scope.region, mine[who]), offers=who in offered),
            Priority.REMINDER,
            f"{round_}:{who.hex}",
        )
        for who, to in reached.items()
    ]


async def _to_operators(scope: Scope, kinds: Kinds, round_: Round) -> list[Outgoing]:
    says = await told_of(scope, kinds, round_)
    if says is None:
        return []
    people = await _hearers(scope, round_)
    sending = scope.region.regulation.peran.sampaikan_laporan
    senders = await entitled(scope.db, scope.region, sending, round_.office, scope.today)
    chats = await binding.chats_of(scope.db, scope.region.code, people)
    reached = {who: chat.address for who, chat in chats.items() if chat.away_since is None}
    signing = await _signing(scope, round_) if says.at_head else []
    if says.recap is not None:
        await _print_draft(scope, round_, says.office, reached)
    return [
        Outgoing(
            to,
            replace(says, looks=who not in chain.from_iterable(senders), signs=who in signing),
            Priority.REMINDER,
            f"{round_}:{who.hex}",
        )
        for who, to in reached.items()
    ]


async def _print_draft(
    scope: Scope, round_: Round, name: str, reached: Mapping[UUID, Address]
) -> None:
    """The recap as PDF and as a workbook, for each of them once."""
    db, region = scope.db, scope.region
    for who, to in reached.items():
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
    hands_in = dates.due is None and not await _is_handed_in(scope, round_)
    if which in {Reminder.REPORT, Reminder.OVERDUE}:
        found = []
        if await _is_handed_in(scope, round_):
            return None
    else:
        read = await reading.read(scope, kinds, office, round_.month)
        found = problems.find(kinds, region, read)
        asks = which is Reminder.AHEAD or (which is Reminder.DRAFT and hands_in)
        if not found and not asks:
            return None
    counts = tuple(Count(each.things, each.problem.counted) for each in found)
    basis = plans.basis(region.regulation, round_.month, which)
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
        articles=tuple(each.citation for each in basis),
        hands_in=hands_in,
        at_head=which is Reminder.OVERDUE and await _step(scope, round_) is Step.AT_HEAD,
        recap=Page(office, round_.month).data() if which is Reminder.DRAFT else None,
        screen=Screen(card_of(region, round_), which.value),
    )


async def _is_handed_in(scope: Scope, round_: Round) -> bool:
    """Whether nobody has to be told: one that lies with its head is overdue all the same."""
    office, month = round_.office, round_.month
    reading_ = Reading(scope.db, scope.region, await scope.organisation(), scope.now)
    if (await report_lines.reporting(reading_, month)).elsewhere(office):
        return True  # another office has reported it (AMB-93)
    step = await _step(scope, round_)
    if step is Step.AT_HEAD:
        return round_.planned.reminder is not Reminder.OVERDUE
    return step in {*UNDER_WAY, Step.RECEIVED}


async def _step(scope: Scope, round_: Round) -> Step | None:
    newest = (await reports.of_month(scope.db, scope.region.code, round_.month)).get(round_.office)
    return newest.step if newest else None


async def _signing(scope: Scope, round_: Round) -> list[UUID]:
    """Who agrees to what was handed in."""
    found = await reports.of_month(scope.db, scope.region.code, round_.month)
    report = found[round_.office]
    return (await heads(scope, [report]))[report.id]


def _ahead(scope: Scope, organisation: Organisation, round_: Round) -> int:
    """Working days of the month after this one."""
    works = partial(organisation.works, scope.region.regulation, here(scope.region, round_.office))
    return sum(works(each) for each in month_of(round_.month) if each > scope.today)


def _revised_until(region: Region, month: date) -> datetime | None:
    """When the month closes, where the law gives days of revision (Pasal 13 ayat (4))."""
    last = month_of(month)[-1]
    given = isinstance(region.regulation.laporan.revisi_sampai.on(last).value, int)
    return closes_at(region.regulation, last, region.zone) if given else None


def _letters(scope: Scope, organisation: Organisation, month: date) -> Limit | None:
    region = scope.region
    agency = region.bkpsdm if region.bkpsdm in organisation.offices else None
    there = here(region, agency) if agency else ()
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
