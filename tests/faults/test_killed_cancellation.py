"""kill -9 between any two steps of a cancellation loses nothing, doubles nothing (Pasal 9C)."""

from collections.abc import Sequence
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.month.day_deriver import days
from core.month.day_state import Mark
from db.people import office
from db.records import reader
from db.records.cancellation import cancellation
from db.records.witness import witness
from tests.faults.conftest import Databases
from tests.handlers.dialogue import Speaker, later, photo, say, tap
from tests.handlers.month.cancellation.parts import (
    DAY,
    EXPLAINING,
    INDRA,
    TESTIFYING,
    TUESDAY,
    Party,
    gathered,
    proposing,
)
from tests.harness.mortal_story import (
    AT_REST,
    PRINTED,
    SENT,
    UNSENT,
    Dies,
    Stands,
    Step,
    check_heard,
    play,
    stands,
)
from tests.harness.mortal_world import MortalWorld, a_mortal_world
from tests.office import BUDI, region_file, wita

pytestmark = pytest.mark.fault

SATURDAY = "2026-04-11"  # three working days have passed
EXPLAINS = Step("budi", TUESDAY, "08.50", EXPLAINING[:-1], *EXPLAINING[-1])
SILENT = Step("hana", SATURDAY, "09.05", (), later(seconds=0), "Mohon diketahui", sweep=True)
LETTER = "Surat tersimpan."
REGION = region_file(regulation="karanganyar") + (
    f'kantor_bkpsdm = "dinkes"\npejabat_verifikasi = "{INDRA.nip}"\n'
)
TABLES = {
    cancellation: (
        *("employee", "date", "superior", "reason", "answer", "state", "decided_by"),
        *("received_by",),
    ),
    witness: ("employee", "answer", "statement"),
}


def steps(answer: Step) -> Sequence[Step]:
    """From the superior's word to the receipt; the person answers, or lets the time pass."""
    day = answer.day
    return [
        Step("sari", TUESDAY, "08.00", proposing()[:-1], *proposing()[-1]),
        Step("citra", TUESDAY, "08.10", TESTIFYING[:-1], *TESTIFYING[-1]),
        Step(
            *("eko", TUESDAY, "08.20", [(tap("Tidak bersedia"), "Apa alasannya?")]),
            *(say("Sedang cuti"), "Tersimpan: tidak bersedia."),
        ),
        Step(
            *("sari", TUESDAY, "08.30", [(tap("Pilih saksi lain"), "Siapa saksi lain")]),
            *(tap("1. Fajar"), "Fajar sudah ditanya."),
        ),
        Step("fajar", TUESDAY, "08.40", TESTIFYING[:-1], *TESTIFYING[-1]),
        answer,
        Step("hana", day, "09.20", (), tap("Mengetahui"), "Diketahui Hana"),
        Step(
            *("sari", day, "09.30", (), tap("Unduh surat"), "Suratnya sedang dibuat"),
            late=(*PRINTED, UNSENT[0]),
        ),
        Step(
            *("sari", day, "09.40", [(tap("Kirim surat"), "Kirim foto atau PDF")]),
            *(photo, "Semua sudah bertanda tangan?"),
            early=("file kept, not committed",),
        ),
        Step("sari", day, "09.50", (), tap("Kirim surat"), "Surat tersimpan."),
        Step("galih", day, "10.00", (), tap("Sudah dicatat"), "Tercatat."),
    ]


class Watch:
    """Looks at the day after every step: it changes once, and with the signed letter only."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []

    async def __call__(self, world: MortalWorld, step: Step) -> None:
        app, now = world.service.app, world.clock.now()
        region = app.regions[world.region]
        async with app.engine.connect() as db:
            organisation = await office.load(db, region.code, region.zone)
            record = (await reader.read(db, region.code, [BUDI.id], DAY, DAY))[BUDI.id]
        (day,) = days(region.regulation, organisation, record, [DAY], now=now, zone=region.zone)
        changed = Mark.ALPA in self.marks or step.words == LETTER
        self.marks.append(day.letter)
        assert day.letter is (Mark.ALPA if changed else Mark.PRESENT), step.words


@pytest.mark.parametrize("answer", [EXPLAINS, SILENT], ids=["answered", "the time passes"])
async def test_killed_between_any_two_steps_of_a_cancellation_nothing_is_lost_or_doubled(
    databases: Databases, tmp_path: Path, answer: Step
) -> None:
    """KRA-9C-1 to KRA-9C-6: whatever is left, told and printed is as if it had lived."""
    lived = await _played(await databases(), tmp_path / "lived", answer, lambda *_: ())
    assert lived.papers == {("surat_pembatalan", "made", "['Surat-Pembatalan_2026-04-06.pdf']"): 1}
    assert len(lived.rows["cancellation"]) == 1
    whole = answer is EXPLAINS  # of the other way only what differs

    def unsent(_number: int, step: Step) -> Sequence[str]:
        return (AT_REST, *step.unsent) if whole or step is answer else ()

    def sent(_number: int, step: Step) -> Sequence[str]:
        return SENT if whole or step is answer else ()

    assert await _played(await databases(), tmp_path / "unsent", answer, unsent) == lived
    assert await _played(await databases(), tmp_path / "sent", answer, sent) == lived


async def _played(engine: AsyncEngine, home: Path, answer: Step, dies: Dies) -> Stands:
    async with a_mortal_world(engine, home, REGION, wita("2026-01-05", "05.00")) as world:
        cast = _by_name(await gathered(world))
        began = monotonic()
        deaths = await play(cast, steps(answer), dies, Watch())
        again = await check_heard(world)
        print(f"\n{deaths} deaths in {monotonic() - began:.1f} s, {again} messages tried again")
        return await stands(world, TABLES)


def _by_name(who: Party) -> dict[str, Speaker]:
    names = ("sari", "budi", "citra", "eko", "fajar", "hana", "galih")
    return dict(zip(names, who.all, strict=True))
