"""A day with permission is not cancelled, whenever it was asked for (Pasal 9C ayat (1), KAM-44)."""

import pytest
import sqlalchemy as sa

from core.approvals.case import State
from db.records.request import request
from tests.handlers.dialogue import SILENCE, again, at, insert, old_button, say, tap
from tests.handlers.month.cancellation.parts import (
    DAY,
    EXPLAINING,
    TESTIFYING,
    TUESDAY,
    gathered,
    noted,
    proposing,
    ready,
    the_case,
    told,
)
from tests.handlers.month.cancellation.test_cancellation import LETTER
from tests.office import BUDI, wita
from tests.world import World

ASKED = "hari itu {} izin, dinas luar, tugas khusus, atau sedang mengajukannya"
TRIP = "Perjalanan dinas dalam Daerah"


async def asks(world: World, state: State | None, code: str = "dinas_luar.dalam-daerah") -> None:
    """Budi has asked for the day, after it was proposed that it is cancelled."""
    dates = {"first": DAY, "last": DAY, "filed_at": wita(TUESDAY, "09.00")}
    row = {"employee": BUDI.id, "code": code, "reason": "x", **dates}
    row |= {"due_at": wita("2026-04-13", "00.00"), "state": state and state.value}
    if state is not None:
        row["decided_at"] = wita(TUESDAY, "09.10")
    await insert(world, request, id=BUDI.id, **row)


async def becomes(world: World, state: State) -> None:
    """Their superior has decided on it."""
    async with world.service.app.engine.begin() as db:
        values = {"state": state.value, "decided_at": wita(TUESDAY, "10.00")}
        await db.execute(sa.update(request).values(values))


WAYS = [
    ("waits", None, f"{TRIP} (belum diputuskan)", False),
    ("approved", State.APPROVED, f"{TRIP} (disetujui)", False),
    ("refused", State.REJECTED, "", True),
    ("taken back", State.WITHDRAWN, "", True),
]


@pytest.mark.parametrize(
    ("state", "shown", "may"), [pytest.param(*row, id=name) for name, *row in WAYS]
)
async def test_no_head_takes_note_of_a_day_with_permission(
    world: World, state: State | None, shown: str, *, may: bool
) -> None:
    """Asked for after the proposal: the card names it, and the head cannot take note."""
    who = await gathered(world)
    await ready(who)
    await asks(world, state)
    await who.hana.play(
        (say("/verifikasi"), "1 pembatalan"), (tap("1. Budi"), "Mohon diketahui"), (again, SILENCE)
    )
    assert (f"Izin pada hari itu: {shown}." in who.hana.newest) is bool(shown)
    answer = "Diketahui Hana" if may else f"Tidak bisa diketahui: {ASKED.format('pegawai')}"
    await who.hana.play((tap("Mengetahui"), answer))
    assert (await the_case(world)).state == ("disetujui" if may else None)
    assert told(who.sari, "Diketahui Hana") is may


async def test_once_it_is_refused_the_head_gets_the_card(world: World) -> None:
    """Without anybody's doing, with the reminders of the next morning."""
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    await asks(world, None)
    for each in (who.citra, who.eko):
        await each.play(*TESTIFYING)
    await who.budi.play(*EXPLAINING)
    for day, state, comes in (
        ("2026-04-08", State.PENDING, False),
        ("2026-04-09", State.REJECTED, True),
    ):
        if state is State.REJECTED:
            await becomes(world, state)
        await at("09.05", day)(who.hana)
        await world.tick(1)
        assert told(who.hana, "Mohon diketahui") is comes
    await who.hana.play((tap("Mengetahui"), "Diketahui Hana"))


@pytest.mark.parametrize(
    ("button", "state"), [("Kirim surat", None), ("Unduh surat", State.APPROVED)]
)
async def test_no_letter_cancels_a_day_with_permission(
    world: World, button: str, state: State | None
) -> None:
    """Asked for after the head took note: nothing is printed or sent, and the day stays."""
    who = await gathered(world)
    await noted(who)
    press = old_button(button)(who.sari)
    await asks(world, state)
    await who.sari.play((press, f"Tidak bisa: {ASKED.format('Budi')}"), (again, SILENCE))
    await who.sari.hears(say("/verifikasi"))
    assert "Kirim surat (1)" not in who.sari.phone.labels
    assert (await the_case(world)).letter_at is None
    if state:
        await who.budi.play((say("/rekap_saya"), "Dinas luar 1 hari"))


async def test_a_letter_that_was_begun_before_cancels_nothing(world: World) -> None:
    who = await gathered(world)
    await noted(who)
    await who.sari.play(*LETTER[:-1])
    await asks(world, State.APPROVED)
    await who.sari.play((tap("Kirim surat"), f"Tidak bisa: {ASKED.format('Budi')}"))
    assert (await the_case(world)).letter_at is None
    assert not told(who.budi, "dibatalkan dan dihitung alpa")


async def test_of_a_refused_request_the_letter_is_sent(world: World) -> None:
    who = await gathered(world)
    await noted(who)
    await asks(world, None)
    await becomes(world, State.REJECTED)
    await who.sari.play((say("/verifikasi"), "1 surat pembatalan perlu dikirim"))
    await who.sari.play((tap("Kirim surat (1)"), "Diketahui Hana"), *LETTER)


async def test_permission_that_is_granted_after_the_letter_goes_before_it(world: World) -> None:
    """Until it is granted the letter stands."""
    who = await gathered(world)
    await noted(who)
    await who.sari.play(*LETTER)
    await asks(world, None)
    await who.budi.play((say("/rekap_saya"), "Alpa 1 hari"))
    await becomes(world, State.APPROVED)
    await who.budi.play((say("/rekap_saya"), "Dinas luar 1 hari"))
