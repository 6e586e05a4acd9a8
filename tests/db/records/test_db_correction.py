"""Corrections and captures on both databases: the keys, whoever is first, what is read of a day."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.approvals.case import State
from core.attendance.offline import Signal
from core.attendance.stamp import Leg, Source
from core.law.questions.koreksi import Matter
from db.records import capture, correction, export, reader
from db.records.attachment import Page
from db.records.capture import NewCapture
from db.records.correction import Endorsed, NewCorrection
from tests.builders.chats import MONDAY
from tests.db import decisions
from tests.office import BUDI, CITRA, EKO, SARI, Actor, a_region, furnish

DAY, CODE = date(2026, 4, 6), "bulungan"
HOUR = timedelta(hours=1)
NEW = NewCorrection(
    UUID(int=1),
    BUDI.id,
    DAY,
    Matter.MASUK,
    "Lupa",
    MONDAY + HOUR,
    MONDAY + 30 * HOUR,
    leg=Leg.MASUK,
    duty=1,
    at=MONDAY,
    place="kantor-bupati",
    proposed_by=CITRA.id,
    proposed_at=MONDAY + HOUR,
)
TAKEN = NewCapture(
    UUID(int=7),
    BUDI.id,
    DAY,
    Leg.PULANG,
    1,
    MONDAY + 9 * HOUR,
    None,
    MONDAY + 20 * HOUR,
    "kantor-bupati",
    16.2,
    2.8,
    117.3,
    None,
    (Page("ab" * 32, 180_000, "image/jpeg"),),
    None,
    (Signal.NO_GPS_TIME,),
    MONDAY + 60 * HOUR,
)


@pytest.fixture
async def office(engine: AsyncEngine) -> AsyncEngine:
    await furnish(engine)
    return engine


async def write(engine: AsyncEngine, *new: NewCorrection) -> None:
    async with engine.begin() as db:
        for each in new:
            await correction.write(db, CODE, each)


async def agree(engine: AsyncEngine, new: NewCorrection, hours: int = 2, by: Actor = SARI) -> None:
    async with engine.begin() as db:
        await decisions.decide(
            db,
            correction.CASES,
            CODE,
            new.id,
            State.APPROVED,
            by=by.id,
            now=MONDAY + hours * HOUR,
        )


async def test_what_is_written_is_read_again(office: AsyncEngine) -> None:
    await write(office, NEW)
    async with office.connect() as db:
        found = await correction.find(db, CODE, NEW.id)
        assert await correction.find(db, "karanganyar", NEW.id) is None
        assert await correction.of_people(db, CODE, [BUDI.id], DAY, DAY) == []
    assert found is not None
    assert {name: getattr(found, name) for name in NewCorrection.__dataclass_fields__} == {
        name: getattr(NEW, name) for name in NewCorrection.__dataclass_fields__
    }


@pytest.mark.parametrize(
    "wrong",
    [
        replace(NEW, proposed_by=BUDI.id),
        replace(NEW, activity=UUID(int=99)),
    ],
    ids=["one's own day", "work that is not there"],
)
async def test_the_database_itself_refuses_what_is_no_correction(
    office: AsyncEngine, wrong: NewCorrection
) -> None:
    """BLG-12-1."""
    with pytest.raises(sa.exc.IntegrityError):
        await write(office, wrong)


@pytest.mark.parametrize("by", [BUDI, CITRA], ids=["whose day it is", "who proposed it"])
async def test_nobody_agrees_to_their_own_whatever_the_code_says(
    office: AsyncEngine, by: Actor
) -> None:
    """BLG-12-1: four eyes are a key of the table."""
    await write(office, NEW)
    with pytest.raises(sa.exc.IntegrityError):
        await agree(office, NEW, by=by)


async def test_of_two_who_propose_what_was_asked_for_the_first_does(office: AsyncEngine) -> None:
    await write(office, replace(NEW, proposed_by=None, proposed_at=None))
    async with office.begin() as db:
        assert await correction.endorse(db, CODE, NEW.id, Endorsed(CITRA.id, MONDAY))
        assert not await correction.endorse(db, CODE, NEW.id, Endorsed(EKO.id, MONDAY, "SK"))
        found = await correction.find(db, CODE, NEW.id)
    assert found is not None
    assert (found.proposed_by, found.decree) == (CITRA.id, None)


async def test_a_day_has_what_was_agreed_last_beside_what_was_stamped(office: AsyncEngine) -> None:
    """What nobody agreed to is not there, and of two of a leg the later one is."""
    second = replace(NEW, id=UUID(int=2), at=MONDAY + HOUR)
    third = replace(NEW, id=UUID(int=3), at=MONDAY + 2 * HOUR)
    await write(office, NEW, second, third)
    await agree(office, second, hours=3)
    await agree(office, NEW, hours=4)
    async with office.connect() as db:
        (record,) = (await reader.read(db, CODE, [BUDI.id], DAY, DAY)).values()
    (stamp,) = record.stamps
    assert (stamp.at, stamp.source, stamp.review) == (MONDAY, Source.CORRECTED, False)


@pytest.mark.parametrize(
    ("state", "review", "refused"),
    [(None, True, False), (State.APPROVED, False, False), (State.REJECTED, False, True)],
)
async def test_amb_77_a_capture_counts_until_somebody_refuses_it(
    office: AsyncEngine,
    state: State | None,
    review: bool,  # noqa: FBT001
    refused: bool,  # noqa: FBT001
) -> None:
    async with office.begin() as db:
        await capture.write(db, CODE, TAKEN)
        if state:
            await decisions.decide(
                db, capture.CASES, CODE, TAKEN.id, state, by=SARI.id, now=MONDAY + 21 * HOUR
            )
        (record,) = (await reader.read(db, CODE, [BUDI.id], DAY, DAY)).values()
    (stamp,) = record.stamps
    assert (stamp.source, stamp.review, stamp.refused) == (Source.OFFLINE, review, refused)


async def test_of_one_leg_one_capture_waits_and_another_may_follow_a_refused_one(
    office: AsyncEngine,
) -> None:
    async with office.begin() as db:
        await capture.write(db, CODE, TAKEN)
    with pytest.raises(sa.exc.IntegrityError):
        async with office.begin() as db:
            await capture.write(db, CODE, replace(TAKEN, id=UUID(int=8)))
    async with office.begin() as db:
        await decisions.decide(
            db, capture.CASES, CODE, TAKEN.id, State.REJECTED, by=SARI.id, now=MONDAY + 21 * HOUR
        )
        await capture.write(db, CODE, replace(TAKEN, id=UUID(int=8)))
        assert len(await capture.waiting(db, CODE, [BUDI.id])) == 1


async def test_its_point_is_forgotten_in_time_and_its_place_stays(office: AsyncEngine) -> None:
    """KAM-18."""
    async with office.begin() as db:
        await capture.write(db, CODE, TAKEN)
        assert await capture.forget_points(db, CODE, DAY) == 0
        assert await capture.forget_points(db, CODE, DAY + timedelta(days=1)) == 1
        found = await capture.find(db, CODE, TAKEN.id)
    assert found is not None
    assert (found.latitude, found.longitude, found.place) == (None, None, "kantor-bupati")


async def test_an_export_has_both_values_and_says_which_counts(office: AsyncEngine) -> None:
    """BLG-13-4: of the two corrections of one leg the later one, and the capture beside it."""
    second = replace(NEW, id=UUID(int=2), at=MONDAY + HOUR, decree="800/1")
    await write(office, NEW, second)
    await agree(office, NEW, hours=3)
    await agree(office, second, hours=4)
    async with office.begin() as db:
        await capture.write(db, CODE, TAKEN)
    now = MONDAY + 40 * HOUR
    found = [each async for each in export.stamps(office, a_region(), DAY, DAY, now)]
    assert [(each.stamp.source, each.stamp.at, each.counts) for each in found] == [
        (Source.CORRECTED, MONDAY, False),
        (Source.CORRECTED, MONDAY + HOUR, True),
        (Source.OFFLINE, MONDAY + 9 * HOUR, True),
    ]
    assert found[1].evidence == {"alasan": "Lupa", "keputusan": "800/1"}
    assert found[2].stamp.review


async def test_an_export_page_by_page_loses_and_doubles_nothing(
    office: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody without any stamp, between others, and after the last page."""
    monkeypatch.setattr(export, "PAGE_STAMPS", 2)
    people = sorted((BUDI.id, CITRA.id, EKO.id, SARI.id))
    rows = [
        replace(NEW, id=UUID(int=n), employee=who, proposed_by=None, date=DAY + timedelta(days=n))
        for n, who in enumerate(people, 10)
    ]
    await write(office, *rows)
    for each in rows:
        if each.employee != SARI.id:
            await agree(office, each)
    until = DAY + timedelta(days=30)
    found = [
        each async for each in export.stamps(office, a_region(), DAY, until, MONDAY + 900 * HOUR)
    ]
    assert [each.employee for each in found] == [each for each in people if each != SARI.id]
