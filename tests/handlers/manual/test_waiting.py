"""Whoever has deleted a card of attendance on paper finds it again by /verifikasi; nobody else."""

import pytest

from core.law.regulation import Role
from db.records.incident import extension
from db.records.letter import letter
from tests.handlers.ceremonies.test_hot_path import counting
from tests.handlers.dialogue import (
    SILENCE,
    Line,
    Speaker,
    at,
    employed,
    photo,
    say,
    tap,
)
from tests.handlers.manual.paper import (
    KRA,
    REGENCIES,
    SIGN,
    broken_phone,
    entering,
    head,
    holding,
    morning,
    opening,
    operator,
    preparing,
    receiver,
)
from tests.handlers.naming import met, pressing
from tests.office import DEWI
from tests.world import World

NOTHING: Line = (say("/verifikasi"), "Tidak ada yang menunggu keputusan Anda.")


def pile(code: str, number: int = 0) -> str:
    return f"l:{code}:{0:032x}:{number}"


async def finds_nothing(*people: Speaker) -> None:
    """Neither by the list nor by the button that others have."""
    codes = ("surat", "surat-masuk", "kendala", "lebih")
    for who in people:
        await who.play(NOTHING)
        for code in codes:
            said = await who.hears(pressing(pile(code)))
            assert {*said} <= {NOTHING[1]}  # a text that says so already stays as it is


@REGENCIES
async def test_a_letter_is_found_by_its_head_and_then_by_whoever_receives_it(
    world: World, regulation: str
) -> None:
    """BLG-11-2, KRA-9-2: as the card was sent, its buttons with it."""
    sari, eko = await head(world), await receiver(world, regulation)
    citra, budi = await broken_phone(world)
    dewi = await holding(world, DEWI, Role.HEAD, "rsud")
    await citra.play(*entering(pulang="16.02"), *preparing())
    await finds_nothing(citra, budi, dewi, eko)
    card = sari.phone.told[-1]
    await sari.play(
        (say("/verifikasi"), "1 surat keterangan perlu tanda tangan Anda"),
        (tap("Nyatakan surat (1)"), "Surat keterangan menunggu Anda, Sekretariat Daerah"),
    )
    assert sari.newest == " ".join(card.split())
    await sari.play((tap(SIGN), "✅ Surat terkirim ke BKPSDM. 1 hari dihitung."))
    await finds_nothing(citra, budi, dewi, sari)
    card = eko.phone.told[-1]
    await eko.play(
        (say("/verifikasi"), "1 surat keterangan perlu diterima"),
        (tap("Terima surat (1)"), "Dinyatakan lewat chat oleh Sari"),
    )
    assert eko.newest == " ".join(card.split())
    await eko.play((tap("Terima"), "✅ Diterima. 1 hari dihitung."))
    await finds_nothing(citra, budi, dewi, sari, eko)
    (row,) = await world.rows(letter)
    assert row.state == "diterima"


async def test_a_scan_is_found_with_its_picture_and_what_was_seen_of_it_before(
    world: World,
) -> None:
    """The same photo was the signed list: whoever receives it reads so each time."""
    eko = await receiver(world, "bulungan")
    citra, _ = await broken_phone(world)
    await citra.play(
        *entering(pulang="16.02"),
        *preparing(),
        (tap("Kirim foto"), "Kirim foto atau PDF surat"),
        (at("17.05", "2026-04-06"), SILENCE),
        (photo, "Kirim?"),
        (tap("Ya"), "✅ Surat terkirim ke BKPSDM."),
    )
    seen = "⚠️ Foto yang sama pernah dikirim orang yang sama."
    assert seen in " ".join(eko.phone.told[-1].split())
    await eko.play((say("/verifikasi"), "1 surat"), (tap("Terima surat (1)"), seen))
    await eko.play((tap("Kembalikan"), "Apa yang perlu diperbaiki pada surat ini?"))


@pytest.mark.parametrize("regulation", [KRA])
@pytest.mark.parametrize(
    ("day", "clock", "waits"), [("2026-05-31", "23.59.59", True), ("2026-06-01", "00.00", False)]
)
async def test_what_its_closed_month_has_ended_waits_for_nobody(
    world: World, day: str, clock: str, *, waits: bool
) -> None:
    """KAM-23: a button that would be refused is not offered again."""
    sari = await head(world)
    citra, _ = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *preparing())
    await sari.play((at(clock, day), SILENCE))
    await sari.hears(say("/verifikasi"))
    assert ("Nyatakan surat (1)" in sari.phone.labels) is waits


