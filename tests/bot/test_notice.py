"""Whatever an administrator does to an account, the person is told at once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import typer

from bot.cli import app
from bot.cli.desk import Desk
from tests.office import BUDI, GATE, region_file, wita
from tests.world import World, a_world


@pytest.fixture
async def world(database_url: str, furnished: object) -> AsyncIterator[World]:  # noqa: ARG001
    async with a_world(database_url, wita("2026-04-06", "07.24")) as opened:
        yield opened


async def command(world: World, folder: Path, *words: str) -> None:
    """An administrator's own process, beside the running service."""
    (folder / "bulungan.toml").write_text(region_file(), "utf-8")
    settings = world.service.settings.model_copy(update={"regions": folder})
    run = typer.main.get_command(app).main
    desk = Desk(settings, world.clock)
    await asyncio.to_thread(run, list(words), obj=desk, standalone_mode=False)
    await world.quiet()


async def test_a_released_account_is_told_and_loses_its_keys(world: World, tmp_path: Path) -> None:
    budi = await world.bound_chat(BUDI)
    await budi.say("menu")
    await world.quiet()
    assert budi.keyboard
    await command(world, tmp_path, "unbind", "bulungan", BUDI.nip, "--alasan", "HP hilang")
    assert "Akun ini tidak lagi terhubung" in budi.last.text
    assert budi.keyboard == []
    await budi.say("Masuk")
    await world.quiet()
    assert "hanya untuk ASN" in budi.last.text


async def test_a_blocked_person_is_told_why_and_whom_to_ask(world: World, tmp_path: Path) -> None:
    budi = await world.bound_chat(BUDI)
    await budi.say("menu")
    await world.quiet()
    reason = ("--alasan", "titik sama <berulang>")
    await command(world, tmp_path, "block", "bulungan", BUDI.nip, *reason)
    assert "titik sama <berulang>" in budi.last.text
    assert "operator kantor" in budi.last.text
    await budi.share_live(*GATE)
    await world.quiet()
    assert "bukan alpa" in budi.last.text
    world.clock.advance(wita("2026-04-06", "07.25") - wita("2026-04-06", "07.24"))
    await command(world, tmp_path, "unblock", "bulungan", BUDI.nip, "--alasan", "sudah jelas")
    assert "selesai" in budi.last.text
    await budi.share_live(*GATE)
    await world.quiet()
    assert "Tercatat masuk 07.25 WITA" in budi.last.text
