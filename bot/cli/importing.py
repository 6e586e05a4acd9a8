"""`hadir import`: what offices, people and days there are, from files."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import Progress, TaskID
from rich.table import Table
from rich.text import Text

from bot.cli import change
from bot.cli.acting import acting
from bot.cli.consent import Consent, Yes, agreed
from bot.cli.context import CliContext, carry_out, context_of, region_of
from bot.cli.options import By, Files, RegionCode
from bot.cli.recalculation import recalculate_and_tell
from bot.cli.verifiers import summary
from bot.importing.files import read_files
from db.people.roster import Outcome
from db.records.audit import Change
from handlers.admin import gaps
from handlers.usecases.importing.batch import Batch, Kind
from handlers.usecases.importing.progress import Tick, Watch
from handlers.usecases.importing.run import Imported, import_batch

CHANGES_SHOWN_MAX = 500  # changes; nobody reads more on a screen, and the audit has them all
# What says who is above whom, and who heads an office.
_STAFF = frozenset({Kind.EMPLOYEE, Kind.ROLE, Kind.OFFICE, Kind.DEPARTURE})
PROGRESS_FROM_ROWS = 2_000  # whoever brings fewer need not see how far it is

DryRun = Annotated[bool, typer.Option("--dry-run", help="Periksa saja, tidak ada yang disimpan")]


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
    cli, order = context_of(ctx), Order(files, by, keep=not dry_run)
    # A dry run only shows what has to be agreed to.
    carry_out(agreed(lambda consent: _import(cli, region, order, consent), yes=yes or dry_run))


async def _import(cli: CliContext, code: str, order: Order, consent: Consent) -> None:
    region, dry_run = region_of(cli, code), not order.keep
    with _progress(cli) as tick:
        batch = read_files(order.files, tick)
        done, missing = await _write(cli, code, order, batch, tick, consent)
    _show(cli, done, dry_run=dry_run)
    if missing:
        cli.console.print(Text(f"Perhatian: {missing}", style="yellow"))
    if done.moves_deadlines and not dry_run:
        await recalculate_and_tell(cli, region)


async def _write(
    cli: CliContext, code: str, order: Order, batch: Batch, tick: Tick, consent: Consent
) -> tuple[Imported, str]:
    """What was written, and who would find nobody to decide by it."""

    def changed(changes: Sequence[Change]) -> None:
        if consent.shown is None:
            _show_changes(cli, changes)  # before the commit: nothing of it holds yet

    async with acting(cli, code, order.by, keep=order.keep) as act:
        done = await import_batch(act, batch, Watch(tick, changed))
        consent.to(cli, done.past)
        staff = not _STAFF.isdisjoint(done.tally)
        missing = await gaps.of_deciders(act.db, act.region, act.today) if staff else ()
        return done, summary(code, missing)


@contextmanager
def _progress(cli: CliContext) -> Iterator[Tick]:
    tasks: dict[str, TaskID] = {}
    console = cli.console
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bars:

        def tick(what: str, done: int, total: int) -> None:
            if max(done, total) <= PROGRESS_FROM_ROWS:
                return
            if what not in tasks:
                tasks[what] = bars.add_task(escape(what), total=total)
            bars.update(tasks[what], completed=done)

        yield tick


def _show_changes(cli: CliContext, changes: Sequence[Change]) -> None:
    """What was and what will be, of all that was there before."""
    changed = [each for each in changes if each.before is not None]
    if changed:
        cli.console.print(change.table(changed[:CHANGES_SHOWN_MAX]))
    if (more := len(changed) - CHANGES_SHOWN_MAX) > 0:
        cli.say(f"… dan {more} perubahan lain; semuanya dengan hadir audit --rinci.")


def _show(cli: CliContext, result: Imported, *, dry_run: bool) -> None:
    for warning in result.warnings:
        cli.console.print(Text(f"Perhatian: {warning}", style="yellow"))
    table = Table("jenis", *(each.value for each in Outcome))
    for kind in Kind:
        if counts := result.tally.get(kind):
            table.add_row(kind, *(str(counts[each]) for each in Outcome))
    cli.console.print(table)
    total = {each: sum(c[each] for c in result.tally.values()) for each in Outcome}
    counted = ", ".join(f"{total[each]} {each}" for each in Outcome)
    end = " Tidak ada yang disimpan (--dry-run)." if dry_run else ""
    cli.say(f"{counted}.{end}")
