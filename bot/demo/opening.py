"""How the page opens: both towns imported, nearly everybody connected, a Monday at 06.20."""

import asyncio
import io
import shlex
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, redirect_stdout, suppress
from pathlib import Path

from bot.demo import scenes, terminal
from bot.demo.act import Read
from bot.demo.phone import Phone, carry_out
from bot.demo.show import Show
from bot.demo.stage import Stage, letters, open_stage

# They join by the page itself, so that whoever tries it sees how that goes.
NEWCOMERS = frozenset({"199912302025042001", "200001152025041002"})
STRANGER, STRANGERS_PHONE = "Orang Asing", "+6285700000000"


@asynccontextmanager
async def opened(directory: Path) -> AsyncIterator[Show]:
    """The show in a directory of its own, with its clock running."""
    async with open_stage(directory, scenes.DAWN) as stage:
        show = await _furnished(stage)
        stage.at(scenes.MONDAY, "06.20", "bulungan")
        stage.clock.run()
        watching = asyncio.create_task(show.watch())
        try:
            yield show
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching  # what it has open is closed before the database is


async def greeting(show: Show, phone: Phone) -> str:
    """What START sends: with the code of an invitation, as the operator's letter has it."""
    resident = show.people.get((phone.region, phone.nip))
    if resident is None or resident.joined:
        return "/start"
    file = show.stage.directory / f"surat-{resident.nip}.csv"
    file.unlink(missing_ok=True)
    line = f"activate {resident.region} {resident.nip} --csv {shlex.quote(str(file))}"
    code, printed = await asyncio.to_thread(terminal.typed, show.stage.desk, line)
    if code:
        raise RuntimeError(printed)
    (letter,) = letters(file)
    return f"/start {letter['kode']}"


async def _furnished(stage: Stage) -> Show:
    show = Show(stage)
    with redirect_stdout(io.StringIO()):  # what the commands print is for the scripted run
        await scenes.imports(stage)
        await show.look_around()
        for region in stage.service.app.regions:
            show.give(region, "", STRANGER, STRANGERS_PHONE)
            await _connect(show, region)
    for phone in show.phones.values():
        await carry_out(phone, Read(), show.phones)
    await show.look_around()
    return show


async def _connect(show: Show, region: str) -> None:
    """Everybody but the newcomers goes through the registration, each in their own chat."""
    codes = await show.stage.codes(region)
    await asyncio.gather(
        *(
            show.stage.activate(
                phone.talk, codes[phone.nip], show.people[region, phone.nip].kind, phone.nip
            )
            for phone in show.phones.values()
            if phone.region == region and phone.nip in codes.keys() - NEWCOMERS
        )
    )
    if show.stage.broken:
        raise RuntimeError("; ".join(show.stage.broken))
