"""What was handed in: the same picture is known again, with whose it was, within its region."""

from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from db.records import attachment
from db.records.attachment import Before, Page, listed, pages_of
from tests.builders.chats import MONDAY
from tests.harness.database import ON_POSTGRESQL, plan, rows, statements
from tests.office import BUDI, CITRA, furnish

PICTURE, OTHER = "a" * 64, "b" * 64


async def hand_in(
    engine: AsyncEngine, who: UUID = BUDI.id, hash_: str = PICTURE, minutes: int = 0
) -> None:
    async with engine.begin() as db:
        at = MONDAY + timedelta(minutes=minutes)
        await attachment.hand_in(db, "bulungan", [hash_], who, at)


async def before(
    engine: AsyncEngine, who: UUID = BUDI.id, *hashes: str, region: str = "bulungan"
) -> Before:
    async with engine.begin() as db:
        return await attachment.handed_in_before(db, region, hashes or (PICTURE,), who)


@pytest.mark.parametrize(
    ("earlier", "found"),
    [
        ([], Before(by_the_same=False, by_others=False)),
        ([BUDI.id], Before(by_the_same=True, by_others=False)),
        ([CITRA.id], Before(by_the_same=False, by_others=True)),
        ([CITRA.id, BUDI.id], Before(by_the_same=True, by_others=True)),
    ],
    ids=["nobody", "Budi himself", "Citra", "both"],
)
async def test_the_same_picture_is_known_again(
    furnished: AsyncEngine, earlier: list[UUID], found: Before
) -> None:
    """BLG-L-A4d, BLG-L-A5c."""
    for who in earlier:
        await hand_in(furnished, who)
    assert await before(furnished) == found


async def test_one_known_page_among_several_is_enough(furnished: AsyncEngine) -> None:
    await hand_in(furnished, CITRA.id)
    found = await before(furnished, BUDI.id, OTHER, PICTURE)
    assert found == Before(by_the_same=False, by_others=True)


@pytest.mark.parametrize(
    ("raw", "pages"),
    [
        (None, ()),
        ([], ()),
        (["ab", 9, "image/jpeg"], (Page("ab", 9, "image/jpeg"),)),
        (
            [["ab", 9, "image/jpeg", ""], ["cd", 8, "application/pdf", "Hal. 2"]],
            (Page("ab", 9, "image/jpeg"), Page("cd", 8, "application/pdf", "Hal. 2")),
        ),
    ],
    ids=["none", "empty", "of an older release", "two"],
)
def test_a_column_is_read_as_pages(raw: list[object] | None, pages: tuple[Page, ...]) -> None:
    assert pages_of(raw) == pages
    assert pages_of(listed(pages)) == pages


async def test_another_picture_says_nothing(furnished: AsyncEngine) -> None:
    await hand_in(furnished, hash_=OTHER)
    await hand_in(furnished, CITRA.id, OTHER)
    assert await before(furnished) == Before(by_the_same=False, by_others=False)


async def test_another_region_says_nothing(furnished: AsyncEngine) -> None:
    await furnish(furnished, "karanganyar")
    await hand_in(furnished)
    nothing = Before(by_the_same=False, by_others=False)
    assert await before(furnished, region="karanganyar") == nothing
    assert await before(furnished, CITRA.id, region="karanganyar") == nothing


async def test_each_time_is_a_fact_and_the_same_fact_twice_is_one(furnished: AsyncEngine) -> None:
    for minutes in (0, 0, 5):
        await hand_in(furnished, minutes=minutes)
    found = [(row.hash, row.employee, row.at) for row in await rows(furnished, attachment.file)]
    times = (MONDAY, MONDAY + timedelta(minutes=5))
    assert sorted(found) == [(PICTURE, BUDI.id, at) for at in times]


async def test_nobody_unknown_hands_anything_in(furnished: AsyncEngine) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        await hand_in(furnished, UUID(int=9))


@ON_POSTGRESQL
async def test_it_is_found_by_its_key_without_any_statistics(furnished: AsyncEngine) -> None:
    await hand_in(furnished)
    with statements(furnished) as sent:
        await before(furnished)
    async with furnished.begin() as db:
        shown = await plan(db, sent[0])
    assert shown.count("pk_file") == 2
    assert "Seq Scan" not in shown
