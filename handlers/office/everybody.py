"""Reminding everybody of an office's open month with one tap under a month-end reminder.

The other operators read under their own copy who has done it.
"""

from dataclasses import replace
from uuid import UUID

from markupsafe import Markup

from core.month.month_end import Planned, Reminder
from db.messages import screen
from handlers.approvals.kind import Kinds, Scope
from handlers.chat.context import Context
from handlers.chat.format import clock
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Button, Priority, Reply
from handlers.chat.screen import Screen
from handlers.office import month_end, nudging, problems
from handlers.office.month_rounds import Round
from handlers.office.view import View, read
from handlers.texts.month_end import Done
from handlers.texts.office import data
from handlers.usecases.act import Act
from handlers.usecases.daytime import wakes_at

DONE = "dikerjakan"  # as of which a copy stands under which somebody has done it


async def remind(kinds: Kinds, ctx: Context, act: Act, view: View, which: str) -> Reply | None:
    """Tell all others whom a message helps, once a day about a thing; None: no such button."""
    if which not in {each.value for each in Reminder}:
        return None
    told, nudged, mine = set[UUID](), False, False
    for found in problems.find(kinds, ctx.region, await read(kinds, ctx, view)):
        code = found.problem.code
        known = await nudging.reachable(ctx, code, found.items)
        told |= {*await nudging.nudge(act, view.office, code, found.items, known)}
        nudged |= any(who != known.me for who in known.told)
        mine |= any(map(known.is_mine, found.items))
    if told:
        await _tell_others(kinds, ctx, act, view, Reminder(which))
    look = Button("Lihat daftarnya", data("m", *view.here))
    wakes = wakes_at(ctx.region, act.now)
    when = "" if wakes == act.now else f" pukul {clock(wakes, ctx.zone)}"
    return Reply(_words(len(told), when, before=nudged, mine=mine), (look,), idle=not told)


def _words(people: int, when: str, *, before: bool, mine: bool) -> Markup:
    """How many were told, `before` that somebody was already; `mine`: something is left to them.

    `when`: at what time they are, if not now.
    """
    own = Markup(" Bagian Anda sendiri masih terbuka.") if mine else Markup("")
    if people:
        said = Markup("✅ <b>{} orang diingatkan{}.</b> Hasilnya terlihat di daftar.")
        text = said.format(people, when)
    elif before:
        text = Markup("✅ <b>Semua yang bisa dihubungi sudah diingatkan hari ini.</b>")
    else:
        text = Markup("<b>Tidak ada orang lain yang bisa diingatkan lewat chat.</b>")
    return text + own


async def _tell_others(kinds: Kinds, ctx: Context, act: Act, view: View, which: Reminder) -> None:
    """Every copy of the reminder but the one that was tapped says who did it, and when."""
    scope = Scope.of(ctx)
    round_ = Round(view.office, view.month, Planned(which, act.now))
    says = await month_end.told_of(scope, kinds, round_)
    card = month_end.card_of(ctx.region, round_)
    copies = (await screen.copies(ctx.db, ctx.region.code, [card])).get(card, [])
    if says is None:
        return
    done = replace(
        says, done=Done(ctx.someone.name, act.now), in_place=True, screen=Screen(card, DONE)
    )
    tapped = (ctx.event.address, ctx.event.message)
    for copy in copies:
        if (copy.to, copy.message) != tapped:
            _change(act, copy, done)


def _change(act: Act, copy: screen.Copy, says: Notification) -> None:
    act.told.append(Outgoing(copy.to, says, Priority.REMINDER, edits_key=copy.key))
