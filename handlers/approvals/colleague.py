"""Finding a colleague in a conversation: by button, by NIP, or by a part of the name."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from markupsafe import Markup

from core.organisation.posting import workplaces
from db.people import status
from db.people.status import Member
from handlers.approvals import deciders
from handlers.chat import question
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Rewrite, Talk, pick
from handlers.chat.format import brief, label
from handlers.chat.reply import Reply

PEOPLE_SHOWN_MAX = 8  # on one screen, which holds ten buttons with the ways out
SEARCH_CHARACTERS_MAX = 80  # characters of a name or NIP

NO_ONE = "Tidak ada pegawai lain dengan nama atau NIP itu. Periksa lagi tulisannya."
TOO_MANY = "Terlalu banyak yang cocok. Tulis nama lebih lengkap, atau NIP-nya."


async def find(ctx: Context, talk: Talk, prompt: Markup, *, since: date | None = None) -> Member:
    """Somebody else of this region, asked for as "siapa", and as "orang" where several fit.

    With `since` also those who have left after that date. Once found, the answer is that very
    person, whoever is hired next.
    """
    said = str(talk.answer("siapa") or await talk.ask("siapa", await _whom(ctx, prompt)))
    if known := await _known(ctx, said, gone=since is not None):
        return known
    found = await status.search_members(
        ctx.db, ctx.region.code, ctx.calendar_date, said, PEOPLE_SHOWN_MAX + 2, since=since
    )
    found = [each for each in found if each.employee != ctx.someone.employee]
    if not 1 <= len(found) <= PEOPLE_SHOWN_MAX:
        asked = await _whom(ctx, prompt)
        text = Markup("{}\n\n{}").format(TOO_MANY if found else NO_ONE, asked.prompt.text)
        raise talk.again("siapa", asked, Reply(text))
    only = found[0].employee.hex
    key = only if len(found) == 1 else await talk.ask("orang", _which(ctx, found))
    raise Rewrite(["siapa", "orang"], {"siapa": key})


async def _known(ctx: Context, said: str, *, gone: bool) -> Member | None:
    """Whom an earlier answer found, if they are still there; with `gone` if they are not, too."""
    try:
        person = UUID(hex=said)
    except ValueError:
        return None
    found = await status.members(
        ctx.db, ctx.region.code, ctx.calendar_date, people=[person], gone=gone
    )
    return found[0] if found and person != ctx.someone.employee else None


async def _whom(ctx: Context, prompt: Markup) -> Question[str]:
    likely = await _likely(ctx)
    how = "Pilih, atau tulis NIP atau sebagian namanya."
    asked = question.words(Markup("{} {}").format(prompt, how), SEARCH_CHARACTERS_MAX)
    return replace(asked, choices=tuple(_labels(likely).items()))


def _which(ctx: Context, found: list[Member]) -> Question[str]:
    lines = [Markup("Yang mana?")]
    for number, each in enumerate(found, 1):
        lines.append(Markup("{}. {}, {}").format(number, brief(each.name), office(ctx, each)))
    return pick(Markup("\n").join(lines), _labels(found))


def _labels(people: list[Member]) -> dict[str, str]:
    return {each.employee.hex: label(n, each.name) for n, each in enumerate(people, 1)}


def office(ctx: Context, member: Member) -> str:
    """What the office of somebody is called."""
    return ctx.organisation.offices[member.office].name if member.office else ""


async def _likely(ctx: Context) -> list[Member]:
    """Those whom one's own superior verifies, then others of the same office."""
    me, code, today = ctx.someone.employee, ctx.region.code, ctx.calendar_date
    above = await deciders.of_person(ctx, me)
    peers = await deciders.subordinates(ctx, above) if above else []
    near = await status.members(ctx.db, code, today, people=peers, limit=PEOPLE_SHOWN_MAX + 1)
    mine = [place.office for place in workplaces(ctx.someone.postings, today, None)]
    near += await status.members(ctx.db, code, today, offices=mine, limit=2 * PEOPLE_SHOWN_MAX + 1)
    others = [each for each in dict.fromkeys(near) if each.employee != me and each.office]
    return others[:PEOPLE_SHOWN_MAX]
