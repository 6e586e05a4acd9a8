"""Validating duty elsewhere, as dialogues: looked at, seen on a map, judged once it was done."""

from datetime import date

import pytest

from bot.channels.base import Capability
from core.approvals.case import State
from db.people.employee import supervision
from db.records.request import request
from tests.builders.requests import states
from tests.handlers.dialogue import (
    SILENCE,
    Line,
    Speaker,
    at,
    employed,
    forged_tap,
    insert,
    later,
    photo,
    say,
    share_exactly,
    tap,
)
from tests.handlers.worker import MONDAY, asking, newest, superior
from tests.office import EKO, SARI, STREET
from tests.profiles import needs
from tests.world import World

KARANGANYAR = pytest.mark.parametrize("regulation", ["karanganyar"])
TUESDAY, WEDNESDAY = "2026-04-07", "2026-04-08"
NOT_YET = "Disetujui setelah dilaksanakan:"
LOOK = "Sudah saya lihat"


def special(last: str = "Hari itu saja") -> list[Line]:
    return [
        (say("/izin"), "Mengajukan apa?"),
        (say("Tugas khusus"), "Ada surat perintah tugas (SPT)?"),
        (tap("Tidak ada"), "Mulai tanggal berapa?"),
        (tap("Senin, 6 April"), "Sampai tanggal berapa?"),
        (tap(last) if last == "Hari itu saja" else say(last), "Apa alasannya?"),
        (say("Rapat"), "Boleh dilewati."),
        (tap("Lewati"), "Kirim?"),
        (tap("Ya"), "Terkirim: Tugas khusus"),
    ]


def trip(last: str, where: str = "2") -> list[Line]:
    return [
        (say("/izin"), "1. Dinas luar"),
        (tap("1. Dinas luar"), "Yang mana?"),
        (say(where), "Mulai tanggal berapa?"),
        (tap("Senin, 6 April"), "Sampai tanggal berapa?"),
        (say(last), "Apa alasannya?"),
        (say("Konsultasi"), "Nomor surat perintah tugas?"),
        (say("800/12"), "Kirim foto atau PDF surat perintah tugas."),
        (photo, "Kirim?"),
        (tap("Ya"), "Terkirim"),
    ]


def stamping(day: str, clock: str, word: str) -> list[Line]:
    answer = "Tercatat"
    return [(at(clock, day), SILENCE), (say(word), "bagikan"), (share_exactly(STREET), answer)]


async def two(world: World) -> tuple[Speaker, Speaker]:
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("06.50", MONDAY), SILENCE))
    return sari, budi


@KARANGANYAR
async def test_special_duty_is_judged_once_it_was_done_by_time_and_place(world: World) -> None:
    """KRA-9A-4: sejak ASN melaksanakan tugas khusus; the stamps stand on the card and a map."""
    sari, budi = await two(world)
    await budi.play(*special())
    assert NOT_YET in await newest(sari)
    assert sari.phone.labels == [LOOK, "Tolak"]
    await budi.play(*stamping(MONDAY, "07.24", "Masuk"))
    await sari.play((say("/verifikasi"), "1. Budi: 1 izin"), (tap("1. Budi"), NOT_YET))
    where = "Senin, 6 April: masuk 07.24 WIB (309 m dari Kantor Bupati)"
    assert where in " ".join(sari.newest.split())
    await budi.play(*stamping(MONDAY, "16.02", "Pulang"))
    await sari.play((say("/verifikasi"), "1. Budi: 1 izin"), (tap("1. Budi"), "pulang 16.02 WIB"))
    assert sari.phone.labels == ["Setujui", "Tolak", "Lihat peta"]
    said = await sari.hears(tap("Lihat peta"))
    assert "Petanya ada di bawah." in said
    assert any("Senin, 6 April, pulang 16.02 WIB (309 m dari" in text for text in said)
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari, 16.02 WIB"))
    assert await states(world) == [State.APPROVED.value]


@KARANGANYAR
async def test_nobody_approves_what_was_not_carried_out_not_even_with_an_old_button(
    world: World,
) -> None:
    """KRA-9B-3: a trip until Wednesday, on Monday."""
    sari, budi = await two(world)
    await budi.play(*trip("8 April"))
    (row,) = await world.rows(request)
    press = lambda who: forged_tap(who, f"i:setuju:{row.id.hex}")  # noqa: E731
    await sari.play((press, f"{NOT_YET} Rabu, 8 April 2026"))
    assert await states(world) == [None]


