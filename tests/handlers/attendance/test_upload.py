"""/unggah_presensi as dialogues: a picture taken without signal, handed in later as a file."""

from datetime import UTC, datetime, timedelta

import pytest

from core.approvals.case import State
from db.records.audit import audit
from db.records.capture import capture
from db.records.correction import correction
from handlers.texts.offline_card import data
from tests.bot.media.exif_files import gps_of, taken
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    Gesture,
    Line,
    a_stranger,
    act,
    again,
    at,
    employed,
    old_button,
    photo,
    say,
    tap,
)
from tests.handlers.naming import met, pressing
from tests.handlers.worker import newest, superior
from tests.office import BUDI, CITRA, GATE, STREET, WITA, Actor
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
MONDAY, TUESDAY = "2026-04-06", "2026-04-07"
WHICH, FILE = "Presensi apa yang diunggah?", "sebagai berkas: tekan"
NOT_YOURS = "Keputusan ini tidak di tangan Anda hari ini."


def upload(raw: bytes, name: str = "IMG_1.jpg") -> Gesture:
    return lambda who: who.phone.document(raw, name)


def shot(
    clock: str = "07.24",
    day: str = MONDAY,
    where: tuple[float, float] = GATE,
    *,
    drift: int = 0,
    kind: str = "JPEG",
    offset: str | None = "+08:00",
    seed: int = 0,
) -> bytes:
    """A picture by a phone's clock, at a place; the satellites are `drift` minutes ahead."""
    local = datetime.fromisoformat(f"{day} {clock.replace('.', ':')}")
    gps = local.replace(tzinfo=WITA).astimezone(UTC) + timedelta(minutes=drift)
    return taken(local, gps_of(where, gps), offset, kind, seed=seed)


def handing_in(raw: bytes, leg: str = "Masuk", said: str = "Jam menurut foto") -> list[Line]:
    return [(say("/unggah_presensi"), WHICH), (tap(leg), FILE), (upload(raw), said)]


async def states(world: World) -> list[str | None]:
    return [row.state for row in await world.rows(capture)]


@BOTH
async def test_blg_l_a3_a_picture_is_recorded_looked_at_and_accepted(world: World) -> None:
    """BLG-L-A3a-c, BLG-L-A3g-i: both times are kept, the superior decides, the day counts."""
    sari, budi = await superior(world), await met(world, BUDI)
    await budi.play((at("14.00", MONDAY), SILENCE), *handing_in(shot()))
    assert "Masuk offline, Senin, 6 April 2026" in budi.newest
    assert "bisa diubah orang, jadi atasan yang memastikan" in budi.newest
    assert await world.rows(capture) == []
    await budi.play((tap("Kirim"), "Masuk tercatat offline 07.24 WITA."), (again, SILENCE))
    (row,) = await world.rows(capture)
    times = [each.astimezone(WITA).strftime("%H.%M") for each in (row.captured_at, row.received_at)]
    assert (times, row.place, row.state) == (["07.24", "14.00"], "kantor-bupati", None)
    card = await newest(sari)
    assert "Mohon dicek: masuk offline Budi" in card
    assert "Menurut foto: Senin, 6 April 2026, 07.24 WITA" in card
    assert "Diterima: Senin, 6 April 2026, 14.00 WITA" in card
    await budi.play((say("/hari_ini"), "Masuk: 07.24 WITA offline (menunggu pemeriksaan atasan)"))
    heard = await sari.hears(tap("Lihat peta"))
    assert "Masuk Kantor Bupati, Senin, 6 April 2026" in heard


