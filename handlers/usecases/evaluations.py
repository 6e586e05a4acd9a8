"""The monthly evaluation of presence: whose month somebody goes through, and that they did.

Pasal 9C ayat (4): every superior for their people, every head for their office.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from functools import partial
from uuid import UUID

from core.law.questions.laporan import Evaluator
from core.law.regulation import Role
from core.month.dates import month_of
from core.month.office_totals import Totals, of_person, summed, undecided
from core.month.report import evaluated_from, evaluators, reporting_office
from core.organisation.calendar import DAY
from core.organisation.posting import Posting
from db.people import authority, status
from db.people import verifier as verifiers
from db.records import audit, evaluation
from db.records.evaluation import Evaluation
from handlers.chat.format import long_date
from handlers.texts.closing import month_name
from handlers.usecases import office_month
from handlers.usecases.accounts import RELEASED
from handlers.usecases.act import Act
from handlers.usecases.entitled import entitled_over
from handlers.usecases.office_month import PersonMonth, Reading
from handlers.usecases.refusal import Refused


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one evaluator goes through: as superior their people, as head those of an office.

    `offices` are those under which it is signed; `rows` and `people` are by name.
    """

    role: Evaluator
    office: str | None
    offices: tuple[str, ...]
    month: date
    people: tuple[PersonMonth, ...]
    rows: Mapping[UUID, Totals]

    @property
    def totals(self) -> Totals:
        """What the whole sheet adds up to."""
        return summed(list(self.rows.values()))


async def open_from(reading: Reading, office: str | None, month: date) -> datetime:
    """From when on a month is evaluated: the first working day after it (KAM-37)."""
    law = reading.region.regulation
    posted = (Posting(law.peraturan.berlaku_sejak, office),) if office else ()
    works = partial(reading.organisation.works, law, posted)
    return evaluated_from(month, works, reading.region.zone)


async def sheets(reading: Reading, me: UUID, month: date) -> list[Sheet]:
    """All that somebody has to go through for a month: their people of then, as a head of today."""
    asked = evaluators(reading.region.regulation, month)
    found = []
    if Evaluator.SUPERIOR in asked:
        people = await office_month.of_people(reading, await below(reading, me, month), month)
        found.append(await _sheet(reading, Evaluator.SUPERIOR, None, people, month))
    if Evaluator.HEAD in asked:
        headed_by_me = await headed(reading, me)
        found += [await of_office(reading, office, month) for office in headed_by_me]
    return [each for each in found if each.people]


async def below(reading: Reading, me: UUID, month: date) -> list[UUID]:
    """Whom somebody has to evaluate: they were the superior when the month ended (KAM-48).

    Whoever stands in for such a superior today does so here too.
    """
    official = await verifiers.official(reading.db, reading.region)
    today, last = reading.today, month_of(month)[-1]
    return await verifiers.subordinates(reading.db, reading.region.code, me, today, official, last)


async def superiors(reading: Reading, month: date) -> list[UUID]:
    """Everybody who has such people, whoever of these has left since."""
    db, code, dates = reading.db, reading.region.code, month_of(month)
    people = [each.employee for each in await status.members(db, code, dates[0])]
    official = await verifiers.official(db, reading.region)
    found = await verifiers.find(db, code, people, reading.today, official, dates[-1])
    return sorted({by for by in found.values() if by})


async def with_heads(reading: Reading) -> frozenset[str]:
    """The offices that have a head of their own today."""
    held = await authority.holders(reading.db, reading.region.code, Role.HEAD, None, reading.today)
    return frozenset(each.office for each in held if each.office)


async def headed(reading: Reading, me: UUID) -> list[str]:
    """The offices that somebody heads today, or acts for the head of."""
    right, offices = reading.region.regulation.peran.setujui_laporan, await with_heads(reading)
    found = await entitled_over(reading.db, reading.region, right, offices, reading.today)
    return [office for office in sorted(offices) if me in next(iter(found[office]), ())]


async def of_office(reading: Reading, office: str, month: date) -> Sheet:
    """The sheet of a head: their office with the parts that have no head of their own."""
    parents = await status.fetch_parents(reading.db, reading.region.code)
    heads = {*await with_heads(reading), office}
    parts = [each for each in parents if reporting_office(each, parents, heads) == office]
    found = await office_month.of_offices(reading, parts, month)
    return await _sheet(reading, Evaluator.HEAD, office, found, month)


async def _sheet(
    reading: Reading,
    role: Evaluator,
    office: str | None,
    found: tuple[PersonMonth, ...],
    month: date,
) -> Sheet:
    law, now = reading.region.regulation, reading.now
    resets = await _resets(reading, [each.employee for each in found], month)
    rows = {
        each.employee: of_person(
            each.days,
            unvalidated=undecided(law, each.requests, now),
            resets=resets.get(each.employee, 0),
        )
        for each in found
    }
    offices = (office,) if office else tuple(sorted({e.office for e in found if e.office}))
    return Sheet(role, office, offices, month.replace(day=1), found, rows)


async def _resets(reading: Reading, people: Sequence[UUID], month: date) -> dict[UUID, int]:
    dates, zone = month_of(month), reading.region.zone
    since, until = (datetime.combine(each, time.min, zone) for each in (dates[0], dates[-1] + DAY))
    return await audit.counts(reading.db, reading.region.code, people, RELEASED, since, until)


async def signed(reading: Reading, me: UUID, sheet: Sheet) -> datetime | None:
    """When somebody said that they have gone through a sheet; None: not yet.

    A head has one of each office; that of a superior's people is one, wherever those were.
    """
    known = await evaluation.of_month(reading.db, reading.region.code, sheet.month)
    mine = (each for each in known if each.employee == me and each.role is sheet.role)
    theirs = (each.at for each in mine if sheet.office in {None, each.office})
    return next(theirs, None)


async def sign(act: Act, reading: Reading, me: UUID, sheet: Sheet) -> None:
    """Write down that somebody has gone through a month, with the totals that they saw.

    `Refused` before the first working day after it; a second time writes nothing.
    """
    opens = await open_from(reading, sheet.office, sheet.month)
    if act.now < opens:
        name, day = month_name(sheet.month), long_date(opens.date())
        raise Refused(f"{name} belum bisa dievaluasi. Buka /evaluasi mulai {day}.")
    written = [
        await evaluation.sign(
            act.db,
            act.region.code,
            Evaluation(sheet.month, office, me, sheet.role, act.now, asdict(sheet.totals)),
        )
        for office in sheet.offices
    ]
    if any(written):
        detail = {"bulan": f"{sheet.month:%Y-%m}", "sebagai": sheet.role.value}
        detail |= {"kantor": ", ".join(sheet.offices), "pegawai": str(len(sheet.people))}
        await act.note("bulan dievaluasi", detail, about=me)
