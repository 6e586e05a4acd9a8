"""What the dialogues about attendance on paper need: roles, /kendala, /manual and its papers."""

from datetime import date, datetime, time

import pytest

from core.law.regulation import Role
from core.month.day_deriver import days
from core.month.day_state import Day
from core.organisation.calendar import DAY
from db.people import office as offices
from db.people.employee import role
from db.records import reader
from db.records.outage import outage
from tests.handlers.dialogue import SILENCE, Line, Speaker, at, employed, insert, photo, say, tap
from tests.office import BUDI, CITRA, EKO, SARI, Actor
from tests.world import World

BLG, KRA = "bulungan", "karanganyar"
MONDAY, TUESDAY = "2026-04-06", "2026-04-07"
RECEIVES = {BLG: Role.ADMINISTRATOR, KRA: Role.BKPSDM_MANAGER}
BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
REGENCIES = pytest.mark.parametrize("regulation", [BLG, KRA])
EVENING: Line = (at("17.00", MONDAY), SILENCE)
SIGN = "Ya, saya menyatakan"
NOT_YOURS = "Keputusan ini tidak di tangan Anda hari ini."
SHUT = "❌ April 2026 sudah ditutup"
STORED = "✅ Presensi manual tercatat: 1 pegawai"


async def holding(world: World, actor: Actor, held: Role, office: str | None = "setda") -> Speaker:
    """Somebody with a role, whose chat is open."""
    row = {"role": held.value, "since": date(2024, 1, 1), "until": None, "decree": "SK 1"}
    await insert(world, role, employee=actor.id, office=office, **row)
    who = await employed(world, actor)
    await who.play((say("menu"), "Silakan pilih."))
    return who


async def operator(world: World) -> Speaker:
    """Citra enters what the lists of the secretariat say."""
    return await holding(world, CITRA, Role.OPERATOR)


async def head(world: World) -> Speaker:
    """Sari is the head of the secretariat."""
    return await holding(world, SARI, Role.HEAD)


async def receiver(world: World, name: str) -> Speaker:
    """Eko receives the letters, and grants more than the law's number."""
    return await holding(world, EKO, RECEIVES[name], office=None)


async def broken_phone(world: World) -> tuple[Speaker, Speaker]:
    """Citra is the operator, and Budi's phone is broken since Monday; it is Monday evening."""
    citra, budi = await operator(world), await employed(world)
    await budi.play(morning(), *opening(), EVENING)
    return citra, budi


async def away(world: World) -> None:
    """The register of outages knows one on Monday morning."""
    zone = world.service.app.regions[world.region].zone
    day = date.fromisoformat(MONDAY)
    since, until = (datetime.combine(day, time(hour), zone) for hour in (7, 9))
    told = {"id": BUDI.id, "office": None, "reason": "listrik", "entered_by": "cli"}
    await insert(world, outage, **told, since=since, until=until, entered_at=until)


def opening(condition: str = "Ponsel rusak", since: str = "Hari ini") -> list[Line]:
    """The whole of /kendala."""
    return [
        (say("/kendala"), "Tidak bisa presensi lewat ponsel? Pilih sebabnya."),
        (tap(condition), "Mulai tanggal berapa"),
        (tap(since) if since == "Hari ini" else say(since), "Buka presensi manual?"),
        (tap("Ya"), "✅ Presensi manual dibuka untuk Anda"),
    ]


def entering(
    name: str = "Budi",
    day: str = "6 April 2026",
    masuk: str = "07.25",
    pulang: str = "Kosong",
) -> list[Line]:
    """The whole of /manual, Catat daftar hadir, for one person."""
    return [
        *begun(day),
        (say(name), "Masuk pukul berapa menurut daftar?"),
        (say(masuk), "pulang pukul berapa menurut daftar?"),
        (say(pulang), "1 pegawai dicatat. Siapa lagi?"),
        (tap("Selesai"), "Kirim foto atau PDF daftar hadir"),
        (photo, "Simpan?"),
        (tap("Ya"), STORED),
    ]


def begun(day: str = "6 April 2026") -> list[Line]:
    return [
        (say("/manual"), "Presensi manual kantor Anda"),
        (tap("Catat daftar hadir"), "Daftar hadir manual. Tanggal berapa?"),
        (say(day), "Siapa?"),
    ]


def preparing(number: str = "800/12") -> list[Line]:
    """The whole of Siapkan surat, for the only month and office."""
    return [
        (say("/manual"), "belum punya surat keterangan"),
        (tap("Siapkan surat"), "Surat untuk hari yang mana?"),
        (tap("1. April 2026"), "Nomor suratnya?"),
        (say(number), "Siapkan?"),
        (tap("Ya"), "Surat keterangan siap."),
    ]


def working(name: str = "Budi", minutes: str = "90") -> list[Line]:
    """The whole of /manual, Catat kinerja, with one row of Monday."""
    return [
        (say("/manual"), "Presensi manual kantor Anda"),
        (tap("Catat kinerja"), "Laporan kinerja manual. Milik siapa?"),
        (say(name), "Baris 1: tanggal berapa?"),
        (say("6 April 2026"), "Jenis aktivitas?"),
        (tap("Jabatan"), "Berapa lama?"),
        (say(minutes), "Apa yang dikerjakan menurut lembarnya?"),
        (say("Menyusun laporan"), "Hasilnya apa?"),
        (tap("Lewati"), "1 baris dicatat. Ada baris lagi?"),
        (tap("Selesai"), "Kirim foto atau PDF lembar kinerja"),
        (photo, "Simpan?"),
        (tap("Ya"), "✅ 1 aktivitas tercatat manual untuk Budi."),
    ]


async def day_of(world: World, actor: Actor = BUDI, day: str = MONDAY) -> Day:
    """What a date of somebody counts as, three days from now."""
    then = date.fromisoformat(day)
    region = world.service.app.regions[world.region]
    async with world.service.app.engine.begin() as db:
        found = await reader.read(db, region.code, [actor.id], then, then)
        known = await offices.load(db, region.code, region.zone)
    now = world.clock.now() + 3 * DAY
    law = region.regulation
    (made,) = days(law, known, found[actor.id], [then], now=now, zone=region.zone)
    return made


def morning(clock: str = "08.00", day: str = MONDAY) -> Line:
    return at(clock, day), SILENCE
