"""What may be asked for on a date, and how long its verifier has, as regulation and region say.

A kind whose question or whose verification limit nobody answers is not offered: a limit that
nobody gave would approve or refuse by guessing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from core.approvals.silence import of_request
from core.law.answer import Answer, Dated
from core.law.kinds import EmployeeKind
from core.law.questions.jenis_izin import ELSEWHERE, Kind
from core.law.regulation import Lapse, Regulation
from core.law.span import RunningHours, WorkingDays
from core.organisation.calendar import DAY
from core.organisation.deadline import Outage, after, after_working_days

Limit = WorkingDays | RunningHours


@dataclass(frozen=True, slots=True)
class RequestType:
    """A kind that may be asked for, `cuti.tahunan`, and what the law says of it.

    `source` is the answer that lists it, `limit` the time its verifier has, `look` the time for a
    first look at duty elsewhere, `lapse` what silence does then.
    """

    code: str
    kind: Kind
    source: Answer[object]
    limit: Answer[Limit]
    look: Answer[Limit]
    lapse: Answer[Lapse]

    @property
    def group(self) -> str:
        """The question of the regulation that it answers: `cuti`."""
        return self.code.partition(".")[0]


def kinds(regulation: Regulation, employee: EmployeeKind, day: date) -> tuple[RequestType, ...]:
    """What somebody may ask for on a date, in the order of the law's questions."""
    return tuple(each for each in request_types(regulation, day) if employee in each.kind.bagi)


def kinds_between(
    regulation: Regulation, employee: EmployeeKind, today: date, since: date, until: date
) -> tuple[RequestType, ...]:
    """What somebody may ask for today or, by another law, for some other date, both included.

    Whether the date that is then named knows the kind, its own law says.
    """
    laws = (dict(regulation.jenis_izin), dict(regulation.validasi))
    changes = {day for law in laws for question in law.values() for day in question.dates}
    days = (max(today, since), since, *sorted(day for day in changes if since < day <= until))
    found: dict[str, RequestType] = {}
    for request_type in (each for day in days for each in kinds(regulation, employee, day)):
        found.setdefault(request_type.code, request_type)
    return tuple(found.values())


def by_law_of(regulation: Regulation, request_type: RequestType, day: date) -> RequestType:
    """The same kind as the law of a date knows it; as it is where that law has none such."""
    return next(
        (each for each in request_types(regulation, day) if each.code == request_type.code),
        request_type,
    )


def request_types(regulation: Regulation, day: date) -> Iterator[RequestType]:
    """Every kind that anybody may ask for on a date, in the order of the law's questions."""
    look, lapse = regulation.validasi.dilihat.on(day), of_request(regulation, day)
    for group, question in regulation.jenis_izin:
        source, limit = question.on(day), _limit(regulation, group).on(day)
        for kind in (source.value or ()) if limit.regulated else ():
            code = f"{group}.{kind.kode}" if kind.kode else group
            yield RequestType(code, kind, source, limit, look, lapse)


def _limit(regulation: Regulation, group: str) -> Dated[Limit]:
    match group:
        case "pulang_cepat":
            return regulation.validasi.pulang_cepat
        case "tugas_khusus":
            return regulation.validasi.tugas_khusus
        case "dinas_luar":
            return regulation.validasi.dinas_luar
        case _:
            return regulation.validasi.izin


def ruling(regulation: Regulation, code: str, day: date) -> Answer[Any]:
    """What answers, or is silent, on the kind that was asked for; before the law its first word."""
    questions: dict[str, Dated[Any]] = dict(regulation.jenis_izin)
    group, _, _ = code.partition(".")
    day = max(day, regulation.peraturan.berlaku_sejak)
    answer, limit = questions[group].on(day), _limit(regulation, group).on(day)
    return limit if answer.regulated and not limit.regulated else answer


@dataclass(frozen=True, slots=True)
class Span:
    """The dates of a request, both included, when it was filed, and whether it was looked at."""

    at: datetime
    first: date
    last: date
    seen: bool = False


def deadline(
    request_type: RequestType,
    span: Span,
    works: Callable[[date], bool],
    zone: tzinfo,
    outages: Iterable[Outage] = (),
) -> datetime:
    """Until when a request waits for its verifier.

    Duty elsewhere is validated once it was carried out, so from its last date; until somebody
    has looked at it, it waits no longer than for that look, from its first date (KAM-22).
    """
    outages = tuple(outages)
    if request_type.kind.akibat not in ELSEWHERE:
        return due(request_type.limit, span.at, span.last, works, zone, outages)
    over = max(span.at, datetime.combine(span.last + DAY, time.min, zone))
    late = isinstance(request_type.limit.value, RunningHours)
    whole = due(request_type.limit, over if late else span.at, span.last, works, zone, outages)
    if span.seen or not request_type.look.regulated:
        return whole
    return min(whole, due(request_type.look, span.at, span.first, works, zone, outages))


def due(
    limit: Answer[Limit],
    at: datetime,
    last: date,
    works: Callable[[date], bool],
    zone: tzinfo,
    outages: Iterable[Outage] = (),
) -> datetime:
    """Until when the verifier has time for what was filed `at` and ends on `last`.

    Hours run from the filing. Working days run from the last date, or from the filing where
    that came later (KAM-02). A holiday that becomes known late is asked for again.
    """
    match limit.value:
        case RunningHours(jam=count):
            return after(at, timedelta(hours=count), outages)
        case WorkingDays(hari_kerja=count):
            event = max(at.astimezone(zone), datetime.combine(last, time.min, zone))
            return after_working_days(event, count, works, outages)
        case None:
            raise LookupError(f"{limit.citation}: nothing is offered without a limit")
