"""`/batalkan`: a superior proposes that the presence of a day is cancelled (Pasal 9C ayat (1))."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from markupsafe import Markup, escape

from core.month.cancellation import Refused as NotThisDay
from core.month.cancellation import offered
from core.organisation.calendar import DAY
from core.writing import quoted
from db.people import status
from db.people.status import Member
from handlers.chat import question
from handlers.chat.context import Context
from handlers.chat.conversation import Refusal, Rewrite, Talk
from handlers.chat.format import brief, long_date, moment, short_date
from handlers.chat.reply import Reply
from handlers.month.cancellation.choose import one_of
from handlers.texts import cancellation as texts
from handlers.usecases import cancellable, cancellations
from handlers.usecases.act import Act, in_chat
from handlers.usecases.cancellable import Parties
from handlers.usecases.cancellations import Proposal

FLOW = "batalkan"
REASON_CHARACTERS_MAX = 300
WITNESSES_MAX = 5
ENOUGH = "cukup"
BACK_DAYS = 62  # whatever is older lies in a month that is closed
CHANGES = {"siapa": "orang", "tanggal": "tanggal", "sebab": "sebab", "saksi1": "saksi"}

UNKNOWN_HERE = Reply(
    Markup("Peraturan presensi di sini tidak mengenal pembatalan kehadiran. Lihat /bantuan.")
)
NOBODY = Reply(Markup("Hari ini tidak ada pegawai yang Anda verifikasi. Lihat /bantuan."))
WHO = Markup(
    "<b>Batalkan kehadiran siapa?</b> Dipakai bila presensinya lengkap, tetapi pegawai tidak "
    "berada di tempat kerja pada jam kerja tanpa izin Anda. Perlu {} saksi dan diketahui kepala."
)
WHAT = Markup(
    "Apa yang Anda ketahui? Tulis jam dan tempatnya, tanpa dugaan. Contoh: Pukul 10.00 WIB sampai "
    "14.00 WIB tidak berada di ruang kerja, dan sudah ditelepon dua kali."
)
WITNESS = Markup(
    "Siapa saksi {}? Pilih pegawai yang hari itu bekerja di unit ini, bukan Anda, kepala, atau {}."
)


@dataclass(frozen=True, slots=True)
class Draft:
    """Whose presence, of which day, why; and who could bear it out or take note of it."""

    person: Member
    day: date
    reason: str
    parties: Parties
    least: int


async def enter(ctx: Context, talk: Talk) -> Reply:
    """Ask for all of it; each answer is judged before the next question."""
    if not offered(ctx.regulation, ctx.calendar_date):
        return UNKNOWN_HERE
    async with in_chat(ctx) as act:
        people = await cancellable.subordinates(act, ctx.someone.employee)
        if not people:
            return NOBODY
        draft = await _draft(ctx, act, talk, people)
        chosen = await _witnesses(talk, draft)
        await talk.confirm(await _summary(ctx, act, draft, chosen), CHANGES, "Ajukan")
        witnesses = tuple(each.employee for each in chosen)
        proposal = Proposal(draft.person, draft.day, draft.reason, witnesses)
        await cancellations.propose(act, ctx.organisation, ctx.someone.employee, proposal)
    text = Markup(
        "✅ <b>Usulan terkirim.</b> {} dan {} saksi sudah diberi tahu. {} tetap hadir sampai "
        "suratnya ada. Kabarnya dikirim ke sini."
    )
    name = brief(draft.person.name)
    return Reply(text.format(name, len(chosen), long_date(draft.day)))


async def _draft(ctx: Context, act: Act, talk: Talk, people: Sequence[Member]) -> Draft:
    law, today = ctx.regulation.pembatalan, ctx.calendar_date
    count = law.saksi.on(today).value or 0
    asked = one_of(WHO.format(count), people)
    who = await talk.ask("siapa", asked)
    person = next((each for each in people if each.employee.hex == who), None)
    if person is None:  # theirs no more
        raise Rewrite(["siapa"])
    if not await cancellable.can_be_told(act, person.employee):
        why = escape(texts.not_told(person.name))
        raise talk.again(
            "siapa", asked, Reply(Markup("❌ {}\n\nBatalkan kehadiran siapa?").format(why))
        )
    day = await _day(ctx, act, talk, person)
    reason = await talk.ask("sebab", question.words(WHAT, REASON_CHARACTERS_MAX))
    parties = await cancellable.parties(act, ctx.someone.employee, person.employee, day)
    least = law.saksi.on(day).value or 0
    if parties.acknowledger is None or len(parties.witnesses) < least:
        raise Refusal(
            Markup(
                "<b>Tidak bisa di sini:</b> saksi atau kepala yang dapat mengetahuinya kurang. "
                "Hubungi {}."
            ).format(ctx.region.contact)
        )
    return Draft(person, day, reason, parties, least)


async def _day(ctx: Context, act: Act, talk: Talk, person: Member) -> date:
    """A day that can be cancelled; why another cannot is said before it is asked for again."""
    today = ctx.calendar_date
    since = max(today - DAY * BACK_DAYS, ctx.regulation.peraturan.berlaku_sejak)
    near = {each: short_date(each) for each in (today - DAY, today)}
    asked = question.day(Markup("Tanggal berapa?"), today, since, today, near)
    day = await talk.ask("tanggal", asked)
    found = await cancellable.judged(act, ctx.organisation, person.employee, day)
    if isinstance(found, NotThisDay):
        why = escape(texts.refusal(ctx.region, person.name, day, found))
        raise talk.again(
            "tanggal", asked, Reply(Markup("❌ {}\n\n{}").format(why, "Tanggal berapa?"))
        )
    return day


async def _witnesses(talk: Talk, draft: Draft) -> list[Member]:
    """At least as many as the law wants, and more if the superior likes."""
    chosen: list[Member] = []
    for number in range(1, WITNESSES_MAX + 1):
        left = [each for each in draft.parties.witnesses if each not in chosen]
        more = {ENOUGH: "Cukup"} if number > draft.least else {}
        if not left:
            break
        prompt = WITNESS.format(number, brief(draft.person.name))
        said = await talk.ask(f"saksi{number}", one_of(prompt, left, more))
        if said == ENOUGH:
            break
        found = next((each for each in left if each.employee.hex == said), None)
        if found is None:  # somebody else was chosen above, or works elsewhere by now
            raise Rewrite([f"saksi{n}" for n in range(number, WITNESSES_MAX + 1)])
        chosen.append(found)
    return chosen


async def _summary(ctx: Context, act: Act, draft: Draft, chosen: Sequence[Member]) -> Markup:
    until = await cancellable.answers_until(act, ctx.organisation, draft.person.employee)
    by = draft.parties.acknowledger
    names = await status.fetch_names(ctx.db, ctx.region.code, {by} if by else set[UUID]())
    lines = [
        Markup("<b>Kehadiran {}, {} dibatalkan?</b>").format(
            brief(draft.person.name), long_date(draft.day)
        ),
        Markup("Sebabnya: {}").format(quoted(draft.reason)),
        Markup("Saksi: {}").format(", ".join(brief(each.name) for each in chosen)),
        Markup("Mengetahui: {}").format(brief(next(iter(names.values()), ""))),
        Markup(
            "\nAkibatnya: hari itu dihitung alpa setelah suratnya ada. {} diberi tahu sekarang dan "
            "bisa menjelaskan sampai {}."
        ).format(brief(draft.person.name), moment(until, ctx.zone)),
    ]
    return Markup("\n").join(lines)
