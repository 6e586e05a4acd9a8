"""Somebody leaves or comes back: what has to fit, whom it leaves without a superior, what ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.working_date import Worker, working_date_of
from core.organisation.calendar import DAY
from core.organisation.employment import Departure, Leaving, employed
from core.organisation.office import Organisation
from core.organisation.region import Region
from db import chat_accounts
from db.people import authority, departure, office, verifier
from db.people.departure import Line
from db.people.status import members
from db.records import audit, reader
from handlers.chat.reply import Outgoing, Priority
from handlers.texts import notice

RELEASED = "akun dilepas karena berhenti"
CLOCK = "sistem"  # how the audit calls what happens by itself


class Leaver(Worker, Protocol):
    """Whoever may have left, as their own chat or a record of them tells."""

    @property
    def departures(self) -> tuple[Departure, ...]: ...


@dataclass(frozen=True, slots=True)
class Left:
    """Whom somebody leaves behind: those below them, and the roles that nobody holds then."""

    below: tuple[str, ...]
    roles: tuple[str, ...]


def fits(line: Line, known: Sequence[Line]) -> str | None:
    """Why a new departure does not go with those that stand; None: it does."""
    others = [each for each in known if each.revoked_at is None and each.last != line.last]
    if line.back is not None and line.back <= line.last:
        return "kembali harus sesudah hari terakhir"
    for each in others:
        first, second = sorted((each, line), key=lambda one: one.last)
        if first.back is None or second.last < first.back:
            return f"sudah tercatat berhenti, hari terakhir {each.last}"
    return None


def shown(line: Line) -> dict[str, str | None]:
    """A departure as the audit keeps it."""
    return {
        "hari_terakhir": str(line.last),
        "sebab": line.kind.value,
        "sk": line.decree,
        "kembali": str(line.back) if line.back else None,
        "sk_kembali": line.back_decree,
        "dicabut": "ya" if line.revoked_at else None,
    }


async def left_behind(db: AsyncConnection, region: str, person: UUID, last: date) -> Left:
    """Who looks to somebody on the day after the last one, by name."""
    below = await verifier.below(db, region, [person], last + DAY)
    there = await members(db, region, last + DAY, people=below)
    held = await authority.roles(db, region, person, last + DAY)
    roles = tuple(f"{each.role} {each.office or ''}".strip() for each in held)
    return Left(tuple(each.name for each in there), roles)


async def release(db: AsyncConnection, region: Region, now: datetime) -> list[Outgoing]:
    """Release the accounts of whoever has left, with a word of thanks to the living.

    Whoever writes from such an account is a stranger from the end of the last working date on;
    this only makes it free.
    """
    today = now.astimezone(region.zone).date()
    bound = await departure.bound(db, region.code, today)
    at_work = await _at_work(db, region, [person for person, *_ in bound], now) if bound else ()
    found: list[Outgoing] = []
    for person, address, kind in bound:
        if person in at_work:
            continue
        await chat_accounts.release(db, region.code, person, now)
        await audit.note(
            db, region=region.code, at=now, actor=CLOCK, action=RELEASED, employee=person
        )
        if kind is not Leaving.DIED:
            found.append(Outgoing(address, notice.left(region), Priority.CARD))
    return found


def is_gone(region: Region, organisation: Organisation, someone: Leaver, at: datetime) -> bool:
    """Whether somebody has left: not before the shift of the last night is over."""
    if not someone.departures:
        return False
    day = working_date_of(region.regulation, organisation, someone, at, region.zone)
    return not employed(someone.departures, day)


async def _at_work(
    db: AsyncConnection, region: Region, people: Sequence[UUID], now: datetime
) -> frozenset[UUID]:
    """Who of those that left is still on the night shift of the last date."""
    today = now.astimezone(region.zone).date()
    organisation = await office.load(db, region.code, region.zone)
    known = await reader.read(db, region.code, people, today - DAY, today)
    still = (who for who, one in known.items() if not is_gone(region, organisation, one, now))
    return frozenset(still)


def open_on(known: Sequence[Line], day: date) -> Line | None:
    """The departure that stands on a date, if somebody is gone by then or will be."""
    alive = [each for each in known if each.revoked_at is None]
    return next((each for each in alive if each.back is None or each.back > day), None)
