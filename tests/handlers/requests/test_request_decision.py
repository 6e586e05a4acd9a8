"""Deciding requests as dialogues: the right one, once, in time; what silence does is told."""

import asyncio

import pytest

from core.approvals.case import State
from db.messages.outbox import outbox
from db.records.request import request
from tests.builders.requests import NOT_YOURS, connected, filed, states
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    Gesture,
    at,
    employed,
    forged_tap,
    old_button,
    photo,
    say,
    tap,
)
from tests.handlers.worker import MONDAY, asking, newest, superior
from tests.office import BUDI, CITRA, EKO, Actor
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@BOTH
async def test_one_tap_approves_and_the_person_is_told(world: World) -> None:
    """BLG-11-3, BLG-L-A6e: the card changes in place, with what the approval brings."""
    sari, budi = await filed(world)
    again = old_button("Setujui")(sari)
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari, 09.00 WITA"))
    assert sari.phone.labels == []
    assert await newest(budi) == (
        "Cuti tahunan: Senin, 6 April 2026 ✅ Disetujui oleh Sari, 09.00 WITA Masuk, pulang, dan "
        "360 poin per hari kerja dihitung otomatis (Pasal 11 ayat (3) Perbup Bulungan 32/2023)."
    )
    await sari.play((at("10.00"), SILENCE), (again, "Sudah diputuskan lebih dulu"))
    assert await states(world) == ["disetujui"]


async def test_a_rejection_needs_a_reason_of_the_kind(world: World) -> None:
    sari, budi = await filed(world)
    await sari.play(
        (tap("Tolak"), "Menolak Budi Cuti tahunan: Senin, 6 April 2026 Apa alasannya?"),
        (tap("Batal"), "Dibatalkan."),
        (say("/verifikasi"), "1. Budi: 1 izin, paling lambat Rabu, 8 April 2026, 08.00 WITA"),
        (tap("1. Budi"), "Cuti tahunan: Senin, 6 April 2026"),
        (tap("Tolak"), "Apa alasannya?"),
        (tap("Tanggal tidak sesuai"), "❌ Ditolak oleh Sari, 09.00 WITA: Tanggal tidak sesuai"),
    )
    assert "❌ Ditolak oleh Sari, 09.00 WITA: Tanggal tidak sesuai" in await newest(budi)
    assert await states(world) == ["ditolak"]


async def test_without_the_letter_sickness_cannot_be_approved(world: World) -> None:
    """BLG-11-4, BLG-L-A6d, AMB-35: it may follow, but it must be there, as a picture in place."""
    sari, budi = await superior(world), await employed(world)
    await budi.play(
        (at("08.00", MONDAY), SILENCE),
        *asking("Sakit", paper=None)[:-2],
        (say("Demam"), "Boleh menyusul"),
        (tap("Menyusul"), "Kirim?"),
        (tap("Ya"), "Susulkan surat keterangan sakit lewat /izin_saya."),
    )
    assert "Belum ada surat keterangan sakit, jadi belum dapat disetujui" in await newest(sari)
    assert sari.phone.labels == ["Tolak"]
    (row,) = await world.rows(request)
    await sari.play((_pressing(f"i:setuju:{row.id.hex}"), "Belum ada surat keterangan sakit"))
    assert await states(world) == [None]
    await budi.play(
        (say("/izin_saya"), "1. Sakit: Senin, 6 April 2026 Demam ⏳ Menunggu"),
        (tap("1. Sakit"), "Sakit: Senin"),
        (tap("Susulkan surat"), "Kirim foto atau PDF surat keterangan sakit."),
        (photo, "Surat: ada Kirim?"),
        (tap("Ya"), "Surat ditambahkan: Sakit: Senin, 6 April 2026. Diteruskan kepada Sari."),
        (say("/izin_saya"), "1. Sakit"),
        (tap("1. Sakit"), "Sakit"),
    )
    assert "Susulkan surat" not in budi.phone.labels
    assert "Belum ada" not in await newest(sari)
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari"))
    assert await states(world) == ["disetujui"]


@pytest.mark.parametrize("who", [BUDI, CITRA, EKO], ids=["themselves", "a colleague", "another"])
async def test_nobody_but_the_verifier_decides(world: World, who: Actor) -> None:
    """AMB-39: not with a button out of somebody else's chat, and nothing is shown either."""
    _, budi = await filed(world)
    other = budi if who is BUDI else await connected(world, who)
    (row,) = await world.rows(request)
    for verb in ("setuju", "tolak", "lembar"):
        await other.play((_pressing(f"i:{verb}:{row.id.hex}"), NOT_YOURS))
    await other.play((_pressing(f"l:orang:{BUDI.id.hex}:0"), NOT_YOURS))
    assert await states(world) == [None]


@pytest.mark.parametrize("data", ["i:", "i:setuju", "i:setuju:x", "i:x:{id}", "i:setuju:{id}:1"])
async def test_a_button_that_was_never_shown_does_nothing(world: World, data: str) -> None:
    sari, _ = await filed(world)
    (row,) = await world.rows(request)
    await sari.play((_pressing(data.format(id=row.id.hex)), STALE))
    assert await states(world) == [None]


@BOTH
async def test_of_two_taps_at_once_one_wins_and_the_person_is_told_once(world: World) -> None:
    sari, budi = await filed(world)
    press = old_button("Setujui")(sari)
    await asyncio.gather(press(sari), press(sari))
    await world.quiet()
    told = [text for text in budi.phone.told if "Disetujui oleh Sari" in text]
    assert len(told) == 1
    assert await states(world) == [State.APPROVED.value]
    assert {row.state for row in await world.rows(outbox)} == {"sent"}


async def test_the_same_letter_twice_is_told_to_the_superior(world: World) -> None:
    sari, budi = await filed(world)
    await sari.play((tap("Tolak"), "Apa"), (tap("Surat tidak sesuai"), "Ditolak"))
    await budi.play(*asking("Cuti tahunan"))
    assert "⚠️ Surat yang sama pernah dikirim orang yang sama." in await newest(sari)
    citra = await employed(world, CITRA)
    await citra.play(*asking("Cuti tahunan"))
    assert "⚠️ Surat yang sama pernah dikirim orang lain." in await newest(sari)


def _pressing(data: str) -> Gesture:
    return lambda who: forged_tap(who, data)
