"""An act at the console: who acts, in one transaction whose messages the running service sends."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.cli.context import CliContext, region_of, transaction
from bot.runtime import outgoing
from handlers.usecases import authority
from handlers.usecases.act import Act


@asynccontextmanager
async def acting(
    cli: CliContext, code: str, by: str | None, *, keep: bool = True
) -> AsyncIterator[Act]:
    """By whom `--oleh` names, or the console; what was begun is taken back after any error."""
    region, now = region_of(cli, code), cli.clock.now()
    async with transaction(cli, keep=keep) as db:
        today = now.astimezone(region.zone).date()
        act = Act(db, region, now, await authority.acting(db, region, today, by))
        yield act
        await outgoing.put(db, act.told, now)
