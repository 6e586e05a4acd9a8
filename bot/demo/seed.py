"""How the page opens: both towns imported, nearly everybody connected, a Monday at 06.20."""

import asyncio
import io
import shlex
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, redirect_stdout, suppress
from pathlib import Path

from bot.demo import scenes, terminal
from bot.demo.act import Read
from bot.demo.environment import Environment, letters, open_stage
from bot.demo.phone import Phone, carry_out
from bot.demo.session import Session

# They join by the page itself, so that whoever tries it sees how that goes.
NEWCOMERS = frozenset({"199912302025042001", "200001152025041002"})
STRANGER, STRANGERS_PHONE = "Orang Asing", "+6285700000000"


@asynccontextmanager
async def opened(directory: Path) -> AsyncIterator[Session]:
    """The session in a directory of its own, with its clock running."""
    async with open_stage(directory, scenes.DAWN) as env:
        session = await _furnished(env)
        env.at(scenes.MONDAY, "06.20", "bulungan")
        env.clock.run()
        watching = asyncio.create_task(session.watch())
        try:
            yield session
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching  # what it has open is closed before the database is


async def greeting(session: Session, phone: Phone) -> str:
    """What START sends: with the code of an invitation, as the operator's letter has it."""
    resident = session.people.get((phone.region, phone.nip))
    if resident is None or resident.joined:
        return "/start"
    file = session.env.directory / f"surat-{resident.nip}.csv"
    file.unlink(missing_ok=True)
    line = f"activate {resident.region} {resident.nip} --csv {shlex.quote(str(file))}"
    code, printed = await asyncio.to_thread(terminal.typed, session.env.desk, line)
    if code:
        raise RuntimeError(printed)
    (letter,) = letters(file)
    return f"/start {letter['kode']}"


async def _furnished(env: Environment) -> Session:
    session = Session(env)
    with redirect_stdout(io.StringIO()):  # what the commands print is for the scripted run
        await scenes.imports(env)
        await session.look_around()
        for region in env.service.app.regions:
            session.give(region, "", STRANGER, STRANGERS_PHONE)
            await _connect(session, region)
    for phone in session.phones.values():
        await carry_out(phone, Read(), session.phones)
    await session.look_around()
    return session


async def _connect(session: Session, region: str) -> None:
    """Everybody but the newcomers goes through the registration, each in their own chat."""
    codes = await session.env.codes(region)
    await asyncio.gather(
        *(
            session.env.activate(
                phone.talk, codes[phone.nip], session.people[region, phone.nip].kind, phone.nip
            )
            for phone in session.phones.values()
            if phone.region == region and phone.nip in codes.keys() - NEWCOMERS
        )
    )
    if session.env.broken:
        raise RuntimeError("; ".join(session.env.broken))
