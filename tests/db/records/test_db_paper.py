"""Attendance on paper in both databases: written once, counted by its letter, decided once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.attendance.stamp import Leg, Source, Stamp
from core.law.questions.manual import Condition
from core.law.regulation import ActivityKind
from core.month.letter import LetterState
from core.organisation.calendar import DAY
from db.records import incident, letter, manual, manual_work, reader, sheet
from db.records.attachment import Page
from db.records.incident import Extension, NewIncident
from db.records.letter import Line, NewLetter, Signature
from db.records.manual import Entry
from db.records.manual_work import NewWork
from db.records.sheet import Sheet
from handlers.chat.event import JPEG
from tests.office import BUDI, CITRA, EKO, SARI, wita

CODE, MONDAY = "bulungan", date(2026, 4, 6)
NOW = wita("2026-04-06", "17.00")
PAGES = (Page("ab" * 32, 1000, JPEG),)
BROKEN = Condition.BROKEN
SHEET = Sheet(UUID(int=5), PAGES, None, CITRA.id, NOW)
LETTER = NewLetter(UUID(int=6), "setda", "800/1", CITRA.id, NOW, None)
LINE = Line(BUDI.id, MONDAY, BROKEN)


def entry(leg: Leg = Leg.MASUK, day: date = MONDAY, *, needed: bool = True) -> Entry:
    facts = (uuid4(), BUDI.id, day, leg, 1, NOW, BROKEN, None, "setda", SHEET.id)
    return Entry(*facts, needed, CITRA.id, NOW)


async def put(engine: AsyncEngine, *entries: Entry) -> None:
    async with engine.begin() as db:
        await sheet.write(db, CODE, SHEET)
        assert await manual.write(db, CODE, entries)


async def prepared(engine: AsyncEngine, *lines: Line, new: NewLetter = LETTER) -> int:
    async with engine.begin() as db:
        return await letter.prepare(db, CODE, new, lines or (LINE,))


async def signed(engine: AsyncEngine, *, counts: bool = True) -> bool:
    async with engine.begin() as db:
        return await letter.sign(db, CODE, LETTER.id, Signature(SARI.id, NOW, PAGES, counts))


async def stamps(engine: AsyncEngine) -> Sequence[Stamp]:
    async with engine.connect() as db:
        return (await reader.read(db, CODE, [BUDI.id], MONDAY, MONDAY))[BUDI.id].stamps


async def at_once(
    engine: AsyncEngine, *acts: Callable[[AsyncConnection], Awaitable[object]]
) -> list[object]:
    """Each in a transaction of its own, all at the same time; what each of them gives."""

    async def run(act: Callable[[AsyncConnection], Awaitable[object]]) -> object:
        async with engine.begin() as db:
            return await act(db)

    return sorted(await asyncio.gather(*map(run, acts)), key=str)


async def test_a_list_is_read_as_further_stamps_once_its_letter_counts(
    furnished: AsyncEngine,
) -> None:
    """BLG-11-2, KRA-9-2: prepared it does not, signed it does, sent back no more."""
    await put(furnished, entry())
    assert await stamps(furnished) == ()
    await prepared(furnished)
    assert await stamps(furnished) == ()
    assert await signed(furnished)
    (found,) = await stamps(furnished)
    assert (found.leg, found.at, found.source) == (Leg.MASUK, NOW, Source.MANUAL)
    async with furnished.begin() as db:
        assert await letter.decide(db, CODE, LETTER.id, EKO.id, NOW, "keliru")
    assert await stamps(furnished) == ()
    assert await signed(furnished, counts=False), "handed in anew, but late (KAM-31)"
    assert await stamps(furnished) == ()
    async with furnished.begin() as db:
        assert await letter.decide(db, CODE, LETTER.id, EKO.id, NOW)
    assert len(await stamps(furnished)) == 1


@pytest.mark.parametrize(
    "other", [Line(CITRA.id, MONDAY, BROKEN), replace(LINE, date=MONDAY + DAY)]
)
async def test_a_letter_about_others_or_other_dates_does_not_help(
    furnished: AsyncEngine, other: Line
) -> None:
    await put(furnished, entry())
    await prepared(furnished, other)
    await signed(furnished)
    assert await stamps(furnished) == ()
    async with furnished.connect() as db:
        (found,) = await manual.without_letter(db, CODE, ["setda"])
        assert (found.employee, found.date) == (BUDI.id, MONDAY)
        assert await manual.without_letter(db, CODE, ["rsud"]) == []


@pytest.mark.parametrize(("after", "covered"), [(0, True), (1, False)], ids=["AMB-97", "KAM-50"])
async def test_a_letter_vouches_for_what_was_entered_before_it(
    furnished: AsyncEngine, after: int, *, covered: bool
) -> None:
    await put(furnished, replace(entry(), entered_at=NOW + timedelta(seconds=after)))
    await prepared(furnished)
    await signed(furnished)
    assert bool(await stamps(furnished)) is covered


async def test_a_date_that_is_taken_out_of_a_letter_stands_in_none(
    furnished: AsyncEngine,
) -> None:
    await put(furnished, entry(), entry(day=MONDAY + DAY))
    other = replace(LINE, date=MONDAY + DAY)
    await prepared(furnished, LINE, other)
    await signed(furnished)
    async with furnished.begin() as db:
        assert await letter.stands(db, CODE, BUDI.id, MONDAY)
        assert await letter.take_out(db, CODE, BUDI.id, MONDAY, NOW) == LETTER.id
        assert await letter.take_out(db, CODE, BUDI.id, MONDAY, NOW) is None
        assert not await letter.stands(db, CODE, BUDI.id, MONDAY)
        (kept,) = await letter.open_of(db, CODE)
        assert kept.lines == (other,)
        (missing,) = await manual.without_letter(db, CODE)
        assert missing.date == MONDAY
        await letter.take_out(db, CODE, BUDI.id, other.date, NOW)
        assert await letter.open_of(db, CODE) == []
        assert await letter.find(db, CODE, LETTER.id) is None
    assert await stamps(furnished) == ()


async def test_for_the_server_no_letter_is_waited_for(furnished: AsyncEngine) -> None:
    """AMB-24, KAM-04."""
    await put(furnished, entry(needed=False))
    assert len(await stamps(furnished)) == 1
    async with furnished.connect() as db:
        assert await manual.without_letter(db, CODE) == []
        assert await manual.counting(db, CODE, [BUDI.id], MONDAY, MONDAY) == {(BUDI.id, MONDAY)}
        assert await manual.counting(db, CODE, [BUDI.id], MONDAY + DAY, MONDAY + DAY) == set()


async def test_a_withdrawn_entry_counts_nowhere_and_may_be_entered_anew(
    furnished: AsyncEngine,
) -> None:
    first = entry(needed=False)
    await put(furnished, first, entry(Leg.PULANG, needed=False))
    async with furnished.begin() as db:
        assert not await manual.write(db, CODE, [entry(needed=False)]), "it stands there"
        assert await manual.withdraw(db, CODE, [first.id], CITRA.id, NOW, "keliru") == 1
        assert await manual.withdraw(db, CODE, [first.id], CITRA.id, NOW, "lagi") == 0
        assert await manual.find(db, CODE, first.id) is None
        assert [e.leg for e in await manual.of_people(db, CODE, [BUDI.id], MONDAY, MONDAY)] == [
            Leg.PULANG
        ]
        assert await manual.write(db, CODE, [entry(needed=False)])
    assert len(await stamps(furnished)) == 2


async def test_of_two_who_enter_one_leg_at_once_one_writes(furnished: AsyncEngine) -> None:
    await put(furnished, entry(day=MONDAY + DAY))
    found = await at_once(
        furnished, *(lambda db: manual.write(db, CODE, [entry()]) for _ in range(2))
    )
    assert found == [False, True]


async def test_a_date_stands_in_one_letter_and_a_dropped_one_frees_it(
    furnished: AsyncEngine,
) -> None:
    other = replace(LETTER, id=UUID(int=7))
    found = await at_once(
        furnished,
        *(lambda db, n=new: letter.prepare(db, CODE, n, [LINE]) for new in (LETTER, other)),
    )
    assert found == [0, 1]
    async with furnished.begin() as db:
        dropped = [await letter.drop(db, CODE, each.id, NOW) for each in (LETTER, other)]
    assert dropped == [True, True]
    again = replace(LETTER, id=UUID(int=8))
    assert await prepared(furnished, new=again) == 1
    async with furnished.connect() as db:
        (found_,) = await letter.open_of(db, CODE, ["setda"])
        assert (found_.id, found_.state, found_.lines) == (again.id, LetterState.PREPARED, (LINE,))
        assert await letter.open_of(db, CODE, ["rsud"]) == []


async def test_of_two_who_decide_a_letter_at_once_one_does(furnished: AsyncEngine) -> None:
    await prepared(furnished)
    await signed(furnished)
    found = await at_once(
        furnished,
        lambda db: letter.decide(db, CODE, LETTER.id, EKO.id, NOW),
        lambda db: letter.decide(db, CODE, LETTER.id, SARI.id, NOW, "keliru"),
    )
    assert found == [False, True]
    async with furnished.connect() as db:
        kept = await letter.find(db, CODE, LETTER.id)
    assert kept is not None
    assert (kept.state, kept.counts, kept.remark, kept.decided_by) in {
        (LetterState.ACCEPTED, True, None, EKO.id),
        (LetterState.SENT_BACK, False, "keliru", SARI.id),
    }


def opened(**more: object) -> NewIncident:
    facts = {"id": uuid4(), "employee": BUDI.id, "condition": BROKEN, "first": MONDAY}
    facts |= {"reason": None, "opened_by": BUDI.id, "opened_at": NOW}
    return NewIncident(**facts | more)  # type: ignore[arg-type]


async def test_somebody_has_one_open_incident(furnished: AsyncEngine) -> None:
    found = await at_once(
        furnished, *(lambda db: incident.open_new(db, CODE, opened()) for _ in range(2))
    )
    assert found == [False, True]
    async with furnished.begin() as db:
        first = await incident.open_of(db, CODE, BUDI.id)
        assert first is not None
        assert first.stands
        assert await incident.close(db, CODE, first.id, MONDAY, None, NOW)
        assert not await incident.close(db, CODE, first.id, MONDAY, None, NOW)
        assert await incident.open_of(db, CODE, BUDI.id) is None
        assert await incident.open_new(db, CODE, opened(first=MONDAY + 2 * DAY))
        for day, count in (
            (MONDAY - DAY, 0),
            (MONDAY, 1),
            (MONDAY + DAY, 0),
            (MONDAY + 2 * DAY, 1),
        ):
            assert len(await incident.of_people(db, CODE, [BUDI.id], day, day)) == count, day


@pytest.mark.parametrize("true", [True, False])
async def test_what_another_opened_stands_once_the_head_has_said_so(
    furnished: AsyncEngine, *, true: bool
) -> None:
    new = opened(opened_by=CITRA.id)
    async with furnished.begin() as db:
        await incident.open_new(db, CODE, new)
        found = await incident.find(db, CODE, new.id)
        assert found is not None
        assert not found.stands
        assert await incident.vouch(db, CODE, new.id, SARI.id, NOW, true=true)
        assert not await incident.vouch(db, CODE, new.id, SARI.id, NOW, true=not true)
        found = await incident.find(db, CODE, new.id)
        assert found is not None
        assert (found.stands, found.closed_at is None) == (true, true)


async def test_the_longest_that_was_granted_holds(furnished: AsyncEngine) -> None:
    """AMB-26, KAM-03: asked for once at a time, decided once."""
    new = opened()
    days = [MONDAY + count * DAY for count in (9, 12, 20)]
    async with furnished.begin() as db:
        await incident.open_new(db, CODE, new)
        for until, grant in zip(days, (True, True, False), strict=True):
            asked = Extension(uuid4(), new.id, until, "servis", BUDI.id, NOW, None, None)
            assert await incident.ask_longer(db, CODE, asked)
            again = replace(asked, id=uuid4())
            assert not await incident.ask_longer(db, CODE, again), "one waits"
            assert await incident.decide_extension(db, CODE, asked.id, EKO.id, NOW, grant=grant)
            assert not await incident.decide_extension(
                db, CODE, asked.id, EKO.id, NOW, grant=not grant
            )
        found = await incident.find(db, CODE, new.id)
        assert found is not None
        assert found.as_law.extended_until == MONDAY + 12 * DAY


async def test_work_is_posted_once_and_taken_back_once(furnished: AsyncEngine) -> None:
    facts = (uuid4(), BUDI.id, MONDAY, ActivityKind.DUTY, 90, "Rapat", None, None)
    new = NewWork(*facts, SHEET.id, CITRA.id, NOW + timedelta(minutes=1))
    async with furnished.begin() as db:
        await sheet.write(db, CODE, SHEET)
        await manual_work.write(db, CODE, [new])
        (line,) = await manual_work.of_people(db, CODE, [BUDI.id], MONDAY, MONDAY)
        assert line.activity is None
        assert not await manual_work.post(db, CODE, new.id, None)
        assert await manual_work.withdraw(db, CODE, [new.id], CITRA.id, NOW) == 1
        assert await manual_work.of_people(db, CODE, [BUDI.id], MONDAY, MONDAY) == []
        assert await sheet.find(db, CODE, SHEET.id) == SHEET
        assert await sheet.find(db, "lain", SHEET.id) is None
