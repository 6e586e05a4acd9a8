"""What employee rows mean for the dated posting and supervisor of a person: pure decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from core.organisation.calendar import DAY
from db.people.roster import Superior
from handlers.usecases.importing.employees import EmployeeRow
from handlers.usecases.importing.fault import Fault, fault


class Placing(Enum):
    """What a row says beside the postings that stand."""

    ADDED = auto()  # the first posting, or a transfer
    CORRECTED = auto()  # another office from the same day on
    SAME = auto()
    HISTORIC = auto()  # an old file again: true then, overtaken since
    STALE = auto()  # would rewrite the past


@dataclass(slots=True)
class Career:
    """The postings and the newest superior of one person, while rows are applied in order.

    `current` is the last row that speaks for today: historic rows do not bring back old titles.
    """

    held: Mapping[date, str]
    superior: Superior | None
    today: date
    postings: dict[date, str] = field(init=False)
    current: EmployeeRow | None = None
    placings: list[tuple[EmployeeRow, Placing]] = field(default_factory=list)
    new_postings: dict[date, str] = field(default_factory=dict)
    new_superiors: dict[date, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.postings = dict(self.held)

    def office_on(self, day: date) -> str | None:
        """Where somebody works on a date by what stood before."""
        return _held(self.held, day)

    def office_before(self, since: date) -> str | None:
        """Where somebody worked by what stood before: on that date, else just before it."""
        return self.held.get(since) or _held(self.postings, since - DAY)

    def apply(self, rows: Sequence[EmployeeRow]) -> None:
        for row in sorted(rows, key=lambda row: row.since):
            placing = placed(row, self.postings)
            self.placings.append((row, placing))
            match placing:
                case Placing.ADDED | Placing.CORRECTED:
                    self.postings[row.since] = self.new_postings[row.since] = row.office
                    self._follow(row, placing)
                case Placing.SAME:
                    self._follow(row, placing)
                case Placing.STALE:
                    self.faults.append(_stale(row, max(self.postings)))
                case Placing.HISTORIC:
                    pass

    def _follow(self, row: EmployeeRow, placing: Placing) -> None:
        self.current = row
        last = self.superior
        if row.superior is None or (last and last.nip == row.superior):
            return
        since = row.since
        if last is not None:
            # A transfer brings its superior along; any other change holds from the import on.
            moved = placing is Placing.ADDED and row.since > last.since
            since = row.since if moved else max(self.today, last.since)
        self.superior = Superior(row.superior, since)
        self.new_superiors[since] = row.superior


def placed(row: EmployeeRow, postings: dict[date, str]) -> Placing:
    """A later TMT elsewhere is a transfer, the same TMT a correction (Pasal 8 ayat (4))."""
    if not postings:
        return Placing.ADDED
    newest = max(postings)
    if row.since < newest:
        return Placing.HISTORIC if _held(postings, row.since) == row.office else Placing.STALE
    if postings[newest] == row.office:
        return Placing.SAME
    return Placing.CORRECTED if row.since == newest else Placing.ADDED


def _held(postings: Mapping[date, str], day: date) -> str | None:
    begun = [since for since in postings if since <= day]
    return postings[max(begun)] if begun else None


def _stale(row: EmployeeRow, newest: date) -> Fault:
    reason = f"{row.since} lebih awal dari penempatan terakhir yang tercatat ({newest})"
    return fault(row.ref, "tmt", reason)
