"""Each office is in one report of a month, whoever becomes or was its operator (AMB-37, AMB-93)."""

from datetime import date
from functools import partial

import pytest
import sqlalchemy as sa

from bot.runtime import scheduler
from core.law.regulation import Role
from core.month.frozen import NOTHING
from core.organisation.region import Region
from db.people.employee import role
from db.records.report import report
from handlers.texts.evaluation import key_of
from handlers.usecases import office_month
from handlers.usecases.office_month import OfficeMonth
from tests.handlers.dialogue import SILENCE, Speaker, at, employed, forged_tap, insert, say, tap
from tests.handlers.month.reporting import FIFTH, appoint, cast, handing_in, region_more, stamp_of
from tests.handlers.month.test_office_recap import within
from tests.handlers.worker import newest
from tests.office import BUDI, CITRA, DEWI, a_region
from tests.world import World

RSUD = key_of("rsud")
APRIL = date(2026, 4, 1)
IN_SETDA = "April 2026 kantor ini termasuk dalam laporan Sekretariat Daerah. Angkanya: /rekap"


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    return a_region(policy=policy, regulation=regulation, more=region_more(policy))


async def read(world: World, office: str) -> OfficeMonth:
    app = world.service.app
    connect, region = app.engine.connect, app.regions[world.region]
    return await office_month.read(connect, region, office, APRIL, world.clock.now())


async def becomes_operator(world: World, since: date) -> Speaker:
    """Dewi, of the hospital from a date on."""
    held = {"employee": DEWI.id, "since": since, "role": Role.OPERATOR.value, "office": "rsud"}
    await insert(world, role, **held, until=None, decree=None)
    dewi = await employed(world, DEWI)
    await dewi.play((say("menu"), "Silakan pilih."))
    return dewi


async def received(world: World) -> tuple[Speaker, Speaker, Speaker]:
    """The hospital reports with the secretariat, of which it is a part."""
    budi, sari, eko = await cast(world)
    await within(world, "rsud", "setda")
    await stamp_of(world, CITRA, "2026-04-06")
    await budi.play(*handing_in())
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    await eko.play((tap("Terima"), "Nomor 0001/2026."))
    return budi, sari, eko


async def test_a_part_that_its_whole_has_reported_hands_nothing_in_again(world: World) -> None:
    """AMB-93, AMB-65: the report stands as it was, and the new operator is asked for none."""
    budi, _, eko = await received(world)
    await budi.play((at("07.00", "2026-05-06"), SILENCE))
    dewi = await becomes_operator(world, date(2026, 5, 6))
    await dewi.play((at("09.00", "2026-05-08"), SILENCE))
    await scheduler.remind(world.service.app)
    await world.quiet()
    assert "belum diterima BKPSDM" not in " ".join(dewi.phone.told)
    await dewi.play((say("/laporan"), IN_SETDA))
    assert "Kirim" not in dewi.phone.labels
    forged = partial(forged_tap, data=f"lp:kirim:202604:{RSUD}")
    await dewi.play((forged, IN_SETDA))
    assert len(await world.rows(report)) == 1
    for each in (budi, eko):
        await each.play((say("/laporan"), "Laporan April 2026 diterima 2 1. RSUD: diterima"))
    await budi.play((tap("2. Sekretariat Daer…"), "4 pegawai"))
    assert "Berubah" not in budi.newest
    found = await read(world, "rsud")
    assert [each.who.name for each in found.people] == ["Dewi"]
    assert found.changed == NOTHING


async def test_the_next_month_is_the_parts_own(world: World) -> None:
    """AMB-37: the other side of it."""
    budi, *_ = await received(world)
    dewi = await becomes_operator(world, date(2026, 5, 6))
    await dewi.play((at("09.00", "2026-06-05"), SILENCE))
    await dewi.play((say("/laporan"), "Laporan Mei 2026 siap dikirim. RSUD"))
    await dewi.play((tap("Kirim"), "Laporan Mei 2026 terkirim"))
    await budi.play(
        (say("/laporan"), "Laporan Mei 2026"), (tap("2. Sekretariat Daer…"), "3 pegawai")
    )


async def test_a_report_that_came_back_speaks_for_nobody(world: World) -> None:
    """AMB-93: under way it does; sent back, whoever is operator today hands in."""
    budi, sari, _ = await cast(world)
    await within(world, "rsud", "setda")
    await budi.play(*handing_in())
    dewi = await becomes_operator(world, date(2026, 5, 5))
    await dewi.play((say("/laporan"), IN_SETDA))
    await sari.play((tap("Kembalikan"), "Mengembalikan"), (tap("Surat belum ada"), "Dikembalikan"))
    await dewi.play((say("/laporan"), "Laporan April 2026 siap dikirim."), (tap("Kirim"), "kirim,"))
    await budi.play((say("/laporan"), "April"), (tap("1. Sekretariat Daer…"), "3 pegawai"))


async def test_an_office_whose_whole_has_reported_without_it_is_not_empty(world: World) -> None:
    """AMB-82: what a report does not list it does not speak of, neither here nor in the whole."""
    budi, sari, eko = await cast(world)
    await within(world, "rsud", "setda")
    await appoint(world, DEWI, Role.OPERATOR, "rsud")
    await budi.play((at("09.41", FIFTH), SILENCE), (say("/laporan"), "belum dikirim 2"))
    await budi.play((tap("2. Sekretariat Daer…"), "siap dikirim."), (tap("Kirim"), "terkirim, "))
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    await eko.play((tap("Terima"), "Nomor 0001/2026."))
    assert [each.who.name for each in (await read(world, "rsud")).people] == ["Dewi"]
    whole = await read(world, "setda")
    assert "Dewi" in [each.who.name for each in whole.people]
    assert whole.changed == NOTHING


async def test_what_was_received_is_opened_though_nobody_is_operator_any_more(
    world: World,
) -> None:
    """BLG-13-1, BLG-16: by head and BKPSDM, with its papers; by nobody else."""
    budi, sari, eko = await received(world)
    async with world.service.app.engine.begin() as db:
        this = (role.c.employee == BUDI.id, role.c.role == Role.OPERATOR.value)
        await db.execute(sa.update(role).where(*this).values(until=date(2026, 5, 10)))
    await budi.play((at("09.00", "2026-05-12"), SILENCE))
    for each in (sari, eko):
        await each.play((say("/laporan"), "Nomor 0001/2026."))
        await each.hears(tap("Berkas"))
        assert "Berkas laporan bulanan" in await newest(each)
    await budi.play((say("/laporan"), "Laporan kantor dibuka oleh operator, kepala kantor"))
