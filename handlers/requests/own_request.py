"""One's own requests: what became of them, taking one back, and the paper that follows."""

from dataclasses import replace
from uuid import UUID

from markupsafe import Markup

from core.organisation.calendar import DAY
from core.requests.filing import UNDECIDED, Effect
from db.people import status
from db.records import request as requests
from db.records.request import Request
from handlers.approvals import proof, reach, route, verifier
from handlers.chat.album import photo
from handlers.chat.context import Context
from handlers.chat.conversation import Start, Talk
from handlers.chat.reply import Button, Reply
from handlers.requests import back, filing, request_decision
from handlers.texts import activity_card as cards
from handlers.texts import request_card as words
from handlers.texts import request_told
from handlers.usecases import closing

FLOW = "susul-surat"
LISTED = 8  # newest first
SHOWN = 92 * DAY

NOTHING = Reply(Markup("Belum ada izin. Ajukan lewat /izin."))
TOO_LATE = Reply(Markup("Izin itu sudah diputuskan, jadi tidak dapat diubah lagi."), idle=True)


async def mine(ctx: Context) -> Reply:
    """What somebody asked for of late, and what became of it."""
    span = (ctx.calendar_date - SHOWN, ctx.calendar_date + filing.AHEAD)
    found = await requests.of_person(ctx.db, ctx.region.code, ctx.someone.employee, *span)
    if not found:
        return NOTHING
    shown = found[-LISTED:][::-1]
    names = await status.fetch_names(
        ctx.db, ctx.region.code, [each.decided_by for each in shown if each.decided_by]
    )
    routes = await route.of(ctx.db, ctx.region, shown, ctx.event.at)
    lines = [
        Markup("{}. {}").format(
            number, request_told.told(ctx.region, each, names, ctx.event.at, routes[each.id])
        )
        for number, each in enumerate(shown, 1)
    ]
    buttons = tuple(
        Button(_label(ctx, number, each), words.own_data("lihat", each.id))
        for number, each in enumerate(shown, 1)
        if _verbs(ctx, each)
    )
    return Reply(Markup("\n\n").join([Markup("<b>Izin saya</b>"), *lines]), buttons)


def _label(ctx: Context, number: int, each: Request) -> str:
    return cards.label(number, words.kind_of(ctx.region, each).kind.nama)


def _verbs(ctx: Context, each: Request) -> dict[str, str]:
    """What may still be done with it; leaving early is a stamp, which nobody takes back."""
    end = {"kembali": "Akhiri lebih awal"} if back.may_end(ctx, each) else {}
    if verifier.state_of(ctx.region, each, ctx.event.at) not in UNDECIDED:
        return end | ({"tarik": "Tarik kembali"} if back.may_take_back(ctx, each) else {})
    kind = words.kind_of(ctx.region, each).kind
    add = {"susul": "Susulkan surat"} if kind.surat and not each.paper else {}
    early = kind.akibat is Effect.EARLY
    return add | end | ({} if early else {"tarik": "Tarik kembali"})


async def act(ctx: Context, data: str) -> Reply | Start | None:
    """A button under one's own request; nobody else's is found by it."""
    if (said := cards.read_one(data)) is None:
        return None
    verb, id_ = said
    item = await requests.find(ctx.db, ctx.region.code, id_)
    if item is None or item.employee != ctx.someone.employee:
        return None
    match verb:
        case "lihat":
            return await _choices(ctx, item)
        case "susul" if "susul" in _verbs(ctx, item):
            return Start(FLOW, {"izin": item.id.hex})
        case "kembali" if "kembali" in _verbs(ctx, item):
            return Start(back.FLOW, {"izin": item.id.hex})
        case "tarik":
            return await _withdraw(ctx, item)
    return TOO_LATE if verb in {"susul", "kembali"} else None


async def _choices(ctx: Context, item: Request) -> Reply:
    verbs = _verbs(ctx, item)
    if not verbs:
        return TOO_LATE
    buttons = tuple(Button(name, words.own_data(verb, item.id)) for verb, name in verbs.items())
    way = (await route.of(ctx.db, ctx.region, [item], ctx.event.at))[item.id]
    return Reply(request_told.told(ctx.region, item, {}, ctx.event.at, way), buttons)


async def _withdraw(ctx: Context, item: Request) -> Reply:
    if "tarik" not in _verbs(ctx, item):
        return TOO_LATE
    if back.may_take_back(ctx, item):
        return await back.take_back(ctx, item)
    me, code = ctx.someone.employee, ctx.region.code
    if not await requests.withdraw(ctx.db, code, item.id, me, ctx.event.at):
        return TOO_LATE
    if (taken := await requests.find(ctx.db, code, item.id)) is not None:
        await request_decision.show(ctx, taken)
    return Reply(Markup("Ditarik kembali: {}").format(words.what(ctx.region, item)))


async def add_paper(ctx: Context, talk: Talk) -> Reply:
    """The letter that was to follow, as long as nobody has decided (AMB-35)."""
    item = await requests.find(ctx.db, ctx.region.code, UUID(talk.known["izin"]))
    if item is None or item.employee != ctx.someone.employee or "susul" not in _verbs(ctx, item):
        return TOO_LATE
    surat = words.kind_of(ctx.region, item).kind.surat
    if shut := closing.refusal(ctx, item.first):
        return _anew(shut, item)
    name = surat.nama if surat else ""
    kept = await talk.ask("surat", photo(Markup("Kirim foto atau PDF {}.").format(name)))
    told = Markup("{}\nSurat: {}\n\nKirim?").format(words.what(ctx.region, item), proof.count(kept))
    await talk.confirm(told, {"surat": "surat"})
    earlier = await proof.before(ctx, kept)
    me, code = ctx.someone.employee, ctx.region.code
    if not await requests.attach(ctx.db, code, item.id, me, kept, earlier):
        return TOO_LATE
    added = replace(item, paper=tuple(kept), paper_before=earlier)
    decider = await request_decision.show(ctx, added, anew=True)
    to = Markup("Diteruskan kepada {}.").format(decider.name)
    head = Markup("Surat ditambahkan: {}. ").format(words.what(ctx.region, item))
    return Reply(head + (reach.unseen(ctx.region, decider) or to))


def _anew(shut: Reply, item: Request) -> Reply:
    """Of its dates some are closed: a paper would decide of them, too; the others go by again."""
    open_ = Markup("\nTarik izin ini, lalu ajukan lagi untuk hari yang bulannya masih terbuka.")
    return replace(shut, text=shut.text + open_) if item.last > item.first else shut
