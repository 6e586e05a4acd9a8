"""What a superior has proposed is found again, and nobody's silence leaves it without an end."""

from collections.abc import Sequence
from datetime import date

import pytest

from db.people.departure import departure
from db.people.employee import supervision
from tests.handlers.dialogue import SILENCE, Speaker, again, at, insert, say, tap
from tests.handlers.month.cancellation.parts import (
    EXPLAINING,
    FAJAR,
    TESTIFYING,
    TUESDAY,
    gathered,
    noted,
    proposing,
    the_case,
    told,
)
from tests.handlers.naming import pressing
from tests.office import BUDI, EKO, SARI, Actor
from tests.world import World

WEDNESDAY, FRIDAY, SATURDAY, MONDAY = "2026-04-08", "2026-04-10", "2026-04-11", "2026-04-13"
NOTHING = (say("/verifikasi"), "Tidak ada yang menunggu keputusan Anda.")
FOUND = (say("/verifikasi"), "1 usulan pembatalan berjalan")
SEEN = (tap("Lihat usulan (1)"), "Kesaksian: 1 dari 2.")


async def leaves(world: World, actor: Actor, last: str = TUESDAY) -> None:
    row = {"last": date.fromisoformat(last), "kind": "pensiun", "decree": "SK 88"}
    await insert(world, departure, employee=actor.id, **row)


async def nine(who: Speaker, days: Sequence[str]) -> None:
    """The reminders of some mornings, swept twice each."""
    for day in days:
        await at("09.05", day)(who)
        for _ in range(2):
            await who.world.tick(1)


def times(who: Speaker, words: str) -> int:
    return sum(words in text for text in who.phone.told)


async def test_the_superior_finds_it_and_nobody_else(world: World) -> None:
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    await who.citra.play(*TESTIFYING)
    for each in (who.budi, who.citra, who.eko, who.fajar, who.galih):
        await each.play(NOTHING)
        said = await each.hears(pressing(f"l:batal-jalan:{0:032x}:0"))
        assert {*said} <= {NOTHING[1]}
    await who.sari.play(FOUND, SEEN, (tap("Pilih saksi lain"), "Siapa saksi lain untuk Budi"))
    await who.sari.play((tap("1. Fajar"), "Fajar sudah ditanya."))
    await who.sari.play(FOUND, SEEN, (tap("Tarik usulan"), "Usulan ditarik."), (again, SILENCE))
    await who.sari.play(NOTHING)
    assert (await the_case(world)).state == "ditarik"


async def test_once_the_head_has_taken_note_it_is_found_as_a_letter_alone(world: World) -> None:
    who = await gathered(world)
    await noted(who)
    await who.sari.play((say("/verifikasi"), "1 surat pembatalan perlu dikirim"))
    assert "Lihat usulan (1)" not in who.sari.phone.labels


async def test_a_witness_who_leaves_is_told_of_once(world: World) -> None:
    """KRA-9C-2: never who it is."""
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    await who.citra.play(*TESTIFYING)
    await nine(who.sari, [TUESDAY])
    assert not told(who.sari, "Masih perlu")
    await leaves(world, EKO)
    await nine(who.sari, [WEDNESDAY, "2026-04-09"])
    assert times(who.sari, "Seorang saksi tidak memberi keterangan") == 1
    assert "Eko" not in who.sari.phone.told[-1]
    await who.sari.play(
        (tap("Pilih saksi lain"), "Siapa saksi lain"), (tap("1. Fajar"), "Fajar sudah ditanya.")
    )


@pytest.mark.parametrize("answers", [True, False])
async def test_a_witness_who_is_silent_is_told_of_when_nothing_else_lacks(
    world: World, *, answers: bool
) -> None:
    """KAM-11: the morning after the person has answered, or could have."""
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    await who.citra.play(*TESTIFYING)
    if answers:
        await who.budi.play(*EXPLAINING)
    before, after = ([TUESDAY], WEDNESDAY) if answers else ([TUESDAY, WEDNESDAY, FRIDAY], SATURDAY)
    # What came before nine is waited for since before nine.
    await nine(who.sari, [] if answers else before)
    assert times(who.sari, "Saksi belum menjawab") == 0
    await nine(who.sari, [after, MONDAY])
    assert times(who.sari, "Saksi belum menjawab untuk Budi") == 1
    await who.sari.play((tap("Tarik usulan"), "Usulan ditarik."))


async def test_when_the_superior_has_left_the_new_one_goes_on(world: World) -> None:
    """AMB-51: what the head says comes to them, and the letter is theirs to send."""
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    for each in (who.citra, who.eko):
        await each.play(*TESTIFYING)
    await leaves(world, SARI)
    row = {"employee": BUDI.id, "supervisor": FAJAR.id, "since": date.fromisoformat(WEDNESDAY)}
    await insert(world, supervision, **row)
    await who.fajar.play((at("08.00", WEDNESDAY), SILENCE), FOUND)
    await who.budi.play(*EXPLAINING)
    assert told(who.fajar, "Budi menjelaskan")
    await who.hana.play((tap("Mengetahui"), "Diketahui Hana"))
    assert told(who.fajar, "Diketahui Hana: pembatalan kehadiran Budi")
    await who.fajar.play((say("/verifikasi"), "1 surat pembatalan perlu dikirim"))
    assert not told(who.sari, "Diketahui Hana")


async def test_while_the_superior_is_there_what_follows_stays_with_them(world: World) -> None:
    """AMB-51: though somebody else verifies by now, who finds it as well."""
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    row = {"employee": BUDI.id, "supervisor": FAJAR.id, "since": date.fromisoformat(WEDNESDAY)}
    await insert(world, supervision, **row)
    await who.budi.play((at("08.00", WEDNESDAY), SILENCE), *EXPLAINING)
    assert (told(who.sari, "Budi menjelaskan"), told(who.fajar, "Budi menjelaskan")) == (
        True,
        False,
    )
    for each in (who.sari, who.fajar):
        await each.play(FOUND)
