"""What was corrected is told with both values wherever somebody looks at the day."""

from datetime import date

import pytest

from core.organisation.region import Region
from db.people.employee import posting
from db.records.correction import correction
from tests.handlers.correcting import (
    MONDAY,
    PROOF,
    REASON,
    TUESDAY,
    proposing,
    region_with_agency,
    the_office,
)
from tests.handlers.dialogue import (
    SILENCE,
    Speaker,
    act,
    at,
    insert,
    later,
    old_button,
    photo,
    say,
    tap,
    used_since,
)
from tests.handlers.worker import entry, newest
from tests.office import BUDI
from tests.world import World


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    return region_with_agency(policy, regulation)


async def test_today_the_month_and_the_superior_tell_both_values(world: World) -> None:
    """BLG-13-4: masuk 07.24, semula 08.10, on /hari_ini, /rekap_saya and /bawahan."""
    who = await the_office(world)
    budi, citra, sari = who["budi"], who["citra"], who["sari"]
    await budi.play(*act(MONDAY, "08.10", "Masuk", "08.10 WITA"))
    await citra.play((at("09.00", MONDAY), SILENCE), *proposing(), (tap("Ya"), "Terkirim"))
    await budi.play((say("/hari_ini"), "Masuk: 08.10 WITA, terlambat 40 menit"))
    await sari.play((tap("Setujui"), "Disetujui Sari"))
    await budi.play((say("/hari_ini"), "Masuk: 07.24 WITA (dikoreksi, semula 08.10 WITA)"))
    await budi.play((say("/rekap_saya"), "Senin, 6 April: masuk 07.24 WITA, semula 08.10 WITA"))
    await sari.play((say("/bawahan"), "masuk 07.24 WITA (dikoreksi, semula 08.10 WITA)"))


async def test_the_newest_agreed_counts_and_all_are_kept(world: World) -> None:
    """A second correction of the same leg; what stood before it is what was agreed before."""
    who = await the_office(world)
    citra, sari, budi = who["citra"], who["sari"], who["budi"]
    await citra.play((at("09.00", TUESDAY), SILENCE), *proposing(), (tap("Ya"), "Terkirim"))
    await sari.play((tap("Setujui"), "Disetujui Sari"))
    await citra.play(*proposing(clock="07.50"))
    assert "masuk 07.50 WITA, semula 07.24 WITA" in citra.newest
    await citra.play((tap("Ya"), "Terkirim"))
    await sari.play((tap("Setujui"), "Disetujui Sari"))
    assert "terlambat 20 menit" in await newest(sari) + await newest(budi)
    rows = await world.rows(correction)
    assert [row.state for row in rows] == ["disetujui", "disetujui"]
    await budi.play((say("/rekap_saya"), "masuk 07.50 WITA, semula 07.24 WITA"))
    assert "masuk 07.24 WITA di Kantor Bupati, semula belum tercatat" in budi.newest
    assert "Terlambat 20 menit." in budi.newest


async def test_what_was_agreed_meanwhile_is_the_old_value_of_what_is_agreed_next(
    world: World,
) -> None:
    """BLG-12-1: two are proposed at once; the second replaces the first, and says so everywhere."""
    who = await the_office(world)
    citra, sari, budi = who["citra"], who["sari"], who["budi"]
    await citra.play((at("08.50", TUESDAY), SILENCE), *proposing(clock="08.50"))
    await citra.play((tap("Ya"), "Terkirim"))
    first = old_button("Setujui")(sari)
    await citra.play(*proposing(clock="07.24"), (tap("Ya"), "Terkirim"))
    second = old_button("Setujui")(sari)
    both = "Masuk 07.24 WITA, semula 08.50 WITA"
    told = [" ".join(each.split()) for each in await sari.hears(first)]
    if world.profile == "telegram":  # where a card that is open changes before anybody presses it
        assert any(both in each and "Menunggu persetujuan" in each for each in told)
    (decided,) = await sari.hears(second)
    assert both in decided
    assert "Disetujui Sari" in decided
    assert f"{both}." in await newest(budi)
    await budi.play((say("/rekap_saya"), "masuk 07.24 WITA, semula 08.50 WITA"))
    assert "masuk 08.50 WITA di Kantor Bupati, semula belum tercatat" in budi.newest


@pytest.mark.parametrize(("clock", "fits"), [("07.39", True), ("07.40", False), ("15.00", False)])
async def test_masuk_is_proposed_before_the_pulang_that_is_proposed(
    world: World, clock: str, *, fits: bool
) -> None:
    """Each alone fits its window; together they would be a day that ends before it begins."""
    who = await the_office(world)
    citra = who["citra"]
    pulang = proposing(what="Jam pulang", clock="07.40")
    await citra.play((at("09.00", TUESDAY), SILENCE), *pulang, (tap("Ya"), "Terkirim"))
    answer = "Mengapa?" if fits else "Masuk harus sebelum pulang. Periksa jamnya, atau koreksi"
    await citra.play(*proposing(clock=clock)[:5], (say(clock), answer))


