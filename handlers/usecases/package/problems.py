"""The inventory of problems in the report of a month (Pasal 7 ayat (3) huruf c)."""

from datetime import datetime, time

from core.organisation.calendar import DAY
from core.organisation.helpdesk import TicketState
from core.reports.problems import ProblemSheet, ReportedProblem, problem_sheet
from db.records import ticket
from db.records.ticket import Ticket
from handlers.chat.paper import Print
from handlers.texts.roles import ROLES
from handlers.usecases.package.handed import BOTH, Handed


async def inventory(handed: Handed) -> Print:
    """What was reported in the month, as it stood; the sheet says so where nothing was."""
    zone = handed.region.zone
    first, last = handed.span
    since, until = (datetime.combine(day, time.min, zone) for day in (first, last + DAY))
    async with handed.source.connect() as db:
        found = await ticket.filed_between(db, handed.code, since, until, handed.offices)
    rows = tuple(_row(handed, each) for each in found)
    sheet = ProblemSheet(handed.office, handed.month, rows, handed.signatory)
    return Print(handed.named("10", "Daftar-Masalah"), problem_sheet(handed.printing, sheet), BOTH)


def _row(handed: Handed, each: Ticket) -> ReportedProblem:
    """Without whose it is (AMB-91, KAM-41)."""
    zone = handed.region.zone
    over = each.closed_at is not None and each.closed_at <= handed.as_of
    finished = each.closed_at.astimezone(zone).date() if each.closed_at and over else None
    return ReportedProblem(
        day=each.filed_at.astimezone(zone).date(),
        office=handed.called(each.office) if each.office else "",
        words=each.words,
        desk=ROLES[each.desk],
        state=each.state if over else TicketState.OPEN,
        finished_on=finished,
        answer=(each.answer or "") if over else "",
    )
