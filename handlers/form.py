"""A half-filled form: it waits for what comes between, and never goes without a word."""

from dataclasses import dataclass

from markupsafe import Markup

from handlers.account import delegation, reminders
from handlers.attendance import explanation
from handlers.chat.context import Context
from handlers.chat.conversation import Running
from handlers.chat.event import Content, Tap
from handlers.chat.reply import Reply
from handlers.kinds import KINDS
from handlers.office import ticket
from handlers.requests import back, filing, own_request
from handlers.work import activity


@dataclass(frozen=True, slots=True)
class Form:
    """What a conversation fills in, as the person knows it, and how it is begun again."""

    name: str
    again: str


# Being asked for a location is no form: the location itself says it all.
FORMS = {
    "daftar": Form("pendaftaran", "/start"),
    activity.FLOW: Form("aktivitas", "/aktivitas"),
    filing.FLOW: Form("izin", "/izin"),
    own_request.FLOW: Form("surat susulan", "/izin_saya"),
    back.FLOW: Form("izin yang diakhiri", "/izin_saya"),
    delegation.FLOW: Form("delegasi", "/delegasi"),
    explanation.FLOW: Form("penjelasan", "tombol di pesan tadi"),
    reminders.FLOW: Form("menit pengingat", "/pengingat"),
    ticket.FLOW: Form("masalah", "/masalah"),
    ticket.ANSWER_FLOW: Form("jawaban", "/masalah"),
    **{kind.flow: Form("penolakan", "/verifikasi") for kind in KINDS},
}

_WAITS = "form"  # beside the conversation that goes on now


def closed(flow: str) -> Markup:
    return Markup("Isian {} ditutup, belum ada yang terkirim.").format(FORMS[flow].name)


def waits(running: Running) -> Markup:
    """That a form waits; empty for what is none."""
    if running.flow not in FORMS:
        return Markup("")
    return Markup("Isian {} tadi masih menunggu jawaban Anda.").format(FORMS[running.flow].name)


def set_aside(ctx: Context, running: Running | None) -> Markup:
    """Let the open form wait for what begins now; says of which there was no room for."""
    open_ = ctx.state.pop("talk", None)
    if running is None or running.flow not in FORMS:
        return Markup("")
    if _WAITS in ctx.state:
        return closed(running.flow)
    ctx.state[_WAITS] = open_
    return Markup("")


def leave_location(ctx: Context, running: Running | None) -> None:
    """Whoever looks at something else shares no location now, and no form waits for that."""
    if running is not None and running.flow not in FORMS:
        del ctx.state["talk"]
        take_up(ctx)


def close(ctx: Context, running: Running | None) -> Markup:
    """Close the open form and the one that waits for it; says so of each."""
    waits = ctx.state.pop(_WAITS, None)
    ctx.state.pop("talk", None)
    flows = [running.flow] if running else []
    flows += [waits["flow"]] if waits else []
    return Markup("\n").join(closed(flow) for flow in flows if flow in FORMS)


def take_up(ctx: Context) -> bool:
    """What came between is over: the form that waited is the open one again."""
    waits = ctx.state.pop(_WAITS, None)
    if waits is None:
        return False
    ctx.state["talk"] = waits
    return True


def ran_out(ctx: Context, content: Content) -> Reply | None:
    """What an answer to a form is told that is open no more; once."""
    raw = ctx.state.get("talk")
    if raw is None:
        return None
    left = Running.from_json(raw)
    if ctx.event.at <= left.until or left.flow not in FORMS:
        return None
    if isinstance(content, Tap) and not content.data.startswith(f"{left.run}:"):
        return None
    del ctx.state["talk"]
    words = Markup(
        "Isian tadi sudah ditutup karena 30 menit tidak ada jawaban. Belum ada yang terkirim. "
        "Mulai lagi: {}"
    )
    return Reply(words.format(FORMS[left.flow].again), idle=True)
