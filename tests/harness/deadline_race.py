"""Silence decides at the very moment in which a superior taps."""

import asyncio
import random
import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.sandbox.model import Message
from bot.sandbox.talk import PersonChat
from core.approvals.case import State
from db.messages.conversation import conversation
from db.records.activity import activity
from tests.faults.superior import Superior
from tests.harness.town_process import Town
from tests.patience import PATIENCE

EVERY = 1.5  # seconds
SOON = 0.6  # seconds at most until the chosen one falls due
# Enough for the taps to have arrived, and all of them before the law decides.
HELD = timedelta(seconds=1)

_WORDS = re.compile(r"Laporan \d+-\d+")
_WAITING = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")


async def fall_silent(town: Town, superiors: Sequence[Superior], chance: random.Random) -> None:
    """Again and again: what somebody is about to approve falls due, until this is cancelled."""
    while True:
        await asyncio.sleep(EVERY)
        superior = chance.choice(superiors)
        cards = [card for card in superior.cards() if words_of(card)]
        if not cards:
            continue
        card, wait = chance.choice(cards), chance.uniform(0, SOON)
        now = town.sandbox.world.clock.now()
        await fall_due(town.engine, words_of(card), now + timedelta(seconds=wait))
        await asyncio.sleep(max(0.0, wait + chance.uniform(-0.1, 0.1)))
        shown = superior.chat.chat.messages[card.id]
        if "Setujui" in shown.buttons:
            await superior.chat.tap("Setujui", shown)


def words_of(card: Message) -> list[str]:
    return _WORDS.findall(card.text)


async def fall_due(engine: AsyncEngine, words: Collection[str], at: datetime) -> None:
    """The clock of the law cannot be hurried, so what is undecided gets an earlier deadline."""
    these = (activity.c.description.in_(words), activity.c.state.is_(None))
    async with engine.begin() as db:
        await db.execute(sa.update(activity).where(*these).values(due_at=at))


async def silence_first(town: Town, superiors: Sequence[Superior], words: Collection[str]) -> None:
    """All tap in time, but silence is written down before their taps are handled.

    The taps have arrived and wait for their chats, which are held here until the sweep was
    there: nothing but compare-and-set tells them that they come second.
    """
    chats = [str(each.chat.chat.id) for each in superiors]
    held = sa.select(conversation.c.address).where(conversation.c.address.in_(chats))
    async with town.engine.begin() as db:
        assert len((await db.execute(held.with_for_update())).all()) == len(superiors)
        taps = [await each.chat.tap("Setujui", _card(each.chat, words)) for each in superiors]
        await _until(town.engine, _WAITING, 1)
        await fall_due(town.engine, words, town.sandbox.world.clock.now() + HELD)
        deemed = activity.c.state == State.DEEMED_APPROVED.value
        lapsed = sa.select(sa.func.count()).where(activity.c.description.in_(words), deemed)
        await _until(town.engine, lapsed, len(words))
    for superior, tap in zip(superiors, taps, strict=True):
        await superior.answered(tap)


def _card(chat: PersonChat, words: Collection[str]) -> Message:
    return next(
        message
        for message in chat.messages
        if "Setujui" in message.buttons and set(words_of(message)) & set(words)
    )


async def _until(engine: AsyncEngine, count: sa.Executable, least: int) -> None:
    async with engine.connect() as connection, asyncio.timeout(PATIENCE):
        db = await connection.execution_options(isolation_level="AUTOCOMMIT")
        while (await db.execute(count)).scalar_one() < least:  # noqa: ASYNC110 - a table rings no bell
            await asyncio.sleep(0.02)
