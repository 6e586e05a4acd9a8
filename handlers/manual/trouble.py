"""`/kendala`: somebody cannot attend by phone; what is open, how much is left, and how it ends."""

from datetime import date
from uuid import UUID

from markupsafe import Markup

from core.law.closing import open_since
from core.law.questions.manual import Condition
from core.organisation.calendar import DAY, Hours
from db.records import incident, outage
from db.records.incident import Opened
from handlers.approvals import buttons
from handlers.chat import question
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Start, Talk, pick
from handlers.chat.format import clock, long_date, short_date
from handlers.chat.reply import Button, Reply
from handlers.manual.own_offices import me
from handlers.texts import incident as texts
from handlers.usecases import incidents
from handlers.usecases.act import in_chat
from handlers.usecases.closing import written_at
from handlers.usecases.incidents import Claim
from handlers.usecases.paper_rules import Rules

FLOW, LONGER = "kendala", "perpanjang"
REASON_CHARACTERS_MAX = 300
EARLIER_DAYS_MAX = 31

NOT_KNOWN_HERE = Markup("Di sini presensi manual belum dibuka. Bila ponsel bermasalah, hubungi {}.")
NO_SIGNAL_HERE = (
    "Sinyal lemah belum menjadi alasan di sini. Bagikan lokasi begitu ada sinyal. Jam kirim yang "
    "dihitung."
)
ENDED = Markup(
    "✅ <b>Presensi manual ditutup.</b> Mulai sekarang lewat ponsel: /masuk dan /pulang."
)


async def enter(ctx: Context, talk: Talk) -> Reply:
    """Open an incident, or see what is left of the one that is open (Pasal 11, Pasal 9)."""
    opened = await incident.open_of(ctx.db, ctx.region.code, ctx.someone.employee)
    if opened is not None:
        return await status(ctx, opened)
    conditions = ctx.regulation.manual.keadaan.on(ctx.working_date).value or ()
    if not conditions:
        return Reply(NOT_KNOWN_HERE.format(ctx.region.contact))
    condition = Condition(await talk.ask("sebab", _what(conditions)))
    if condition is Condition.SERVER:
        return await _server(ctx)
    first = await talk.ask("mulai", _since(ctx))
    reason = None
    if condition in (ctx.regulation.manual.jalan_terakhir.on(first).value or ()):
        prompt = Markup("Mengapa tidak bisa dikirim lewat ponsel, juga sesudah ada sinyal?")
        reason = await talk.ask("alasan", question.words(prompt, REASON_CHARACTERS_MAX))
    summary = Markup("<b>{}</b> sejak {}.\n\nBuka presensi manual?").format(
        texts.LABELS[condition], long_date(first)
    )
    await talk.confirm(summary, {"sebab": "sebab", "mulai": "tanggal"})
    async with in_chat(ctx) as act:
        opened = await incidents.open_own(act, await me(ctx), Claim(condition, first, reason))
    rules = await Rules.read(ctx.db, ctx.region, ctx.organisation)
    told = await incidents.opened_message(rules, opened)
    return told.render(ctx.region)


def _what(conditions: tuple[Condition, ...]) -> Question[str]:
    text = Markup("<b>Tidak bisa presensi lewat ponsel?</b> Pilih sebabnya.")
    if Condition.SIGNAL not in conditions:
        text += Markup("\n{}").format(NO_SIGNAL_HERE)
    return pick(text, {each.value: texts.LABELS[each] for each in conditions})


def _since(ctx: Context) -> Question[date]:
    today = ctx.working_date
    since = open_since(ctx.regulation, written_at(ctx), ctx.zone) or today
    earliest = max(since, today - EARLIER_DAYS_MAX * DAY, ctx.regulation.peraturan.berlaku_sejak)
    near = {today: "Hari ini", today - DAY: "Kemarin"}
    prompt = Markup("Mulai tanggal berapa presensinya di kertas?")
    return question.day(prompt, today, min(earliest, today), today, near)