@KARANGANYAR
async def test_a_look_moves_the_deadline_to_the_last_day(world: World) -> None:
    """KAM-22, KAM-02: until then the first day bounds it."""
    sari, budi = await two(world)
    await budi.play(*trip("8 April"))
    assert "batas keputusan Senin, 13 April 2026, 23.59 WIB." in budi.newest
    await sari.play((tap(LOOK), "Sudah dilihat Sari, Senin, 6 April 2026, 06.50 WIB."))
    assert "Menunggu sampai Rabu, 15 April 2026, 23.59 WIB" in " ".join(sari.newest.split())
    assert sari.phone.labels == ["Tolak"]
    await sari.play(
        (at("07.00", "2026-04-09"), SILENCE),
        (later(seconds=0), "Sudah dilaksanakan, mohon diputuskan: Budi Perjalanan dinas luar"),
        (later(seconds=0), SILENCE),
        (tap("Setujui"), "✅ Disetujui oleh Sari"),
    )


@KARANGANYAR
@needs(Capability.EDIT)
async def test_once_carried_out_no_older_card_says_that_it_is_not(world: World) -> None:
    """KRA-9A-4: every copy says the same, and decides."""
    sari, budi = await two(world)
    await budi.play(*trip("8 April"))
    await sari.play((tap(LOOK), "Sudah dilihat Sari"), (say("/verifikasi"), "1. Budi"))
    await sari.play((tap("1. Budi"), NOT_YET))
    await at("07.00", "2026-04-09")(sari)
    said = await sari.hears(later(seconds=0))
    assert any("Sudah dilaksanakan, mohon diputuskan:" in each for each in said)
    cards = [m for m in sari.chat.messages if "Perjalanan dinas luar" in m.text]
    assert [NOT_YET in m.text for m in cards] == [False] * 3
    assert ["Setujui" in m.buttons for m in cards] == [True] * 3
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari"))
    cards = [m for m in sari.chat.messages if "Perjalanan dinas luar" in m.text]
    assert all("✅ Disetujui oleh Sari" in m.text and not m.buttons for m in cards)


@KARANGANYAR
async def test_without_a_look_a_long_trip_goes_up_from_its_first_day(world: World) -> None:
    """KAM-22: nothing counts "until refused" without a bound; the one who slept has no button."""
    await insert(world, supervision, employee=SARI.id, since=date(2024, 1, 1), supervisor=EKO.id)
    sari, budi = await two(world)
    eko = await employed(world, EKO)
    await eko.play((say("menu"), "Silakan pilih."))
    await budi.play(*trip("30 April"))
    await sari.play((at("12.00", "2026-04-13"), SILENCE), (later(seconds=0), "Hampir habis"))
    await eko.play(
        (at("07.00", "2026-04-14"), SILENCE), (later(seconds=0), "Belum diputuskan sampai Senin")
    )
    assert LOOK in eko.phone.labels
    card = " ".join(text for text in sari.phone.told if "Sekarang diputuskan oleh Eko." in text)
    assert card
    assert "Belum diputuskan sampai Senin, 13 April 2026" in await newest(budi)


@KARANGANYAR
async def test_a_refusal_says_before_and_after_what_the_days_become(world: World) -> None:
    sari, budi = await two(world)
    await budi.play(*special("8 April"))
    await budi.play(*stamping(MONDAY, "07.24", "Masuk"), *stamping(MONDAY, "16.02", "Pulang"))
    becomes = "Senin, 6 April: tugas khusus menjadi belum ada presensi"
    await sari.play(
        (at("08.00", TUESDAY), SILENCE),
        (say("/verifikasi"), "1. Budi: 1 izin"),
        (tap("1. Budi"), NOT_YET),
        (tap("Tolak"), f"Bila ditolak: {becomes} Apa alasannya?"),
        (tap("Bukan tugas dinas"), "❌ Ditolak oleh Sari, 08.00 WIB: Bukan tugas dinas"),
    )
    assert becomes in await newest(budi)


@KARANGANYAR
async def test_special_duty_for_a_year_is_refused_in_words(world: World) -> None:
    """KAM-21."""
    _, budi = await two(world)
    await budi.play(
        *special()[:4],
        (say("13 April"), "Tugas khusus paling lama 5 hari kerja. Ajukan lagi untuk sesudahnya."),
    )
    assert await world.rows(request) == []


async def test_in_bulungan_a_trip_is_granted_beforehand_as_ever(world: World) -> None:
    """BLG-11-3, BLG-11-4: on its letter, and its days count by themselves."""
    sari, budi = await two(world)
    await budi.play(*asking("Perjalanan dinas", "Selasa, 7 April", "9 April"))
    assert sari.phone.labels == ["Setujui", "Tolak"]
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari, Senin, 6 April 2026, 06.50 WITA"))
    assert "360 poin per hari kerja" in await newest(budi)
