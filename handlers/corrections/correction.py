"""`/koreksi`: somebody proposes to correct a day, or asks for it; two others have a say in it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from markupsafe import Markup

from core.approvals.route import Decider
from core.attendance.correction import correctable, needs_proof
from core.law.questions.koreksi import Matter
from core.organisation.calendar import DAY
from db.people import binding
from db.people.status import Member
from db.records import correction as corrections
from db.records.correction import NewCorrection
from handlers.approvals import cards, colleague
from handlers.approvals.kind import Scope
from handlers.chat import question
from handlers.chat.context import Context
from handlers.chat.conversation import Start, Talk, pick
from handlers.chat.format import brief, long_date, short_date
from handlers.chat.reply import Reply
from handlers.corrections import facts, questions
from handlers.corrections.approval import KIND, describe
from handlers.corrections.facts import DayFacts
from handlers.texts import attachments as pages
from handlers.texts.correction import Edited, line, place_name
from handlers.texts.correction_card import CorrectionProposed
from handlers.texts.deciders import Recipient
from handlers.usecases import closing, rights
from handlers.usecases import corrections as usecase
from handlers.usecases.act import Act, in_chat
from handlers.usecases.corrections import Draft
from handlers.usecases.refusal import Refused

FLOW = "koreksi"
OWN, OTHERS, TAKE_BACK = "saya", "lain", "tarik-"
LISTED = 6  # on one screen, which holds ten buttons with the ways out
REASON_CHARACTERS_MAX = 300
BACK_DAYS_MAX = timedelta(days=366)
CHANGES = {"jam": "jam", "alasan": "alasan", "bukti": "bukti"}
TAKEN = Reply(Markup("Koreksi ini sudah diputuskan atau ditarik. Lihat /koreksi."))


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose day it is, and whether somebody else proposes or the person asks for it."""

    employee: UUID
    name: str
    member: Member | None


def begin_own(day: date, matter: Matter, *, beside: bool = False) -> Start:
    """For a button elsewhere, such as *Saya hadir*: the person asks for a leg of their own day.

    `beside`: the message with that button stays, for it has others.
    """
    answers = {"apa": OWN, "tanggal": day.isoformat(), "hal": matter.value}
    return Start(FLOW, answers=answers, beside=beside)


async def enter(ctx: Context, talk: Talk) -> Reply:
    """Propose a correction, ask for one, or take back what nobody has decided."""
    chosen = await _chosen(ctx, talk)
    if chosen.startswith(TAKE_BACK):
        return await _withdraw(ctx, talk, UUID(chosen.removeprefix(TAKE_BACK)))
    today, since = ctx.working_date, ctx.regulation.peraturan.berlaku_sejak
    earliest = max(since, today - BACK_DAYS_MAX)
    whose = await _whose(ctx, talk, chosen, earliest)
    soon = {each: short_date(each) for each in (today, today - DAY)}
    prompt = Markup("Tanggal berapa?")
    day = await talk.ask("tanggal", question.day(prompt, today, earliest, today, soon))
    if whose.member and (refused := await _denied(ctx, whose.employee, day)):
        return refused
    found = await facts.read(ctx, whose.employee, day)
    matters = correctable(ctx.regulation, day, found.matters)
    if not matters:
        text = Markup("{}: tidak ada yang bisa dikoreksi. Pilih tanggal lain: /koreksi")
        return Reply(text.format(long_date(day)), idle=True)
    draft = await _ask(ctx, talk, whose, day, found, matters)
    asked = {name: called for name, called in CHANGES.items() if talk.answer(name) is not None}
    await talk.confirm(_summary(ctx, whose, draft), asked)
    return await _write(ctx, whose, draft)


async def _chosen(ctx: Context, talk: Talk) -> str:
    """What somebody wants: of most people only their own days are left."""
    me, today = ctx.someone.employee, ctx.calendar_date
    if (said := talk.answer("apa")) is not None:
        return str(said)
    by = await rights.of_person(ctx.db, ctx.region, today, me)
    proposes = usecase.may_propose(by, ctx.region)
    mine = await corrections.open_by(ctx.db, ctx.region.code, me, LISTED)
    if not (proposes or mine):
        return OWN
    ways = ({OTHERS: "Pegawai lain"} if proposes else {}) | {OWN: "Hari saya"}
    lines, scope = [Markup("<b>Koreksi</b>")], Scope.of(ctx)
    names = await scope.fetch_names(each.employee for each in mine)
    for number, each in enumerate(mine, 1):
        what = line(ctx.region, await describe(scope, each))
        lines.append(Markup("{}. {}, {}").format(number, brief(names[each.employee]), what))
        ways[f"{TAKE_BACK}{each.id.hex}"] = f"Tarik {number}"
    lines.append(Markup("Hari siapa yang perlu dikoreksi?"))
    return await talk.ask("apa", pick(Markup("\n").join(lines), ways))


