"""What screens show: every copy of a card is found by it; what reached nobody may be sent again."""

from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.organisation.address import Address
from db import chat_accounts
from db.messages import outbox, screen, sending
from db.messages.outbox import NewMessage, State
from db.messages.sending import Outcome
from db.people import binding
from tests.builders.chats import BUDIS, CITRAS, MONDAY
from tests.harness.database import ON_ITS_OWN, plan, rows, statements
from tests.office import BUDI, CITRA

CARD, OTHER = UUID(int=1), UUID(int=2)
OWNER = UUID(int=9)
HOUR = timedelta(hours=1)
TABLE = outbox.outbox


def card(to: Address, key: str | None, as_of: str = "a", **more: object) -> NewMessage:
    return NewMessage(to, 1, {"text": as_of}, key, card=CARD, as_of=as_of, **more)  # type: ignore[arg-type]  # fields of a message


async def put(engine: AsyncEngine, *messages: NewMessage) -> None:
    async with engine.begin() as db:
        await outbox.put(db, messages, MONDAY)


async def sends(engine: AsyncEngine, *ids: str | None, away: bool = False) -> None:
    """All that is due is sent and gets these message ids in turn; None: it never arrives."""
    for id_ in ids:
        async with engine.begin() as db:
            look = await sending.claim(
                db, ("bulungan", "telegram"), OWNER, now=MONDAY, lease=HOUR, limit=1, rate=None
            )
            (claimed,) = look.messages
            state = State.SENT if id_ else State.FAILED
            told = Outcome("bulungan", claimed.id, state, id_, unreached=id_ is None and away)
            await sending.finish(db, OWNER, [told], MONDAY)


async def copies(engine: AsyncEngine, *cards: UUID) -> list[tuple[str, str | None, str | None]]:
    async with engine.begin() as db:
        found = await screen.copies(db, "bulungan", cards or (CARD,))
    listed = [each for of_one in found.values() for each in of_one]
    return [(each.to.id, each.message, each.as_of) for each in listed]


async def test_every_message_of_a_card_is_a_copy_sent_or_not(bound: AsyncEngine) -> None:
    await put(bound, card(BUDIS, "kartu:1"), card(BUDIS, "ingat:1"))
    await sends(bound, "11")
    await put(bound, card(CITRAS, "kartu:2"))
    assert await copies(bound) == [
        ("5001", "11", "a"),
        ("5001", None, "a"),
        ("5002", None, "a"),
    ]


async def test_what_changes_a_message_is_no_copy_and_says_what_that_one_shows(
    bound: AsyncEngine,
) -> None:
    await put(bound, card(BUDIS, "kartu:1"))
    await sends(bound, "11")
    await put(bound, card(BUDIS, None, "b", edits_key="kartu:1"))
    assert await copies(bound) == [("5001", "11", "b")]
    await sends(bound, "11")
    assert await copies(bound) == [("5001", "11", "b")]


async def test_an_answer_in_the_place_of_a_card_is_the_same_message(bound: AsyncEngine) -> None:
    """It has no key of its own, and is known by the message that it changed."""
    await put(bound, card(BUDIS, "kartu:1"), card(BUDIS, None, "b"))
    await sends(bound, "11", "11")
    assert await copies(bound) == [("5001", "11", "b")]


async def test_the_same_message_number_in_two_chats_is_two_messages(bound: AsyncEngine) -> None:
    await put(bound, card(BUDIS, "kartu:1"))
    await sends(bound, "11")
    await put(bound, card(CITRAS, "kartu:2"))
    await sends(bound, "11")
    assert await copies(bound) == [("5001", "11", "a"), ("5002", "11", "a")]


async def test_a_chat_that_is_somebody_elses_by_now_has_no_copies(bound: AsyncEngine) -> None:
    """Nobody reads in an account that was given on what its former owner decides."""
    await put(bound, card(BUDIS, "kartu:1"), card(CITRAS, "kartu:2"))
    await sends(bound, "11")
    async with bound.begin() as db:
        await chat_accounts.unbind(db, "bulungan", CITRA.id)
        later = sa.update(binding.binding).where(binding.binding.c.employee == BUDI.id)
        await db.execute(later.values(bound_at=MONDAY + HOUR))
    assert await copies(bound) == []
    async with bound.begin() as db:
        await db.execute(later.values(bound_at=MONDAY))
    assert await copies(bound) == [("5001", "11", "a")]


async def test_what_shows_something_else_by_now_is_no_copy(bound: AsyncEngine) -> None:
    await put(bound, card(BUDIS, "kartu:1"))
    await sends(bound, "11")
    async with bound.begin() as db:
        await screen.leave(db, BUDIS, "11", but=CARD)
    assert len(await copies(bound)) == 1
    async with bound.begin() as db:
        await screen.leave(db, CITRAS, "11", but=None)
        await screen.leave(db, BUDIS, "12", but=None)
    assert len(await copies(bound)) == 1
    async with bound.begin() as db:
        await screen.leave(db, BUDIS, "11", but=OTHER)
    assert await copies(bound) == []


@pytest.mark.parametrize(("away", "free"), [(True, True), (False, False)])
async def test_only_what_found_nobody_gives_its_key_back(
    bound: AsyncEngine, *, away: bool, free: bool
) -> None:
    """What the platform will never take is not tried again and again."""
    await put(bound, card(BUDIS, "kartu:1"))
    await sends(bound, None, away=away)
    async with bound.begin() as db:
        assert (await outbox.fetch_used_keys(db, "bulungan", ["kartu:1"]) == set()) is free
    await put(bound, card(BUDIS, "kartu:1"))
    assert len(await rows(bound, TABLE)) == 1 + free
    assert len(await copies(bound)) == free


