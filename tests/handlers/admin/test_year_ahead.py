"""In the last quarter administrators read what the next year lacks; nobody else does."""

from datetime import date

import pytest

from bot.runtime import scheduler
from core.law.regulation import Role
from core.organisation.region import Region, load_region
from db.people.employee import role
from db.people.holiday import holiday
from tests.handlers.dialogue import Speaker, at, employed, insert, say
from tests.office import CITRA, DEWI, EKO, SARI, Actor, region_file
from tests.world import World

TITLE = "Data menjelang 2027 belum lengkap"
HOLIDAYS = "1 belum punya libur nasional (tahun 2027)"


@pytest.fixture
def region(policy: str) -> Region:
    """The regional secretariat stands for the agency of personnel."""
    text = region_file(policy=policy).replace("kontak =", 'kantor_bkpsdm = "setda"\nkontak =')
    return load_region(text, "bulungan.toml")


async def administers(world: World, actor: Actor, office: str | None = None) -> Speaker:
    held = {"role": Role.ADMINISTRATOR.value, "since": date(2024, 1, 1), "until": None}
    await insert(world, role, employee=actor.id, office=office, decree="SK 1", **held)
    who = await employed(world, actor)
    await who.play((say("menu"), "Silakan pilih."))
    return who


async def told(who: Speaker, clock: str, day: str) -> list[str]:
    """What of it somebody reads when the sweep has come by at that time."""
    await at(clock, day)(who)

    async def sweep(_: Speaker) -> None:
        await scheduler.remind(who.world.service.app)

    return [each for each in await who.hears(sweep) if TITLE in each]


async def test_from_october_on_once_a_month_until_it_is_there(world: World) -> None:
    citra = await administers(world, CITRA)
    assert await told(citra, "13.10", "2026-09-30") == []
    assert await told(citra, "12.59", "2026-10-01") == []
    (first,) = await told(citra, "13.00", "2026-10-01")
    assert HOLIDAYS in first
    assert "1 belum ada yang ditunjuk memutuskan (Sari)" in first
    assert await told(citra, "13.59", "2026-10-01") == []
    assert await told(citra, "13.30", "2026-10-31") == []
    (second,) = await told(citra, "13.30", "2026-11-02")
    assert HOLIDAYS in second
    facts = {"date": date(2027, 1, 1), "name": "Tahun Baru", "kind": "libur nasional"}
    await insert(world, holiday, **facts, decree="SKB 1")
    (third,) = await told(citra, "13.30", "2026-12-01")
    assert HOLIDAYS not in third
    assert await told(citra, "13.30", "2027-01-04") == []


async def test_whoever_is_no_administrator_of_that_agency_reads_nothing(world: World) -> None:
    """Eko has no role, and Sari's has ended."""
    eko, sari = await employed(world, EKO), await employed(world, SARI)
    ended = {"role": Role.ADMINISTRATOR.value, "since": date(2024, 1, 1), "decree": "SK 1"}
    await insert(world, role, employee=SARI.id, office=None, until=date(2026, 9, 30), **ended)
    citra = await administers(world, CITRA, "setda")
    assert await told(eko, "13.00", "2026-10-01") == []
    assert await told(sari, "13.01", "2026-10-01") == []
    assert any(TITLE in each for each in citra.phone.told)


async def test_an_administrator_of_another_office_reads_nothing(world: World) -> None:
    """BLG-1-18: a hospital is not the agency."""
    dewi = await administers(world, DEWI)
    assert await told(dewi, "13.00", "2026-10-01") == []
