"""What a command, a button or the name of a conversation leads to."""

from collections.abc import Awaitable, Callable
from functools import partial

from handlers.account import delegation, examination, register, reminders
from handlers.approvals import buttons, decision, queue
from handlers.attendance import check_in, explanation, upload
from handlers.ceremonies import buttons as ceremony_buttons
from handlers.ceremonies import handing_in, page
from handlers.chat.beside import beside
from handlers.chat.context import Context
from handlers.chat.conversation import Start
from handlers.chat.reply import Reply
from handlers.corrections import approval as correction_approval
from handlers.corrections import correction, endorsement, own_day
from handlers.helpdesk import cards as ticket_cards
from handlers.helpdesk import reporting
from handlers.kinds import KINDS, PILES
from handlers.manual import cards as manual_cards
from handlers.manual import entry as manual_entry
from handlers.manual import letters as manual_letters
from handlers.manual import office_page, printing, trouble, withdrawal
from handlers.manual import report as trouble_report
from handlers.manual import work as manual_work
from handlers.month import evaluation, office_recap, recap, report, subordinates
from handlers.month.cancellation import own as cancellation
from handlers.month.cancellation import propose, receipt, witness
from handlers.office import page as office
from handlers.pages import information, why
from handlers.requests import back, filing, own_request
from handlers.texts import activity_card, block, request_card, review_card, stamp_reminder
from handlers.texts import back as back_texts
from handlers.texts import cancellation as cancellation_texts
from handlers.texts import ceremony as ceremony_texts
from handlers.texts import correction as correction_texts
from handlers.texts import evaluation as evaluation_texts
from handlers.texts import incident as incident_texts
from handlers.texts import letter as letter_texts
from handlers.texts import manual as manual_texts
from handlers.texts import office as office_texts
from handlers.texts import office_recap as office_recap_texts
from handlers.texts import report as report_texts
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
    page.FLOW: page.enter,
    handing_in.FLOW: handing_in.enter,
    upload.FLOW: upload.enter,
    correction.FLOW: correction.enter,
    correction_approval.ENDORSE: endorsement.endorse,
    trouble.FLOW: trouble.enter,
    trouble.LONGER: trouble.ask_longer,
    trouble_report.FLOW: trouble_report.enter,
    manual_entry.FLOW: manual_entry.enter,
    manual_work.FLOW: manual_work.enter,
    printing.FLOW: printing.enter,
    withdrawal.FLOW: withdrawal.enter,
    withdrawal.DISPUTE: withdrawal.dispute,
    manual_letters.FLOW: manual_letters.enter,
    manual_letters.SCAN: manual_letters.hand_in,
    manual_letters.SEND_BACK: manual_letters.send_back,
    examination.ANSWER: examination.explain,
    examination.REFUSE: examination.refuse,
    propose.FLOW: propose.enter,
    witness.FLOW: witness.testify,
    cancellation.ANSWER: cancellation.explain,
    cancellation.REPLACE: cancellation.replace,
    cancellation.LETTER: cancellation.send_letter,
    reminders.FLOW: reminders.choose_minutes,
    reporting.FLOW: reporting.enter,
    ticket_cards.ANSWER: ticket_cards.answer,
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
    "verifikasi": partial(queue.show_queue, KINDS, PILES),
    "bawahan": subordinates.today,
    "kantor": partial(office.show, KINDS),
    "pengingat": reminders.show,
    "laporan": report.show,
    "evaluasi": evaluation.show,
    "manual": office_page.show,
}

# The commands that begin a conversation of their own.
STARTS = {
    "aktivitas": activity.FLOW,
    "izin": filing.FLOW,
    "delegasi": delegation.FLOW,
    "apel": page.FLOW,
    "koreksi": correction.FLOW,
    "unggah_presensi": upload.FLOW,
    "kendala": trouble.FLOW,
    "batalkan": propose.FLOW,
    "masalah": reporting.FLOW,
}

# One tap decides: these stand outside conversations and are authorised when they are pressed.
ACTIONS: dict[str, Callable[[Context, str], Awaitable[Reply | Start | None]]] = {
    activity_card.OWN_BUTTON: own_activity.handle_button,
    buttons.LIST: partial(queue.handle_button, KINDS, PILES),
    correction_texts.OWN_BUTTON: beside(own_day.handle_button),
    recap.BUTTON: recap.handle_button,
    report_texts.BUTTON: report.handle_button,
    evaluation_texts.BUTTON: evaluation.handle_button,
    office_recap_texts.BUTTON: office_recap.handle_button,
    request_card.OWN_BUTTON: own_request.handle_button,
    back_texts.BUTTON: back.handle_button,
    subordinates.PEOPLE: subordinates.handle_button,
    office_texts.BUTTON: partial(office.handle_button, KINDS, PILES),
    review_card.OWN_BUTTON: explanation.handle_button,
    ceremony_texts.BUTTON: ceremony_buttons.handle_button,
    incident_texts.OWN_BUTTON: beside(trouble.handle_button),
    incident_texts.VOUCH_BUTTON: beside(manual_cards.vouch),
    incident_texts.LONGER_BUTTON: beside(manual_cards.decide_longer),
    manual_texts.MENU_BUTTON: office_page.handle_button,
    manual_texts.BUTTON: withdrawal.handle_button,
    letter_texts.OWN_BUTTON: beside(manual_letters.handle_own),
    letter_texts.SIGN_BUTTON: beside(manual_letters.sign),
    letter_texts.RECEIVE_BUTTON: beside(manual_letters.receive),
    block.BUTTON: examination.handle_button,
    block.OWN_BUTTON: examination.handle_own_button,
    cancellation_texts.OWN_BUTTON: cancellation.handle_button,
    cancellation_texts.WITNESS_BUTTON: witness.handle_button,
    cancellation_texts.LETTER_BUTTON: receipt.handle_button,
    ticket_texts.BUTTON: beside(ticket_cards.handle_button),
    stamp_reminder.BUTTON: reminders.handle_button,
    **{kind.button: partial(decision.press, KINDS, kind) for kind in KINDS},
}
