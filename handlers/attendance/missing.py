"""Alarms to operators about missing data of an office."""

from datetime import datetime, time

from core.attendance.stamp import Why
from db.people import binding
from db.records import audit
from handlers.chat.context import Context
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.texts.gaps import DataMissing
from handlers.usecases import operator

ALARM = f"{audit.ALARM}belum ada jadwal kerja"


async def alarm(ctx: Context, why: Why) -> None:
    """In the list of alarms once a day for each person, to each operator once a day at all."""
    region, me, day = ctx.region.code, ctx.someone, ctx.calendar_date
    midnight = datetime.combine(day, time.min, ctx.zone)
    if await audit.count_since(ctx.db, region, me.employee, ALARM, midnight):
        return
    await audit.note(
        ctx.db, region=region, at=ctx.now, actor="hadir", action=ALARM, employee=me.employee
    )
    people = [each.employee for each in await operator.of(ctx, me.employee)]
    told = DataMissing(me.name, why)
    for person, to in (await binding.addresses_of(ctx.db, region, people)).items():
        key = f"tanpa-data:{why.name}:{person.hex}:{day}"
        ctx.others.append(Outgoing(to, told, Priority.REMINDER, key))
