"""Which handler an event belongs to: command, running conversation, daily act, or a hint."""

from dataclasses import replace
from functools import partial
from typing import Any

from markupsafe import Markup

from db.messages import screen
from db.people import binding
from handlers import form
from handlers.account import register, stranger
from handlers.approvals import returning
from handlers.attendance import check_in
from handlers.chat import album
from handlers.chat.context import Context
from handlers.chat.conversation import BACK, CANCEL, LASTS, Flow, Refusal, Running, Start
from handlers.chat.conversation import back as step_back
from handlers.chat.event import Blocked, Content, Located, Moved, Tap, Text
from handlers.chat.menu import KEYS, command_of, menu
from handlers.chat.reply import InputKind, Reply
from handlers.kinds import KINDS
from handlers.pages import why
from handlers.routes import ACTIONS, FLOWS, PAGES, STARTS
from handlers.usecases import invitations

CANCELLED = Reply(Markup("Dibatalkan. Tidak ada yang disimpan."))
STALE = Reply(Markup("Tombol itu sudah tidak berlaku."), toast=True, idle=True)


async def route(ctx: Context) -> Reply | None:
    """Answer one event, or stay silent; a refusal becomes the answer and changes nothing."""
    try:
        reply = await _route(ctx, ctx.event.content)
    except Refusal as refusal:
        reply = Reply(refusal.text, idle=True)
    if reply and reply.because:
        why.remember(ctx, reply.because)
    content = ctx.event.content
    if isinstance(content, Tap):
        return (reply or STALE).hearing(content.query, ctx.event.message)
    return reply


async def _route(ctx: Context, content: Content) -> Reply | None:
    if not ctx.event.private:
        return stranger.in_a_group(ctx, content)
    if stranger.wrote_before_release(ctx):
        return None if isinstance(content, Moved | Blocked) else stranger.BEFORE
    if isinstance(content, Blocked) and content.blocked:
        await binding.set_reachable(ctx.db, ctx.event.address, reachable=False, now=ctx.now)
        return None
    if ctx.person and not ctx.person.reachable:
        await returning.welcome(KINDS, ctx)
    if isinstance(content, Blocked):
        return None
    text = content.text if isinstance(content, Text) else ""
    if (command := command_of(text)) and not _means_today(ctx, text):
        return await _command(ctx, *command)
    return await (_employee(ctx, content) if ctx.person else _stranger(ctx, content))


def _means_today(ctx: Context, text: str) -> bool:
    """`Hari ini` is a page, and today where a date is asked for."""
    running = _running(ctx)
    asked = running is not None and running.input_kind is InputKind.DATE
    return asked and " ".join(text.casefold().split()) == "hari ini"


async def _command(ctx: Context, name: str, rest: str) -> Reply | None:
    if name == "start":
        return await _start(ctx, rest)
    if name == BACK and (running := _running(ctx)):
        step_back(running)
        return await _go_on(ctx, running, None)
    if ctx.person is None and name in stranger.PAGES:
        return await _beside(ctx, await stranger.PAGES[name](ctx))
    if name == CANCEL and ctx.state.get("talk"):
        return await _cancel(ctx)
    if ctx.person is None:
        return CANCELLED if ctx.state.pop("talk", None) else stranger.greet(ctx)
    if name in STARTS:
        return _after(form.close(ctx, _running(ctx)), await _begin(ctx, STARTS[name]))
    if name in {"masuk", "pulang"}:
        return await _begin(ctx, "presensi", known={"leg": name})
    form.leave_location(ctx, _running(ctx))
    page = PAGES.get(name)
    return await _beside(ctx, await page(ctx) if page else menu())


async def _beside(ctx: Context, page: Reply | None) -> Reply | None:
    """A page, and below it the question that waits; where the page has buttons, that it does."""
    running = _running(ctx)
    if running is None or page is None:
        return page
    if page.buttons:
        waits = form.waits(running)
        return replace(page, text=page.text + Markup("\n\n") + waits) if waits else page
    question = await _go_on(ctx, running, None)
    if question is None:  # only a further page of an album leaves it as it stands
        return page
    text = page.text + Markup("\n\n") + question.text
    return replace(page, text=text, buttons=question.buttons, input_kind=question.input_kind)


def _after(said: Markup, reply: Reply | None) -> Reply | None:
    """What has to be said of something else, above an answer."""
    if not (said and reply):
        return reply
    return replace(reply, text=said + Markup("\n\n") + reply.text)


async def _cancel(ctx: Context) -> Reply | None:
    del ctx.state["talk"]
    form.take_up(ctx)
    return await _beside(ctx, _with_keys(ctx, CANCELLED))