async def test_nobody_agrees_to_a_pulang_before_its_masuk(world: World) -> None:
    """Both were fit when they were proposed: the first that is agreed to bars the other."""
    who = await the_office(world)
    budi, citra, sari = who["budi"], who["citra"], who["sari"]
    await budi.play(*act(MONDAY, "07.24", "Masuk", "07.24 WITA"))
    await citra.play((at("09.00", TUESDAY), SILENCE), *proposing(clock="15.00"))
    await citra.play((tap("Ya"), "Terkirim"))
    masuk = old_button("Setujui")(sari)
    await citra.play(*proposing(what="Jam pulang", clock="07.40"), (tap("Ya"), "Terkirim"))
    pulang, refused = old_button("Setujui")(sari), old_button("Tolak")(sari)
    await sari.hears(masuk)
    (said,) = await sari.hears(pulang)
    assert "Pulangnya jadi sebelum masuk. Putuskan koreksi yang satunya dulu" in said
    assert [row.state for row in await world.rows(correction)] == ["disetujui", None]
    await sari.play((refused, "Apa alasannya?"))


async def test_a_forgotten_pulang_makes_the_day_whole(world: World) -> None:
    who = await the_office(world)
    budi, citra, sari = who["budi"], who["citra"], who["sari"]
    await budi.play(*act(MONDAY, "07.24", "Masuk", "07.24 WITA"))
    await citra.play(
        (at("09.00", TUESDAY), SILENCE),
        *proposing(what="Jam pulang", clock="16.02"),
        (tap("Ya"), "Terkirim"),
    )
    assert "Senin, 6 April: tidak lengkap menjadi hadir" in await newest(sari)
    await sari.play((tap("Setujui"), "Disetujui Sari"))
    assert "Senin, 6 April: tidak lengkap menjadi hadir" in await newest(budi)


async def test_amb_18_an_activity_is_corrected_after_silence_has_approved_it(
    world: World,
) -> None:
    """AMB-18: not before; to other minutes, or to nothing; without a proof."""
    who = await the_office(world)
    await used_since(world, date(2026, 4, 1))  # so that no older report is asked for
    budi, citra, sari = who["budi"], who["citra"], who["sari"]
    await budi.play((at("15.00", MONDAY), SILENCE), *entry("Rapat monev"))
    await citra.play(
        (at("09.00", TUESDAY), SILENCE),
        (say("/koreksi"), "Hari siapa"),
        (tap("Pegawai lain"), "Hari siapa?"),
        (say(BUDI.nip), "Tanggal berapa?"),
        (say("6 April"), "Apa yang keliru?"),
    )
    assert "Aktivitas" not in citra.phone.labels
    await citra.play((say("/batal"), "Dibatalkan"))
    await citra.play((at("15.01", "2026-04-08"), SILENCE), (later(seconds=60), ""))
    await correct_work(citra, "60", "aktivitas Rapat monev: 1 jam, semula 1 jam 30 menit")
    await sari.play((tap("Setujui"), "Disetujui Sari"))
    await budi.play((say("/poin"), "60 dari"))
    await budi.play((say("/aktivitas_saya"), "1 jam (dikoreksi, semula 1 jam 30 menit)"))
    await correct_work(citra, "0", "aktivitas Rapat monev: tidak dihitung, semula 1 jam")
    await sari.play((tap("Setujui"), "Disetujui Sari"))
    await budi.play((say("/poin"), "0 dari"))


async def correct_work(citra: Speaker, spent: str, told: str) -> None:
    minutes = tap("Tidak dihitung") if spent == "0" else say(spent)
    await citra.play(
        (say("/koreksi"), "Hari siapa"),
        (tap("Pegawai lain"), "Hari siapa?"),
        (say(BUDI.nip), "Tanggal berapa?"),
        (say("6 April"), "Apa yang keliru?"),
        (tap("Aktivitas"), "Aktivitas yang mana?"),
        (tap("1. Rapat monev"), "Berapa lama yang benar?"),
        (minutes, "Mengapa?"),
        (say(REASON), PROOF),
        (tap("Lewati"), told),
        (tap("Ya"), "Terkirim"),
    )


async def test_a_wrong_place_keeps_its_time(world: World) -> None:
    """Offered only where there is another place; in the days after a move there are two."""
    who = await the_office(world)
    eko = who["eko"]
    picking = [
        (say("/koreksi"), "Hari siapa"),
        (tap("Pegawai lain"), "Hari siapa?"),
        (say(BUDI.nip), "Tanggal berapa?"),
        (say("6 April"), "Apa yang keliru?"),
    ]
    await who["budi"].play(*act(MONDAY, "07.24", "Masuk", "07.24 WITA"))
    await eko.play((at("09.00", TUESDAY), SILENCE), *picking)
    assert "Tempat presensi" not in eko.phone.labels
    await eko.play((say("/batal"), "Dibatalkan"))
    await insert(world, posting, employee=BUDI.id, since=date(2026, 4, 6), office="dinkes")
    await eko.play(
        *picking,
        (tap("Tempat presensi"), "Tempat presensi yang mana?"),
        (tap("Masuk 07.24 WITA"), "Mengapa?"),
        (say(REASON), PROOF),
        (photo, "masuk 07.24 WITA di Kantor Dinkes, semula 07.24 WITA di Kantor Bupati"),
        (tap("Ya"), "Terkirim"),
    )
    (row,) = await world.rows(correction)
    assert (row.place, row.was_place) == ("kantor-dinkes", "kantor-bupati")
    assert row.at == row.was_at
