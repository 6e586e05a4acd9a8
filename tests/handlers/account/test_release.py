"""A chat that was one person's and is another's now: nothing of the first is carried over."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import pytest
import sqlalchemy as sa

from bot.channels.base import Capability
from core.attendance.evidence import Share, ShareKind
from core.organisation.fence import Point
from db import chat_accounts
from db.messages import outbox
from db.messages.inbox import dead_letter
from db.people import binding
from db.records.activity import activity
from db.records.claim import share as shares
from db.records.stamp import stamp
from handlers.chat.event import Content, Incoming, Located, Text
from handlers.chat.reply import Button
from tests.handlers.dialogue import (
    PLEASE,
    SILENCE,
    STALE,
    Speaker,
    at,
    employed,
    forged_tap,
    insert,
    say,
    share,
    tap,
)
from tests.handlers.worker import MONDAY, entry, superior
from tests.harness.outbox_words import reply_of
from tests.office import BUDI, CITRA, GATE, SARI, STREET, Actor
from tests.profiles import needs
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
HINT = "Tekan Masuk atau Pulang"
NOT_YOURS = "Keputusan ini tidak di tangan Anda hari ini."
FAR = (2.8475, 117.3655)
_numbers = count(900_000)


async def release(who: Speaker, actor: Actor) -> None:
    """What an administrator does after a lost phone (BLG-6-2a), an end of service, a mistake."""
    async with who.world.service.app.engine.begin() as db:
        assert await chat_accounts.release(db, who.world.region, actor.id, who.world.clock.now())


async def hand_over(who: Speaker, old: Actor, new: Actor) -> None:
    """The same chat account is released from one and bound to another."""
    await release(who, old)
    to = who.phone.address
    bound = {"channel": to.channel, "address": to.id, "employee": new.id}
    await insert(who.world, binding.binding, **bound, bound_at=who.world.clock.now())


async def arrives(who: Speaker, content: Content, sent: datetime) -> None:
    """A message that the platform delivers late."""
    number = str(next(_numbers))
    event = Incoming(who.phone.address, number, number, sent, True, content)
    await who.world.service.app.receive(event, {})
    await who.world.quiet()


@needs(Capability.LIVE_LOCATION)
@BOTH
async def test_the_live_location_of_one_person_never_stamps_the_next(world: World) -> None:
    budi = await employed(world)
    await budi.play((at("07.10", MONDAY), SILENCE), (say("Masuk"), PLEASE))
    live = await budi.chat.share_live(*FAR, period=0x7FFFFFFF, accuracy=1400.0)
    await world.quiet()
    assert len(await world.rows(shares)) == 1, "it is listened to"
    await hand_over(budi, BUDI, CITRA)
    assert await world.rows(shares) == []
    await budi.play((at("07.50"), SILENCE), (lambda _: live.move(*GATE, accuracy=8.0), SILENCE))
    assert await world.rows(stamp) == []
    await budi.play((share(GATE), "Tercatat masuk 07.50 WITA"))
    assert [row.employee for row in await world.rows(stamp)] == [CITRA.id]


async def test_a_half_filled_form_of_one_person_is_not_filled_by_the_next(world: World) -> None:
    budi = await employed(world)
    await budi.play((at("08.00", MONDAY), SILENCE), *entry()[:4])
    assert "talk" in await budi.state()
    await hand_over(budi, BUDI, CITRA)
    assert "talk" not in await budi.state()
    await budi.play(
        (say("Menyusun laporan"), HINT), (say("/kenapa"), "Belum ada yang bisa dijelaskan.")
    )
    assert await world.rows(activity) == []


async def test_the_last_verdict_of_one_person_is_not_explained_to_the_next(world: World) -> None:
    budi = await employed(world)
    await budi.play((at("05.00", MONDAY), SILENCE), (share(GATE), "06.30 WITA"))
    assert "verdict" in await budi.state()
    await hand_over(budi, BUDI, CITRA)
    await budi.play((say("/kenapa"), "Belum ada yang bisa dijelaskan."))


async def buttons_of(who: Speaker) -> list[Button]:
    """Everything that was ever to be pressed in a chat, by what the outbox keeps."""
    async with who.world.service.app.engine.begin() as db:
        mine = outbox.outbox.c.address == who.phone.address.id
        rows = await db.execute(sa.select(outbox.outbox).where(mine))
        return [button for row in rows for button in reply_of(row).buttons]


async def test_no_button_of_one_person_does_anything_for_the_next_or_for_nobody(
    world: World,
) -> None:
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("08.00", MONDAY), SILENCE), *entry(), (say("/aktivitas_saya"), "Menyusun"))
    pressed = {who.phone.address: await buttons_of(who) for who in (sari, budi)}
    assert {b.label for b in pressed[sari.phone.address]} >= {"Setujui", "Tolak"}
    before = await world.rows(activity)
    await release(sari, SARI)
    await hand_over(budi, BUDI, CITRA)
    heard: list[str] = []
    for who in (sari, budi):
        for button in pressed[who.phone.address]:
            heard += await who.hears(lambda me, b=button: forged_tap(me, b.data))  # type: ignore[misc]
    assert STALE in heard
    assert not any("Menyusun" in text or BUDI.name in text for text in heard), heard
    assert await world.rows(activity) == before
    await budi.play((lambda me: forged_tap(me, pressed[sari.phone.address][0].data), NOT_YOURS))


@BOTH
async def test_what_is_still_to_be_sent_to_one_person_is_not_read_by_the_next(
    world: World,
) -> None:
    budi = await employed(world)
    to = budi.phone.address
    waiting = outbox.NewMessage(to, 0, {"text": "Rahasia Budi"})
    later = world.clock.now() + timedelta(minutes=5)
    async with world.service.app.engine.begin() as db:
        await outbox.put(db, [waiting, replace(waiting, dedupe="kartu")], later)
    await hand_over(budi, BUDI, CITRA)
    assert [row.state for row in await world.rows(outbox.outbox)] == []
    await budi.play((at("08.00", MONDAY), SILENCE), (say("halo"), HINT))


async def test_a_card_waits_for_the_next_chat_of_whoever_decides(world: World) -> None:
    """A lost phone: what is to be decided comes at once to the new one."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("08.00", MONDAY), SILENCE), *entry())
    assert "Setujui" in {button.label for button in await buttons_of(sari)}
    await release(sari, SARI)
    anew = await employed(world, replace(SARI, name="Sari with another phone"))
    await anew.play((say("menu"), "Silakan pilih."))
    assert anew.phone.address != sari.phone.address
    heard = await anew.hears(lambda who: who.world.tick(900))
    assert any("Menyusun laporan" in text for text in heard), heard
    await anew.play((tap("Setujui"), "Disetujui"))
    assert [row.state for row in await world.rows(activity)] == ["disetujui"]


