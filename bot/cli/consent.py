"""Days that are over and that an act changes: shown, and asked about before they are changed.

The question is put after the act was taken back, so that nobody waits at a gate for the answer;
then the act is done again, and must come to the same.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.context import CliContext, CliError
from core.month.past_days import KEPT, PastDays
from handlers.chat.format import grouped
from handlers.texts.past_days import describe_day

T = TypeVar("T")

AGREED = frozenset({"y", "ya"})
SCREEN_LINES = 20  # nobody reads more there; in a pipe there are all that are kept

Yes = Annotated[
    bool, typer.Option("--ya", help="Setujui perubahan hari yang sudah lewat tanpa ditanya")
]


class NotAgreedError(CliError):
    """The act changes days that are over, and nobody has agreed to just that yet."""

    def __init__(self, digest: str) -> None:
        super().__init__(
            "Tidak ada yang disimpan: hari yang sudah lewat berubah. Periksa daftarnya. Bila "
            "sudah benar, ulangi perintah ini dengan --ya."
        )
        self.digest = digest


@dataclass(frozen=True, slots=True)
class Consent:
    """To any change of days of an open month, or to the very one that was shown."""

    given: bool = False
    shown: str | None = None

    def to(self, cli: CliContext, found: PastDays) -> None:
        """Show what changes, once; without consent to it NotAgreedError ends the transaction."""
        if not found.open or self.shown == found.digest:
            return
        _show(cli, found)
        if not self.given:
            raise NotAgreedError(found.digest)


async def agreed(act: Callable[[Consent], Awaitable[T]], *, yes: bool) -> T:
    """Carry out an act that changes days; where it has to be agreed to, a second time."""
    try:
        return await act(Consent(given=yes))
    except NotAgreedError as asked:
        if not interactive():
            raise
        digest = asked.digest
    answer = await asyncio.to_thread(input, "Lanjutkan? [y/T] ")
    if answer.strip().casefold() not in AGREED:
        raise CliError("Dibatalkan; tidak ada yang disimpan.")
    return await act(Consent(shown=digest))


def interactive() -> bool:
    """Whether somebody sits there who could answer."""
    return sys.stdin.isatty()


def _show(cli: CliContext, found: PastDays) -> None:
    """Who, which day, what it was and what it becomes."""
    most = SCREEN_LINES if cli.console.is_terminal else KEPT
    made = Table("tanggal", "pegawai", "sebelum", "sesudah")
    for each in found.first_open[:most]:
        cells = (
            str(each.turn.date),
            each.name,
            describe_day(each.turn.before),
            describe_day(each.turn.after),
        )
        made.add_row(*(Text(cell) for cell in cells))
    cli.console.print(made)
    days = found.open.total()
    if (more := days - most) > 0:
        cli.say(f"… dan {grouped(more)} hari lain.")
    counted = f"{grouped(days)} hari dari {grouped(len(found.people))} pegawai"
    cli.say(f"Perhatian: {counted} yang sudah lewat berubah seperti di atas.")
