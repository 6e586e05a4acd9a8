"""`hadir migrate`, `dead-letters`, `serve`: what keeps the house running."""

import asyncio
import errno
from collections import Counter
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.context import CliContext, CliError, carry_out, context_of, database, transaction
from bot.runtime.regions import load_regions
from bot.runtime.settings import SampleData
from bot.runtime.tables import Tables, UnfitTables
from db.messages import inbox
from db.messages.inbox import Letter
from db.schema import Stage

Retry = Annotated[list[str] | None, typer.Option("--retry", metavar="UPDATE", help="Coba lagi")]
RetryAll = Annotated[bool, typer.Option("--retry-all", help="Coba lagi semuanya")]
Polling = Annotated[bool, typer.Option("--polling", help="Tanpa webhook, untuk mencoba")]


def migrate(ctx: typer.Context) -> None:
    """Siapkan basis data, atau perbarui tabelnya."""
    cli = context_of(ctx)
    carry_out(_migrate(cli))
    cli.say("Basis data siap.")


async def _migrate(cli: CliContext) -> None:
    """Never from a newer release back, and only what is right in the end is called ready."""
    from db.migrations import upgrade  # noqa: PLC0415 - only this command needs Alembic

    async with database(cli) as engine:
        before = await Tables(engine).look()
    if before.stage is Stage.NEWER:
        raise UnfitTables(before)
    # Alembic starts a loop of its own, for which a thread of its own is the place.
    await asyncio.to_thread(upgrade, cli.settings.database_url)
    async with database(cli) as engine:
        await Tables(engine).check()


def dead_letters(ctx: typer.Context, retry: Retry = None, *, retry_all: RetryAll = False) -> None:
    """Lihat pesan yang gagal diolah karena gangguan, dan coba lagi."""
    cli = context_of(ctx)
    carry_out(_dead_letters(cli, frozenset(retry or ()), retry_all=retry_all))


async def _dead_letters(cli: CliContext, wanted: frozenset[str], *, retry_all: bool) -> None:
    async with transaction(cli) as db:
        letters = await inbox.dead_letters(db)
    if not wanted and not retry_all:
        _list(cli, letters)
        return
    chosen = [letter for letter in letters if retry_all or letter.update in wanted]
    if missing := wanted - {letter.update for letter in chosen}:
        raise CliError(f"Tidak ada di daftar: {', '.join(sorted(missing))}.")
    await _retry(cli, chosen)


async def _retry(cli: CliContext, letters: list[Letter]) -> None:
    from bot.composition import open_channels  # noqa: PLC0415 - the whole service, which lists do not need
    from bot.runtime.delivery import Outcome  # noqa: PLC0415
    from bot.runtime.service import retry  # noqa: PLC0415

    outcomes = Counter(await retry(cli.settings, open_channels(cli.settings), letters))
    done, late, away = (
        outcomes[each] for each in (Outcome.DONE, Outcome.NOTHING, Outcome.UNAVAILABLE)
    )
    cli.say(f"{done} dari {len(letters)} pesan berhasil diolah.")
    if late:
        cli.say(
            f"{late} tidak menghasilkan apa-apa: chat-nya sudah berlanjut. Pengirimnya diberi tahu "
            "dan pesannya dikeluarkan dari daftar."
        )
    if away:
        cli.say(f"{away} belum bisa: basis data atau tempat berkas tidak terjangkau. Coba lagi.")
    if failed := outcomes[Outcome.DEAD]:
        cli.say(f"{failed} gagal lagi; sebabnya ada di: hadir dead-letters")
    if done < len(letters):
        raise typer.Exit(1)


def _list(cli: CliContext, letters: Sequence[Letter]) -> None:
    if not letters:
        cli.say("Tidak ada pesan yang gagal.")
        return
    table = Table("daerah", "kanal", "update", "diterima (UTC)", "sebab")
    for letter in letters:
        received = f"{letter.received_at:%Y-%m-%d %H:%M:%S}"
        shown = (letter.region, letter.channel, letter.update, received, letter.cause)
        table.add_row(*(Text(cell) for cell in shown))
    cli.console.print(table)


def serve(ctx: typer.Context, *, polling: Polling = False) -> None:
    """Jalankan bot."""
    carry_out(_serve(context_of(ctx), polling=polling))


async def _serve(cli: CliContext, *, polling: bool) -> None:
    from bot.composition import open_channels  # noqa: PLC0415 - the whole service
    from bot.runtime.service import serve as run  # noqa: PLC0415
    from bot.runtime.service import unknown_regions  # noqa: PLC0415

    settings, regions = cli.settings, load_regions(cli.settings.regions)
    channels = open_channels(settings)
    samples = [name for name, region in regions.items() if region.samples]
    if samples and settings.data_contoh is not SampleData.ALLOWED:
        raise CliError(
            f"Berkas daerah {', '.join(samples)} masih berisi data contoh; lihat: hadir check. "
            "Untuk mencoba saja: HADIR_DATA_CONTOH=ya"
        )
    if unknown := unknown_regions(channels, regions):
        raise CliError(f"Ada bot tanpa berkas daerah: {', '.join(sorted(unknown))}.")
    try:
        await run(settings, channels, polling=polling)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise CliError(f"Port {settings.port} sudah dipakai; pilih HADIR_PORT lain.") from None