async def test_news_that_reached_nobody_is_sent_again_in_its_order(bound: AsyncEngine) -> None:
    news = [NewMessage(BUDIS, 1, {"text": str(number)}) for number in range(3)]
    answer, other = NewMessage(BUDIS, 0, {"text": "answer"}), NewMessage(CITRAS, 1, {"text": "x"})
    await put(bound, *news, answer, card(BUDIS, "kartu:1"), other)
    for _ in range(6):
        await sends(bound, None, away=True)
    async with bound.begin() as db:
        since, kinds = MONDAY - HOUR, (1, 2)
        for found in (2, 1, 0):
            again = screen.revive(db, BUDIS, MONDAY, since=since, priorities=kinds, most=2)
            assert await again == found
    waits = [row.body["text"] for row in await rows(bound, TABLE) if row.state == "pending"]
    assert sorted(waits) == ["0", "1", "2"]


async def test_of_many_news_the_newest_are_sent_again(bound: AsyncEngine) -> None:
    await put(bound, *(NewMessage(BUDIS, 1, {"text": text}) for text in ("old", "newer", "newest")))
    await sends(bound, None, None, None, away=True)
    async with bound.begin() as db:
        again = screen.revive(db, BUDIS, MONDAY, since=MONDAY, priorities=(1,), most=2)
        assert await again == 2
    waits = {row.body["text"] for row in await rows(bound, TABLE) if row.state == "pending"}
    assert waits == {"newer", "newest"}


async def test_news_that_are_too_old_are_not(bound: AsyncEngine) -> None:
    await put(bound, NewMessage(BUDIS, 1, {"text": "old"}))
    await sends(bound, None, away=True)
    async with bound.begin() as db:
        since = MONDAY + timedelta(seconds=1)
        assert await screen.revive(db, BUDIS, MONDAY, since=since, priorities=(1,), most=9) == 0
        assert await screen.revive(db, BUDIS, MONDAY, since=MONDAY, priorities=(1,), most=9) == 1


@pytest.mark.parametrize("database_url", ["own postgresql"], indirect=True)
async def test_copies_and_screens_are_looked_up_by_index(bound: AsyncEngine) -> None:
    """Among many messages, of which few are cards."""
    many = sa.text(
        "INSERT INTO outbox (region, id, channel, address, priority, body, created_at, not_before,"
        " state, attempts, message, card, unreached) SELECT 'bulungan', gen_random_uuid(),"
        " 'telegram', n::text, 0, '{}', now(), now(), 'sent', 1, n::text,"
        " CASE WHEN n % 10 = 0 THEN gen_random_uuid() END, n % 50 = 1"
        " FROM generate_series(1, 20000) AS n"
    )
    async with bound.begin() as db:
        await db.execute(many)
    await put(bound, card(BUDIS, "kartu:1"))
    async with bound.begin() as db:
        await db.execute(sa.text("ANALYZE outbox"))
        with statements(bound) as sent:
            await screen.copies(db, "bulungan", [CARD])
            await screen.leave(db, BUDIS, "11", but=None)
            await screen.revive(db, BUDIS, MONDAY, since=MONDAY, priorities=(1,), most=9)
        plans = [await plan(db, statement) for statement in sent]
    for index, text in zip(("card", "screen", "unreached"), plans, strict=True):
        assert f"ix_outbox_{index}" in text
        assert "Seq Scan on outbox" not in text


OLD = """
    INSERT INTO outbox (region, id, channel, address, priority, dedupe, body, created_at,
        not_before, state, attempts, error)
    VALUES ('bulungan', '{id}', 'telegram', '5001', 1, {key}, '{{}}', '2026-04-06 00:00:00+00:00',
        '2026-04-06 00:00:00+00:00', '{state}', 1, {error})"""


@ON_ITS_OWN
def test_cards_of_an_older_release_are_known_and_what_failed_may_be_sent(database_url: str) -> None:
    """Down to the release before it, with its rows, and up again; nothing is lost."""
    from db.migrations import downgrade, upgrade  # noqa: PLC0415 - only here
    from tests.db.test_db_migrations import run, seen  # noqa: PLC0415

    downgrade(database_url, "0005")
    blocked = "'Forbidden: bot was blocked by the user'"
    given = [
        (f"'kartu:{CARD.hex}:{OTHER.hex}'", "sent", "NULL"),
        (f"'ingat:{CARD.hex}'", "sent", "NULL"),
        (f"'kartu:{OTHER.hex}:{CARD.hex}'", "failed", blocked),
        (f"'ingat:{OTHER.hex}'", "failed", "'Bad Request: too long'"),
        ("NULL", "failed", blocked),
    ]
    ids = [UUID(int=100 + number) for number in range(len(given))]
    as_text = [each.hex if "sqlite" in database_url else str(each) for each in ids]
    run(
        database_url,
        *(
            OLD.format(id=id_, key=key, state=state, error=error)
            for id_, (key, state, error) in zip(as_text, given, strict=True)
        ),
    )
    upgrade(database_url)

    def read(connection: sa.Connection) -> list[tuple[object, ...]]:
        columns = (TABLE.c.card, TABLE.c.dedupe.is_(None), TABLE.c.unreached)
        found = connection.execute(sa.select(*columns).order_by(TABLE.c.id))
        return [tuple(row) for row in found]

    assert seen(database_url, read) == [
        (CARD, False, False),
        (CARD, False, False),
        (None, True, True),
        (OTHER, False, False),
        (None, True, True),
    ]
