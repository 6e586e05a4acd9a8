"""Whoever cannot be reached, as dialogues: it is said when filing, and sent once they are back."""

from datetime import date

import pytest
import sqlalchemy as sa

from db.messages.outbox import outbox
from db.people.binding import binding
from db.people.delegation import delegation
from db.people.employee import supervision
from db.records.audit import audit
from handlers.approvals.unreached import ACTION
from tests.builders.requests import connected, filed
from tests.handlers.dialogue import SILENCE, at, employed, insert, later, say, tap
from tests.handlers.worker import MONDAY, asking, entry, newest, superior
from tests.office import BUDI, EKO, SARI
from tests.world import World

TELEGRAM = pytest.mark.parametrize("profile", ["telegram"], indirect=True)
BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
TUESDAY = "2026-04-07"
LIMIT = "Batas keputusan Rabu, 8 April 2026, 08.00 WITA."


async def alarms(world: World) -> list[tuple[object, ...]]:
    return [(row.actor, row.employee) for row in await world.rows(audit) if row.action == ACTION]


async def test_with_nobody_named_the_person_reads_whom_to_ask(world: World) -> None:
    """AMB-39: the head of an office of a region that names no official."""
    sari = await employed(world, SARI)
    await sari.play((at("08.00", MONDAY), SILENCE), *entry())
    said = "Belum ada yang ditunjuk untuk memutuskannya. Hubungi operator kantor."
    limit = "Batas verifikasi Rabu, 8 April 2026, 08.00 WITA."
    assert f"{said} {limit}" in " ".join(sari.newest.split())
    await sari.play((later(seconds=0), SILENCE))
    assert await alarms(world) == []  # hadir verifikator lists whom nobody decides about


async def test_whoever_decides_without_a_chat_is_named(world: World) -> None:
    """It is not the same as nobody being named: the operator can connect them."""
    budi = await employed(world)
    await budi.play((at("08.00", MONDAY), SILENCE), *asking("Cuti tahunan"))
    said = "Yang memutuskan Sari, tetapi belum terhubung. Beri tahu operator kantor."
    assert f"{said} {LIMIT}" in " ".join(budi.newest.split())
    await budi.play((later(seconds=0), SILENCE))
    assert await alarms(world) == [("sistem", SARI.id)]
    sari = await superior(world)
    await sari.play((later(minutes=15), "Cuti tahunan"))


@TELEGRAM
@BOTH
@pytest.mark.parametrize("what", ["activity", "request"])
async def test_a_superior_who_blocked_the_bot_gets_the_card_on_unblocking(
    world: World, what: str
) -> None:
    """Report 11: nothing is lost, the person and the operator know, and it comes at once."""
    sari, budi = await superior(world), await employed(world)
    await sari.chat.block()
    await world.quiet()
    await budi.play((at("08.00", MONDAY), SILENCE))
    await budi.play(*(entry() if what == "activity" else asking("Cuti tahunan")))
    said = "Yang memutuskan Sari, tetapi sedang tidak terhubung. Beri tahu operator kantor."
    assert said in " ".join(budi.newest.split())
    await budi.play((later(minutes=15), SILENCE), (later(minutes=15), SILENCE))
    assert await alarms(world) == [("sistem", SARI.id)]
    await sari.chat.unblock()
    await world.quiet()
    assert "Menyusun laporan" in await newest(sari) or "Cuti tahunan" in await newest(sari)
    assert "Setujui" in sari.phone.labels
    told = len(sari.phone.told)
    await sari.play((later(minutes=15), SILENCE))
    assert len(sari.phone.told) == told
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari"))


@TELEGRAM
@BOTH
async def test_a_card_that_failed_is_sent_again_once_it_can_be(world: World) -> None:
    """The account was gone when the card was sent: the platform said so only then."""
    sari, budi = await superior(world), await employed(world)
    sari.chat.deactivate()
    await budi.play((at("08.00", MONDAY), SILENCE), *asking("Cuti tahunan"))
    assert [row.state for row in await world.rows(outbox)].count("failed") == 1
    (row,) = [row for row in await world.rows(binding) if row.employee == SARI.id]
    assert row.unreachable_since is not None
    await budi.play((later(minutes=15), SILENCE))
    assert await alarms(world) == [("sistem", SARI.id)]
    await sari.chat.unblock()
    await world.quiet()
    assert "Cuti tahunan" in await newest(sari)
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari, 08.15 WITA"))


