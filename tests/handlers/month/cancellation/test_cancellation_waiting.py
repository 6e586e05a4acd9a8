"""The letter of a cancellation is found again: by whoever has to send it, and to take it in."""

import pytest

from db.records.cancellation import cancellation
from tests.handlers.dialogue import SILENCE, at, say, tap
from tests.handlers.month.cancellation.parts import gathered, noted
from tests.handlers.month.cancellation.test_cancellation import LETTER
from tests.handlers.naming import pressing
from tests.world import World

NOTHING = (say("/verifikasi"), "Tidak ada yang menunggu keputusan Anda.")
PILES = tuple(f"l:{code}:{0:032x}:0" for code in ("batal", "batal-masuk"))


async def test_the_superior_and_then_bkpsdm_find_it_and_nobody_else(world: World) -> None:
    """KRA-9C-3: once the head has taken note, and once the letter came in."""
    who = await gathered(world)
    await noted(who)
    for each in who.all:
        if each is not who.sari:
            await each.play(NOTHING)
    card = who.sari.phone.told[-1]
    await who.sari.play(
        (say("/verifikasi"), "1 surat pembatalan perlu dikirim"),
        (tap("Kirim surat (1)"), "Diketahui Hana: pembatalan kehadiran Budi"),
    )
    assert who.sari.newest == " ".join(card.split())
    await who.sari.play(*LETTER)
    for each in who.all:
        if each is not who.galih:
            await each.play(NOTHING)
            for data in PILES:
                assert {*await each.hears(pressing(data))} <= {NOTHING[1]}
    card = who.galih.phone.told[-1]
    await who.galih.play(
        (say("/verifikasi"), "1 surat pembatalan perlu dicatat"),
        (tap("Catat surat (1)"), "Surat pembatalan Budi, Senin, 6 April 2026 diterima"),
    )
    assert who.galih.newest == " ".join(card.split())
    await who.galih.play((tap("Sudah dicatat"), "Tercatat."), NOTHING)
    (row,) = await world.rows(cancellation)
    assert row.received_at is not None


@pytest.mark.parametrize(
    ("day", "clock", "waits"), [("2026-05-31", "23.59.59", True), ("2026-06-01", "00.00", False)]
)
async def test_a_letter_is_waited_for_until_its_month_closes(
    world: World, day: str, clock: str, *, waits: bool
) -> None:
    """KAM-11, KAM-23: what the closed month has ended is no work of anybody."""
    who = await gathered(world)
    await noted(who)
    await who.sari.play((at(clock, day), SILENCE))
    await who.sari.hears(say("/verifikasi"))
    assert ("Kirim surat (1)" in who.sari.phone.labels) is waits
