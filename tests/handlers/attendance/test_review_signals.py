"""Signals of a location that somebody looks at: what is raised, told, accepted once (AMB-57)."""

import pytest

from bot.channels.base import Capability
from core.attendance.review import Reason
from core.organisation.region import Region, load_region
from db.records.review import review
from db.records.stamp import stamp
from tests.handlers.dialogue import (
    PLEASE,
    SILENCE,
    Gesture,
    Line,
    Speaker,
    at,
    employed,
    say,
    share,
    share_exactly,
    tap,
)
from tests.handlers.worker import newest, superior
from tests.office import CITRA, GATE, a_region, region_file
from tests.profiles import lacks, needs
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
LIVE = needs(Capability.LIVE_LOCATION)
MONDAY, TUESDAY, WEDNESDAY = "2026-04-06", "2026-04-07", "2026-04-08"
FAR = (2.9, 117.3655)  # seven kilometres north of the office
OTHER_DAY = "titiknya sama persis dengan hari lain"
OTHER_PERSON = "titiknya sama persis dengan titik pegawai lain"
PIN = "dikirim sebagai titik di peta"
LOOKED_AT = "Jam Anda tetap dihitung. Karena {}, atasan akan memeriksanya."
SAME = (Reason.SAME_POINT_OTHER_DAY.value, Reason.SAME_POINT_OTHER_PERSON.value)


def masuk(day: str, where: Gesture, answer: str = "Tercatat masuk 07.24 WITA") -> list[Line]:
    return [(at("07.24", day), SILENCE), (say("Masuk"), PLEASE), (where, answer)]


async def reasons(world: World) -> list[list[str]]:
    rows = await world.rows(review)
    return [row.reasons for row in sorted(rows, key=lambda row: (row.date, row.asked_at))]


async def card(sari: Speaker) -> str:
    """What comes to Sari once the cards are sent."""
    await sari.world.tick(15 * 60)
    return await newest(sari)


async def accepted(sari: Speaker) -> None:
    await sari.play((tap("Terima"), "✅ Diterima Sari"))


@LIVE
async def test_phones_that_stand_still_raise_nothing(world: World) -> None:
    """An ordinary week: every phone says another point each time."""
    budi, citra = await employed(world), await employed(world, CITRA)
    for day in (MONDAY, TUESDAY, WEDNESDAY):
        for who in (budi, citra):
            await who.play(*masuk(day, share(GATE)))
            assert "atasan" not in who.newest
    assert await reasons(world) == []


@BOTH
@LIVE
async def test_the_same_point_on_another_day_is_looked_at_and_accepted_once(world: World) -> None:
    """The stamp is taken at once; what was accepted of a point is not asked again."""
    sari, budi = await superior(world), await employed(world)
    here = share_exactly(GATE)
    await budi.play(*masuk(MONDAY, here))
    assert "atasan" not in budi.newest
    await budi.play(*masuk(TUESDAY, here))
    assert LOOKED_AT.format(OTHER_DAY) in budi.newest
    await budi.play(
        (say("/hari_ini"), "Masuk: 07.24 WITA (menunggu pemeriksaan atasan)"),
        (say("/kenapa"), "Tanda seperti ini bisa punya sebab biasa"),
    )
    await sari.play((say("/bawahan"), "Budi, masuk 07.24 WITA (perlu dicek)"))
    shown = await card(sari)
    assert f"Sebabnya: {OTHER_DAY}." in shown
    assert "Tanda ini bisa punya sebab biasa. Yang memutuskan Anda." in shown
    await accepted(sari)
    await budi.play(*masuk(WEDNESDAY, here))
    assert "atasan" not in budi.newest
    assert await reasons(world) == [[SAME[0]]]
    signals = [row.evidence["signals"] for row in await world.rows(stamp)]
    assert [SAME[0] in each for each in signals] == [False, True, True]


