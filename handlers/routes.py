"""What a command, a button or the name of a conversation leads to."""

from collections.abc import Awaitable, Callable
from functools import partial

from handlers.account import delegation, register, reminders
from handlers.approvals import buttons, decision, queue
from handlers.attendance import check_in, explanation
from handlers.chat.context import Context
from handlers.chat.conversation import Start
from handlers.chat.reply import Reply
from handlers.kinds import KINDS
from handlers.month import evaluation, office_recap, recap, report, subordinates
from handlers.office import page as office
from handlers.office import ticket
from handlers.pages import information, why
from handlers.requests import back, filing, own_request
from handlers.texts import activity_card, request_card, review_card, stamp_reminder
from handlers.texts import back as back_texts
from handlers.texts import evaluation as evaluation_texts
from handlers.texts import office as office_texts
from handlers.texts import ticket as ticket_texts
from handlers.work import activity, own_activity, points

Handler = Callable[[Context], Awaitable[Reply | None]]

FLOWS: dict[str, Callable[..., Awaitable[Reply]]] = {
    "daftar": register.register,
    "presensi": check_in.attend,
    activity.FLOW: activity.enter,
    filing.FLOW: filing.enter,
    own_request.FLOW: own_request.add_paper,
    back.FLOW: back.enter,
    delegation.FLOW: delegation.enter,
    explanation.FLOW: explanation.explain,
    reminders.FLOW: reminders.choose_minutes,
    ticket.FLOW: ticket.enter,
    ticket.ANSWER_FLOW: ticket.answer,
    **{kind.flow: partial(decision.reject, KINDS, kind) for kind in KINDS},
}

PAGES: dict[str, Handler] = {
    "hari_ini": information.today,
    "kenapa": why.why,
    "bantuan": information.guide,
    "privasi": information.privacy,
    "aktivitas_saya": own_activity.mine,
    "izin_saya": own_request.mine,
    "poin": points.points,
    "rekap_saya": recap.mine,
    "rekap": office_recap.start,
    "verifikasi": partial(queue.show_queue, KINDS),
    "bawahan": subordinates.today,
    "kantor": partial(office.show, KINDS),
    "pengingat": reminders.show,
    "laporan": report.show,
    "evaluasi": evaluation.show,
}

# The commands that begin a conversation of their own.
STARTS = {
    "aktivitas": activity.FLOW,
    "izin": filing.FLOW,
    "delegasi": delegation.FLOW,
    "masalah": ticket.FLOW,
}

# One tap decides: these stand outside conversations and are authorised when they are pressed.
ACTIONS: dict[str, Callable[[Context, str], Awaitable[Reply | Start | None]]] = {
    activity_card.OWN_BUTTON: own_activity.handle_button,
    buttons.LIST: partial(queue.handle_button, KINDS),
    recap.BUTTON: recap.handle_button,
    report.BUTTON: report.handle_button,
    evaluation_texts.BUTTON: evaluation.handle_button,
    office_recap.BUTTON: office_recap.handle_button,
    request_card.OWN_BUTTON: own_request.handle_button,
    back_texts.BUTTON: back.handle_button,
    subordinates.PEOPLE: subordinates.handle_button,
    office_texts.BUTTON: partial(office.handle_button, KINDS),
    review_card.OWN_BUTTON: explanation.handle_button,
    stamp_reminder.BUTTON: reminders.handle_button,
    ticket_texts.BUTTON: ticket.handle_button,
    **{kind.button: partial(decision.press, KINDS, kind) for kind in KINDS},
}
