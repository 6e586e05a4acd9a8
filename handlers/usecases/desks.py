"""On whose desk a reported problem lies: who holds a desk over an office, and who reads it there.

Pasal 7 ayat (3) huruf c; a Plt or Plh holds the desk instead of whom they stand in for (AMB-39).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.law.regulation import Role
from core.organisation import helpdesk
from core.organisation.address import Address
from core.organisation.authority import Authority
from core.organisation.helpdesk import Desk
from db.people import binding
from db.records import ticket
from db.records.ticket import Ticket
from handlers.usecases import rights
from handlers.usecases.act import Act
from handlers.usecases.entitled import entitled


@dataclass(frozen=True, slots=True)
class Held:
    """The nearest holders of a desk whom a message reaches, else the nearest; and their chats."""

    role: Role
    people: Sequence[UUID]
    chats: Mapping[UUID, Address]

    @property
    def desk(self) -> Desk:
        return Desk(self.role, len(self.people), len(self.chats))


async def holders(act: Act, role: Role, office: str | None, but: UUID) -> Held:
    """Who holds a desk over an office; nobody has their own problem before them."""
    right = helpdesk.right(act.region.regulation, role, act.today)
    found = await entitled(act.db, act.region, right, office, act.today, role=role)
    groups = [others for each in found if (others := [who for who in each if who != but])]
    everybody = {who for each in groups for who in each}
    known = await binding.chats_of(act.db, act.region.code, everybody) if everybody else {}
    chats = {who: chat.address for who, chat in known.items() if chat.away_since is None}
    reached = (each for each in groups if any(who in chats for who in each))
    people = next(reached, groups[0] if groups else [])
    return Held(role, people, {who: chats[who] for who in people if who in chats})


async def find(act: Act, office: str | None, but: UUID) -> Held | None:
    """The desk of a new problem; without a holder where nobody is named, None: no law has one."""
    law = act.region.regulation
    found = [await holders(act, each, office, but) for each in helpdesk.desks(law, act.today)]
    role = helpdesk.first([each.desk for each in found]) or helpdesk.unheld(law, act.today)
    return next((each for each in found if each.role is role), None)


@dataclass(frozen=True, slots=True)
class Mine:
    """Which desks somebody holds today, and over which offices."""

    person: UUID
    by: Sequence[Authority]

    def holds(self, of: Ticket, desk: Role | None = None) -> bool:
        """Whether a problem is theirs where it lies, or where it lay on another desk."""
        at = desk or of.desk
        return of.employee != self.person and any(
            at in each.roles(helpdesk.right(each.region.regulation, at, each.day), of.office)
            for each in self.by
        )


async def mine(act: Act, person: UUID) -> Mine:
    """Read once for all problems that are looked at."""
    return Mine(person, await rights.acting_for(act.db, act.region, act.today, person))


async def open_on(act: Act, held: Mine) -> list[Ticket]:
    """The open problems of somebody's desks, the oldest first."""
    known = helpdesk.desks(act.region.regulation, act.today)
    roles = {each.role for by in held.by for each in by.held or () if each.role in known}
    if not roles:
        return []
    found = await ticket.on_desks(act.db, act.region.code, roles)
    return [each for each in found if held.holds(each)]
