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
from bot.demo.stage import Stage, open_stage
from bot.sandbox.transcript import transcript


def main(directory: Path) -> int:
    """Play everything into a directory; 0 when every expectation of the script was met."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    directory.mkdir(parents=True, exist_ok=True)
    return asyncio.run(_play(directory))


async def _play(directory: Path) -> int:
    async with open_stage(directory, scenes.DAWN) as stage:
        try:
            await _scenes(stage)
        except LookupError as missing:  # a button that should be there is not
            stage.broken.append(str(missing))
        return _report(stage)


async def _scenes(stage: Stage) -> None:
    await scenes.imports(stage)
    bulungan, karanganyar = await scenes.activation(stage)
    await scenes.outsiders(stage)
    await scenes.morning_in_bulungan(stage, bulungan)
    await requests.special_duty(stage, karanganyar)
    await scenes.morning_in_karanganyar(stage, karanganyar)
    await afternoon.daily_work(stage, bulungan)
    await requests.leaving_early(stage, bulungan)
    await requests.substitute(stage, bulungan)
    await scenes.going_home(stage, bulungan)
    await requests.who_is_there(stage, bulungan)
    await requests.back_from_special_duty(stage, karanganyar)
    await scenes.too_late_to_go_home(stage, bulungan)
    await requests.the_day_of_the_substitute(stage, bulungan)
    await afternoon.silence_approves(stage, bulungan)
    await scenes.after_the_seven_days(stage, bulungan)
    await requests.silence_goes_up(stage, karanganyar)
    await stage.command("export", "stamps", "bulungan", *_period(), "--output", _csv(stage))


def _period() -> tuple[str, ...]:
    return "--dari", "2026-04-06", "--sampai", "2026-04-09", "--format", "csv"


def _csv(stage: Stage) -> str:
    file = stage.directory / "presensi.csv"
    file.unlink(missing_ok=True)
    return str(file)


def _report(stage: Stage) -> int:
    console = Console(highlight=False)
    for town, chats in stage.chats.items():
        zone = stage.service.app.regions[town].zone
        for chat in chats:
            console.print(Rule(f"{chat.user.name} · {stage.service.app.regions[town].name}"))
            console.print(Text(transcript(chat, zone)), soft_wrap=True)
    pictures = _save_pictures(stage)
    console.print(Rule("Hasil"))
    for fault in stage.broken:
        console.print(Text(f"✗ {fault}", style="red"), soft_wrap=True)
    console.print(
        f"{stage.checked - len(stage.broken)} dari {stage.checked} harapan terpenuhi; "
        f"{pictures} gambar dan presensi.csv di {stage.directory}",
        soft_wrap=True,
    )
    return 1 if stage.broken else 0


def _save_pictures(stage: Stage) -> int:
    folder = stage.directory / "gambar"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    count = 0
    for chat in (chat for chats in stage.chats.values() for chat in chats):
        told = [message for message in chat.messages if message.sender.is_bot]
        for file in (file for message in told for file in message.files):
            count += 1
            words = chat.user.first_name.lower().split()
            name = next(word for word in words if not word.endswith("."))  # "Drs." is none
            kind = "png" if file.data.startswith(b"\x89PNG") else "jpg"
            (folder / f"{count}-{name}.{kind}").write_bytes(file.data)
    return count
