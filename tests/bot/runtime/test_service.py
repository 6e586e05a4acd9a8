"""The service as a whole: how it starts, listens and ends, and how bugs are retried."""

from pathlib import Path

import aiohttp
import pytest
from markupsafe import Markup
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.composition import open_channels
from bot.runtime.app import TROUBLE
from bot.runtime.clock import VirtualClock
from bot.runtime.delivery import Outcome
from bot.runtime.service import Service, retry
from bot.runtime.settings import Settings, TelegramBot
from bot.sandbox.server import Sandbox
from db.messages import inbox, outbox
from handlers import routes
from handlers.chat.context import Context
from handlers.chat.reply import Reply
from tests.harness.bot_and_telegram import MONDAY, TOKEN
from tests.harness.database import rows
from tests.harness.outbox_words import text_of
from tests.office import BUDI, CITRA, a_region, region_file
from tests.patience import until
from tests.postgres import free_port
from tests.world import a_world

SECRET = "a-long-and-secret-secret"


def settings(database_url: str, **more: object) -> Settings:
    bot = TelegramBot(token=SecretStr(TOKEN), secret=SecretStr(SECRET))
    values = {"database_url": database_url, "telegram": {"bulungan": bot}, "port": 0} | {
        "metrics_port": 0
    }
    return Settings(**values | {"send_rate": None} | more)  # type: ignore[arg-type]  # one per name


def test_a_bot_without_its_region_is_refused(tmp_path: Path) -> None:
    file = f"sqlite+aiosqlite:///{tmp_path / 'x.sqlite3'}"
    with pytest.raises(ValueError, match="bulungan"):
        Service(settings(file), {}, VirtualClock(MONDAY), open_channels(settings(file)))


async def test_it_starts_and_ends_while_telegram_is_away(
    engine: AsyncEngine, database_url: str
) -> None:
    del engine
    away = settings(
        database_url,
        telegram_api=f"http://127.0.0.1:{free_port()}",
        public_url="http://127.0.0.1:1",
    )
    service = Service(away, {"bulungan": a_region()}, VirtualClock(MONDAY), open_channels(away))
    async with service.running(polling=False) as address:
        assert await _status(f"{address}/healthz") == 200
    assert service.server.draining


async def _status(url: str) -> int:
    async with aiohttp.ClientSession() as web, web.get(url) as answer:
        return answer.status


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("furnished")
async def test_by_polling_a_message_is_answered(database_url: str) -> None:
    clock = VirtualClock(MONDAY)
    async with Sandbox(clock) as sandbox:
        await sandbox.start()
        bot = sandbox.add_bot(TOKEN, "hadir_bot")
        chosen = settings(database_url, telegram_api=sandbox.base_url.removesuffix("/bot"))
        service = Service(chosen, {"bulungan": a_region()}, clock, open_channels(chosen))
        async with service.running(polling=True):
            budi = sandbox.person("Budi").open(bot)
            await budi.say("halo")
            assert "hanya untuk ASN" in (await budi.answered()).text


@pytest.mark.usefixtures("furnished")
async def test_by_webhook_a_message_is_answered(database_url: str) -> None:
    async with a_world(database_url, MONDAY) as world:
        budi = await world.bound_chat(BUDI)
        await budi.say("Hari ini")
        await world.quiet()
        assert "Senin, 6 April 2026" in budi.last.text


@pytest.mark.usefixtures("furnished")
async def test_telegram_is_told_where_to_deliver_and_what_strangers_see(database_url: str) -> None:
    async with a_world(database_url, MONDAY) as world:

        async def introduced() -> bool:
            return bool(world.sandbox.journal.accepted("setMyCommands"))

        await until(introduced)
        (call,) = world.sandbox.journal.accepted("setWebhook")
        assert world.bot.webhook is not None
        assert world.bot.webhook.url.endswith("/telegram/bulungan")
    assert call.params["max_connections"] == "100"


@pytest.mark.usefixtures("furnished")
async def test_bugs_are_retried_by_a_command_exactly_once(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: AsyncEngine
) -> None:
    """Budi's page is mended, Citra's is not: one goes through, one letter stays."""

    async def fails(_: Context) -> Reply | None:
        raise ZeroDivisionError

    async def works(_: Context) -> Reply | None:
        return Reply(Markup("Sudah baik"))

    for page in ("bantuan", "privasi"):
        monkeypatch.setitem(routes.PAGES, page, fails)
    async with a_world(database_url, MONDAY) as world:
        budi, citra = await world.bound_chat(BUDI), await world.bound_chat(CITRA)
        await budi.say("/bantuan")
        await citra.say("/privasi")
        await world.quiet()
        assert budi.last.text == citra.last.text == TROUBLE.text.striptags()
    monkeypatch.setitem(routes.PAGES, "bantuan", works)
    (tmp_path / "bulungan.toml").write_text(region_file())
    chosen = settings(database_url, regions=tmp_path, files=str(tmp_path / "berkas"))
    through = [await retry(chosen, open_channels(chosen), await _letters(engine)) for _ in range(2)]
    assert [each.count(Outcome.DONE) for each in through] == [1, 0]
    assert len(await _letters(engine)) == 1
    said = [text_of(row) for row in await rows(engine, outbox.outbox)]
    assert said.count("Sudah baik") == 1


async def _letters(engine: AsyncEngine) -> list[inbox.Letter]:
    async with engine.begin() as db:
        return await inbox.dead_letters(db)
