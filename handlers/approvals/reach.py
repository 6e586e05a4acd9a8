"""Whether whoever decides can be reached, and what is said where they cannot."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from core.organisation.region import Region
from db.people import binding, status
from handlers.chat.format import brief


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides, what they are called, and their chat; `person` None: nobody is named (AMB-39).

    `chat` None: they are not connected. `away_since`: they blocked the bot, or their account is
    gone.
    """

    person: UUID | None = None
    name: str = ""
    chat: Address | None = None
    away_since: datetime | None = None

    @property
    def reached(self) -> Address | None:
        """The chat in which a message arrives."""
        return None if self.away_since else self.chat


NOBODY = Decider()


async def of(
    db: AsyncConnection, region: Region, people: Collection[UUID | None]
) -> dict[UUID | None, Decider]:
    """Those who decide, with their chats; None, nobody, is always among them."""
    known = {each for each in people if each is not None}
    if not known:
        return {None: NOBODY}
    names = await status.fetch_names(db, region.code, known)
    chats = await binding.chats_of(db, region.code, known)
    found: dict[UUID | None, Decider] = {None: NOBODY}
    for each in known:
        chat, name = chats.get(each), brief(names[each])
        where = (chat.address, chat.away_since) if chat else (None, None)
        found[each] = Decider(each, name, *where)
    return found


def unseen(region: Region, decider: Decider) -> Markup | None:
    """Why nobody sees what was filed, and who can mend that; None where it was seen."""
    if decider.reached:
        return None
    if decider.person is None:
        text = Markup("Belum ada yang ditunjuk untuk memutuskannya. Hubungi {}.")
        return text.format(region.contact)
    how = "sedang tidak terhubung" if decider.chat else "belum terhubung"
    text = Markup("Yang memutuskan {}, tetapi {}. Beri tahu {}.")
    return text.format(decider.name, how, region.contact)