@BOTH
@pytest.mark.parametrize(
    ("seconds", "answer", "stamps"),
    [(-1, "Tidak diolah. Pesan ini dikirim sebelum akun ini dilepas.", 0), (0, "Tercatat", 1)],
    ids=["a second before the release", "the second of the release"],
)
async def test_what_was_written_before_the_release_is_not_the_next_ones(
    world: World, seconds: int, answer: str, stamps: int
) -> None:
    """The platform kept it while we were away, and delivers it when the chat is another's."""
    budi = await employed(world)
    await budi.play((say("menu"), "Silakan pilih."), (at("07.20", MONDAY), SILENCE))
    await hand_over(budi, BUDI, CITRA)
    sent = world.clock.now() + timedelta(seconds=seconds)
    live = ShareKind.LIVE if world.can(Capability.LIVE_LOCATION) else ShareKind.STATIC
    flags = {"forwarded": False, "via_bot": False, "scheduled": False, "private": True}
    until = sent + timedelta(minutes=15)
    here = Share(live, Point(*GATE), 8.0, sent, sent, live_until=until, heading=None, **flags)
    heard = await budi.hears(lambda who: arrives(who, Located(here), sent))
    assert answer in heard[0]
    assert len(await world.rows(stamp)) == stamps
    assert await world.rows(dead_letter) == []


async def test_whoever_was_released_is_a_stranger_for_whom_nothing_is_left(world: World) -> None:
    budi = await employed(world)
    await budi.play((at("07.20", MONDAY), SILENCE), (say("Masuk"), PLEASE))
    await release(budi, BUDI)
    assert list(await budi.state()) == ["released"]
    await budi.play(
        (share(STREET), "hanya untuk ASN"),
        (lambda who: arrives(who, Text("Masuk"), who.world.clock.now()), SILENCE),
    )
    async with world.service.app.engine.begin() as db:
        now = world.clock.now()
        assert await chat_accounts.release(db, world.region, BUDI.id, now) is None, "there is none"
