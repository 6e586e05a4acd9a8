"""The requests of the demo: special duty, leaving early, a substitute, and what goes up."""

from io import BytesIO

from PIL import Image, ImageDraw

from bot.demo.scenes import BKPSDM, MONDAY, Cast
from bot.demo.stage import Stage
from bot.sandbox.talk import PersonChat

TUESDAY, NEXT_MONDAY, NEXT_TUESDAY = "2026-04-07", "2026-04-13", "2026-04-14"
SURAKARTA = (-7.56938, 110.82973)  # the town hall, 13 km from home


async def special_duty(stage: Stage, cast: Cast) -> None:
    """Asked for in the morning, stamped where the meeting is (Pasal 9A)."""
    bagus = cast["Bagus"]
    stage.at(MONDAY, "06.50", "karanganyar")
    await bagus.say("/izin")
    await stage.expect(bagus, "Mengajukan apa?")
    await bagus.say("Tugas khusus")
    await stage.expect(bagus, "Ada surat perintah tugas (SPT)?")
    await bagus.tap("Tidak ada")
    await _when_and_why(stage, bagus, "Senin, 6 April", "Rapat koordinasi di Surakarta")
    await stage.expect(bagus, "Kirim undangan atau foto?")
    await bagus.tap("Lewati")
    await stage.expect(bagus, "Batas keputusan: Senin, 13 April 2026, 23.59 WIB")
    await bagus.tap("Ya")
    await stage.expect(bagus, "Terkirim: Tugas khusus", "tetap dua kali, dari tempat tugas")
    await stage.expect(cast["Agus"], "Bagus Setiawan", "Pasal 9A ayat (4)", "Lewat itu diteruskan")
    stage.at(MONDAY, "07.05", "karanganyar")
    await stage.share(bagus, SURAKARTA, "Tercatat masuk 07.05 WIB, tepat waktu", "Tugas khusus")
    await bagus.say("/kenapa")
    await stage.expect(bagus, "Pasal 9A ayat (2) huruf a")


async def back_from_special_duty(stage: Stage, cast: Cast) -> None:
    stage.at(MONDAY, "16.01", "karanganyar")
    await stage.share(cast["Bagus"], SURAKARTA, "Tercatat pulang 16.01 WIB", "Tugas khusus")


async def leaving_early(stage: Stage, cast: Cast) -> None:
    """A going-home stamp at its own time, with the superior's leave (Pasal 11 ayat (5))."""
    maria, secretary = cast["Maria"], cast["Syarifuddin"]
    stage.at(MONDAY, "15.20", "bulungan")
    await maria.say("/izin")
    await stage.expect(maria, "Mengajukan apa?")
    await maria.say("Dispensasi pulang")
    await stage.expect(maria, "Apa alasannya?")
    await maria.say("Anak sakit, menjemput di sekolah")
    await stage.expect(maria, "Kirim foto pendukung?")
    await maria.tap("Lewati")
    await stage.expect(maria, "Sekarang 15.20 WITA, 40 menit sebelum jam pulang")
    await maria.tap("Ya")
    await stage.expect(maria, "lokasi langsung")
    await stage.share(maria, BKPSDM, "Tercatat pulang 15.20 WITA, 40 menit lebih cepat")
    await stage.expect(secretary, "Maria Ulfah", "Dispensasi pulang", "15.20 WITA")
    await secretary.tap("Setujui")
    await stage.expect(secretary, "Disetujui oleh Drs. Syarifuddin Anwar, 15.20 WITA")
    await stage.expect(maria, "Disetujui oleh Drs. Syarifuddin Anwar")


async def substitute(stage: Stage, cast: Cast) -> None:
    """Whoever goes on leave names who verifies meanwhile; on that day the cards go there."""
    head, secretary, siti = cast["Rahmawati"], cast["Syarifuddin"], cast["Siti"]
    stage.at(MONDAY, "15.30", "bulungan")
    await head.say("/izin")
    await stage.expect(head, "Mengajukan apa?")
    await head.say("Cuti tahunan")
    await _when_and_why(stage, head, "Selasa, 7 April", "Wisuda anak")
    await stage.expect(head, "Kirim foto atau PDF persetujuan cuti")
    await head.photo(_letter())
    await stage.expect(head, "Ada yang menggantikan Anda")
    await head.tap("Tunjuk")
    await stage.expect(head, "Siapa pengganti Anda?")
    await head.say("Siti")
    await stage.expect(head, "Pengganti: Siti Nurhaliza", "1 hari kerja dihitung hadir")
    await head.tap("Ya")
    await stage.expect(secretary, "Rahmawati Lestari", "Cuti tahunan", "Wisuda anak")
    await secretary.tap("Setujui")
    await stage.expect(head, "360 poin per hari kerja", "Pasal 11 ayat (3)")
    await stage.expect(siti, "Anda menggantikan Rahmawati Lestari")


