"""Who holds a right over an office today: whom a card goes to, and whether a tap may decide."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import Role
from core.organisation.authority import LOCAL, Right
from core.organisation.office import wholes
from db.people import authority, binding, status
from db.people.authority import Holder
from handlers.chat.notification import Notification
from handlers.usecases.act import Act
from handlers.usecases.refusal import Refused

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
    found = await of_right(act.db, act.region.code, right, office, act.today)
    asked = [each for each in found if each.employee != but]
    await tell(act, [each.employee for each in asked], told)
    return asked


async def tell(act: Act, whom: Iterable[UUID], told: Notification) -> None:
    """Tell some people the same, each once; who is bound to no chat reads it nowhere."""
    each_once = list(dict.fromkeys(whom))
    to = await binding.addresses_of(act.db, act.region.code, each_once)
    for each in each_once:
        act.tell(to.get(each), told)


async def of_right(
    db: AsyncConnection, region: str, right: Right, office: str | None, day: date
) -> list[Holder]:
    """By name. Of a role that ends where its office does only those of the nearest one."""
    above = wholes(office, await status.fetch_parents(db, region))
    found: dict[UUID, Holder] = {}
    for role in right.on(day).value or ():
        for each in await _of_role(db, region, role, above, day):
            found.setdefault(each.employee, each)
    return sorted(found.values(), key=lambda each: each.name.casefold())


async def _of_role(
    db: AsyncConnection, region: str, role: Role, above: tuple[str, ...], day: date
) -> list[Holder]:
    held = await authority.holders(db, region, role, None, day)
    if role not in LOCAL:
        return [each for each in held if each.office is None or each.office in above]
    offices = {each.office for each in held}
    nearest = next((each for each in above if each in offices), None)
    return [each for each in held if each.office == nearest] if nearest else []
