"""All offices that somebody looks after, those first in which most is late."""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from core.organisation.office import wholes
from db.people import status
from db.records import backlog
from handlers.approvals.kind import Kinds
from handlers.chat.context import Context
from handlers.chat.format import brief, label
from handlers.chat.reply import Button, Reply
from handlers.texts import office as texts
from handlers.texts.office import data, key_of, month_key
from handlers.usecases.office_sight import Sight

PAGE_OFFICES = 7


@dataclass(frozen=True, slots=True)
class Rank:
    """An office with its parts: cases over their limit, people without a chat, all people."""

    office: str
    name: str
    late: int
    unconnected: int
    people: int


async def show(kinds: Kinds, ctx: Context, sight: Sight, page: int) -> Reply:
    """A page of the list; it reads counts only, however many people there are."""
    ranks = await _ranks(kinds, ctx, sight)
    last = (len(ranks) - 1) // PAGE_OFFICES
    page = min(page, last)
    first = page * PAGE_OFFICES
    shown = list(enumerate(ranks[first:][:PAGE_OFFICES], first + 1))
    lines = [Markup("<b>{} kantor</b>, yang paling banyak terlambat di atas").format(len(ranks))]
    lines += [Markup("{}. {}: {}").format(n, brief(each.name), _words(each)) for n, each in shown]
    month = month_key(ctx.calendar_date)
    ways = [Button(label(n, e.name), data("o", key_of(e.office), month)) for n, e in shown]
    return Reply(Markup("\n").join(lines), (*ways, *texts.turning(page, last, "d")))


def _words(rank: Rank) -> str:
    said = [f"{rank.late} lewat batas"] * bool(rank.late)
    said += [f"{rank.unconnected} belum terhubung"] * bool(rank.unconnected)
    return ", ".join([*said, f"{rank.people} pegawai"])


async def _ranks(kinds: Kinds, ctx: Context, sight: Sight) -> list[Rank]:
    """Of the uppermost offices that somebody sees; of whoever sees one, its parts."""
    parents = await status.fetch_parents(ctx.db, ctx.region.code)
    shown = sight.tops if len(sight.tops) > 1 else tuple(sorted(sight.offices))
    code, day, now = ctx.region.code, ctx.calendar_date, ctx.event.at
    counts = await backlog.people_by_office(ctx.db, code, day)
    late: Counter[str] = Counter()
    for kind in kinds:
        on = day if kind.of_month else None
        late.update(await backlog.overdue_by_office(ctx.db, kind.cases, code, now, on))
    found = [_rank(ctx, each, parents, counts, late) for each in shown]
    return sorted(found, key=lambda e: (-e.late, -e.unconnected, e.name.casefold()))


def _rank(
    ctx: Context,
    office: str,
    parents: dict[str, str | None],
    counts: dict[str, backlog.People],
    late: Counter[str],
) -> Rank:
    within = [each for each in parents if office in wholes(each, parents)]
    people = [counts[each] for each in within if each in counts]
    return Rank(
        office,
        ctx.organisation.offices[office].name,
        sum(late[each] for each in within),
        sum(each.unconnected for each in people),
        sum(each.all for each in people),
    )
