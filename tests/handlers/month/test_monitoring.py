"""BLG-6-2e, KRA-6-3f: once a morning whoever monitors absence reads counts, and no verdict."""

from datetime import date

import pytest
import sqlalchemy as sa

from bot.runtime import scheduler
from core.approvals.case import State
from core.law.regulation import Role
from core.organisation.region import Region, load_region
from db.people.holiday import holiday
from db.people.office import edition, office_duty
from handlers.usecases.office_sight import NOT_THEIRS
from tests.handlers.dialogue import SILENCE, Speaker, at, forged_tap, insert, say, tap
from tests.handlers.office.people import MONDAY, asked, holds, opened, stamped
from tests.office import BUDI, CITRA, DEWI, EKO, SARI, region_file
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
BOTH_LAWS = pytest.mark.parametrize(
    ("regulation", "monitor"),
    [("bulungan", Role.ADMINISTRATOR), ("karanganyar", Role.BKPSDM_MANAGER)],
)


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    """The regional secretariat stands for the agency of personnel."""
    text = region_file(policy=policy, regulation=regulation)
    return load_region(text.replace("kontak =", 'kantor_bkpsdm = "setda"\nkontak ='), "b.toml")


async def told(who: Speaker, clock: str, day: str = MONDAY) -> list[str]:
    """What of it somebody reads when the sweep has come by at that time."""
    await at(clock, day)(who)

    async def sweep(_: Speaker) -> None:
        await scheduler.remind(who.world.service.app)

    said = [" ".join(each.split()) for each in await who.hears(sweep)]
    return [each for each in said if " hadir. " in each]


@BOTH
async def test_an_hour_after_the_start_the_head_reads_the_counts_of_the_office(
    world: World,
) -> None:
    """AMB-84: at half past eight, once."""
    sari = await holds(world, SARI, Role.HEAD)
    await stamped(world, BUDI, "masuk", "07.24")
    await stamped(world, CITRA, "masuk", "07.45")
    assert await told(sari, "08.29") == []
    (counts,) = await told(sari, "08.30")
    assert counts == (
        "Senin, 6 April, 08.30 WITA: 2 dari 4 hadir. Sekretariat Daerah Terlambat: 1 "
        "Belum presensi: 2, di antaranya 2 belum mengajukan apa pun. Belum tentu tidak masuk."
    )
    assert await told(sari, "08.45") == []
    await sari.play((tap("Lihat nama"), "2 orang: belum presensi 2 Belum presensi (2) Eko Sari"))


async def test_who_has_asked_to_stay_away_is_not_among_the_missing(world: World) -> None:
    sari = await holds(world, SARI, Role.HEAD)
    await asked(world, BUDI, "sakit")
    await asked(world, EKO, "cuti.tahunan", State.APPROVED)
    (counts,) = await told(sari, "08.30")
    assert "Tidak di kantor: 1 Belum presensi: 3, di antaranya 2 belum mengajukan" in counts
    await sari.play((tap("Lihat nama"), "Belum presensi (2) Citra Sari"))


async def test_where_all_have_come_there_is_no_name_to_look_at(world: World) -> None:
    sari = await holds(world, SARI, Role.HEAD)
    for actor in (SARI, BUDI, CITRA, EKO):
        await stamped(world, actor, "masuk", "07.10")
    (counts,) = await told(sari, "08.30")
    assert counts.endswith("08.30 WITA: 4 dari 4 hadir. Sekretariat Daerah")
    assert sari.phone.labels == ["Matikan"]


@BOTH_LAWS
async def test_whoever_monitors_the_region_reads_all_of_it(world: World, monitor: Role) -> None:
    """The counts of every office together; the way on is the list of offices."""
    eko = await holds(world, EKO, monitor, None)
    await stamped(world, BUDI, "masuk", "07.10")
    (counts,) = await told(eko, "08.30")
    assert "1 dari 5 hadir. Kabupaten Bulungan" in counts
    await eko.play((tap("Lihat kantor"), "3 kantor"))


async def test_on_a_day_off_nobody_is_told_anything(world: World) -> None:
    row = {"name": "Cuti", "kind": "cuti bersama", "decree": "SKB"}
    await insert(world, holiday, date=date(2026, 4, 6), **row)
    sari = await holds(world, SARI, Role.HEAD)
    assert await told(sari, "09.00") == []
    assert await told(sari, "09.00", "2026-04-11") == []


async def test_it_follows_the_hours_of_the_office(world: World) -> None:
    """In Ramadan, or wherever work begins later."""
    week = [["09:00", "16:00", 60]] * 5 + [None, None]
    row = {"schedule": "lima-hari", "since": date(2026, 4, 6), "until": None, "week": week}
    await insert(world, edition, **row, opens=None, closes=None)
    sari = await holds(world, SARI, Role.HEAD)
    assert await told(sari, "09.59") == []
    assert len(await told(sari, "10.00")) == 1


@pytest.mark.parametrize("regulation", ["bulungan", "karanganyar"])
async def test_where_all_work_in_shifts_the_head_reads_it_at_nine(world: World) -> None:
    """BLG-6-2e, KRA-6-3f, AMB-96: on its working days, as no hours of its own say when."""
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.delete(office_duty).where(office_duty.c.office == "rsud"))
    dewi = await holds(world, DEWI, Role.HEAD, "rsud")
    assert await told(dewi, "08.59") == []
    (counts,) = await told(dewi, "09.00")
    assert "RSUD" in counts
    assert await told(dewi, "09.15") == []
    assert await told(dewi, "09.00", "2026-04-11") == []
    row = {"name": "Cuti", "kind": "cuti bersama", "decree": "SKB"}
    await insert(world, holiday, date=date(2026, 4, 14), **row)
    assert await told(dewi, "09.00", "2026-04-14") == []


async def test_one_tap_ends_it_until_it_is_wanted_again(world: World) -> None:
    sari = await holds(world, SARI, Role.HEAD)
    assert len(await told(sari, "08.30")) == 1
    await sari.play((tap("Matikan"), "Ringkasan pagi kantor: mati"))
    assert await told(sari, "08.30", "2026-04-07") == []
    await sari.play((tap("Nyalakan ringkasan"), "Ringkasan pagi kantor: nyala"))
    assert len(await told(sari, "08.30", "2026-04-08")) == 1


async def test_nobody_else_reads_who_is_missing(world: World) -> None:
    """Neither an operator nor an employee nor the head of another office."""
    await holds(world, SARI, Role.HEAD)
    dewi, eko = await holds(world, DEWI, Role.HEAD, "rsud"), await holds(world, EKO, Role.OPERATOR)
    budi = await opened(world, BUDI)
    await told(dewi, "08.30")
    for who in (eko, budi):
        assert not any(" hadir. " in each for each in who.phone.told)
    assert not any("Sekretariat" in each for each in dewi.phone.told)
    await budi.play((say("/kantor"), NOT_THEIRS[:40]))
    await budi.hears(lambda who: forged_tap(who, "kn:x:00000000:202604:0"))
    assert not any("Citra" in each for each in budi.phone.told)


async def test_what_was_missed_is_caught_up_on_the_same_day(world: World) -> None:
    sari = await holds(world, SARI, Role.HEAD)
    assert len(await told(sari, "14.00")) == 1
    await sari.play((at("08.00", "2026-04-07"), SILENCE))
