"""What a signed list cannot be entered for: limits, days off, wrong times, closed months."""

import pytest

from db.records.manual import manual
from tests.handlers.dialogue import SILENCE, act, at, employed, say, tap
from tests.handlers.manual.paper import (
    BLG,
    EVENING,
    KRA,
    MONDAY,
    REGENCIES,
    SHUT,
    STORED,
    begun,
    broken_phone,
    entering,
    morning,
    opening,
    operator,
    receiver,
)
from tests.handlers.worker import newest
from tests.world import World


@REGENCIES
async def test_without_an_incident_or_an_outage_nothing_is_entered(world: World) -> None:
    citra = await operator(world)
    refused = "Tidak bisa: Budi belum punya kendala yang dibuka untuk Senin, 6 April 2026"
    await citra.play(EVENING, *begun()[:2], (say("6 April 2026"), "Siapa?"), (say("Budi"), refused))
    assert await world.rows(manual) == []


@pytest.mark.parametrize(
    ("rule", "day", "told"),
    [
        ("BLG-11-6 the seventh", "2026-04-10", "Masuk pukul berapa"),
        ("BLG-11-6 the eighth", "2026-04-13", "hari presensi manualnya sudah habis"),
    ],
)
async def test_the_eighth_day_is_refused_with_its_article_and_the_way_to_more(
    world: World, rule: str, day: str, told: str
) -> None:
    """BLG-11-6, AMB-26: the incident began on the Saturday before."""
    citra, budi = await operator(world), await employed(world)
    await budi.play(morning("08.00", "2026-04-06"), *opening(since="4 April 2026"))
    await citra.play((at("17.00", day), SILENCE), *begun(day)[:2], (say(day), "Siapa?"))
    await citra.play((say("Budi"), told))
    if "habis" in told:
        assert "Pasal 11 ayat (6)" in citra.newest, rule
        await citra.play((tap("Minta perpanjangan"), "Diperpanjang sampai tanggal berapa?"))


@pytest.mark.parametrize("regulation", [KRA])
async def test_the_fourth_day_of_a_month_needs_a_decision(world: World) -> None:
    """KRA-9-4, KAM-03: three days, then BKPSDM; whatever is granted holds until its date."""
    eko = await receiver(world, KRA)
    citra, _budi = await broken_phone(world)
    for number in (6, 7, 8):
        await citra.play((at("17.00", f"2026-04-0{number}"), SILENCE))
        await citra.play(*entering(day=f"{number} April 2026"))
    await citra.play(
        (at("17.00", "2026-04-09"), SILENCE),
        *begun("9 April 2026"),
        (say("Budi"), "Tidak bisa: jatah presensi manual bulan ini sudah habis."),
        (tap("Minta perpanjangan"), "Diperpanjang sampai tanggal berapa?"),
        (tap("Hari ini"), "Apa alasannya?"),
        (say("Ponsel di bengkel"), "Kirim?"),
        (tap("Ya"), "⏳ Terkirim."),
    )
    assert "Pasal 9 ayat (4)" in citra.answers[-5]
    await eko.play((tap("Setujui"), "✅ Diperpanjang"))
    await citra.play(*entering(day="9 April 2026"))
    assert len({row.date for row in await world.rows(manual)}) == 4


@pytest.mark.parametrize(
    ("regulation", "day", "asked", "used"),
    [
        (BLG, "13", "2026-04-15", ""),
        (KRA, "9", "2026-04-15", "Terpakai 3 dari 3 hari bulan ini."),
        (KRA, "9", "2026-05-15", "Terpakai 3 dari 3 hari bulan April 2026."),
    ],
)
async def test_more_is_asked_for_when_the_phone_is_there_again(
    world: World, regulation: str, day: str, asked: str, used: str
) -> None:
    """AMB-26, KAM-03: lists are entered after their date; up to the last date, and no further."""
    eko = await receiver(world, regulation)
    citra, budi = await broken_phone(world)
    await budi.play(
        (at("08.00", "2026-04-14"), SILENCE),
        *((say("/kendala"), "Presensi manual Anda"), (tap("Ponsel sudah ada"), "✅")),
    )
    for number in (6, 7, 8) if regulation == KRA else ():
        await citra.play((at("17.00", "2026-04-14"), SILENCE))
        await citra.play(*entering(day=f"{number} April 2026"))
    await citra.play(
        (at("17.00", asked), SILENCE),
        *begun(f"{day} April 2026"),
        (say("Budi"), "sudah habis"),
        (tap("Minta perpanjangan"), "Diperpanjang sampai tanggal berapa?"),
        (tap("Selasa, 14 April"), "Apa alasannya?"),
        (say("/batal"), "Dibatalkan."),
        *begun(f"{day} April 2026"),
        (say("Budi"), "sudah habis"),
        (tap("Minta perpanjangan"), "Diperpanjang sampai tanggal berapa?"),
        (say("15 April 2026"), "terlalu jauh; paling akhir Selasa, 14 April 2026"),
        (say("5 April 2026"), "terlalu awal; paling awal Senin, 6 April 2026"),
        (say(f"{day} April 2026"), "Apa alasannya?"),
        (say("Ponsel di bengkel"), "Kirim?"),
        (tap("Ya"), "⏳ Terkirim."),
    )
    assert used in await newest(eko)
    await eko.play((tap("Setujui"), "✅ Diperpanjang"))
    await citra.play(*entering(day=f"{day} April 2026"))


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (("23.50", "2026-05-04"), "Diperpanjang sampai tanggal berapa?"),
        (("00.00", "2026-05-05"), SHUT),
    ],
)
async def test_more_is_asked_for_while_its_month_is_open(
    world: World, moment: tuple[str, str], told: str
) -> None:
    """BLG-13-4, AMB-28."""
    eko = await receiver(world, BLG)
    citra, budi = await broken_phone(world)
    await budi.play(
        (at("08.00", "2026-04-20"), SILENCE),
        *((say("/kendala"), "Presensi manual Anda"), (tap("Ponsel sudah ada"), "✅")),
    )
    await citra.play(
        (at("23.30", "2026-05-04"), SILENCE),
        *begun("13 April 2026"),
        (say("Budi"), "sudah habis"),
        (at(*moment), SILENCE),
        (tap("Minta perpanjangan"), told),
    )
    if told != SHUT:
        await citra.play(
            (say("20 April 2026"), "Apa alasannya?"),
            (say("Ponsel di bengkel"), "Kirim?"),
            (tap("Ya"), " "),
        )
        assert "Diminta sampai: Senin, 20 April 2026" in await newest(eko)


