"""Every kind of notification there is, as the outbox knows them by their `KIND`."""

from handlers.chat.notification import Notification
from handlers.texts.activity import ActivityFiled
from handlers.texts.activity_card import ActivitiesDecided, ActivityCard
from handlers.texts.assignment import AssignmentChanged, SubordinatesChanged
from handlers.texts.back import BackClaimed, BackConfirmed, BackDenied, LeaveEnded
from handlers.texts.block import BlockCard, ExaminationConcluded, StillExamined
from handlers.texts.cancellation import (
    CancellationDropped,
    CancellationEnded,
    CancellationExplained,
    CancellationProposed,
    CancellationUnderWay,
    PresenceCancelled,
    WitnessMissing,
)
from handlers.texts.cancellation_card import CancellationCard
from handlers.texts.cancellation_letter import LetterDelivered, LetterReceived, LetterWanted
from handlers.texts.ceremony import CeremonyCall, CeremonyCancelled, ListAwaited
from handlers.texts.correction_card import CorrectionCard, CorrectionDecided, CorrectionProposed
from handlers.texts.documents import DocumentFailed, DocumentReady
from handlers.texts.evaluation import EvaluationReady
from handlers.texts.gaps import DataMissing, YearIncomplete
from handlers.texts.incident import (
    IncidentCard,
    IncidentReported,
    IncidentVouched,
    LongerCard,
    LongerDecided,
    ManualOpened,
)
from handlers.texts.late_stamp import NotBorneOut, NotRecorded, RecordedAfterAll, ShareExpired
from handlers.texts.letter import LetterCard, LetterDecided, LetterHandedIn, LettersDue
from handlers.texts.manual import ManualDisputed, ManualRecorded, ManualWithdrawn
from handlers.texts.manual_work import WorkRecorded, WorkWithdrawn
from handlers.texts.mismatch import CodeReused, RecordsDiffer, RegistrationGuessed
from handlers.texts.monitoring import MorningCounts
from handlers.texts.month_end import MonthEnds
from handlers.texts.notice import AccountBlocked, AccountReleased, AccountUnblocked, ServiceEnded
from handlers.texts.nudge import DaysOpen, DecisionsAwaited
from handlers.texts.offline_card import OfflineCard, OfflineRefused
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
from handlers.texts.ticket import TicketCard, TicketFinished, TicketPassed
from handlers.texts.witness import WitnessAsked, WitnessReleased

NOTIFICATIONS: tuple[type[Notification], ...] = (
    *(ActivityCard, ActivityFiled, ActivitiesDecided),
    *(RequestCard, RequestFiled, RequestDecided, SubstituteNamed, SubstituteReleased),
    *(LeaveEnded, BackClaimed, BackConfirmed, BackDenied),
    *(ReviewCard, StampAccepted, StampRefused, StampPassedOn),
    *(ShareExpired, NotRecorded, NotBorneOut, RecordedAfterAll),
    *(OfflineCard, OfflineRefused),
    *(CorrectionCard, CorrectionProposed, CorrectionDecided),
    *(AgreementCard, ReceiptCard, EvaluationReady),
    *(ReportAgreed, RecapStored, ReportReceived, ReportReturned),
    *(StandingInFor, ReplacedBy, NoLongerStandingInFor, NoLongerReplacedBy),
    *(AssignmentChanged, SubordinatesChanged),
    *(CeremonyCall, CeremonyCancelled, ListAwaited),
    *(AccountReleased, AccountBlocked, AccountUnblocked, ServiceEnded),
    *(IncidentReported, IncidentCard, IncidentVouched, ManualOpened, LongerCard, LongerDecided),
    *(ManualRecorded, ManualWithdrawn, ManualDisputed, WorkRecorded, WorkWithdrawn),
    *(LetterCard, LetterHandedIn, LetterDecided, LettersDue),
    *(BlockCard, StillExamined, ExaminationConcluded),
    *(CancellationCard, CancellationProposed, CancellationDropped, CancellationExplained),
    *(CancellationUnderWay, CancellationEnded, PresenceCancelled),
    *(WitnessAsked, WitnessMissing, WitnessReleased),
    *(LetterWanted, LetterDelivered, LetterReceived),
    *(DaysOpen, DecisionsAwaited, MonthEnds, MorningCounts, StampMissing),
    *(DocumentReady, DocumentFailed),
    *(RecordsDiffer, CodeReused, RegistrationGuessed, DataMissing, YearIncomplete),
    *(TicketCard, TicketPassed, TicketFinished),
)
