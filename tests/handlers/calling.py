"""Apel in the dialogues: who may announce one, the questions, and an apel that stands already."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from core.law.regulation import Role
from db.people import roster
from db.people.ceremony import ceremony, ceremony_employee, ceremony_office
from db.people.employee import role
from tests.core.situations import north
from tests.handlers.dialogue import Line, Speaker, employed, insert, say, tap
from tests.office import SARI, Actor
from tests.world import World

MONDAY, SUNDAY = "2026-04-06", "2026-04-05"
APEL = UUID(int=21)
SQUARE = north(2_000)  # far from every place of the office
ALUN = (SQUARE.latitude, SQUARE.longitude)
ASKED = "Apel atau upacara?"


async def holds(
    world: World, actor: Actor, which: Role = Role.OPERATOR, office: str | None = "setda"
) -> None:
    """Somebody holds a role, by decree."""
    row = {"employee": actor.id, "role": which.value, "office": office, "decree": "SK 1"}
    await insert(world, role, **row, since=date(2024, 1, 1), until=None)


async def operator(world: World, actor: Actor = SARI, office: str = "setda") -> Speaker:
    await holds(world, actor, office=office)
    return await employed(world, actor)


async def standing(
    world: World,
    *offices: str,
    people: tuple[Actor, ...] = (),
    place: str | None = None,
    first: date = date(2026, 4, 6),
    until: date | None = None,
    hour: time = time(7, 30),
    id_: UUID = APEL,
    announced_at: datetime | None = None,
) -> UUID:
    """An apel that was announced long ago: on the square, unless a place is given."""
    point = None if place else SQUARE
    facts: dict[str, Any] = {
        "ceremony": id_,
        "name": "Apel",
        "first": first,
        "until": until or first,
        "hour": hour,
        "place": place,
        "venue": None if place else "Alun-alun",
        "latitude": point and point.latitude,
        "longitude": point and point.longitude,
        "radius": None if place else 100.0,
        "announced_at": announced_at or world.clock.now(),
        "announced_by": SARI.id,
        "office": "setda",
    }
    await insert(world, ceremony, **facts)
    for code in offices:
        await insert(world, ceremony_office, ceremony=id_, office=code)
    for actor in people:
        await insert(world, ceremony_employee, ceremony=id_, employee=actor.id)
    async with world.service.app.engine.begin() as db:
        await roster.outdate(db, world.region)
    return id_


def announcing(
    *,
    day: str = "Senin, 6 April",
    hour: str = "07.30",
    often: str = "Sekali",
    place: str = "1. Kantor Bupati",
) -> list[Line]:
    """The whole of /apel for one's own office, up to the summary."""
    return [
        (say("/apel"), ASKED),
        (tap("Apel"), "Siapa yang ikut?"),
        (tap("Semuanya"), "Tanggal berapa?"),
        (say(day), "Mulai pukul berapa?"),
        (say(hour), "Sekali saja, atau setiap minggu?"),
        (tap(often), "Di mana?"),
        (tap(place), "Umumkan?"),
    ]


async def announced(world: World) -> list[sa.Row[Any]]:
    return list(await world.rows(ceremony))