async def _server(ctx: Context) -> Reply:
    """What the register of outages says of today; nobody opens one for themselves (KAM-04)."""
    hours = ctx.hours(ctx.working_date)
    found = []
    if isinstance(hours, Hours):
        rules = await Rules.read(ctx.db, ctx.region, ctx.organisation)
        who = await rules.people([ctx.someone.employee], ctx.working_date)
        office = who[ctx.someone.employee].office
        found = await outage.between(ctx.db, ctx.region.code, hours.opens, office)
        found = [each for each in found if each.since <= hours.closes]
    if not found:
        text = Markup(
            "<b>Tidak bisa:</b> {} tidak ada gangguan server yang tercatat. Pilih sebab lain lewat "
            "/kendala, atau hubungi {}."
        )
        return Reply(text.format(short_date(ctx.working_date), ctx.region.contact))
    first, last = found[0].since, found[-1].until
    text = Markup(
        "<b>Server terganggu</b> {} sampai {}. Yang sudah mengirim tidak perlu berbuat apa-apa. "
        "Yang tidak sempat: operator mencatat manual. Jatah Anda tidak berkurang."
    )
    return Reply(text.format(clock(first, ctx.zone), clock(last, ctx.zone)))


async def status(ctx: Context, opened: Opened) -> Reply:
    """How much is left of an open incident, which paper it needs, and the ways on."""
    today = ctx.working_date
    rules = await Rules.read(ctx.db, ctx.region, ctx.organisation)
    who = (await rules.people([opened.employee], today))[opened.employee]
    usage = rules.usage(opened.as_law, today, who.recorded)
    name = texts.CONDITIONS[opened.condition]
    lines = [
        Markup("<b>Presensi manual Anda</b>: {}, {}.").format(name, texts.span(opened.first, usage))
    ]
    if not opened.stands:
        lines.append(Markup("⏳ Menunggu kepastian kepala kantor."))
    if told := texts.used(usage):
        lines.append(Markup("{}").format(told))
    if told := texts.nearly(usage):
        lines.append(Markup("{}").format(told))
    if rules.letter_needed(opened.condition, today):
        due = rules.due(opened.condition, today)
        letter = due.text() if due else "Surat keterangan: minta kepada kepala kantor."
        lines.append(Markup("{}").format(letter))
    return Reply(Markup("\n").join(lines), _ways(opened, limited=usage.left is not None))


def _ways(opened: Opened, *, limited: bool) -> tuple[Button, ...]:
    over = "Sinyal sudah ada" if opened.condition is Condition.SIGNAL else "Ponsel sudah ada"
    found = [Button(over, texts.data(texts.OWN_BUTTON, "selesai", opened.id))]
    if limited and opened.stands:
        longer = texts.data(texts.OWN_BUTTON, "lagi", opened.id)
        found.append(Button("Minta perpanjangan", longer))
    return tuple(found)


async def handle_button(ctx: Context, data: str) -> Reply | Start | None:
    """A button under one's own incident, or the way to more for an operator's."""
    if data == f"{texts.OWN_BUTTON}:lihat":
        return Start(FLOW)
    if (said := buttons.read(data)) is None:
        return None
    match said.verb:
        case "lagi":
            return Start(LONGER, {"kendala": said.card.hex})
        case "selesai":
            async with in_chat(ctx) as act:
                await incidents.end(act, await me(ctx), said.card, ctx.working_date)
            return Reply(ENDED)
    return None


async def ask_longer(ctx: Context, talk: Talk) -> Reply:
    """More than the law's own number is asked of whoever may grant it (AMB-26, KAM-03)."""
    id_ = UUID(hex=talk.known["kendala"])
    today = ctx.working_date
    async with in_chat(ctx) as act:
        first, last = await incidents.longer_until(act, await me(ctx), id_)
    prompt = Markup("Diperpanjang sampai tanggal berapa?")
    near = {today: "Hari ini", today + DAY: "Besok", today + 6 * DAY: "Tujuh hari"}
    near |= {last: short_date(last)} if last < today else {}
    asked = question.day(prompt, today, first, last, near)
    until = await talk.ask("sampai", asked)
    prompt = Markup("Apa alasannya? Misalnya: ponsel masih diperbaiki.")
    reason = await talk.ask("alasan", question.words(prompt, REASON_CHARACTERS_MAX))
    summary = Markup("Minta perpanjangan sampai <b>{}</b>.\nAlasan: {}\n\nKirim?")
    await talk.confirm(
        summary.format(long_date(until), reason), {"sampai": "tanggal", "alasan": "alasan"}
    )
    async with in_chat(ctx) as act:
        await incidents.ask_longer(act, await me(ctx), id_, until, reason)
    return Reply(Markup("⏳ <b>Terkirim.</b> Hasilnya dikirim ke sini."))
