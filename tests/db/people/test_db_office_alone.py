"""One sweep of a region at a time, and nobody who works there waits for it."""

import asyncio

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from db.people import office
from db.people.office import office as offices
from tests.harness.database import ON_POSTGRESQL
from tests.patience import PATIENCE


async def test_a_region_that_is_not_there_is_swept_by_nobody(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        assert await office.alone(db, "bulungan")
        assert not await office.alone(db, "nowhere")


@ON_POSTGRESQL
async def test_of_two_that_sweep_one_goes_away_at_once(furnished: AsyncEngine) -> None:
    async with furnished.begin() as first:
        assert await office.alone(first, "bulungan")
        async with furnished.begin() as second:
            assert not await asyncio.wait_for(office.alone(second, "bulungan"), PATIENCE)
    async with furnished.begin() as third:
        assert await office.alone(third, "bulungan")


@ON_POSTGRESQL
async def test_what_belongs_to_the_region_is_written_meanwhile(furnished: AsyncEngine) -> None:
    """Its rows point at the region's: a stronger lock would make all of them wait."""
    new = {"region": "bulungan", "office": "baru", "name": "Kantor baru"}
    async with furnished.begin() as sweep:
        assert await office.alone(sweep, "bulungan")
        async with furnished.begin() as db:
            await asyncio.wait_for(db.execute(sa.insert(offices), new), PATIENCE)
