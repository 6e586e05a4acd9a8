"""When masuk and pulang are open: every border of the hours from both of its sides."""

from datetime import date

import pytest

from db.records.stamp import stamp
from tests.handlers.dialogue import act, employed
from tests.office import DEWI
from tests.world import World

ON_TIME = "Tercatat masuk 07.24 WITA, tepat waktu"


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [
                ("2026-04-06", "06.29", "masuk", "dibuka pukul 06.30 WITA (1 menit lagi)"),
                ("2026-04-06", "06.29.59", "masuk", "Masih terlalu pagi."),
                ("2026-04-06", "06.30", "masuk", "Tercatat masuk 06.30 WITA, tepat waktu"),
                ("2026-04-07", "05.10", "/masuk", "(1 jam 20 menit lagi)"),
            ],
            id="BLG-8-2a",
        ),
        pytest.param(
            [
                ("2026-04-06", "07.30.00", "Masuk", "masuk 07.30 WITA, tepat waktu"),
                ("2026-04-07", "07.30.01", "Masuk", "masuk 07.30 WITA, terlambat 1 menit"),
                ("2026-04-08", "10.50", "Masuk", "terlambat 3 jam 20 menit"),
                ("2026-04-09", "15.59.59", "Masuk", "masuk 15.59 WITA, terlambat 8 jam 30 menit"),
                ("2026-04-13", "16.00", "Masuk", "Jam kerja sudah selesai pukul 16.00 WITA"),
            ],
            id="AMB-05",
        ),
        pytest.param(
            [
                ("2026-04-06", "12.40", "pulang", "Belum jam pulang."),
                ("2026-04-06", "15.59.59", "/pulang", "dibuka pukul 16.00 WITA (1 menit lagi)"),
                ("2026-04-06", "16.00", "Pulang", "Tercatat pulang 16.00 WITA"),
                ("2026-04-07", "18.30", "Pulang", "Tercatat pulang 18.30 WITA"),
                ("2026-04-08", "18.30.01", "Pulang", "ditutup pukul 18.30 WITA. Sampaikan kepada"),
                ("2026-04-10", "16.29", "Pulang", "dibuka pukul 16.30 WITA (1 menit lagi)"),
            ],
            id="BLG-8-2b",
        ),
        pytest.param(
            [
                ("2026-04-03", "07.24", "Masuk", "libur nasional: Wafat Yesus Kristus"),
                ("2026-04-04", "07.24", "Masuk", "Sabtu, 4 April 2026 libur bagi Anda"),
                ("2026-04-06", "07.24", "Masuk", ON_TIME),
            ],
            id="BLG-1-20",
        ),
        pytest.param(
            [
                ("2026-02-18", "07.59", "Masuk", "terlambat 29 menit"),
                ("2026-02-19", "07.59", "Masuk", "masuk 07.59 WITA, tepat waktu"),
                ("2026-02-19", "14.59", "Pulang", "dibuka pukul 15.00 WITA (1 menit lagi)"),
                ("2026-02-19", "15.00", "Pulang", "Tercatat pulang 15.00 WITA"),
                ("2026-03-19", "08.01", "Masuk", "terlambat 1 menit"),
                ("2026-03-20", "08.01", "Masuk", "terlambat 31 menit"),
            ],
            id="BLG-6-2b",
        ),
    ],
)
async def test_every_border_of_the_hours_has_two_sides(
    world: World, rows: list[tuple[str, str, str, str]]
) -> None:
    budi = await employed(world)
    for row in rows:
        await budi.play(*act(*row))


async def test_a_night_shift_belongs_to_the_evening_on_which_it_began(world: World) -> None:
    """AMB-07: a shift brings its own windows, and works on holidays."""
    dewi = await employed(world, DEWI)
    await dewi.play(
        *act("2026-04-03", "19.59", "Masuk", "dibuka pukul 20.00 WITA (1 menit lagi)"),
        *act("2026-04-03", "20.50", "Masuk", "Tercatat masuk 20.50 WITA, tepat waktu"),
        *act("2026-04-04", "06.59", "Pulang", "dibuka pukul 07.00 WITA (1 menit lagi)"),
        *act("2026-04-04", "07.05", "Pulang", "Tercatat pulang 07.05 WITA"),
        *act("2026-04-04", "21.03", "Masuk", "Tercatat masuk 21.03 WITA, terlambat 3 menit"),
    )
    days = {(s.date, s.leg) for s in await world.rows(stamp)}
    assert (date(2026, 4, 3), "pulang") in days
    assert (date(2026, 4, 4), "masuk") in days
