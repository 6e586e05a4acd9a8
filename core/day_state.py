"""What a day can be, what the recap prints for it, and which day a request makes."""

from enum import StrEnum

from core.request_kind import Letter


class State(StrEnum):
    """What a day is; how late or early comes beside it, in minutes."""

    OFF = "libur"
    EXEMPT = "dikecualikan"
    PRESENT = "hadir"
    INCOMPLETE = "tidak lengkap"
    TRIP = "dinas luar"
    SPECIAL = "tugas khusus"
    LEAVE = "cuti"
    SICK = "sakit"
    PERMIT = "izin"
    ALPA = "alpa"
    UNDECIDED = "belum ditetapkan"
    NO_HOURS = "jadwal belum ada"
    CANCELLED = "kehadiran dibatalkan"
    UNDER_REVIEW = "dalam pemeriksaan"


class Mark(StrEnum):
    """What the recap prints for a day, in the order of Form F; `State.INCOMPLETE` is footnoted."""

    PRESENT = "H"
    ALPA = "A"
    LEAVE = "C"
    SICK = "S"
    TRIP = "DL"
    SPECIAL = "TK"
    PERMIT = "I"
    EXEMPT = "-"
    NONE = ""


STATES = {
    Letter.PRESENT: State.PRESENT,
    Letter.LEAVE: State.LEAVE,
    Letter.SICK: State.SICK,
    Letter.TRIP: State.TRIP,
    Letter.SPECIAL: State.SPECIAL,
    Letter.PERMIT: State.PERMIT,
}
MARKS = {
    State.OFF: Mark.NONE,
    State.EXEMPT: Mark.EXEMPT,
    State.PRESENT: Mark.PRESENT,
    State.INCOMPLETE: Mark.PRESENT,
    State.TRIP: Mark.TRIP,
    State.SPECIAL: Mark.SPECIAL,
    State.LEAVE: Mark.LEAVE,
    State.SICK: Mark.SICK,
    State.PERMIT: Mark.PERMIT,
    State.ALPA: Mark.ALPA,
    State.UNDECIDED: Mark.NONE,
    State.NO_HOURS: Mark.NONE,
    State.CANCELLED: Mark.ALPA,
    State.UNDER_REVIEW: Mark.NONE,
}
