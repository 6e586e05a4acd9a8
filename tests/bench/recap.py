"""The recap of everybody: a month derived and printed, beside what the libraries alone need.

The floors draw and write as many cells with reportlab and XlsxWriter and nothing of ours.
"""

import gc
import io
import resource
import subprocess
import sys
from collections.abc import Callable
from time import process_time

import orjson
import uvloop
from reportlab.pdfgen.canvas import Canvas
from xlsxwriter import Workbook

from bot.paper.pdf import to_pdf
from bot.paper.xlsx import to_xlsx
from bot.runtime.service import GARBAGE_OBJECTS
from core.reports.form import Form
from core.reports.person import Person, Signatory
from core.reports.recap_sheet import recap_sheet
from db.engine import open_reader
from handlers.month.recap_paper import sheet_of
from handlers.usecases import office_month
from handlers.usecases.printing import printing_of
from tests.bench import month
from tests.bench.children import ROOT
from tests.bench.month import DATES, NOW
from tests.bench.report import Figure, at_most
from tests.bench.seed import build
from tests.office import a_region
from tests.patience import PATIENCE
from tests.postgres import Postgres

WHOLE = "semua"  # an office of which every other one is a part
FLOOR_ROWS = 22  # people on a page of the floor
CELLS = 40  # of one person: a number, a name, 31 days, six totals


def figures(*, quick: bool) -> list[Figure]:
    """Measured in a process of its own, whose memory nobody else has used before."""
    people = month.A_FEW if quick else month.PEOPLE
    server = Postgres()
    server.start()
    try:
        build(server.url())
        uvloop.run(month.fill(server.url(), people, whole=WHOLE))
        command = [sys.executable, "-m", "tests.bench.recap", server.url(), str(people)]
        found = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    finally:
        server.stop()
    took = orjson.loads(found.stdout)
    pdf, xlsx = took["derived"] + took["pdf"], took["xlsx"]
    return [
        Figure("floor: as many cells by reportlab alone", took["pdf floor"], "s"),
        Figure("floor: as many cells by XlsxWriter alone", took["xlsx floor"], "s"),
        Figure(f"recap of {people:,} people, derived and printed as PDF", pdf, "s"),
        Figure("… to its floor", pdf / took["pdf floor"], "x", aim=at_most(2.1)),
        Figure("… of it reading and deriving", took["derived"], "s"),
        Figure("… peak memory of the process", took["memory"], "MB", aim=at_most(200)),
        Figure("… as a workbook", xlsx, "s"),
        Figure("… to its floor", xlsx / took["xlsx floor"], "x", aim=at_most(2.7)),
    ]


async def _form(url: str) -> Form:
    engine = open_reader(url, command_timeout=PATIENCE)
    region, printing = a_region(), printing_of(a_region())
    found = await office_month.read(engine.connect, region, WHOLE, DATES[0], NOW)
    await engine.dispose()
    return recap_sheet(printing, sheet_of(found, Signatory(Person("", ""))))


def _pdf_floor(people: int) -> bytes:
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


def _xlsx_floor(people: int) -> bytes:
    buffer = io.BytesIO()
    with Workbook(buffer, {"constant_memory": True, "in_memory": True}) as book:
        page, look = book.add_worksheet(), book.add_format({"border": 1})
        for row in range(people):
            for column in range(CELLS):
                page.write_string(row, column, "H", look)
    return buffer.getvalue()


def _timed(act: Callable[[], object]) -> float:
    began = process_time()
    act()
    return process_time() - began


def _measure(url: str, people: int) -> dict[str, float]:
    """CPU seconds of this process, and its peak memory in MB once it has derived and printed."""
    forms: list[Form] = []
    found = {"derived": _timed(lambda: forms.append(uvloop.run(_form(url))))}
    found["pdf"] = _timed(lambda: to_pdf(forms[0]))
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["xlsx"] = _timed(lambda: to_xlsx(forms[0]))
    found["pdf floor"] = _timed(lambda: _pdf_floor(people))
    found["xlsx floor"] = _timed(lambda: _xlsx_floor(people))
    return found


def main() -> None:
    gc.freeze()  # both as the service does once it has started
    gc.set_threshold(GARBAGE_OBJECTS)
    url, people = sys.argv[1:]
    sys.stdout.buffer.write(orjson.dumps(_measure(url, int(people))))


if __name__ == "__main__":
    main()
