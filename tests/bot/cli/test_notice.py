"""Whatever an administrator does to an account, the person is told at once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import typer

from bot.cli import app
from bot.cli.context import CliContext
from db.messages.outbox import outbox
from db.people.delegation import delegation
from tests.office import BUDI, GATE, SARI, region_file, wita
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
    desk = CliContext(settings, world.clock)
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
    agreed = ("--alasan", "sudah jelas", "--surat-kepala", "800/7")
    await command(world, tmp_path, "unblock", "bulungan", BUDI.nip, *agreed)
    assert "selesai" in budi.last.text
    await budi.share_live(*GATE)
    await world.quiet()
    assert "Tercatat masuk 07.25 WITA" in budi.last.text


async def test_a_plh_by_the_console_is_told_to_both_like_one_in_the_chat(
    world: World, tmp_path: Path
) -> None:
    """AMB-39: named, and ended before its last date."""
    sari, budi = await world.bound_chat(SARI), await world.bound_chat(BUDI)
    for who in (sari, budi):
        await who.say("menu")
    await world.quiet()
    dates = ("--sejak", "2026-04-06", "--sampai", "2026-04-10")
    named = ("--dari", SARI.nip, "--oleh", BUDI.nip, *dates, "--sk", "SK 9/2026")
    await command(world, tmp_path, "delegasi", "bulungan", *named)
    span = "Senin, 6 April 2026 sampai Jumat, 10 April 2026"
    assert f"Anda ditunjuk sebagai Plh. Sari: {span}." in budi.last.text
    assert f"Budi ditunjuk sebagai Plh. Anda: {span}." in sari.last.text
    (row,) = await world.rows(delegation)
    ended = ("--dari", SARI.nip, "--cabut", str(row.id))
    await command(world, tmp_path, "delegasi", "bulungan", *ended)
    assert f"Tugas Anda sebagai Plh. Sari, {span}, sudah diakhiri." in budi.last.text
    assert f"Tugas Plh. Anda, Budi, {span}, sudah diakhiri." in sari.last.text


async def test_of_the_two_only_whoever_is_connected_is_told(world: World, tmp_path: Path) -> None:
    sari = await world.bound_chat(SARI)
    await sari.say("menu")
    await world.quiet()
    said = len(await world.rows(outbox))
    dates = ("--sejak", "2026-04-06", "--sampai", "2026-04-10")
    named = ("--dari", SARI.nip, "--oleh", BUDI.nip, *dates, "--sk", "SK 9/2026")
    await command(world, tmp_path, "delegasi", "bulungan", *named)
    assert "Budi ditunjuk sebagai Plh. Anda" in sari.last.text
    assert len(await world.rows(outbox)) == said + 1
