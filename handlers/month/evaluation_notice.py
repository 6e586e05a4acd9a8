"""On the first working day of a month everybody who evaluates reads that the last one is ready."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.questions.laporan import Evaluator
from core.month.report import evaluated_from, evaluators
from core.organisation.calendar import DAY
from core.organisation.region import Region
from db.messages import outbox
from db.people import binding, office
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.texts.evaluation import EvaluationReady
from handlers.usecases import evaluations
from handlers.usecases.daytime import awake
from handlers.usecases.entitled import entitled_over
from handlers.usecases.office_month import Reading

HOUR = 10  # months are derived for this, so not in the rush of the morning


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who has a sheet to go through: as head of an office, or of their own people."""

    person: UUID
    month: date
    office: str | None = None

    @property
    def key(self) -> str:
        """The name under which it is known that they were told."""
        return f"evaluasi:{self.month:%Y-%m}:{self.person.hex}:{self.office or ''}"

    def __str__(self) -> str:
        return self.key


async def waiting(db: AsyncConnection, region: Region, now: datetime) -> list[Waiting]:
    """Whoever was not told yet, on the one day on which it is told (KAM-37)."""
    local = now.astimezone(region.zone)
    month = (local.date().replace(day=1) - DAY).replace(day=1)
    asked = evaluators(region.regulation, month) if _in_force(region, month) else ()
    if not asked or local.hour < HOUR or not awake(region, now):
        return []
    organisation = await office.load(db, region.code, region.zone)
    works = partial(organisation.works, region.regulation, ())
    if evaluated_from(month, works, region.zone).date() != local.date():
        return []
    reading = Reading(db, region, organisation, now)
    found = await _superiors(reading, month) if Evaluator.SUPERIOR in asked else []
    found += await _heads(reading, month) if Evaluator.HEAD in asked else []
    known = await outbox.fetch_used_keys(db, region.code, [each.key for each in found])
    return [each for each in found if each.key not in known]


async def tell(
    db: AsyncConnection, region: Region, rows: Sequence[Waiting], *, now: datetime
) -> list[Outgoing]:
    """What these are told; nothing for who is not connected, or has nobody to evaluate by now."""
    chats = await binding.addresses_of(db, region.code, {each.person for each in rows})
    organisation = await office.load(db, region.code, region.zone)
    reading, told = Reading(db, region, organisation, now), []
    for each in rows:
        if (to := chats.get(each.person)) is None:
            continue
        sheets = await evaluations.sheets(reading, each.person, each.month)
        for sheet in sheets:
            if sheet.office == each.office:
                name = organisation.offices[sheet.office].name if sheet.office else ""
                says = EvaluationReady(each.month, sheet.totals, sheet.office, name)
                told.append(Outgoing(to, says, Priority.REMINDER, each.key))
    return told


def _in_force(region: Region, month: date) -> bool:
    return region.regulation.peraturan.berlaku_sejak <= month


async def _superiors(reading: Reading, month: date) -> list[Waiting]:
    return [Waiting(each, month) for each in await evaluations.superiors(reading, month)]


async def _heads(reading: Reading, month: date) -> list[Waiting]:
    right = reading.region.regulation.peran.setujui_laporan
    offices = await evaluations.with_heads(reading)
    found = await entitled_over(reading.db, reading.region, right, offices, reading.today)
    nearest = {office: next(iter(found[office]), ()) for office in sorted(offices)}
    return [Waiting(who, month, office) for office, group in nearest.items() for who in group]
