"""kill -9 before, at and after 00.00.00 of the 5th freezes the month once (Pasal 13 ayat (4))."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from db.records.correction import correction
from db.records.report import report
from db.records.report_line import line
from db.records.report_receipt import number, receipt
from handlers.usecases import office_month
from tests.faults.conftest import Databases
from tests.handlers.correcting import proposing, the_office
from tests.handlers.dialogue import later, say, tap
from tests.harness.mortal_story import SENT, UNSENT, Dies, Stands, Step, check_heard, play, stands
from tests.harness.mortal_world import MortalWorld, a_mortal_world
from tests.office import region_file, wita

pytestmark = pytest.mark.fault

REGION = region_file().replace("kontak =", 'kantor_bkpsdm = "setda"\nkontak =')
LOCKED = wita("2026-05-05", "00.00.00")
START = wita("2026-01-05", "05.00")
APRIL = date(2026, 4, 1)
FOURTH, FIFTH = "2026-05-04", "2026-05-05"
BEFORE, AT, HANDED_IN = 2, 3, 4  # steps
DECREE = ((say("800.1/77"), "Kirim?"),)
SENT_OFF = (tap("Ya"), "Terkirim")
STEPS = (
    Step("citra", FOURTH, "23.40", proposing("7 April"), *SENT_OFF),
    Step("citra", FOURTH, "23.50", proposing("6 April"), *SENT_OFF),
    Step("sari", FOURTH, "23.58.30", (), tap("Setujui"), "Disetujui Sari"),
    Step("sari", FIFTH, "00.00.00", (), tap("Setujui"), "sudah ditutup"),
    Step("citra", FIFTH, "00.00.00", [(say("/laporan"), "siap dikirim.")], tap("Kirim"), "kirim, "),
    Step("sari", FIFTH, "00.10", (), tap("Setujui"), "✅ Disetujui Sari"),
    Step("eko", FIFTH, "00.20", (), tap("Terima"), "Nomor 0001/2026."),
    Step(
        "budi",
        FIFTH,
        "09.00",
        (),
        later(seconds=0),
        "Bulannya ditutup sebelum disetujui.",
        sweep=True,
    ),
    Step("eko", FIFTH, "09.10", proposing("8 April", more=DECREE), *SENT_OFF),
    Step("sari", FIFTH, "09.20", (), tap("Setujui"), "Disetujui Sari"),
)
TABLES = {
    correction: ("employee", "date", "at", "state", "proposed_by", "after_lock", "decree"),
    report: (*("office", "month", "version", "employee", "contents"), "state", "decided_by"),
    receipt: ("month", "employee", "state", "decided_by", "year", "number"),
    number: ("year", "last"),
    line: ("employee", "name", "days", "activities", "points"),
}


class Frozen:
    """What Budi's report says, once it is handed in, and what the month says from then on."""

    def __init__(self) -> None:
        self.kept: list[list[str]] | None = None

    async def __call__(self, world: MortalWorld, step: Step) -> None:
        rows = [row.days for row in await world.rows(line) if row.name == "Budi"]
        if self.kept is None:
            assert len(rows) == (step is STEPS[HANDED_IN])
            self.kept = rows[0] if rows else None
            return
        assert rows == [self.kept]
        if STEPS.index(step) > HANDED_IN + 1:  # it was received
            assert await _derived(world) == {day[0]: day[1] for day in self.kept}


async def _derived(world: MortalWorld) -> dict[str, str]:
    """Budi's days as /rekap and its files read them."""
    app, now = world.service.app, world.clock.now()
    region = app.regions[world.region]
    found = await office_month.read(app.engine.connect, region, "setda", APRIL, now)
    (budi,) = (each for each in found.people if each.who.name == "Budi")
    return {str(day.date): day.state.value for day in budi.days}


def at(*numbers: int) -> Dies:
    """Two or three lives end at each of these steps."""

    def dies(number: int, step: Step) -> Sequence[str]:
        return (*step.unsent, SENT[-1]) if number in numbers else ()

    return dies


KILLED = ((BEFORE,), (AT,), (HANDED_IN,), range(HANDED_IN + 1, len(STEPS)))


async def test_killed_around_the_lock_the_month_is_frozen_once(
    databases: Databases, tmp_path: Path
) -> None:
    """AMB-28, BLG-13-4: what was agreed to in time is frozen, and nothing that came later."""
    lived = await _played(await databases(), tmp_path / "lived", at())
    for steps in KILLED:
        home = tmp_path / f"died-{steps[0]}"
        assert await _played(await databases(), home, at(*steps)) == lived


REFUSING = ((tap("Tolak"), "Apa alasannya?"),)
WHY = say("Jamnya tidak sesuai")
LAST_SECOND = (
    (
        *("a tap, not committed", UNSENT[0], None),
        Step("sari", FOURTH, "23.59.59", (), tap("Setujui"), "bulannya sudah ditutup"),
    ),
    (
        *("a tap, committed", UNSENT[1], "disetujui"),
        Step("sari", FOURTH, "23.59.59", (), tap("Setujui"), "Disetujui Sari"),
    ),
    (
        *("words, not committed", UNSENT[0], "ditolak"),
        Step("sari", FOURTH, "23.59.59", REFUSING, WHY, "Ditolak Sari"),
    ),
)


@pytest.mark.parametrize(
    ("point", "state", "step"), [each[1:] for each in LAST_SECOND], ids=[e[0] for e in LAST_SECOND]
)
async def test_what_the_service_dies_of_in_the_last_second_has_one_end(
    databases: Databases, tmp_path: Path, point: str, state: str | None, step: Step
) -> None:
    """AMB-28: words count from when they were sent; a tap has no time but that of its coming."""
    async with a_mortal_world(await databases(), tmp_path, REGION, START) as world:
        people = await the_office(world)
        await play(people, STEPS[:1], at(), _nothing)
        await play(people, [step], lambda *_: [point], _nothing)
        assert world.clock.now() > LOCKED
        assert [row.state for row in await world.rows(correction)] == [state]
        await check_heard(world)


async def _nothing(_world: MortalWorld, _step: Step) -> None:
    """What stands is looked at in the end."""


async def _played(engine: AsyncEngine, home: Path, dies: Dies) -> Stands:
    frozen = Frozen()
    async with a_mortal_world(engine, home, REGION, START) as world:
        people = await the_office(world)
        began = monotonic()
        deaths = await play(people, STEPS, dies, frozen)
        again = await check_heard(world)
        print(f"\n{deaths} deaths in {monotonic() - began:.1f} s, {again} messages tried again")
        return await stands(world, TABLES)
