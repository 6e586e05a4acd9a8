"""Alarms about cases whose decider cannot be reached."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.route import Decider
from core.organisation.region import Region
from db.records import audit
from handlers.approvals.kind import Card
from handlers.chat.screen import CLOSED

ACTION = f"{audit.ALARM}atasan tidak bisa dihubungi"
AGAIN = timedelta(days=7)  # as long as something waits, once in so many days
ACTOR = "sistem"


async def alarm(db: AsyncConnection, region: Region, cards: Sequence[Card], now: datetime) -> None:
    """Note who decides something that waits and cannot be reached, for `hadir audit --alarm`."""
    for decider in _unreached(cards):
        if decider.person is None:
            continue  # `hadir verifikator` lists those for whom nobody is named
        known = await audit.count_since(db, region.code, decider.person, ACTION, now - AGAIN)
        if not known:
            since = decider.away_since.isoformat() if decider.away_since else None
            await audit.note(
                db,
                region=region.code,
                at=now,
                actor=ACTOR,
                action=ACTION,
                employee=decider.person,
                detail={"sejak": since, "terhubung": decider.chat is not None},
            )


def _unreached(cards: Sequence[Card]) -> dict[Decider, None]:
    """Of several who may decide one that can be reached is enough."""
    waiting = (card for card in cards if card.as_of not in {CLOSED, ""})
    alone = (card for card in waiting if all(each.reached is None for each in card.deciders))
    return dict.fromkeys(each.decider for each in alone)
