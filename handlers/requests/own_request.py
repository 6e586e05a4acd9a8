"""One's own requests: what became of them, taking one back, and the paper that follows."""

from dataclasses import replace
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import UNDECIDED
from core.approvals.transitions import Act
from core.organisation.calendar import DAY
from core.requests.absence import state_of
from core.requests.filing import Effect
from db import approvals
from db.approvals import Done
from db.people import status
from db.records import request as requests
from db.records.request import Request
from handlers.approvals import buttons, cards, deciders
from handlers.approvals.kind import Scope
from handlers.chat.album import photo
from handlers.chat.context import Context
from handlers.chat.conversation import Start, Talk
from handlers.chat.format import label
from handlers.chat.reply import Button, Reply
from handlers.requests import back, filing
from handlers.requests.approval import KIND
from handlers.texts import attachments as pages
from handlers.texts import request_told
from handlers.texts.deciders import Recipient
from handlers.texts.request_card import own_data
from handlers.texts.request_view import kind_of, what
from handlers.usecases import attachments, closing

FLOW = "susul-surat"
FOLLOWS = "Suratnya sudah menyusul. Putuskan di kartu yang terbaru."
LISTED = 8  # newest first
REQUESTS_SHOWN_FOR = 92 * DAY

NOTHING = Reply(Markup("Belum ada izin. Ajukan lewat /izin."))
TOO_LATE = Reply(Markup("Izin itu sudah diputuskan, jadi tidak dapat diubah lagi."), idle=True)


async def mine(ctx: Context) -> Reply:
    """What somebody asked for of late, and what became of it."""
    span = (ctx.calendar_date - REQUESTS_SHOWN_FOR, ctx.calendar_date + filing.AHEAD)
    found = await requests.of_person(ctx.db, ctx.region.code, ctx.someone.employee, *span)
    if not found:
        return NOTHING
    shown = found[-LISTED:][::-1]
    names = await status.fetch_names(
        ctx.db, ctx.region.code, [each.decided_by for each in shown if each.decided_by]
    )
    routes = await deciders.routes(Scope.of(ctx), KIND, shown)
    lines = [
        Markup("{}. {}").format(
            number, request_told.describe(ctx.region, each, names, ctx.event.at, routes[each.id])
        )
        for number, each in enumerate(shown, 1)
    ]
    buttons = tuple(
        Button(_label(ctx, number, each), own_data("lihat", each.id))
        for number, each in enumerate(shown, 1)
        if _verbs(ctx, each)
    )
    return Reply(Markup("\n\n").join([Markup("<b>Izin saya</b>"), *lines]), buttons)


def _label(ctx: Context, number: int, each: Request) -> str:
    return label(number, kind_of(ctx.region, each).kind.nama)


def _verbs(ctx: Context, each: Request) -> dict[str, str]:
    """What may still be done with it; leaving early is a stamp, which nobody takes back."""
    end = {"kembali": "Akhiri lebih awal"} if back.may_end(ctx, each) else {}
    if state_of(ctx.regulation, each.asked, ctx.event.at) not in UNDECIDED:
        return end | ({"tarik": "Tarik kembali"} if back.may_take_back(ctx, each) else {})
    kind = kind_of(ctx.region, each).kind
    add = {"susul": "Susulkan surat"} if kind.surat and not each.paper else {}
    early = kind.akibat is Effect.EARLY
    return add | end | ({} if early else {"tarik": "Tarik kembali"})


async def handle_button(ctx: Context, data: str) -> Reply | Start | None:
    """A button under one's own request; nobody else's is found by it."""
    if (said := buttons.read(data)) is None:
        return None
    verb = said.verb
    item = await requests.find(ctx.db, ctx.region.code, said.card)
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
    buttons = tuple(Button(name, own_data(verb, item.id)) for verb, name in verbs.items())
    way = (await deciders.routes(Scope.of(ctx), KIND, [item]))[item.id]
    return Reply(request_told.describe(ctx.region, item, {}, ctx.event.at, way), buttons)


async def _withdraw(ctx: Context, item: Request) -> Reply:
    if "tarik" not in _verbs(ctx, item):
        return TOO_LATE
    if back.may_take_back(ctx, item):
        return await back.take_back(ctx, item)
    me, code = ctx.someone.employee, ctx.region.code
    done = Done(Act.WITHDRAW, ctx.event.at, own=me)
    if not await approvals.transition(ctx.db, requests.CASES, code, item.id, done):
        return TOO_LATE
    await cards.show(ctx, KIND, item.id)
    return Reply(Markup("Ditarik kembali: {}").format(what(ctx.region, item)))


async def add_paper(ctx: Context, talk: Talk) -> Reply:
    """The letter that was to follow, as long as nobody has decided (AMB-35)."""
    item = await requests.find(ctx.db, ctx.region.code, UUID(talk.known["izin"]))
    if item is None or item.employee != ctx.someone.employee or "susul" not in _verbs(ctx, item):
        return TOO_LATE
    surat = kind_of(ctx.region, item).kind.surat
    if shut := closing.refusal(ctx, item.first):
        return _anew(shut, item)
    name = surat.nama if surat else ""
    kept = await talk.ask("surat", photo(Markup("Kirim foto atau PDF {}.").format(name)))
    told = Markup("{}\nSurat: {}\n\nKirim?").format(what(ctx.region, item), pages.count(kept))
    await talk.confirm(told, {"surat": "surat"})
    earlier = await attachments.seen_before(ctx, kept)
    me, code = ctx.someone.employee, ctx.region.code
    if not await requests.attach(ctx.db, code, item.id, me, kept, earlier):
        return TOO_LATE
    decider = await cards.show_anew(ctx, KIND, item.id, FOLLOWS)
    to = Markup("Diteruskan kepada {}.").format(decider.name)
    head = Markup("Surat ditambahkan: {}. ").format(what(ctx.region, item))
    return Reply(head + (Recipient.of(decider).unseen(ctx.region) or to))


def _anew(shut: Reply, item: Request) -> Reply:
    """Of its dates some are closed: a paper would decide of them, too; the others go by again."""
    open_ = Markup("\nTarik izin ini, lalu ajukan lagi untuk hari yang bulannya masih terbuka.")
    return replace(shut, text=shut.text + open_) if item.last > item.first else shut
