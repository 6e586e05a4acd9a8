"""The afternoon of the demo: daily work, the card of the superior, and what silence approves."""

from io import BytesIO

from PIL import Image, ImageDraw

from bot.demo.environment import Environment
from bot.demo.scenes import MONDAY, Cast
from bot.sandbox.talk import PersonChat

WEDNESDAY = "2026-04-08"


async def daily_work(env: Environment, cast: Cast) -> None:
    """One with a photo is approved by a tap, one is rejected and mended, one nobody looks at."""
    head = cast["Rahmawati"]
    env.at(MONDAY, "14.05", "bulungan")
    await _enters(env, cast["Siti"], "90", "Menyusun laporan imunisasi", photo=_photo())
    await env.expect(head, "Siti Nurhaliza", "1 jam 30 menit", "Pasal 9 ayat (10)")
    await head.tap("Setujui")
    await env.expect(head, "Disetujui oleh Rahmawati Lestari, 14.05 WITA")
    await env.expect(cast["Siti"], "Disetujui oleh Rahmawati Lestari")
    await cast["Siti"].say("/poin")
    await env.expect(cast["Siti"], "April 2026: 90 dari 6.800 poin")
    await _rejected_and_mended(env, head, cast["Andi"])
    await _seen_by_nobody(env, cast["Maria"])


async def _rejected_and_mended(env: Environment, head: PersonChat, andi: PersonChat) -> None:
    env.at(MONDAY, "14.20", "bulungan")
    await _enters(env, andi, "4 jam", "Piket")
    await env.expect(head, "Andi Pratama", "Piket")
    await head.tap("Tolak")
    await env.expect(head, "Apa alasannya?")
    await head.tap("Uraian kurang jelas")
    await env.expect(head, "Ditolak oleh Rahmawati Lestari")
    await env.expect(andi, "Uraian kurang jelas", "Dapat diperbaiki satu kali")
    await andi.tap("Perbaiki")
    await env.expect(andi, "Simpan?")
    await andi.tap("Ubah uraian")
    await env.expect(andi, "Uraian kegiatannya?")
    await andi.say("Piket IGD: tiga pasien, serah terima pukul 14.00 WITA")
    await env.expect(andi, "Simpan?")
    await andi.tap("Ya")
    await env.expect(andi, "Tersimpan: 4 jam")
    await env.expect(head, "Piket IGD")
    await head.tap("Setujui")
    await env.expect(head, "Disetujui oleh Rahmawati Lestari")
    await env.expect(andi, "Disetujui oleh Rahmawati Lestari")


async def _seen_by_nobody(env: Environment, maria: PersonChat) -> None:
    env.at(MONDAY, "15.10", "bulungan")
    await _enters(env, maria, "2 jam", "Rekapitulasi presensi kecamatan")


async def silence_approves(env: Environment, cast: Cast) -> None:
    """A minute before 48 hours nobody has decided; when they are over the law has."""
    maria = cast["Maria"]
    env.at(WEDNESDAY, "15.09", "bulungan")
    await maria.say("/aktivitas_saya")
    await env.expect(maria, "Menunggu sampai Rabu, 8 April 2026, 15.10 WITA")
    env.at(WEDNESDAY, "15.10", "bulungan")
    await env.falls_due()
    await env.expect(maria, "Dianggap disetujui", "Pasal 9 ayat (10)")


async def _enters(
    env: Environment, who: PersonChat, spent: str, words: str, photo: bytes | None = None
) -> None:
    """Input aktivitas harian (Lampiran A.4)."""
    await who.say("/aktivitas")
    await env.expect(who, "tanggal berapa?")
    await who.tap("Senin, 6 April")
    await env.expect(who, "Jenis aktivitas?")
    await who.tap("Jabatan")
    await env.expect(who, "Berapa lama?")
    await who.say(spent)
    await env.expect(who, "Uraian kegiatannya?")
    await who.say(words)
    await env.expect(who, "Hasil atau output-nya?")
    await who.tap("Lewati")
    await env.expect(who, "Foto pendukung?")
    await (who.photo(photo) if photo else who.tap("Lewati"))
    await env.expect(who, "Simpan?")
    await who.tap("Ya")
    await env.expect(who, "Tersimpan", "batas verifikasi")


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
