"""The command line of an administrator: `hadir`."""

import os
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, distribution

import typer

from bot.cli import (
    account,
    activation,
    audit,
    check,
    delegation,
    departure,
    exemption,
    export,
    first_use,
    holiday,
    ignored,
    importing,
    letterhead,
    mismatch,
    nip,
    outage,
    recap,
    relocation,
    service,
    stuck,
    verifiers,
)

app = typer.Typer(
    help="Hadir: presensi ASN di dalam percakapan.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
exports = typer.Typer(help="Keluarkan data untuk sistem lain.", no_args_is_help=True)

app.command("import")(importing.import_files)
app.command("libur")(holiday.seed)
app.command("mulai")(first_use.begin)
app.command("batal-libur")(holiday.withdraw)
app.command("activate")(activation.activate)
app.command("unbind")(account.unbind)
app.command("block")(account.block)
app.command("unblock")(account.unblock)
app.command("exempt")(exemption.exempt)
app.command("berhenti")(departure.departed)
app.command("nip")(nip.correct)
app.command("delegasi")(delegation.delegations)
app.command("verifikator")(verifiers.verifiers)
app.command("gangguan")(outage.outages)
app.command("tertunda")(ignored.ignored)
app.command("kop")(letterhead.letterhead)
app.command("rekap")(recap.recap)
app.command("audit")(audit.audit)
app.command("registrasi-gagal")(mismatch.failed)
app.command("check")(check.check)
app.command("migrate")(service.migrate)
app.command("tertahan")(stuck.stuck)
app.command("pindah-basis-data")(relocation.relocate)
app.command("dead-letters")(service.dead_letters)
app.command("serve")(service.serve)
exports.command("stamps")(export.stamps)
app.add_typer(exports, name="export")


def _installed_commands() -> Iterator[tuple[str, Callable[..., None]]]:
    """The commands that a checkout has and the service does without: `hadir.commands`.

    They are named by pyproject.toml; a wheel names them too, but leaves their code out.
    """
    try:
        entries = distribution("hadir").entry_points.select(group="hadir.commands")
    except PackageNotFoundError:  # run from a folder that nobody has installed
        return
    for entry in entries:
        try:
            command = entry.load()
        except ModuleNotFoundError as missing:
            if missing.name is None or not entry.module.startswith(missing.name):
                raise
            continue
        yield entry.name, command


for _name, _command in _installed_commands():
    app.command(_name)(_command)


def main() -> None:
    os.umask(0o077)  # whatever a command writes is about people: for its own account only
    app()
