"""The terminal of an administrator on the page: a line of `hadir …`, and what it prints."""

import shlex
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from threading import Lock

import typer

from bot.cli import app as commands
from bot.cli.context import CliContext

# They would take the place of what is running already.
NOT_HERE = frozenset({"serve", "demo", "migrate"})
_ONE_AT_A_TIME = Lock()  # there is one stdout in a process


def typed(desk: CliContext, line: str) -> tuple[int, str]:
    """Do what a line says on the demo's own desk; the exit code and everything it printed."""
    try:
        words = shlex.split(line)
    except ValueError:
        return 2, "Ada tanda kutip yang belum ditutup."
    words = words[1:] if words[:1] == ["hadir"] else words
    command = next((word for word in words if not word.startswith("-")), "")
    if command in NOT_HERE:
        return 2, f"hadir {command} tidak untuk halaman ini; jalankan di terminal Anda."
    printed = StringIO()
    with _ONE_AT_A_TIME, redirect_stdout(printed), redirect_stderr(printed):
        code = _run(desk, words)
    return code, printed.getvalue()


def _run(desk: CliContext, words: list[str]) -> int:
    command = typer.main.get_command(commands)
    try:
        command.main(words, prog_name="hadir", obj=desk)
    except SystemExit as end:  # so ends every command
        return end.code if isinstance(end.code, int) else 0
    return 0
