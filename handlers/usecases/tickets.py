"""Reported problems: on whose desk one lies, passing it on, answering and closing it.

Operators take stock of them and pass them on (Pasal 7 ayat (3) huruf c, Pasal 6 ayat (4) huruf a).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import UUID

import uuid_utils.compat as uuid
from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import Role
from core.month.dates import month_of
from core.organisation import helpdesk
from core.organisation.address import Address
from core.organisation.authority import LOCAL
from core.organisation.calendar import DAY
from core.organisation.helpdesk import Desk, TicketState
from core.organisation.office import wholes
from core.organisation.region import Region
from db.messages import screen
from db.people import authority, binding, office, status
from db.records import ticket as tickets
from db.records.attachment import Page
from db.records.ticket import NewTicket, Ticket
from handlers.chat.notification import Notification, Parts
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.chat.screen import Screen, others_as_of
from handlers.texts import ticket as texts
from handlers.texts.ticket import Ending, TicketCard, TicketEnded, TicketPassed
from handlers.usecases import office_sight
from handlers.usecases.act import Act

NO_OFFICE = "tanpa kantor"


@dataclass(frozen=True, slots=True)
class Filed:
    """A problem that was kept. `desk` None: nobody holds a role for it; `read`: it is seen."""

    desk: Role | None
    read: bool


async def report(act: Act, me: UUID, here: str | None, words: str, photo: Sequence[Page]) -> Filed:
    """Keep a problem that somebody reports, and show it to whoever has it first."""
    found = {role: await _people(act, role, here) for role in _desks(act)}
    chats = {role: await _chats(act.db, act.region, people) for role, people in found.items()}
    counted = [Desk(role, len(people), len(chats[role])) for role, people in found.items()]
    desk = helpdesk.first(counted)
    first = desk or _desks(act)[-1]
    new = NewTicket(uuid.uuid7(), me, here, words, tuple(photo), act.now, first)
    await tickets.file(act.db, act.region.code, new)
    kept = await _found(act, new.id)
    await _show(act, kept)
    await act.note("masalah dilaporkan", {"nomor": str(new.id), "meja": first.value}, about=me)
    return Filed(desk, desk is not None and bool(chats[desk]))


def _desks(act: Act) -> tuple[Role, ...]:
    return helpdesk.desks(act.region.regulation, act.today)


async def _people(act: Act, role: Role, here: str | None) -> list[UUID]:
    """Who holds a role for an office: operators of the nearest one that has any, else everybody."""
    if role not in LOCAL:
        found = await office_sight.region_wide(act.db, act.region, [role], act.today)
        return [each.employee for each in found]
    above = wholes(here, act.by.parents)
    held = await authority.holders(act.db, act.region.code, role, above, act.today)
    nearest = next((each for each in above if each in {one.office for one in held}), None)
    return [each.employee for each in held if each.office == nearest]


async def _chats(
    db: AsyncConnection, region: Region, people: Sequence[UUID]
) -> dict[UUID, Address]:
    chats = await binding.chats_of(db, region.code, people)
    return {who: each.address for who, each in chats.items() if each.away_since is None}


async def _found(act: Act, id_: UUID) -> Ticket:
    found = await tickets.find(act.db, act.region.code, id_)
    if found is None:
        raise LookupError(f"ticket {id_} is gone")
    return found


def has(act: Act, ticket: Ticket) -> bool:
    """Whether whoever acts has this problem now: they hold the role of its desk over its office."""
    right = helpdesk.right(act.region.regulation, ticket.desk, act.today)
    return ticket.desk in act.by.roles(right, ticket.office)


async def on_desk(act: Act) -> list[Ticket]:
    """What lies on the desks of whoever acts, the oldest first; nothing of anybody else's."""
    found = await tickets.on_desks(act.db, act.region.code, _desks(act))
    return [each for each in found if has(act, each)]


def offices(act: Act) -> frozenset[str] | None:
    """Whose problems whoever acts takes stock of; None: those of the whole region."""
    peran = act.region.regulation.peran
    if act.by.roles(peran.tangani_masalah, None):
        return None
    return frozenset(e for e in act.by.parents if act.by.roles(peran.terima_masalah, e))


