"""The apel of an office in a month, by person: for its recap in the chat and on paper."""

from core.organisation.region import Region
from core.reports.apel import ApelCount
from handlers.usecases import apel_counts
from handlers.usecases.apel_counts import Counting, Expected
from handlers.usecases.office_month import Connect, OfficeMonth
from handlers.usecases.signatories import person


async def read(connect: Connect, region: Region, found: OfficeMonth) -> tuple[ApelCount, ...]:
    """Of everybody who was called to one that is over, in the order of the recap."""
    people = [
        Expected(each.who.employee, person(each.who), {day.date for day in each.days})
        for each in found.people
    ]
    of = Counting(connect, region, found.organisation, found.first, found.now)
    return await apel_counts.of_people(of, people)
