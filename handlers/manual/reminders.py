"""On the date that the law gives the letters: which are missing, told to the operators once."""

from collections import Counter
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.questions.manual import Condition
from core.organisation.calendar import DAY
from core.organisation.region import Region
from db.messages import outbox
from db.people import binding
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.texts.incident import Due
from handlers.texts.letter import LettersDue
from handlers.usecases import holders, missing_letters
from handlers.usecases.daytime import AWAKE, awake
from handlers.usecases.paper_rules import Rules

HOUR = AWAKE[0].hour + 1


async def messages(db: AsyncConnection, now: datetime, *, region: Region) -> list[Outgoing]:
    """Once on that date, as long as a day of the month before has no signed letter (KRA-9-3)."""
    local = now.astimezone(region.zone)
    if not awake(region, now) or local.hour < HOUR:
        return []
    last = local.date().replace(day=1) - DAY
    if last < region.regulation.peraturan.berlaku_sejak:
        return []
    rules = await Rules.read(db, region)
    due = _due(rules, last)
    if due is None or due.literal != local.date():
        return []
    found = []
    for office, count in sorted((await _missing(db, region, last)).items()):
        name = rules.organisation.offices[office].name
        found += await _to_operators(db, region, office, LettersDue(name, last, due, count), local)
    return found


def _due(rules: Rules, day: date) -> Due | None:
    return next((due for each in Condition if (due := rules.due(each, day))), None)


async def _missing(db: AsyncConnection, region: Region, last: date) -> Counter[str]:
    """How many days of each office in a month have no letter, or one that nobody has signed."""
    found = await missing_letters.of_month(db, region.code, None, last)
    return Counter(each.office for each in found)


async def _to_operators(
    db: AsyncConnection, region: Region, office: str, told: LettersDue, local: datetime
) -> list[Outgoing]:
    right = region.regulation.peran.catat_manual
    held = await holders.of_right(db, region, right, office, local.date())
    keys = {f"surat-manual:{local:%Y-%m}:{office}:{e.employee.hex}": e.employee for e in held}
    known = await outbox.fetch_used_keys(db, region.code, keys) if keys else set()
    chats = await binding.addresses_of(db, region.code, [keys[k] for k in keys.keys() - known])
    return [
        Outgoing(chats[who], told, Priority.REMINDER, key)
        for key, who in keys.items()
        if key not in known and who in chats
    ]