@BOTH
async def test_the_superior_accepts_or_refuses_and_the_person_hears_it(world: World) -> None:
    """AMB-77: it counts until somebody refuses it; then another picture may follow."""
    sari, budi = await superior(world), await met(world, BUDI)
    await budi.play((at("14.00", MONDAY), SILENCE), *handing_in(shot()), (tap("Kirim"), "tercatat"))
    press = old_button("Tolak")(sari)
    await sari.play((press, "Tolak presensi masuk Budi?"), (tap("Bukan di kantor"), "Ditolak Sari"))
    assert "tidak dihitung. Alasan Sari: Bukan di kantor" in await newest(budi)
    await budi.play((say("/hari_ini"), "Masuk: belum"))
    await sari.play((press, "Sudah diputuskan lebih dulu"))
    await budi.play(*handing_in(shot("07.26", seed=1)), (tap("Kirim"), "07.26 WITA"))
    await sari.play((tap("Terima"), "Diterima Sari"), (again, SILENCE))
    assert "Presensi masuk Senin, 6 April 2026 diterima" in await newest(budi)
    assert await states(world) == [State.REJECTED.value, State.APPROVED.value]
    noted = [each.action for each in await world.rows(audit) if "offline" in each.action]
    assert sorted(noted) == [
        "presensi offline diunggah",
        "presensi offline diunggah",
        "presensi offline: diterima",
        "presensi offline: ditolak",
    ]


async def test_a_photo_has_lost_its_time_and_place_and_is_told_so(world: World) -> None:
    await superior(world)
    budi = await met(world, BUDI)
    await budi.play(
        (at("14.00", MONDAY), SILENCE),
        (say("/unggah_presensi"), WHICH),
        (tap("Masuk"), FILE),
        (photo, "Belum tercatat. Foto biasa kehilangan jam dan lokasinya."),
        (say("ini"), "Silakan kirim fotonya sebagai berkas"),
        (upload(shot(kind="HEIF"), "IMG_1.heic"), "Jam menurut foto"),
        (tap("Kirim"), "Masuk tercatat offline 07.24 WITA."),
    )
    assert await states(world) == [None]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (taken(datetime(2026, 4, 6, 7, 24), None), "tidak menyimpan lokasi"),
        (taken(datetime(2026, 4, 6, 7, 24), gps_of((0.0, 0.0))), "tidak menyimpan lokasi"),
        (taken(None, gps_of(GATE)), "tidak menyimpan jam pengambilannya"),
        (shot(where=STREET), "di luar tempat presensi, 309 m dari Kantor Bupati"),
        (shot("05.00"), "sebelum presensi dibuka 06.30 WITA"),
        (shot(day="2099-01-05"), "Jam foto ini belum tiba."),
        (shot(day="2026-04-05"), "Hari itu libur bagi Anda."),
        (b"%PDF-1.7 no picture", "PDF ini rusak."),
    ],
    ids=["no GPS", "0,0", "no time", "outside", "early", "2099", "Sunday", "a PDF"],
)
async def test_what_is_no_attendance_is_told_and_another_file_may_follow(
    world: World, raw: bytes, told: str
) -> None:
    await superior(world)
    budi = await met(world, BUDI)
    await budi.play(
        (at("14.00", MONDAY), SILENCE),
        *handing_in(raw, said=told),
        (upload(shot(seed=2)), "Jam menurut foto"),
        (say("/batal"), "Dibatalkan. Tidak ada yang disimpan."),
    )
    assert await world.rows(capture) == []


@pytest.mark.parametrize(
    ("clock", "noted"), [("07:24:00", False), ("07:24:01", True)], ids=["2 x 24 jam", "a second"]
)
async def test_amb_28_older_than_two_days_it_needs_a_note(
    world: World,
    clock: str,
    noted: bool,  # noqa: FBT001
) -> None:
    """AMB-28: with a note it is taken, and the note is on the card."""
    sari, budi = await superior(world), await met(world, BUDI)
    asked = "Mengapa baru sekarang?" if noted else "Jam menurut foto"
    await budi.play((at(clock, "2026-04-08"), SILENCE), *handing_in(shot(), said=asked))
    if noted:
        await budi.play((say("Menara seluler padam"), "dikirim lebih dari 2 x 24 jam sesudahnya"))
    await budi.play((tap("Kirim"), "Masuk tercatat offline"))
    assert ("Catatan pegawai: Menara seluler padam" in await newest(sari)) is noted


