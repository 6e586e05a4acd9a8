"""Reminding everybody of an office's open month with one tap under a month-end reminder.

The other operators read under their own copy who has done it.
"""

from dataclasses import replace

from markupsafe import Markup

from core.month.month_end import Planned, Reminder
from db.messages import screen
from handlers.approvals.kind import Kinds, Scope
from handlers.chat.context import Context
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

DONE = "dikerjakan"  # as of which a copy stands under which somebody has done it


async def remind(kinds: Kinds, ctx: Context, act: Act, view: View, which: str) -> Reply | None:
    """Tell all others whom a message helps, once a day about a thing; None: no such button."""
    if which not in {each.value for each in Reminder}:
        return None
    told = set()
    for found in problems.find(kinds, ctx.region, await read(kinds, ctx, view)):
        code = found.problem.code
        others = [each for each in found.items if each.person != ctx.someone.employee]
        known = await nudging.reachable(ctx.db, ctx.region, code, others, act.today)
        told |= {*await nudging.nudge(act, view.office, code, others, known)}
    if told:
        await _tell_others(kinds, ctx, act, view, Reminder(which))
    look = Button("Lihat daftarnya", data("m", *view.here))
    return Reply(_words(len(told)), (look,), idle=not told)


def _words(people: int) -> Markup:
    if people:
        return Markup("✅ <b>{} orang diingatkan.</b> Hasilnya terlihat di daftar.").format(people)
    return Markup("✅ <b>Semua yang bisa dihubungi sudah diingatkan hari ini.</b>")


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
