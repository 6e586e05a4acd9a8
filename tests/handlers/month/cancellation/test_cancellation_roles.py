"""Witness, superior and head are three, also where one acts for another (KAM-45), or leaves."""

from datetime import date
from uuid import UUID

import pytest

from core.organisation.employment import Leaving
from db.people.delegation import delegation
from db.people.departure import departure
from tests.handlers.dialogue import (
    SILENCE,
    Speaker,
    again,
    at,
    employed,
    forged_tap,
    insert,
    old_button,
    say,
    tap,
)
from tests.handlers.month.cancellation.parts import (
    EXPLAINING,
    FAJAR,
    HANA,
    INDRA,
    TESTIFYING,
    TUESDAY,
    gathered,
    hired,
    proposing,
    the_case,
    told,
)
from tests.office import BUDI, CITRA, SARI, Actor
from tests.world import World

WEDNESDAY, THURSDAY = "2026-04-08", "2026-04-09"
NOT_YOURS = "Keputusan ini tidak di tangan Anda hari ini."


async def acts_for(world: World, by: Actor, of: Actor, since: str, until: str) -> None:
    """As Plt or Plh."""
    dates = {"since": date.fromisoformat(since), "until": date.fromisoformat(until)}
    key = {"id": UUID(int=len(await world.rows(delegation)) + 1), "why": "plt_plh"}
    await insert(world, delegation, **key, of=of.id, by=by.id, **dates)


async def offered(who: Speaker) -> set[str]:
    """Whom the question for the first witness names."""
    for gesture, answered in proposing()[:4]:
        await who.play((gesture, answered))
    return {label[3:] for label in who.phone.labels if label[1:3] == ". "}


@pytest.mark.parametrize(
    ("by", "of"),
    [pytest.param(FAJAR, SARI, id="of the superior"), pytest.param(FAJAR, HANA, id="of the head")],
)
async def test_neither_who_acts_nor_in_whose_place_bears_witness(
    world: World, by: Actor, of: Actor
) -> None:
    """KAM-45: whoever proposes, or takes note, and whom they do that for."""
    who = await gathered(world)
    await acts_for(world, by, of, TUESDAY, TUESDAY)
    await who.sari.play((at("08.00", TUESDAY), SILENCE))
    assert await offered(who.fajar if of is SARI else who.sari) == {"Citra", "Eko"}


async def test_and_where_nobody_acts_for_anybody_a_colleague_does(world: World) -> None:
    who = await gathered(world)
    await acts_for(world, FAJAR, SARI, WEDNESDAY, WEDNESDAY)
    await who.sari.play((at("08.00", TUESDAY), SILENCE))
    assert await offered(who.sari) == {"Citra", "Eko", "Fajar"}


async def test_who_stands_in_for_the_superior_meanwhile_is_no_further_witness(
    world: World,
) -> None:
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    await who.eko.play((tap("Tidak bersedia"), "Apa alasannya?"), (say("Sedang cuti"), "Tersimpan"))
    await acts_for(world, FAJAR, SARI, WEDNESDAY, WEDNESDAY)
    more = old_button("Pilih saksi lain")(who.sari)
    await who.sari.play(
        (at("08.00", WEDNESDAY), SILENCE),
        (more, "Tidak ada saksi lain di unit ini."),
        (at("08.00", THURSDAY), SILENCE),
        (more, "Siapa saksi lain untuk Budi"),
        (tap("1. Fajar"), "Fajar sudah ditanya."),
    )


@pytest.mark.parametrize("somebody", [True, False])
async def test_whoever_bore_witness_takes_no_note_as_plh_of_the_head(
    world: World, *, somebody: bool
) -> None:
    """KAM-45: who verifies heads does; where nobody is named, it waits for the head."""
    who = await gathered(world)
    await hired(world, INDRA) if somebody else None
    await acts_for(world, CITRA, HANA, WEDNESDAY, WEDNESDAY)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    for each in (who.citra, who.eko):
        await each.play(*TESTIFYING)
    await who.budi.play((at("08.00", WEDNESDAY), SILENCE), *EXPLAINING)
    data = f"bt:tahu:{(await the_case(world)).id.hex}"
    assert not told(who.citra, "Mohon diketahui")
    assert NOT_YOURS in " ".join(await who.citra.hears(lambda each: forged_tap(each, data)))
    if somebody:
        indra = await employed(world, INDRA)
        await indra.play(
            (say("/verifikasi"), "1 pembatalan"),
            (tap("1. Budi"), "Mohon diketahui"),
            (tap("Mengetahui"), "Diketahui Indra"),
        )
    else:
        await who.hana.play(
            (say("/verifikasi"), "Tidak ada yang menunggu"),
            (at("09.05", THURSDAY), SILENCE),
        )
        await world.tick(1)
        await who.hana.play((tap("Mengetahui"), "Diketahui Hana"))
    assert (await the_case(world)).state == "disetujui"


async def test_a_plh_of_the_head_who_bore_no_witness_takes_note(world: World) -> None:
    """The other side: asked, but unaware of anything."""
    who = await gathered(world)
    await acts_for(world, FAJAR, HANA, WEDNESDAY, WEDNESDAY)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing(more="1. Fajar"))
    for each in (who.citra, who.eko):
        await each.play(*TESTIFYING)
    await who.fajar.play((tap("Saya tidak tahu"), "Tersimpan: Anda tidak tahu."))
    await who.budi.play((at("08.00", WEDNESDAY), SILENCE), *EXPLAINING)
    await who.fajar.play((tap("Mengetahui"), "Diketahui Fajar"))


async def test_a_superior_takes_no_note_of_what_was_proposed_in_their_place(world: World) -> None:
    """KAM-45, KAM-11: Fajar as Plh of Sari, who heads the office since."""
    who = await gathered(world)
    await hired(world, INDRA)
    await acts_for(world, FAJAR, SARI, TUESDAY, TUESDAY)
    await acts_for(world, SARI, HANA, WEDNESDAY, WEDNESDAY)
    await who.fajar.play(
        (at("08.00", TUESDAY), SILENCE),
        *proposing()[:5],
        (tap("1. Eko"), "Mengetahui: Hana"),
        (tap("Ajukan"), "Usulan terkirim."),
    )
    for each in (who.citra, who.eko):
        await each.play(*TESTIFYING)
    await who.budi.play((at("08.00", WEDNESDAY), SILENCE), *EXPLAINING)
    assert not told(who.sari, "Mohon diketahui")
    indra = await employed(world, INDRA)
    await indra.play((say("/verifikasi"), "1 pembatalan"))


async def test_another_witness_is_chosen_when_the_person_has_left(world: World) -> None:
    """Their last day is the day of the proposal; the case goes on."""
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    await who.citra.play(*TESTIFYING)
    await who.eko.play((tap("Tidak bersedia"), "Apa alasannya?"), (say("Sedang cuti"), "Tersimpan"))
    last = {"last": date.fromisoformat(TUESDAY), "kind": Leaving.RETIRED.value, "decree": "SK 88"}
    await insert(world, departure, employee=BUDI.id, **last)
    await who.sari.play(
        (at("08.00", WEDNESDAY), SILENCE),
        (tap("Pilih saksi lain"), "Siapa saksi lain untuk Budi"),
        (tap("1. Fajar"), "Fajar sudah ditanya."),
        (again, SILENCE),
    )
    await who.fajar.play(*TESTIFYING)
