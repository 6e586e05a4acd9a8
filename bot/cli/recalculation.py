"""Deadlines reckoned anew after an act at the console, and which of them could not be."""

from dataclasses import dataclass, field
from uuid import UUID

from bot.cli.context import CliContext, database
from core.organisation.region import Region
from db.records import deadline_recalculation, outage


@dataclass(frozen=True, slots=True)
class Unreckoned:
    """Deadlines that a recount had to leave as they were."""

    causes: dict[UUID, Exception] = field(default_factory=dict)

    def add(self, row: UUID, error: Exception) -> None:
        self.causes[row] = error

    def tell(self, cli: CliContext) -> None:
        for row, error in self.causes.items():
            cli.say(f"Tenggat {row} tidak dapat dihitung ulang dan tetap seperti semula: {error}")


async def recount(cli: CliContext, region: Region) -> None:
    """After the commit, batch by batch; whole again when the command is repeated."""
    now, unreckoned = cli.clock.now(), Unreckoned()
    async with database(cli) as engine:
        stopping = outage.stopping
        moved = await deadline_recalculation.requests(
            engine, region, now, stopping, failed=unreckoned.add
        )
    cli.say(f"{moved} tenggat verifikasi izin dihitung ulang.")
    unreckoned.tell(cli)