async def the_day_of_the_substitute(stage: Stage, cast: Cast) -> None:
    """Andi's work of Monday is decided by Siti on Tuesday."""
    andi, siti = cast["Andi"], cast["Siti"]
    stage.at(TUESDAY, "08.00", "bulungan")
    await andi.say("/aktivitas")
    await stage.expect(andi, "Aktivitas apa?")
    await andi.tap("Isi baru")
    await stage.expect(andi, "tanggal berapa?")
    await andi.tap("Senin, 6 April")
    await stage.expect(andi, "Jenis aktivitas?")
    await andi.tap("Umum")
    await stage.expect(andi, "Berapa lama?")
    await andi.tap("1 jam")
    await stage.expect(andi, "Uraian kegiatannya?")
    await andi.say("Senam dan kerja bakti")
    for question in ("Hasil atau output-nya?", "Foto pendukung?"):
        await stage.expect(andi, question)
        await andi.tap("Lewati")
    await stage.expect(andi, "Simpan?")
    await andi.tap("Ya")
    await stage.expect(siti, "Andi Pratama", "Senam dan kerja bakti")
    await siti.tap("Setujui")
    await stage.expect(
        andi, "Disetujui oleh Siti Nurhaliza Binti Amir, Selasa, 7 April 2026, 08.00 WITA"
    )


async def who_is_there(stage: Stage, cast: Cast) -> None:
    """What a superior sees of the day, and everybody of their own month."""
    secretary, siti = cast["Syarifuddin"], cast["Siti"]
    await secretary.say("/bawahan")
    await stage.expect(secretary, "Rahmawati Lestari", "terlambat 11 menit")
    await siti.say("/rekap_saya")
    await stage.expect(siti, "Rekap April 2026 sampai hari ini", "Hadir 1 hari")


async def silence_goes_up(stage: Stage, cast: Cast) -> None:
    """Five working days later nobody has decided: it goes up and counts meanwhile (KAM-01)."""
    stage.at(NEXT_MONDAY, "19.00", "karanganyar")
    await stage.falls_due()
    await stage.expect(cast["Agus"], "Hampir habis waktunya", "Tugas khusus")
    stage.at(NEXT_TUESDAY, "07.00", "karanganyar")
    await stage.falls_due()
    up = "Belum diputuskan sampai Senin, 13 April 2026, 23.59 WIB"
    await stage.expect(cast["Bagus"], up, "diteruskan ke Ir. Bambang Haryanto")
    await stage.expect(cast["Bambang"], "Bagus Setiawan", up)
    await cast["Bambang"].tap("Setujui")
    await stage.expect(
        cast["Bagus"], "Disetujui oleh Ir. Bambang Haryanto, Selasa, 14 April 2026, 07.00 WIB"
    )


async def _when_and_why(stage: Stage, who: PersonChat, day: str, reason: str) -> None:
    """The middle of /izin, for one day (Lampiran A.5)."""
    await stage.expect(who, "Mulai tanggal berapa?")
    await who.tap(day)
    await stage.expect(who, "Sampai tanggal berapa?")
    await who.tap("Hari itu saja")
    await stage.expect(who, "Apa alasannya?")
    await who.say(reason)


def _letter() -> bytes:
    """The photo of a letter that somebody signed."""
    image = Image.new("RGB", (1200, 1600), (250, 249, 245))
    draw = ImageDraw.Draw(image)
    draw.text((330, 120), "PERSETUJUAN CUTI", fill=(20, 20, 30), font_size=60)
    for line in range(12):
        draw.rectangle(
            (140, 300 + 70 * line, 1060 - 40 * (line % 3), 312 + 70 * line), fill=(120, 120, 128)
        )
    draw.arc((640, 1250, 900, 1450), 200, 80, fill=(30, 40, 140), width=8)
    encoded = BytesIO()
    image.save(encoded, "JPEG", quality=92)
    return encoded.getvalue()
