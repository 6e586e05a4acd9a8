"""Superiors at their phones, who decide every card that they are shown."""

import asyncio
import random
from dataclasses import dataclass

from bot.sandbox.model import Message
from bot.sandbox.talk import PersonChat
from bot.sandbox.tap import Tap
from handlers.approvals.decision import LOST
from handlers.texts.activity_card import REASONS
from tests.faults.courier import Courier
from tests.faults.staff import patiently
from tests.patience import PATIENCE

READING = 1.0  # seconds at most before a card is decided
VERBS = ("Setujui", "Tolak", "Satu per satu")
QUESTION = "Apa alasannya?"


@dataclass(slots=True)
class Superior:
    """Decides whatever card is on the screen, and presses twice where nothing seems to happen."""

    chat: PersonChat
    chance: random.Random
    courier: Courier

    def cards(self) -> list[Message]:
        return [each for each in self.chat.messages if _open(each)]

    async def decide(self, closing: asyncio.Event) -> None:
        """Until the office closes and nothing on the screen is left to decide."""
        while (cards := self.cards()) or not closing.is_set():
            await asyncio.sleep(self.chance.uniform(0, READING) if cards else 0.1)
            if cards:
                await self._press(self.chance.choice(cards).id)

    async def _press(self, message: int) -> None:
        card = self.chat.chat.messages[message]
        verbs = [label for label in card.buttons if label.startswith(VERBS)]
        if not _open(card):
            return  # it was changed while it was read
        label = self.chance.choice(verbs)
        if label == "Tolak":
            await self._reject(card)
        else:
            times = self.chance.choice((1, 1, 2))
            taps = [await self.chat.tap(label, card) for _ in range(times)]
            for tap in taps:
                await self.answered(tap)

    async def _reject(self, card: Message) -> None:
        before = self.chat.chat.spoken
        await self.chat.tap("Tolak", card)
        await patiently(self.chat, lambda: self._reads(before), QUESTION)
        asked = self.chat.last
        if QUESTION not in asked.text:
            return
        reason = self.chance.choice(REASONS)
        if reason in asked.buttons and self.chance.random() < 0.5:
            await self.answered(await self.chat.tap(reason, asked))
        else:
            await self._say(reason)

    async def answered(self, tap: Tap) -> None:
        await patiently(self.chat, lambda: tap.toast is not None, "the answer to a tap")

    def _reads(self, before: int) -> bool:
        heard = self.chat.chat.spoken > before
        return heard and any(words in self.chat.last.text for words in (QUESTION, LOST))

    async def _say(self, reason: str) -> None:
        """Wait for the acknowledgement: taps come in a lane of their own and would overtake it."""
        await self.chat.say(reason)
        update = self.chat.bot.updates.next_id - 1
        async with asyncio.timeout(PATIENCE):
            while update not in self.courier.acked:  # noqa: ASYNC110 - the courier rings no bell
                await asyncio.sleep(0.02)


def _open(message: Message) -> bool:
    return any(label.startswith("Setujui") for label in message.buttons)
