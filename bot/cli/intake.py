"""`hadir import` and `hadir libur`: what offices, people and days there are."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import holidays
import typer
from rich.markup import escape
from rich.progress import Progress, TaskID
from rich.table import Table
from rich.text import Text

from bot.cli import change
from bot.cli.authority import acting, require
from bot.cli.desk import Desk, carry_out, database, desk_of, region_of, transaction
from bot.cli.effect import Act, Consent, Yes, agreed, weigh
from bot.cli.options import By, Files, RegionCode
from bot.cli.stuck import Unreckoned
from bot.cli.verifiers import summary
from bot.importing.batch import Batch, Kind, read_files
from bot.importing.progress import Tick
from bot.importing.run import Errand, Result, run
from core.law.kinds import HolidayKind
from core.month.effect import Reach
from core.organisation.calendar import Holiday
from core.organisation.region import Region
from db.people import office, roster
from db.people.roster import Outcome
from db.records import audit, deadline_recalculation, outage
from db.records.audit import Change
from handlers.admin import gaps

MOST_SHOWN = 500  # changes; nobody reads more on a screen, and the audit has them all
# What says who is above whom, and who heads an office.
_STAFF = frozenset({Kind.EMPLOYEE, Kind.ROLE, Kind.OFFICE, Kind.DEPARTURE})
LONG = 2_000  # rows from which on somebody wants to see how far it is

DryRun = Annotated[bool, typer.Option("--dry-run", help="Periksa saja, tidak ada yang disimpan")]
Year = Annotated[int, typer.Argument(metavar="TAHUN", min=2000, max=2060)]


@dataclass(frozen=True, slots=True)
class Order:
    """What is imported, by whom, and whether it is to be kept."""

    files: Sequence[Path]
    by: str | None
    keep: bool


def import_files(
    ctx: typer.Context,
    region: RegionCode,
    files: Files,
    *,
    dry_run: DryRun = False,
    by: By = None,
    yes: Yes = False,
) -> None:
    """Masukkan data dari CSV, XLSX atau GeoJSON: semuanya, atau tidak sama sekali.

    Jenis berkas dikenali dari kata pertama namanya: jadwal, kantor, tempat, pegawai, sif,
    libur, peran, berhenti. Contoh: pegawai-dinkes.xlsx.
    """
    desk, order = desk_of(ctx), Order(files, by, keep=not dry_run)
    # A dry run only shows what has to be agreed to.
    carry_out(agreed(lambda consent: _import(desk, region, order, consent), yes=yes or dry_run))


async def _import(desk: Desk, code: str, order: Order, consent: Consent) -> None:
    region, dry_run = region_of(desk, code), not order.keep
    with _progress(desk) as tick:
        batch = read_files(order.files, tick)
        result, missing = await _write(desk, region, order, batch, tick, consent)
    _show(desk, result, dry_run=dry_run)
    if missing:
        desk.console.print(Text(f"Perhatian: {missing}", style="yellow"))
    if result.moves_deadlines and not dry_run:
        await recount(desk, region)


async def _write(
    desk: Desk, region: Region, order: Order, batch: Batch, tick: Tick, consent: Consent
) -> tuple[Result, str]:
    """What was written, and who would find nobody to decide by it."""
    now = desk.clock.now()
    today = now.astimezone(region.zone).date()
    async with transaction(desk, keep=order.keep) as db:
        actor = await acting(db, region, today, order.by)
        result = await run(db, Errand(region, now, actor), batch, tick)
        if consent.shown is None:
            _show_changes(desk, result)  # before the commit: nothing of it holds yet
        await weigh(Act(desk, db, region, now, actor.name), result.reaches, consent)
        staff = not _STAFF.isdisjoint(result.tally)
        missing = await gaps.of_deciders(db, region, today) if staff else ()
        return result, summary(region.code, missing)


@contextmanager
def _progress(desk: Desk) -> Iterator[Tick]:
    tasks: dict[str, TaskID] = {}
    console = desk.console
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bars:

        def tick(what: str, done: int, total: int) -> None:
            if max(done, total) <= LONG:
                return
            if what not in tasks:
                tasks[what] = bars.add_task(escape(what), total=total)
            bars.update(tasks[what], completed=done)

        yield tick


def _show_changes(desk: Desk, result: Result) -> None:
    """What was and what will be, of all that was there before."""
    changed = [each for each in result.changes if each.before is not None]
    if changed:
        desk.console.print(change.table(changed[:MOST_SHOWN]))
    if (more := len(changed) - MOST_SHOWN) > 0:
        desk.say(f"… dan {more} perubahan lain; semuanya dengan hadir audit --rinci.")


def _show(desk: Desk, result: Result, *, dry_run: bool) -> None:
    for warning in result.warnings:
        desk.console.print(Text(f"Perhatian: {warning}", style="yellow"))
    table = Table("jenis", *(each.value for each in Outcome))
    for kind in Kind:
        if counts := result.tally.get(kind):
            table.add_row(kind, *(str(counts[each]) for each in Outcome))
    desk.console.print(table)
    total = {each: sum(c[each] for c in result.tally.values()) for each in Outcome}
    counted = ", ".join(f"{total[each]} {each}" for each in Outcome)
    end = " Tidak ada yang disimpan (--dry-run)." if dry_run else ""
    desk.say(f"{counted}.{end}")


async def recount(desk: Desk, region: Region) -> None:
    """After the commit, batch by batch; whole again when the command is repeated."""
    now, unreckoned = desk.clock.now(), Unreckoned()
    async with database(desk) as engine:
        stopping = outage.stopping
        moved = await deadline_recalculation.requests(
            engine, region, now, stopping, failed=unreckoned.add
        )
    desk.say(f"{moved} tenggat verifikasi izin dihitung ulang.")
    unreckoned.tell(desk)


def seed(
    ctx: typer.Context, region: RegionCode, year: Year, *, by: By = None, yes: Yes = False
) -> None:
    """Isi libur nasional dan cuti bersama setahun; yang sudah diimpor tidak ditimpa."""
    desk = desk_of(ctx)
    carry_out(agreed(lambda consent: _seed(desk, region, year, by, consent), yes=yes))


async def _seed(desk: Desk, code: str, year: int, by: str | None, consent: Consent) -> None:
    region, found, now = region_of(desk, code), national(year), desk.clock.now()
    async with transaction(desk) as db:
        actor = await acting(db, region, now.astimezone(region.zone).date(), by)
        right = region.regulation.peran.atur_jam_kerja
        require(actor, right, None, act="mengatur hari libur")
        await roster.claim(db, code)
        before = await office.holidays_of(db, code, year)
        seeded, kept = await office.seed_holidays(db, code, year, found)
        after = await office.holidays_of(db, code, year)
        await roster.outdate(db, code)
        moved = _moved(before, after)
        detail = {"tahun": year, "diisi": seeded, "tetap": kept}
        await audit.note(
            db,
            region=region.code,
            at=now,
            actor=actor.name,
            action="libur diisi",
            detail=detail,
            changes=list(moved.values()),
        )
        reaches = [Reach(min(moved), max(moved))] if moved else []
        await weigh(Act(desk, db, region, now, actor.name), reaches, consent)
    desk.say(f"{seeded} hari libur {year} diisi, {kept} yang sudah diimpor tetap.")
    await recount(desk, region)
    _warn_without_collective_leave(desk, year, found)


def _moved(before: Mapping[date, Holiday], after: Mapping[date, Holiday]) -> dict[date, Change]:
    """Dates that became holidays, are none any more, or are called otherwise."""
    found = {}
    for day in sorted({*before, *after}):
        was, is_ = (
            {"nama": each.name, "jenis": each.kind.value} if each else None
            for each in (before.get(day), after.get(day))
        )
        if was != is_:
            found[day] = Change("libur", str(day), was, is_)
    return found


def national(year: int) -> list[Holiday]:
    """National holidays and cuti bersama; a date that is both counts as national."""
    leave = _holidays(year, "government", HolidayKind.COLLECTIVE)
    days = leave | _holidays(year, "public", HolidayKind.NATIONAL)
    return [days[day] for day in sorted(days)]


def _holidays(year: int, category: str, kind: HolidayKind) -> dict[date, Holiday]:
    found = holidays.country_holidays("ID", years=year, categories=(category,), language="id")
    return {day: Holiday(day, name, kind) for day, name in found.items()}


def _warn_without_collective_leave(desk: Desk, year: int, found: list[Holiday]) -> None:
    if any(each.kind is HolidayKind.COLLECTIVE for each in found):
        return
    text = (
        f"Perhatian: cuti bersama {year} belum diketahui. Setelah keputusannya terbit, "
        "masukkan dengan berkas libur.csv (tanggal, nama, jenis, dasar)."
    )
    desk.console.print(Text(text, style="yellow"))
