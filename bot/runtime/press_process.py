"""Prints what is ordered over a pipe; runs as a process of its own, which knows no chat.

It loads what a form needs, and nothing else of the service: a third of the time and the memory.
"""

import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from core.reports.form import Form

Printer = Callable[[Any], bytes]  # a function of a module: another process has to find it

NICENESS = 10  # whoever stamps goes first
GARBAGE_OBJECTS = 100_000  # between two looks for cycles; a workbook keeps millions of cells


def pdf(form: Form) -> bytes:
    from bot.paper.pdf import to_pdf  # noqa: PLC0415 - only the process that prints draws

    return to_pdf(form)


def xlsx(form: Form) -> bytes:
    from bot.paper.xlsx import to_xlsx  # noqa: PLC0415

    return to_xlsx(form)


def pages(printed: bytes) -> bytes:
    """How many pages a PDF has; raises what its reader raises."""
    from bot.media.pdf_pages import count_pages  # noqa: PLC0415

    return b"%d" % count_pages(printed)


def serve(orders: Connection) -> None:
    """Print until nobody orders any more: the pipe ends with the process that ordered."""
    with suppress(EOFError, ConnectionError):
        while True:
            printer, form = orders.recv()
            orders.send(_printed(printer, form))


def _printed(printer: Printer, form: object) -> bytes | str:
    try:
        return printer(form)
    except Exception:  # noqa: BLE001 - told to whoever ordered, in words
        return traceback.format_exc(limit=-5)


def main() -> None:
    os.nice(NICENESS)
    gc.set_threshold(GARBAGE_OBJECTS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the service, which ends us
    serve(Connection(int(sys.argv[1])))


if __name__ == "__main__":
    main()