async def inventory(act: Act, month: date) -> list[Ticket]:
    """What was reported in a month, as far as it concerns whoever acts."""
    days, zone = month_of(month), act.region.zone
    since, until = (datetime.combine(d, time.min, zone) for d in (days[0], days[-1] + DAY))
    return await tickets.filed_between(act.db, act.region.code, since, until, offices(act))


async def pass_on(act: Act, ticket: Ticket, to: Role, me: UUID) -> bool:
    """Lay it on another desk and tell all whom it concerns; False: somebody was faster."""
    if to not in helpdesk.onward(act.region.regulation, ticket.desk, act.today):
        return False
    if not await tickets.pass_on(act.db, act.region.code, ticket, to, me, act.now):
        return False
    await _stepped(act, ticket, "masalah diteruskan", {"ke": to.value})
    await _tell(act, ticket, TicketPassed(ticket.words, to))
    return True


async def close(act: Act, ticket: Ticket, me: UUID, answer: str | None) -> bool:
    """Answer it, or with None close it; likewise."""
    if not await tickets.close(act.db, act.region.code, ticket, me, act.now, answer):
        return False
    action = "masalah ditutup" if answer is None else "masalah dijawab"
    after = await _stepped(act, ticket, action, {})
    names = await status.fetch_names(act.db, act.region.code, [me])
    ending = Ending(after.state, names[me], act.now, answer)
    await _tell(act, ticket, TicketEnded(ticket.words, ending))
    return True


async def _stepped(act: Act, ticket: Ticket, action: str, detail: dict[str, str]) -> Ticket:
    await act.note(action, {"nomor": str(ticket.id), **detail}, about=ticket.employee)
    after = await _found(act, ticket.id)
    await _show(act, after)
    return after


async def _tell(act: Act, ticket: Ticket, says: Notification) -> None:
    act.tell(await binding.address_of(act.db, act.region.code, ticket.employee), says)


async def _show(act: Act, ticket: Ticket) -> None:
    """Bring every copy up to date, and show it to those of its desk who have none."""
    people = (
        []
        if ticket.state is not TicketState.OPEN
        else await _people(act, ticket.desk, ticket.office)
    )
    theirs = set((await _chats(act.db, act.region, people)).values())
    says = await card(act, ticket)
    copies = (await screen.copies(act.db, act.region.code, [ticket.id])).get(ticket.id, [])
    for copy in copies:
        shown = says if copy.to in theirs else _read_only(says, ticket)
        act.told.append(Outgoing(copy.to, shown, Priority.CARD, edits_key=copy.key))
    have = {each.to for each in copies}
    for to in sorted(theirs - have, key=str):
        key = f"masalah:{ticket.id.hex}:{to.channel}:{to.id}"
        act.told.append(Outgoing(to, says, Priority.CARD, key))


def _read_only(says: TicketCard, ticket: Ticket) -> TicketCard:
    as_of = texts.as_of(ticket) if ticket.state is not TicketState.OPEN else others_as_of(None)
    return replace(says, parts=Parts.READ_ONLY, in_place=True, screen=Screen(ticket.id, as_of))


async def card(act: Act, ticket: Ticket, note: str = "") -> TicketCard:
    """A problem as those see it who have it."""
    code, law = act.region.code, act.region.regulation
    people = {e for e in (ticket.employee, ticket.passed_by, ticket.closed_by) if e}
    names = await status.fetch_names(act.db, code, people)
    ending = None
    if ticket.closed_by is not None and ticket.closed_at is not None:
        by = names[ticket.closed_by]
        ending = Ending(ticket.state, by, ticket.closed_at, ticket.answer)
    return TicketCard(
        id=ticket.id,
        name=names[ticket.employee],
        office=await office.name_of(act.db, code, ticket.office) or NO_OFFICE,
        words=ticket.words,
        filed_at=ticket.filed_at,
        desk=ticket.desk,
        onward=helpdesk.onward(law, ticket.desk, act.today),
        photo=ticket.photo,
        passed_by=names[ticket.passed_by] if ticket.passed_by else None,
        ending=ending,
        note=note,
        screen=Screen(ticket.id, texts.as_of(ticket)),
    )
