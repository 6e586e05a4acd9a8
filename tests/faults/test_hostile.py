"""Whatever is thrown at the webhook: refused or kept, never a stamp, never a 500."""

import io
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.channels.telegram.webhook import SECRET_HEADER
from bot.composition import open_channels
from bot.runtime.server import BODY_BYTES_MAX
from bot.runtime.service import Service
from bot.runtime.settings import TelegramBot
from bot.sandbox.talk import PersonChat
from db.messages.outbox import outbox
from db.people.employee import employee
from db.people.office import place
from db.records.stamp import stamp
from tests.harness.outbox_words import text_of
from tests.office import BUDI, GATE, STREET, a_region, wita
from tests.postgres import free_port
from tests.world import SECRET, World, a_world

MORNING = wita("2026-04-06", "07.24")
SECONDS = int(MORNING.timestamp())
LATITUDE, LONGITUDE = GATE
INFINITY = float("inf")


@dataclass(slots=True)
class Attacker:
    """Holds the webhook's secret and the account of an employee, and may write any bytes."""

    world: World
    session: aiohttp.ClientSession
    chat: PersonChat
    _updates: "count[int]" = field(default_factory=lambda: count(1))

    async def send(self, body: bytes | str, headers: Mapping[str, str] | None = None) -> int:
        shown = {SECRET_HEADER: SECRET} if headers is None else headers
        url = f"{self.world.service.settings.public_url}/telegram/{self.world.region}"
        async with self.session.post(url, data=_stream(body), headers=shown) as answer:
            await answer.read()
            return answer.status

    async def message(self, **content: Any) -> int:
        """A message from Budi's own account, with `content` over what Telegram would send."""
        number = next(self._updates)
        user = {"id": self.chat.user.id, "is_bot": False, "first_name": "Budi"}
        chat = {"id": self.chat.user.id, "type": "private", "first_name": "Budi"}
        message = {"message_id": number, "date": SECONDS, "chat": chat, "from": user} | content
        # `json` writes NaN and Infinity as Python does, which is no JSON: as hostile as it gets.
        return await self.send(json.dumps({"update_id": number, "message": message}))

    async def location(self, **over: Any) -> int:
        at_the_gate = {"latitude": LATITUDE, "longitude": LONGITUDE, "live_period": 900}
        return await self.message(location=at_the_gate | over)


@pytest.fixture
async def world(furnished: AsyncEngine, database_url: str) -> AsyncIterator[World]:
    del furnished
    async with a_world(database_url, MORNING) as opened:
        yield opened


@pytest.fixture
async def attacker(world: World) -> AsyncIterator[Attacker]:
    chat = await world.bound_chat(BUDI)
    world.bot.chats[chat.chat.id] = chat.chat
    async with aiohttp.ClientSession() as session:
        yield Attacker(world, session, chat)


COORDINATES: dict[str, dict[str, Any]] = {
    "latitude 999": {"latitude": 999},
    "longitude 999": {"longitude": 999},
    "NaN": {"latitude": float("nan")},
    "infinity": {"latitude": INFINITY},
    "minus infinity": {"longitude": -INFINITY},
    "minus zero": {"latitude": -0.0, "longitude": -0.0},
    "1e308": {"latitude": 1e308, "longitude": 1e308},
    "the gate in words": {"latitude": str(LATITUDE), "longitude": str(LONGITUDE)},
    "NaN in words": {"latitude": "NaN"},
    "null": {"latitude": None},
    "true": {"latitude": True, "longitude": True},
    "a list": {"latitude": [LATITUDE]},
    "the street, sure of half the earth": {"latitude": STREET[0], "horizontal_accuracy": 1e308},
    "the street, accuracy infinite": {"latitude": STREET[0], "horizontal_accuracy": INFINITY},
    "the street, accuracy below zero": {"latitude": STREET[0], "horizontal_accuracy": -1e9},
    "the street, accuracy in words": {"latitude": STREET[0], "horizontal_accuracy": "1e9"},
    "live for null": {"live_period": None},
    "live for words": {"live_period": "900"},
    "live for a list": {"live_period": [900]},
}


