"""What is put into the outbox stands there whole, in its order, and under each key once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.organisation.address import Address
from db.messages import outbox
from db.messages.outbox import NewMessage, State
from tests.builders.chats import BUDIS, CITRAS, MONDAY
from tests.harness.database import rows, statements

TABLE = outbox.outbox
MANY = 200


def saying(*texts: str, dedupe: str | None = None) -> list[NewMessage]:
    return [NewMessage(BUDIS, 2, {"text": text}, dedupe) for text in texts]


async def put(engine: AsyncEngine, messages: Sequence[NewMessage]) -> None:
    async with engine.begin() as db:
        await outbox.put(db, messages, MONDAY)


async def texts(engine: AsyncEngine) -> list[str]:
    """In the order in which a chat gets them."""
    found = sorted(await rows(engine, TABLE), key=lambda row: row.id)
    return [row.body["text"] for row in found]


BODIES = [
    pytest.param({}, id="nothing"),
    pytest.param({"text": "<b>\"Budi\"</b> & 'co' \\ é 📎\n\t\x1f"}, id="signs"),
    pytest.param({"text": r"\u0041 {0} %s $.text :given"}, id="what a statement might read"),
    pytest.param({"text": "null", "edits": "17"}, id="words of JSON"),
    pytest.param({"buttons": [["Setujui", "v:setuju"], ["Tolak", "v:tolak"]]}, id="lists"),
    pytest.param({"picture": ["ab12", 180_000, "image/jpeg"], "passing": True}, id="numbers"),
    pytest.param({"picture": {"point": [2.8375, -117.36550000000001], "accuracy": None}}, id="map"),
    pytest.param({"text": "x" * 4096}, id="as long as a message"),
]


@pytest.mark.parametrize("body", BODIES)
async def test_a_body_comes_out_as_it_went_in(engine: AsyncEngine, body: dict[str, Any]) -> None:
    await put(engine, [NewMessage(BUDIS, 0, body)])
    (row,) = await rows(engine, TABLE)
    assert row.body == body


async def test_a_null_character_is_marked_and_spoils_nothing_else(engine: AsyncEngine) -> None:
    """PostgreSQL keeps none, and anybody may send one."""
    await put(engine, saying("sebelum\0sesudah", "lain"))
    assert await texts(engine) == ["sebelum\ufffdsesudah", "lain"]


async def test_each_message_keeps_what_is_its_own(engine: AsyncEngine) -> None:
    there = Address("karanganyar", "whatsapp", "0062")
    keyed, joining = NewMessage(BUDIS, 1, {}, "kartu:1"), NewMessage(there, 3, {}, None, "kartu:2")
    await put(engine, [keyed, joining])
    names = ("region", "channel", "address", "priority", "dedupe", "edits_key")
    found = {tuple(getattr(row, name) for name in names) for row in await rows(engine, TABLE)}
    assert found == {
        ("bulungan", "telegram", "5001", 1, "kartu:1", None),
        ("karanganyar", "whatsapp", "0062", 3, None, "kartu:2"),
    }


async def test_a_new_message_waits_from_the_moment_it_was_put(engine: AsyncEngine) -> None:
    await put(engine, saying("Halo"))
    (row,) = await rows(engine, TABLE)
    assert (row.created_at, row.not_before) == (MONDAY, MONDAY)
    assert row.created_at.utcoffset() == timedelta(0)
    assert (row.state, row.attempts, row.owner, row.sent_at) == (State.PENDING, 0, None, None)


@pytest.mark.parametrize("count", [1, 2, MANY])
async def test_however_many_are_put_they_are_one_statement_and_keep_their_order(
    engine: AsyncEngine, count: int
) -> None:
    said = [str(number) for number in range(count)]
    with statements(engine) as sent:
        await put(engine, saying(*said))
    assert len(sent) == 1
    assert await texts(engine) == said


async def test_to_put_nothing_costs_nothing(engine: AsyncEngine) -> None:
    with statements(engine) as sent:
        await put(engine, [])
    assert sent == []


async def test_of_several_with_one_key_put_together_the_first_is_sent(engine: AsyncEngine) -> None:
    await put(engine, [*saying("1", "2", dedupe="k"), NewMessage(CITRAS, 2, {"text": "3"})])
    assert await texts(engine) == ["1", "3"]


async def test_a_used_key_drops_its_own_message_and_no_other(engine: AsyncEngine) -> None:
    await put(engine, saying("0", dedupe="k"))
    await put(engine, [*saying("1"), *saying("2", dedupe="k"), *saying("3", dedupe="another")])
    assert await texts(engine) == ["0", "1", "3"]
