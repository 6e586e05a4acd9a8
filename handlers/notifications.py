"""Every kind of notification there is, as the outbox knows them by their `KIND`."""

from handlers.chat.notification import Notification
from handlers.texts.activity import ActivityFiled
from handlers.texts.activity_card import ActivitiesDecided, ActivityCard
from handlers.texts.assignment import AssignmentChanged, SubordinatesChanged
from handlers.texts.back import BackClaimed, BackConfirmed, BackDenied, LeaveEnded
from handlers.texts.documents import DocumentFailed, DocumentReady
from handlers.texts.evaluation import EvaluationReady
from handlers.texts.gaps import DataMissing, YearIncomplete
from handlers.texts.late_stamp import NotBorneOut, NotRecorded, RecordedAfterAll, ShareExpired
from handlers.texts.mismatch import CodeReused, RecordsDiffer, RegistrationGuessed
from handlers.texts.monitoring import MorningCounts
from handlers.texts.month_end import MonthEnds
from handlers.texts.notice import AccountBlocked, AccountReleased, AccountUnblocked, ServiceEnded
from handlers.texts.nudge import DaysOpen, DecisionsAwaited
from handlers.texts.report_card import AgreementCard, ReceiptCard
from handlers.texts.report_told import RecapStored, ReportAgreed, ReportReceived, ReportReturned
from handlers.texts.request_card import RequestCard
from handlers.texts.request_told import (
    RequestDecided,
    RequestFiled,
    SubstituteNamed,
    SubstituteReleased,
)
from handlers.texts.review_card import ReviewCard
from handlers.texts.review_told import StampAccepted, StampPassedOn, StampRefused
from handlers.texts.stamp_reminder import StampMissing
from handlers.texts.standing_in import (
    NoLongerReplacedBy,
    NoLongerStandingInFor,
    ReplacedBy,
    StandingInFor,
)
from handlers.texts.ticket import TicketCard, TicketEnded, TicketPassed

NOTIFICATIONS: tuple[type[Notification], ...] = (
    *(ActivityCard, ActivityFiled, ActivitiesDecided),
    *(RequestCard, RequestFiled, RequestDecided, SubstituteNamed, SubstituteReleased),
    *(LeaveEnded, BackClaimed, BackConfirmed, BackDenied),
    *(ReviewCard, StampAccepted, StampRefused, StampPassedOn),
    *(ShareExpired, NotRecorded, NotBorneOut, RecordedAfterAll),
    *(AgreementCard, ReceiptCard, EvaluationReady),
    *(ReportAgreed, RecapStored, ReportReceived, ReportReturned),
    *(StandingInFor, ReplacedBy, NoLongerStandingInFor, NoLongerReplacedBy),
    *(AssignmentChanged, SubordinatesChanged),
    *(AccountReleased, AccountBlocked, AccountUnblocked, ServiceEnded),
    *(DaysOpen, DecisionsAwaited, MonthEnds, MorningCounts, StampMissing),
    *(TicketCard, TicketPassed, TicketEnded),
    *(DocumentReady, DocumentFailed),
    *(RecordsDiffer, CodeReused, RegistrationGuessed, DataMissing, YearIncomplete),
)
