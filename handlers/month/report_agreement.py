"""The head's half of a monthly report: they agree or send it back (Pasal 15, Pasal 10 ayat (3))."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import uuid_utils.compat as uuid

from core.approvals.case import State
from core.month.report import RECEIVER_WORKING_DAYS, has_to_be_received
from db.records import report as reports
from db.records import report_receipt as receipts
from db.records.report import Report
from db.records.report_receipt import NewReceipt
from handlers.approvals import cards
from handlers.approvals.kind import Card, Kind, Refusing, Scope, Whole, alone, always
from handlers.chat.context import Context
from handlers.chat.notification import Notification
from handlers.chat.reply import Reply
from handlers.chat.screen import Screen
from handlers.month import report_approval as common
from handlers.month import report_receipt
from handlers.texts import report_card
from handlers.texts.changes import Changes
from handlers.texts.report_card import AgreementCard
from handlers.texts.report_told import RecapStored, ReportAgreed
from handlers.usecases.office_month import Reading
from handlers.usecases.reports import answer_by


async def _cards(scope: Scope, whole: Whole[Report]) -> list[Card]:
    by = await common.heads(scope, [report for (report,) in whole.values()])
    return await common.cards(scope, KIND, whole, by)


async def _draw(scope: Scope, cases: Sequence[Report], note: str) -> AgreementCard:
    (report,) = cases
    said = (await common.handed(scope, report), await common.decision(scope, report))
    return AgreementCard(report.id, *said, note, screen=Screen(report.id, common.as_of(report)))


async def _tell(
    scope: Scope, whole: Whole[Report], _changes: Changes
) -> Mapping[UUID, Notification]:
    return {id_: await _told(scope, report) for id_, (report,) in whole.items()}


async def _told(scope: Scope, report: Report) -> Notification:
    if report.state is State.REJECTED:
        return await common.returned(scope, report, report)
    about, said = await common.about(scope, report), await common.decision(scope, report)
    at = report.decided_at or scope.now
    if has_to_be_received(scope.region.regulation, report.month):
        return ReportAgreed(*about, said.by, at)
    return RecapStored(*about, said.by, at)


async def _also(ctx: Context, report: Report) -> None:
    """The other operators hear of it; once a head has agreed, BKPSDM gets its card."""
    scope = Scope.of(ctx)
    agreed = report.state is State.APPROVED
    await common.note(ctx, "laporan disetujui" if agreed else "laporan dikembalikan", report)
    but = [report.employee, ctx.someone.employee]
    await common.tell(
        ctx, await common.operators(scope, report), await _told(scope, report), but=but
    )
    if agreed and has_to_be_received(ctx.regulation, report.month):
        new = uuid.uuid7()
        reading = Reading(ctx.db, ctx.region, ctx.organisation, ctx.event.at)
        due_at = answer_by(reading, ctx.region.bkpsdm, RECEIVER_WORKING_DAYS)
        asked = NewReceipt(new, report.id, report.month, report.employee, due_at)
        await receipts.ask(ctx.db, ctx.region.code, asked)
        await cards.show(ctx, report_receipt.KIND, new)


async def _refusing(ctx: Context, report: Report) -> Refusing:
    return await common.refusing(Scope.of(ctx), report)


async def _files(ctx: Context, cases: Sequence[Report], _number: int) -> Reply:
    return await common.send_files(ctx, cases[0])


KIND: Kind[Report] = Kind(
    noun="laporan",
    button=report_card.AGREE,
    approve=report_card.APPROVE,
    flow="kembalikan-laporan",
    key="laporan",
    cases=reports.AGREEMENTS,
    find=reports.find,
    read=alone(reports.read_all),
    waiting=reports.waiting,
    state=common.state,
    silence=common.silence,
    cards=_cards,
    draw=_draw,
    tell=_tell,
    refusing=_refusing,
    also=_also,
    verbs={report_card.FILES: _files},
    by_role=common.heads,
    after_lock=always,
    goes_up=False,
)
