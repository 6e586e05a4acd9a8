"""Every kind of case that somebody decides, in the order in which lists name them."""

from handlers.approvals.kind import Kinds
from handlers.attendance.review_approval import KIND as REVIEW
from handlers.month.report_agreement import KIND as REPORT
from handlers.month.report_receipt import KIND as REPORT_RECEIVED
from handlers.requests.approval import KIND as REQUEST
from handlers.work.approval import KIND as WORK

KINDS: Kinds = (WORK, REQUEST, REVIEW, REPORT, REPORT_RECEIVED)
