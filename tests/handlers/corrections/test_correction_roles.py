"""Who proposes a correction and who agrees: never alone, never for oneself, never outside."""

import asyncio
from datetime import date

import pytest

from core.organisation.region import Region
from db.people.departure import departure
from db.records.correction import correction
from handlers.texts.correction import data
from tests.handlers.correcting import (
    NOT_YOURS,
    TUESDAY,
    asking_own,
    proposing,
    region_with_agency,
    the_office,
)
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    Speaker,
    a_stranger,
    again,
    at,
    insert,
    old_button,
    say,
    tap,
)
from tests.handlers.naming import pressing
from tests.handlers.worker import newest
from tests.office import BUDI, CITRA, EKO, SARI, Actor
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
KRA = pytest.mark.parametrize("regulation", ["karanganyar"])


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    return region_with_agency(policy, regulation)


async def one(world: World) -> tuple[str | None, object, object]:
    """What became of the one correction, who proposed it, and who decided."""
    (row,) = await world.rows(correction)
    return row.state, row.proposed_by, row.decided_by


async def proposed(world: World, regulation: str = "bulungan") -> dict[str, Speaker]:
    who = await the_office(world, regulation)
    await who["citra"].play((at("09.00", TUESDAY), SILENCE), *proposing(), (tap("Ya"), "Terkirim"))
    return who


async def test_blg_12_1_whoever_proposed_it_does_not_agree(world: World) -> None:
    """BLG-12-1: the administrator who proposes is told that somebody else decides."""
    who = await the_office(world)
    eko, sari = who["eko"], who["sari"]
    await eko.play((at("09.00", TUESDAY), SILENCE), *proposing(), (tap("Ya"), "Menunggu Sari"))
    (row,) = await world.rows(correction)
    await eko.play((pressing(data("setuju", row.id)), NOT_YOURS))
    await eko.play((say("/verifikasi"), "Tidak ada yang menunggu"))
    assert (await one(world))[0] is None
    await sari.play((tap("Setujui"), "Disetujui Sari"))
    assert (await one(world))[0] == "disetujui"


async def test_nobody_outside_the_right_decides_or_sees_it(world: World) -> None:
    """The person, another office's operator, the proposer and a stranger get nothing."""
    who = await proposed(world)
    (row,) = await world.rows(correction)
    for name in ("budi", "citra", "dewi"):
        for verb in ("setuju", "tolak", "usul", "lembar", "lihat", "asli"):
            await who[name].play((pressing(data(verb, row.id)), NOT_YOURS))
    assert (await one(world))[0] is None
    stranger = a_stranger(world, Actor("Orang", "0", "+6281350000099"))
    await stranger.hears(say("/koreksi"))
    assert "koreksi" not in " ".join(stranger.answers).casefold()


async def test_an_operator_of_another_office_proposes_nothing(world: World) -> None:
    who = await the_office(world)
    await who["dewi"].play(
        (at("09.00", TUESDAY), SILENCE),
        (say("/koreksi"), "Hari siapa yang perlu dikoreksi?"),
        (tap("Pegawai lain"), "Hari siapa?"),
        (say(BUDI.nip), "Tanggal berapa?"),
        (say("6 April"), "Yang bisa: operator atau administrator."),
    )
    assert await world.rows(correction) == []


@BOTH
async def test_of_two_who_agree_at_once_one_wins_and_the_other_is_told(world: World) -> None:
    """The head on her card, the agency from its list: exactly one of the two taps decides."""
    who = await proposed(world)
    sari, eko = who["sari"], who["eko"]
    await eko.play((say("/verifikasi"), "1. Budi: 1 koreksi"), (tap("1. Budi"), "Koreksi Budi"))
    hers, his = old_button("Setujui")(sari), old_button("Setujui")(eko)
    await asyncio.gather(hers(sari), his(eko))
    await world.quiet()
    state, _, by = await one(world)
    assert state == "disetujui"
    winner, loser = (sari, eko) if by == SARI.id else (eko, sari)
    told = " ".join(loser.phone.told) + " ".join(await said(loser))
    assert f"Disetujui {'Sari' if winner is sari else 'Eko'}" in told


