"""A chat's row, read without a lock: what its person is asked, and nothing for a stranger."""

from sqlalchemy.ext.asyncio import AsyncEngine

from db.messages import conversation
from db.messages.chat import state_of_bound
from tests.builders.chats import BUDIS, CITRAS, MONDAY, bind
from tests.harness.database import statements
from tests.office import BUDI

STATE = {"talk": {"wants": "photo"}}


async def test_the_row_of_a_connected_chat_is_read_in_one_statement(
    furnished: AsyncEngine,
) -> None:
    await bind(furnished, BUDIS, BUDI)
    async with furnished.begin() as db:
        assert await state_of_bound(db, BUDIS) == {}
        await conversation.save(db, {BUDIS: STATE}, MONDAY)
        with statements(furnished) as sent:
            assert await state_of_bound(db, BUDIS) == STATE
    assert len(sent) == 1


async def test_the_row_of_a_stranger_says_nothing(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        await conversation.save(db, {CITRAS: STATE}, MONDAY)
        assert await state_of_bound(db, CITRAS) == {}


async def test_a_chat_that_never_wrote_has_no_row(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        assert await state_of_bound(db, BUDIS) == {}
