"""An office with so many people that a morning there is load."""

from datetime import date, datetime
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.sandbox.bots import SandboxBot
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from db.people.binding import binding
from db.people.employee import employee, posting
from tests.office import LONG_AGO, furnish

_CROWD = UUID("2f1d3c5e-7a9b-4c8d-9e0f-1a2b3c4d5e6f")


def employee_of(chat: PersonChat) -> UUID:
    """Which employee a chat of the crowd is bound to."""
    return uuid5(_CROWD, str(chat.user.id))


def open_chats(sandbox: Sandbox, bot: SandboxBot, count: int) -> list[PersonChat]:
    """People whose chat with the bot is open already, as after an activation."""
    chats = [sandbox.person(f"Pegawai {number}").open(bot) for number in range(count)]
    for talk in chats:
        bot.chats[talk.chat.id] = talk.chat
    return chats


async def furnish_crowd(
    engine: AsyncEngine, code: str, chats: list[PersonChat], now: datetime
) -> None:
    """Put the office and one bound employee per chat into an empty database."""
    await furnish(engine, code)
    keys = [{"region": code, "employee": employee_of(chat)} for chat in chats]
    common = {"kind": "PNS", "title": "Analis", "rank": "III/a", "phone": "+6281200000000"}
    offer = {"offered_at": LONG_AGO}
    people = [
        key | common | offer | {"nip": f"1990031520{at:08d}", "name": chat.user.name}
        for at, (key, chat) in enumerate(zip(keys, chats, strict=True))
    ]
    since = {"since": date(2024, 1, 1), "office": "setda"}
    bound = {"channel": "telegram", "bound_at": now, "unreachable_since": None}
    accounts = [
        key | bound | {"address": str(chat.user.id)} for key, chat in zip(keys, chats, strict=True)
    ]
    async with engine.begin() as db:
        await db.execute(sa.insert(employee), people)
        await db.execute(sa.insert(posting), [key | since for key in keys])
        await db.execute(sa.insert(binding), accounts)
