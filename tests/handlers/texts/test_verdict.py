"""The words for every verdict: each refusal has a reason, a next step, and a title for /kenapa."""

from datetime import date, datetime
from typing import cast

import pytest
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.channels.base import Capability
from core.attendance import evidence
from core.attendance.evidence import Share, ShareKind
from core.attendance.judge import Refused, Why
from core.attendance.stamp import Leg
from core.organisation.address import Address
from core.organisation.calendar import Calendar, DayOff, Hours
from core.organisation.fence import Point
from core.organisation.office import Organisation
from db.records.stamp import stamp
from handlers.chat.context import Context
from handlers.chat.event import Incoming, Other
from handlers.texts import verdict as words
from handlers.texts.refusal import refused
from tests.handlers.dialogue import (
    PLEASE,
    SILENCE,
    Gesture,
    Speaker,
    again,
    at,
    employed,
    read_by_a_person,
    say,
    share,
)
from tests.office import GATE, WITA, a_region, wita
from tests.profiles import lacks
from tests.world import World

NO_DATABASE = cast(AsyncConnection, None)  # noqa: TC006 - words ask no database
NOW = wita("2026-04-06", "12.00")
MONDAY = Hours(
    date=date(2026, 4, 6),
    start=wita("2026-04-06", "07.30"),
    end=wita("2026-04-06", "16.00"),
    opens=wita("2026-04-06", "06.30"),
    closes=wita("2026-04-06", "18.30"),
    rest=60,
    shift=False,
    schedule="lima-hari",
)
SHARED = Share(
    ShareKind.STATIC,
    Point(*GATE),
    None,
    NOW,
    NOW,
    live_until=None,
    heading=None,
    forwarded=False,
    via_bot=False,
    scheduled=False,
    private=True,
)
# Every refusal tells what to do: a time to come back, somebody to ask, or a way to share.
NEXT_STEP = ("lagi)", "operator", "Tidak perlu", "Bagikan")


def context(policy: str, now: datetime = NOW) -> Context:
    region = a_region(policy=policy)
    event = Incoming(Address("bulungan", "plain", "1"), "1", "1", now, True, Other("x"))
    nobody = Organisation(1, Calendar(WITA, {}, {}), {})
    return Context(NO_DATABASE, region, nobody, event, None, now)


def told(verdict: Refused, policy: str) -> Markup:
    return refused(context(policy), verdict, NOW)


@pytest.mark.parametrize("policy", ["live", "any"])
@pytest.mark.parametrize("why", [*Why, *evidence.Refused])
def test_every_refusal_has_its_reason_and_its_next_step(
    why: Why | evidence.Refused, policy: str
) -> None:
    day = DayOff(date(2026, 4, 6), "libur sesuai jadwal") if why is Why.DAY_OFF else MONDAY
    text = told(Refused(why, leg=Leg.MASUK, day=day), policy).striptags()
    read_by_a_person(text)
    assert any(step in text for step in NEXT_STEP), text


@pytest.mark.parametrize("why", [*Why, *evidence.Refused])
def test_every_refusal_has_a_title_in_indonesian(why: Why | evidence.Refused) -> None:
    ctx = context("live")
    because = words.say(ctx, Refused(why, leg=Leg.PULANG), SHARED).because
    title = because.title if because else ""
    read_by_a_person(title)
    assert title.startswith("Presensi pulang 12.00 WITA belum tercatat: ")


def test_no_two_reasons_are_told_alike() -> None:
    texts = {why: told(Refused(why, leg=Leg.MASUK, day=MONDAY), "live") for why in evidence.Refused}
    assert len(set(texts.values())) == len(texts)


def test_only_a_region_of_live_locations_speaks_of_them() -> None:
    for why in evidence.Refused:
        if why is not evidence.Refused.STATIC:  # such a region never says so
            assert "langsung" not in told(Refused(why), "any").casefold()
        assert "Bagikan Lokasi Langsung Saya" in told(Refused(why), "live")


def with_flag(**flag: bool) -> Gesture:
    return share(GATE, **flag)


@lacks(Capability.LIVE_LOCATION)
async def test_without_live_locations_odd_ones_are_still_refused_and_a_pin_is_weak(
    world: World,
) -> None:
    """BLG-8-3 where a region takes any location: still nobody else's and no other day's."""
    budi = await employed(world)
    await budi.play(
        (at("07.24", "2026-04-06"), SILENCE),
        (say("Masuk"), PLEASE),
        (with_flag(forwarded=True), "Lokasi yang diteruskan tidak bisa dipakai."),
        (with_flag(via_bot=True), "Lokasi lewat bot lain tidak bisa dipakai."),
        (with_flag(scheduled=True), "Lokasi terjadwal tidak bisa dipakai."),
        (with_flag(venue=True), "Itu nama tempat, bukan posisi Anda."),
        (again, SILENCE),
        (share((2.8412, 117.3655)), "Kirim lokasi sekali lagi saat sudah di tempat."),
        (share(GATE), "Tercatat masuk 07.24 WITA, tepat waktu"),
    )
    assert "Dicatat dari titik di peta." in budi.newest
    (row,) = await world.rows(stamp)
    assert row.evidence["signals"][0] == evidence.Signal.WEAK_KIND.value


async def test_a_share_without_a_press_may_be_odd_as_well(world: World) -> None:
    budi = await employed(world)
    await budi.play((at("07.24", "2026-04-06"), SILENCE), (odd, "Itu nama tempat"))
    await budi.play((share(GATE), "Tercatat masuk 07.24 WITA"))


async def odd(who: Speaker) -> None:
    if who.world.can(Capability.LIVE_LOCATION):
        await who.chat.venue(*GATE, "Kantor Bupati", "Jalan Jelarai")
    else:
        await with_flag(venue=True)(who)