@TELEGRAM
async def test_without_a_word_of_the_platform_the_next_message_tells_that_they_are_back(
    world: World,
) -> None:
    sari, budi = await superior(world), await employed(world)
    sari.chat.deactivate()
    await budi.play((at("08.00", MONDAY), SILENCE), *asking("Cuti tahunan"))
    sari.chat.chat.bar(None)
    heard = await sari.hears(say("/verifikasi"))
    assert any("1. Budi: 1 izin" in text for text in heard)
    assert any("Alasan: Keluarga" in text for text in heard)
    (row,) = [row for row in await world.rows(binding) if row.employee == SARI.id]
    assert row.unreachable_since is None


@TELEGRAM
@BOTH
@pytest.mark.parametrize("back", ["unblocks", "writes"])
async def test_what_was_decided_meanwhile_is_told_once_they_are_back(
    world: World, back: str
) -> None:
    """Report 11, its sibling: Budi had blocked the bot when Sari approved."""
    sari, budi = await filed(world)
    await budi.chat.block()
    await world.quiet()
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari, 09.00 WITA"))
    told = [text for text in budi.phone.told if "Disetujui oleh Sari" in text]
    assert told == []
    if back == "unblocks":
        await budi.chat.unblock()
    else:
        budi.chat.chat.bar(None)
        await budi.phone.say("menu")
    await world.quiet()
    told = [text for text in budi.phone.told if "✅ Disetujui oleh Sari, 09.00 WITA" in text]
    assert len(told) == 1
    await budi.phone.say("menu")
    await world.quiet()
    assert len([text for text in budi.phone.told if "Disetujui oleh Sari" in text]) == 1


@TELEGRAM
@BOTH
@pytest.mark.parametrize("what", ["activity", "request"])
async def test_a_card_that_a_plh_decided_meanwhile_says_so_on_return(
    world: World, what: str
) -> None:
    """It had its buttons when Sari went away, and nothing waits for her any more."""
    sari, budi = await superior(world), await employed(world)
    eko = await connected(world, EKO)
    await budi.play((at("08.00", MONDAY), SILENCE))
    await budi.play(*(entry() if what == "activity" else asking("Cuti tahunan")))
    assert "Setujui" in sari.phone.labels
    await sari.chat.block()
    await world.quiet()
    monday = {"since": date(2026, 4, 6), "until": date(2026, 4, 6)}
    plh = {"of": SARI.id, "by": EKO.id, "why": "plt_plh", "decree": "SK 1"}
    await insert(world, delegation, id=EKO.id, **monday, **plh)
    await eko.hears(later(minutes=15))
    await eko.play((tap("Setujui"), "✅ Disetujui oleh Eko, 08.15 WITA"))
    assert "Setujui" in sari.phone.labels
    await sari.chat.unblock()
    await world.quiet()
    assert "✅ Disetujui oleh Eko, 08.15 WITA" in await newest(sari)
    assert "Setujui" not in sari.phone.labels


@TELEGRAM
async def test_the_operator_is_alarmed_again_after_a_week_and_not_before(world: World) -> None:
    """As long as something waits that nobody can read."""
    budi = await employed(world)
    await budi.play((at("08.00", MONDAY), SILENCE), *asking("Cuti tahunan"))
    await budi.play((later(seconds=0), SILENCE), (later(hours=4), SILENCE))
    assert len(await alarms(world)) == 1
    await budi.hears(at("08.30", "2026-04-14"))
    await budi.hears(later(seconds=0))
    assert len(await alarms(world)) == 2


async def test_after_a_transfer_the_newly_named_one_is_told_of(world: World) -> None:
    """Nobody, and then somebody: the card follows the data."""
    sari, budi = await superior(world), await employed(world)
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.delete(supervision).where(supervision.c.employee == BUDI.id))
    await budi.play((at("08.00", MONDAY), SILENCE), *asking("Cuti tahunan"))
    assert "Belum ada yang ditunjuk" in budi.newest
    await sari.play((later(minutes=15), SILENCE))
    async with world.service.app.engine.begin() as db:
        row = {"region": world.region, "employee": BUDI.id, "since": date(2026, 4, 6)}
        await db.execute(sa.insert(supervision), row | {"supervisor": SARI.id})
    await sari.play((later(minutes=15), "Cuti tahunan"), (tap("Setujui"), "✅ Disetujui"))
