"""Two people with phones, before a bot that only collects what it is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.demo.act import Act
from bot.demo.phone import Phone, carry_out
from bot.runtime.clock import VirtualClock
from bot.sandbox.bots import SandboxBot
from bot.sandbox.server import Sandbox
from tests.office import OFFICE, wita

MORNING = wita("2026-04-06", "07.24")
SARIS_PLACE = (2.84, 117.36)


@dataclass(frozen=True, slots=True)
class Pair:
    """Budi, of whom the tests tell, and Sari, somebody else."""

    clock: VirtualClock
    bot: SandboxBot
    budi: Phone
    sari: Phone

    @property
    def phones(self) -> Mapping[str, Phone]:
        return {phone.key: phone for phone in (self.budi, self.sari)}

    async def do(self, *acts: Act) -> None:
        for act in acts:
            await carry_out(self.budi, act, self.phones)

    @property
    def received(self) -> list[dict[str, Any]]:
        """What the bot was told, each with its kind: message, edited_message, …"""
        return [update.wire() for update in self.bot.updates.waiting.values()]

    @property
    def last(self) -> dict[str, Any]:
        """The newest message that the bot was told of, new or edited."""
        told = self.received[-1]
        found: dict[str, Any] = told.get("message") or told["edited_message"]
        return found


def pair() -> Pair:
    clock = VirtualClock(MORNING)
    sandbox = Sandbox(clock)
    bot = sandbox.add_bot("700000001:secret", "hadir_bot")
    people = (
        ("Budi", "+6281350000002", "199003152015031002", OFFICE),
        ("Sari", "+6281350000001", "197805122003122004", SARIS_PLACE),
    )
    budi, sari = (
        Phone("bulungan", nip, sandbox.person(name, phone=number).open(bot), at)
        for name, number, nip, at in people
    )
    return Pair(clock, bot, budi, sari)
