"""The way of a request: who decides it, who does once it has gone up, and how that is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.region import Region
from db.records.request import Request
from handlers.approvals import reach, verifier
from handlers.approvals.reach import NOBODY, Decider


@dataclass(frozen=True, slots=True)
class Route:
    """Who decides a request first, and who once it has gone up; `now` is one of the two.

    Where nobody else could decide, the one after is the first again.
    """

    first: Decider = NOBODY
    up: Decider = NOBODY
    escalated: bool = False

    @property
    def now(self) -> Decider:
        return self.up if self.escalated else self.first

    @property
    def goes_on(self) -> bool:
        """Whether silence brings it to somebody else."""
        return self.up.person not in {None, self.first.person}


async def of(
    db: AsyncConnection, region: Region, requests: Sequence[Request], now: datetime
) -> dict[UUID, Route]:
    """The way of each of these requests, as it is at an instant."""
    found = await verifier.deciders(db, region, requests, now)
    people = {who for each in found.values() for who in (each.first, each.up)}
    deciders = await reach.of(db, region, people)
    return {
        id_: Route(deciders[each.first], deciders[each.up], each.escalated)
        for id_, each in found.items()
    }


def gone_up(route: Route | None) -> str:
    """To whom it went, by name, or that it stays where it was because nobody is above."""
    if route is None:
        return "jadi diteruskan"
    if route.up.person is None:
        return "dan belum ada yang ditunjuk untuk memutuskannya"
    if not route.goes_on:
        return f"dan tetap menunggu {route.up.name}, karena tidak ada pejabat lain di atasnya"
    return f"jadi diteruskan ke {route.up.name}"


def after_silence(region: Region, request: Request, route: Route) -> str:
    """What becomes of it when its limit passes, by what it was filed under."""
    match verifier.terms_of(region, request).lapse.value:
        case "eskalasi_atasan" | "eskalasi_kepala" if route.goes_on:
            return f"diteruskan ke {route.up.name}"
        case "dianggap_disetujui":
            return "dianggap disetujui"
        case "gugur":
            return "gugur"
        case _:
            return "tetap menunggu"
