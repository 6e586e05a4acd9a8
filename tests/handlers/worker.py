"""What people do with their daily work in the dialogues."""

from tests.handlers.dialogue import Gesture, Line, Speaker, employed, photo, say, tap
from tests.office import SARI
from tests.world import World

MONDAY = "2026-04-06"


def entry(words: str = "Menyusun laporan", spent: str = "90", *, again: bool = False) -> list[Line]:
    """The whole of /aktivitas for today; `again` where earlier ones are suggested first."""
    begun = [(say("/aktivitas"), "Aktivitas apa?"), (tap("Isi baru"), "tanggal berapa?")]
    return [
        *(begun if again else [(say("/aktivitas"), "tanggal berapa?")]),
        (tap("Senin, 6 April"), "Jenis aktivitas?"),
        (tap("Jabatan"), "Berapa lama?"),
        (say(spent), "Uraian kegiatannya?"),
        (say(words), "Hasil atau output-nya?"),
        (tap("Lewati"), "Foto pendukung?"),
        (tap("Lewati"), "Simpan?"),
        (tap("Ya"), "Tersimpan"),
    ]


def asking(
    kind: str,
    first: str = "Senin, 6 April",
    last: str = "Hari itu saja",
    *,
    reason: str = "Keluarga",
    paper: Gesture | None = photo,
) -> list[Line]:
    """The whole of /izin; a date is tapped or typed, `paper` None where none is asked for."""
    dates = [(first, "Sampai tanggal berapa?"), (last, "Apa alasannya?")]
    proof: list[Line] = [(say(reason), "Kirim "), (paper, "Kirim?")] if paper else []
    return [
        (say("/izin"), "Mengajukan apa?"),
        (say(kind), "Mulai tanggal berapa?"),
        *((_dated(said), heard) for said, heard in dates),
        *(proof or [(say(reason), "Kirim?")]),
        (tap("Ya"), "Terkirim"),
    ]


def _dated(said: str) -> Gesture:
    return say(said) if said[0].isdecimal() else tap(said)


async def superior(world: World) -> Speaker:
    """Sari, whose chat is open."""
    sari = await employed(world, SARI)
    await sari.play((say("menu"), "Silakan pilih."))
    return sari


async def newest(who: Speaker) -> str:
    """What the bot said to somebody last, once everything is quiet."""
    return " ".join((await who.world.says(who.phone)).split())
