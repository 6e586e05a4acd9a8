"""A letter or photo that cannot be shown is approved only by whoever looked in another way."""

from pathlib import Path

import pytest

from db.records.activity import activity
from handlers.texts import unseen
from tests.builders.requests import filed, states
from tests.handlers.dialogue import SILENCE, Speaker, at, employed, photo, tap
from tests.handlers.worker import MONDAY, entry, superior
from tests.world import World

TELEGRAM = pytest.mark.parametrize("profile", ["telegram"], indirect=True)
UNREADABLE = "Foto atau suratnya belum bisa dibuka sekarang."


def hidden(world: World) -> Path:
    """Take the files away; what to move back."""
    folder = Path(world.service.stores[world.region].where) / world.region
    return folder.rename(folder.with_name("hilang"))


def back(folder: Path, world: World) -> None:
    here = folder.with_name(world.region)
    for file in folder.rglob("*"):
        if file.is_file():
            to = here / file.relative_to(folder)
            to.parent.mkdir(parents=True, exist_ok=True)
            file.rename(to)


async def another_look(sari: Speaker) -> None:
    await sari.play((tap("Lihat surat"), UNREADABLE))


@TELEGRAM
async def test_a_letter_that_is_readable_again_is_shown_and_then_approved(world: World) -> None:
    sari, _ = await filed(world)
    folder = hidden(world)
    await sari.play((_verification, "Menunggu keputusan Anda"), (tap("1. Budi"), UNREADABLE))
    assert "Setujui" not in sari.phone.labels
    await another_look(sari)
    assert sari.phone.labels == ["Lihat surat", "Sudah lihat aslinya", "Tolak"]
    back(folder, world)
    await sari.play((tap("Lihat surat"), "Cuti tahunan"), (tap("Setujui"), "Disetujui oleh Sari"))
    assert await states(world) == ["disetujui"]


@TELEGRAM
async def test_whoever_saw_the_original_decides_with_a_second_tap(world: World) -> None:
    sari, _ = await filed(world)
    hidden(world)
    await sari.play(
        (_verification, "Menunggu keputusan Anda"),
        (tap("1. Budi"), UNREADABLE),
        (tap("Sudah lihat aslinya"), unseen.LETTER),
    )
    assert await states(world) == [None]
    await sari.play((tap("Setujui"), "Disetujui oleh Sari"))
    assert await states(world) == ["disetujui"]


@TELEGRAM
async def test_work_whose_photo_cannot_be_shown_can_still_be_rejected(world: World) -> None:
    sari, budi = await superior(world), await employed(world)
    await budi.play(
        (at("14.00", MONDAY), SILENCE),
        *entry()[:-2],
        (photo, "Simpan?"),
        (tap("Ya"), "Tersimpan"),
    )
    hidden(world)
    await sari.play((_verification, "Menunggu keputusan Anda"), (tap("1. Budi"), UNREADABLE))
    assert sari.phone.labels == ["Lihat foto", "Sudah lihat buktinya", "Tolak"]
    await sari.play((tap("Sudah lihat buktinya"), unseen.WORK))
    assert sari.phone.labels == ["Setujui", "Tolak"]
    await sari.play((tap("Tolak"), "Apa alasannya?"))
    told = await sari.hears(tap("Menit tidak wajar"))
    assert told
    assert all("Ditolak oleh Sari" in each for each in told)
    assert [row.state for row in await world.rows(activity)] == ["ditolak"]


async def _verification(who: Speaker) -> None:
    await who.phone.say("/verifikasi")
