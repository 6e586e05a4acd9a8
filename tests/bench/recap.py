"""The recap of everybody: a month derived and printed, beside what the libraries alone need.

The floors draw and write as many cells with reportlab and XlsxWriter and nothing of ours.
"""

import subprocess
import sys

import orjson
import uvloop

from tests.bench import month
from tests.bench.children import ROOT
from tests.bench.month import DATES, NOW
from tests.bench.printing import WHOLE
from tests.bench.report import Figure, at_most
from tests.bench.seed import build
from tests.postgres import Postgres


def figures(*, quick: bool) -> list[Figure]:
    """Measured in a process of its own, whose memory nobody else has used before."""
    people = month.A_FEW if quick else month.PEOPLE
    server = Postgres()
    server.start()
    try:
        build(server.url())
        uvloop.run(month.fill(server.url(), people, whole=WHOLE))
        arguments = (server.url(), str(people), DATES[0].isoformat(), NOW.isoformat())
        command = [sys.executable, "-m", "tests.bench.printing", *arguments]
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
        Figure("… peak memory of who derives", took["memory"], "MB", aim=at_most(200)),
        Figure("… and of the press", took["pdf memory"], "MB", aim=at_most(200)),
        Figure("… as a workbook", xlsx, "s"),
        Figure("… to its floor", xlsx / took["xlsx floor"], "x", aim=at_most(2.7)),
        Figure("… peak memory of the press", took["xlsx memory"], "MB"),
    ]
