"""What the tests of the demo share: phones by a name, what was said when, a story to travel in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.demo import afternoon, requests
from bot.demo.act import Act, Live, Move
from bot.demo.phone import Phone, carry_out
from bot.demo.scenes import MARKET
from bot.demo.show import Show
from bot.sandbox.model import Message
from core.organisation.fence import Point
from tests.office import wita

MONDAY = "2026-04-06"


@dataclass(frozen=True, slots=True)
class Told:
    """What the bot said or changed in somebody's chat, at the local time of their town.

    `sent` is when the message came that was changed `at` this time.
    """

    at: str
    name: str
    text: str
    sent: str


def phone_of(show: Show, name: str) -> Phone:
    """The phone of the first whose name has this in it."""
    return next(each for each in show.phones.values() if name in each.talk.user.name)


async def do(show: Show, name: str, act: Act) -> Phone:
    phone = phone_of(show, name)
    await carry_out(phone, act, show.phones)
    return phone


def newest(phone: Phone) -> Message:
    return phone.talk.messages[-1]


def place(message: Message) -> Mapping[str, object]:
    """The location that a message carries."""
    found = message.media["location"]
    assert isinstance(found, dict)
    return found


def point(at: tuple[float, float]) -> Point:
    return Point(*at)


async def at(show: Show, clock: str) -> None:
    """Travel to a time of that Monday in Tanjung Selor, `07.24`."""
    await show.travel(wita(MONDAY, clock))


async def shares_from_the_market(show: Show, name: str) -> None:
    """A live location of a quarter of an hour, outside of every fence."""
    phone = await do(show, name, Move(*MARKET))
    await do(show, name, Live(900))
    await show.stage.expect(phone.talk, "di luar")


async def enters(show: Show, name: str) -> None:
    """One hour of work of that Monday, handed in now."""
    talk = phone_of(show, name).talk
    await afternoon._enters(show.stage, talk, "60", f"Laporan {name}")


async def asks_for_special_duty(show: Show, name: str) -> None:
    """For that Monday, under Pasal 9A of Karanganyar."""
    stage, talk = show.stage, phone_of(show, name).talk
    await talk.say("/izin")
    await stage.expect(talk, "Mengajukan apa?")
    await talk.say("Tugas khusus")
    await stage.expect(talk, "Ada surat perintah tugas (SPT)?")
    await talk.tap("Tidak ada")
    await requests._when_and_why(stage, talk, "Senin, 6 April", "Rapat")
    await stage.expect(talk, "Kirim undangan atau foto?")
    await talk.tap("Lewati")
    await stage.expect(talk, "Batas keputusan")
    await talk.tap("Ya")
    await stage.expect(talk, "Terkirim: Tugas khusus")


def told(show: Show, since: datetime) -> list[Told]:
    """Everything that bots said or changed after an instant, in the order of time and name."""
    found = []
    for phone in show.phones.values():
        zone = show.stage.service.app.regions[phone.region].zone
        for message in phone.talk.messages:
            moment = message.edit_date or message.date
            if message.sender.is_bot and moment > since.timestamp():
                first, last = (
                    f"{datetime.fromtimestamp(each, zone):%a %d %H.%M.%S}"
                    for each in (message.date, moment)
                )
                found.append((moment, first, last, phone.talk.user.name, message))
    found.sort(key=lambda each: (each[0], each[3], each[4].id))
    return [Told(last, name, message.text, first) for _, first, last, name, message in found]
