"""Deadlines reckoned anew after an act at the console, and which of them could not be."""

from dataclasses import dataclass, field
from uuid import UUID

from bot.cli.context import CliContext, database
from core.organisation.region import Region
from db.records import recalculation


@dataclass(frozen=True, slots=True)
class Unreckoned:
    """Deadlines that had to stay as they were."""

    causes: dict[UUID, Exception] = field(default_factory=dict)

    def add(self, row: UUID, error: Exception) -> None:
        self.causes[row] = error

    def tell(self, cli: CliContext) -> None:
        for row, error in self.causes.items():
            cli.say(f"Tenggat {row} tidak dapat dihitung ulang dan tetap seperti semula: {error}")


async def recalculate(cli: CliContext, region: Region, unreckoned: Unreckoned) -> int:
    """What the act asked for, at once; gives how many have moved. The service would do it, too."""
    async with database(cli) as engine:
        return await recalculation.carry_out(engine, region, cli.clock.now(), unreckoned.add)


async def recalculate_and_tell(cli: CliContext, region: Region) -> None:
    """The same of requests alone, told in a line."""
    unreckoned = Unreckoned()
    moved = await recalculate(cli, region, unreckoned)
    cli.say(f"{moved} tenggat verifikasi izin dihitung ulang.")
    unreckoned.tell(cli)