@LIVE
async def test_what_was_refused_of_a_point_is_asked_again(world: World) -> None:
    sari, budi = await superior(world), await employed(world)
    here = share_exactly(GATE)
    await budi.play(*masuk(MONDAY, here))
    await budi.play(*masuk(TUESDAY, here))
    assert OTHER_DAY in await card(sari)
    await sari.play(
        (tap("Tolak"), "Tolak presensi masuk Budi?"),
        (tap("Tidak di tempat"), "❌ Ditolak Sari"),
    )
    assert "tidak dihitung" in await newest(budi)
    await budi.play(*masuk(WEDNESDAY, here))
    assert LOOKED_AT.format(OTHER_DAY) in budi.newest
    assert len(await reasons(world)) == 2


@LIVE
async def test_an_office_whose_phones_say_one_point_is_looked_at_once_each(world: World) -> None:
    """Where the network tells the position, nobody is accused and each is accepted once."""
    sari, budi, citra = await superior(world), await employed(world), await employed(world, CITRA)
    here = share_exactly(GATE)
    await budi.play(*masuk(MONDAY, here))
    await citra.play(*masuk(MONDAY, here))
    assert LOOKED_AT.format(OTHER_PERSON) in citra.newest
    shown = await card(sari)
    assert f"Sebabnya: {OTHER_PERSON}." in shown
    assert "Budi" not in shown
    await accepted(sari)
    await citra.play(*masuk(TUESDAY, here))
    assert LOOKED_AT.format(OTHER_DAY) in citra.newest
    assert f"Sebabnya: {OTHER_DAY}." in await card(sari)
    await accepted(sari)
    await citra.play(*masuk(WEDNESDAY, here))
    assert "atasan" not in citra.newest
    assert await reasons(world) == [[SAME[1]], [SAME[0]]]


@LIVE
async def test_far_away_seconds_before_is_looked_at(world: World) -> None:
    """Seven kilometres in ten seconds; the walk of a minute beside it is none."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("07.23.50", MONDAY), SILENCE))
    live = await budi.chat.share_live(*FAR, accuracy=9.0)
    await world.quiet()
    await budi.play(
        (at("07.24", MONDAY), SILENCE),
        (lambda _: live.move(*GATE, accuracy=9.0), "Tercatat masuk 07.24 WITA, tepat waktu"),
    )
    assert LOOKED_AT.format("dua titiknya berjauhan dalam waktu singkat") in budi.newest
    assert "Sebabnya: dua titiknya berjauhan dalam waktu singkat." in await card(sari)


@lacks(Capability.LIVE_LOCATION)
@pytest.mark.parametrize("region", [a_region(policy="any")], ids=["as shipped"])
async def test_a_pin_is_looked_at_once_for_each_place(world: World) -> None:
    """Where a region takes pins at all: they never say one point, so the place counts."""
    sari, budi = await superior(world), await employed(world)
    await budi.play(*masuk(MONDAY, share(GATE)))
    assert LOOKED_AT.format(PIN) in budi.newest
    assert f"Sebabnya: {PIN}." in await card(sari)
    await accepted(sari)
    await budi.play(*masuk(TUESDAY, share(GATE)))
    assert "Dicatat dari titik di peta." in budi.newest
    assert "atasan" not in budi.newest
    assert await reasons(world) == [[Reason.STATIC_PIN.value]]


class TestWhereARegionChoosesOtherwise:
    """AMB-57: a region may choose which signals are looked at."""

    @pytest.fixture
    def region(self, policy: str) -> Region:
        choice = """
[[ketentuan]]
kunci = "presensi.sinyal_diperiksa"
berlaku_sejak = 2023-10-31
nilai = ["kecepatan_mustahil"]
sumber = "Keputusan Sekretaris Daerah"
"""
        return load_region(region_file("bulungan", policy) + choice, "bulungan.toml")

    async def test_what_it_does_not_list_stays_evidence(self, world: World) -> None:
        budi = await employed(world)
        for day in (MONDAY, TUESDAY):
            await budi.play(*masuk(day, share_exactly(GATE)))
            assert "atasan" not in budi.newest
        assert await reasons(world) == []
        kept = [row.evidence["signals"] for row in await world.rows(stamp)]
        assert SAME[0] in kept[-1]
