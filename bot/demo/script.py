"""`hadir demo --script`: play a working day through the real bot and print what everybody saw."""

import asyncio
import logging
import shutil
from pathlib import Path

import structlog
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from bot.demo import afternoon, requests, scenes
from bot.demo.environment import Environment, open_stage
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
    pictures = _save_pictures(env)
    console.print(Rule("Hasil"))
    for fault in env.broken:
        console.print(Text(f"✗ {fault}", style="red"), soft_wrap=True)
    console.print(
        f"{env.checked - len(env.broken)} dari {env.checked} harapan terpenuhi; "
        f"{pictures} gambar dan presensi.csv di {env.directory}",
        soft_wrap=True,
    )
    return 1 if env.broken else 0


def _save_pictures(env: Environment) -> int:
    folder = env.directory / "gambar"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    count = 0
    for chat in (chat for chats in env.chats.values() for chat in chats):
        told = [message for message in chat.messages if message.sender.is_bot]
        for file in (file for message in told for file in message.files):
            count += 1
            words = chat.user.first_name.lower().split()
            name = next(word for word in words if not word.endswith("."))  # "Drs." is none
            kind = "png" if file.data.startswith(b"\x89PNG") else "jpg"
            (folder / f"{count}-{name}.{kind}").write_bytes(file.data)
    return count
