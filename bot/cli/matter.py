"""One act on one employee: by whose right, what of it is told, and the trace that it leaves."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli.authority import acting, one, require
from bot.cli.desk import Desk, region_of, transaction
from bot.cli.effect import Act
from bot.runtime.reply_codec import pack
from core.organisation.address import Address
from core.organisation.authority import Authority, Right
from core.organisation.region import Region
from db.messages import outbox
from db.people import binding
from db.people.status import Member
from db.records import audit
from db.records.audit import Change
from handlers.chat.reply import Outgoing, Priority, Reply


@dataclass(frozen=True, slots=True)
class Matter:
    """Where, about whom, when; in a transaction."""

    db: AsyncConnection
    region: Region
    member: Member
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(self.region.zone).date()

    async def authorised(self, by: str | None, right: Right) -> tuple[Authority, str]:
        """Who acts, with the article; Problem where it is not theirs to act on this employee."""
        actor = await acting(self.db, self.region, self.today, by)
        act = f"atas {self.member.name}"
        return actor, require(actor, right, self.member.office, act=act)

    def act(self, desk: Desk, actor: Authority) -> Act:
        """For `effect.weigh`, once it is written."""
        return Act(desk, self.db, self.region, self.now, actor.name, self.member.employee)

    async def address(self) -> Address | None:
        return await binding.address_of(self.db, self.region.code, self.member.employee)

    async def tell(self, to: Address | None, reply: Reply) -> None:
        """Tell the person; the running service sends it."""
        if to is not None:
            await outbox.put(self.db, [pack(Outgoing(to, reply, Priority.CARD))], self.now)

    async def note(
        self,
        actor: str,
        action: str,
        *,
        changes: Sequence[Change] = (),
        **detail: Any,  # noqa: ANN401 - JSON
    ) -> None:
        await audit.note(
            self.db,
            region=self.region.code,
            at=self.now,
            actor=actor,
            action=action,
            employee=self.member.employee,
            detail=detail,
            changes=changes,
        )


@asynccontextmanager
async def matter_of(desk: Desk, code: str, nip: str) -> AsyncIterator[Matter]:
    """Problem where nobody is so called; what was begun is taken back after any error."""
    region, now = region_of(desk, code), desk.clock.now()
    async with transaction(desk) as db:
        member = await one(db, region, now.astimezone(region.zone).date(), nip)
        yield Matter(db, region, member, now)
