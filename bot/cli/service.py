"""`hadir migrate`, `dead-letters`, `serve`: what keeps the house running."""

import asyncio
import errno
from collections import Counter
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.desk import Desk, Problem, carry_out, database, desk_of, transaction
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
    desk = desk_of(ctx)
    carry_out(_migrate(desk))
    desk.say("Basis data siap.")


async def _migrate(desk: Desk) -> None:
    """Never from a newer release back, and only what is right in the end is called ready."""
    from db.migrations import upgrade  # noqa: PLC0415 - only this command needs Alembic

    async with database(desk) as engine:
        before = await Tables(engine).look()
    if before.stage is Stage.NEWER:
        raise UnfitTables(before)
    # Alembic starts a loop of its own, for which a thread of its own is the place.
    await asyncio.to_thread(upgrade, desk.settings.database_url)
    async with database(desk) as engine:
        await Tables(engine).check()


def dead_letters(ctx: typer.Context, retry: Retry = None, *, retry_all: RetryAll = False) -> None:
    """Lihat pesan yang gagal diolah karena gangguan, dan coba lagi."""
    desk = desk_of(ctx)
    carry_out(_dead_letters(desk, frozenset(retry or ()), retry_all=retry_all))


async def _dead_letters(desk: Desk, wanted: frozenset[str], *, retry_all: bool) -> None:
    async with transaction(desk) as db:
        letters = await inbox.dead_letters(db)
    if not wanted and not retry_all:
        _list(desk, letters)
        return
    chosen = [letter for letter in letters if retry_all or letter.update in wanted]
    if missing := wanted - {letter.update for letter in chosen}:
        raise Problem(f"Tidak ada di daftar: {', '.join(sorted(missing))}.")
    await _retry(desk, chosen)


async def _retry(desk: Desk, letters: list[Letter]) -> None:
    from bot.composition import open_channels  # noqa: PLC0415 - the whole service, which lists do not need
    from bot.runtime.delivery import Outcome  # noqa: PLC0415
    from bot.runtime.service import retry  # noqa: PLC0415

    outcomes = Counter(await retry(desk.settings, open_channels(desk.settings), letters))
    done, late, away = (
        outcomes[each] for each in (Outcome.DONE, Outcome.NOTHING, Outcome.UNAVAILABLE)
    )
    desk.say(f"{done} dari {len(letters)} pesan berhasil diolah.")
    if late:
        desk.say(
            f"{late} tidak menghasilkan apa-apa: chat-nya sudah berlanjut. Pengirimnya diberi tahu "
            "dan pesannya dikeluarkan dari daftar."
        )
    if away:
        desk.say(f"{away} belum bisa: basis data atau tempat berkas tidak terjangkau. Coba lagi.")
    if failed := outcomes[Outcome.DEAD]:
        desk.say(f"{failed} gagal lagi; sebabnya ada di: hadir dead-letters")
    if done < len(letters):
        raise typer.Exit(1)


def _list(desk: Desk, letters: Sequence[Letter]) -> None:
    if not letters:
        desk.say("Tidak ada pesan yang gagal.")
        return
    table = Table("daerah", "kanal", "update", "diterima (UTC)", "sebab")
    for letter in letters:
        received = f"{letter.received_at:%Y-%m-%d %H:%M:%S}"
        shown = (letter.region, letter.channel, letter.update, received, letter.cause)
        table.add_row(*(Text(cell) for cell in shown))
    desk.console.print(table)


def serve(ctx: typer.Context, *, polling: Polling = False) -> None:
    """Jalankan bot."""
    carry_out(_serve(desk_of(ctx), polling=polling))


async def _serve(desk: Desk, *, polling: bool) -> None:
    from bot.composition import open_channels  # noqa: PLC0415 - the whole service
    from bot.runtime.service import serve as run  # noqa: PLC0415
    from bot.runtime.service import unknown_regions  # noqa: PLC0415

    settings, regions = desk.settings, load_regions(desk.settings.regions)
    channels = open_channels(settings)
    samples = [name for name, region in regions.items() if region.samples]
    if samples and settings.data_contoh is not SampleData.ALLOWED:
        raise Problem(
            f"Berkas daerah {', '.join(samples)} masih berisi data contoh; lihat: hadir check. "
            "Untuk mencoba saja: HADIR_DATA_CONTOH=ya"
        )
    if unknown := unknown_regions(channels, regions):
        raise Problem(f"Ada bot tanpa berkas daerah: {', '.join(sorted(unknown))}.")
    try:
        await run(settings, channels, polling=polling)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise Problem(f"Port {settings.port} sudah dipakai; pilih HADIR_PORT lain.") from None
