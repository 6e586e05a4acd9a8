"""Days of absence of a year beside the bands of the law of discipline, for who monitors absence.

AMB-43: information. Software counts and judges nobody.
"""

import asyncio
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from core.month.absence_bands import Absences, band, count, looked_at
from core.month.day_deriver import DayDeriver
from core.organisation.calendar import DAY
from db.records import reader
from handlers.approvals.kind import Scope
from handlers.chat.context import Context
from handlers.chat.format import brief
from handlers.chat.reply import Button, Reply
from handlers.office import band_candidates, reading
from handlers.office.view import View
from handlers.texts import office as texts
from handlers.texts.office import data

RUNNING, BEFORE = "b", "y"  # the verbs of its buttons: of this year, and of the one before
PAGE_PEOPLE = 8
READ_PEOPLE = 50  # whose year is held at once; between any two of them others have a turn
WARNING = Markup(
    "\n⚠️ Ini hitungan, bukan keputusan. Ambangnya dari PP 94/2021. Sebelum ada yang diperiksa, "
    "pejabat yang berwenang memastikan sebab setiap harinya."
)


@dataclass(frozen=True, slots=True)
class Counted:
    """Somebody who has reached a band, and what it provides for."""

    name: str
    found: Absences
    provides: str


async def show(ctx: Context, view: View, page: int, *, before: bool) -> Reply:
    """Who has reached a band in a year, those with most days first.

    `before`: of the year before this one, whose last months become final in this one only.
    """
    year = ctx.calendar_date.year - before
    verb, other = (BEFORE, RUNNING) if before else (RUNNING, BEFORE)
    counted = await count_reached(Scope.of(ctx), view.office, year)
    head = Markup("<b>Alpa tahun {}, {}</b>").format(year, view.name(ctx))
    ways = [Button("Kembali", data("o", *view.here))]
    if before or date(year, 1, 1) > ctx.regulation.peraturan.berlaku_sejak:
        label = "Tahun ini" if before else "Tahun lalu"
        ways.insert(0, Button(label, data(other, *view.here, 0)))
    if not counted:
        nobody = Markup("Tidak ada pegawai yang mencapai ambang pertama.")
        return Reply(Markup("\n").join([head, nobody, WARNING]), tuple(ways))
    last = (len(counted) - 1) // PAGE_PEOPLE
    page = min(page, last)
    lines = [_line(each) for each in counted[page * PAGE_PEOPLE :][:PAGE_PEOPLE]]
    turns = texts.turning(page, last, verb, *view.here)
    return Reply(Markup("\n").join([head, *lines, WARNING]), (*turns, *ways))


def _line(each: Counted) -> Markup:
    since = " sejak tahun sebelumnya" if each.found.longest > each.found.days else ""
    row = f", {each.found.longest} berturut-turut{since}" if each.found.longest > 1 else ""
    open_ = f", {each.found.provisional} masih bisa berubah" if each.found.provisional else ""
    return Markup("{}: {} hari{}{}. Ambang: {}").format(
        each.name, each.found.days, row, open_, each.provides
    )


async def count_reached(scope: Scope, office: str, year: int) -> list[Counted]:
    """Who of an office and its parts has reached a band in a year, those with most days first.

    Of whoever works there today, for their superior examines it; with all their days of the year.
    """
    law, since = scope.region.regulation, scope.region.regulation.peraturan.berlaku_sejak
    people = [each.employee for each in await reading.people(scope, office)]
    begins, until = date(year, 1, 1), min(scope.today, date(year, 12, 31))
    first = max(looked_at(begins), since)
    dates = [first + DAY * number for number in range((until - first).days + 1)]
    if not people or not dates:
        return []
    people = await band_candidates.find(scope, people, dates)
    organisation = await scope.organisation()
    deriver = DayDeriver(law, organisation, dates, scope.now, scope.region.zone)
    found: list[tuple[str, Absences]] = []
    for start in range(0, len(people), READ_PEOPLE):
        some = people[start:][:READ_PEOPLE]
        known = await reader.read(scope.db, scope.region.code, some, first, until)
        for each in known.values():
            found.append((each.name, count(deriver.days(each), begins)))
            await asyncio.sleep(0)
    reached = [
        Counted(brief(name), absences, provides.tindakan)
        for name, absences in found
        if (provides := band(law, absences, until))
    ]
    return sorted(reached, key=lambda each: (-each.found.days, each.name.casefold()))
