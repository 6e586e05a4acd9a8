"""The last question of a registration: only the person's own phone number proves anything."""

import pytest
import sqlalchemy as sa

from bot.sandbox import content
from bot.sandbox.model import User
from db.people.binding import binding
from db.people.employee import employee
from tests.handlers.dialogue import (
    CODE,
    Gesture,
    Line,
    Speaker,
    a_stranger,
    contact,
    give_code,
    photo,
    say,
    tap,
)
from tests.office import BUDI
from tests.world import TelegramPhone, World

ASKS_CONTACT = "bagikan nomor telepon Anda sendiri"
ASKS_SURE = "Hubungkan akun ini dengan Budi, NIP 19900315 201503 1 002?"
NO_MATCH = "Data Anda belum cocok dengan data kantor"
NOT_OWN = "Itu bukan kontak Anda sendiri."
ANI = User(777, "Ani", phone=BUDI.phone)

UP_TO_CONTACT: list[Line] = [
    (say(f"/start {CODE}"), "Apa status pegawai Anda?"),
    (tap("PNS"), "Berapa NIP Anda?"),
    (say(BUDI.nip), ASKS_CONTACT),
]


async def test_a_phone_number_is_the_same_with_and_without_its_plus(world: World) -> None:
    await give_code(world)
    budi = a_stranger(world, BUDI)
    await budi.play(*UP_TO_CONTACT)
    for phone in ("62813-5000-0002", "+62 813-5000-0002", "6281350000002"):
        await budi.play((written(phone), ASKS_SURE), (say("kembali"), ASKS_CONTACT))
    await budi.play((written("+62 813-5000-0003"), NO_MATCH))


@pytest.mark.parametrize(
    "dressed",
    [
        "+٦٢٨١٣٥٠٠٠٠٠٠٢;ext=6281399999999",
        "٠٨١٣٥٠٠٠٠٠٠٢ x6281399999999",
        "+６２８１３５０００００２ ext. 6281399999999",
        "+6281350000002;ext=9",
        "081350000002",
        "81350000002",
    ],
)
async def test_a_number_that_only_reads_like_that_of_the_records_connects_nobody(
    world: World, dressed: str
) -> None:
    """Telegram vouches for the ASCII digits alone; a changed client dresses up the rest."""
    await give_code(world)
    thief = a_stranger(world, BUDI)
    await thief.play(*UP_TO_CONTACT, (written(dressed), NO_MATCH))
    assert await world.rows(binding) == []


@pytest.mark.parametrize("shared", ["60123456789", "+60123456789"])
async def test_a_number_of_another_country_registers_too(world: World, shared: str) -> None:
    await give_code(world)
    async with world.service.app.engine.begin() as db:
        mine = sa.update(employee).where(employee.c.employee == BUDI.id)
        await db.execute(mine.values(phone="+60123456789"))
    budi = a_stranger(world, BUDI)
    await budi.play(*UP_TO_CONTACT, (written(shared), ASKS_SURE), (tap("Ya"), "Selamat datang"))


def written(phone: str) -> Gesture:
    """The own contact, with the number as some phones write it."""

    async def send(who: Speaker) -> None:
        if isinstance(who.phone, TelegramPhone):
            chat = who.phone.chat
            await chat.share_contact(forged_phone=phone, user_id=chat.user.id)
        else:
            await who.phone.share_contact(phone=phone)

    return send


async def test_only_the_own_contact_counts_and_the_right_one_still_succeeds(world: World) -> None:
    await give_code(world)
    await a_stranger(world, BUDI).play(
        *UP_TO_CONTACT,
        (say(BUDI.phone), "Nomor tidak bisa diketik"),
        (contact(own=False), "Itu bukan kontak Anda sendiri."),
        (contact(own=False, phone=BUDI.phone), "Itu bukan kontak Anda sendiri."),
        (photo, "tekan tombol bagikan nomor"),
        (contact(), ASKS_SURE),
    )


@pytest.mark.parametrize("profile", ["telegram"], indirect=True)
async def test_a_contact_that_telegram_does_not_vouch_for_is_refused(world: World) -> None:
    """AMB-33: the number of the records on somebody's screen is not yet their number."""
    await give_code(world)
    thief = a_stranger(world, BUDI)
    await thief.play(
        *UP_TO_CONTACT,
        (lambda who: who.chat.share_contact(of=ANI), NOT_OWN),
        (lambda who: who.chat.share_contact(forged_phone=BUDI.phone), NOT_OWN),
        (lambda who: who.chat.share_contact(forged_phone=BUDI.phone, user_id=ANI.id), NOT_OWN),
        (forwarded, NOT_OWN),
        (contact(), ASKS_SURE),
    )
    assert await world.rows(binding) == []


async def forwarded(who: Speaker) -> None:
    """The own contact, but passed on from another chat."""
    me = who.chat.user
    media = content.contact(me.phone, me.first_name, me.id)
    who.chat._send(media=media, extra=content.forwarded(ANI, who.world.sandbox.world.now()))


@pytest.mark.parametrize("profile", ["telegram"], indirect=True)
async def test_the_key_that_shares_the_number_stands_under_the_question(world: World) -> None:
    await give_code(world)
    budi = a_stranger(world, BUDI)
    await budi.play(*UP_TO_CONTACT)
    assert budi.chat.keyboard == [["📱 Bagikan nomor saya"], ["Kembali", "Batal"]]
    await budi.play((lambda who: who.chat.press("📱 Bagikan nomor saya"), ASKS_SURE))
