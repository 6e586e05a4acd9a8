"""What the dialogues about superiors and their people need: naming a Plh, one more colleague."""

from datetime import date
from uuid import UUID

from db.people.delegation import delegation
from db.people.employee import employee, posting
from tests.handlers.dialogue import Gesture, Line, Speaker, employed, forged_tap, insert, say, tap
from tests.office import LONG_AGO as OFFERED
from tests.office import Actor
from tests.world import World

WHO = "Siapa Plh Anda? Pilih, atau tulis NIP atau sebagian namanya."
FIRST, LAST = "Mulai tanggal berapa?", "Sampai tanggal berapa?"
NUMBER = "Nomor surat perintahnya? Boleh dilewati."
NOT_HANDED_OVER = "Hari ini tidak ada pegawai yang Anda verifikasi, jadi tidak ada yang diwakilkan."
LONG_AGO = date(2024, 1, 1)


def naming(
    who: Gesture, first: str = "Senin, 6 April", last: str = "Hari itu saja", *, more: bool = False
) -> list[Line]:
    """The whole of /delegasi; `more` where somebody is named already. Dates are tapped or typed."""
    begun = [(say("/delegasi"), "Plh Anda 1."), (tap("Tunjuk Plh"), WHO)]
    return [
        *(begun if more else [(say("/delegasi"), WHO)]),
        (who, FIRST),
        (_dated(first), LAST),
        (_dated(last), NUMBER),
        (tap("Lewati"), "Simpan?"),
        (tap("Ya"), "Tersimpan"),
    ]


def _dated(said: str) -> Gesture:
    return say(said) if said[0].isdecimal() else tap(said)


async def met(world: World, actor: Actor) -> Speaker:
    """Somebody whose chat is open."""
    who = await employed(world, actor)
    await who.play((say("menu"), "Silakan pilih."))
    return who


async def named(world: World) -> list[tuple[UUID, UUID, str, str, bool]]:
    rows = sorted(await world.rows(delegation), key=lambda row: row.id)
    return [(r.of, r.by, str(r.since), str(r.until), r.revoked_at is not None) for r in rows]


def pressing(data: str) -> Gesture:
    """A button that stands in another chat, or nowhere."""
    return lambda who: forged_tap(who, data)


async def hire(world: World, number: int, name: str) -> None:
    """One more of Sari's office."""
    key = {"employee": UUID(int=number), "nip": str(number), "name": name}
    facts = {"kind": "PNS", "title": "Analis", "rank": "III/a", "phone": f"+62{number}"}
    await insert(world, employee, **key, **facts, offered_at=OFFERED)
    await insert(world, posting, employee=UUID(int=number), since=LONG_AGO, office="setda")
