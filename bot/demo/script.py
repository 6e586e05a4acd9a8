"""`hadir demo --script`: play days and a month end through the real bot; print what all saw."""

import asyncio
import logging
import shutil
from collections import Counter
from pathlib import Path

import structlog
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from bot.demo import afternoon, cancelled_day, month_end, requests, scenes
from bot.demo.environment import Environment, open_stage
from bot.sandbox.model import StoredFile
from bot.sandbox.talk import PersonChat
from bot.sandbox.transcript import transcript


def main(directory: Path) -> int:
    """Play everything into a directory; 0 when every expectation of the script was met."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    directory.mkdir(parents=True, exist_ok=True)
    return asyncio.run(_play(directory))


async def _play(directory: Path) -> int:
    async with open_stage(directory, scenes.DAWN) as env:
        try:
            await _scenes(env)
        except LookupError as missing:  # a button that should be there is not
            env.broken.append(str(missing))
        return _report(env)


async def _scenes(env: Environment) -> None:
    await scenes.imports(env)
    bulungan, karanganyar = await scenes.activation(env)
    await scenes.outsiders(env)
    await scenes.morning_in_bulungan(env, bulungan)
    await requests.special_duty(env, karanganyar)
    await scenes.morning_in_karanganyar(env, karanganyar)
    await afternoon.daily_work(env, bulungan)
    await requests.leaving_early(env, bulungan)
    await requests.substitute(env, bulungan)
    await scenes.going_home(env, bulungan)
    await requests.who_is_there(env, bulungan)
    await requests.back_from_special_duty(env, karanganyar)
    await scenes.too_late_to_go_home(env, bulungan)
    await requests.the_day_of_the_substitute(env, bulungan)
    await afternoon.silence_approves(env, bulungan)
    await scenes.after_the_seven_days(env, bulungan)
    await requests.silence_goes_up(env, karanganyar)
    await cancelled_day.play(env, karanganyar)
    await month_end.play(env, bulungan)
    await env.command("export", "stamps", "bulungan", *_period(), "--output", _csv(env))


def _period() -> tuple[str, ...]:
    return "--dari", "2026-04-06", "--sampai", "2026-04-09", "--format", "csv"


def _csv(env: Environment) -> str:
    file = env.directory / "presensi.csv"
    file.unlink(missing_ok=True)
    return str(file)


def _report(env: Environment) -> int:
    console = Console(highlight=False)
    for town, chats in env.chats.items():
        zone = env.service.app.regions[town].zone
        for chat in chats:
            console.print(Rule(f"{chat.user.name} · {env.service.app.regions[town].name}"))
            console.print(Text(transcript(chat, zone)), soft_wrap=True)
    pictures, papers = _save_files(env)
    console.print(Rule("Hasil"))
    for fault in env.broken:
        console.print(Text(f"✗ {fault}", style="red"), soft_wrap=True)
    console.print(
        f"{env.checked - len(env.broken)} dari {env.checked} harapan terpenuhi; "
        f"{pictures} gambar, {papers} cetakan dan presensi.csv di {env.directory}",
        soft_wrap=True,
    )
    return 1 if env.broken else 0


def _save_files(env: Environment) -> tuple[int, int]:
    """Keep what bots have sent, pictures and papers; so many of each."""
    folder = env.directory / "gambar"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    count = Counter[bool]()
    for chat in (chat for chats in env.chats.values() for chat in chats):
        told = [message for message in chat.messages if message.sender.is_bot]
        for printed, file in (("document" in e.media, file) for e in told for file in e.files):
            count[printed] += 1
            name = f"{count.total()}-{_name(chat)}{_ending(file, printed=printed)}"
            (folder / name).write_bytes(file.data)
    return count[False], count[True]


def _name(chat: PersonChat) -> str:
    words = chat.user.first_name.lower().split()
    return next(word for word in words if not word.endswith("."))  # "Drs." is none


def _ending(file: StoredFile, *, printed: bool) -> str:
    """A picture has no name of its own; a paper says by its name which one it is."""
    if printed:
        return f"-{Path(file.upload.name).name}"
    return ".png" if file.data.startswith(b"\x89PNG") else ".jpg"
