"""Corrections in the report of a month: both values, and who agreed (AMB-92, KAM-42)."""

from collections.abc import AsyncIterator, Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.reports.changes import Corrected, CorrectionSheet, correction_sheet
from core.reports.person import Person
from db.people import status
from db.records import activity, reader
from db.records import correction as corrections
from db.records.correction import Correction
from handlers.chat.paper import Print
from handlers.texts.correction import edited
from handlers.usecases.package.handed import BOTH, Handed


async def papers(handed: Handed) -> AsyncIterator[Print]:
    """One sheet, by person and date; nothing where nothing was corrected."""
    rows = [
        row
        for line in range(0, len(handed.lines), reader.PAGE_PEOPLE)
        for row in await _rows(handed, line)
    ]
    if rows:
        sheet = CorrectionSheet(handed.office, handed.month, tuple(rows))
        form = correction_sheet(handed.printing, sheet)
        yield Print(handed.named("11", "Daftar-Koreksi"), form, BOTH)


async def _rows(handed: Handed, start: int) -> list[Corrected]:
    lines = handed.lines[start : start + reader.PAGE_PEOPLE]
    people = {each.employee: handed.person(each) for each in lines}
    here = {(each.employee, day.date) for each in lines for day in each.days}
    async with handed.source.connect() as db:
        found = await corrections.of_people(db, handed.code, list(people), *handed.span)
        agreed = [
            each
            for each in found
            if (each.employee, each.date) in here
            and each.decided_at is not None
            and each.decided_at <= handed.as_of
        ]
        by = {who for e in agreed for who in (e.proposed_by, e.decided_by) if who}
        names = await status.fetch_names(db, handed.code, list(by))
        made = [
            (each, await _row(db, handed, each, people[each.employee], names)) for each in agreed
        ]
    order = {who: number for number, who in enumerate(people)}
    made.sort(key=lambda pair: (order[pair[0].employee], pair[0].date))
    return [row for _, row in made]


async def _row(
    db: AsyncConnection,
    handed: Handed,
    item: Correction,
    person: Person,
    names: Mapping[UUID, str],
) -> Corrected:
    work = await activity.find(db, handed.code, item.activity) if item.activity else None
    what = edited(handed.organisation, item, work.description if work else "")
    agreed_at = item.decided_at or item.asked_at
    return Corrected(
        person=person,
        day=item.date,
        before=str(what.before(handed.region).unescape()),
        after=str(what.then(handed.region).unescape()),
        reason=item.reason,
        proposed_by=names[item.proposed_by] if item.proposed_by else "",
        agreed_by=names[item.decided_by] if item.decided_by else "",
        agreed_on=agreed_at.astimezone(handed.region.zone).date(),
        decree=item.decree or "",
    )
