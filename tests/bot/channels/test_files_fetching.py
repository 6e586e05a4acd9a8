"""When a file is fetched: only where a question waits for one, and until it has come for good."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.channels.errors import RedeliverLater
from bot.sandbox.faults import Fault, Hang, Kind, ResetAfter, ServerError, TooMany
from core.organisation.address import Address
from db.messages import conversation, outbox
from db.messages.chat import state_of_bound
from handlers.chat.conversation import LASTS
from handlers.chat.event import PDF
from tests.bot.cli.paper_desk import LETTER, QUESTION, PaperDesk, a_paper_desk, answered
from tests.bot.media.test_photo import file, scene
from tests.harness.database import ON_SQLITE, rows
from tests.patience import PATIENCE

pytestmark = ON_SQLITE

PHOTO = file(scene(1280, 960))
HINT = "Tidak tersimpan: belum ada yang meminta foto."


@pytest.fixture
async def desk(furnished: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PaperDesk]:
    async with a_paper_desk(furnished, monkeypatch) as opened:
        yield opened


@pytest.fixture
async def asked(desk: PaperDesk) -> PaperDesk:
    await desk.ask()
    return desk


def fails(desk: PaperDesk, kind: Kind, times: int | None = 1) -> None:
    desk.wire.sandbox.faults.add(Fault(kind, method="getFile", times=times))


async def test_an_idle_chat_makes_us_fetch_nothing(desk: PaperDesk) -> None:
    await desk.chat.photo(PHOTO)
    assert HINT in await desk.take()
    await desk.chat.document(LETTER, "surat.pdf")
    assert HINT in await desk.take()
    assert (desk.fetched(), desk.kept()) == (0, [])


async def test_a_stranger_makes_us_fetch_nothing(asked: PaperDesk) -> None:
    """Not even with the row of a conversation, as somebody who was disconnected has it."""
    stranger = await asked.wire.chat("Orang")
    to = Address("bulungan", "telegram", str(stranger.user.id))
    async with asked.app.engine.begin() as db:
        state = await state_of_bound(db, asked.address)
        await conversation.save(db, {to: state}, asked.wire.clock.now())
    await stranger.photo(PHOTO)
    assert "hanya untuk ASN" in await asked.take()
    assert asked.fetched() == 0


async def test_another_question_makes_us_fetch_nothing(desk: PaperDesk) -> None:
    await desk.chat.say("Masuk")
    await desk.take()
    await desk.chat.photo(PHOTO)
    await desk.take()
    assert desk.fetched() == 0


async def test_a_group_makes_us_fetch_nothing(asked: PaperDesk) -> None:
    group = asked.wire.sandbox.group("Kantor", asked.wire.account)
    there = asked.wire.sandbox.person("Budi").join(group)
    await there.photo(PHOTO)
    await asked.take()
    assert asked.fetched() == 0


@pytest.mark.parametrize(("later", "fetched"), [(0, 1), (1, 0)], ids=["in time", "run out"])
async def test_a_conversation_that_has_run_out_fetches_nothing(
    asked: PaperDesk, later: int, fetched: int
) -> None:
    asked.wire.clock.advance(LASTS + timedelta(seconds=later))
    await asked.chat.photo(PHOTO)
    await asked.take()
    assert asked.fetched() == fetched


async def lose(desk: PaperDesk) -> None:
    """Take the update in vain: it is not acknowledged, so Telegram delivers it again."""
    update = next(iter(desk.wire.account.updates.waiting.values())).wire()
    with pytest.raises(RedeliverLater):
        await desk.feed.take(update)
    assert (await desk.answer(), desk.kept()) == ("", [])


@pytest.mark.parametrize(
    "kind",
    [ServerError(500), ServerError(502), TooMany(1), ResetAfter(), Hang(PATIENCE)],
    ids=["500", "502", "429", "a broken connection", "silence"],
)
async def test_a_lost_download_is_made_good_by_the_next_delivery(
    asked: PaperDesk, kind: Kind
) -> None:
    fails(asked, kind)
    await asked.chat.document(LETTER, "surat.pdf")
    calls = asked.wire.transport
    if isinstance(kind, Hang):
        calls._seconds = 0.5
    await lose(asked)
    calls._seconds = PATIENCE
    assert await asked.take() == answered(LETTER, PDF)
    assert asked.kept() == [LETTER]


async def test_a_file_that_is_not_where_telegram_says_is_asked_for_again(asked: PaperDesk) -> None:
    message = await asked.chat.document(LETTER, "surat.pdf")
    (lost,) = message.files
    del asked.wire.account.world.files.by_path[lost.path]
    await lose(asked)
    asked.wire.account.world.files.by_path[lost.path] = lost
    assert await asked.take() == answered(LETTER, PDF)


async def test_without_the_folder_the_update_comes_again(asked: PaperDesk) -> None:
    folder = asked.wire.files / "bulungan"
    folder.write_text("something stands in its way")
    await asked.chat.document(LETTER, "surat.pdf")
    update = next(iter(asked.wire.account.updates.waiting.values())).wire()
    with pytest.raises(RedeliverLater):
        await asked.feed.take(update)
    folder.unlink()
    assert await asked.take() == answered(LETTER, PDF)


@pytest.mark.parametrize(("minutes", "held"), [(10, True), (11, False)])
async def test_a_file_that_never_comes_holds_up_nobody_for_ever(
    asked: PaperDesk, minutes: int, *, held: bool
) -> None:
    fails(asked, ServerError(500), times=None)
    await asked.chat.document(LETTER, "surat.pdf")
    asked.wire.clock.advance(timedelta(minutes=minutes))
    if held:
        await lose(asked)
    else:
        said = await asked.take()
        assert "belum terbaca, mungkin karena sinyal. Silakan kirim ulang." in said
        assert said.endswith(QUESTION)


async def test_a_file_that_telegram_has_no_more_is_refused(asked: PaperDesk) -> None:
    message = await asked.chat.document(LETTER, "surat.pdf")
    del asked.wire.account.world.files.by_id[message.files[0].id]
    said = await asked.take()
    assert "Berkas tidak terbaca. Silakan kirim ulang." in said
    assert said.endswith(QUESTION)


async def test_a_second_delivery_changes_nothing(asked: PaperDesk) -> None:
    await asked.chat.document(LETTER, "surat.pdf")
    (update,) = asked.wire.updates()
    for _ in range(2):
        await asked.feed.take(update)
    assert len(await rows(asked.app.engine, outbox.outbox)) == 1
    assert asked.fetched() == 1


async def test_the_same_file_handed_in_twice_is_one_object(asked: PaperDesk) -> None:
    for _ in range(2):
        await asked.ask()
        await asked.chat.document(LETTER, "surat.pdf")
        assert await asked.take() == answered(LETTER, PDF)
    assert asked.kept() == [LETTER]
