"""Problems that people report: kept on a desk, passed on, answered or closed.

BLG-7-3c: operators take stock of them and pass them to the Administrator. KRA-6-4a: Kominfo repairs
on the reports of the offices. Whoever reported one hears of each step.
"""

from dataclasses import dataclass, replace
from uuid import UUID

import uuid_utils.compat as uuid

from core.law.regulation import Role
from core.organisation import helpdesk
from core.organisation.helpdesk import TicketState
from db.people import binding, status
from db.records import ticket
from db.records.attachment import Page
from db.records.ticket import NewTicket, Ticket
from handlers.chat.notification import Notification, Parts
from handlers.texts.roles import ROLES
from handlers.texts.ticket import TicketCard, TicketFinished, TicketPassed
from handlers.usecases import desks
from handlers.usecases.refusal import Refused
from handlers.usecases.ticket_cards import Acting, card_of, redraw, show

NOT_YOURS = "Masalah ini ditangani orang lain. Yang menunggu Anda: /masalah"


@dataclass(frozen=True, slots=True)
class Filed:
    """On which desk a new problem lies, how many hold it, and the names of those who read it."""

    desk: Role
    people: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A problem and its card, as whoever looks may read it.

    `current`: it lay open on their desk, as they were shown it; so an act on it was done.
    """

    ticket: Ticket
    card: TicketCard
    current: bool


async def file(by: Acting, words: str, pages: tuple[Page, ...]) -> Filed:
    """Keep a problem, and show it to whoever has it first (Pasal 7 ayat (3) huruf c)."""
    act = by.act
    found = await desks.find(act, act.by.office, by.me)
    if found is None:
        contact = act.region.contact
        raise Refused(f"Di sini masalah tidak dilaporkan lewat chat. Hubungi {contact}.")
    new = NewTicket(uuid.uuid7(), by.me, act.by.office, words, pages, act.now, found.role)
    await ticket.file(act.db, by.code, new)
    await act.note("masalah dilaporkan", _detail(new), about=by.me)
    kept = Ticket(**{name: getattr(new, name) for name in NewTicket.__dataclass_fields__})
    show(by, found, await card_of(by, kept))
    names = await status.fetch_names(act.db, by.code, found.chats)
    return Filed(found.role, len(found.people), tuple(names[each] for each in found.chats))


async def open_ones(by: Acting) -> list[Ticket]:
    """What lies on the desks of whoever acts, the oldest first."""
    return await desks.open_on(by.act, await desks.mine(by.act, by.me))


async def look(by: Acting, id_: UUID, shown: Role | None = None) -> Seen:
    """A problem, for whoever has it, or had it on the desk where they were `shown` it.

    `Refused` to anybody else: nobody reads what others report.
    """
    mine = await desks.mine(by.act, by.me)
    found = await ticket.find(by.act.db, by.code, id_)
    if found is None or not (mine.holds(found) or (shown and mine.holds(found, shown))):
        raise Refused(NOT_YOURS)
    has = found.state is TicketState.OPEN and mine.holds(found)
    card = await card_of(by, found)
    if not has:
        card = replace(card, parts=Parts.READ_ONLY)
    return Seen(found, card, has and shown in {None, found.desk})


async def pass_on(by: Acting, id_: UUID, shown: Role, to: Role) -> Seen:
    """Lay it on another desk, whose holders read it; where it lies no more, as it stands."""
    act, seen = by.act, await look(by, id_, shown)
    if not seen.current or to not in seen.card.onward:
        return replace(seen, current=False)
    onto = await desks.holders(act, to, seen.ticket.office, seen.ticket.employee)
    if not onto.people:
        raise Refused(
            f"Belum diteruskan: belum ada {ROLES[to]} yang tercatat. Jawab dulu, atau hubungi "
            f"{act.region.contact}."
        )
    if not await ticket.pass_on(act.db, by.code, seen.ticket, to, by.me, act.now):
        return await _as_it_stands(by, id_, shown)
    await _note(by, "masalah diteruskan", seen.ticket, ke=to.value)
    moved = replace(seen.ticket, desk=to, passed_by=by.me, passed_at=act.now)
    card = await card_of(by, moved)
    left = replace(card, unread=not onto.chats, parts=Parts.READ_ONLY)
    await redraw(by, left)
    show(by, onto, card)
    await _tell(by, moved, TicketPassed(moved.words, await _my_name(by), to))
    return Seen(moved, left, current=True)


async def finish(by: Acting, id_: UUID, shown: Role, answer: str | None = None) -> Seen:
    """Answer it, or close it without a word; where somebody was faster, as it stands."""
    act, seen = by.act, await look(by, id_, shown)
    if not seen.current:
        return seen
    if not await ticket.close(act.db, by.code, seen.ticket, by.me, act.now, answer):
        return await _as_it_stands(by, id_, shown)
    state = TicketState.CLOSED if answer is None else TicketState.ANSWERED
    await _note(by, f"masalah {state.value}", seen.ticket)
    over = replace(seen.ticket, state=state, answer=answer, closed_by=by.me, closed_at=act.now)
    card = await card_of(by, over)
    await redraw(by, card)
    await _tell(by, over, TicketFinished(over.words, await _my_name(by), answer))
    return Seen(over, card, current=True)


async def _as_it_stands(by: Acting, id_: UUID, shown: Role) -> Seen:
    """What somebody else made of it at the same moment."""
    return replace(await look(by, id_, shown), current=False)


async def _my_name(by: Acting) -> str:
    return (await status.fetch_names(by.act.db, by.code, [by.me]))[by.me]


async def _tell(by: Acting, of: Ticket, told: Notification) -> None:
    by.act.tell(await binding.address_of(by.act.db, by.code, of.employee), told)


async def _note(by: Acting, action: str, of: Ticket, **more: str) -> None:
    right = helpdesk.right(by.act.region.regulation, of.desk, by.act.today)
    detail = _detail(of) | {"dasar": right.on(by.act.today).citation} | more
    await by.act.note(action, detail, about=of.employee)


def _detail(of: NewTicket) -> dict[str, str]:
    return {"nomor": str(of.id), "meja": of.desk.value}
