"""What waits for a role is found in as many statements for a whole region as for one case."""

from datetime import date, timedelta
from itertools import chain
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from core.attendance.stamp import Leg
from core.law.questions.koreksi import Matter
from core.law.regulation import Role
from core.organisation.region import Region
from db import approvals
from db.people.delegation import delegation
from db.people.employee import employee, posting
from db.people.office import office
from db.records import correction
from db.records import report as reports
from db.records import report_receipt as receipts
from db.records.correction import NewCorrection
from db.records.report import NewReport
from db.records.report_receipt import NewReceipt
from handlers.approvals.kind import Scope
from handlers.kinds import KINDS
from tests.handlers.correcting import appoint, region_with_agency, the_office
from tests.handlers.dialogue import Speaker, insert, say
from tests.harness.database import Statement, statements
from tests.office import BUDI, CITRA, DEWI, EKO, SARI, wita
from tests.world import World

pytestmark = pytest.mark.parametrize("profile", ["plain"])  # the database answers, whoever asks

MANY = 200
NOW = wita("2026-04-07", "09.00")
SOON, DUE = NOW + timedelta(days=1), NOW + timedelta(days=3)


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    return region_with_agency(policy, regulation)


async def wait(world: World, first: int, last: int) -> None:
    """Of each number an office, somebody whose day is proposed and asked for, and two reports."""
    people = {number: uuid4() for number in range(first, last)}
    async with world.service.app.engine.begin() as db:
        await _people(db, world.region, people)
        for number, who in people.items():
            await _corrections(db, world.region, who, date(2026, 4, 1 + number % 6))
            await _reports(db, world.region, f"d{number}")


async def _people(db: AsyncConnection, code: str, people: dict[int, UUID]) -> None:
    named = {"region": code, "name": "Siti", "title": "", "rank": "", "phone": "", "kind": "PNS"}
    offices = {number: {"region": code, "office": f"d{number}"} for number in people}
    parts = [here | {"name": "Bagian", "parent": "setda"} for here in offices.values()]
    since = {"since": date(2024, 1, 1)}
    theirs = [offices[number] | since | {"employee": who} for number, who in people.items()]
    await db.execute(sa.insert(office), parts)
    await db.execute(
        sa.insert(employee),
        [named | {"employee": who, "nip": f"{number:018}"} for number, who in people.items()],
    )
    await db.execute(sa.insert(posting), theirs)


async def _corrections(db: AsyncConnection, code: str, who: UUID, day: date) -> None:
    for by in (CITRA.id, None):
        what = (day, Matter.MASUK, "Lupa", NOW, DUE, Leg.MASUK, 1, NOW, "kantor-bupati")
        new = NewCorrection(uuid4(), who, *what, proposed_by=by, proposed_at=NOW if by else None)
        await correction.write(db, code, new)


async def _reports(db: AsyncConnection, code: str, where: str) -> None:
    """One that its head has to agree to, and one that the agency has to receive."""
    for month, agreed in ((date(2026, 3, 1), False), (date(2026, 2, 1), True)):
        new = NewReport(uuid4(), where, month, 1, CITRA.id, NOW, SOON, {}, SOON)
        await reports.hand_in(db, code, new)
        if agreed:
            this = sa.update(reports.report).where(reports.report.c.id == new.id)
            await db.execute(this.values(state=State.APPROVED.value, decided_by=SARI.id))
            await receipts.ask(db, code, NewReceipt(uuid4(), new.id, month, CITRA.id, SOON))


async def asks(who: Speaker) -> list[Statement]:
    """What /verifikasi sends to the database, and not the sender, which looks there in between."""
    with statements(who.world.service.app.engine) as sent:
        await who.hears(say("/verifikasi"))
    return [each for each in sent if "outbox" not in each.sql]


async def test_the_list_takes_as_many_statements_for_two_hundred_as_for_one(world: World) -> None:
    """Of corrections, of reports to agree to, and of those to receive."""
    who = await the_office(world)
    world.at(NOW)
    sari, eko = who["sari"], who["eko"]
    await wait(world, 0, 1)
    few = [len(await asks(each)) for each in (sari, eko)]
    assert "Citra: 1 laporan" in sari.newest
    assert "Citra: 1 laporan masuk" in eko.newest
    await wait(world, 1, MANY)
    many = [len(await asks(each)) for each in (sari, eko)]
    assert f"Citra: {MANY} laporan" in sari.newest
    assert f"Citra: {MANY} laporan masuk" in eko.newest
    assert many == few


async def test_many_are_given_to_the_same_people_as_each_of_them_alone(world: World) -> None:
    """Of parts with a head of their own, of a head who is stood in for, and of no head."""
    await the_office(world)
    world.at(NOW)
    await wait(world, 0, 6)
    await appoint(world, DEWI, Role.HEAD, "d1")
    await appoint(world, BUDI, Role.HEAD, "d2")
    dates = {"since": date(2026, 4, 1), "until": date(2026, 4, 30), "revoked_at": None}
    plt = {"id": uuid4(), "of": BUDI.id, "by": EKO.id, "why": "plt_plh", "decree": "SK 2"}
    await insert(world, delegation, **plt, **dates)
    app = world.service.app
    async with app.engine.connect() as db:
        scope = Scope(db, app.regions[world.region], NOW)
        for kind in KINDS:
            if kind.by_role is None:
                continue
            open_ = await approvals.open_cards(db, kind.cases, world.region)
            whole = await kind.read(db, world.region, open_)
            cases = [*chain.from_iterable(whole.values())]
            together = await kind.by_role(scope, cases)
            assert together == {
                each.id: (await kind.by_role(scope, [each]))[each.id] for each in cases
            }
            if kind.noun == "laporan":
                of = {each.office: together[each.id] for each in cases}
                assert of == {"d0": [SARI.id], "d1": [DEWI.id], "d2": [EKO.id]} | {
                    f"d{number}": [SARI.id] for number in (3, 4, 5)
                }
