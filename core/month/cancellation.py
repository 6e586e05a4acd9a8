"""Cancelling the presence of a day (Pasal 9C): whether, by whom it is borne out, from when on."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from core.law.answer import Ground, ground
from core.law.closing import closed, closes_at
from core.law.regulation import Regulation
from core.month.day_state import Day, State
from core.organisation.deadline import after_working_days
from core.requests.absence import ALIVE, Absence


class Why(StrEnum):
    """Why the presence of a day cannot be cancelled."""

    NOT_REGULATED = "tidak diatur"
    BEFORE_LAW = "peraturan belum berlaku"
    TO_COME = "belum tiba"
    CLOSED = "bulan sudah ditutup"
    ASKED = "ada izin pada hari itu"  # leave, duty elsewhere, leaving early: with permission
    DAY_OFF = "libur"
    NOT_PRESENT = "presensinya tidak lengkap"  # nothing is there that could be cancelled
    CANCELLED = "sudah dibatalkan"


@dataclass(frozen=True, slots=True)
class Refused:
    """Not this day, and by which article."""

    why: Why
    ground: Ground


@dataclass(frozen=True, slots=True)
class Allowed:
    """`witnesses` are needed at least; what is not complete at `until` lapses."""

    witnesses: int
    until: datetime


def offered(regulation: Regulation, today: date) -> bool:
    """Whether the regulation knows a cancellation at all."""
    since = regulation.peraturan.berlaku_sejak
    return today >= since and regulation.pembatalan.oleh.on(today).regulated


def may_begin(regulation: Regulation, day: date, now: datetime, zone: tzinfo) -> Allowed | Refused:
    """Whether a superior may cancel anything of a date at this instant (KAM-11)."""
    law, since = regulation.pembatalan, regulation.peraturan.berlaku_sejak
    if day < since:
        return Refused(Why.BEFORE_LAW, ground(law.oleh.on(since)))
    by, count = law.oleh.on(day), law.saksi.on(day).value
    until = closes_at(regulation, day, zone)
    if not by.regulated or count is None or until is None:
        return Refused(Why.NOT_REGULATED, ground(by))
    if day > now.astimezone(zone).date():
        return Refused(Why.TO_COME, ground(by))
    if shut := closed(regulation, day, now, zone):
        return Refused(Why.CLOSED, shut.ground)
    return Allowed(count, until)


def judge(
    regulation: Regulation, day: Day, asked: Sequence[Absence], now: datetime, zone: tzinfo
) -> Allowed | Refused:
    """The same for one person: only a day that counts as present can be cancelled.

    `asked` is whatever they asked for the date: who was away with permission, or has asked for it,
    was not away "tanpa seizin atasan langsung" (Pasal 9C ayat (1)).
    """
    found = may_begin(regulation, day.date, now, zone)
    if isinstance(found, Refused):
        return found
    if alive := [each for each in asked if each.state in ALIVE]:
        return Refused(Why.ASKED, alive[0].ground)
    whole = ground(regulation.pembatalan.akibat.on(day.date))
    match day.state:
        case State.PRESENT:
            return found
        case State.CANCELLED:
            return Refused(Why.CANCELLED, whole)
        case State.OFF | State.NO_HOURS | State.EXEMPT | State.UNUSED:
            return Refused(Why.DAY_OFF, day.grounds[0])
        case _:
            return Refused(Why.NOT_PRESENT, whole)


def answer_until(
    regulation: Regulation, told_at: datetime, works: Callable[[date], bool]
) -> datetime:
    """The last instant at which the person may explain (KAM-11).

    `told_at` is in the region's zone, its own day is day 0; `works` are the working days of their
    office. Where the law gives no such time it is over at once.
    """
    term = regulation.pembatalan.hak_jawab.on(told_at.date()).value
    return after_working_days(told_at, term.hari_kerja, works) if term else told_at


def acknowledger(
    person: UUID,
    superiors: Collection[UUID],
    heads: Sequence[UUID],
    official: UUID | None,
    testified: Collection[UUID] = (),
) -> UUID | None:
    """Who takes note of it: the head of the Perangkat Daerah (KAM-34), or who verifies heads.

    `heads` stand from the person's office upwards. Never the person, nor who cancels or in whose
    place they do (`superiors`), nor who bears witness (KAM-45). None: nobody is left, and it cannot
    be done here.
    """
    top = [*heads[-1:], *([official] if official else [])]
    never = {person, *superiors, *testified}
    return next((each for each in top if each not in never), None)


def witnesses(
    unit: Collection[UUID], person: UUID, superiors: Collection[UUID], heads: Collection[UUID]
) -> list[UUID]:
    """Who of a unit may bear witness, in the same order (KAM-11).

    Neither in their own place nor in another's (KAM-45): `superiors` and `heads` are those who are
    it, and those who act for them.
    """
    return [each for each in unit if each not in {person, *superiors, *heads}]


class Lacking(StrEnum):
    """What has to be there before a head may take note of it."""

    DAY = "hari"  # it is none that can be cancelled, or not any more
    WITNESSES = "saksi"
    ANSWER = "hak jawab"


def lacking(
    day: Allowed | Refused,
    needed: int,
    testified: int,
    *,
    answered: bool,
    answer_until: datetime,
    now: datetime,
) -> Lacking | None:
    """The first of it that is missing; None where all is there (KRA-9C-2, KAM-11).

    `day` is how the day is judged `now`, whatever was found when it was proposed (KAM-44).
    """
    if isinstance(day, Refused):
        return Lacking.DAY
    if testified < needed:
        return Lacking.WITNESSES
    if not answered and now <= answer_until:
        return Lacking.ANSWER
    return None


@dataclass(frozen=True, slots=True)
class Cancellation:
    """One that its head has taken note of; `letter_at`: since when the signed letter is there."""

    date: date
    acknowledged_at: datetime
    letter_at: datetime | None = None


def effective(regulation: Regulation, each: Cancellation) -> Ground | None:
    """The article by which a day is cancelled; None while it still counts as it was (KAM-32)."""
    law = regulation.pembatalan
    makes = law.akibat.on(each.date)
    match law.berlaku.on(each.date).value:
        case "surat_diunggah":
            holds = each.letter_at is not None
        case "diketahui":
            holds = True
        case None:
            holds = False
        case other:
            assert_never(other)
    return ground(makes) if holds and makes.regulated else None
