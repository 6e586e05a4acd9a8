"""What every act of an administrator is given, by the console and by a conversation alike."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from core.organisation.authority import Authority, Right
from core.organisation.region import Region
from db.people.status import Member
from db.records import audit
from db.records.audit import Change
from handlers.chat.context import Context
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.usecases import authority, closing, people


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, when, and the transaction that keeps all of it or, after a `Refused`, nothing.

    `told` is what people are to read of it; whoever opened the transaction sends it after the
    commit.
    """

    db: AsyncConnection
    region: Region
    now: datetime
    by: Authority
    told: list[Outgoing] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The local date on which it is done."""
        return self.now.astimezone(self.region.zone).date()

    async def employee(self, nip: str) -> Member:
        """Whom it is about, also one who is gone by now; `Refused` where there is none."""
        return await people.one(self.db, self.region, self.today, nip)

    async def subject(self, nip: str, right: Right) -> "Subject":
        """The same, and the article that gives whoever acts the right over them."""
        member = await self.employee(nip)
        return Subject(member, self.require(right, member.office, act=f"atas {member.name}"))

    def require(self, right: Right, *offices: str | None, act: str) -> str:
        """The article that gives the right over these offices; `Refused` with it otherwise."""
        return authority.require(self.by, right, *offices, act=act)

    def tell(self, to: Address | None, told: Notification) -> None:
        """Tell a person, who may be bound to no chat."""
        if to is not None:
            self.told.append(Outgoing(to, told, Priority.CARD))

    async def note(
        self,
        action: str,
        detail: Mapping[str, Any],
        *,
        about: UUID | None = None,
        changes: Sequence[Change] = (),
    ) -> None:
        """Append its line to the audit: what was done to whom, why, and what was before."""
        await audit.note(
            self.db,
            region=self.region.code,
            at=self.now,
            actor=self.by.name,
            action=action,
            employee=about,
            detail=dict(detail),
            changes=changes,
        )


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom something was done to, and the article that gives the right to it."""

    member: Member
    article: str


@asynccontextmanager
async def in_chat(ctx: Context) -> AsyncIterator[Act]:
    """An act of the person who writes; what a refusal leaves behind is taken back.

    What is handled again later, from a dead letter, is done then (AMB-55).
    """
    now = closing.written_at(ctx)
    day = now.astimezone(ctx.zone).date()
    async with ctx.db.begin_nested():
        by = await authority.acting(ctx.db, ctx.region, day, ctx.someone.nip)
        act = Act(ctx.db, ctx.region, now, by)
        yield act
    ctx.others.extend(act.told)
