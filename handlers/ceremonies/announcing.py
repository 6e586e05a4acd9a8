"""Announcing an apel or upacara: who is called, when, how often, and where."""

from datetime import datetime

from markupsafe import Markup

from core.organisation.calendar import DAY
from core.organisation.ceremony import WEEK
from core.organisation.posting import workplaces
from db.people import status
from db.people.ceremony import Venue
from db.people.status import Member
from handlers.ceremonies import questions
from handlers.ceremonies.rights import Rights
from handlers.chat import question
from handlers.chat.context import Context
from handlers.chat.conversation import Rewrite, Talk, pick
from handlers.chat.format import DAYS, ZONES, brief, long_date, metres, short_date
from handlers.chat.reply import Reply
from handlers.usecases import ceremonies
from handlers.usecases.act import in_chat
from handlers.usecases.ceremonies import REACH, Plan

ALL, OFFICES, NAMES = "semua", "kantor", "nama"
ONCE, WEEKLY = "sekali", "mingguan"
NAME_CHARACTERS_MAX = 60
RADIUS_MIN, RADIUS_MAX = 20, 500  # metres
CHANGES = {"siapa": "siapa", "tanggal": "tanggal", "jam": "jam", "tempat": "tempat"}
UNKNOWN = "NIP {} tidak ada, atau pegawai itu bukan wewenang Anda. Periksa lagi."


async def announce(ctx: Context, talk: Talk, rights: Rights) -> Reply:
    """From the first question to the go-ahead; nothing is written before it."""
    kind = pick(Markup("Apel atau upacara?"), {"Apel": "Apel", "Upacara": "Upacara"})
    name = await talk.ask("jenis", kind)
    offices, people = await _who(ctx, talk, rights)
    plan = await _when_and_where(ctx, talk, name, offices, people)
    await talk.confirm(_summary(ctx, plan), CHANGES)
    async with in_chat(ctx) as act:
        await ceremonies.announce(act, ctx.someone.employee, plan)
    first = short_date(plan.first)
    when = Markup("Pegawai diberi tahu sehari sebelumnya dan pada paginya.")
    return Reply(Markup("✅ <b>{} {} diumumkan.</b>\n{}").format(plan.name, first, when))


async def _who(
    ctx: Context, talk: Talk, rights: Rights
) -> tuple[tuple[str, ...], tuple[Member, ...]]:
    """Offices with their parts, or people by name."""
    if (talk.answer(OFFICES) or talk.answer(NAMES)) and not talk.answer("siapa"):  # asked anew
        raise Rewrite([OFFICES, NAMES])
    allowed = rights.over(rights.announce, sorted(ctx.organisation.offices))
    roots = _roots(rights, allowed)
    whole = brief(ctx.organisation.offices[roots[0]].name) if len(roots) == 1 else "semua kantor"
    prompt = Markup("Siapa yang ikut? Kantor dipanggil dengan bagian-bagiannya ({}).").format(whole)
    ways = {ALL: "Semuanya", OFFICES: "Pilih kantor", NAMES: "Pilih pegawai"}
    match await talk.ask("siapa", pick(prompt, ways)):
        case "kantor":
            asked = Markup("Kantor mana? Tulis nama atau kodenya, pisahkan dengan koma.")
            choice = questions.offices(asked, ctx.organisation, allowed)
            return tuple(await talk.ask(OFFICES, choice)), ()
        case "nama":
            return (), await _people(ctx, talk, rights)
    return tuple(roots), ()


def _roots(rights: Rights, allowed: list[str]) -> list[str]:
    """Those offices that are a part of no other one among them."""
    parents = rights.by.parents
    return [code for code in allowed if parents.get(code) not in allowed]


async def _people(ctx: Context, talk: Talk, rights: Rights) -> tuple[Member, ...]:
    asked = questions.nips(Markup("Siapa saja? Tulis NIP-nya, satu per baris."))
    wanted = await talk.ask(NAMES, asked)
    found = await status.members(ctx.db, ctx.region.code, ctx.calendar_date, nips=wanted)
    may = {e.nip for e in found if rights.by.denied(rights.announce, e.office) is None}
    if unknown := next((nip for nip in wanted if nip not in may), None):
        text = Markup("{}\n\n{}").format(UNKNOWN.format(unknown), asked.prompt.text)
        raise talk.again(NAMES, asked, Reply(text))
    return tuple(found)


