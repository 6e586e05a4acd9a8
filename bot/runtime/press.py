"""The press: one process beside ours that turns forms into files, so that no check-in waits.

It is started with the first form and ended when there is none left (`bot.runtime.press_process`).
What it cannot print, takes too long or dies of is `PrintFailed`, and the next form gets a new
process.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from bot.runtime import press_process
from bot.runtime.press_process import Printer
from handlers.chat.event import PDF, XLSX

PRINTERS: Mapping[str, Printer] = {PDF: press_process.pdf, XLSX: press_process.xlsx}
PRINT_SECONDS_MAX = 120.0  # of one form, on a machine that has better things to do


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
        self._process: subprocess.Popen[bytes] | None = None
        self._orders: Connection | None = None

    async def print(self, form: object, media: str) -> bytes:
        """The file; raises `PrintFailed`."""
        return await self._carry_out(self._printers[media], form)

    async def count_pages(self, pdf: bytes) -> int | None:
        """How many pages a PDF has, whoever made it; None where it does not say so."""
        try:
            return int(await self._carry_out(press_process.pages, pdf))
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
            self._process.wait()
        if self._orders is not None:
            self._orders.close()
        self._process = self._orders = None

    def _order(self, printer: Printer, form: object) -> bytes | str:
        orders = self._orders or self._start()
        orders.send((printer, form))
        answer: bytes | str = orders.recv()
        return answer

    def _start(self) -> Connection:
        orders, theirs = Pipe()
        number = theirs.fileno()
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            (sys.executable, "-P", "-m", press_process.__name__, str(number)),
            pass_fds=(number,),
            # It finds what we find, and has no business with our secrets.
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        theirs.close()  # so that an end of the process is an end of the pipe
        self._orders = orders
        return orders
