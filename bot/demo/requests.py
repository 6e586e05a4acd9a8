"""The requests of the demo: special duty, leaving early, a substitute, and what goes up."""

from io import BytesIO

from PIL import Image, ImageDraw

from bot.demo.environment import Environment
from bot.demo.scenes import BKPSDM, MONDAY, Cast
from bot.sandbox.talk import PersonChat

TUESDAY, NEXT_MONDAY, NEXT_TUESDAY = "2026-04-07", "2026-04-13", "2026-04-14"
SURAKARTA = (-7.56938, 110.82973)  # the town hall, 13 km from home


async def special_duty(env: Environment, cast: Cast) -> None:
    """Asked for in the morning, stamped where the meeting is (Pasal 9A)."""
    bagus = cast["Bagus"]
    env.at(MONDAY, "06.50", "karanganyar")
    await bagus.say("/izin")
    await env.expect(bagus, "Mengajukan apa?")
    await bagus.say("Tugas khusus")
    await env.expect(bagus, "Ada surat perintah tugas (SPT)?")
    await bagus.tap("Tidak ada")
    await _when_and_why(env, bagus, "Senin, 6 April", "Rapat koordinasi di Surakarta")
    await env.expect(bagus, "Kirim undangan atau foto?")
    await bagus.tap("Lewati")
    await env.expect(bagus, "Batas keputusan: Senin, 13 April 2026, 23.59 WIB")
    await bagus.tap("Ya")
    await env.expect(bagus, "Terkirim: Tugas khusus", "tetap dua kali, dari tempat tugas")
    await env.expect(cast["Agus"], "Bagus Setiawan", "Pasal 9A ayat (4)", "Lewat itu diteruskan")
    env.at(MONDAY, "07.05", "karanganyar")
    await env.share(bagus, SURAKARTA, "Tercatat masuk 07.05 WIB, tepat waktu", "Tugas khusus")
    await bagus.say("/kenapa")
    await env.expect(bagus, "Pasal 9A ayat (2) huruf a")


async def back_from_special_duty(env: Environment, cast: Cast) -> None:
    env.at(MONDAY, "16.01", "karanganyar")
    await env.share(cast["Bagus"], SURAKARTA, "Tercatat pulang 16.01 WIB", "Tugas khusus")


async def leaving_early(env: Environment, cast: Cast) -> None:
    """A going-home stamp at its own time, with the superior's leave (Pasal 11 ayat (5))."""
    maria, secretary = cast["Maria"], cast["Syarifuddin"]
    env.at(MONDAY, "15.20", "bulungan")
    await maria.say("/izin")
    await env.expect(maria, "Mengajukan apa?")
    await maria.say("Dispensasi pulang")
    await env.expect(maria, "Apa alasannya?")
    await maria.say("Anak sakit, menjemput di sekolah")
    await env.expect(maria, "Kirim foto pendukung?")
    await maria.tap("Lewati")
    await env.expect(maria, "Sekarang 15.20 WITA, 40 menit sebelum jam pulang")
    await maria.tap("Ya")
    await env.expect(maria, "lokasi langsung")
    await env.share(maria, BKPSDM, "Tercatat pulang 15.20 WITA, 40 menit lebih cepat")
    await env.expect(secretary, "Maria Ulfah", "Dispensasi pulang", "15.20 WITA")
    await secretary.tap("Setujui")
    await env.expect(secretary, "Disetujui oleh Drs. Syarifuddin Anwar, 15.20 WITA")
    await env.expect(maria, "Disetujui oleh Drs. Syarifuddin Anwar")


async def substitute(env: Environment, cast: Cast) -> None:
    """Whoever goes on leave names who verifies meanwhile; on that day the cards go there."""
    head, secretary, siti = cast["Rahmawati"], cast["Syarifuddin"], cast["Siti"]
    env.at(MONDAY, "15.30", "bulungan")
    await head.say("/izin")
    await env.expect(head, "Mengajukan apa?")
    await head.say("Cuti tahunan")
    await _when_and_why(env, head, "Selasa, 7 April", "Wisuda anak")
    await env.expect(head, "Kirim foto atau PDF persetujuan cuti")
    await head.photo(signed_paper("PERSETUJUAN CUTI"))
    await env.expect(head, "Ada yang menggantikan Anda")
    await head.tap("Tunjuk")
    await env.expect(head, "Siapa pengganti Anda?")
    await head.say("Siti")
    await env.expect(head, "Pengganti: Siti Nurhaliza", "1 hari kerja dihitung hadir")
    await head.tap("Ya")
    await env.expect(secretary, "Rahmawati Lestari", "Cuti tahunan", "Wisuda anak")
    await secretary.tap("Setujui")
    await env.expect(head, "360 poin per hari kerja", "Pasal 11 ayat (3)")
    await env.expect(siti, "Anda menggantikan Rahmawati Lestari")


