"""The afternoon of the demo: daily work, the card of the superior, and what silence approves."""

from io import BytesIO

from PIL import Image, ImageDraw

from bot.demo.scenes import MONDAY, Cast
from bot.demo.stage import Stage
from bot.sandbox.talk import PersonChat

WEDNESDAY = "2026-04-08"


async def daily_work(stage: Stage, cast: Cast) -> None:
    """One with a photo is approved by a tap, one is rejected and mended, one nobody looks at."""
    head = cast["Rahmawati"]
    stage.at(MONDAY, "14.05", "bulungan")
    await _enters(stage, cast["Siti"], "90", "Menyusun laporan imunisasi", photo=_photo())
    await stage.expect(head, "Siti Nurhaliza", "1 jam 30 menit", "Pasal 9 ayat (10)")
    await head.tap("Setujui")
    await stage.expect(head, "Disetujui oleh Rahmawati Lestari, 14.05 WITA")
    await stage.expect(cast["Siti"], "Disetujui oleh Rahmawati Lestari")
    await cast["Siti"].say("/poin")
    await stage.expect(cast["Siti"], "April 2026: 90 dari 6.800 poin")
    await _rejected_and_mended(stage, head, cast["Andi"])
    await _seen_by_nobody(stage, cast["Maria"])


async def _rejected_and_mended(stage: Stage, head: PersonChat, andi: PersonChat) -> None:
    stage.at(MONDAY, "14.20", "bulungan")
    await _enters(stage, andi, "4 jam", "Piket")
    await stage.expect(head, "Andi Pratama", "Piket")
    await head.tap("Tolak")
    await stage.expect(head, "Apa alasannya?")
    await head.tap("Uraian kurang jelas")
    await stage.expect(head, "Ditolak oleh Rahmawati Lestari")
    await stage.expect(andi, "Uraian kurang jelas", "Dapat diperbaiki satu kali")
    await andi.tap("Perbaiki")
    await stage.expect(andi, "Simpan?")
    await andi.tap("Ubah uraian")
    await stage.expect(andi, "Uraian kegiatannya?")
    await andi.say("Piket IGD: tiga pasien, serah terima pukul 14.00 WITA")
    await stage.expect(andi, "Simpan?")
    await andi.tap("Ya")
    await stage.expect(andi, "Tersimpan: 4 jam")
    await stage.expect(head, "Piket IGD")
    await head.tap("Setujui")
    await stage.expect(head, "Disetujui oleh Rahmawati Lestari")
    await stage.expect(andi, "Disetujui oleh Rahmawati Lestari")


async def _seen_by_nobody(stage: Stage, maria: PersonChat) -> None:
    stage.at(MONDAY, "15.10", "bulungan")
    await _enters(stage, maria, "2 jam", "Rekapitulasi presensi kecamatan")


async def silence_approves(stage: Stage, cast: Cast) -> None:
    """A minute before 48 hours nobody has decided; when they are over the law has."""
    maria = cast["Maria"]
    stage.at(WEDNESDAY, "15.09", "bulungan")
    await maria.say("/aktivitas_saya")
    await stage.expect(maria, "Menunggu sampai Rabu, 8 April 2026, 15.10 WITA")
    stage.at(WEDNESDAY, "15.10", "bulungan")
    await stage.falls_due()
    await stage.expect(maria, "Dianggap disetujui", "Pasal 9 ayat (10)")


async def _enters(
    stage: Stage, who: PersonChat, spent: str, words: str, photo: bytes | None = None
) -> None:
    """Input aktivitas harian (Lampiran A.4)."""
    await who.say("/aktivitas")
    await stage.expect(who, "tanggal berapa?")
    await who.tap("Senin, 6 April")
    await stage.expect(who, "Jenis aktivitas?")
    await who.tap("Jabatan")
    await stage.expect(who, "Berapa lama?")
    await who.say(spent)
    await stage.expect(who, "Uraian kegiatannya?")
    await who.say(words)
    await stage.expect(who, "Hasil atau output-nya?")
    await who.tap("Lewati")
    await stage.expect(who, "Foto pendukung?")
    await (who.photo(photo) if photo else who.tap("Lewati"))
    await stage.expect(who, "Simpan?")
    await who.tap("Ya")
    await stage.expect(who, "Tersimpan", "batas verifikasi")


def _photo() -> bytes:
    """A photo as large as a phone takes it: what is kept has at most 200,000 bytes."""
    size = (2400, 1800)
    grain = Image.effect_noise(size, 24).convert("RGB")
    image = Image.blend(Image.new("RGB", size, (150, 200, 225)), grain, 0.25)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 1250, *size), fill=(96, 140, 80))
    draw.rectangle((600, 700, 1800, 1400), fill=(245, 240, 225))
    draw.polygon(((500, 700), (1200, 300), (1900, 700)), fill=(165, 70, 50))
    draw.rectangle((1080, 1000, 1320, 1400), fill=(90, 60, 40))
    draw.text((700, 780), "POSYANDU MELATI", fill=(30, 60, 90), font_size=110)
    encoded = BytesIO()
    image.save(encoded, "JPEG", quality=97)
    return encoded.getvalue()