async def test_hostile_coordinates_never_stamp(attacker: Attacker) -> None:
    statuses = {name: await attacker.location(**over) for name, over in COORDINATES.items()}
    statuses["no latitude"] = await attacker.message(location={"longitude": LONGITUDE})
    statuses["nothing in it"] = await attacker.message(location={})
    statuses["location null"] = await attacker.message(location=None)
    await attacker.world.quiet()
    assert _neither_taken_nor_lost(statuses) == {}
    assert await attacker.world.rows(stamp) == []
    assert await _failed(attacker.world) == []


DATES: dict[str, Any] = {
    "before the law": 0,
    "below zero": -SECONDS,
    "in 30,000 years": 10**12,
    "beyond 64 bits": 10**30,
    "a fraction": 1e308,
    "NaN": float("nan"),
    "in words": "2026-04-06",
    "null": None,
    "true": True,
}


async def test_hostile_dates_never_stamp(attacker: Attacker) -> None:
    gate = {"latitude": LATITUDE, "longitude": LONGITUDE, "live_period": 900}
    statuses = {
        name: await attacker.message(location=gate, date=date) for name, date in DATES.items()
    }
    await attacker.world.quiet()
    assert _neither_taken_nor_lost(statuses) == {}
    assert await attacker.world.rows(stamp) == []


async def test_after_all_that_the_gate_still_opens(attacker: Attacker) -> None:
    for over in COORDINATES.values():
        await attacker.location(**over)
    assert await attacker.location() == 200
    assert len(await attacker.world.rows(stamp)) == 1


WORDS: dict[str, str] = {
    "HTML": "<b>Budi</b><script>alert(1)</script> & </i>",
    "an entity": "&lt;b&gt; &#60; &nosuch;",
    "right to left": "\u202eبودي\u202c سانتوسو \u200f",
    "4,000 characters": "Budi " * 800,
    "4,000 ampersands": "&" * 4_000,
    "emoji of several code points": "👨\u200d👩\u200d👧\u200d👦" * 300,
    "format directives": "{} {0.__class__} %s %(name)s",
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
async def test_hostile_names_are_shown_and_break_no_message(
    attacker: Attacker, engine: AsyncEngine, words: str
) -> None:
    async with engine.begin() as db:
        await db.execute(sa.update(employee).values(name=words))
        await db.execute(sa.update(place).values(name=words))
    world, chat = attacker.world, attacker.chat
    name = {"first_name": words, "last_name": words, "is_bot": False, "id": chat.user.id}
    statuses = [await attacker.message(**{"text": text, "from": name}) for text in SAID]
    statuses.append(await attacker.location(latitude=STREET[0], longitude=STREET[1]))
    statuses.append(await attacker.location())
    await world.quiet()
    assert set(statuses) == {200}
    assert await _failed(world) == []
    assert "Tercatat masuk 07.24 WITA" in chat.last.text


SAID = ("/start", "Hari ini", "Bantuan", "/privasi", "/kenapa")


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
async def test_hostile_texts_get_an_answer(attacker: Attacker, words: str) -> None:
    assert await attacker.message(text=words) == 200
    await attacker.world.quiet()
    assert attacker.chat.messages[-1].sender.is_bot
    assert await _failed(attacker.world) == []


@pytest.mark.parametrize("text", ["\x00", "Masuk\x00", "/start \x00"], ids=ascii)
async def test_a_nul_is_not_asked_for_again_and_again(attacker: Attacker, text: str) -> None:
    """PostgreSQL keeps no NUL: an update with one must still come to an end."""
    assert await attacker.message(text=text) in {200, 400}
    assert await attacker.message(date="broken", text=text) in {200, 400}


async def test_an_update_too_deep_to_write_down_is_not_asked_for_again(
    attacker: Attacker,
) -> None:
    """What can be read can be nested deeper than what can be written."""
    nested: dict[str, Any] = {"date": "broken"}
    for _ in range(400):
        nested = {"reply_to_message": nested}
    assert await attacker.message(**nested, date="broken") in {200, 400}


BODIES: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 400),
    "no JSON": (b"update_id=1&message=halo", 400),
    "half of it": (b'{"update_id": 1, "message": {', 400),
    "no UTF-8": (b'{"update_id": 1, "message": "\xff\xfe"}', 400),
    "half a surrogate": (rb'{"update_id": 1, "message": "\ud800"}', 400),
    "a list": (b"[]", 400),
    "a string": (b'"halo"', 400),
    "a number": (b"1", 400),
    "null": (b"null", 400),
    "100,000 brackets": (b"[" * 100_000, 400),
    "as large as may be": (b" " * BODY_BYTES_MAX, 400),
    "larger": (b" " * (BODY_BYTES_MAX + 1), 413),
    "far larger": (b" " * (4 * BODY_BYTES_MAX), 413),
}