async def _when_and_where(
    ctx: Context,
    talk: Talk,
    name: str,
    offices: tuple[str, ...],
    people: tuple[Member, ...],
) -> Plan:
    today, zone = ctx.calendar_date, ZONES.get(ctx.zone.key, ctx.zone.key)
    monday = today + DAY * (7 - today.weekday())
    soon = {each: short_date(each) for each in dict.fromkeys((today + DAY, monday))}
    prompt = Markup("Tanggal berapa?")
    first = await talk.ask("tanggal", question.day(prompt, today, today, today + REACH, soon))
    earliest, latest = ceremonies.hours(ctx.region, first)
    asked = questions.hour(Markup("Mulai pukul berapa?"), earliest, latest, zone)
    hour = await talk.ask("jam", asked)
    if datetime.combine(first, hour, ctx.zone) <= ctx.event.at:
        words = Markup("Waktu itu sudah lewat. Mulai pukul berapa?")
        raise talk.again("jam", asked, Reply(words))
    every = f"Setiap {DAYS[first.weekday()]}"
    often = pick(Markup("Sekali saja, atau setiap minggu?"), {ONCE: "Sekali", WEEKLY: every})
    until = first
    if await talk.ask("ulang", often) == WEEKLY:
        prompt = Markup("Sampai tanggal berapa?")
        farthest = first + REACH
        until = await talk.ask("sampai", question.day(prompt, today, first + WEEK, farthest))
        if not first + WEEK <= until <= farthest:  # the first date was changed since
            raise Rewrite(["sampai"])
    return Plan(name, first, until, hour, await _venue(ctx, talk), offices, people)


async def _venue(ctx: Context, talk: Talk) -> Venue:
    """A place of any office, or a point of its own."""
    if talk.answer("nama tempat") and not talk.answer("tempat"):  # asked anew
        raise Rewrite(["nama tempat", "radius"])
    places = [fence for each in ctx.organisation.offices.values() for fence in each.fences]
    here = workplaces(ctx.someone.postings, ctx.calendar_date, None)
    near = [f for one in here[:1] for f in ctx.organisation.offices[one.office].fences]
    prompt = Markup("Di mana? Pilih, tulis nama tempat kantor mana pun, atau kirim lokasinya.")
    where = await talk.ask("tempat", questions.venue(prompt, near, places))
    if where.point is None:
        if (found := next((e for e in places if e.code == where.place), None)) is None:
            raise Rewrite(["tempat"])  # the places have changed since
        return Venue(found.name, found.code)
    called = Markup("Apa nama tempat itu? Contoh: Alun-alun.")
    name = await talk.ask("nama tempat", question.words(called, NAME_CHARACTERS_MAX))
    asked = Markup("Berapa meter dari titik itu masih termasuk? Contoh: 100.")
    radius = await talk.ask("radius", question.number(asked, RADIUS_MIN, RADIUS_MAX))
    return Venue(name, None, where.point, float(radius))


def _summary(ctx: Context, plan: Plan) -> Markup:
    zone = ZONES.get(ctx.zone.key, ctx.zone.key)
    lines = [
        Markup("<b>{} {}, {:%H.%M} {}</b>").format(
            plan.name, long_date(plan.first), plan.hour, zone
        )
    ]
    if plan.until > plan.first:
        lines.append(
            Markup("Setiap {} sampai {}, kecuali hari libur").format(
                DAYS[plan.first.weekday()], long_date(plan.until)
            )
        )
    around = Markup(" (sampai {})").format(metres(plan.venue.radius)) if plan.venue.radius else ""
    lines.append(Markup("Di {}{}").format(brief(plan.venue.name), around))
    lines.append(_called(ctx, plan))
    if plan.first in ctx.organisation.calendar.holidays:
        lines.append(Markup("⚠️ Hari itu libur: yang hadir dicatat, yang tidak hadir tidak alpa."))
    return Markup("\n").join([*lines, Markup("\nUmumkan?")])


PEOPLE_SHOWN_MAX = 8


def _called(ctx: Context, plan: Plan) -> Markup:
    names = [ctx.organisation.offices[code].name for code in plan.offices]
    names += [each.name for each in plan.people]
    shown = ", ".join(brief(name) for name in names[:PEOPLE_SHOWN_MAX])
    more = f", dan {len(names) - PEOPLE_SHOWN_MAX} lagi" if len(names) > PEOPLE_SHOWN_MAX else ""
    return Markup("Ikut: {}{}").format(shown, more)