async def _start(ctx: Context, code: str) -> Reply | None:
    if ctx.person is not None:
        return await register.welcome_back(ctx)
    ctx.state.pop("talk", None)  # the same form, begun anew
    answers = {"kode": invitations.hash_code(code)} if code else {}
    first = await _begin(ctx, "daftar", answers=answers)
    if first is None:
        return None
    return replace(first, text=stranger.introduction(ctx) + Markup("\n\n") + first.text)


async def _employee(ctx: Context, content: Content) -> Reply | None:
    match content:
        case Moved():
            return await check_in.follow(ctx, content)
        case Tap():
            return await _tapped(ctx, content)
        case Located() if not _awaits_location(ctx):
            return await _begin(ctx, "presensi", content=content)
    if running := _running(ctx):
        return await _go_on(ctx, running, content)
    return form.ran_out(ctx, content) or album.hint(ctx, content)


async def _stranger(ctx: Context, content: Content) -> Reply | None:
    if isinstance(content, Moved):
        return None
    if isinstance(content, Tap):
        return await _tapped(ctx, content)
    if running := _running(ctx):
        return await _go_on(ctx, running, content)
    return form.ran_out(ctx, content) or stranger.greet(ctx)


async def _tapped(ctx: Context, tap: Tap) -> Reply | None:
    action = ACTIONS.get(tap.data.partition(":")[0])
    if action and ctx.person:
        outcome = await action(ctx, tap.data)
        if not isinstance(outcome, Start):
            await _leave(ctx, outcome)
            return outcome
        posed = await _begin(ctx, outcome.flow, answers=outcome.answers, known=outcome.known)
        return replace(posed, new_message=True) if posed and outcome.beside else posed
    running = _running(ctx)
    if running is None or not running.awaits(tap):
        return form.ran_out(ctx, tap) or STALE
    match tap.data.split(":")[1]:
        case "batal":
            return await _cancel(ctx)
        case "kembali":
            step_back(running)
            return await _go_on(ctx, running, None)
    return await _go_on(ctx, running, tap)


async def _leave(ctx: Context, reply: Reply | None) -> None:
    """What the tapped message showed is gone from the screen, where the answer takes its place."""
    if reply is not None and not (reply.toast or reply.new_message):
        shown = reply.screen.card if reply.screen else None
        await screen.leave(ctx.db, ctx.event.address, ctx.event.message, but=shown)


async def _begin(
    ctx: Context,
    flow: str,
    *,
    answers: dict[str, Any] | None = None,
    known: dict[str, Any] | None = None,
    content: Content | None = None,
) -> Reply | None:
    dropped = form.set_aside(ctx, _running(ctx))
    # The update's own number tells this run's buttons from those of any earlier one.
    run, until = ctx.event.update[-12:], ctx.event.at + LASTS
    running = Running(flow, run, until, answers or {}, known=known or {})
    return _after(dropped, await _go_on(ctx, running, content))


async def _go_on(ctx: Context, running: Running, content: Content | None) -> Reply | None:
    flow: Flow = partial(FLOWS[running.flow], ctx)
    answered = dict(running.answers)
    reply, waits = await album.step(ctx, running, flow, content)
    ctx.state.pop("talk", None)
    if waits:
        if content is not None and running.answers != answered:
            running.until = max(running.until, ctx.event.at + LASTS)
        ctx.state["talk"] = running.as_json()
        return reply
    done = _with_keys(ctx, reply) if reply else None
    return await _beside(ctx, done) if form.take_up(ctx) else done


def _with_keys(ctx: Context, reply: Reply) -> Reply:
    """The daily acts come back to the screen, where a question may have put its own key."""
    tapped = isinstance(ctx.event.content, Tap)  # its answer stands in the tapped message
    return reply if tapped or ctx.person is None else replace(reply, keys=KEYS)


def _awaits_location(ctx: Context) -> bool:
    """Whether a location goes on with what is asked; else it is a check-in of its own."""
    running = _running(ctx)
    asked = {InputKind.LOCATION, InputKind.LIVE_LOCATION}
    return running is not None and (running.flow == "presensi" or running.input_kind in asked)


def _running(ctx: Context) -> Running | None:
    raw = ctx.state.get("talk")
    running = Running.from_json(raw) if raw else None
    return running if running and _goes_on(ctx, running) else None


def _goes_on(ctx: Context, running: Running) -> bool:
    """Not run out, not of an older release, and not left over from before a (dis)connection."""
    theirs = (running.flow == "daftar") is (ctx.person is None)
    return theirs and running.flow in FLOWS and ctx.event.at <= running.until
