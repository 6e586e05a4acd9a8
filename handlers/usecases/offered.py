"""Which commands somebody has: everybody's, and those of whoever looks after an office."""

from collections.abc import Callable, Iterator, Sequence

from core.law.regulation import Role
from core.month.report import evaluators
from core.organisation.authority import Authority, Right
from handlers.chat.context import Context
from handlers.chat.menu import commands
from handlers.usecases import office_sight, recaps, rights
from handlers.usecases.reports import may_look

Offered = tuple[tuple[str, str], ...]


async def of_writer(ctx: Context) -> Offered:
    """By the roles that they hold today, and those of whom they stand in for (AMB-39)."""
    own = commands(ctx.regulation, ctx.calendar_date)
    found = await rights.acting_for(ctx.db, ctx.region, ctx.calendar_date, ctx.someone.employee)
    return (*own, *_of_offices(found))


def _of_offices(found: Sequence[Authority]) -> Iterator[tuple[str, str]]:
    for name, meaning, has in _COMMANDS:
        if any(has(each) for each in found):
            yield name, meaning


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


def _evaluates(by: Authority) -> bool:
    """Heads; superiors are told when a sheet waits for them, with its button."""
    asked = evaluators(by.region.regulation, by.day.replace(day=1))
    return bool(asked) and any(each.role is Role.HEAD for each in by.held or ())


def _anywhere(by: Authority, right: Right) -> bool:
    return any(by.roles(right, office) for office in by.parents)


_COMMANDS: tuple[tuple[str, str, Callable[[Authority], bool]], ...] = (
    ("kantor", "Kantor Anda hari ini", _sees_offices),
    ("rekap", "Rekap kantor", _recaps),
    ("laporan", "Laporan bulanan kantor", _reports),
    ("evaluasi", "Evaluasi bulanan pegawai", _evaluates),
    ("manual", "Daftar hadir manual", _manual),
    ("apel", "Apel dan daftarnya", _ceremonies),
)
