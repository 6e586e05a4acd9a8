"""A day of the demo that is cancelled in Karanganyar: two witnesses, the head, the letter."""

from bot.demo.environment import Environment
from bot.demo.month_end import goes_on
from bot.demo.requests import signed_paper
from bot.demo.scenes import CLINIC, Cast
from bot.sandbox.talk import PersonChat

BEGIN, DAY, AFTER = "2026-04-20", "2026-04-21", "2026-04-22"


async def play(env: Environment, cast: Cast) -> None:
    """Both stamps are there, and their superior knows that the person was not (Pasal 9C)."""
    env.at(BEGIN, "06.40", "karanganyar")  # nothing is played of the days in between
    await _a_whole_day(env, cast["Hendra"])
    await _proposed(env, cast)
    await _explained(env, cast["Hendra"], cast["Ratna"])
    for witness in (cast["Bagus"], cast["Tutik"]):
        await _testifies(env, witness)
    await _noted(env, cast)
    await _delivered(env, cast)


async def _a_whole_day(env: Environment, hendra: PersonChat) -> None:
    await goes_on(env, DAY, "07.20", "karanganyar")
    await env.share(hendra, CLINIC, "Tercatat masuk 07.20 WIB")
    await goes_on(env, DAY, "16.03", "karanganyar")
    await env.share(hendra, CLINIC, "Tercatat pulang 16.03 WIB")


async def _proposed(env: Environment, cast: Cast) -> None:
    superior = cast["Ratna"]
    await goes_on(env, AFTER, "09.10", "karanganyar")
    await superior.say("/batalkan")
    await env.expect(superior, "Batalkan kehadiran siapa?")
    await superior.say("Hendra")
    await env.expect(superior, "Tanggal berapa?")
    await superior.tap("Selasa, 21 April")
    await env.expect(superior, "Apa yang Anda ketahui?")
    await superior.say("Pukul 10.00 WIB sampai 14.00 WIB tidak berada di ruang kerja")
    for number, witness in enumerate(("Bagus", "Tutik"), 1):
        await env.expect(superior, f"Siapa saksi {number}?")
        await superior.say(witness)
    await env.expect(superior, "Siapa saksi 3?")
    await superior.tap("Cukup")
    await env.expect(superior, "dibatalkan?", "Mengetahui: dr. Agus Widodo")
    await superior.tap("Ajukan")
    await env.expect(superior, "Usulan terkirim", "2 saksi", "tetap hadir")
    await env.expect(cast["Hendra"], "diusulkan dibatalkan", "Ini belum keputusan")


async def _explained(env: Environment, hendra: PersonChat, superior: PersonChat) -> None:
    """The right to be heard comes first (KAM-11)."""
    await hendra.tap("Beri penjelasan")
    await env.expect(hendra, "Apa penjelasan Anda?")
    await hendra.say("Mengantar kendaraan dinas ke bengkel, tanpa sempat minta izin")
    await env.expect(hendra, "Ada bukti?")
    await hendra.tap("Lewati")
    await env.expect(hendra, "Penjelasan terkirim")
    await env.expect(superior, "Hendra Wijaya menjelaskan", "bengkel")


async def _testifies(env: Environment, witness: PersonChat) -> None:
    await witness.tap("Ya, saya melihat")
    await env.expect(witness, "Tulis satu kalimat")
    await witness.say("Pukul 11.00 WIB meja kerjanya kosong")
    await env.expect(witness, "Terkirim", "Bisa ditarik")


async def _noted(env: Environment, cast: Cast) -> None:
    head, superior = cast["Agus"], cast["Ratna"]
    await env.expect(head, "Mohon diketahui", "Hendra Wijaya", "Kesaksian: 2")
    await head.tap("Mengetahui")
    await env.expect(head, "Diketahui dr. Agus Widodo")
    await env.expect(superior, "Diketahui dr. Agus Widodo", "hari itu tetap hadir")
    await superior.tap("Unduh surat")
    await env.printed(superior, ".pdf")


async def _delivered(env: Environment, cast: Cast) -> None:
    """With the signed letter the day is alpa, and BKPSDM takes the letter in (ayat (3), (4))."""
    superior, person, bkpsdm = cast["Ratna"], cast["Hendra"], cast["Endah"]
    await superior.tap("Kirim surat")
    await env.expect(superior, "Kirim foto atau PDF surat pembatalan")
    await superior.photo(signed_paper("PEMBATALAN KEHADIRAN"))
    await env.expect(superior, "Semua sudah bertanda tangan?")
    await superior.tap("Kirim surat")
    await env.expect(superior, "Surat tersimpan", "dihitung alpa")
    await env.expect(person, "Kehadiran Selasa, 21 April 2026 dibatalkan", "dihitung alpa")
    await env.expect(bkpsdm, "Surat pembatalan Hendra Wijaya", "Mohon dicatat")
    await bkpsdm.tap("Sudah dicatat")
    await env.expect(bkpsdm, "Tercatat")
    await env.expect(superior, "BKPSDM menerima surat pembatalan", "Endah Kusumawati")
    await person.say("/rekap_saya")
    await env.expect(person, "Rekap April 2026", "Alpa 1 hari")
