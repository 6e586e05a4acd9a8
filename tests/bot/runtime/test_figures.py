"""Figures for Prometheus: on a door of their own, drawn once in a while, nobody's business else."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot.runtime import server, service
from bot.runtime.clock import VirtualClock
from bot.runtime.metrics import UPDATES
from bot.runtime.server import Figures
from bot.runtime.service import Service
from bot.runtime.settings import Settings
from tests.harness.bot_and_telegram import MONDAY
from tests.patience import PATIENCE


@pytest.fixture
async def figures() -> AsyncIterator[aiohttp.ClientSession]:
    async with (
        TestServer(Figures().routes()) as running,
        aiohttp.ClientSession(running.make_url("")) as web,
    ):
        yield web


def settings(home: Path, **more: object) -> Settings:
    file = f"sqlite+aiosqlite:///{home / 'hadir.sqlite3'}"
    values = {"database_url": file, "port": 0, "metrics_port": 0, "files": str(home / "berkas")}
    return Settings(**values | more)  # type: ignore[arg-type]  # one type per name


async def test_the_figures_are_told(figures: aiohttp.ClientSession) -> None:
    async with figures.get("/metrics") as answer:
        text = await answer.text()
    assert answer.status == 200
    assert "# TYPE hadir_updates_total counter" in text
    assert "hadir_update_seconds_count" in text
    assert "hadir_clocks_differ" in text


async def test_they_are_drawn_once_in_a_while_and_not_for_everybody(
    figures: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []

    def draw() -> bytes:
        drawn.append(1)
        return b""

    monkeypatch.setattr(server, "FIGURES_SECONDS", 3_600.0)
    monkeypatch.setattr(server, "generate_latest", draw)
    for _ in range(60):
        async with figures.get("/metrics") as answer:
            assert answer.status == 200
    assert drawn == [1]


async def test_they_are_told_anew_later(
    figures: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "FIGURES_SECONDS", 0.0)
    texts = []
    for _ in range(2):
        UPDATES.labels("nirgends", "done").inc()
        async with figures.get("/metrics") as answer:
            texts.append(await answer.text())
    assert texts[0] != texts[1]


def test_by_default_only_this_machine_can_ask() -> None:
    assert Settings().metrics_host == "127.0.0.1"


async def test_the_public_door_does_not_tell_them(tmp_path: Path) -> None:
    one = Service(settings(tmp_path), {}, VirtualClock(MONDAY), [])
    async with one.running(polling=False) as address, aiohttp.ClientSession() as web:
        async with web.get(f"{address}/metrics") as answer:
            assert answer.status == 404
        async with web.get(f"{one.figures}/metrics") as answer:
            assert answer.status == 200
        async with web.get(f"{one.figures}/healthz") as answer:
            assert answer.status == 404


async def test_a_second_process_without_a_port_for_figures_serves_all_the_same(
    tmp_path: Path,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        chosen = settings(tmp_path, metrics_port=taken.getsockname()[1])
        second = Service(chosen, {}, VirtualClock(MONDAY), [])
        async with second.running(polling=False) as address, aiohttp.ClientSession() as web:
            async with web.get(f"{address}/healthz") as answer:
                assert answer.status == 200
            assert second.figures == ""


async def test_whoever_tells_headers_bit_by_bit_is_hung_up_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "IDLE_SECONDS", 0.1)
    one = Service(settings(tmp_path), {}, VirtualClock(MONDAY), [])
    async with one.running(polling=False) as address:
        at = urlsplit(address)
        reader, writer = await asyncio.open_connection(at.hostname, at.port)
        writer.write(b"POST /telegram/bulungan HTTP/1.1\r\nHost: x\r\nX-A: ")
        async with asyncio.timeout(PATIENCE):
            assert await reader.read() == b""
        writer.close()
