"""Back at work early, as dialogues: for days to come at once, for past ones by the superior."""

from datetime import date

import pytest

from core.approvals.case import State
from db.people.delegation import delegation
from db.records.audit import audit
from db.records.request import request
from tests.builders.requests import NOT_YOURS, connected, filed
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    Line,
    Speaker,
    act,
    at,
    employed,
    forged_tap,
    insert,
    old_button,
    say,
    tap,
)
from tests.handlers.worker import MONDAY, asking, newest, superior
from tests.office import BUDI, CITRA, SARI
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
TUESDAY, WEDNESDAY = "2026-04-07", "2026-04-08"
WHEN = "Mulai tanggal berapa Anda bekerja kembali?"


async def on_leave(world: World, last: str = "8 April") -> tuple[Speaker, Speaker]:
    """Sari has granted Budi leave from Monday to Wednesday."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("08.00", MONDAY), SILENCE), *asking("Cuti tahunan", last=last))
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari"))
    await world.quiet()
    return sari, budi


def ending(day: str) -> list[Line]:
    return [
        (say("/izin_saya"), "1. Cuti tahunan"),
        (tap("1. Cuti tahunan"), "Cuti tahunan"),
        (tap("Akhiri lebih awal"), WHEN),
        (tap(day), "Kirim?"),
    ]


async def dates(world: World) -> list[tuple[date, date, str | None]]:
    return [(row.last, row.filed_last or row.last, row.state) for row in await world.rows(request)]


def april(day: int) -> date:
    return date(2026, 4, day)


@BOTH
async def test_back_on_tuesday_leave_ends_on_monday_and_tuesday_counts(world: World) -> None:
    """L2, report 18: the stamp says what the day is, and how to end the leave."""
    sari, budi = await on_leave(world)
    await budi.play(
        *act(TUESDAY, "07.20", "Masuk", "Hari ini tetap cuti. Bila sudah bekerja kembali, akhiri"),
        (say("/rekap_saya"), "Cuti 2 hari, belum ada presensi 2 hari."),
        *ending("Selasa, 7 April"),
        (tap("Ya"), "Cuti tahunan berakhir Senin, 6 April 2026, semula sampai Rabu, 8 April 2026."),
    )
    assert budi.newest.endswith("Sari diberi tahu.")
    assert await dates(world) == [(april(6), april(8), State.APPROVED.value)]
    told = [" ".join(text.split()) for text in sari.phone.told]
    assert any("Budi Cuti tahunan berakhir Senin, 6 April 2026" in text for text in told)
    assert any("(semula sampai Rabu, 8 April 2026)" in text for text in told)
    await budi.play(
        *act(TUESDAY, "16.02", "Pulang", "Tercatat pulang 16.02 WITA"),
        (at("08.00", WEDNESDAY), SILENCE),
        (say("/rekap_saya"), "adir 1 hari, cuti 1 hari"),
    )
    assert "tetap cuti" not in budi.answers[-3]
    assert [row.action for row in await world.rows(audit)] == ["izin diakhiri lebih awal"]


async def test_what_is_over_stays_until_the_superior_confirms_it(world: World) -> None:
    """On Wednesday: Tuesday was worked, and waits for one tap; Wednesday is free at once."""
    sari, budi = await on_leave(world)
    await budi.play(
        *act(TUESDAY, "07.20", "Masuk", "Tercatat masuk"),
        *act(TUESDAY, "16.02", "Pulang", "Tercatat pulang"),
        (at("08.00", WEDNESDAY), SILENCE),
        (say("/izin_saya"), "1. Cuti tahunan"),
        (tap("1. Cuti tahunan"), "Cuti tahunan"),
        (tap("Akhiri lebih awal"), WHEN),
        (say("7 April"), "Selasa, 7 April: cuti menjadi hadir"),
        (tap("Ya"), "Menunggu Sari membenarkan hari yang sudah lewat."),
    )
    assert await dates(world) == [(april(7), april(8), State.APPROVED.value)]
    card = await newest(sari)
    assert "Menyatakan sudah bekerja kembali sejak Selasa, 7 April 2026." in card
    assert sari.phone.labels == ["Benar", "Tidak benar"]
    button = old_button("Benar")(sari)
    await sari.play((tap("Benar"), "✅ Dibenarkan."))
    assert "✅ Dibenarkan atasan." in await newest(budi)
    assert await dates(world) == [(april(6), april(8), State.APPROVED.value)]
    await sari.play((button, "Izin ini sudah berubah."))
    await budi.play((say("/rekap_saya"), "adir 1 hari, cuti 1 hari"))


async def test_what_the_superior_does_not_confirm_stays_leave(world: World) -> None:
    sari, budi = await on_leave(world, "7 April")
    await budi.play(
        (at("08.00", WEDNESDAY), SILENCE),
        (say("/izin_saya"), "1. Cuti tahunan"),
        (tap("1. Cuti tahunan"), "Cuti tahunan"),
        (tap("Akhiri lebih awal"), WHEN),
        (say("7 April"), "Selasa, 7 April: cuti menjadi belum ada presensi"),
        (tap("Ya"), "Menunggu Sari"),
    )
    await sari.play((tap("Tidak benar"), "❌ Tidak dibenarkan. Cuti tahunan tetap sampai Selasa"))
    assert "❌ Atasan tidak membenarkan Anda sudah bekerja sejak Selasa" in await newest(budi)
    assert await dates(world) == [(april(7), april(7), State.APPROVED.value)]


async def test_after_its_month_closed_nobody_confirms_anything(world: World) -> None:
    """BLG-13-4: asked on the fourth of May, answered on the fifth."""
    sari, budi = await on_leave(world, "7 April")
    await budi.play(
        (at("23.00", "2026-05-04"), SILENCE),
        (say("/izin_saya"), "1. Cuti tahunan"),
        (tap("1. Cuti tahunan"), "Cuti tahunan"),
        (tap("Akhiri lebih awal"), WHEN),
        (say("7 April 2026"), "Kirim?"),
        (tap("Ya"), "Menunggu Sari"),
    )
    await sari.play(
        (at("00.00", "2026-05-05"), SILENCE), (tap("Benar"), "April 2026 sudah ditutup")
    )
    assert await dates(world) == [(april(7), april(7), State.APPROVED.value)]
    await budi.play((say("/izin_saya"), "1. Cuti tahunan"))
    assert [label for label in budi.phone.labels if "Cuti" in label] == []


async def test_granted_leave_that_has_not_begun_is_taken_back(world: World) -> None:
    sari, budi = await superior(world), await employed(world)
    await budi.play(
        (at("08.00", MONDAY), SILENCE), *asking("Cuti tahunan", "Selasa, 7 April", "8 April")
    )
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari"))
    await budi.play(
        (say("/izin_saya"), "1. Cuti tahunan"),
        (tap("1. Cuti tahunan"), "Cuti tahunan"),
        (tap("Tarik kembali"), "Ditarik kembali: Cuti tahunan: Selasa, 7 April 2026"),
        *asking("Cuti tahunan", "Selasa, 7 April", "8 April"),
    )
    assert [row.state for row in await world.rows(request)] == ["ditarik", None]
    told = [" ".join(text.split()) for text in sari.phone.told]
    assert any("Budi Ditarik kembali: Cuti tahunan" in text for text in told)


async def test_whoever_stood_in_does_so_no_longer(world: World) -> None:
    """AMB-39: Sari is back on Tuesday; Citra hears it."""
    sari, citra = await superior(world), await connected(world, CITRA)
    until = {"since": april(6), "until": april(8)}
    await _granted(world, until)
    await sari.play((at("08.00", TUESDAY), SILENCE), *ending("Selasa, 7 April"))
    await sari.play((tap("Ya"), "Cuti tahunan berakhir Senin, 6 April 2026"))
    assert "bekerja kembali mulai Selasa, 7 April 2026; Anda tidak lagi" in await newest(citra)
    (row,) = await world.rows(delegation)
    assert (row.until, row.revoked_at) == (april(6), None)


@pytest.mark.parametrize("verb", ["ya", "tidak"])
async def test_nobody_else_confirms_it(world: World, verb: str) -> None:
    _, budi = await on_leave(world)
    citra = await connected(world, CITRA)
    (row,) = await world.rows(request)
    for other in (budi, citra):
        await other.play((lambda who: forged_tap(who, f"k:{verb}:{row.id.hex}"), NOT_YOURS))


@pytest.mark.parametrize("data", ["k:", "k:ya", "k:ya:x", "k:x:{id}", "k:ya:{id}:1"])
async def test_a_button_that_was_never_shown_does_nothing(world: World, data: str) -> None:
    sari, _ = await filed(world)
    (row,) = await world.rows(request)
    await sari.play((lambda who: forged_tap(who, data.format(id=row.id.hex)), STALE))


async def test_batal_changes_nothing_and_a_date_outside_is_asked_again(world: World) -> None:
    _, budi = await on_leave(world)
    await budi.play(
        (at("08.00", TUESDAY), SILENCE),
        *ending("Selasa, 7 April")[:-1],
        (say("9 April"), "8 April 2026"),
        (say("5 April"), "6 April 2026"),
        (tap("Rabu, 8 April"), "Bekerja kembali: Rabu, 8 April 2026"),
        (tap("Batal"), "Dibatalkan."),
    )
    assert await dates(world) == [(april(8), april(8), State.APPROVED.value)]


async def _granted(world: World, until: dict[str, date]) -> None:
    """Sari's own leave, granted from above, with Citra in her place."""
    now = world.clock.now()
    who = {"employee": SARI.id, "substitute": CITRA.id, "code": "cuti.tahunan", "reason": "x"}
    span = {"first": until["since"], "last": until["until"], "filed_at": now, "due_at": now}
    await insert(world, request, id=BUDI.id, state="disetujui", decided_at=now, **who, **span)
    of = {"of": SARI.id, "by": CITRA.id, "why": "pengganti"}
    await insert(world, delegation, id=BUDI.id, **of, **until)
