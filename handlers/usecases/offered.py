"""Which commands somebody has: everybody's, and those of whoever looks after an office."""

from collections.abc import Callable
from datetime import date

from core.law.questions.laporan import Evaluator
from core.law.regulation import Regulation
from core.month.report import evaluators
from core.organisation.authority import Authority, Right
from core.organisation.calendar import DAY
from handlers.chat.context import Context
from handlers.chat.menu import commands
from handlers.usecases import evaluations, office_sight, recaps, rights
from handlers.usecases.office_month import Reading
from handlers.usecases.reports import may_look

EVALUATION = "evaluasi"

Offered = tuple[tuple[str, str], ...]


async def of_writer(ctx: Context) -> Offered:
    """By the roles with which the pages themselves ask who opens them (AMB-39)."""
    own = commands(ctx.regulation, ctx.calendar_date)
    by = await rights.of_person(ctx.db, ctx.region, ctx.calendar_date, ctx.someone.employee)
    theirs = {name for name, _, has in _COMMANDS if by and has(by)}
    if EVALUATION not in theirs and await _evaluates_people(ctx):
        theirs.add(EVALUATION)
    return (*own, *((name, meaning) for name, meaning, _ in _COMMANDS if name in theirs))


async def _evaluates_people(ctx: Context) -> bool:
    """Whether somebody goes through a month: of their own people, or of an office of theirs.

    As superior of then or head of today, or as whoever stands in for one (Pasal 9C ayat (4)).
    """
    month, asked = _month(ctx.calendar_date), _evaluators(ctx.regulation, ctx.calendar_date)
    reading = Reading(ctx.db, ctx.region, ctx.organisation, ctx.event.at)
    me = ctx.someone.employee
    if Evaluator.SUPERIOR in asked and await evaluations.below(reading, me, month):
        return True
    return Evaluator.HEAD in asked and bool(await evaluations.headed(reading, me))


def _evaluators(regulation: Regulation, day: date) -> tuple[Evaluator, ...]:
    return evaluators(regulation, _month(day))


def _month(day: date) -> date:
    """A date of the month that is over, which is the one that /evaluasi opens."""
    return day.replace(day=1) - DAY


def _sees_offices(by: Authority) -> bool:
    return bool(office_sight.sight(by).offices)


def _recaps(by: Authority) -> bool:
    return bool(recaps.offices_of(by))


def _manual(by: Authority) -> bool:
    return _anywhere(by, by.region.regulation.peran.catat_manual)


def _ceremonies(by: Authority) -> bool:
    peran = by.region.regulation.peran
    return _anywhere(by, peran.umumkan_apel) or _anywhere(by, peran.daftar_apel)


def _reports(by: Authority) -> bool:
    return any(may_look(by, office) for office in by.parents)


def _watches_evaluations(by: Authority) -> bool:
    """Whoever monitors the region sees who has gone through their month."""
    pantau = by.region.regulation.peran.pantau
    return bool(_evaluators(by.region.regulation, by.day) and by.roles(pantau, None))


def _anywhere(by: Authority, right: Right) -> bool:
    return any(by.roles(right, office) for office in by.parents)


_COMMANDS: tuple[tuple[str, str, Callable[[Authority], bool]], ...] = (
    ("kantor", "Kantor Anda hari ini", _sees_offices),
    ("rekap", "Rekap kantor", _recaps),
    ("laporan", "Laporan bulanan kantor", _reports),
    (EVALUATION, "Evaluasi bulanan pegawai", _watches_evaluations),
    ("manual", "Daftar hadir manual", _manual),
    ("apel", "Apel dan daftarnya", _ceremonies),
)
