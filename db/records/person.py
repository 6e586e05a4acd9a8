"""The sender of an event, with all that a handler needs, read in one statement: the hot path."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.claim import Claim
from core.attendance.evidence import History
from core.attendance.review import LOOK_HOLDS, Look, looked_at
from core.attendance.stamp import Stamp
from core.law.kinds import EmployeeKind
from core.law.regulation import ExemptStatus
from core.organisation.address import Address
from core.organisation.calendar import DAY, Duty, latest
from core.organisation.employee_status import Exemption
from core.organisation.employment import Departure
from core.organisation.fence import Point
from core.organisation.posting import Posting
from core.requests.absence import Asked
from db.base import CHAT_KEY, GIVEN, Spelling, key_of, per_database
from db.people.binding import binding
from db.people.departure import left
from db.people.employee import employee
from db.people.office import region
from db.records import history
from db.records.person_facts import CLAIMS, FINDINGS, REQUESTS, STAMPS
from db.records.person_rows import mine
from db.records.person_status import BLOCKS, DEPARTURES, DUTIES, EXEMPTIONS, POSTINGS
from db.records.request import DEAD, request


@dataclass(frozen=True, slots=True)
class Person:
    """A bound employee as of one date; stamps reach from yesterday to tomorrow.

    So do `requests`, of which none is refused or taken back. `stamps` are all of them, whether
    or not they count (`core.attendance.counts`). `looks` are what somebody said of their stamps
    lately. `claims` are the legs that they try to stamp. `offered_at`: no day counts before it
    (`core.organisation.first_use`).
    """

    employee: UUID
    nip: str
    name: str
    kind: EmployeeKind
    region_version: int
    reachable: bool
    postings: tuple[Posting, ...]
    duties: tuple[Duty, ...]
    exemptions: tuple[Exemption, ...]
    departures: tuple[Departure, ...]
    blocked: bool
    stamps: tuple[Stamp, ...]
    requests: tuple[Asked, ...]
    history: History
    looks: tuple[Look, ...]
    claims: tuple[Claim, ...]
    offered_at: datetime | None

    def exempt_on(self, day: date) -> ExemptStatus | None:
        """The status that exempts somebody on a date: a night shift has that of its evening."""
        holds = latest(self.exemptions, day)
        return holds.kind if holds else None


@dataclass(frozen=True, slots=True)
class Lookup:
    """Whose chat it is, and what judging a share of theirs depends on.

    `day` is the local date, `point` what was shared.
    """

    address: Address
    day: date
    point: Point | None = None


_ALIVE = sa.or_(request.c.state.is_(None), request.c.state.not_in(DEAD))
_LOOKUP: dict[str, sa.types.TypeEngine[Any]] = {
    **{name: sa.Text() for name in CHAT_KEY},
    **{name: sa.Date() for name in ("today", "yesterday", "tomorrow", "looked_since")},
    **{name: sa.Double() for name in ("latitude", "longitude")},
}


def _statement(spelling: Spelling) -> sa.Select[Any]:
    asked = spelling.given("asked", **_LOOKUP)
    around = (asked.c.yesterday, asked.c.tomorrow)
    # Each is one value of the person's row.
    found = {
        "postings": POSTINGS.select_rows(None),
        "duties": DUTIES.select_rows(around),
        # Of whatever date a request or an activity is.
        "exemptions": EXEMPTIONS.select_rows(None),
        "departures": DEPARTURES.select_rows(None),
        "blocks": BLOCKS.select_rows(None),
        "stamps": STAMPS.select_rows(around),
        "findings": FINDINGS.select_rows(around),
        "requests": REQUESTS.select_rows(around, _ALIVE),
        "claims": CLAIMS.select_rows(None),
        **history.of(asked.c),
    }
    return (
        sa.select(
            *(asked.c[name] for name in CHAT_KEY),
            *(employee.c[name] for name in ("employee", "nip", "name", "kind", "offered_at")),
            region.c.version,
            binding.c.unreachable_since,
            *(
                one.correlate(employee, asked).scalar_subquery().label(name)
                for name, one in found.items()
            ),
        )
        .select_from(asked)
        .join(binding, sa.and_(*(binding.c[name] == asked.c[name] for name in CHAT_KEY)))
        .join(employee, sa.and_(*mine(binding)))
        .join(region, region.c.region == employee.c.region)
        # Whoever has left is nobody here, even before the account is released; who left only
        # yesterday may still be on that night's shift (handlers.usecases.departure).
        .where(~left(employee.c.region, employee.c.employee, asked.c.yesterday))
    )


_PERSON = per_database(_statement)


async def find(
    db: AsyncConnection, lookups: Sequence[Lookup], now: datetime
) -> list[Person | None]:
    """The employees bound to chats, with all that judging their shares depends on.

    `now` is the instant that decides whether a block holds.
    """
    asked = [_asked(lookup) for lookup in lookups]
    rows = await db.execute(_PERSON(db), {GIVEN: asked})
    found = {Address(row.region, row.channel, row.address): _person(row, now) for row in rows}
    return [found.get(lookup.address) for lookup in lookups]


def _asked(lookup: Lookup) -> dict[str, object]:
    return {
        **key_of(lookup.address),
        "today": lookup.day,
        "yesterday": lookup.day - DAY,
        "tomorrow": lookup.day + DAY,
        "looked_since": lookup.day - LOOK_HOLDS,
        "latitude": lookup.point.latitude if lookup.point else None,
        "longitude": lookup.point.longitude if lookup.point else None,
    }


def _person(row: sa.Row[Any], now: datetime) -> Person:
    return Person(
        employee=row.employee,
        nip=row.nip,
        name=row.name,
        kind=EmployeeKind(row.kind),
        region_version=row.version,
        reachable=row.unreachable_since is None,
        postings=POSTINGS.from_rows(row.postings),
        duties=DUTIES.from_rows(row.duties),
        exemptions=EXEMPTIONS.from_rows(row.exemptions),
        departures=DEPARTURES.from_rows(row.departures),
        blocked=any(each.holds(now) for each in BLOCKS.from_rows(row.blocks)),
        stamps=looked_at(STAMPS.from_rows(row.stamps), dict(FINDINGS.from_rows(row.findings))),
        requests=REQUESTS.from_rows(row.requests),
        history=history.history(row),
        looks=history.looks(row),
        claims=CLAIMS.from_rows(row.claims),
        offered_at=row.offered_at,
    )
