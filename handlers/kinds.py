"""Every kind of case that somebody decides, and every pile beside, in the order of lists."""

from handlers.account.waiting import BLOCKS
from handlers.approvals.kind import Kinds
from handlers.approvals.pile import Piles
from handlers.attendance.offline_approval import KIND as OFFLINE
from handlers.attendance.review_approval import KIND as REVIEW
from handlers.corrections.approval import KIND as CORRECTION
from handlers.manual.waiting import INCIDENTS, LETTERS, LONGER, SIGNED
from handlers.month.cancellation.approval import KIND as CANCELLATION
from handlers.month.cancellation.waiting import CANCELLED, UNDER_WAY, UNSIGNED
from handlers.month.report_agreement import KIND as REPORT
from handlers.month.report_receipt import KIND as REPORT_RECEIVED
from handlers.requests.approval import KIND as REQUEST
from handlers.work.approval import KIND as WORK

KINDS: Kinds = (
    *(WORK, REQUEST, REVIEW, OFFLINE),
    *(CORRECTION, CANCELLATION, REPORT, REPORT_RECEIVED),
)
PILES: Piles = (LETTERS, SIGNED, INCIDENTS, LONGER, UNDER_WAY, UNSIGNED, CANCELLED, BLOCKS)
