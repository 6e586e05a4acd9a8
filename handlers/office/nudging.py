"""Nudging: one message a day to a person about a thing that is open, by one tap of somebody else.

Whoever presses knows of their own already: they are told nothing, and nothing says that they were.
Nobody is woken: what is pressed at night is told in the morning, and is a nudge of that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core.organisation.address import Address
from db.messages import outbox
from db.people import binding
from handlers.chat.context import Context
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.office.problems import Item
from handlers.usecases.act import Act
from handlers.usecases.daytime import wakes_at

ACTION = "pegawai diingatkan"


def key_of(problem: str, person: UUID, day: date) -> str:
    """Under which a nudge is known: whoever gives it, once a day to a person about a thing."""
    return f"ingatkan:{problem}:{day}:{person.hex}"


@dataclass(frozen=True, slots=True)
class Reachable:
    """Of the people of a list, the chats of those whom a message reaches, and who is told when.

    `me` is whoever looks at it.
    """

    me: UUID
    chats: dict[UUID, Address]
    told: dict[UUID, datetime]

    def is_mine(self, item: Item) -> bool:
        """Whether it is for whoever looks at it to do."""
        return item.person == self.me

    def may_nudge(self, item: Item) -> bool:
        """Whether one tap still does something."""
        theirs = item.nudge is not None and item.person in self.chats and not self.is_mine(item)
        return theirs and item.person not in self.told


async def reachable(ctx: Context, problem: str, items: Sequence[Item]) -> Reachable:
    """Read in two statements, however many they are."""
    people = {each.person for each in items if each.person and each.nudge}
    me, code = ctx.someone.employee, ctx.region.code
    if not people:
        return Reachable(me, {}, {})
    chats = await binding.chats_of(ctx.db, code, people)
    day = wakes_at(ctx.region, ctx.event.at).astimezone(ctx.zone).date()
    keys = {key_of(problem, each, day): each for each in people}
    told = await outbox.fetch_written_times(ctx.db, code, keys)
    return Reachable(
        me,
        {who: chat.address for who, chat in chats.items() if chat.away_since is None},
        {keys[key]: wakes_at(ctx.region, at) for key, at in told.items()},
    )


async def nudge(
    act: Act, office: str, problem: str, items: Sequence[Item], known: Reachable
) -> list[UUID]:
    """Tell those others of these whom nobody has told today; gives who that is, and notes it."""
    told: list[UUID] = []
    for item in items:
        if not known.may_nudge(item) or item.person is None or item.nudge is None:
            continue
        _tell(act, problem, item.person, item.nudge, known.chats[item.person])
        told.append(item.person)
    if told:
        about = told[0] if len(told) == 1 else None
        detail = {"kantor": office, "hal": problem, "jumlah": len(told)}
        await act.note(ACTION, detail, about=about)
    return told


def _tell(act: Act, problem: str, person: UUID, says: Notification, to: Address) -> None:
    wakes = wakes_at(act.region, act.now)
    key = key_of(problem, person, wakes.astimezone(act.region.zone).date())
    act.told.append(Outgoing(to, says, Priority.REMINDER, key, not_before=wakes))
