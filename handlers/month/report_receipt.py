"""BKPSDM's half of a monthly report: it is received under a number, or sent back (Pasal 13)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from core.approvals.case import State
from db.records import report as reports
from db.records import report_receipt as receipts
from db.records.report import Report
from db.records.report_receipt import Receipt
from handlers.approvals.kind import Card, Kind, Refusing, Scope, Whole, alone, always
from handlers.chat.context import Context
from handlers.chat.notification import Notification
from handlers.chat.reply import Reply
from handlers.chat.screen import Screen
from handlers.month import report_approval as common
from handlers.texts import report as texts
from handlers.texts import report_card
from handlers.texts.changes import Changes
from handlers.texts.report_card import ReceiptCard
from handlers.texts.report_told import ReportReceived


async def _report(scope: Scope, receipt: Receipt) -> Report:
    """What is to be received, as it stands."""
    found = await reports.find(scope.db, scope.region.code, receipt.report)
    if found is None:
        raise LookupError(f"receipt {receipt.id} is of no report")
    return found


async def _by_role(scope: Scope, cases: Sequence[Receipt]) -> dict[UUID, list[UUID]]:
    asked = [each.report for each in cases]
    found = await reports.read_all(scope.db, scope.region.code, asked) if asked else []
    by = await common.receivers(scope, found)
    return {each.id: by[each.report] for each in cases}


async def _cards(scope: Scope, whole: Whole[Receipt]) -> list[Card]:
    by = await _by_role(scope, [receipt for (receipt,) in whole.values()])
    return await common.cards(scope, KIND, whole, by)


async def _draw(scope: Scope, cases: Sequence[Receipt], note: str) -> ReceiptCard:
    (receipt,) = cases
    report = await _report(scope, receipt)
    return ReceiptCard(
        receipt.id,
        await common.handed(scope, report),
        await common.decision(scope, report),
        await common.decision(scope, receipt),
        number_of(report),
        note,
        screen=Screen(receipt.id, common.as_of(receipt)),
    )


def number_of(report: Report) -> str:
    """The number of its receipt; empty as long as it was not received."""
    if report.year is None or report.number is None:
        return ""
    return texts.receipt_number(report.year, report.number)


async def _tell(
    scope: Scope, whole: Whole[Receipt], _changes: Changes
) -> Mapping[UUID, Notification]:
    return {id_: await _told(scope, receipt) for id_, (receipt,) in whole.items()}


async def _told(scope: Scope, receipt: Receipt) -> Notification:
    report = await _report(scope, receipt)
    if receipt.state is State.REJECTED:
        return await common.returned(scope, report, receipt)
    about = await common.about(scope, report)
    return ReportReceived(*about, receipt.decided_at or scope.now, number_of(report))


async def _also(ctx: Context, receipt: Receipt) -> None:
    """The receipt gets its number; the other operators and the head hear of it."""
    scope, code = Scope.of(ctx), ctx.region.code
    report = await _report(scope, receipt)
    if receipt.state is State.APPROVED:
        year = ctx.event.at.astimezone(ctx.zone).year
        number = await receipts.give_number(ctx.db, code, receipt.id, year)
        given = texts.receipt_number(year, number)
        await common.note(ctx, "laporan diterima", report, tanda_terima=given)
    else:
        await common.note(ctx, "laporan dikembalikan BKPSDM", report)
    heads = (await common.heads(scope, [report]))[report.id]
    people = {*await common.operators(scope, report), *heads}
    people |= {report.decided_by} if report.decided_by else set()
    but = [receipt.employee, ctx.someone.employee]
    await common.tell(ctx, people, await _told(scope, receipt), but=but)


async def _refusing(ctx: Context, receipt: Receipt) -> Refusing:
    scope = Scope.of(ctx)
    return await common.refusing(scope, await _report(scope, receipt))


async def _files(ctx: Context, cases: Sequence[Receipt], _number: int) -> Reply:
    return await common.send_files(ctx, await _report(Scope.of(ctx), cases[0]))


KIND: Kind[Receipt] = Kind(
    noun="laporan masuk",
    button=report_card.RECEIVE,
    approve=report_card.ACCEPT,
    flow="kembalikan-laporan-masuk",
    key="laporan-masuk",
    cases=receipts.CASES,
    find=receipts.find,
    read=alone(receipts.read_all),
    waiting=receipts.waiting,
    state=common.state,
    silence=common.silence,
    cards=_cards,
    draw=_draw,
    tell=_tell,
    refusing=_refusing,
    also=_also,
    verbs={report_card.FILES: _files},
    by_role=_by_role,
    after_lock=always,
    goes_up=False,
)
