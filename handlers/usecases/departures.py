"""Departures and returns: checks, effects on others, release of the account."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.working_date import Worker, working_date_of
from core.month.effect import Reach
from core.month.past_days import PastDays
from core.organisation.calendar import DAY
from core.organisation.employment import Departure, Leaving, employed
from core.organisation.office import Organisation
from core.organisation.region import Region
from db import chat_accounts
from db.people import authority, departure, office, verifier
from db.people.departure import Line
from db.people.status import Member, members
from db.records import audit, reader
from db.records.audit import Change
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.texts import notice
from handlers.usecases.act import Act, Subject
from handlers.usecases.past_days import weigh
from handlers.usecases.refusal import Refused

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


@dataclass(frozen=True, slots=True)
class Departed:
    """What stands in the register now; `left` where somebody leaves."""

    member: Member
    line: Line
    past: PastDays
    left: Left | None = None


async def leave(act: Act, nip: str, line: Line) -> Departed:
    """Enter a departure by decree (`atur_status`); the same last date again corrects it."""
    subject = await _subject(act, nip)
    person = subject.member.employee
    known = await departure.lines(act.db, act.region.code, person)
    before = next((each for each in known if each.last == line.last), None)
    _check(subject.member, line, known)
    past = await _write(act, subject, before, line, "berhenti")
    left = await left_behind(act.db, act.region.code, person, line.last)
    return Departed(subject.member, line, past, left)


async def come_back(act: Act, nip: str, back: date, decree: str) -> Departed:
    """Enter from when on somebody who left works again, by decree."""
    subject = await _subject(act, nip)
    known = await departure.lines(act.db, act.region.code, subject.member.employee)
    before = open_on(known, back)
    if before is None:
        raise Refused(f"{subject.member.name} tidak tercatat berhenti.")
    line = replace(before, back=back, back_decree=decree)
    _check(subject.member, line, known)
    return Departed(
        subject.member, line, await _write(act, subject, before, line, "kembali bekerja")
    )


async def revoke(act: Act, nip: str, last: date, reason: str) -> Departed:
    """Take back a departure that was entered by mistake."""
    subject = await _subject(act, nip)
    known = await departure.lines(act.db, act.region.code, subject.member.employee)
    stands = (each for each in known if each.last == last and each.revoked_at is None)
    before = next(stands, None)
    if before is None:
        raise Refused(f"{subject.member.name} tidak tercatat berhenti pada {last}.")
    line = replace(before, revoked_at=act.now)
    past = await _write(act, subject, before, line, "berhenti dicabut", alasan=reason)
    return Departed(subject.member, line, past)


async def _subject(act: Act, nip: str) -> Subject:
    return await act.subject(nip, act.region.regulation.peran.atur_status)


def _check(member: Member, line: Line, known: Sequence[Line]) -> None:
    if reason := conflict_of(line, known):
        raise Refused(f"{member.name}: {reason}.")


async def _write(
    act: Act, subject: Subject, before: Line | None, line: Line, action: str, **why: str
) -> PastDays:
    person = subject.member.employee
    await departure.write(act.db, act.region.code, person, line)
    was = audit_values(before) if before else None
    change = Change("berhenti", subject.member.nip, was, audit_values(line), person)
    await act.note(action, {"dasar": subject.article} | why, about=person, changes=[change])
    return await weigh(act, [Reach(line.last + DAY, people=frozenset({person}))], person)


def conflict_of(line: Line, known: Sequence[Line]) -> str | None:
    """Why a new departure does not go with those that stand; None: it does."""
    others = [each for each in known if each.revoked_at is None and each.last != line.last]
    if line.back is not None and line.back <= line.last:
        return "kembali harus sesudah hari terakhir"
    for each in others:
        first, second = sorted((each, line), key=lambda one: one.last)
        if first.back is None or second.last < first.back:
            return f"sudah tercatat berhenti, hari terakhir {each.last}"
    return None


def audit_values(line: Line) -> dict[str, str | None]:
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
            found.append(Outgoing(address, notice.ServiceEnded(), Priority.CARD))
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