@REGENCIES
async def test_nobody_attends_on_a_day_off(world: World) -> None:
    citra, _budi = await broken_phone(world)
    await citra.play(
        (at("17.00", "2026-04-12"), SILENCE),
        *begun("12 April 2026"),
        (say("Budi"), "Tidak bisa: Minggu, 12 April 2026 libur bagi Budi."),
    )


async def test_what_the_list_cannot_say_is_asked_again(world: World) -> None:
    """A wrong time, both empty, a time to come, pulang before masuk; then the right ones."""
    citra, _budi = await broken_phone(world)
    await citra.play(
        *begun(),
        (say("Budi"), "Masuk pukul berapa"),
        (say("pagi"), "Tulis jamnya, misalnya 07.25 WITA"),
        (tap("Kosong"), "pulang pukul berapa"),
        (tap("Kosong"), "Jam masuk dan pulang kosong semua."),
        (say("07.25"), "pulang pukul berapa"),
        (say("17.01"), "Jam ini belum tiba."),
        (say("07.25"), "pulang pukul berapa"),
        (say("7.20"), "Jam pulang harus sesudah jam masuk."),
        (say("0725"), "pulang pukul berapa"),
        (say("16.02 WITA"), "1 pegawai dicatat. Siapa lagi?"),
        (say("budi"), "Tidak ada pegawai kantor Anda"),
        (tap("Selesai"), "Kirim foto atau PDF daftar hadir"),
        (say("besok"), "Silakan kirim fotonya"),
        (say("/batal"), "Dibatalkan."),
    )
    assert await world.rows(manual) == []


@pytest.mark.parametrize(
    ("regulation", "ready", "moment", "told"),
    [
        (BLG, ("23.40", "2026-05-04"), ("23.59.59", "2026-05-04"), STORED),
        (BLG, ("23.40", "2026-05-04"), ("00.00", "2026-05-05"), SHUT),
        (KRA, ("23.40", "2026-05-31"), ("23.59.59", "2026-05-31"), STORED),
        (KRA, ("23.40", "2026-05-31"), ("00.00", "2026-06-01"), SHUT),
    ],
)
async def test_nothing_is_entered_into_a_closed_month(
    world: World, ready: tuple[str, str], moment: tuple[str, str], told: str
) -> None:
    """BLG-13-4, AMB-28, AMB-30, KAM-23: the last instant, and the first after it."""
    citra, _budi = await broken_phone(world)
    await citra.play((at(*ready), SILENCE), *entering(pulang="16.02")[:-1])
    await citra.play((at(*moment), SILENCE), (tap("Ya"), told))


async def test_an_online_stamp_needs_no_paper(world: World) -> None:
    """AMB-23: online before manual, and nothing of the law's number is used up."""
    citra, budi = await operator(world), await employed(world)
    await budi.play(*act(MONDAY, "07.24", "masuk", "Tercatat masuk 07.24"), *opening(), EVENING)
    await citra.play(
        *begun(),
        (say("Budi"), "Masuk pukul berapa"),
        (say("07.10"), "pulang pukul berapa"),
        (say("16.02"), "masuk Senin, 6 April 2026 sudah tercatat lewat ponsel"),
        (tap("Kosong"), "pulang pukul berapa"),
        (say("16.02"), "1 pegawai dicatat."),
    )
