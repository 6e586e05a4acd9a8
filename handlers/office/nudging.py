"""Nudging: one message a day to a person about a thing that is open, by one tap of somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from core.organisation.region import Region
from db.messages import outbox
from db.people import binding
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.office.problems import Item
from handlers.usecases.act import Act

ACTION = "pegawai diingatkan"


def key_of(problem: str, person: UUID, day: date) -> str:
    """Under which a nudge is known: whoever gives it, once a day to a person about a thing."""
    return f"ingatkan:{problem}:{day}:{person.hex}"


@dataclass(frozen=True, slots=True)
class Reachable:
    """Of the people of a list, the chats of those whom a message reaches, and who was told when."""

    chats: dict[UUID, Address]
    told: dict[UUID, datetime]

    def may_nudge(self, item: Item) -> bool:
        """Whether one tap still does something."""
        theirs = item.nudge is not None and item.person in self.chats
        return theirs and item.person not in self.told


async def reachable(
    db: AsyncConnection, region: Region, problem: str, items: Sequence[Item], day: date
) -> Reachable:
    """Read in two statements, however many they are."""
    people = {each.person for each in items if each.person and each.nudge}
    if not people:
        return Reachable({}, {})
    chats = await binding.chats_of(db, region.code, people)
    keys = {key_of(problem, each, day): each for each in people}
    told = await outbox.fetch_written_times(db, region.code, keys)
    return Reachable(
        {who: chat.address for who, chat in chats.items() if chat.away_since is None},
        {keys[key]: at for key, at in told.items()},
    )


async def nudge(
    act: Act, office: str, problem: str, items: Sequence[Item], known: Reachable
) -> list[UUID]:
    """Tell those of these whom nobody has told today; gives who that is, and notes it."""
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
    key = key_of(problem, person, act.today)
    act.told.append(Outgoing(to, says, Priority.REMINDER, key))
