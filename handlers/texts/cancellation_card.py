"""The card of a cancellation, for the head who takes note of it (Pasal 9C ayat (2))."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import UNDECIDED, State, state_at
from core.month.cancellation import Allowed, Lacking, lacking
from core.month.cancellation import Refused as NotThisDay
from core.organisation.region import Region
from core.writing import quoted
from db.records.cancellation import Cancellation
from db.records.witness import Witness
from handlers.chat.format import brief, long_date, moment, one_line
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.chat.screen import CLOSED, Screen
from handlers.texts.cancellation import why_not

Names = Mapping[UUID, str]

BUTTON = "bt"
REASONS = ("Saksi belum cukup", "Penjelasan cukup")
_SHORT = 160
SOMEBODY = "pegawai"  # who it is about stands at the head of the card


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What was asked for the date, by the name of its kind, and what it is by now."""

    kind: str
    state: State

    def text(self) -> str:
        """`Tugas khusus (disetujui)`."""
        state = "belum diputuskan" if self.state in UNDECIDED else self.state.value
        return f"{self.kind} ({state})"


@dataclass(frozen=True, slots=True)
class View:
    """What there is beside the case itself: who was asked, how its day is judged by now, and why.

    `asked` is what the person asked for that date, and was not refused or taken back.
    """

    heard: tuple[Witness, ...]
    day: Allowed | NotThisDay
    asked: tuple[AskedFor, ...] = ()


@dataclass(frozen=True, slots=True)
class Became:
    """What a cancellation is: by whom and when it was decided, and what it still lacks.

    `day`: why its day cannot be cancelled by now.
    """

    state: State
    due_at: datetime
    answer_until: datetime
    lacks: Lacking | None = None
    decided_at: datetime | None = None
    by: str = ""
    remark: str = ""
    day: NotThisDay | None = None

    def text(self, region: Region) -> Markup:
        """One line, with a sign."""
        at = moment(self.decided_at or self.due_at, region.zone)
        match self.state:
            case State.APPROVED:
                return Markup("✅ Diketahui {}, {}").format(brief(self.by), at)
            case State.REJECTED:
                text = Markup("❌ Dikembalikan {}, {}: {}")
                return text.format(brief(self.by), at, quoted(self.remark))
            case State.WITHDRAWN:
                return Markup("Ditarik atasannya, {}").format(at)
            case State.LAPSED:
                return Markup("Bulannya sudah ditutup. Hari ini tetap hadir.")
        return _open(region, self)


def _open(region: Region, became: Became) -> Markup:
    until = moment(became.due_at, region.zone)
    if became.day is not None:
        why = why_not(region, SOMEBODY, became.day)
        return Markup("⏳ Tidak bisa diketahui: {}").format(why)
    match became.lacks:
        case Lacking.WITNESSES:
            return Markup("⏳ Belum lengkap: keterangan saksi masih kurang")
        case Lacking.ANSWER:
            text = Markup("⏳ Belum lengkap: pegawai bisa menjelaskan sampai {}")
            return text.format(moment(became.answer_until, region.zone))
        case _:
            return Markup("⏳ Menunggu Anda, batas {}").format(until)


@dataclass(frozen=True, slots=True)
class CancellationCard(Notification):
    """Whose presence, of which day, what the superior says, who bears it out, what they answer."""

    KIND: ClassVar = "kartu_pembatalan"

    id: UUID
    name: str
    date: date
    superior: str
    reason: str
    became: Became
    witnesses: int = 0
    answered: bool = False
    note: str = ""
    asked: tuple[AskedFor, ...] = ()

    def word(self, region: Region) -> Reply:
        open_ = self.became.state in UNDECIDED
        answer = "ada" if self.answered else "belum ada"
        lines = [
            Markup("⚠️ <b>Mohon diketahui: pembatalan kehadiran {}</b>").format(brief(self.name)),
            Markup("{}, diusulkan {}").format(long_date(self.date), brief(self.superior)),
            Markup("Sebabnya: {}").format(quoted(one_line(self.reason, _SHORT))),
            Markup("Kesaksian: {}. Penjelasan pegawai: {}.").format(self.witnesses, answer),
            *self._asked(),
            Markup("\n{}").format(self.became.text(region)),
        ]
        text = Markup("\n").join(lines)
        return Reply(
            Markup("{}\n\n{}").format(self.note, text) if self.note else text,
            self._buttons() if open_ else (),
        )

    def _asked(self) -> list[Markup]:
        kinds = ", ".join(each.text() for each in self.asked)
        return [Markup("Izin pada hari itu: {}.").format(kinds)] if kinds else []

    def _buttons(self) -> tuple[Button, ...]:
        ways = {"baca": "Baca semua", "tahu": "Mengetahui", "tolak": "Kembalikan"}
        return tuple(
            Button(label, f"{BUTTON}:{verb}:{self.id.hex}") for verb, label in ways.items()
        )


def state(case: Cancellation, now: datetime) -> State:
    """What it is at an instant, swept or not: it lapses with its month (KAM-11)."""
    return state_at(case.state, case.due_at, now, "gugur")


def lacks(region: Region, case: Cancellation, view: View, now: datetime) -> Lacking | None:
    """What it lacks before its head may take note of it."""
    return lacking(
        view.day,
        region.regulation.pembatalan.saksi.on(case.date).value or 0,
        sum(each.testified for each in view.heard),
        answered=case.answered_at is not None,
        answer_until=case.answer_until,
        now=now,
    )


def as_of(region: Region, case: Cancellation, view: View, now: datetime) -> str:
    """As what the card stands; empty while nobody could take note of it: then nobody gets it."""
    if state(case, now) not in UNDECIDED:
        return CLOSED
    ready = lacks(region, case, view, now) is None
    return f"menunggu {case.due_at.astimezone(UTC).isoformat()}" if ready else ""


def card(
    region: Region, case: Cancellation, view: View, names: Names, now: datetime, note: str = ""
) -> CancellationCard:
    """The card as it stands."""
    return CancellationCard(
        case.id,
        names[case.employee],
        case.date,
        names[case.superior],
        case.reason,
        Became(
            state(case, now),
            case.due_at,
            case.answer_until,
            lacks(region, case, view, now),
            case.decided_at,
            by=names.get(case.decided_by, "") if case.decided_by else "",
            remark=case.remark or "",
            day=view.day if isinstance(view.day, NotThisDay) else None,
        ),
        sum(each.testified for each in view.heard),
        answered=case.answered_at is not None,
        note=note,
        asked=view.asked,
        screen=Screen(case.id, as_of(region, case, view, now)),
    )


def lacking_text(region: Region, case: Cancellation, view: View, now: datetime) -> str:
    """Why its head cannot take note of it yet; empty where they can."""
    if isinstance(view.day, NotThisDay):
        return f"Tidak bisa diketahui: {why_not(region, SOMEBODY, view.day)}."
    match lacks(region, case, view, now):
        case Lacking.WITNESSES:
            return "Belum bisa diketahui: keterangan saksi masih kurang. Kartunya datang lagi."
        case Lacking.ANSWER:
            until = moment(case.answer_until, region.zone)
            return f"Belum bisa diketahui: pegawai masih bisa menjelaskan sampai {until}."
        case _:
            return ""


def statements(asked: Sequence[Witness], names: Names) -> Markup:
    """What the witnesses say who bear it out."""
    lines = [Markup("<b>Kesaksian</b>")]
    for each in asked:
        if each.testified:
            said = quoted(each.statement or "")
            lines.append(Markup("{}: {}").format(brief(names[each.employee]), said))
    return Markup("\n").join(lines)
