"""Whatever getFile answers, no file of this machine is read and no other server is asked."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram.error import BadRequest, TelegramError

from bot.sandbox import api
from bot.sandbox.bots import SandboxBot
from bot.sandbox.model import Json
from bot.sandbox.params import Params
from tests.harness.bot_and_telegram import Wire, a_wire

SECRET = b"\xff\xd8\xff the database of this machine"


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with a_wire() as opened:
        yield opened


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that lies here, also where the process stands."""
    monkeypatch.chdir(tmp_path)
    found = tmp_path / "hadir.sqlite3"
    found.write_bytes(SECRET)
    return found


def names(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """From now on getFile names this, as whoever answers in Telegram's name could."""

    def get_file(_bot: SandboxBot, _params: Params) -> Json:
        return {"file_id": "x", "file_unique_id": "y", "file_size": 10, "file_path": path}

    monkeypatch.setattr(api, "METHODS", {**api.METHODS, "getfile": get_file})


@pytest.mark.parametrize(
    "named",
    [
        "{secret}",
        "file://{secret}",
        "../{secret}",
        "photos/../../{secret}",
        "./hadir.sqlite3",
        "http://127.0.0.1:1/photos/file_1.jpg",
        "//127.0.0.1:1/file_1.jpg",
        "photos/file_1.jpg?x",
        "photos\\file_1.jpg",
        "photos/file 1.jpg",
        "",
    ],
)
async def test_a_place_that_is_not_on_the_file_server_is_refused(
    wire: Wire, secret: Path, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = named.format(secret=secret)
    names(monkeypatch, path)
    with pytest.raises(BadRequest):
        await (await wire.bot.get_file("x")).download_as_bytearray()


async def test_a_name_that_also_lies_here_is_asked_of_the_server(
    wire: Wire, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch, secret.name)
    found = await wire.bot.get_file("x")
    assert found.file_path == f"{wire.bot.base_file_url}/{secret.name}"
    with pytest.raises(TelegramError):  # the server has no such file
        await found.download_as_bytearray()


async def test_what_telegram_keeps_is_fetched(wire: Wire, secret: Path) -> None:
    del secret
    budi = await wire.chat()
    await budi.document(b"%PDF-surat", "surat.pdf")
    [kept] = wire.sandbox.world.files.by_id
    found = await wire.bot.get_file(kept)
    assert bytes(await found.download_as_bytearray()) == b"%PDF-surat"
