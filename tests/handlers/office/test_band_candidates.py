"""Who is derived at all for the bands of absence: against everybody derived, on random worlds."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.approvals.case import State
from core.month.absence_bands import band, count, least
from core.month.day_deriver import DayDeriver
from core.organisation.calendar import DAY
from core.organisation.employee_status import Settled
from db.people.employee import block, employee, employee_duty, posting
from db.records import reader
from db.records.cancellation import cancellation
from db.records.request import request
from db.records.review import review
from db.records.stamp import stamp
from handlers.approvals.kind import Scope
from handlers.office import band_candidates, bands, reading
from tests.core.law.test_obeyed import answering
from tests.harness.database import statements
from tests.office import BUDI, LONG_AGO, SARI, a_region, wita

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
REGENCIES = pytest.mark.parametrize("regulation", ["bulungan", "karanganyar"])
YEAR, FIRST, TODAY = date(2026, 1, 1), date(2025, 12, 1), date(2026, 4, 20)
NOW = wita("2026-04-20", "10.00")
DATES = [FIRST + DAY * number for number in range((TODAY - FIRST).days + 1)]
PEOPLE = 30
# How often somebody misses a day: most people never, some now and then.
MISSING = (0.0, 0.0, 0.0, 0.0, 0.03, 0.05, 0.3)


@dataclass(frozen=True, slots=True)
class Wild:
    """A random world: whatever makes of a stamped day one of absence, and of another none."""

    db: AsyncConnection
    any: Random

    async def person(self, number: int) -> None:
        who = UUID(int=10_000 + number)
        named = {"nip": f"{number:018}", "name": f"Pegawai {number:02}", "kind": "PNS"}
        offered = None if self.any.random() < 0.05 else LONG_AGO
        facts = {"title": "", "rank": "", "phone": f"+62{number}", "offered_at": offered}
        await self._write(employee, employee=who, **named, **facts)
        await self._where(who)
        missing = self.any.choice(MISSING)
        for day in DATES:
            works = day.weekday() < 5 or self.any.random() < 0.3
            if works and self.any.random() >= missing:
                await self._stamps(who, day)
        await self._beside(who)

    async def _where(self, who: UUID) -> None:
        begins = self.any.choice([date(2024, 1, 1)] * 4 + [date(2026, 2, 9)])
        await self._write(posting, employee=who, since=begins, office="setda")
        if self.any.random() < 0.1:
            await self._write(posting, employee=who, since=date(2026, 3, 2), office="rsud")
            await self._write(posting, employee=who, since=date(2026, 3, 16), office="setda")
        for number in self.any.choice([()] * 7 + [(1,), (2,), (1, 2)]):
            since = self.any.choice([FIRST, date(2026, 2, 1)])
            duty = {"number": number, "schedule": "malam", "until": None}
            await self._write(employee_duty, employee=who, since=since, **duty)

    async def _stamps(self, who: UUID, day: date) -> None:
        legs = self.any.choices([("masuk", "pulang"), ("masuk",), ("pulang",)], [20, 1, 1])[0]
        odd = self.any.random() < 0.02
        duty = 2 if odd and self.any.random() < 0.4 else 1
        place = None if odd and self.any.random() < 0.4 else "kantor-bupati"
        for leg in legs:
            at = wita(f"{day}", "07.20" if leg == "masuk" else "16.40")
            key = {"employee": who, "date": day, "leg": leg, "duty": duty, "nth": 0}
            sent = {"at": at, "received_at": at, "channel": "plain", "message": leg}
            facts = {"review": odd, "evidence": {}, "grounds": []}
            await self._write(stamp, **key, **sent, **facts, place=place, distance=3.0)
            if odd and self.any.random() < 0.6:
                state = self.any.choice([None, State.APPROVED.value, State.REJECTED.value])
                asked = {"reasons": [], "asked_at": at, "due_at": at + timedelta(days=5)}
                decided = {"decided_at": at, "decided_by": SARI.id} if state else {}
                await self._write(review, id=uuid4(), state=state, **key, **asked, **decided)

    async def _beside(self, who: UUID) -> None:
        """Leave, an examination that proved something, and days that a head has cancelled."""
        if self.any.random() < 0.2:
            when = self.any.choice(DATES)
            row = {"employee": who, "code": "cuti.tahunan", "first": when, "last": when + 9 * DAY}
            state = self.any.choice([State.APPROVED.value, State.REJECTED.value, None])
            filed = {"reason": "x", "filed_at": LONG_AGO, "due_at": LONG_AGO, "state": state}
            await self._write(request, id=uuid4(), **row, **filed)
        if self.any.random() < 0.1:
            since = wita("2026-02-02", "06.00")
            settled = self.any.choice([None, Settled.PROVED.value, Settled.RESTORED.value])
            row = {"since": since, "until": since + timedelta(days=10), "reason": "x"}
            await self._write(block, employee=who, settled=settled, decree="SK 3", **row)
        if self.any.random() < 0.1:
            for day in self.any.sample(DATES[40:50], 4):
                at = wita(f"{day}", "12.00")
                asked = {"superior": BUDI.id, "reason": "x", "filed_at": at, "answer_until": at}
                decided = {"due_at": at, "decided_at": at, "decided_by": SARI.id}
                row = {"date": day, "state": State.APPROVED.value} | asked | decided
                await self._write(cancellation, id=uuid4(), employee=who, **row)

    async def _write(self, table: sa.Table, **values: object) -> None:
        await self.db.execute(sa.insert(table), {"region": "bulungan"} | values)


async def slowly(scope: Scope) -> list[tuple[str, int, int]]:
    """Everybody derived, as the page would without choosing anybody first."""
    law, people = scope.region.regulation, await reading.people(scope, "setda")
    organisation = await scope.organisation()
    deriver = DayDeriver(law, organisation, DATES, scope.now, scope.region.zone)
    ids = [each.employee for each in people]
    known = await reader.read(scope.db, scope.region.code, ids, FIRST, TODAY)
    found = [(each.name, count(deriver.days(each), YEAR)) for each in known.values()]
    reached = [(name, has) for name, has in found if band(law, has, TODAY)]
    reached.sort(key=lambda each: (-each[1].days, each[0].casefold()))
    return [(name, has.days, has.longest) for name, has in reached]


async def quickly(scope: Scope) -> list[tuple[str, int, int]]:
    found = await bands.count_reached(scope, "setda", YEAR.year)
    return [(each.name, each.found.days, each.found.longest) for each in found]


@BOTH
@REGENCIES
@pytest.mark.parametrize("seed", range(3))
async def test_whoever_reached_a_band_is_found_and_nobody_else(
    furnished: AsyncEngine, regulation: str, seed: int
) -> None:
    """AMB-43: with night shifts, transfers, refused stamps, leave, examinations, cancellations."""
    region = a_region(regulation=regulation)
    async with furnished.connect() as db:
        wild = Wild(db, Random(seed))  # noqa: S311 - the same world each time
        for number in range(PEOPLE):
            await wild.person(number)
        scope = Scope(db, region, NOW)
        expected = await slowly(scope)
        assert await quickly(scope) == expected
        people = await everybody(scope)
        chosen = await band_candidates.find(scope, people, DATES)
        assert 0 < len(expected) <= len(chosen) < len(people), "some are not looked at"
        await db.rollback()


async def everybody(scope: Scope) -> list[UUID]:
    return [each.employee for each in await reading.people(scope, "setda")]


async def attend(db: AsyncConnection, who: UUID, *but: date) -> None:
    """Somebody of the secretariat who has stamped on every working day, but for these."""
    named = {"nip": f"{who.int:018}", "name": "Siti", "kind": "PNS", "offered_at": LONG_AGO}
    at = {"region": "bulungan", "employee": who}
    await db.execute(
        sa.insert(employee), at | named | {"title": "", "rank": "", "phone": f"+62{who.int}"}
    )
    await db.execute(sa.insert(posting), at | {"since": LONG_AGO.date(), "office": "setda"})
    rows = [
        at
        | {"date": day, "leg": "masuk", "at": wita(f"{day}", "07.20"), "place": "kantor-bupati"}
        | {"received_at": wita(f"{day}", "07.20"), "channel": "plain", "message": "1"}
        | {"review": False, "evidence": {}, "grounds": [], "distance": 3.0}
        for day in DATES
        if day.weekday() < 5 and day not in but
    ]
    await db.execute(sa.insert(stamp), rows)


@BOTH
async def test_a_day_below_the_first_band_is_not_looked_at_and_one_at_it_is(
    furnished: AsyncEngine,
) -> None:
    """The first band begins with three days; what is open still is no day of absence."""
    days = [date(2026, 1, 12), date(2026, 2, 10), date(2026, 3, 11)]
    two, three, open_, sundays = (UUID(int=20_000 + number) for number in range(4))
    async with furnished.connect() as db:
        await attend(db, two, *days[:2])
        await attend(db, three, *days)
        await attend(db, open_, *days[:2], date(2026, 4, 6), date(2026, 4, 7))
        await attend(db, sundays, *days)
        extra = {"leg": "masuk", "place": "kantor-bupati", "distance": 3.0, "review": False}
        extra |= {"evidence": {}, "grounds": [], "channel": "plain", "message": "2"}
        for day in (date(2026, 1, 11), date(2026, 1, 18), date(2026, 1, 25)):
            moment = {"at": wita(f"{day}", "07.20"), "received_at": wita(f"{day}", "07.20")}
            row = {"region": "bulungan", "employee": sundays, "date": day} | moment | extra
            await db.execute(sa.insert(stamp), row)
        scope = Scope(db, a_region(), NOW)
        chosen = await band_candidates.find(scope, [two, three, open_, sundays], DATES)
        assert {*chosen} == {three, sundays}
        await db.rollback()


THREE = [date(2026, 1, 12), date(2026, 1, 13), date(2026, 1, 14)]


async def odd_stamp(db: AsyncConnection, who: UUID, day: date, **change: object) -> None:
    at = wita(f"{day}", "07.20")
    key = {"region": "bulungan", "employee": who, "date": day, "leg": "masuk", "duty": 1, "nth": 0}
    sent = {"at": at, "received_at": at, "channel": "plain", "message": "3", "review": False}
    facts = {"evidence": {}, "grounds": [], "distance": 3.0, "place": "kantor-bupati"}
    await db.execute(sa.insert(stamp), key | sent | facts | change)
    if change.get("review"):
        asked = {"id": uuid4(), "reasons": [], "asked_at": at, "due_at": at}
        decided = {"state": State.REJECTED.value, "decided_at": at, "decided_by": SARI.id}
        await db.execute(sa.insert(review), key | asked | decided)


async def examined(db: AsyncConnection, who: UUID) -> None:
    """They have stamped, and the examination proved that it was somebody else (AMB-71)."""
    since = wita("2026-01-12", "05.00")
    row = {"region": "bulungan", "employee": who, "since": since, "reason": "x", "decree": "SK 3"}
    until = {"until": since + timedelta(days=3), "settled": Settled.PROVED.value}
    await db.execute(sa.insert(block), row | until)


async def cancelled(db: AsyncConnection, who: UUID, day: date) -> None:
    at = wita(f"{day}", "17.00")
    row = {"region": "bulungan", "id": uuid4(), "employee": who, "date": day, "reason": "x"}
    asked = {"superior": BUDI.id, "filed_at": at, "answer_until": at, "due_at": at, "letter": []}
    done = {"state": State.APPROVED.value, "decided_at": at, "decided_by": SARI.id, "letter_at": at}
    await db.execute(sa.insert(cancellation), row | asked | done)


@pytest.mark.parametrize(
    ("regulation", "why"),
    [
        ("bulungan", "refused by who looked at them"),
        ("bulungan", "of a second duty that there is not"),
        ("bulungan", "elsewhere without a reason"),
        ("bulungan", "proved to be somebody else's"),
        ("karanganyar", "cancelled by the head"),
    ],
)
async def test_stamps_that_make_no_day_do_not_hide_anybody(
    furnished: AsyncEngine, regulation: str, why: str
) -> None:
    """Three days of absence, each with a stamp: the first band."""
    who = UUID(int=40_000)
    async with furnished.connect() as db:
        odd: dict[str, dict[str, object]] = {
            "refused": {"review": True},
            "of": {"duty": 2},
            "elsewhere": {"place": None},
        }
        change = odd.get(why.split(maxsplit=1)[0])
        await attend(db, who, *(THREE if change else ()))
        for day in THREE:
            if change:
                await odd_stamp(db, who, day, **change)
            elif why.startswith("cancelled"):
                await cancelled(db, who, day)
        if why.startswith("proved"):
            await examined(db, who)
        scope = Scope(db, a_region(regulation=regulation), NOW)
        assert await band_candidates.find(scope, [who], DATES) == [who]
        assert ("Siti", 3) in [(name, days) for name, days, _ in await quickly(scope)]
        await db.rollback()


async def test_a_hundred_who_were_there_cost_no_year_of_anybody(furnished: AsyncEngine) -> None:
    """As many statements as for one of them, and no record is read."""
    everyone = [UUID(int=30_000 + number) for number in range(100)]
    async with furnished.connect() as db:
        for who in everyone:
            await attend(db, who)
        scope = Scope(db, a_region(), NOW)
        await scope.organisation()
        sent = []
        for people in (everyone[:1], everyone):
            with statements(furnished) as found:
                assert await band_candidates.find(scope, people, DATES) == []
            sent.append(len(found))
        assert sent == [2, 2]
        await db.rollback()


def test_where_no_band_is_known_nobody_is_looked_at() -> None:
    law, day = a_region().regulation, TODAY
    assert least(law, day) == 3
    for key in ("pemantauan.setahun", "pemantauan.berturut"):
        law = answering(key, None, law)
    assert least(law, day) is None
