"""The cast of a cancellation, the day it is about, and the dialogues that others begin with."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from core.law.regulation import Role
from db.people.employee import employee, posting, role, supervision
from db.records.cancellation import cancellation
from db.records.stamp import stamp
from db.records.witness import witness
from tests.handlers.dialogue import SILENCE, Line, Speaker, at, employed, insert, say, tap
from tests.office import BUDI, CITRA, EKO, LONG_AGO, SARI, WIB, Actor
from tests.office import wita as _wita
from tests.world import World

MONDAY, TUESDAY, THURSDAY, FRIDAY = "2026-04-06", "2026-04-07", "2026-04-09", "2026-04-10"
DAY = date.fromisoformat(MONDAY)
HANA = Actor("Hana", "197001011995032001", "+6281350000011", supervisor=None)  # head of setda
FAJAR = Actor("Fajar", "199203042018011002", "+6281350000012")
GALIH = Actor("Galih", "198807072012011003", "+6281350000013", office="dinkes")  # BKPSDM
INDRA = Actor("Indra", "196805051990031004", "+6281350000014", supervisor=None)  # Sekda
REASON = "Tidak berada di ruang kerja sejak siang, dua kali ditelepon"
SAW = "Kursinya kosong dari siang sampai sore"


async def hired(world: World, actor: Actor, held: Role | None = None) -> None:
    """Somebody beyond the usual cast, perhaps with a role."""
    facts: dict[str, object] = {"nip": actor.nip, "name": actor.name, "phone": actor.phone}
    facts |= {"kind": "PNS", "title": "Analis", "rank": "III/a", "offered_at": LONG_AGO}
    await insert(world, employee, employee=actor.id, **facts)
    since = {"employee": actor.id, "since": date(2024, 1, 1)}
    await insert(world, posting, **since, office=actor.office)
    if actor.supervisor:
        await insert(world, supervision, **since, supervisor=SARI.id)
    if held is not None:
        await named(world, actor, held)


async def named(world: World, actor: Actor, held: Role, office: str | None = None) -> None:
    """Give somebody a role, a head that of their own office."""
    where = (office or actor.office) if held is Role.HEAD else None
    key = {"employee": actor.id, "role": held.value, "since": date(2024, 1, 1)}
    await insert(world, role, **key, office=where, decree="SK 1")


async def present(world: World, actor: Actor = BUDI, day: str = MONDAY, legs: str = "mp") -> None:
    """Both stamps of a day, or one of them."""
    for leg, clock in (("masuk", "07.24"), ("pulang", "16.35")):
        if leg[0] not in legs:
            continue
        moment = _wita(day, clock).replace(tzinfo=WIB)
        key = {"employee": actor.id, "date": date.fromisoformat(day), "leg": leg}
        sent = {"at": moment, "received_at": moment, "channel": "plain", "message": "1"}
        where = {"place": "kantor-bupati", "distance": 16.0}
        await insert(world, stamp, **key, **sent, **where, review=False, evidence={}, grounds=[])


@dataclass(slots=True)
class Party:
    """Everybody whom a cancellation bears on, each with an open chat."""

    world: World
    sari: Speaker
    budi: Speaker
    citra: Speaker
    eko: Speaker
    fajar: Speaker
    hana: Speaker
    galih: Speaker

    @property
    def all(self) -> tuple[Speaker, ...]:
        return (
            *(self.sari, self.budi, self.citra, self.eko),
            *(self.fajar, self.hana, self.galih),
        )


async def gathered(world: World, *, head: bool = True, day: str = TUESDAY) -> Party:
    """The cast in the morning after the day; without `head` Sari heads the office herself."""
    world.at(_wita(day, "07.00").replace(tzinfo=WIB))
    await hired(world, HANA, Role.HEAD if head else None)
    await hired(world, FAJAR)
    await hired(world, GALIH, Role.BKPSDM_MANAGER)
    if not head:
        await named(world, SARI, Role.HEAD)
    await present(world)
    cast = (SARI, BUDI, CITRA, EKO, FAJAR, HANA, GALIH)
    speakers = [await employed(world, each) for each in cast]
    for each in speakers:
        await each.hears(say("menu"))
    return Party(world, *speakers)


def proposing(
    first: str = "1. Citra",
    second: str = "1. Eko",
    *,
    more: str = "Cukup",
    day: str = "Senin, 6 April",
) -> list[Line]:
    """The whole of /batalkan for Budi, by Sari."""
    return [
        (say("/batalkan"), "Batalkan kehadiran siapa?"),
        (tap("1. Budi"), "Tanggal berapa?"),
        (tap(day), "Apa yang Anda ketahui?"),
        (say(REASON), "Siapa saksi 1?"),
        (tap(first), "Siapa saksi 2?"),
        (tap(second), "Siapa saksi 3?"),
        (tap(more), f"Kehadiran Budi, {day} 2026 dibatalkan?"),
        (tap("Ajukan"), "Usulan terkirim."),
    ]


TESTIFYING: list[Line] = [
    (tap("Ya, saya melihat"), "Tulis satu kalimat"),
    (say(SAW), "Terkirim. Bisa ditarik"),
]
EXPLAINING: list[Line] = [
    (tap("Beri penjelasan"), "Apa penjelasan Anda?"),
    (say("Mengantar surat ke kecamatan"), "Ada bukti?"),
    (tap("Lewati"), "Penjelasan terkirim"),
]


async def ready(who: Party) -> None:
    """Proposed on Tuesday, borne out by two and explained: the head's to take note of."""
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    for witness_ in (who.citra, who.eko):
        await witness_.play(*TESTIFYING)
    await who.budi.play(*EXPLAINING)


async def noted(who: Party) -> None:
    """And the head has taken note."""
    await ready(who)
    await who.hana.play((tap("Mengetahui"), "Diketahui Hana"))


async def the_case(world: World) -> sa.Row[Any]:
    """The newest one."""
    rows = await world.rows(cancellation)
    return max(rows, key=lambda row: row.filed_at)


def told(who: Speaker, words: str) -> bool:
    """Whether the bot has said this to somebody."""
    return any(words in text for text in who.phone.told)


async def heard(world: World) -> dict[object, str | None]:
    return {row.employee: row.answer for row in await world.rows(witness)}


async def newest(who: Speaker) -> str:
    return " ".join((await who.world.says(who.phone)).split())
