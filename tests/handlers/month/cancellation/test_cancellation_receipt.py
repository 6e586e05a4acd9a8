"""Who takes in the letter of a cancellation, who never does, and who is reminded (KRA-9C-3)."""

import sqlalchemy as sa

from core.law.regulation import Role
from db.people.employee import role
from db.people.office import office
from tests.handlers.dialogue import SILENCE, Speaker, at, employed, forged_tap, say, tap
from tests.handlers.month.cancellation.parts import (
    EXPLAINING,
    GALIH,
    REASON,
    TESTIFYING,
    TUESDAY,
    gathered,
    hired,
    noted,
    present,
    the_case,
    told,
)
from tests.handlers.month.cancellation.test_cancellation import LETTER
from tests.office import Actor
from tests.world import World

JOKO = Actor("Joko", "198807072012011013", "+6281350000113", office="dinkes")
KIKI = Actor("Kiki", "198807072012011023", "+6281350000123", office="dinkes")
MANAGES = "Surat pembatalan Galih"
NOT_YOURS = "Keputusan ini tidak di tangan Anda hari ini."


async def pressed(who: Speaker, verb: str) -> str:
    id_ = (await the_case(who.world)).id.hex
    return " ".join(await who.hears(lambda each: forged_tap(each, f"btb:{verb}:{id_}")))


async def test_nobody_takes_in_the_letter_that_cancels_their_own_day(world: World) -> None:
    """KAM-33: Galih manages presence at BKPSDM, where Joko does as well."""
    who = await gathered(world)
    await hired(world, JOKO, Role.BKPSDM_MANAGER)
    await hired(world, KIKI)
    others = [await employed(world, each) for each in (JOKO, KIKI)]
    for each in others:
        await each.hears(say("menu"))
    await present(world, GALIH)
    async with world.service.app.engine.begin() as db:
        below = sa.update(office).where(office.c.office == "dinkes")
        await db.execute(below.values(parent="setda"))
    await who.sari.play(
        (at("08.00", TUESDAY), SILENCE),
        (say("/batalkan"), "Batalkan kehadiran siapa?"),
        (say("Galih"), "Tanggal berapa?"),
        (tap("Senin, 6 April"), "Apa yang Anda ketahui?"),
        (say(REASON), "Siapa saksi 1?"),
        (tap("1. Joko"), "Siapa saksi 2?"),
        (tap("1. Kiki"), "dibatalkan?"),
        (tap("Ajukan"), "Usulan terkirim."),
    )
    for each in others:
        await each.play(*TESTIFYING)
    await who.galih.play(*EXPLAINING)
    await who.hana.play((tap("Mengetahui"), "Diketahui Hana"))
    await who.sari.play(*LETTER)
    joko, _ = others
    assert told(joko, MANAGES)
    assert not told(who.galih, MANAGES)
    for verb in ("buka", "catat"):
        assert NOT_YOURS in await pressed(who.galih, verb)
    await who.galih.play((say("/verifikasi"), "Tidak ada yang menunggu"))
    assert (await the_case(world)).received_at is None
    await joko.play((tap("Sudah dicatat"), "Tercatat."))


async def test_bkpsdm_is_reminded_each_morning_until_it_is_noted(world: World) -> None:
    """Of what came in before nine."""
    who = await gathered(world)
    await noted(who)
    await who.sari.play(*LETTER)
    counts = []
    for clock, day in (("08.55", "2026-04-08"), ("09.05", "2026-04-08"), ("09.05", "2026-04-09")):
        await at(clock, day)(who.galih)
        await world.tick(1)
        await world.tick(1)
        said = "Satu jawaban Anda ditunggu: surat pembatalan."
        counts.append(sum(said in text for text in who.galih.phone.told))
    assert counts == [0, 1, 2]
    await who.galih.play((tap("Sudah dicatat"), "Tercatat."))
    before = len(who.galih.phone.told)
    await at("09.05", "2026-04-10")(who.galih)
    await world.tick(1)
    assert not any("surat pembatalan" in text for text in who.galih.phone.told[before:])


async def test_where_nobody_takes_it_in_no_receipt_is_promised(world: World) -> None:
    """KAM-32: the day is absent all the same, and whoever gets the role finds the letter."""
    who = await gathered(world)
    await noted(who)
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.delete(role).where(role.c.employee == GALIH.id))
    *first, (send, _) = LETTER
    await who.sari.play(*first, (send, "jadi belum ada tanda terima"))
    assert "Tanda terima BKPSDM dikirim" not in who.sari.newest
    assert (await the_case(world)).letter_at is not None
