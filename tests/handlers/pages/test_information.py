"""The pages: today's card in each of its states, the article behind a verdict, help, privacy."""

from datetime import date

import pytest

from db.people.employee import block, exemption
from db.retention import PLACES, Until
from handlers.chat.menu import commands
from tests.handlers.dialogue import (
    PLEASE,
    SILENCE,
    Line,
    act,
    again,
    at,
    employed,
    insert,
    say,
    share,
)
from tests.office import BUDI, DEWI, GATE, STREET, a_region, wita
from tests.world import World

MONDAY = "2026-04-06"
LAW = "Perbup Bulungan 32/2023"
OPENS = f"Pasal 8 ayat (2) huruf a {LAW}: “pada pagi hari dimulai paling cepat pukul 06.30 WITA”"
RADIUS = (
    f"Pasal 8 ayat (3) {LAW}: “dalam jangkauan radius yang ditetapkan oleh Perangkat "
    "Daerah/UPTD/Unit Kerja”"
)
AFTERNOON = "“pada sore hari dimulai jam pulang kerja”"


def card(clock: str, answer: str, day: str = MONDAY) -> list[Line]:
    return [(at(clock, day), SILENCE), (say("Hari ini"), answer)]


async def test_the_card_tells_the_day_from_before_dawn_to_the_end(world: World) -> None:
    budi = await employed(world)
    hours = "Senin, 6 April 2026 Jam kerja 07.30 WITA sampai 16.00 WITA"
    await budi.play(
        *card("06.00", f"{hours} Masuk: belum Pulang: belum Berikutnya: presensi masuk (dibuka"),
        *card("06.00", "(dibuka 06.30 WITA)."),
        *card("06.30", "Berikutnya: presensi masuk."),
        *act(MONDAY, "07.36", "Masuk", "terlambat 6 menit"),
        *card("07.40", "Masuk: 07.36 WITA, terlambat 6 menit Pulang: belum"),
        *card("07.40", "Berikutnya: presensi pulang, 8 jam 20 menit lagi."),
        *card("16.10", "Berikutnya: presensi pulang, paling lambat 18.30 WITA."),
        *act(MONDAY, "16.12", "Pulang", "Tercatat pulang"),
        *card("16.13", "Pulang: 16.12 WITA Selesai untuk hari ini."),
        (again, SILENCE),
    )


async def test_the_card_of_a_day_without_stamps_closes_with_the_window(world: World) -> None:
    budi = await employed(world)
    await budi.play(
        *card("16.00", "Berikutnya: presensi pulang, paling lambat 18.30 WITA."),
        *card("18.30", "paling lambat 18.30 WITA."),
        *card("18.31", "Presensi ditutup 18.30 WITA; sampaikan kepada operator."),
    )


async def test_the_card_of_a_day_off_says_why(world: World) -> None:
    budi = await employed(world)
    holiday = "Libur: libur nasional: Wafat Yesus Kristus. Tidak perlu presensi."
    await budi.play(
        *card("07.00", f"Jumat, 3 April 2026 {holiday}", "2026-04-03"),
        *card("07.00", "Minggu, 5 April 2026 Libur: bukan hari kerja.", "2026-04-05"),
    )


async def test_the_card_of_a_night_shift_stays_with_its_evening(world: World) -> None:
    dewi = await employed(world, DEWI)
    await dewi.play(
        *act(MONDAY, "20.45", "Masuk", "Tercatat masuk"),
        *card("02.00", "Senin, 6 April 2026 Jam kerja 21.00 WITA sampai 07.00", "2026-04-07"),
        *card("07.30", "presensi pulang, paling lambat 09.00 WITA", "2026-04-07"),
    )


async def test_the_card_of_who_is_blocked_or_exempt_says_so(world: World) -> None:
    budi, dewi = await employed(world), await employed(world, DEWI)
    since = wita(MONDAY, "00.00")
    await insert(world, block, employee=BUDI.id, since=since, until=None, reason="diperiksa")
    kind = {"kind": "ditahan", "decree": "SK 1", "until": None}
    await insert(world, exemption, employee=DEWI.id, since=date(2026, 4, 1), **kind)
    await budi.play(*card("07.00", "Akun presensi sedang diperiksa; hari ini bukan alpa."))
    await dewi.play(*card("07.00", "Anda dikecualikan dari presensi."))


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_kenapa_quotes_the_article_behind_the_last_verdict(world: World) -> None:
    budi = await employed(world)
    title = "Presensi masuk 06.29 WITA belum tercatat: terlalu pagi"
    await budi.play(
        (say("/kenapa"), "Belum ada yang bisa dijelaskan."),
        *act(MONDAY, "06.29", "Masuk", "Dasarnya: /kenapa"),
        (say("/kenapa"), f"{title} {OPENS}"),
        (again, SILENCE),
        (at("07.20"), SILENCE),
        (say("Masuk"), PLEASE),
        (share(STREET), "di luar"),
        (say("/kenapa"), f"Presensi masuk 07.20 WITA belum tercatat: di luar lokasi {RADIUS}"),
        *act(MONDAY, "07.24", "Masuk", "Dasarnya: /kenapa"),
        (say("/kenapa"), "Presensi masuk Senin, 6 April 2026, 07.24 WITA"),
    )
    assert OPENS in budi.newest
    assert RADIUS in budi.newest
    await budi.play(
        *act(MONDAY, "12.00", "Pulang", "Belum jam pulang"),
        (say("/kenapa"), "Presensi pulang 12.00 WITA belum tercatat: belum jam pulang Pasal 8"),
    )
    assert AFTERNOON in budi.newest
    await budi.play(
        *act(MONDAY, "16.00", "Pulang", "Tercatat pulang"),
        (say("/kenapa"), "Presensi pulang Senin, 6 April 2026, 16.00 WITA"),
    )
    assert AFTERNOON in budi.newest


