"""The open problems of an office's month, by kind: whose they are, and who is nudged about them.

A kind is a `Problem` in `problems`: what else has to be seen to before a month ends is added there.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from core.attendance.correction import may_ask
from core.law.closing import closes_at
from core.month.open_days import OpenDay, Opened, open_days
from core.organisation.helpdesk import TicketState
from core.organisation.region import Region
from db.records.ticket import Ticket
from handlers.approvals.kind import Kind, Kinds
from handlers.chat.format import brief, short_date
from handlers.chat.notification import Notification
from handlers.office.letters import AwaitedLetters
from handlers.office.reading import Reading, Undecided
from handlers.texts.nudge import DaysOpen, DecisionsAwaited, OpenDate
from handlers.texts.roles import ROLES

DATES_SHOWN = 3
LABEL_CHARACTERS_MAX = 20


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list: who has to do something, how many things, in words.

    `person` None: nobody is named. `nudge` is what they are told; None where a message of ours
    does not help.
    """

    person: UUID | None
    name: str
    things: int
    words: str
    nudge: Notification | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of open problem. `code` stands in buttons and keys; `items` finds it in a reading.

    `short` is the label of its button; `counted` follows the number of things in a sentence.
    """

    code: str
    short: str
    counted: str
    items: Callable[[Region, Reading], Sequence[Item]]


@dataclass(frozen=True, slots=True)
class Found:
    """A kind of problem that an office has, and its lines."""

    problem: Problem
    items: Sequence[Item]

    @property
    def things(self) -> int:
        return sum(each.things for each in self.items)


def problems(kinds: Kinds) -> tuple[Problem, ...]:
    """All kinds, in the order in which they are shown."""
    days = (
        _of_days("tl", "Presensi satu kali", "hari satu kali presensi", OpenDay.INCOMPLETE),
        _of_days("ba", "Tanpa presensi", "hari tanpa presensi", OpenDay.ALPA),
    )
    waits = tuple(map(_of_kind, kinds))
    data = (
        Problem("sk", "Surat belum ada", "hari tanpa surat keterangan", _letters),
        _of_days("tj", "Jadwal belum ada", "hari tanpa jadwal kerja", OpenDay.NO_HOURS),
        Problem("bt", "Belum terhubung", "pegawai belum terhubung", _unconnected),
        Problem("ms", "Masalah terbuka", "masalah belum selesai", _tickets),
    )
    return (*days, *waits, *data)


def find(kinds: Kinds, region: Region, reading: Reading) -> list[Found]:
    """The kinds of which the office has any."""
    found = (Found(each, each.items(region, reading)) for each in problems(kinds))
    return [each for each in found if each.items]


def _of_days(code: str, short: str, counted: str, why: OpenDay) -> Problem:
    return Problem(code, short, counted, partial(_days, why))


def _of_kind(kind: Kind[Any]) -> Problem:
    noun = kind.noun
    whom = "atasan" if kind.by_role is None else "keputusan"
    short, counted = f"{noun.capitalize()} menunggu", f"{noun} menunggu {whom}"
    fits = short if len(short) <= LABEL_CHARACTERS_MAX else noun.capitalize()
    return Problem(f"w{kind.button}", fits, counted, partial(_undecided, kind))


def _days(why: OpenDay, region: Region, reading: Reading) -> list[Item]:
    """Whoever has such days, those with most of them first."""
    found = []
    for member in reading.listed:
        opened = [
            each for each in open_days(reading.days.get(member.employee, ())) if each.why is why
        ]
        if opened:
            nudge = nudge_of_days(region, opened) if why is not OpenDay.NO_HOURS else None
            words = _dates(opened)
            found.append(Item(member.employee, brief(member.name), len(opened), words, nudge))
    return sorted(found, key=lambda each: (-each.things, each.name.casefold()))


def nudge_of_days(region: Region, opened: Sequence[Opened]) -> DaysOpen:
    """What somebody is told of days of theirs that are open, and until when they can be mended."""
    last = opened[-1].date
    closes = closes_at(region.regulation, last, region.zone)
    return DaysOpen(tuple(_open_date(region, each) for each in opened), closes)


def _open_date(region: Region, each: Opened) -> OpenDate:
    asks = may_ask(region.regulation, each.date)
    return OpenDate(each.date, once=each.why is OpenDay.INCOMPLETE, asks=asks)


def _dates(opened: Sequence[Opened]) -> str:
    shown = ", ".join(short_date(each.date) for each in opened[:DATES_SHOWN])
    more = len(opened) - DATES_SHOWN
    return f"{shown}, dan {more} hari lagi" if more > 0 else shown


def _undecided(kind: Kind[Any], _region: Region, reading: Reading) -> list[Item]:
    """What waits for whom; the one with most of it first."""
    by: defaultdict[UUID | None, list[Undecided]] = defaultdict(list)
    for each in reading.undecided:
        if each.kind is kind:
            by[each.by].append(each)
    found = [_of_decider(kind, reading, who, theirs) for who, theirs in by.items()]
    return sorted(found, key=lambda each: (-each.things, each.name.casefold()))


def _of_decider(
    kind: Kind[Any], reading: Reading, who: UUID | None, theirs: Sequence[Undecided]
) -> Item:
    soonest = min(each.case.due_at for each in theirs)
    words = f"{len(theirs)} {kind.noun}"
    if who is None:
        return Item(None, "Belum ada yang ditunjuk memutuskan", len(theirs), words)
    told = DecisionsAwaited(kind.noun, len(theirs), soonest)
    return Item(who, brief(reading.names[who]), len(theirs), words, told)


def _letters(_region: Region, reading: Reading) -> list[Item]:
    """Whoever has to prepare or to sign letters for days on paper, those with most days first."""
    found = [_of_letters(each, reading) for each in reading.letters]
    return sorted(found, key=lambda each: (-each.things, each.name.casefold()))


def _of_letters(awaited: AwaitedLetters, reading: Reading) -> Item:
    said = [f"{awaited.unwritten} hari perlu surat"] * bool(awaited.unwritten)
    said += [f"{awaited.unsigned} hari menunggu tanda tangan"] * bool(awaited.unsigned)
    things, words = len(awaited.missing), ", ".join(said)
    if awaited.by is None:
        return Item(None, "Belum ada yang ditunjuk", things, words)
    return Item(awaited.by, brief(reading.names[awaited.by]), things, words, awaited.nudge)


def _unconnected(_region: Region, reading: Reading) -> list[Item]:
    """Who has no chat here: no message reaches them, so their operator hands out a code."""
    alone = (each for each in reading.members if not each.bound)
    return [Item(each.employee, brief(each.name), 1, "perlu kode aktivasi") for each in alone]


def _tickets(region: Region, reading: Reading) -> list[Item]:
    """Reported problems, the oldest first: whose, and on which desk; what they say only it reads.

    Their desk has them under /masalah, so a message of ours is of no use.
    """
    open_ = (each for each in reading.tickets if each.state is TicketState.OPEN)
    return [
        Item(None, brief(reading.names[each.employee]), 1, _lies(region, each)) for each in open_
    ]


def _lies(region: Region, of: Ticket) -> str:
    day = short_date(of.filed_at.astimezone(region.zone).date())
    return f"dilaporkan {day}, ditangani {ROLES[of.desk]}"
