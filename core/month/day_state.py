"""What a day is, what the recap prints for it, and which day a request makes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.law.answer import Answer, Ground, ground
from core.law.questions.jenis_izin import Letter

Source = Answer[object] | Ground


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
    UNUSED = "belum memakai"


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
    State.UNUSED: Mark.NONE,
}


# A date that is no working day of somebody.
WITHOUT_WORK = frozenset({State.OFF, State.NO_HOURS})


@dataclass(frozen=True, slots=True)
class Day:
    """Full minutes late and early; of the early ones `excused` were permitted (KAM-10).

    `points` are credited by themselves (Pasal 11 ayat (3)). `reviews`: so many stamps are still to
    be looked at. `provisional`: something that is still open may change the day. `no_apel`: freed
    from the morning's apel (KAM-16).
    """

    date: date
    state: State
    letter: Mark
    provisional: bool
    sources: tuple[Source, ...]
    late: int = 0
    early: int = 0
    excused: int = 0
    points: int = 0
    reviews: int = 0
    no_apel: bool = False

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The articles and decisions behind the day, worded when somebody asks for them."""
        return tuple(each if isinstance(each, Ground) else ground(each) for each in self.sources)
