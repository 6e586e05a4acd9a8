"""What `tests.bench.recap` measures, in a process that has loaded what the service has, no more.

The month is derived here, as in the service, and printed by the press in a process of its own.
"""

import asyncio
import gc
import io
import os
import resource
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from time import process_time
from typing import TypeVar

import orjson
import psutil
import uvloop
from reportlab.pdfgen.canvas import Canvas
from xlsxwriter import Workbook

from bot.runtime.press import Press
from bot.runtime.service import GARBAGE_OBJECTS
from core.reports.form import Form
from core.reports.person import Person, Signatory
from core.reports.recap_sheet import recap_sheet
from db.engine import open_reader
from handlers.chat.event import PDF, XLSX
from handlers.month.recap_paper import sheet_of
from handlers.usecases import office_month
from handlers.usecases.printing import printing_of
from tests.office import a_region
from tests.patience import PATIENCE

WHOLE = "semua"  # an office of which every other one is a part
FLOOR_ROWS = 22  # people on a page of the floor
T = TypeVar("T")
CELLS = 40  # of one person: a number, a name, 31 days, six totals


async def _form(url: str, month: date, now: datetime) -> Form:
    engine = open_reader(url, command_timeout=PATIENCE)
    region, printing = a_region(), printing_of(a_region())
    found = await office_month.read(engine.connect, region, WHOLE, month, now)
    await engine.dispose()
    return recap_sheet(printing, await sheet_of(found, Signatory(Person("", ""))))


def _print(form: Form, media: str) -> float:
    """By the press, from its start to its end: only what has ended counts among the children.

    Returns its peak memory in MB.
    """
    press = Press(seconds=PATIENCE)
    asyncio.run(press.print(form, media))
    (process,) = psutil.Process().children()
    memory = _megabytes(process.pid)
    press.stop()
    return memory


def pdf_floor(people: int) -> bytes:
    """A grid that a short script would draw: no page break, font or name to think about."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (936, 609))
    for first in range(0, people, FLOOR_ROWS):
        canvas.setFont("Helvetica", 7)
        for row in range(first, min(first + FLOOR_ROWS, people)):
            y = 560 - (row - first) * 25
            for column in range(CELLS):
                canvas.rect(40 + column * 21, y, 21, 25)
                canvas.drawCentredString(50 + column * 21, y + 9, "H")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def xlsx_floor(people: int) -> bytes:
    buffer = io.BytesIO()
    with Workbook(buffer, {"constant_memory": True, "in_memory": True}) as book:
        page, look = book.add_worksheet(), book.add_format({"border": 1})
        for row in range(people):
            for column in range(CELLS):
                page.write_string(row, column, "H", look)
    return buffer.getvalue()


def _seconds() -> float:
    """CPU time of this process and of its children that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + ended.ru_utime + ended.ru_stime


def _megabytes(process: int) -> float:
    """The peak memory of a process since it is what it is; `getrusage` knows its parent's, too."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024  # Linux counts in kB


def _timed(act: Callable[[], T]) -> tuple[float, T]:
    began = _seconds()
    result = act()
    return _seconds() - began, result


def measure(url: str, people: int, month: date, now: datetime) -> dict[str, float]:
    """CPU seconds, and the peak memory in MB of who derives and of who prints."""
    forms: list[Form] = []

    async def derive() -> None:
        forms.append(await _form(url, month, now))

    derived, _ = _timed(lambda: uvloop.run(derive()))
    pdf, pdf_memory = _timed(lambda: _print(forms[0], PDF))
    memory = _megabytes(os.getpid())
    xlsx, xlsx_memory = _timed(lambda: _print(forms[0], XLSX))
    pdf_alone, _ = _timed(lambda: pdf_floor(people))
    xlsx_alone, _ = _timed(lambda: xlsx_floor(people))
    return {
        "derived": derived,
        "pdf": pdf,
        "xlsx": xlsx,
        "pdf floor": pdf_alone,
        "xlsx floor": xlsx_alone,
        "memory": memory,
        "pdf memory": pdf_memory,
        "xlsx memory": xlsx_memory,
    }


def main() -> None:
    gc.freeze()  # both as the service does once it has started
    gc.set_threshold(GARBAGE_OBJECTS)
    url, people, month, now = sys.argv[1:]
    found = measure(url, int(people), date.fromisoformat(month), datetime.fromisoformat(now))
    sys.stdout.buffer.write(orjson.dumps(found))


if __name__ == "__main__":
    main()