async def test_hostile_bodies_are_refused(attacker: Attacker) -> None:
    statuses = {name: await attacker.send(body) for name, (body, _) in BODIES.items()}
    assert statuses == {name: status for name, (_, status) in BODIES.items()}
    assert await attacker.world.rows(outbox) == []


SECRETS: dict[str, dict[str, str]] = {
    "none": {},
    "empty": {SECRET_HEADER: ""},
    "wrong": {SECRET_HEADER: SECRET[:-1] + "x"},
    "only the beginning": {SECRET_HEADER: SECRET[:-1]},
    "one more letter": {SECRET_HEADER: SECRET + "x"},
    "other capitals": {SECRET_HEADER: SECRET.upper()},
    "not ASCII": {SECRET_HEADER: "rahasia-é"},
    "what stands in for no secret": {SECRET_HEADER: "-"},
    "in another header": {"Authorization": f"Bearer {SECRET}"},
}


async def test_without_its_secret_the_webhook_is_shut(attacker: Attacker) -> None:
    body = json.dumps({"update_id": 1})
    statuses = {name: await attacker.send(body, shown) for name, shown in SECRETS.items()}
    assert statuses == dict.fromkeys(SECRETS, 403)


@pytest.mark.parametrize("region", ["jakarta", "Bulungan", "bulungan%00", "..%2Fbulungan", "-"])
async def test_an_unknown_region_is_answered_like_a_wrong_secret(
    attacker: Attacker, region: str
) -> None:
    url = f"{attacker.world.service.settings.public_url}/telegram/{region}"
    for secret in (SECRET, "wrong", "-"):
        async with attacker.session.post(
            url, data=b"{}", headers={SECRET_HEADER: secret}
        ) as answer:
            assert answer.status in {403, 404}


@pytest.mark.parametrize("secret", ["", "-", SECRET])
async def test_a_region_without_a_secret_has_no_webhook(attacker: Attacker, secret: str) -> None:
    world, port = attacker.world, free_port()
    account = TelegramBot(token=SecretStr(world.bot.token), secret=None)
    changes = {"telegram": {world.region: account}, "port": port, "public_url": None}
    settings = world.service.settings.model_copy(update=changes)
    service = Service(settings, {world.region: a_region()}, world.clock, open_channels(settings))
    async with (
        service.running(polling=False) as address,
        attacker.session.post(
            f"{address}/telegram/{world.region}", data=b"{}", headers={SECRET_HEADER: secret}
        ) as answer,
    ):
        assert answer.status == 403


def _stream(body: bytes | str) -> io.BytesIO:
    return io.BytesIO(body if isinstance(body, bytes) else body.encode())


def _neither_taken_nor_lost(statuses: dict[str, int]) -> dict[str, int]:
    """Those that got another answer than 200 (dealt with) or 400 (no JSON at all)."""
    return {name: status for name, status in statuses.items() if status not in {200, 400}}


async def _failed(world: World) -> list[tuple[str, str | None]]:
    """Messages that the messenger would not take: the text, and its reason."""
    query = sa.select(outbox).where(outbox.c.state != "sent")
    async with world.service.app.engine.begin() as db:
        return [(text_of(row)[:200], row.error) for row in await db.execute(query)]
