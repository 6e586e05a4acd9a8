"""A request as it is filed: the draft, what bears on it, and the law's verdict."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core.law.answer import Ground
from core.law.kinds import EmployeeKind
from core.law.regulation import ExemptStatus
from core.organisation.calendar import Holiday
from core.requests.beside import Earlier


class Why(StrEnum):
    """Why a request cannot be filed."""

    ORDER = "tanggal terbalik"
    TOO_LONG = "lebih dari setahun"
    BEFORE_LAW = "peraturan belum berlaku"
    NOT_OFFERED = "tidak diatur"
    NOT_YOURS = "bukan untuk jenis pegawai ini"
    EXEMPT = "dikecualikan"
    NO_PAPER = "belum ada surat"
    NO_NUMBER = "belum ada nomor surat"
    ONE_DAY = "hanya satu hari"
    DAY_OFF = "libur"
    OUTSIDE_HOURS = "di luar jam kerja"
    TOO_MANY_DAYS = "lebih lama dari satu permohonan"
    CLOSED = "bulannya sudah ditutup"
    PAST_PAPER = "belum ada surat untuk hari yang lewat"
    PENDING = "masih ada yang menunggu"
    OVERLAP = "tanggal sudah terisi"
    OWN_WORK = "sudah ada kegiatan"
    OTHER_DATE = "bukan untuk tanggal itu"


@dataclass(frozen=True, slots=True)
class Attached:
    """A photo or PDF that was handed in, and the number that stands on it."""

    number: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A request to be filed: both dates included, `at` the platform's time of the confirmation.

    `today` is the person's working date at that time. For leaving early it is `first` and `last`,
    too, and `at` is the moment of leaving.
    """

    code: str
    first: date
    last: date
    at: datetime
    today: date
    paper: Attached | None = None

    @property
    def past(self) -> bool:
        """Whether all of its dates were over when it was filed: then its paper is there by now."""
        return self.last < self.today


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks; `worked` are the dates that have activities of their own, undecided ones too.

    `holidays` are those of the calendar.
    """

    kind: EmployeeKind
    exempt: ExemptStatus | None = None
    earlier: Sequence[Earlier] = ()
    worked: Collection[date] = ()
    holidays: Mapping[date, Holiday] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filed:
    """To be written. `credited` are the working dates that count as present once it is approved.

    `appended`: it is appended to what is pending instead of waiting for it (AMB-35). `over` gives
    way to it on the dates that both have (AMB-50). `closes` is when its month closes, where that
    comes before `due_at`: what nobody has decided by then lapses.
    """

    due_at: datetime
    credited: tuple[date, ...]
    appended: bool
    grounds: tuple[Ground, ...]
    over: tuple[Earlier, ...] = ()
    closes: datetime | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Not filed, and by which articles."""

    why: Why
    grounds: tuple[Ground, ...]
