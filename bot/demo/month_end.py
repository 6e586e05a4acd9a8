"""The month end of the demo: attendance on paper, an apel, and the report of Dinas Kesehatan."""

from datetime import datetime

from bot.demo import time_travel
from bot.demo.environment import Environment
from bot.demo.requests import signed_paper
from bot.demo.scenes import DINKES, Cast
from bot.sandbox.talk import PersonChat

MONDAY, TUESDAY, WEDNESDAY = "2026-04-27", "2026-04-28", "2026-04-29"
LAST_DAY, REPORT_DAY = "2026-04-30", "2026-05-05"


async def goes_on(env: Environment, day: str, clock: str, town: str) -> None:
    """On to a local time of a town; on the way everything happens that falls due."""
    zone = env.service.app.regions[town].zone
    local = datetime.fromisoformat(f"{day}T{clock.replace('.', ':')}").replace(tzinfo=zone)
    await time_travel.travel(env, local)


async def play(env: Environment, cast: Cast) -> None:
    """From the last Monday of April to the day of the report (Pasal 13)."""
    await _broken_phone(env, cast["Andi"], cast["Siti"])
    await _signed_list(env, cast["Siti"], cast["Andi"])
    await _letter(env, cast["Siti"], cast["Rahmawati"], cast["Maria"])
    await _apel(env, cast)
    await _last_day(env, cast)
    await _report(env, cast)
    await _too_late(env, cast["Siti"])


async def _broken_phone(env: Environment, andi: PersonChat, operator: PersonChat) -> None:
    """Seven days on paper, from today on (Pasal 11)."""
    env.at(MONDAY, "06.45", "bulungan")  # nothing is played of the days in between
    await goes_on(env, MONDAY, "07.10", "bulungan")
    await andi.say("/kendala")
    await env.expect(andi, "Pilih sebabnya")
    await andi.tap("Ponsel rusak")
    await env.expect(andi, "Mulai tanggal berapa")
    await andi.tap("Hari ini")
    await env.expect(andi, "Ponsel rusak sejak Senin, 27 April 2026", "Buka presensi manual?")
    await andi.tap("Ya")
    await env.expect(andi, "Presensi manual dibuka", "Tanda tangani daftar hadir")
    await env.expect(operator, "Presensi manual Andi Pratama", "ponsel rusak")


async def _signed_list(env: Environment, operator: PersonChat, andi: PersonChat) -> None:
    """What the list of Monday says is entered on Tuesday, with its photo."""
    await goes_on(env, TUESDAY, "08.10", "bulungan")
    await operator.say("/manual")
    await env.expect(operator, "Presensi manual kantor Anda", "Tidak ada hari yang menunggu")
    await operator.tap("Catat daftar hadir")
    await env.expect(operator, "Tanggal berapa?")
    await operator.tap("Kemarin")
    await env.expect(operator, "Senin, 27 April", "Siapa?")
    await operator.tap("1. Andi Pratama")
    await env.expect(operator, "Masuk pukul berapa menurut daftar?")
    await operator.say("07.25")
    await env.expect(operator, "pulang pukul berapa menurut daftar?")
    await operator.say("16.05")
    await env.expect(operator, "1 pegawai dicatat", "Siapa lagi?")
    await operator.tap("Selesai")
    await env.expect(operator, "Kirim foto atau PDF daftar hadir")
    await operator.photo(signed_paper("DAFTAR HADIR"))
    await env.expect(operator, "masuk 07.25 WITA, pulang 16.05 WITA", "Simpan?")
    await operator.tap("Ya")
    await env.expect(operator, "Presensi manual tercatat", "1 pegawai")
    await env.expect(andi, "Senin, 27 April 2026 tercatat manual", "masuk 07.25 WITA")


async def _letter(
    env: Environment, operator: PersonChat, head: PersonChat, administrator: PersonChat
) -> None:
    """The head vouches for it with one tap, and BKPSDM takes it in."""
    await operator.tap("Siapkan surat")
    await env.expect(operator, "Surat untuk hari yang mana?")
    await operator.tap("1. April 2026")
    await env.expect(operator, "Nomor suratnya?")
    await operator.tap("Isi di kertas")
    await env.expect(operator, "Andi Pratama: 27 April (ponsel rusak)", "Siapkan?")
    await operator.tap("Ya")
    await env.expect(operator, "Surat keterangan siap")
    await env.expect(head, "Surat keterangan menunggu Anda", "Andi Pratama: 27 April")
    await operator.tap("Unduh surat")
    await env.printed(operator, ".pdf")
    await head.tap("Ya, saya menyatakan")
    await env.expect(head, "Surat terkirim ke BKPSDM", "1 hari dihitung")
    await env.expect(administrator, "Surat keterangan presensi manual", "Dinyatakan lewat chat")
    await administrator.tap("Terima")
    await env.expect(administrator, "Diterima", "1 hari dihitung")
    await env.expect(operator, "diterima", "1 hari dihitung")


async def _apel(env: Environment, cast: Cast) -> None:
    """Announced on Wednesday, called out on that afternoon and in the morning, attended."""
    operator, head = cast["Siti"], cast["Rahmawati"]
    await goes_on(env, WEDNESDAY, "09.30", "bulungan")
    await announces(env, operator)
    await goes_on(env, WEDNESDAY, "15.01", "bulungan")
    await env.expect(head, "Apel besok, Kamis, 30 April, 07.30 WITA")
    await goes_on(env, LAST_DAY, "07.21", "bulungan")
    await env.expect(operator, "Hari ini apel di Kantor Dinas Kesehatan", "07.30 WITA")
    await operator.press("Masuk")
    await env.expect(operator, "lokasi langsung")
    await env.share(operator, DINKES, "Masuk tercatat 07.21 WITA di apel")