async def test_the_signals_stand_on_the_card(world: World) -> None:
    """AMB-40: another zone, clocks apart, and the same picture of somebody else."""
    sari, budi, citra = await superior(world), await met(world, BUDI), await met(world, CITRA)
    raw = shot("06.40", drift=9, offset="+07:00")
    await budi.play((at("14.00", MONDAY), SILENCE), *handing_in(raw), (tap("Kirim"), "07.40 WITA"))
    card = await newest(sari)
    assert "jam ponselnya memakai zona waktu lain" in card
    assert "jam ponsel dan jam GPS berbeda" in card
    assert "pernah dikirim" not in card
    await citra.play(*handing_in(raw), (tap("Kirim"), "07.40 WITA"))
    assert "foto yang sama pernah dikirim" in await newest(sari)


async def test_online_goes_before_offline(world: World) -> None:
    """AMB-23: what was stamped online is not handed in again."""
    await superior(world)
    budi = await met(world, BUDI)
    await budi.play(
        *act(MONDAY, "07.30", "Masuk", "07.30 WITA"),
        (at("14.00", MONDAY), SILENCE),
        *handing_in(shot(), said="Presensi ini sudah tercatat 07.30 WITA."),
    )
    assert await world.rows(capture) == []


async def test_after_the_lock_it_becomes_a_request_to_correct(world: World) -> None:
    """AMB-28: on the 5th at 00.00.00 it goes to the agency, with the picture as its proof."""
    await superior(world)
    budi = await met(world, BUDI)
    await budi.play(
        (at("00:00:00", "2026-05-05"), SILENCE),
        *handing_in(shot(), said="Mengapa baru sekarang?"),
        (say("Ponsel di bengkel"), "menjadi permintaan koreksi"),
        (tap("Kirim"), "Permintaan koreksi terkirim. Belum ada yang ditunjuk"),
    )
    assert await world.rows(capture) == []
    (row,) = await world.rows(correction)
    assert (row.after_lock, row.proposed_by, row.leg) == (True, None, "masuk")
    assert row.reason == "Presensi offline: Ponsel di bengkel"
    assert len(row.proof) == 1


async def test_on_the_last_second_of_the_4th_it_is_attendance(world: World) -> None:
    await superior(world)
    budi = await met(world, BUDI)
    await budi.play(
        (at("23:59:59", "2026-05-04"), SILENCE),
        *handing_in(shot(), said="Mengapa baru sekarang?"),
        (say("Ponsel di bengkel"), "Jam menurut foto"),
        (tap("Kirim"), "Masuk tercatat offline"),
    )
    assert await states(world) == [None]


async def test_nobody_but_the_superior_decides_and_a_stranger_gets_nothing(world: World) -> None:
    await superior(world)
    budi, citra = await met(world, BUDI), await met(world, CITRA)
    await budi.play((at("14.00", MONDAY), SILENCE), *handing_in(shot()))
    send = old_button("Kirim")(budi)
    await budi.play((tap("Kirim"), "tercatat"), (send, STALE))
    (row,) = await world.rows(capture)
    for who in (budi, citra):
        for verb in ("terima", "tolak", "peta", "lihat", "asli"):
            await who.play((pressing(data(verb, row.id)), NOT_YOURS))
    assert await states(world) == [None]
    stranger = a_stranger(world, Actor("Orang", "0", "+6281350000099"))
    await stranger.hears(say("/unggah_presensi"))
    assert WHICH not in " ".join(stranger.answers)


@pytest.mark.parametrize("regulation", ["karanganyar"])
async def test_amb_78_where_the_law_knows_none_it_is_refused_kindly(world: World) -> None:
    """KRA: no command in the menu, and whoever types it is told what to do instead."""
    budi = await employed(world)
    await budi.play(
        (at("14.00", MONDAY), SILENCE),
        (say("/unggah_presensi"), "Belum ada di sini. Bagikan lokasi begitu ada sinyal"),
    )
    heard = await budi.hears(say("/bantuan"))
    assert "/unggah_presensi" not in heard[0]
    assert "/koreksi" in heard[0]
