"""`/pengingat`: what somebody wants to be reminded of, on and off for each leg by one tap."""

from markupsafe import Markup

from core.attendance.stamp import Leg
from core.month.stamp_reminder import MINUTES_MAX, MINUTES_MIN
from db.people import reminder
from handlers.chat import question
from handlers.chat.context import Context
from handlers.chat.conversation import Start, Talk
from handlers.chat.reply import Reply
from handlers.texts import stamp_reminder as texts
from handlers.usecases import closing, office_sight
from handlers.usecases.act import in_chat

FLOW = "pengingat"


async def show(ctx: Context) -> Reply:
    """What they have chosen by now; whoever monitors an office has one thing more to choose."""
    wants = await reminder.read(ctx.db, ctx.region.code, ctx.someone.employee)
    return texts.settings_page(wants, monitors=await _monitors(ctx))


async def _monitors(ctx: Context) -> bool:
    async with in_chat(ctx) as act:
        return office_sight.hears_of_absence(act.by)


async def handle_button(ctx: Context, data: str) -> Reply | Start | None:
    """A button of the page, of a reminder, or of the question whether they want any."""
    _, verb, *rest = data.split(":")
    leg = rest[0] if rest else ""
    match verb:
        case "ya":
            await _set(ctx, {each.value: _usual(ctx, each) for each in Leg})
            return await show(ctx)
        case "tidak":
            return texts.OFF
        case "jangan" if leg in set(Leg):
            await _set(ctx, {leg: None})
            return texts.OFF
        case "nyala" if leg in set(Leg):
            await _set(ctx, {leg: _usual(ctx, Leg(leg))})
            return await show(ctx)
        case "mati" if leg in set(Leg):
            await _set(ctx, {leg: None})
            return await show(ctx)
        case "menit" if leg in set(Leg):
            return Start(FLOW, {"leg": leg})
        case "pantau" | "sepi" if await _monitors(ctx):
            on = verb == "pantau"
            await reminder.monitor(ctx.db, ctx.region.code, ctx.someone.employee, on=on)
            return await show(ctx)
    return None


async def choose_minutes(ctx: Context, talk: Talk) -> Reply:
    """How many minutes before the start, or after the end, of work."""
    leg = Leg(talk.known["leg"])
    when = "sebelum jam kerja mulai" if leg is Leg.MASUK else "sesudah jam kerja selesai"
    prompt = Markup("Berapa menit {}? Tulis angka {} sampai {}.").format(
        when, MINUTES_MIN, MINUTES_MAX
    )
    minutes = await talk.ask("menit", question.number(prompt, MINUTES_MIN, MINUTES_MAX))
    await _set(ctx, {leg.value: minutes})
    return await show(ctx)


async def _set(ctx: Context, minutes: dict[str, int | None]) -> None:
    """From now on: what was planned for today is planned anew."""
    at = closing.written_at(ctx)
    await reminder.wish(ctx.db, ctx.region.code, ctx.someone.employee, minutes, at)


def _usual(ctx: Context, leg: Leg) -> int | None:
    """The minutes of whoever chooses none of their own (AMB-86, KAM-39)."""
    law = ctx.regulation.pengingat
    asked = law.masuk if leg is Leg.MASUK else law.pulang
    return asked.on(max(ctx.calendar_date, ctx.regulation.peraturan.berlaku_sejak)).value
