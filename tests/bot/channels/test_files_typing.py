"""Whoever waits for a file to be read sees "typing", and nothing here depends on that."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.sandbox.faults import Blocked, Fault, Hang, Kind, ResetAfter, ServerError, TooMany
from bot.sandbox.talk import PersonChat
from handlers.chat.event import PDF
from tests.bot.cli.paper_desk import LETTER, QUESTION, PaperDesk, a_paper_desk, answered
from tests.bot.media.test_photo import file, scene
from tests.harness.database import ON_SQLITE
from tests.patience import PATIENCE

pytestmark = ON_SQLITE

PHOTO = file(scene(1280, 960))
LONG = 2 * PATIENCE  # seconds that no test takes


@pytest.fixture
async def desk(furnished: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PaperDesk]:
    async with a_paper_desk(furnished, monkeypatch) as opened:
        monkeypatch.setattr(
            opened.wire.transport, "_seconds", LONG
        )  # who waited for Telegram would be seen
        yield opened


@pytest.fixture
async def asked(desk: PaperDesk) -> PaperDesk:
    await desk.ask()
    return desk


def fails(desk: PaperDesk, kind: Kind, method: str) -> None:
    desk.wire.sandbox.faults.add(Fault(kind, method=method))


def shown(desk: PaperDesk) -> list[str]:
    return [call.params["action"] for call in desk.wire.sandbox.journal.find("sendChatAction")]


def background() -> set[str]:
    """What the bot left running; the sandbox answers its calls in tasks of its own."""
    return {task.get_name() for task in asyncio.all_tasks()}


SENT: dict[str, Callable[[PersonChat], object]] = {
    "photo": lambda chat: chat.photo(PHOTO),
    "PDF": lambda chat: chat.document(LETTER, "surat.pdf"),
    "picture as a file": lambda chat: chat.document(PHOTO, "surat.jpg"),
}


@pytest.mark.parametrize("kind", SENT)
async def test_typing_is_shown_while_a_file_is_fetched(asked: PaperDesk, kind: str) -> None:
    fails(asked, Hang(LONG), "getFile")
    await SENT[kind](asked.chat)  # type: ignore[misc]  # each is a coroutine
    (update,) = asked.wire.updates()
    taking = asyncio.create_task(asked.feed.take(update))
    await asked.chat.chat.bell.until(lambda: asked.chat.chat.action is not None, LONG)
    assert (shown(asked), asked.fetched(), taking.done()) == (["typing"], 0, False)
    taking.cancel()
    await asyncio.wait([taking])


@pytest.mark.parametrize(
    "kind",
    [ServerError(500), ServerError(502), TooMany(3600), Blocked(), ResetAfter(), Hang(LONG)],
    ids=["500", "502", "429", "403", "a broken connection", "silence"],
)
async def test_a_file_is_taken_all_the_same_where_typing_cannot_be_shown(
    asked: PaperDesk, kind: Kind
) -> None:
    fails(asked, kind, "sendChatAction")
    await asked.chat.document(LETTER, "surat.pdf")
    async with asyncio.timeout(LONG / 2):
        assert await asked.take() == answered(LETTER, PDF)
    assert asked.kept() == [LETTER]


async def test_nothing_is_left_running_once_a_file_is_taken(asked: PaperDesk) -> None:
    fails(asked, Hang(LONG), "sendChatAction")
    await asked.chat.photo(PHOTO)
    await asked.take()
    assert "typing" not in background()


async def test_an_update_that_is_given_up_stops_saying_that_we_type(asked: PaperDesk) -> None:
    fails(asked, Hang(LONG), "getFile")
    fails(asked, Hang(LONG), "sendChatAction")
    await asked.chat.photo(PHOTO)
    (update,) = asked.wire.updates()
    taking = asyncio.create_task(asked.feed.take(update))
    async with asyncio.timeout(LONG / 2):
        while "typing" not in background():  # noqa: ASYNC110 - nothing rings for that
            await asyncio.sleep(0)
    taking.cancel()
    await asyncio.wait([taking])
    assert "typing" not in background()


async def test_a_file_that_is_not_even_fetched_is_answered_without_typing(
    asked: PaperDesk,
) -> None:
    await asked.chat.document(b"", "surat.pdf")
    assert (await asked.take()).endswith(QUESTION)
    assert (shown(asked), asked.fetched()) == ([], 0)


async def test_nothing_else_shows_typing(desk: PaperDesk) -> None:
    for word in ("Masuk", "Batal", "/hari_ini", "halo"):
        await desk.chat.say(word)
        await desk.take()
    await desk.chat.share_live(2.8375, 117.3653)
    await desk.take()
    await desk.chat.photo(PHOTO)
    await desk.take()
    assert shown(desk) == []