async def said(who: Speaker) -> list[str]:
    """All that stands on somebody's screen by now, what was changed too."""
    return [await who.world.says(who.phone), *who.answers]


async def test_what_the_person_asks_for_is_proposed_by_one_and_agreed_by_another(
    world: World,
) -> None:
    """AMB-75: /koreksi of an ASN goes to the operator, and from there to the head."""
    who = await the_office(world)
    budi, citra, sari = who["budi"], who["citra"], who["sari"]
    await budi.play(
        (at("09.00", TUESDAY), SILENCE), *asking_own(), (tap("Ya"), "Terkirim. Menunggu Citra.")
    )
    (row,) = await world.rows(correction)
    await budi.play((pressing(data("usul", row.id)), NOT_YOURS))
    await sari.play((pressing(data("setuju", row.id)), NOT_YOURS))
    assert "Diminta pegawainya sendiri" in await newest(citra)
    press = old_button("Usulkan")(citra)
    await citra.play((tap("Usulkan"), "Diusulkan. Menunggu Sari."), (again, SILENCE))
    assert (await one(world))[:2] == (None, CITRA.id)
    await citra.play((press, NOT_YOURS))
    assert "diusulkan" in await newest(budi)
    await sari.play((tap("Setujui"), "Disetujui Sari"))
    assert (await one(world))[0] == "disetujui"
    assert "disetujui" in await newest(budi)


async def test_the_operator_refuses_what_was_asked_for_with_a_reason(world: World) -> None:
    who = await the_office(world)
    budi, citra = who["budi"], who["citra"]
    await budi.play((at("09.00", TUESDAY), SILENCE), *asking_own(), (tap("Ya"), "Terkirim"))
    await citra.play(
        (tap("Tolak"), "Apa alasannya?"),
        (tap("Buktinya tidak jelas"), "Ditolak Citra"),
    )
    assert (await one(world))[::2] == ("ditolak", CITRA.id)
    assert "Alasannya: Buktinya tidak jelas" in await newest(budi)
    assert "Hari Anda tidak berubah" in await newest(budi)


async def test_it_is_withdrawn_by_its_proposer_until_somebody_agrees(world: World) -> None:
    who = await proposed(world)
    citra, sari = who["citra"], who["sari"]
    hers = old_button("Setujui")(sari)
    await citra.play(
        (say("/koreksi"), "1. Budi, Senin, 6 April: masuk"),
        (tap("Tarik 1"), "Tarik koreksi ini?"),
        (tap("Ya"), "Koreksi ditarik: Senin, 6 April: masuk"),
    )
    assert (await one(world))[0] == "ditarik"
    await sari.play((hers, "Sudah diputuskan lebih dulu"))
    assert (await one(world))[0] == "ditarik"


async def test_after_the_decision_nothing_is_left_to_withdraw(world: World) -> None:
    who = await proposed(world)
    citra, sari = who["citra"], who["sari"]
    await citra.play((say("/koreksi"), "1. Budi"), (tap("Tarik 1"), "Tarik koreksi ini?"))
    await sari.play((tap("Setujui"), "Disetujui Sari"))
    await citra.play((tap("Ya"), "sudah diputuskan atau ditarik"))
    assert (await one(world))[0] == "disetujui"


@KRA
async def test_kra_6_3e_the_agency_agrees_and_the_head_does_not(
    world: World, regulation: str
) -> None:
    """KRA-6-3e: repairing the data is BKPSDM's; an operator proposes."""
    who = await proposed(world, regulation)
    (row,) = await world.rows(correction)
    await who["sari"].play((pressing(data("setuju", row.id)), NOT_YOURS))
    await who["eko"].play((tap("Setujui"), "Disetujui Eko"))
    assert (await one(world))[0] == "disetujui"


