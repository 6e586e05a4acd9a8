"""Form D as dialogues: work on paper counts with the papers of its date, and needs no card."""

import pytest

from db.records.activity import activity
from db.records.manual import manual
from db.records.manual_work import manual_work
from tests.handlers.dialogue import SILENCE, at, photo, say, tap
from tests.handlers.manual.paper import (
    BOTH,
    EVENING,
    KRA,
    SIGN,
    away,
    broken_phone,
    entering,
    head,
    operator,
    preparing,
    receiver,
    working,
)
from tests.handlers.worker import newest, superior
from tests.office import BUDI, SARI
from tests.world import World


async def states(world: World) -> list[tuple[str | None, object]]:
    return [(row.state, row.decided_by) for row in await world.rows(activity)]


@BOTH
async def test_work_counts_when_the_letter_is_there_and_waits_before(world: World) -> None:
    """BLG-11-1, BLG-11-6, AMB-68: approved by whoever has signed the sheet, without a card."""
    sari = await head(world)
    citra, budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *working())
    assert "⏳ Tersimpan sementara. Poinnya dihitung setelah surat keterangan ada." in citra.newest
    assert "1 aktivitas tercatat manual, Senin, 6 April 2026: 90 poin" in await newest(budi)
    assert await states(world) == []
    await citra.play(*preparing())
    await sari.play((tap(SIGN), "✅ Surat terkirim"))
    assert await states(world) == [("disetujui", SARI.id)]
    (row,) = await world.rows(activity)
    assert (row.employee, row.minutes, row.sheet is None) == (BUDI.id, 90, False)
    assert not any("Menyusun laporan" in text for text in sari.phone.told)


async def test_sent_back_it_counts_no_more_and_again_when_it_comes_anew(world: World) -> None:
    """AMB-69: with the day."""
    sari, eko = await head(world), await receiver(world, "bulungan")
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *working(), *preparing())
    await sari.play((tap(SIGN), "✅ Surat terkirim"))
    await eko.play(
        (tap("Kembalikan"), "Apa yang perlu diperbaiki"),
        (say("Tanggalnya keliru"), "Dikembalikan."),
    )
    assert await states(world) == [("ditarik", SARI.id)]
    await citra.play(
        (tap("Kirim foto"), "Kirim foto atau PDF surat"),
        (photo, "Kirim?"),
        (tap("Ya"), "✅ Surat terkirim"),
    )
    assert sorted(str(state) for state, _ in await states(world)) == ["disetujui", "ditarik"]


async def test_for_the_server_it_counts_at_once(world: World) -> None:
    """BLG-11-1c, AMB-24."""
    await away(world)
    await superior(world)
    citra = await operator(world)
    await citra.play(EVENING, *entering(pulang="16.02"), *working())
    assert "⏳" not in citra.newest
    assert await states(world) == [("disetujui", SARI.id)]


async def test_withdrawn_presence_takes_its_work_along(world: World) -> None:
    await away(world)
    citra = await operator(world)
    await citra.play(EVENING, *entering(pulang="16.02"), *working())
    await citra.play(
        (say("/manual"), "Presensi manual kantor Anda"),
        (tap("Tarik catatan"), "Tanggal berapa?"),
        (say("6 April 2026"), "Milik siapa?"),
        (say("Budi"), "Apa yang ditarik?"),
        (tap("Daftar hadir"), "Apa yang keliru?"),
        (say("Salah orang"), "Tarik presensi manual Budi"),
        (tap("Ya"), "✅ Ditarik"),
    )
    assert [state for state, _ in await states(world)] == ["ditarik"]
    assert all(row.withdrawn_at for row in await world.rows(manual))


async def test_a_sheet_is_withdrawn_by_itself(world: World) -> None:
    await away(world)
    citra = await operator(world)
    await citra.play(EVENING, *entering(pulang="16.02"), *working())
    await citra.play(
        (say("/manual"), "Presensi manual kantor Anda"),
        (tap("Tarik catatan"), "Tanggal berapa?"),
        (say("6 April 2026"), "Milik siapa?"),
        (say("Budi"), "Apa yang ditarik?"),
        (tap("Kinerja"), "Tarik kinerja manual Budi, Senin, 6 April 2026?"),
        (tap("Ya"), "✅ Ditarik: kinerja manual Budi"),
    )
    assert [state for state, _ in await states(world)] == ["ditarik"]
    (row,) = await world.rows(manual_work)
    assert row.withdrawn_at is not None
    assert not any(row.withdrawn_at for row in await world.rows(manual))


@pytest.mark.parametrize(
    ("minutes", "told"), [("1440", "✅ 1 aktivitas"), ("1441", "Tulis lamanya")]
)
async def test_a_day_has_no_more_minutes_than_it_has(world: World, minutes: str, told: str) -> None:
    """BLG-9-2: as online."""
    await away(world)
    citra = await operator(world)
    await citra.play(EVENING, *entering(pulang="16.02"))
    lines = working(minutes=minutes)
    await citra.play(*(lines[:5] if "Tulis" in told else lines[:-1]))
    last = (say(minutes), told) if "Tulis" in told else (tap("Ya"), told)
    await citra.play(last)


async def test_two_sheets_make_no_longer_day(world: World) -> None:
    await away(world)
    citra = await operator(world)
    await citra.play(EVENING, *entering(pulang="16.02"), *working(minutes="1440"))
    await citra.play(*working(minutes="1")[:-1])
    await citra.play((tap("Ya"), "Jumlah menit Senin, 6 April 2026 melebihi satu hari."))
    assert len(await world.rows(manual_work)) == 1


@pytest.mark.parametrize("regulation", [KRA])
async def test_where_no_work_is_kept_there_is_no_sheet(world: World) -> None:
    """KRA: its law knows no daily work."""
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(), (at("17.05"), SILENCE), (say("/manual"), "Presensi manual"))
    assert "Catat kinerja" not in citra.phone.labels
