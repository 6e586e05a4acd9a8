"""When somebody was first offered to connect, and from when on region and office use Hadir."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.organisation.office import Organisation
from db import chat_accounts, schema
from db.migrations import downgrade, upgrade
from db.people import binding, first_use, office
from db.people.employee import employee
from db.people.first_use import Start
from db.people.office import office as offices
from db.records.person import Lookup, find
from db.records.reader import read
from tests.builders.chats import BUDIS, MONDAY, bind
from tests.db.test_db_migrations import differences, run, seen
from tests.harness.database import ON_ITS_OWN
from tests.office import BUDI, CITRA, LONG_AGO, WITA

DAY = timedelta(days=1)
TODAY = MONDAY.date()


async def forget_offers(engine: AsyncEngine) -> None:
    async with engine.begin() as db:
        await db.execute(sa.update(employee).values(offered_at=None))


async def issue(engine: AsyncEngine, code: str, now: datetime) -> None:
    async with engine.begin() as db:
        until = now + 3 * DAY
        await binding.issue(db, "bulungan", BUDI.id, code * 64, now=now, expires_at=until)


async def offers(engine: AsyncEngine) -> dict[str, datetime | None]:
    async with engine.connect() as db:
        found = await read(db, "bulungan", [BUDI.id, CITRA.id], TODAY, TODAY)
    return {each.name: each.offered_at for each in found.values()}


async def test_the_first_code_is_the_offer_and_nothing_moves_it(furnished: AsyncEngine) -> None:
    """AMB-52: a second code, a new phone, a release and the code after it."""
    await forget_offers(furnished)
    assert await offers(furnished) == {"Budi": None, "Citra": None}
    await issue(furnished, "a", MONDAY)
    await issue(furnished, "b", MONDAY + DAY)
    async with furnished.begin() as db:
        assert await chat_accounts.bind(db, BUDIS, BUDI.id, "b" * 64, MONDAY + DAY)
        assert await chat_accounts.release(db, "bulungan", BUDI.id, MONDAY + 2 * DAY)
    await issue(furnished, "c", MONDAY + 3 * DAY)
    assert await offers(furnished) == {"Budi": MONDAY, "Citra": None}


async def test_a_code_that_is_taken_back_with_its_act_was_no_offer(furnished: AsyncEngine) -> None:
    await forget_offers(furnished)
    async with furnished.connect() as db:
        until = MONDAY + DAY
        await binding.issue(db, "bulungan", BUDI.id, "a" * 64, now=MONDAY, expires_at=until)
        await db.rollback()
    assert await offers(furnished) == {"Budi": None, "Citra": None}


async def test_whoever_writes_brings_their_offer(furnished: AsyncEngine) -> None:
    await bind(furnished, BUDIS, BUDI)
    async with furnished.connect() as db:
        (budi,) = await find(db, [Lookup(BUDIS, TODAY)], MONDAY)
    assert budi is not None
    assert budi.offered_at == LONG_AGO


WHOLES: list[tuple[str, Mapping[str | None, date], date | None, date | None]] = [
    ("no date at all", {}, None, None),
    ("the region's own", {None: TODAY}, TODAY, None),
    ("an office's own", {"dinkes": TODAY}, None, TODAY),
    ("that of its whole", {"setda": TODAY}, None, TODAY),
    (
        "its own before that of its whole",
        {"setda": TODAY, "dinkes": TODAY + DAY},
        None,
        TODAY + DAY,
    ),
    ("a part gives nothing to its whole", {"rsud": TODAY}, None, None),
]


@pytest.mark.parametrize(
    ("dates", "region", "dinkes"), [pytest.param(*row, id=name) for name, *row in WHOLES]
)
async def test_an_office_starts_with_the_whole_it_is_a_part_of(
    furnished: AsyncEngine,
    dates: Mapping[str | None, date],
    region: date | None,
    dinkes: date | None,
) -> None:
    """Setda > Dinkes > RSUD."""
    async with furnished.begin() as db:
        for part, whole in (("dinkes", "setda"), ("rsud", "dinkes")):
            await db.execute(
                sa.update(offices).where(offices.c.office == part).values(parent=whole)
            )
        for code, since in dates.items():
            await first_use.start(db, "bulungan", code, since)
    found = await load(furnished)
    assert (found.used_since, found.offices["dinkes"].used_since) == (region, dinkes)


async def load(engine: AsyncEngine, code: str = "bulungan") -> Organisation:
    async with engine.connect() as db:
        return await office.load(db, code, WITA)


async def test_the_list_has_the_region_first_and_only_dates_of_their_own(
    furnished: AsyncEngine,
) -> None:
    async with furnished.begin() as db:
        await first_use.start(db, "bulungan", None, TODAY)
        await first_use.start(db, "bulungan", "rsud", TODAY + DAY)
        assert await first_use.starts(db, "bulungan") == [
            Start(None, "bulungan", TODAY),
            Start("dinkes", "Dinas Kesehatan", None),
            Start("rsud", "RSUD", TODAY + DAY),
            Start("setda", "Sekretariat Daerah", None),
        ]


async def test_a_region_that_is_not_there_has_no_date(furnished: AsyncEngine) -> None:
    assert (await load(furnished, "nowhere")).used_since is None


_PERSON = (
    "INSERT INTO employee (region, employee, nip, name, kind, title, rank, phone) VALUES"
    " ('bulungan', '{}', '{}', 'A', 'PNS', 'Analis', 'III/a', '+62')"
)
_STAMP = (
    "INSERT INTO stamp (region, employee, date, leg, at, received_at, review, place, distance,"
    " latitude, longitude, accuracy, channel, message, evidence, grounds) VALUES ('bulungan', '{}',"
    " '{}', 'masuk', '{}', '{}', false, 'a', 1.0, 1.0, 1.0, 1.0, 'telegram', '1', '{{}}', '[]')"
)
_AUDIT = (
    "INSERT INTO audit (region, id, at, actor, action, employee, detail) VALUES ('bulungan', '{}',"
    " '{}', 'cli', '{}', '{}', '{{}}')"
)
_CODE = (
    "INSERT INTO activation (region, code_hash, employee, issued_at, expires_at) VALUES"
    " ('bulungan', '{}', '{}', '{}', '2026-12-01 00:00:00+00:00')"
)
_BOUND = (
    "INSERT INTO binding (region, channel, address, employee, bound_at) VALUES"
    " ('bulungan', 'telegram', '{0}', '{0}', '{1}')"
)
WHO = {name: f"{number:032x}" for number, name in enumerate(("kode", "chat", "jam", "jejak", "-"))}


def a_living_database() -> list[str]:
    """Each of them is known by another earliest sign, on the 1st of its own month."""
    first, later = "2026-{:02}-01 00:00:00+00:00", "2026-11-01 00:00:00+00:00"
    people = (_PERSON.format(key, name) for name, key in WHO.items())
    code, chat, stamped, audited, _ = WHO.values()
    issued = "kode aktivasi dibuat"
    return [
        "INSERT INTO region (region, version) VALUES ('bulungan', 7)",
        *people,
        _CODE.format("a" * 64, code, first.format(1)),
        _CODE.format("b" * 64, chat, later),
        _BOUND.format(code, later),
        _BOUND.format(chat, first.format(2)),
        _STAMP.format(stamped, "2026-11-01", later, later),
        _STAMP.format(stamped, "2026-03-01", first.format(3), first.format(3)),
        _AUDIT.format(f"{1:032x}", first.format(4), issued, audited),
        _AUDIT.format(f"{2:032x}", first.format(1), "atasan diganti", audited),
        _AUDIT.format(f"{3:032x}", first.format(1), "atasan diganti", WHO["-"]),
        _CODE.format("c" * 64, audited, later),
    ]


def _months(connection: sa.Connection) -> dict[str, int | None]:
    rows = connection.exec_driver_sql("SELECT nip, offered_at FROM employee")
    return {nip: at and int(str(at)[5:7]) for nip, at in rows}


@ON_ITS_OWN
def test_a_living_database_takes_the_earliest_sign_of_an_offer(database_url: str) -> None:
    """AMB-52: code, chat, stamp or the audit's line, up, down and up; none: never offered."""
    before = schema.revisions()[schema.revisions().index("0017") - 1]
    downgrade(database_url, before)
    run(database_url, *a_living_database())
    expected = {"kode": 1, "chat": 2, "jam": 3, "jejak": 4, "-": None}
    for _ in range(2):
        upgrade(database_url)
        assert seen(database_url, _months) == expected
        assert seen(database_url, differences) == []
        downgrade(database_url, before)
