"""What the two cases of a monthly report have in common: who decides, and what is drawn."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import Case, State
from core.law.answer import Answer
from core.law.regulation import Lapse
from core.month.office_totals import Totals
from core.organisation.authority import Right
from core.organisation.region import Region
from db.people import binding
from db.people import verifier as verifiers
from db.records import audit
from db.records.report import Report
from handlers.approvals import deciders
from handlers.approvals.kind import C, Card, Kind, Refusing, Scope, Whole
from handlers.chat.context import Context
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority, Reply
from handlers.chat.screen import CLOSED
from handlers.texts import report as texts
from handlers.texts.closing import month_name
from handlers.texts.report_card import REASONS, Decision, Handed
from handlers.texts.report_told import ReportReturned
from handlers.usecases import documents
from handlers.usecases.entitled import entitled, entitled_over
from handlers.usecases.report_paper import MonthlyReport

FILES_COME = Reply(Markup("Berkasnya disiapkan, lalu dikirim ke sini."), toast=True)


def state(_region: Region, case: Case, _now: datetime) -> State:
    """Nobody's silence decides a report, and none goes up (AMB-81)."""
    return case.state or State.PENDING


def silence(_region: Region, case: Case) -> Answer[Lapse | None]:
    return Answer(None, case.day, "")


def as_of(case: Case) -> str:
    """As of what its card stands."""
    return CLOSED if case.state else f"{case.due_at.astimezone(UTC)}"


async def deciders_of(
    scope: Scope, right: Right, reports: Collection[Report]
) -> dict[UUID, list[UUID]]:
    """By report the nearest who have the right, but never who handed it in.

    Where nobody has it, the region's official.
    """
    db, region = scope.db, scope.region
    offices = {each.office for each in reports}
    groups = await entitled_over(db, region, right, offices, scope.today) if offices else {}
    official = await verifiers.official(db, region)
    last = [official] if official else []
    return {each.id: _nearest([*groups[each.office], last], each) for each in reports}


def _nearest(groups: Iterable[Sequence[UUID]], report: Report) -> list[UUID]:
    others = ([each for each in group if each != report.employee] for group in groups)
    return next((group for group in others if group), [])


async def heads(scope: Scope, reports: Collection[Report]) -> dict[UUID, list[UUID]]:
    """Who agrees to each: the head of its office, or whoever acts for them (Pasal 15)."""
    return await deciders_of(scope, scope.region.regulation.peran.setujui_laporan, reports)


async def receivers(scope: Scope, reports: Collection[Report]) -> dict[UUID, list[UUID]]:
    """Who receives each for BKPSDM (AMB-82)."""
    return await deciders_of(scope, scope.region.regulation.peran.terima_laporan, reports)


async def cards(
    scope: Scope, kind: Kind[C], whole: Whole[C], by: Mapping[UUID, Sequence[UUID]]
) -> list[Card]:
    """One card each; `by` are those who may decide it, the nearest first."""
    found = []
    for id_, (case,) in whole.items():
        first, *beside = await deciders.named(scope, by[id_])
        drawn = partial(kind.draw, scope, [case])
        found.append(Card(id_, first, as_of(case), drawn, beside=tuple(beside)))
    return found


async def operators(scope: Scope, report: Report) -> list[UUID]:
    """Who may hand in for the office of a report; all of them hear what became of it."""
    right = scope.region.regulation.peran.sampaikan_laporan
    groups = await entitled(scope.db, scope.region, right, report.office, scope.today)
    return groups[0] if groups else []


async def handed(scope: Scope, report: Report) -> Handed:
    """What was handed in, as both cards show it."""
    names = await scope.fetch_names([report.employee])
    return Handed(
        noun=texts.noun_of(scope.region.regulation, report.month),
        office=await office_name(scope, report),
        month=report.month,
        version=report.version,
        by=names[report.employee],
        at=report.handed_in_at,
        on_time_until=report.on_time_until,
        totals=Totals(**report.contents),
    )


async def office_name(scope: Scope, report: Report) -> str:
    """What the office of a report is called today."""
    return (await scope.organisation()).offices[report.office].name


async def about(scope: Scope, report: Report) -> tuple[str, date, str]:
    """What a notification calls it: the noun, the month, the office."""
    noun = texts.noun_of(scope.region.regulation, report.month)
    return noun, report.month, await office_name(scope, report)


async def returned(scope: Scope, report: Report, case: Case) -> ReportReturned:
    """That a case of it was refused: it came back."""
    said = await decision(scope, case)
    return ReportReturned(*await about(scope, report), said.by, said.remark)


async def decision(scope: Scope, case: Case) -> Decision:
    """What was decided of a case, by name."""
    if case.state is None:
        return Decision()
    names = await scope.fetch_names([case.decided_by])
    by = names[case.decided_by] if case.decided_by else ""
    return Decision(case.state, by, case.decided_at, case.remark or "")


async def refusing(scope: Scope, report: Report) -> Refusing:
    """What whoever sends it back is asked."""
    noun = texts.noun_of(scope.region.regulation, report.month)
    prompt = Markup("Mengembalikan {} {}, {}.\n\nApa yang perlu diperbaiki?").format(
        noun, month_name(report.month), await office_name(scope, report)
    )
    return Refusing(prompt, REASONS)


async def tell(
    ctx: Context, people: Iterable[UUID], told: Notification, *, but: Sequence[UUID]
) -> None:
    """A notification to these, except those who hear of it in another way."""
    to = await binding.addresses_of(ctx.db, ctx.region.code, {*people} - {*but})
    ctx.others += [Outgoing(each, told, Priority.CARD) for each in to.values()]


async def note(ctx: Context, action: str, report: Report, **detail: str) -> None:
    """The decision's line in the audit."""
    said = {"kantor": report.office, "bulan": f"{report.month:%Y-%m}", "versi": report.version}
    await audit.note(
        ctx.db,
        region=ctx.region.code,
        at=ctx.event.at,
        actor=ctx.someone.nip,
        action=action,
        employee=report.employee,
        detail=said | {"nomor": str(report.id)} | detail,
    )


async def send_files(ctx: Context, report: Report) -> Reply:
    """All papers of a report to whoever asks, as they were made when it was handed in."""
    me, to = ctx.someone.employee, ctx.event.address
    await documents.ask(ctx.db, ctx.region, ctx.event.at, MonthlyReport(report.id), to=to, by=me)
    return FILES_COME
