"""Missing data: deciders, hours, places and holidays without which nothing is decided.

A decision finds nobody (AMB-39, KAM-01), a day no hours, a stamp no place, a year no holidays.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.route import Decider
from core.approvals.silence import of_request
from core.law.kinds import HolidayKind
from core.organisation.calendar import DAY, DayOff, Duty
from core.organisation.office import Organisation
from core.organisation.posting import Posting
from core.organisation.region import Region
from db.people import office, status
from db.people import verifier as verifiers
from db.people.status import Member
from db.records import reader
from handlers.approvals import deciders
from handlers.chat.format import brief, calendar_date

AHEAD = timedelta(days=30)  # so long before its end a schedule is missed
LAST_QUARTER = 10  # from this month on the next year has to be ready, its January too
PAGE_PEOPLE = 250  # people read at once
NAMES_SHOWN = 5  # in one line


class What(Enum):
    """In the order of the list, the worst first."""

    NOBODY = "belum ada yang ditunjuk memutuskan"
    UNCONNECTED = "memutuskan, tetapi belum terhubung"
    AWAY = "memutuskan, tetapi tidak bisa dihubungi"
    HEADLESS = "kantor belum punya kepala"
    NO_HOLIDAYS = "belum punya libur nasional"
    NO_HOURS = "belum punya jadwal kerja"
    HOURS_END = "jadwal kerjanya akan habis"
    NO_PLACE = "belum punya tempat presensi"
    NO_OFFICE = "belum ditempatkan di kantor"
    NO_CODE = "belum pernah mendapat kode, jadi harinya belum dihitung"


@dataclass(frozen=True, slots=True)
class Gap:
    """`who` is an employee's, an office's or a year's name; `people` are those who wait for it."""

    what: What
    key: str
    who: str
    people: int


async def of_deciders(db: AsyncConnection, region: Region, day: date) -> list[Gap]:
    """For whom nobody could decide on a date: by kind, then by name."""
    placed = [each for each in await status.members(db, region.code, day) if each.office]
    by = await deciders.of_people(db, region, [each.employee for each in placed], day)
    known = await deciders.reached(db, region, set(by.values()))
    nips = {each.employee: each.nip for each in placed}
    found = [*_nobody(placed, by), *_unreached(by, known, nips)]
    if of_request(region.regulation, day).value == "eskalasi_kepala":
        found += await _headless(db, region, placed, day)
    return _in_order(found)


async def of_data(db: AsyncConnection, region: Region, day: date) -> list[Gap]:
    """What is missing on a date or soon after it: by kind, then by name. All people are read."""
    members = await status.members(db, region.code, day)
    placed = [each for each in members if each.office]
    organisation = await office.load(db, region.code, region.zone)
    found = [
        *_holidays(organisation, day, len(members)),
        *_places(organisation, placed),
        *(Gap(What.NO_OFFICE, each.nip, each.name, 1) for each in members if not each.office),
        *await _people(db, region, organisation, placed, day),
    ]
    return _in_order(found)


def lines(found: Sequence[Gap]) -> list[str]:
    """One line for each kind, with the first few names."""
    kinds = (each for each in What if any(gap.what is each for gap in found))
    return [_line(each, [gap.who for gap in found if gap.what is each]) for each in kinds]


def _line(what: What, names: Sequence[str]) -> str:
    shown = ", ".join(brief(each) for each in names[:NAMES_SHOWN])
    more = f", dan {len(names) - NAMES_SHOWN} lagi" if len(names) > NAMES_SHOWN else ""
    return f"{len(names)} {what.value} ({shown}{more})"


def _in_order(found: Sequence[Gap]) -> list[Gap]:
    order = list(What)
    return sorted(found, key=lambda each: (order.index(each.what), each.who.casefold(), each.key))


def _holidays(organisation: Organisation, day: date, people: int) -> Iterator[Gap]:
    national = (
        each
        for each in organisation.calendar.holidays.values()
        if each.kind is HolidayKind.NATIONAL
    )
    known = {each.date.year for each in national}
    for year in range(day.year, _horizon(day).year + 1):
        if people and year not in known:
            yield Gap(What.NO_HOLIDAYS, str(year), f"tahun {year}", people)


