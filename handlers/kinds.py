"""Every kind of case that somebody decides, in the order in which lists name them."""

from handlers.approvals.kind import Kinds
from handlers.attendance.offline_approval import KIND as OFFLINE
from handlers.attendance.review_approval import KIND as REVIEW
from handlers.corrections.approval import KIND as CORRECTION
from handlers.month.cancellation.approval import KIND as CANCELLATION
from handlers.month.report_agreement import KIND as REPORT
from handlers.month.report_receipt import KIND as REPORT_RECEIVED
from handlers.requests.approval import KIND as REQUEST
from handlers.work.approval import KIND as WORK

KINDS: Kinds = (
    *(WORK, REQUEST, REVIEW, OFFLINE),
    *(CORRECTION, CANCELLATION, REPORT, REPORT_RECEIVED),
)