async def announces(env: Environment, operator: PersonChat) -> None:
    """An apel of tomorrow, for the whole of Dinas Kesehatan."""
    await operator.say("/apel")
    await env.expect(operator, "Apel atau upacara?")
    await operator.tap("Apel")
    await env.expect(operator, "Siapa yang ikut?", "Dinas Kesehatan")
    await operator.tap("Semuanya")
    await env.expect(operator, "Tanggal berapa?")
    await operator.tap("Kamis, 30 April")
    await env.expect(operator, "Mulai pukul berapa?")
    await operator.tap("07.30")
    await env.expect(operator, "Sekali saja")
    await operator.tap("Sekali")
    await env.expect(operator, "Di mana?")
    await operator.say("Dinas Kesehatan")
    await env.expect(operator, "Apel Kamis, 30 April 2026, 07.30 W", "Umumkan?")
    await operator.tap("Ya")
    await env.expect(operator, "Apel Kamis, 30 April diumumkan")


async def _last_day(env: Environment, cast: Cast) -> None:
    """The last working day: the list of the apel, what is open, nudges, and the recap."""
    operator, head = cast["Siti"], cast["Rahmawati"]
    await goes_on(env, LAST_DAY, "08.20", "bulungan")
    await env.expect(operator, "Hari kerja terakhir April", "hari tanpa presensi")
    await env.expect(operator, "Daftar hadir apel", "ditunggu sampai 09.00 WITA")
    await operator.tap("Unduh daftar")
    await env.printed(operator, ".pdf")
    await operator.tap("Kirim foto")
    await env.expect(operator, "Kirim foto atau PDF daftar hadir apel")
    await operator.photo(signed_paper("DAFTAR HADIR APEL"))
    await env.expect(operator, "Siapa yang tidak bertanda tangan?")
    await operator.tap("Lewati")
    await env.expect(operator, "Kirim?")
    await operator.tap("Ya")
    await env.expect(operator, "Daftar apel diterima 08.20 WITA")
    await _nudges(env, head, cast["Yohanes"])
    await _recap(env, operator)


async def _nudges(env: Environment, head: PersonChat, reminded: PersonChat) -> None:
    """From the page of the office, by one tap (Pasal 15)."""
    await head.say("/kantor")
    await env.expect(head, "Dinas Kesehatan, April 2026", "Masih terbuka")
    await head.tap("Lihat daftarnya")
    await env.expect(head, "hari tanpa presensi")
    await head.tap("Tanpa presensi")
    await env.expect(head, "Tekan nama untuk mengingatkan")
    await head.tap(label_of(head, "Ingatkan semua"))
    await env.expect(head, "diingatkan")
    await env.expect(reminded, "belum lengkap", "sampaikan ke operator di kantor Anda")


async def _recap(env: Environment, operator: PersonChat) -> None:
    """The month as a picture, and as Form A (Pasal 7 ayat (3) huruf a)."""
    await operator.say("/rekap")
    await env.expect(operator, "Rekap kantor mana?")
    await operator.tap("Dinas Kesehatan")
    await env.expect(operator, "Rekap April 2026, Dinas Kesehatan")
    await operator.tap("Kirim PDF")
    await env.printed(operator, ".pdf")


async def _report(env: Environment, cast: Cast) -> None:
    """Handed in on the 5th, agreed to by the head, received under a number (Pasal 13 ayat (1))."""
    operator, head, administrator = cast["Siti"], cast["Rahmawati"], cast["Maria"]
    await goes_on(env, REPORT_DAY, "08.30", "bulungan")
    await env.expect(operator, "Laporan April", "Dinas Kesehatan")
    await operator.say("/laporan")
    await env.expect(operator, "Laporan April 2026 siap dikirim", "Data sudah dikunci")
    await operator.tap("Kirim")
    await env.expect(operator, "Laporan April 2026 terkirim", "Rahmawati Lestari")
    await env.expect(head, "Laporan April 2026, Dinas Kesehatan", "Siti Nurhaliza")
    await head.tap("Setujui")
    await env.expect(head, "Disetujui Rahmawati Lestari, Selasa, 5 Mei 2026, 08.30 WITA")
    await env.expect(operator, "disetujui Rahmawati Lestari", "Menunggu BKPSDM")
    await env.expect(administrator, "Laporan April 2026, Dinas Kesehatan")
    await administrator.tap("Terima")
    await env.expect(administrator, "Diterima Maria Ulfah", "Nomor 0001/2026")
    await env.expect(operator, "BKPSDM menerima laporan April 2026", "Nomor")
    await operator.say("/laporan")
    await env.expect(operator, "Diterima Maria Ulfah")
    await operator.tap("Berkas")
    await env.printed(operator, ".zip")


async def _too_late(env: Environment, operator: PersonChat) -> None:
    """April is locked since the 5th began (Pasal 13 ayat (4))."""
    await operator.say("/manual")
    await env.expect(operator, "Presensi manual kantor Anda")
    await operator.tap("Catat daftar hadir")
    await env.expect(operator, "Tanggal berapa?")
    await operator.say("28 April 2026")
    await env.expect(operator, "terlalu awal", "paling awal Jumat, 1 Mei 2026")
    await operator.say("batal")
    await env.expect(operator, "Dibatalkan")


def label_of(who: PersonChat, words: str) -> str:
    """The newest button that begins with some words: how it goes on depends on the month."""
    rows = [row for message in who.messages[::-1] for row in message.inline_keyboard]
    labels = [str(button["text"]) for row in rows for button in row]
    found = next((each for each in labels if each.startswith(words)), None)
    if found is None:
        raise LookupError(f"{who.user.name} has no button {words!r}")
    return found
