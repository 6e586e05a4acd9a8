"""An operator's offices and the people in them, and how they are asked for."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, time
from uuid import UUID

from markupsafe import Markup

from core.law.closing import open_since
from core.organisation.calendar import DAY
from db.people import status
from db.people.status import Member
from handlers.chat import question
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Refusal
from handlers.chat.event import Content, words_of
from handlers.chat.format import ZONES, brief, label, short_date
from handlers.chat.reply import InputKind, Reply
from handlers.usecases import authority
from handlers.usecases.closing import written_at

PEOPLE_SHOWN_MAX = 6  # on one screen, beside the ways out
BACK_DAYS_MAX = 62
DONE = "selesai"

NOT_OPERATOR = Reply(
    Markup("Ini untuk operator kantor. Bila ponsel Anda hilang atau rusak, buka /kendala.")
)
NOT_SEARCHED = "Tidak ada pegawai kantor Anda dengan nama atau NIP ini. Periksa lagi tulisannya."

_CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]?([0-5]\d)(?: *wi(?:b|ta|t))?", re.IGNORECASE)


async def mine(ctx: Context) -> frozenset[str]:
    """The offices over which whoever writes may enter attendance on paper today."""
    by = await authority.acting(ctx.db, ctx.region, ctx.calendar_date, ctx.someone.nip)
    right = ctx.regulation.peran.catat_manual
    return frozenset(each for each in by.parents if by.denied(right, each) is None)


async def me(ctx: Context) -> Member:
    """Whoever writes, as the office's records have them today."""
    found = await status.members(
        ctx.db, ctx.region.code, ctx.calendar_date, people=[ctx.someone.employee]
    )
    return found[0]


async def members(ctx: Context, offices: frozenset[str], day: date) -> list[Member]:
    """Everybody of these offices on a date, by name."""
    return await status.members(ctx.db, ctx.region.code, day, offices=sorted(offices))


async def named(ctx: Context, people: Collection[UUID]) -> list[Member]:
    """Some people by name, wherever they work today, also those who have left since."""
    db, code, today = ctx.db, ctx.region.code, ctx.calendar_date
    return await status.members(db, code, today, people=sorted(people), gone=True)


def open_day(ctx: Context, prompt: Markup) -> Question[date]:
    """A date up to today whose month may still be written to."""
    today = ctx.working_date
    since = open_since(ctx.regulation, written_at(ctx), ctx.zone) or today - BACK_DAYS_MAX * DAY
    first = max(since, ctx.regulation.peraturan.berlaku_sejak)
    near = {today: "Hari ini", today - DAY: "Kemarin"}
    return question.day(prompt, today, min(first, today), today, near)


def whom(
    prompt: Markup,
    people: Sequence[Member],
    likely: Sequence[UUID] = (),
    more: Mapping[str, str] | None = None,
) -> Question[str]:
    """One of these people, by button, NIP or a part of the name; `more` are other choices."""
    shown = [each for each in people if each.employee in likely][:PEOPLE_SHOWN_MAX]
    named = {each.employee.hex: label(n, brief(each.name)) for n, each in enumerate(shown, 1)}
    choices = named | dict(more or {})
    by_label = {words.casefold(): key for key, words in choices.items()}

    def take(content: Content) -> str:
        said = " ".join(words_of(content).split())
        if not said:
            raise Refusal(Markup("Tulis nama atau NIP pegawainya."))
        return by_label.get(said.casefold()) or _found(people, said)

    text = Markup("{} Pilih, atau tulis NIP atau sebagian namanya.").format(prompt)
    return Question(Reply(text, input_kind=InputKind.WORDS), take, str, tuple(choices.items()))


def _found(people: Sequence[Member], said: str) -> str:
    words = said.casefold().split()
    nip = "".join(words)
    found = [
        each
        for each in people
        if each.nip == nip or all(word in each.name.casefold() for word in words)
    ]
    if len(found) == 1:
        return found[0].employee.hex
    if not found:
        raise Refusal(Markup.escape(NOT_SEARCHED))
    some = ", ".join(f"{brief(each.name)} ({each.nip})" for each in found[:PEOPLE_SHOWN_MAX])
    raise Refusal(Markup("Beberapa pegawai cocok: {}. Tulis NIP-nya.").format(some))


def clock_time(ctx: Context, prompt: Markup) -> Question[time | None]:
    """A time as a list has it, `07.25`; None where that line of the list is empty."""

    def take(content: Content) -> str:
        said = words_of(content).strip()
        if said.casefold() == "kosong":
            return ""
        found = _CLOCK.fullmatch(said)
        if found is None:
            example = Markup("Tulis jamnya, misalnya <b>{}</b>, atau pilih Kosong.")
            raise Refusal(example.format(example_time(ctx)))
        return f"{int(found[1]):02}:{found[2]}"

    def read(raw: str) -> time | None:
        return time.fromisoformat(raw) if raw else None

    return Question(Reply(prompt, input_kind=InputKind.WORDS), take, read, (("", "Kosong"),))


def example_time(ctx: Context) -> str:
    """`07.25 WITA`, as people there write it."""
    return f"07.25 {ZONES.get(ctx.zone.key, ctx.zone.key)}"


def on(day: date) -> str:
    """`Senin, 6 April`."""
    return short_date(day)
