"""Dewi on her night shift, and a dialogue that is the same at each hour of it."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

import pytest

from core.approvals.case import State
from db.records.request import request
from tests.handlers.dialogue import SILENCE, Line, Speaker, act, at, employed, insert, say
from tests.handlers.worker import MONDAY
from tests.office import DEWI, wita
from tests.world import World

BOTH_LAWS = pytest.mark.parametrize("regulation", ["bulungan", "karanganyar"])
TUESDAY = "2026-04-07"
# Dewi's ward: from 21.00 to 07.00, stamped from 20.00 to 09.00.
NIGHT = [("23.30", MONDAY), ("00.30", TUESDAY), ("05.59", TUESDAY), ("06.30", TUESDAY)]
CALLED = "dinas malam Senin, 6 April"
MORNING: list[Line] = act(TUESDAY, "07.05", "Pulang", "Tercatat pulang")
SICK = [(say("/izin"), "Mengajukan apa?"), (say("Sakit"), "Mulai tanggal berapa?")]


async def on_duty(world: World, day: str = MONDAY) -> Speaker:
    """Dewi has come for the night."""
    dewi = await employed(world, DEWI)
    await dewi.play(*act(day, "20.45", "Masuk", "Tercatat masuk"))
    return dewi


async def granted(world: World, first: date, last: date) -> None:
    """Leave of Dewi's."""
    made = {"filed_at": wita(MONDAY, "08.00"), "due_at": wita("2026-04-20", "08.00")}
    by = {"state": State.APPROVED, "decided_at": wita(MONDAY, "09.00"), "reason": "x"}
    row = {"id": uuid4(), "employee": DEWI.id, "code": "cuti.tahunan"}
    await insert(world, request, **row, first=first, last=last, **made, **by)


async def through(
    dewi: Speaker, asked: Sequence[Line], after: Sequence[Line], heard: str = ""
) -> None:
    """The same dialogue at each hour of the night, and another one once she has gone home.

    `heard` stands in the first answer after midnight, when the two dates differ.
    """
    for clock, day in NIGHT:
        await dewi.play((at(clock, day), SILENCE))
        for line in asked:
            await dewi.play(line)
            if line is asked[0] and day == TUESDAY:
                assert heard in dewi.newest, clock
    await dewi.play(*MORNING, (at("07.30", TUESDAY), SILENCE), *after)