def _places(organisation: Organisation, placed: Sequence[Member]) -> Iterator[Gap]:
    for code, people in Counter(each.office for each in placed if each.office).items():
        here = organisation.offices[code]
        if not here.fences:
            yield Gap(What.NO_PLACE, code, here.name, people)


async def _people(
    db: AsyncConnection,
    region: Region,
    organisation: Organisation,
    placed: Sequence[Member],
    day: date,
) -> list[Gap]:
    """Who could never connect; offices without hours, and people whose own shifts run out."""
    first = max(day, region.regulation.peraturan.berlaku_sejak)
    ends = _Ends(organisation, region, first, _horizon(day), {})
    missing: Counter[tuple[str, str, date]] = Counter()
    never: list[Gap] = []
    for start in range(0, len(placed), PAGE_PEOPLE):
        page = {each.employee: each for each in placed[start : start + PAGE_PEOPLE]}
        for person, known in (await reader.read(db, region.code, page, day, ends.last)).items():
            member = page[person]
            if known.offered_at is None:
                never.append(Gap(What.NO_CODE, member.nip, member.name, 1))
            since = ends.since(member.office or "", known.duties)
            if since is not None:
                own = any(each.covers(since - DAY) or each.covers(since) for each in known.duties)
                whose = (member.nip, member.name) if own else _office(organisation, member)
                missing[*whose, since] += 1
    hours = [_without_hours(*key, people, first) for key, people in missing.items()]
    return hours + never


def _office(organisation: Organisation, member: Member) -> tuple[str, str]:
    code = member.office or ""
    return code, organisation.offices[code].name


def _without_hours(key: str, name: str, since: date, people: int, first: date) -> Gap:
    if since == first:
        return Gap(What.NO_HOURS, key, name, people)
    return Gap(What.HOURS_END, key, f"{name} mulai {calendar_date(since)}", people)


@dataclass(frozen=True, slots=True)
class _Ends:
    """The first date without hours between two dates, kept for all who have the same duties."""

    organisation: Organisation
    region: Region
    first: date
    last: date
    known: dict[tuple[str, tuple[Duty, ...]], date | None]

    def since(self, code: str, duties: tuple[Duty, ...]) -> date | None:
        """For who works in an office now; None: the hours of all dates are known."""
        key = (code, duties)
        if key not in self.known:
            here = (Posting(self.first, code),)
            law, span = self.region.regulation, (self.last - self.first).days + 1
            dates = (self.first + DAY * n for n in range(span))
            hours = (self.organisation.hours(law, here, duties, each) for each in dates)
            unknown = (e.date for e in hours if isinstance(e, DayOff) and e.unknown)
            self.known[key] = next(unknown, None)
        return self.known[key]


def _horizon(day: date) -> date:
    """Up to when hours and holidays have to be known: in the last quarter all of next January."""
    soon = day + AHEAD
    return max(soon, date(day.year + 1, 1, 31)) if day.month >= LAST_QUARTER else soon


def _nobody(placed: Sequence[Member], by: Mapping[UUID, UUID | None]) -> Iterator[Gap]:
    for each in placed:
        if by[each.employee] is None:
            yield Gap(What.NOBODY, each.nip, each.name, 1)


def _unreached(
    by: Mapping[UUID, UUID | None],
    known: Mapping[UUID | None, Decider],
    nips: Mapping[UUID, str],
) -> Iterator[Gap]:
    for person, people in Counter(each for each in by.values() if each).items():
        decider = known[person]
        if decider.reached is None:
            what = What.AWAY if decider.chat else What.UNCONNECTED
            yield Gap(what, nips.get(person, ""), decider.name, people)


async def _headless(
    db: AsyncConnection, region: Region, placed: Sequence[Member], day: date
) -> list[Gap]:
    """Offices in which somebody works and that nobody heads, nor any office above them."""
    offices = (await office.load(db, region.code, region.zone)).offices
    one = {each.office: each for each in placed if each.office}
    heads = await verifiers.heads(db, region.code, [m.employee for m in one.values()], day)
    counts = Counter(each.office for each in placed)
    return [
        Gap(What.HEADLESS, code, offices[code].name, counts[code])
        for code, member in one.items()
        if not heads[member.employee]
    ]
