"""Papers that were asked for: made once, by whoever lives, or given up where everybody sees it."""

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.media.errors import MediaUnavailable
from bot.media.store import Store
from bot.runtime import documents
from bot.runtime.archive import LIST_NAME
from bot.runtime.clock import VirtualClock
from bot.runtime.documents import AWAY_MAX, LEASE, TRIES_MAX, Documents
from bot.runtime.message_codec import unpack as unpack_message
from db.engine import open_reader
from db.messages.outbox import outbox
from db.people.binding import binding
from db.records import audit, document
from db.records.audit import ALARM
from db.records.document import State
from handlers.chat.event import PDF, XLSX
from handlers.texts.documents import DocumentFailed, DocumentReady
from tests.builders.chats import BUDIS, MONDAY, bind
from tests.builders.papers import REGION, a_printery, praise
from tests.harness.database import rows
from tests.office import BUDI, SARI
from tests.patience import PATIENCE

SECOND = timedelta(seconds=1)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(MONDAY)


@pytest.fixture
async def reader(database_url: str) -> AsyncIterator[AsyncEngine]:
    opened = open_reader(database_url, command_timeout=PATIENCE)
    yield opened
    await opened.dispose()


@pytest.fixture
async def printery(
    furnished: AsyncEngine, reader: AsyncEngine, clock: VirtualClock, tmp_path: Path
) -> AsyncIterator[Documents]:
    await bind(furnished, BUDIS, BUDI)
    opened = a_printery(furnished, reader, clock, tmp_path / "files")
    yield opened
    opened.press.stop()


async def told(engine: AsyncEngine) -> list[Any]:
    """What was pushed, in order, as it will be said."""
    found = await rows(engine, outbox)
    return [unpack_message(row.kind, row.body) for row in sorted(found, key=lambda row: row.id)]


async def states(engine: AsyncEngine) -> list[str]:
    return [row.state for row in await rows(engine, document.document)]


async def test_it_is_printed_kept_and_sent_to_whoever_asked(printery: Documents) -> None:
    await praise(printery.engine, printery.clock, BUDIS)
    assert await printery.make_next()
    assert not await printery.make_next()
    first, second = await told(printery.engine)
    assert (first.title, first.notes) == ("Pujian untuk Budi", ("Belum ada penanda tangan.",))
    assert (first.file.filename, first.file.kept.media) == ("Pujian_Budi.pdf", PDF)
    assert (second.file.filename, second.file.kept.media) == ("Pujian_Budi.xlsx", XLSX)
    assert (second.number, second.total, second.notes) == (2, 2, ())
    content = await printery.stores[REGION.code].content(first.file.kept)
    assert content is not None
    assert content.startswith(b"%PDF-1.7")
    assert printery.wake.is_set()


async def test_what_was_made_is_known_with_its_files(printery: Documents) -> None:
    id_ = await praise(printery.engine, printery.clock, None)
    await printery.make_next()
    async with printery.engine.begin() as db:
        found = await document.find(db, REGION.code, id_)
    assert found is not None
    assert (found.state, found.attempts, found.asked_by) == (State.MADE, 1, BUDI.id)
    assert [file.name for file in found.files] == ["Pujian_Budi.pdf", "Pujian_Budi.xlsx"]
    assert await told(printery.engine) == [], "for nobody's chat: it is only kept"


async def test_what_is_rolled_back_was_never_asked_for(printery: Documents) -> None:
    async with printery.engine.connect() as db:
        await document.ask(db, document.NewDocument(REGION.code, "pujian", {}), MONDAY)
    assert not await printery.make_next()


async def test_the_same_key_is_asked_for_once(printery: Documents) -> None:
    ids = {await praise(printery.engine, printery.clock, BUDIS, dedupe="x") for _ in range(2)}
    assert len(ids) == 1
    assert ids != {await praise(printery.engine, printery.clock, BUDIS, dedupe="y")}
    assert await states(printery.engine) == ["waiting", "waiting"]


async def test_an_archive_is_one_file(printery: Documents) -> None:
    await praise(printery.engine, printery.clock, BUDIS, packed=True)
    await printery.make_next()
    (only,) = await told(printery.engine)
    content = await printery.stores[REGION.code].content(only.file.kept)
    with zipfile.ZipFile(io.BytesIO(content or b"")) as archive:
        assert archive.namelist() == ["Pujian_Budi.pdf", "Pujian_Budi.xlsx", LIST_NAME]
    assert only.file.filename == "Pujian.zip"


