"""The store: each content once, under its region and hash, in a folder or on S3."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from aiohttp import web

from bot.media.errors import MediaUnavailable
from bot.media.store import Store
from handlers.chat.event import PDF, Kept
from tests.postgres import free_port

LETTER = b"%PDF-1.7 surat sakit"
HASH = sha256(LETTER).hexdigest()


def stored(folder: Path) -> list[str]:
    return [str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()]


async def test_a_content_comes_back_as_it_was(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "berkas"), "bulungan")
    kept = await store.keep(LETTER, PDF)
    assert kept == Kept(HASH, len(LETTER), PDF)
    assert await store.content(kept) == LETTER
    assert stored(tmp_path) == [f"berkas/bulungan/{HASH[:2]}/{HASH}"]


async def test_the_same_content_twice_is_one_object(tmp_path: Path) -> None:
    store = Store(str(tmp_path), "bulungan")
    assert await store.keep(LETTER, PDF) == await store.keep(LETTER, PDF)
    assert len(stored(tmp_path)) == 1
    await store.keep(LETTER + b"!", PDF)
    assert len(stored(tmp_path)) == 2


async def test_another_region_has_files_of_its_own(tmp_path: Path) -> None:
    kept = await Store(str(tmp_path), "bulungan").keep(LETTER, PDF)
    assert await Store(str(tmp_path), "karanganyar").content(kept) is None


@pytest.mark.parametrize("content", [b"", bytes(6_000_000)], ids=["nothing", "more than one part"])
async def test_of_any_size(tmp_path: Path, content: bytes) -> None:
    store = Store(str(tmp_path), "bulungan")
    kept = await store.keep(content, PDF)
    assert kept.size == len(content)
    assert await store.content(kept) == content


async def test_what_was_taken_away_is_not_there(tmp_path: Path) -> None:
    store = Store(str(tmp_path), "bulungan")
    kept = await store.keep(LETTER, PDF)
    assert await store.content(replace(kept, hash=HASH[::-1])) is None
    (tmp_path / "bulungan" / HASH[:2] / HASH).unlink()
    assert await store.content(kept) is None


def test_nothing_is_opened_before_it_is_needed(tmp_path: Path) -> None:
    Store(str(tmp_path / "berkas"), "bulungan")
    assert list(tmp_path.iterdir()) == []


async def test_a_folder_that_cannot_be_is_away(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("a file stands in its way")
    store = Store(str(tmp_path / "berkas"), "bulungan")
    with pytest.raises(MediaUnavailable):
        await store.keep(LETTER, PDF)
    with pytest.raises(MediaUnavailable):
        await store.content(Kept(HASH, len(LETTER), PDF))


@asynccontextmanager
async def bucket(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[dict[str, bytes]]:
    """Something that takes and gives objects as S3 does; what it holds by path."""
    objects: dict[str, bytes] = {}

    async def put(request: web.Request) -> web.Response:
        if not request.path.startswith("/arsip/"):
            return web.Response(status=404)
        objects[request.path] = await request.read()
        return web.Response(headers={"ETag": '"1"'})

    async def get(request: web.Request) -> web.Response:
        if request.path not in objects:
            return web.Response(status=404)
        date = {"ETag": '"1"', "Last-Modified": "Mon, 06 Apr 2026 00:00:00 GMT"}
        return web.Response(body=objects[request.path], headers=date)

    app = web.Application()
    app.router.add_put("/{path:.*}", put)
    app.router.add_get("/{path:.*}", get)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port := free_port()).start()
    point_to(monkeypatch, port)
    yield objects
    await runner.cleanup()


def point_to(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "kunci")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "rahasia")


async def test_the_same_setting_takes_a_bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    async with bucket(monkeypatch) as objects:
        store = Store("s3://arsip/hadir", "bulungan")
        kept = await store.keep(LETTER, PDF)
        assert objects == {f"/arsip/hadir/bulungan/{HASH[:2]}/{HASH}": LETTER}
        assert await store.content(kept) == LETTER
        assert await store.content(replace(kept, hash=HASH[::-1])) is None


async def test_a_bucket_that_is_not_there_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    async with bucket(monkeypatch) as objects:
        with pytest.raises(MediaUnavailable):
            await Store("s3://arsipp", "bulungan").keep(LETTER, PDF)
        assert objects == {}


async def test_a_bucket_that_does_not_answer_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    point_to(monkeypatch, free_port())
    monkeypatch.setattr("bot.media.store.STORE_SECONDS", 0.2)
    with pytest.raises(MediaUnavailable):
        await Store("s3://arsip", "bulungan").keep(LETTER, PDF)