async def test_nobody_finds_a_letter_about_themselves(world: World) -> None:
    """AMB-70, KAM-31: on paper only."""
    sari, _ = await head(world), await receiver(world, "bulungan")
    citra, _ = await broken_phone(world)
    await sari.play(*opening())
    await citra.play(*entering("Sari", pulang="16.02"), *preparing())
    await finds_nothing(sari)


@REGENCIES
async def test_more_time_is_found_by_whoever_grants_it(world: World, regulation: str) -> None:
    """AMB-26, KAM-03: not by whoever asks, nor by their head."""
    eko, sari, budi = await receiver(world, regulation), await head(world), await employed(world)
    await budi.play(
        morning(),
        *opening(),
        (say("/kendala"), "Presensi manual Anda"),
        (tap("Minta perpanjangan"), "Diperpanjang sampai tanggal berapa?"),
        (say("20 April 2026"), "Apa alasannya?"),
        (say("Menunggu suku cadang"), "Kirim?"),
        (tap("Ya"), "⏳ Terkirim."),
    )
    await finds_nothing(budi, sari)
    card = eko.phone.told[-1]
    await eko.play(
        (say("/verifikasi"), "1 perpanjangan perlu diputuskan"),
        (tap("Perpanjangan (1)"), "Diminta sampai: Senin, 20 April 2026"),
    )
    assert eko.newest == " ".join(card.split())
    await eko.play((tap("Setujui"), "✅ Diperpanjang: presensi manual Budi"))
    await finds_nothing(budi, sari, eko)
    (row,) = await world.rows(extension)
    assert row.granted is True


async def reported(citra: Speaker, name: str) -> None:
    await citra.play(
        (say("/manual"), "Presensi manual kantor Anda"),
        (tap("Buka kendala"), "Kendala siapa?"),
        (say(name), "Apa sebabnya?"),
        (tap("Ponsel hilang"), "Mulai tanggal berapa?"),
        (tap("Hari ini"), "Minta kepastian kepala kantor?"),
        (tap("Ya"), "⏳ Terkirim ke kepala kantor."),
    )


async def test_of_several_each_is_reached_by_the_next_button(world: World) -> None:
    """BLG-11-1b: what operators have opened for others, the oldest first, and round again."""
    sari, citra = await head(world), await operator(world)
    dewi = await met(world, DEWI)
    await citra.play(morning())
    await reported(citra, "Budi")
    await citra.play((at("08.30", "2026-04-06"), SILENCE))
    await reported(citra, "Eko")
    await finds_nothing(citra, dewi)
    await sari.play(
        (say("/verifikasi"), "2 kendala perlu dipastikan"),
        (tap("Kendala (2)"), "ponsel hilang Budi"),
        (tap("Kartu 2 dari 2"), "ponsel hilang Eko"),
        (tap("Kartu 1 dari 2"), "ponsel hilang Budi"),
        (tap("Ya, benar"), "✅ Dipastikan: ponsel hilang Budi."),
        (say("/verifikasi"), "1 kendala perlu dipastikan"),
        (tap("Kendala (1)"), "ponsel hilang Eko"),
        (tap("Tidak benar"), "❌ Tidak dibuka: ponsel hilang Eko."),
    )
    await finds_nothing(sari)


@pytest.mark.parametrize("profile", ["plain"])
async def test_the_list_asks_the_database_as_often_for_many_as_for_one(world: World) -> None:
    """At BKPSDM hundreds wait on the first of a month: cards are drawn one at a time."""
    sari, citra = await head(world), await operator(world)
    await citra.play(morning())
    asked = []
    for number, name in enumerate(("Budi", "Eko"), 1):
        await reported(citra, name)
        with counting(world) as seen:
            await sari.play((say("/verifikasi"), f"{number} kendala perlu dipastikan"))
        asked.append(len(seen))
    assert asked[0] == asked[1] > 0


@pytest.mark.parametrize("data", ["l:surat:x:0", pile("surat", -1), pile("lain")])
async def test_what_no_button_says_does_nothing(world: World, data: str) -> None:
    sari = await head(world)
    said = await sari.hears(pressing(data))
    assert not any("menunggu" in each for each in said)
