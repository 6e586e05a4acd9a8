"""What the tests of the demo share: phones by a name, what was said when, a story to travel in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.demo import afternoon, requests
from bot.demo.act import Act, Live, Move
from bot.demo.phone import Phone, carry_out
from bot.demo.scenes import MARKET
from bot.demo.session import Session
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


def phone_of(session: Session, name: str) -> Phone:
    """The phone of the first whose name has this in it."""
    return next(each for each in session.phones.values() if name in each.talk.user.name)


async def do(session: Session, name: str, act: Act) -> Phone:
    phone = phone_of(session, name)
    await carry_out(phone, act, session.phones)
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


async def at(session: Session, clock: str) -> None:
    """Travel to a time of that Monday in Tanjung Selor, `07.24`."""
    await session.travel(wita(MONDAY, clock))


async def shares_from_the_market(session: Session, name: str) -> None:
    """A live location of a quarter of an hour, outside of every fence."""
    phone = await do(session, name, Move(*MARKET))
    await do(session, name, Live(900))
    await session.env.expect(phone.talk, "di luar")


async def enters(session: Session, name: str) -> None:
    """One hour of work of that Monday, handed in now."""
    talk = phone_of(session, name).talk
    await afternoon._enters(session.env, talk, "60", f"Laporan {name}")


async def asks_for_special_duty(session: Session, name: str) -> None:
    """For that Monday, under Pasal 9A of Karanganyar."""
    env, talk = session.env, phone_of(session, name).talk
    await talk.say("/izin")
    await env.expect(talk, "Mengajukan apa?")
    await talk.say("Tugas khusus")
    await env.expect(talk, "Ada surat perintah tugas (SPT)?")
    await talk.tap("Tidak ada")
    await requests._when_and_why(env, talk, "Senin, 6 April", "Rapat")
    await env.expect(talk, "Kirim undangan atau foto?")
    await talk.tap("Lewati")
    await env.expect(talk, "Batas keputusan")
    await talk.tap("Ya")
    await env.expect(talk, "Terkirim: Tugas khusus")


def told(session: Session, since: datetime) -> list[Told]:
    """Everything that bots said or changed after an instant, in the order of time and name."""
    found = []
    for phone in session.phones.values():
        zone = session.env.service.app.regions[phone.region].zone
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