async def test_two_at_once_make_it_once(
    printery: Documents, reader: AsyncEngine, clock: VirtualClock, tmp_path: Path
) -> None:
    other = a_printery(printery.engine, reader, clock, tmp_path / "files")
    try:
        for name in ("Budi", "Sari", "Eko"):
            await praise(printery.engine, clock, BUDIS, name)
        made = await asyncio.gather(*(each.make_next() for each in (printery, other) * 3))
    finally:
        other.press.stop()
    assert sum(made) == 3
    assert len(await told(printery.engine)) == 6
    assert await states(printery.engine) == ["made"] * 3


async def test_whoever_was_too_slow_has_made_nothing(
    printery: Documents,
) -> None:
    """Its claim has run out, and another has it: of both only the newer one tells anybody."""
    await praise(printery.engine, printery.clock, BUDIS)
    late = await printery._claim()
    assert late is not None
    assert not await printery.make_next(), "it is somebody's"
    _pass(printery, LEASE)
    assert await printery.make_next()
    assert await printery._made(late) == "overtaken"
    assert len(await told(printery.engine)) == 2
    dipuji = [row for row in await rows(printery.engine, audit.audit) if row.action == "dipuji"]
    assert len(dipuji) == 1


async def test_whoever_still_makes_it_keeps_it(printery: Documents) -> None:
    await praise(printery.engine, printery.clock, BUDIS)
    mine = await printery._claim()
    assert mine is not None
    async with printery.engine.begin() as db:
        assert await document.renew(db, mine, printery.clock.now() + 3 * LEASE)
    _pass(printery, LEASE)
    assert not await printery.make_next()
    _pass(printery, 2 * LEASE)
    assert await printery.make_next()
    async with printery.engine.begin() as db:
        assert not await document.renew(db, mine, printery.clock.now() + LEASE)


async def test_it_is_tried_again_with_growing_pauses_and_then_given_up(
    printery: Documents,
) -> None:
    await praise(printery.engine, printery.clock, BUDIS, "Brutus")
    for tried in range(1, TRIES_MAX):
        assert await printery.make_next()
        _pass(printery, timedelta(seconds=2**tried) - SECOND)
        assert not await printery.make_next(), f"too soon after try {tried}"
        _pass(printery, SECOND)
    assert await told(printery.engine) == []
    assert await printery.make_next()
    assert not await printery.make_next()
    (sorry,) = await told(printery.engine)
    assert sorry == DocumentFailed("Pujian untuk Brutus")
    async with printery.engine.begin() as db:
        (alarm,) = await audit.newest(db, REGION.code, 9, only_alarms=True)
        (failed,) = await document.failed(db, REGION.code, 9)
    assert alarm.action == f"{ALARM}berkas tidak dapat dibuat"
    assert alarm.detail["sebab"] == failed.error == "ValueError: an honourable man"
    assert (failed.state, failed.attempts) == (State.FAILED, TRIES_MAX)


async def test_what_was_given_up_can_be_asked_for_again(printery: Documents) -> None:
    id_ = await praise(printery.engine, printery.clock, BUDIS, "Brutus")
    for _ in range(TRIES_MAX):
        await printery.make_next()
        _pass(printery, timedelta(hours=1))
    async with printery.engine.begin() as db:
        assert await document.retry(db, REGION.code, id_, printery.clock.now())
        assert not await document.retry(db, REGION.code, id_, printery.clock.now())
    assert await printery.make_next()
    assert await states(printery.engine) == ["waiting"]


async def test_what_every_process_dies_of_is_given_up(printery: Documents) -> None:
    await praise(printery.engine, printery.clock, BUDIS)
    for _ in range(TRIES_MAX):
        assert await printery._claim() is not None  # and it is never heard of again
        _pass(printery, LEASE)
    assert await printery.make_next()
    (failed,) = await rows(printery.engine, document.document)
    assert (failed.state, failed.error) == (
        "failed",
        f"Died: {TRIES_MAX} processes that were making it",
    )


