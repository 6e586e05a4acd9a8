"""Reports on both databases: one of two at once, numbers without a gap, lines that stay."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid5

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.approvals.case import State
from core.approvals.transitions import Act
from core.law.questions.laporan import Evaluator
from core.month.ceremony import Called, Seen
from core.month.day_state import Day, Mark
from core.month.day_state import State as DayState
from core.month.report import Step
from db import approvals
from db.approvals import Done
from db.records import evaluation, report_line
from db.records import report as reports
from db.records import report_receipt as receipts
from db.records.evaluation import Evaluation
from db.records.report import NewReport, Report
from db.records.report_line import Line
from db.records.report_receipt import NewReceipt
from tests.harness.database import ON_POSTGRESQL, rows, until_blocked
from tests.office import BUDI, CITRA, EKO, SARI, wita

CODE, APRIL, MAY = "bulungan", date(2026, 4, 1), date(2026, 5, 1)
NOW = wita("2026-05-05", "09.41")
DUE = NOW + timedelta(days=1)
MAKE_ID = UUID(int=1)


def new(
    version: int = 1, office: str = "setda", month: date = APRIL, by: UUID = BUDI.id
) -> NewReport:
    id_ = uuid5(MAKE_ID, f"{office} {month} {version} {by}")
    return NewReport(id_, office, month, version, by, NOW, None, {"people": 4}, DUE)


async def handed_in(db: AsyncConnection, **more: object) -> Report:
    made = new(**more)  # type: ignore[arg-type]  # its own names
    assert await reports.hand_in(db, CODE, made)
    return await found(db, made.id)


async def found(db: AsyncConnection, id_: UUID) -> Report:
    report = await reports.find(db, CODE, id_)
    assert report is not None
    return report


async def agreed(db: AsyncConnection, report: Report) -> UUID:
    """The head agrees; gives the case of whoever receives it."""
    done = Done(Act.APPROVE, NOW, by=SARI.id)
    assert await approvals.transition(db, reports.AGREEMENTS, CODE, report.id, done)
    receipt = uuid5(MAKE_ID, f"receipt {report.id}")
    asked = NewReceipt(receipt, report.id, report.month, report.employee, DUE)
    await receipts.ask(db, CODE, asked)
    return receipt


async def received(db: AsyncConnection, receipt: UUID, act: Act = Act.APPROVE) -> bool:
    done = Done(act, NOW, by=EKO.id, remark="Kurang" if act is Act.REJECT else None)
    return await approvals.transition(db, receipts.CASES, CODE, receipt, done)


async def test_a_report_goes_from_step_to_step(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        report = await handed_in(db)
        assert (report.step, report.final_at) == (Step.AT_HEAD, None)
        assert await reports.waiting(db, CODE, [BUDI.id]) == [report]
        receipt = await agreed(db, report)
        assert (await found(db, report.id)).step is Step.SUBMITTED
        assert await reports.waiting(db, CODE, [BUDI.id]) == []
        (waits,) = await receipts.waiting(db, CODE, [BUDI.id])
        assert (waits.id, waits.report, waits.month) == (receipt, report.id, APRIL)
        assert await received(db, receipt)
        assert await receipts.give_number(db, CODE, receipt, 2026) == 1
        after = await found(db, report.id)
        assert (after.step, after.final_at) == (Step.RECEIVED, NOW)
        assert (after.year, after.number, after.received_by) == (2026, 1, EKO.id)
        assert await receipts.waiting(db, CODE, [BUDI.id]) == []


async def test_what_nobody_has_to_receive_is_final_with_the_head(furnished: AsyncEngine) -> None:
    """KAM-36."""
    async with furnished.begin() as db:
        report = await handed_in(db)
        done = Done(Act.APPROVE, NOW, by=SARI.id)
        assert await approvals.transition(db, reports.AGREEMENTS, CODE, report.id, done)
        after = await found(db, report.id)
        assert (after.step, after.final_at) == (Step.RECEIVED, NOW)


@pytest.mark.parametrize("by_head", [True, False], ids=["by the head", "by BKPSDM"])
async def test_what_came_back_says_why(furnished: AsyncEngine, by_head: bool) -> None:  # noqa: FBT001
    async with furnished.begin() as db:
        report = await handed_in(db)
        if by_head:
            done = Done(Act.REJECT, NOW, by=SARI.id, remark="Kurang")
            assert await approvals.transition(db, reports.AGREEMENTS, CODE, report.id, done)
        else:
            assert await received(db, await agreed(db, report), Act.REJECT)
        after = await found(db, report.id)
        assert (after.step, after.why_back) == (Step.SENT_BACK, "Kurang")


async def test_the_newest_version_of_each_office_is_found(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        for version in (1, 2):
            await handed_in(db, version=version)
        await handed_in(db, office="rsud")
        await handed_in(db, month=MAY, version=1)
        newest = await reports.of_month(db, CODE, APRIL)
        assert {office: each.version for office, each in newest.items()} == {"setda": 2, "rsud": 1}
        known = await reports.versions(db, CODE, "setda", APRIL)
        assert [each.version for each in known] == [2, 1]
        assert await reports.of_month(db, "lain", APRIL) == {}


async def test_of_two_who_hand_in_one_wins(furnished: AsyncEngine) -> None:
    """Whoever comes second is told so, and writes nothing."""

    async def hand_in(by: UUID) -> bool:
        async with furnished.begin() as db:
            return await reports.hand_in(db, CODE, new(by=by))

    won = await asyncio.gather(hand_in(BUDI.id), hand_in(CITRA.id))
    assert sorted(won) == [False, True]
    assert len(await rows(furnished, reports.report)) == 1


Deed = Callable[[AsyncConnection, UUID], Awaitable[bool]]


def deciding(act: Act, by: UUID | None) -> Deed:
    def decide(db: AsyncConnection, id_: UUID) -> Awaitable[bool]:
        done = Done(act, NOW, by=by)
        return approvals.transition(db, reports.AGREEMENTS, CODE, id_, done)

    return decide


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (deciding(Act.APPROVE, SARI.id), deciding(Act.WITHDRAW, None)),
        (deciding(Act.APPROVE, SARI.id), deciding(Act.REJECT, EKO.id)),
        (deciding(Act.APPROVE, SARI.id), deciding(Act.APPROVE, EKO.id)),
    ],
    ids=["head and operator", "head and Plh.", "two heads"],
)
async def test_of_two_who_decide_exactly_one_does(
    furnished: AsyncEngine, one: Deed, other: Deed
) -> None:
    async with furnished.begin() as db:
        report = await handed_in(db)

    async def do(deed: Deed) -> bool:
        async with furnished.begin() as db:
            return await deed(db, report.id)

    assert sorted(await asyncio.gather(do(one), do(other))) == [False, True]


async def test_numbers_run_on_by_year_and_region(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        given = []
        for office in ("setda", "rsud", "dinkes"):
            receipt = await agreed(db, await handed_in(db, office=office))
            year = 2027 if office == "dinkes" else 2026
            given.append((year, await receipts.give_number(db, CODE, receipt, year)))
        assert given == [(2026, 1), (2026, 2), (2027, 1)]


async def test_a_number_that_was_not_kept_is_given_again(furnished: AsyncEngine) -> None:
    """No gap: the receipt and its number are one transaction."""
    async with furnished.begin() as db:
        receipt = await agreed(db, await handed_in(db))
    async with furnished.connect() as db:
        assert await receipts.give_number(db, CODE, receipt, 2026) == 1
        await db.rollback()
    async with furnished.begin() as db:
        assert await receipts.give_number(db, CODE, receipt, 2026) == 1


@ON_POSTGRESQL
async def test_of_two_receipts_at_once_each_gets_a_number_of_its_own(
    furnished: AsyncEngine,
) -> None:
    """The second waits for the first, and takes the next."""
    async with furnished.begin() as db:
        both = [await agreed(db, await handed_in(db, office=each)) for each in ("setda", "rsud")]

    async def number(receipt: UUID) -> int:
        async with furnished.begin() as db:
            return await receipts.give_number(db, CODE, receipt, 2026)

    async with furnished.begin() as db:
        first = await receipts.give_number(db, CODE, both[0], 2026)
        second = asyncio.create_task(number(both[1]))
        await until_blocked(furnished)
    assert (first, await second) == (1, 2)


async def test_nobody_decides_about_what_they_handed_in(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        report = await handed_in(db)
    with pytest.raises(sa.exc.IntegrityError):
        async with furnished.begin() as db:
            await deciding(Act.APPROVE, BUDI.id)(db, report.id)


VOLUME = ("ab12", 9, "application/zip")


async def test_the_package_is_written_once(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        report = await handed_in(db)
        assert (await found(db, report.id)).package == ()
        await reports.keep_package(db, CODE, report.id, [VOLUME])
        await reports.keep_package(db, CODE, report.id, [("cd34", 8, "application/zip")])
        assert (await found(db, report.id)).package == (VOLUME,)


async def test_a_package_may_have_several_volumes(furnished: AsyncEngine) -> None:
    further = ("cd34", 8, "application/zip")
    async with furnished.begin() as db:
        report = await handed_in(db)
        await reports.keep_package(db, CODE, report.id, [VOLUME, further])
        assert (await found(db, report.id)).package == (VOLUME, further)


async def test_what_an_older_release_has_packed_is_one_volume(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        report = await handed_in(db)
        await db.execute(sa.update(reports.report).values(package=list(VOLUME)))
        assert (await found(db, report.id)).package == (VOLUME,)


APEL = (Called(APRIL, Seen.LATE), Called(MAY, Seen.FREED))
PRESENT = Day(APRIL, DayState.PRESENT, Mark.PRESENT, False, (), late=5)
LINE = Line(BUDI.id, "Budi", BUDI.nip, "III/a", "Analis", "setda", (PRESENT,), 3, 6900, 6800, APEL)


async def test_the_lines_of_a_report_stay_as_they_were(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        report = await handed_in(db)
        bare = Line(CITRA.id, "Citra", CITRA.nip, "IX", "Analis", "rsud", ())
        uncalled = replace(bare, employee=SARI.id, name="Sari", nip=SARI.nip, apel=())
        await report_line.keep(db, CODE, report.id, [LINE, bare, uncalled])
        assert await report_line.read(db, CODE, [report.id]) == [LINE, bare, uncalled]
        assert await report_line.read(db, "lain", [report.id]) == []
    with pytest.raises(sa.exc.IntegrityError):
        async with furnished.begin() as db:
            await report_line.keep(db, CODE, report.id, [LINE])


async def test_a_report_of_nobody_has_no_lines(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        await report_line.keep(db, CODE, (await handed_in(db)).id, [])


async def test_an_evaluation_is_signed_once_for_each_role(furnished: AsyncEngine) -> None:
    """KRA-9C-4: whoever signs again changes nothing, not the instant and not the totals."""
    async with furnished.begin() as db:
        signed = Evaluation(APRIL, "setda", SARI.id, Evaluator.HEAD, NOW, {"alpa": 1})
        again = Evaluation(APRIL, "setda", SARI.id, Evaluator.HEAD, DUE, {"alpa": 2})
        theirs = Evaluation(APRIL, "setda", SARI.id, Evaluator.SUPERIOR, DUE, {"alpa": 1})
        told = [await evaluation.sign(db, CODE, each) for each in (signed, again, theirs)]
        assert told == [True, False, True]
        assert await evaluation.of_month(db, CODE, APRIL) == [signed, theirs]
        assert await evaluation.of_month(db, CODE, MAY) == []


async def test_a_decision_stands_with_its_state(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        report = await handed_in(db)
        assert await deciding(Act.WITHDRAW, None)(db, report.id)
        after = await found(db, report.id)
        assert (after.state, after.step) == (State.WITHDRAWN, Step.WITHDRAWN)
