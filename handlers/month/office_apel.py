"""The apel of an office in a month, by person: for its recap in the chat and on paper."""

from core.month.ceremony import totals
from core.reports.apel import ApelCount, apel_count
from handlers.usecases.office_month import OfficeMonth
from handlers.usecases.signatories import person


def counts(found: OfficeMonth) -> tuple[ApelCount, ...]:
    """Of everybody who was called to one that is over, in the order of the recap."""
    made = (apel_count(person(each.who), totals(each.apel)) for each in found.people)
    return tuple(each for each in made if each.called)
