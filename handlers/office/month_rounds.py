"""Which rounds of reminders about an office's month are due: each by office, month and reminder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import Role
from core.month import month_end as plans
from core.month.dates import month_of
from core.month.month_end import Planned
from core.month.report import in_use, of_office
from core.organisation.calendar import DAY
from core.organisation.office import Organisation
from core.organisation.posting import Posting
from core.organisation.region import Region
from db.people import authority, reminder_round
from handlers.approvals.kind import Scope
from handlers.usecases.daytime import awake

# A report may be asked for so many months after its own (core.month.month_end).
MONTHS_LOOKED_BACK = 2


@dataclass(frozen=True, slots=True)
class Round:
    """One reminder about one office's month; `own`: to each of its people, of their own days."""

    office: str
    month: date
    planned: Planned
    own: bool = False

    def __str__(self) -> str:
        whose = "isi" if self.own else "akhir-bulan"
        name = f"{self.planned.reminder}:{self.planned.number}"
        return f"{whose}:{name}:{self.month:%Y-%m}:{self.office}"


async def due(db: AsyncConnection, region: Region, now: datetime) -> list[Round]:
    """What has to be told by now and was not; nothing while people sleep."""
    if not awake(region, now):
        return []
    scope = Scope(db, region, now)
    organisation = await scope.organisation()
    held = await authority.holders(db, region.code, Role.OPERATOR, None, scope.today)
    reported = {each.office for each in held if each.office}
    found = [*_of_operators(region, organisation, reported, now), *_own(region, organisation, now)]
    gone = await reminder_round.done(db, region.code, [str(each) for each in found])
    return [each for each in found if str(each) not in gone]


def _months(region: Region, now: datetime) -> Iterator[date]:
    """The month that it is, and those before it of which something may still be told."""
    month = now.astimezone(region.zone).date().replace(day=1)
    for _ in range(MONTHS_LOOKED_BACK + 1):
        if month_of(month)[-1] >= region.regulation.peraturan.berlaku_sejak:
            yield month
        month = (month - DAY).replace(day=1)


def _of_operators(
    region: Region, organisation: Organisation, offices: set[str], now: datetime
) -> Iterator[Round]:
    """Offices with the same hours have the same dates, planned once."""
    planned: dict[object, Sequence[Planned]] = {}
    for office in sorted(offices & organisation.offices.keys()):
        for month in _months(region, now):
            if not in_use(region, organisation, office, month):
                continue
            key = (organisation.offices[office].duties, month)
            if key not in planned:
                planned[key] = _plan(region, organisation, office, month)
            yield from (Round(office, month, e) for e in planned[key] if e.is_due(now))


def _plan(
    region: Region, organisation: Organisation, office: str, month: date
) -> tuple[Planned, ...]:
    dates = of_office(region, organisation, office, month)
    works = partial(organisation.works, region.regulation, here(region, office))
    return plans.plan(region.regulation, month, works, dates.due, region.zone)


def here(region: Region, office: str) -> tuple[Posting, ...]:
    return (Posting(region.regulation.peraturan.berlaku_sejak, office),)


def _own(region: Region, organisation: Organisation, now: datetime) -> Iterator[Round]:
    planned: dict[object, Sequence[Planned]] = {}
    for office, known in sorted(organisation.offices.items()):
        for month in [*_months(region, now)][:2]:
            key = (known.duties, month)
            if key not in planned:
                works = partial(organisation.works, region.regulation, here(region, office))
                planned[key] = plans.own_days(region.regulation, month, works, region.zone)
            yield from (Round(office, month, e, own=True) for e in planned[key] if e.is_due(now))
