"""Who holds a right over an office today: whom a card goes to, and whether a tap may decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.authority import LOCAL, Right
from core.organisation.region import Region
from db.people import binding, status
from handlers.chat.notification import Notification
from handlers.usecases.act import Act
from handlers.usecases.entitled import entitled
from handlers.usecases.refusal import Refused


@dataclass(frozen=True, slots=True)
class Holder:
    """Who may decide by a right."""

    employee: UUID
    name: str


NOT_YOURS = "Keputusan ini tidak di tangan Anda hari ini."


def decides(act: Act, right: Right, office: str | None) -> str:
    """The article that lets whoever taps a card decide; `Refused` to anybody else."""
    if act.by.denied(right, office):
        raise Refused(NOT_YOURS)
    return right.on(act.today).citation


async def ask(
    act: Act, right: Right, office: str | None, told: Notification, *, but: UUID | None = None
) -> list[Holder]:
    """Send a card to whoever holds a right, `but` one; gives whom it is asked of."""
    found = await of_right(act.db, act.region, right, office, act.today)
    asked = [each for each in found if each.employee != but]
    await tell(act, [each.employee for each in asked], told)
    return asked


async def tell(act: Act, whom: Iterable[UUID], told: Notification) -> frozenset[UUID]:
    """Tell some people the same, each once; gives whom it reaches: those bound to a chat."""
    each_once = list(dict.fromkeys(whom))
    to = await binding.addresses_of(act.db, act.region.code, each_once)
    for each in each_once:
        act.tell(to.get(each), told)
    return frozenset(to)


async def of_right(
    db: AsyncConnection, region: Region, right: Right, office: str | None, day: date
) -> list[Holder]:
    """Who may decide that day, by name: whoever stands in for a head, and nobody who has left.

    Of a role that ends where its office does only those of the nearest one.
    """
    found: dict[UUID, None] = {}
    for role in right.on(day).value or ():
        groups = await entitled(db, region, right, office, day, role=role)
        for group in groups[:1] if role in LOCAL else groups:
            found |= dict.fromkeys(group)
    names = await status.fetch_names(db, region.code, found)
    held = [Holder(each, names[each]) for each in found]
    return sorted(held, key=lambda each: each.name.casefold())