@KRA
async def test_kra_6_3e_nobody_of_the_agency_agrees_alone(world: World, regulation: str) -> None:
    """Where only one is of the agency, what they propose waits, and whoever asks is told so."""
    who = await the_office(world, regulation)
    await who["eko"].play(
        (at("09.00", TUESDAY), SILENCE),
        *proposing(),
        (tap("Ya"), "Belum ada yang ditunjuk untuk memutuskannya."),
    )
    assert (await one(world))[0] is None


async def test_a_day_of_ones_own_is_not_proposed_by_oneself(world: World) -> None:
    """The operator's own day goes to the agency, which may propose it."""
    who = await the_office(world)
    citra = who["citra"]
    await citra.play(
        (at("09.00", TUESDAY), SILENCE),
        (say("/koreksi"), "Hari siapa yang perlu dikoreksi?"),
        (tap("Pegawai lain"), "Hari siapa?"),
        (say(CITRA.nip), "Tidak ada pegawai lain dengan nama atau NIP itu."),
        (say("/batal"), "Dibatalkan"),
        (say("/koreksi"), "Hari siapa yang perlu dikoreksi?"),
        (tap("Hari saya"), "Tanggal berapa?"),
        *asking_own()[1:],
        (tap("Ya"), "Terkirim. Menunggu Eko."),
    )


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("setengah delapan", "Tulis jam dan menitnya"),
        ("25.00", "Tulis jam dan menitnya"),
        ("05.00", "Di luar jam presensi masuk"),
        ("16.01", "Di luar jam presensi masuk"),
    ],
)
async def test_a_wrong_answer_is_told_and_mended(world: World, said: str, answered: str) -> None:
    who = await the_office(world)
    line = proposing()
    await who["citra"].play(
        (at("09.00", TUESDAY), SILENCE),
        *line[:5],
        (say(said), answered),
        *line[5:7],
        (say("tanpa foto"), "Silakan kirim fotonya, atau berkas PDF."),
        *line[7:],
    )
    press = old_button("Ya")(who["citra"])
    await who["citra"].play((tap("Ya"), "Terkirim"), (press, STALE))


@pytest.mark.parametrize("regulation", ["bulungan", "karanganyar"])
async def test_a_day_of_somebody_who_has_left_is_still_corrected(
    world: World, regulation: str
) -> None:
    """BLG-13-4: Budi's last day is Tuesday; Monday is corrected, Wednesday is nothing of his."""
    who = await the_office(world, regulation)
    gone = {"last": date(2026, 4, 7), "kind": "pensiun", "decree": "SK 1"}
    await insert(world, departure, employee=BUDI.id, **gone)
    await who["citra"].play(
        (at("09.00", "2026-04-09"), SILENCE), *proposing(), (tap("Ya"), "Terkirim")
    )
    agrees = who["sari" if regulation == "bulungan" else "eko"]
    await agrees.play((tap("Setujui"), "Disetujui "))
    assert (await one(world))[0] == "disetujui"
    await who["citra"].play(
        *proposing()[:3], (say("8 April"), "Rabu, 8 April 2026: tidak ada yang bisa dikoreksi.")
    )


async def test_who_left_before_any_day_that_can_be_corrected_is_not_found(world: World) -> None:
    """A year and a day back."""
    who = await the_office(world)
    left = {"last": date(2025, 4, 5), "kind": "pensiun", "decree": "SK 1"}
    await insert(world, departure, employee=BUDI.id, **left)
    await insert(world, departure, employee=EKO.id, **left | {"last": date(2025, 4, 6)})
    nobody = "Tidak ada pegawai lain dengan nama atau NIP itu."
    await who["citra"].play(
        (at("09.00", TUESDAY), SILENCE), *proposing()[:2], (say(BUDI.nip), nobody)
    )
    await who["citra"].play((say(EKO.nip), "Tanggal berapa?"))
