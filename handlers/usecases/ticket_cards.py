"""The cards of reported problems: as they stand, on the desk that has one and wherever else."""

from dataclasses import dataclass, replace
from uuid import UUID

from core.organisation import helpdesk
from core.organisation.address import Address
from core.organisation.office import Organisation
from db.messages import screen
from db.people import binding, status
from db.records.ticket import Ticket
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.chat.screen import CLOSED, Screen
from handlers.texts.ticket import Finished, Passed, TicketCard
from handlers.usecases.act import Act
from handlers.usecases.desks import Held


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts about problems, and in whose transaction.

    `tapped` is the chat and the message that the answer of this moment changes itself.
    """

    act: Act
    organisation: Organisation
    me: UUID
    tapped: tuple[Address, str] | None = None

    @property
    def code(self) -> str:
        return self.act.region.code


async def card_of(by: Acting, found: Ticket) -> TicketCard:
    """A problem as it stands, with the buttons of whoever has it."""
    people = [found.employee, found.passed_by, found.closed_by]
    names = await status.fetch_names(by.act.db, by.code, [each for each in people if each])
    passed = finished = None
    if found.passed_by and found.passed_at:
        passed = Passed(names[found.passed_by], found.passed_at)
    if found.closed_by and found.closed_at:
        finished = Finished(names[found.closed_by], found.closed_at, found.answer)
    return TicketCard(
        found.id,
        found.desk,
        helpdesk.onward(by.act.region.regulation, found.desk, by.act.today),
        names[found.employee],
        by.organisation.offices[found.office].name if found.office else "",
        found.words,
        found.filed_at,
        found.photo,
        passed,
        finished=finished,
        told=await binding.address_of(by.act.db, by.code, found.employee) is not None,
        screen=Screen(found.id, CLOSED if finished else found.desk.value),
    )


def show(by: Acting, held: Held, card: TicketCard) -> None:
    """To whoever has it now and can be reached, each time that it comes to their desk."""
    by.act.told.extend(Outgoing(to, card, Priority.CARD) for to in held.chats.values())


async def redraw(by: Acting, card: TicketCard) -> None:
    """All other copies say the same; where they cannot be changed, nobody is told anew."""
    found = (await screen.copies(by.act.db, by.code, [card.id])).get(card.id, [])
    says = replace(card, in_place=True)
    for copy in found:
        if (copy.to, copy.message) != by.tapped:
            changed = Outgoing(copy.to, says, Priority.CARD, edits_key=copy.key)
            by.act.told.append(changed)
