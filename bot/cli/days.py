"""How a console shows days that an act changes: `2026-04-02  Budi  alpa → sakit`."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from rich.table import Table
from rich.text import Text

from bot.cli.desk import Desk
from core.law.closing import Closed, open_since
from core.month.day_state import Day
from core.month.effect import Turn, weight
from core.organisation.region import Region
from handlers.chat.format import grouped, long_date, minutes
from handlers.texts.grounds import cited
from handlers.usecases.closing import stands

ON_SCREEN, IN_A_PIPE = 20, 500  # lines; nobody reads more
NAMED = 3  # in a sentence
COUNTED = 10_000  # days of closed months: who would change so many need not wait for all


@dataclass(frozen=True, slots=True)
class Changed:
    """One day of one person that counts otherwise; `closed` is its month, where it is."""

    employee: UUID
    name: str
    turn: Turn
    closed: Closed | None


@dataclass(slots=True)
class Changes:
    """All of them counted by month, the first ones kept to be shown."""

    open: Counter[date] = field(default_factory=Counter)
    closed: Counter[date] = field(default_factory=Counter)
    first_open: list[Changed] = field(default_factory=list)
    first_closed: list[Changed] = field(default_factory=list)
    people: set[UUID] = field(default_factory=set)
    _hash: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def add(self, each: Changed) -> None:
        counts, kept = self.closed, self.first_closed
        if each.closed is None:
            counts, kept = self.open, self.first_open
            self.people.add(each.employee)
        counts[each.turn.date.replace(day=1)] += 1
        if len(kept) < IN_A_PIPE:
            kept.append(each)
        ends = (weight(each.turn.before), weight(each.turn.after))
        self._hash.update(f"{each.employee} {each.turn.date} {ends}".encode())

    @property
    def digest(self) -> str:
        """The same for the same changes, and for no others."""
        return self._hash.hexdigest()


def table(desk: Desk, found: Changes) -> None:
    """Print them: who, which day, what it was and what it becomes."""
    most = ON_SCREEN if desk.console.is_terminal else IN_A_PIPE
    made = Table("tanggal", "pegawai", "sebelum", "sesudah")
    for each in found.first_open[:most]:
        cells = (str(each.turn.date), each.name, called(each.turn.before), called(each.turn.after))
        made.add_row(*(Text(cell) for cell in cells))
    desk.console.print(made)
    days = found.open.total()
    if (more := days - most) > 0:
        desk.say(f"… dan {grouped(more)} hari lain.")
    counted = f"{grouped(days)} hari dari {grouped(len(found.people))} pegawai"
    desk.say(f"Perhatian: {counted} yang sudah lewat berubah seperti di atas.")


def refused(region: Region, found: Changes, now: datetime) -> str:
    """Which month is closed since when, whose days would have changed, and what is open."""
    (shut,) = (each.closed for each in found.first_closed[:1] if each.closed)
    days = found.closed.total()
    least = "paling sedikit " if days >= COUNTED else ""
    rest = f", dan {grouped(days - NAMED)} hari lain" if days > NAMED else ""
    since = open_since(region.regulation, now, region.zone)
    open_ = f" Yang masih dapat diubah: mulai {long_date(since)}." if since else ""
    article = cited(region, shut.ground.citation)
    whose = _listed(found.first_closed[:NAMED])
    return (
        f"{stands(region, shut)} ({article}). Tidak ada yang disimpan: {least}{grouped(days)} hari "
        f"akan berubah, yaitu {whose}{rest}.{open_}"
    )


def _listed(some: Sequence[Changed]) -> str:
    return "; ".join(
        f"{each.name}, {long_date(each.turn.date)}: "
        f"{called(each.turn.before)} menjadi {called(each.turn.after)}"
        for each in some
    )


def called(day: Day | None) -> str:
    """`hadir, terlambat 5 menit`: a day by all that counts of it."""
    if day is None:
        return "tidak dihitung"
    parts = [day.state.value]
    parts += [f"terlambat {minutes(day.late)}"] * bool(day.late)
    parts += [f"pulang cepat {minutes(day.early)}"] * bool(day.early)
    parts += [f"{minutes(day.excused)} diizinkan"] * bool(day.excused)
    parts += [f"{grouped(day.points)} poin"] * bool(day.points)
    return ", ".join(parts)