async def test_a_store_that_is_away_costs_no_try_until_a_day_is_over(
    printery: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_store: Store, _content: bytes, _media: str) -> None:
        raise MediaUnavailable("away")

    await praise(printery.engine, printery.clock, BUDIS)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "keep", away)
        for _ in range(TRIES_MAX + 3):
            assert await printery.make_next()
            _pass(printery, timedelta(minutes=1))
        assert await states(printery.engine) == ["waiting"]
    assert await printery.make_next()
    assert await states(printery.engine) == ["made"]
    await praise(printery.engine, printery.clock, BUDIS, "Eko")
    monkeypatch.setattr(Store, "keep", away)
    _pass(printery, AWAY_MAX + SECOND)
    assert await printery.make_next()
    assert await states(printery.engine) == ["made", "failed"]


async def test_a_kind_of_a_newer_release_is_left_to_it(printery: Documents) -> None:
    async with printery.engine.begin() as db:
        await document.ask(db, document.NewDocument(REGION.code, "belum_ada", {}), MONDAY)
    for _ in range(TRIES_MAX + 3):
        assert await printery.make_next()
        _pass(printery, timedelta(minutes=1))
    assert await states(printery.engine) == ["waiting"]


async def test_a_chat_that_is_somebody_else_s_by_now_gets_nothing(printery: Documents) -> None:
    await praise(printery.engine, printery.clock, BUDIS)
    async with printery.engine.begin() as db:
        await db.execute(sa.update(binding).values(employee=SARI.id))
    await printery.make_next()
    assert await states(printery.engine) == ["made"]
    assert await told(printery.engine) == []


STEPS = (
    ("bot.runtime.documents.document.claim", "after"),
    ("tests.builders.papers.Praise.contents", "before"),
    ("bot.runtime.press.Press.print", "before"),
    ("bot.media.store.Store.keep", "before"),
    ("bot.media.store.Store.keep", "after"),
    ("bot.runtime.documents.document.finish", "before"),
    ("bot.runtime.documents.document.finish", "after"),
    ("tests.builders.papers.Praise.made", "after"),
    ("bot.runtime.documents.outgoing.put", "before"),
    ("bot.runtime.documents.outgoing.put", "after"),
)


class Killed(BaseException):
    """Nothing after this instruction is done, as with kill -9."""


@pytest.mark.parametrize(("step", "when"), STEPS, ids=[f"{when} {step}" for step, when in STEPS])
async def test_killed_between_any_two_steps_it_is_made_once_by_whoever_comes_next(
    printery: Documents, monkeypatch: pytest.MonkeyPatch, step: str, when: str
) -> None:
    await praise(printery.engine, printery.clock, BUDIS)
    with monkeypatch.context() as patch:
        _kill_at(patch, step, when)
        with pytest.raises(Killed):
            await printery.make_next()
    assert await told(printery.engine) == []
    assert await states(printery.engine) == ["waiting"]
    _pass(printery, LEASE)
    assert await printery.make_next()
    assert [type(each) for each in await told(printery.engine)] == [DocumentReady] * 2
    assert await states(printery.engine) == ["made"]
    lines = await rows(printery.engine, audit.audit)
    assert [line.action for line in lines].count("dipuji") == 1


async def test_the_service_goes_on_after_whatever_went_wrong(
    printery: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that is away, once: the paper is made as soon as it is back."""
    monkeypatch.setattr(documents, "IDLE_SECONDS", 0.01)
    calls = 0
    claim = document.claim

    async def away_at_first(db: AsyncConnection, *args: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise ConnectionError
        return await claim(db, *args, **more)

    monkeypatch.setattr(document, "claim", away_at_first)
    await praise(printery.engine, printery.clock, BUDIS)
    running = asyncio.create_task(printery.run())
    async with asyncio.timeout(PATIENCE):
        await printery.wake.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert await states(printery.engine) == ["made"]
    assert printery.press._process is None, "nothing is left behind"


def _kill_at(patch: pytest.MonkeyPatch, step: str, when: str) -> None:
    real = resolve_name(step)

    async def killed(*args: Any, **more: Any) -> Any:
        if when == "after":
            await real(*args, **more)
        raise Killed

    patch.setattr(step, killed)


def _pass(printery: Documents, span: timedelta) -> None:
    clock = printery.clock
    assert isinstance(clock, VirtualClock)
    clock.advance(span)