async def _whose(ctx: Context, talk: Talk, chosen: str, earliest: date) -> Whose:
    """Whoever has left has days that can still be corrected (Pasal 13 ayat (4))."""
    if chosen == OWN:
        return Whose(ctx.someone.employee, ctx.someone.name, None)
    member = await colleague.find(ctx, talk, Markup("Hari siapa?"), since=earliest)
    return Whose(member.employee, member.name, member)


async def _denied(ctx: Context, person: UUID, day: date) -> Reply | None:
    """Why whoever writes proposes nothing for a date of somebody; by its month and office."""
    late = not closing.is_open(ctx, day)
    by = await rights.of_person(ctx.db, ctx.region, ctx.calendar_date, ctx.someone.employee)
    office = await usecase.office_on(ctx.db, ctx.region, person, day)
    right = usecase.right_to_propose(ctx.region, after_lock=late)
    if by is not None and by.denied(right, office) is None:
        return None
    head = closing.refusal(ctx, day) if late else None
    why = usecase.describe_denial(ctx.region, right.on(ctx.calendar_date).value or ())
    text = Markup("{}\n{}").format(head.text, why) if head else Markup("❌ {}").format(why)
    return Reply(text, idle=True)


async def _ask(
    ctx: Context, talk: Talk, whose: Whose, day: date, found: DayFacts, matters: list[Matter]
) -> Draft:
    labels = {each.value: questions.LABELS[each] for each in matters}
    said = await talk.ask("hal", pick(Markup("Apa yang keliru?"), labels))
    matter = Matter(said)
    value = await questions.value(ctx, talk, matter, found)
    prompt = Markup("Mengapa? Tulis satu kalimat.")
    reason = await talk.ask("alasan", question.words(prompt, REASON_CHARACTERS_MAX))
    needed = needs_proof(ctx.regulation, day, matter)
    proof = await talk.ask("bukti", questions.proof(needed=needed))
    decree = None
    if whose.member and not closing.is_open(ctx, day):
        decree = await talk.ask("sk", questions.decree_number())
    work = next((each.description for each in found.works if each.id == value.activity), "")
    return Draft(day, matter, value, reason, proof, decree, work)


def _summary(ctx: Context, whose: Whose, draft: Draft) -> Markup:
    value = draft.value
    place, was_place = (place_name(ctx.organisation, e) for e in (value.place, value.was_place))
    what = Edited(
        draft.date,
        value.leg,
        value.at,
        value.was_at,
        place,
        was_place,
        draft.called,
        value.minutes,
        value.was_minutes,
        further=(value.duty or 1) > 1,
    )
    lines = [Markup("<b>Koreksi {}</b>, {}").format(brief(whose.name), long_date(draft.date))]
    lines.append(what.text(ctx.region))
    lines.append(Markup("Alasan: {}").format(draft.reason))
    lines.append(
        Markup("Bukti: {}").format(pages.count(draft.proof) if draft.proof else "tidak ada")
    )
    if draft.decree:
        lines.append(Markup("Keputusan: {}").format(draft.decree))
    lines.append(Markup("\nCatatan semula tetap disimpan. Berlaku setelah disetujui orang lain."))
    return Markup("\n").join([*lines, Markup("Kirim?")])


async def _write(ctx: Context, whose: Whose, draft: Draft) -> Reply:
    me = ctx.someone.employee
    async with in_chat(ctx) as act:
        if whose.member is None:
            new = await usecase.ask(act, me, draft)
        else:
            new = await usecase.propose(act, whose.member, draft, me)
            await announce(ctx, act, new)
    return waits_for(ctx, "Terkirim", await cards.show(ctx, KIND, new.id))


async def announce(ctx: Context, act: Act, new: NewCorrection) -> None:
    """The person hears of it before anybody has agreed."""
    to = await binding.address_of(ctx.db, ctx.region.code, new.employee)
    what = await describe(Scope.of(ctx), new)
    act.tell(to, CorrectionProposed(what, ctx.someone.name, new.reason))


def waits_for(ctx: Context, verdict: str, decider: Decider) -> Reply:
    """The answer to whoever sent it on: whose turn it is, or that nobody sees it."""
    head = Markup("⏳ <b>{}.</b> ").format(verdict)
    to = Markup("Menunggu {}. Hasilnya dikirim ke sini.").format(decider.name)
    return Reply(head + (Recipient.of(decider).unseen(ctx.region) or to))


async def _withdraw(ctx: Context, talk: Talk, id_: UUID) -> Reply:
    item = await corrections.find(ctx.db, ctx.region.code, id_)
    if item is None or item.state is not None:
        return TAKEN
    what = line(ctx.region, await describe(Scope.of(ctx), item))
    await talk.confirm(Markup("Tarik koreksi ini?\n{}").format(what))
    try:
        async with in_chat(ctx) as act:
            await usecase.withdraw(act, item, ctx.someone.employee)
    except Refused:  # somebody has decided it a moment ago
        return TAKEN
    await cards.show(ctx, KIND, item.id)
    return Reply(Markup("Koreksi ditarik: {}").format(what))
