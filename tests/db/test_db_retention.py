"""What is kept of people, where, and until when: one list, and nothing outlives it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.attendance.claim import Claim
from core.attendance.evidence import Trace
from core.attendance.stamp import Leg
from core.organisation.fence import Point
from db import retention
from db.base import metadata
from db.messages import conversation, inbox, outbox
from db.messages.inbox import Letter
from db.messages.outbox import NewMessage, State
from db.people import binding
from db.records import claim as claims
from db.records import document
from db.records.document import File, NewDocument
from db.retention import (
    CODES,
    KEYS_ARE_KEPT,
    LEFT_OPEN_IS_KEPT,
    MARKS_ARE_KEPT,
    MISSED_IS_KEPT,
    PLACES,
    SENT_IS_KEPT,
    SILENT_CHATS_ARE_KEPT,
    Until,
)
from tests.builders.chats import BUDIS, MONDAY, bind
from tests.harness.database import rows
from tests.office import BUDI

SECOND = timedelta(seconds=1)
MIDNIGHT = timedelta(hours=16, minutes=36)  # from 07.24 on
HERE = Point(2.84123, 117.36789)
PHONE = "+6281350000002"
SAYS = {"text": "Anda masih 380 m di luar", "picture": {"point": [2.84123, 117.36789]}}
Keep = Callable[[AsyncConnection], Awaitable[None]]


def _columns() -> set[str]:
    """Every column in which anything could stand."""
    kinds = (sa.Text, sa.String, sa.JSON, sa.Double, sa.Float)
    return {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, kinds) and column.name != "region"
    }


def test_every_column_that_could_hold_something_of_a_person_is_listed() -> None:
    """A new one fails here until it says what ends its keeping, or that it never does."""
    assert _columns() == {*PLACES, *CODES}
    assert not CODES & PLACES.keys()


def test_all_that_is_not_kept_for_good_is_forgotten_by_a_test_below() -> None:
    ended = {place for place, until in PLACES.items() if until not in ELSEWHERE}
    assert ended == {place for places, *_ in WAYS for place in places}


# Ended by an act and not by the clock, or by a rule of the region and tested beside that rule.
ELSEWHERE = {Until.ARCHIVE, Until.REGISTER, Until.BOUND, Until.POINTS, Until.MISMATCHED}


async def _mark(db: AsyncConnection) -> None:
    await inbox.mark(db, [inbox.Arrival(BUDIS, "1")], MONDAY)
    await db.execute(sa.delete(conversation.conversation))


async def _fail_codes(db: AsyncConnection) -> None:
    await binding.count_failure(db, BUDIS, MONDAY.date())


def _said(state: State) -> Keep:
    async def keep(db: AsyncConnection) -> None:
        await outbox.put(db, [NewMessage(BUDIS, 0, SAYS)], MONDAY)
        done = {"state": state.value, "not_before": MONDAY, "error": f"chat 5001 {PHONE}"}
        await db.execute(sa.update(outbox.outbox).values(done))

    return keep


async def _unsent(db: AsyncConnection) -> None:
    await outbox.put(db, [NewMessage(BUDIS, 0, SAYS)], MONDAY)


def _letter(*, settled: bool) -> Keep:
    async def keep(db: AsyncConnection) -> None:
        body = {"body": {"contact": {"phone_number": PHONE}}, "chat": "5001"}
        await inbox.keep_letter(db, Letter("bulungan", "telegram", "1", MONDAY, body, PHONE))
        if settled:
            await db.execute(sa.update(inbox.dead_letter).values(settled_at=MONDAY))

    return keep


async def _listen(db: AsyncConnection) -> None:
    """Somebody is on their way, and their window ends at this moment."""
    trace = Trace(count=1, last_point=HERE, last_at=MONDAY)
    claim = Claim(MONDAY.date(), 1, Leg.MASUK, "11", trace=trace)
    await claims.keep(db, [claims.Kept(BUDI.id, BUDIS, claim, MONDAY, MONDAY)])


async def _ask(db: AsyncConnection) -> None:
    """A location is shared, and whether it is meant for going home was never answered."""
    until = MONDAY.astimezone(UTC).isoformat()
    talk = {"flow": "presensi", "until": until, "answers": [["lokasi", {"point": "2.84123"}]]}
    await conversation.save(db, {BUDIS: {"talk": talk, "verdict": {"at": until}}}, MONDAY)


async def _print(db: AsyncConnection) -> None:
    """A recap that was asked for, made and sent."""
    new = NewDocument("bulungan", "rekap", {"office": "DINKES"}, BUDI.id, BUDIS, "rekap")
    await document.ask(db, new, MONDAY)
    mine = await document.claim(db, ["bulungan"], now=MONDAY, until=MONDAY + SECOND)
    assert mine is not None
    await document.finish(db, mine, [File("Rekap.pdf", "ab12", 9, "application/pdf")], MONDAY)


async def _fall_silent(db: AsyncConnection) -> None:
    await conversation.save(db, {BUDIS: {"greeted": "x"}}, MONDAY)


OUTBOX = ("outbox.address", "outbox.body", "outbox.error")
LETTER = ("dead_letter.body", "dead_letter.traceback")
PAPER = tuple(f"document.{column}" for column in ("address", "body", "error", "files"))
DONE = (State.SENT, State.UNKNOWN, State.FAILED)
WAYS: list[tuple[tuple[str, ...], Keep, timedelta]] = [
    (("attempt.address",), _fail_codes, MARKS_ARE_KEPT + MIDNIGHT),
    (("inbox.address",), _mark, MARKS_ARE_KEPT + SECOND),
    *((OUTBOX, _said(state), SENT_IS_KEPT + SECOND) for state in DONE),
    (OUTBOX, _unsent, KEYS_ARE_KEPT + SECOND),
    (LETTER, _letter(settled=True), SENT_IS_KEPT + SECOND),
    (LETTER, _letter(settled=False), KEYS_ARE_KEPT + SECOND),
    (("share.address", "share.trace"), _listen, LEFT_OPEN_IS_KEPT + SECOND),
    (("conversation.address", "conversation.state"), _fall_silent, SILENT_CHATS_ARE_KEPT + SECOND),
    (PAPER, _print, KEYS_ARE_KEPT + SECOND),
]
IDS = [
    "failed codes",
    "a mark",
    *(f"a message that is {state}" for state in DONE),
    "a message that cannot be sent",
    "a letter that is settled",
    "a letter that nobody settles",
    "a claim that nobody was told of",
    "a silent chat",
    "a paper that was printed",
]


@pytest.mark.parametrize(("places", "keep", "after"), WAYS, ids=IDS)
async def test_it_is_gone_after_its_time_and_not_before(
    furnished: AsyncEngine, places: tuple[str, ...], keep: Keep, after: timedelta
) -> None:
    await bind(furnished, BUDIS, BUDI)
    async with furnished.begin() as db:
        await db.execute(sa.delete(conversation.conversation))
        await keep(db)
    (table,) = {place.partition(".")[0] for place in places}
    left = []
    for passed in (after - SECOND, after):
        async with furnished.begin() as db:
            await retention.forget(db, MONDAY + passed)
        left.append(len(await rows(furnished, metadata.tables[table])))
    assert left == [1, 0]


async def test_a_question_left_open_loses_its_answers_and_the_chat_stays(
    furnished: AsyncEngine,
) -> None:
    """Somebody who only looks at pages never falls silent; the location that was asked for goes."""
    await bind(furnished, BUDIS, BUDI)
    states = []
    async with furnished.begin() as db:
        await _ask(db)
        for passed in (LEFT_OPEN_IS_KEPT, LEFT_OPEN_IS_KEPT + SECOND):
            await retention.forget(db, MONDAY + passed)
            found = await db.execute(sa.select(conversation.conversation.c.state))
            states.append(sorted(found.scalar_one()))
    assert states == [["talk", "verdict"], ["verdict"]]


async def test_of_a_card_its_key_stays_without_its_words(furnished: AsyncEngine) -> None:
    """By the key a card is known to have been sent; what it said stands in the facts."""
    async with furnished.begin() as db:
        await outbox.put(db, [NewMessage(BUDIS, 1, SAYS, dedupe="v:1")], MONDAY)
        sent = {"state": State.SENT.value, "not_before": MONDAY, "message": "7"}
        await db.execute(sa.update(outbox.outbox).values(sent))
        counts = [await retention.forget(db, MONDAY + SENT_IS_KEPT + SECOND) for _ in range(2)]
        (row,) = (await db.execute(sa.select(outbox.outbox))).all()
    assert counts == [1, 0]
    assert (row.dedupe, row.message, row.body) == ("v:1", "7", {})


async def test_what_somebody_missed_waits_for_them_for_a_month(furnished: AsyncEngine) -> None:
    missed = {"state": State.FAILED.value, "not_before": MONDAY, "unreached": True}
    ages = (SENT_IS_KEPT, MISSED_IS_KEPT, MISSED_IS_KEPT + SECOND)
    async with furnished.begin() as db:
        await outbox.put(db, [NewMessage(BUDIS, 1, SAYS)], MONDAY)
        await db.execute(sa.update(outbox.outbox).values(missed))
        counts = [await retention.forget(db, MONDAY + age) for age in ages]
    assert counts == [0, 0, 1]


async def test_which_message_shows_a_card_stays_known(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        await outbox.put(db, [NewMessage(BUDIS, 1, SAYS)], MONDAY)
        sent = {"state": State.SENT.value, "not_before": MONDAY, "message": "7", "card": BUDI.id}
        await db.execute(sa.update(outbox.outbox).values(sent))
        await retention.forget(db, MONDAY + SENT_IS_KEPT + SECOND)
        (row,) = (await db.execute(sa.select(outbox.outbox))).all()
    assert (row.card, row.message, row.body) == (BUDI.id, "7", {})


async def test_whoever_is_still_on_their_way_is_listened_to(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        await _listen(db)
        await retention.forget(db, MONDAY + timedelta(hours=12))
        assert len((await db.execute(sa.select(claims.share))).all()) == 1


async def test_what_waits_to_be_sent_waits_for_as_long_as_it_may(furnished: AsyncEngine) -> None:
    """A bot that is shut out for weeks loses no answer."""
    async with furnished.begin() as db:
        await _unsent(db)
        await retention.forget(db, MONDAY + timedelta(days=60))
        (row,) = (await db.execute(sa.select(outbox.outbox))).all()
    assert (row.state, row.body) == ("pending", SAYS)