async def the_day_of_the_substitute(env: Environment, cast: Cast) -> None:
    """Andi's work of Monday is decided by Siti on Tuesday."""
    andi, siti = cast["Andi"], cast["Siti"]
    env.at(TUESDAY, "08.00", "bulungan")
    await andi.say("/aktivitas")
    await env.expect(andi, "Aktivitas apa?")
    await andi.tap("Isi baru")
    await env.expect(andi, "tanggal berapa?")
    await andi.tap("Senin, 6 April")
    await env.expect(andi, "Jenis aktivitas?")
    await andi.tap("Umum")
    await env.expect(andi, "Berapa lama?")
    await andi.tap("1 jam")
    await env.expect(andi, "Uraian kegiatannya?")
    await andi.say("Senam dan kerja bakti")
    for question in ("Hasil atau output-nya?", "Foto pendukung?"):
        await env.expect(andi, question)
        await andi.tap("Lewati")
    await env.expect(andi, "Simpan?")
    await andi.tap("Ya")
    await env.expect(siti, "Andi Pratama", "Senam dan kerja bakti")
    await siti.tap("Setujui")
    await env.expect(
        andi, "Disetujui oleh Siti Nurhaliza Binti Amir, Selasa, 7 April 2026, 08.00 WITA"
    )


async def who_is_there(env: Environment, cast: Cast) -> None:
    """What a superior sees of the day, and everybody of their own month."""
    secretary, siti = cast["Syarifuddin"], cast["Siti"]
    await secretary.say("/bawahan")
    await env.expect(secretary, "Rahmawati Lestari", "terlambat 11 menit")
    await siti.say("/rekap_saya")
    await env.expect(siti, "Rekap April 2026 sampai hari ini", "Hadir 1 hari")


async def silence_goes_up(env: Environment, cast: Cast) -> None:
    """Five working days later nobody has decided: it goes up and counts meanwhile (KAM-01)."""
    env.at(NEXT_MONDAY, "19.00", "karanganyar")
    await env.falls_due()
    await env.expect(cast["Agus"], "Hampir habis waktunya", "Tugas khusus")
    env.at(NEXT_TUESDAY, "07.00", "karanganyar")
    await env.falls_due()
    up = "Belum diputuskan sampai Senin, 13 April 2026, 23.59 WIB"
    await env.expect(cast["Bagus"], up, "diteruskan ke Ir. Bambang Haryanto")
    await env.expect(cast["Bambang"], "Bagus Setiawan", up)
    await cast["Bambang"].tap("Setujui")
    await env.expect(
        cast["Bagus"], "Disetujui oleh Ir. Bambang Haryanto, Selasa, 14 April 2026, 07.00 WIB"
    )


async def _when_and_why(env: Environment, who: PersonChat, day: str, reason: str) -> None:
    """The middle of /izin, for one day (Lampiran A.5)."""
    await env.expect(who, "Mulai tanggal berapa?")
    await who.tap(day)
    await env.expect(who, "Sampai tanggal berapa?")
    await who.tap("Hari itu saja")
    await env.expect(who, "Apa alasannya?")
    await who.say(reason)


def signed_paper(title: str) -> bytes:
    """The photo of a paper that somebody signed."""
    image = Image.new("RGB", (1200, 1600), (250, 249, 245))
    draw = ImageDraw.Draw(image)
    draw.text((330, 120), title, fill=(20, 20, 30), font_size=60)
    for line in range(12):
        draw.rectangle(
            (140, 300 + 70 * line, 1060 - 40 * (line % 3), 312 + 70 * line), fill=(120, 120, 128)
        )
    draw.arc((640, 1250, 900, 1450), 200, 80, fill=(30, 40, 140), width=8)
    encoded = BytesIO()
    image.save(encoded, "JPEG", quality=92)
    return encoded.getvalue()