async def test_kenapa_names_every_kind_of_refusal_in_indonesian(world: World) -> None:
    budi = await employed(world)
    since = wita("2026-04-07", "00.00")
    await insert(world, block, employee=BUDI.id, since=since, until=None, reason="diperiksa")
    await budi.play(
        *act("2026-04-04", "07.24", "Masuk", "Tidak perlu presensi."),
        (say("/kenapa"), "Presensi 07.24 WITA belum tercatat: libur Pasal 6 ayat (2) huruf b"),
        (at("07.29", MONDAY), SILENCE),
        (say("Masuk"), PLEASE),
        (share(GATE, 300.0), "Sinyal GPS lemah"),
        (say("/kenapa"), "belum tercatat: lokasi belum pasti"),
        *act(MONDAY, "16.00", "Masuk", "Jam kerja sudah selesai"),
        (say("/kenapa"), "Presensi masuk 16.00 WITA belum tercatat: jam kerja selesai"),
        *act(MONDAY, "18.31", "Pulang", "ditutup pukul 18.30 WITA"),
        (say("/kenapa"), "Presensi pulang 18.31 WITA belum tercatat: terlalu sore"),
        *act("2026-04-07", "07.24", "Masuk", "dalam pemeriksaan"),
        (say("/kenapa"), "Presensi 07.24 WITA belum tercatat: diblokir"),
    )


async def test_help_lists_every_command_and_a_human(world: World) -> None:
    budi = await employed(world)
    await budi.play((say("Bantuan"), "Butuh orang? Hubungi operator kantor."))
    offered = commands(a_region().regulation, date(2026, 1, 5))
    assert "Tekan Masuk atau Pulang, lalu bagikan lokasi." in budi.newest
    listed = {each for each in offered if each[0] not in {"masuk", "pulang", "bantuan"}}
    assert all(f"/{name} – {meaning}" in budi.newest for name, meaning in listed)


async def test_privacy_says_what_is_kept_how_long_and_on_what_ground(world: World) -> None:
    """KAM-18, UU 27/2022."""
    budi = await employed(world)
    await budi.play((say("/privasi"), "Titik lokasi dihapus setelah 12 bulan"))
    for part in ("satu titik lokasi", "Perbup Bulungan 32/2023", "UU 27/2022", "Anda berhak"):
        assert part in budi.newest


PAPERS = {
    "bulungan": (
        "Foto dan berkas: foto aktivitas, bukti dan surat yang Anda kirim, foto presensi tanpa "
        "sinyal, daftar hadir bertanda tangan, surat keterangan kepala, dan tangkapan layar "
        "masalah. Di dalam foto tidak ada lokasi."
    ),
    "karanganyar": (
        "Foto dan berkas: bukti dan surat yang Anda kirim, daftar hadir bertanda tangan, surat "
        "keterangan kepala, surat pembatalan kehadiran, dan tangkapan layar masalah. "
        "Di dalam foto tidak ada lokasi."
    ),
}


@pytest.mark.parametrize(("regulation", "papers"), PAPERS.items())
async def test_privacy_names_every_picture_and_paper_that_is_kept_and_that_it_stays(
    world: World, papers: str
) -> None:
    """Those alone that the regulation knows: no other is ever asked for there."""
    budi = await employed(world)
    await budi.play((say("/privasi"), papers))
    kept = "Jam presensi, foto, dan berkas tetap disimpan sebagai arsip kepegawaian."
    assert kept in budi.newest


def test_what_it_calls_an_archive_is_one() -> None:
    """Whoever gives one of these columns an end has to say so in /privasi, too."""
    papers = {"photo", "paper", "pages", "picture", "proof", "letter"}
    kept = {name: until for name, until in PLACES.items() if name.partition(".")[2] in papers}
    assert set(kept.values()) == {Until.ARCHIVE}
    assert {"capture.picture", "sheet.pages", "letter.pages", "ticket.photo"} <= kept.keys()
