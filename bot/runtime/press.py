"""The press: one process beside ours that turns forms into files, so that no check-in waits.

It is started with the first form and ended when there is none left. What it cannot print, takes
too long or dies of is `PrintFailed`, and the next form gets a new process.
"""

import asyncio
import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from core.reports.form import Form
from handlers.chat.event import PDF, XLSX

Printer = Callable[[Any], bytes]  # a function of a module: another process has to find it

PRINT_SECONDS_MAX = 120.0  # of one form, on a machine that has better things to do
NICENESS = 10  # whoever stamps goes first
_SPAWN = multiprocessing.get_context("spawn")


def _pdf(form: Form) -> bytes:
    from bot.paper.pdf import to_pdf  # noqa: PLC0415 - only the process that prints draws

    return to_pdf(form)


def _xlsx(form: Form) -> bytes:
    from bot.paper.xlsx import to_xlsx  # noqa: PLC0415

    return to_xlsx(form)


def _pages(pdf: bytes) -> bytes:
    from bot.media.pdf_pages import count_pages  # noqa: PLC0415

    return b"%d" % count_pages(pdf)


PRINTERS: Mapping[str, Printer] = {PDF: _pdf, XLSX: _xlsx}


class PrintFailed(Exception):
    """A form that could not be printed this time, and what its process said."""


class Press:
    """Prints one form at a time by `printers`, which are known by the media they make."""

    def __init__(
        self, printers: Mapping[str, Printer] = PRINTERS, seconds: float = PRINT_SECONDS_MAX
    ) -> None:
        self._printers = printers
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._process: multiprocessing.context.SpawnProcess | None = None
        self._orders: Connection | None = None

    async def print(self, form: object, media: str) -> bytes:
        """The file; raises `PrintFailed`."""
        return await self._carry_out(self._printers[media], form)

    async def count_pages(self, pdf: bytes) -> int | None:
        """How many pages a PDF has, whoever made it; None where it does not say so."""
        try:
            return int(await self._carry_out(_pages, pdf))
        except PrintFailed:
            return None

    async def _carry_out(self, printer: Printer, what: object) -> bytes:
        async with self._turn:
            try:
                async with asyncio.timeout(self._seconds):
                    printed = await asyncio.to_thread(self._order, printer, what)
            except TimeoutError as error:
                self.stop()
                raise PrintFailed(f"not printed after {self._seconds:g} s") from error
            except (EOFError, OSError) as error:
                self.stop()
                raise PrintFailed("the process that prints has died") from error
            except asyncio.CancelledError:
                self.stop()  # its answer would be taken for that of the next form
                raise
        if isinstance(printed, str):
            raise PrintFailed(printed)
        return printed

    def stop(self) -> None:
        """End the process, whatever it does just now."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._orders is not None:
            self._orders.close()
        self._process = self._orders = None

    def _order(self, printer: Printer, form: object) -> bytes | str:
        orders = self._orders or self._start()
        orders.send((printer, form))
        answer: bytes | str = orders.recv()
        return answer

    def _start(self) -> Connection:
        orders, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_serve, args=(theirs,), name="press", daemon=True)
        process.start()
        theirs.close()  # so that an end of the process is an end of the pipe
        self._process, self._orders = process, orders
        return orders


def _serve(orders: Connection) -> None:
    """Print until nobody orders any more: the pipe ends with the process that ordered."""
    os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the service, which ends us
    with suppress(EOFError, ConnectionError):
        while True:
            printer, form = orders.recv()
            orders.send(_printed(printer, form))


def _printed(printer: Printer, form: object) -> bytes | str:
    try:
        return printer(form)
    except Exception:  # noqa: BLE001 - told to whoever ordered, in words
        return traceback.format_exc(limit=-5)
