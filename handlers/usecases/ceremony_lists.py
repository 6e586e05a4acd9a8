"""Handing in the signed list of an apel to BKPSDM, in time or flagged late (Pasal 8 ayat (7))."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core.month.ceremony import Seen, seen
from core.organisation.authority import Authority
from core.organisation.ceremony import Announcement, Ceremony
from core.organisation.office import Organisation
from core.organisation.region import Region
from db.people import office as offices
from db.people.status import Member
from db.records import ceremony_list, ceremony_presence, reader
from db.records.attachment import Page
from db.records.ceremony_list import SignedList
from handlers.usecases import ceremony_people
from handlers.usecases.act import Act
from handlers.usecases.ceremonies import GONE, NOT_YOURS
from handlers.usecases.refusal import Refused

NO_LIST = "Di sini daftar hadir apel tidak dikumpulkan."
CHANGED = "Daftar pegawainya baru saja berubah. Kirim sekali lagi lewat /apel."


@dataclass(frozen=True, slots=True)
class Whose:
    """One list: of which ceremony, of which office."""

    ceremony: UUID
    date: date
    office: str


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What was handed in; `unproved` stamped there and are said not to have signed (row by row)."""

    given: SignedList
    ceremony: Ceremony
    limit: datetime
    unproved: tuple[str, ...]

    @property
    def late(self) -> bool:
        """Whether it came after the limit; it is used all the same (AMB-12)."""
        return self.given.at > self.limit


def limit(region: Region, day: date) -> datetime | None:
    """Until when the lists of a date reach BKPSDM; None where no list is asked for."""
    clock = region.regulation.apel.daftar_paling_lambat.on(day).value
    return None if clock is None else datetime.combine(day, clock, region.zone)


def offices_of(announcement: Announcement) -> tuple[str, ...]:
    """Each office that hands in a list of its own."""
    return announcement.called or (announcement.office,)


def found(organisation: Organisation, whose: Whose) -> tuple[Announcement, Ceremony]:
    """What a list belongs to; `Refused` where it is not held, or that office has none."""
    held = (each for each in organisation.ceremonies(whose.date) if each.id == whose.ceremony)
    ceremony = next((each for each in held if each.held), None)
    made = (each for each in organisation.announcements if each.id == whose.ceremony)
    announcement = next(made, None)
    if ceremony is None or announcement is None or whose.office not in offices_of(announcement):
        raise Refused(GONE)
    return announcement, ceremony


async def to_sign(act: Act, whose: Whose, *, ahead: bool = False) -> Sequence[Member]:
    """Who stands on the list, in its order; `Refused` for whoever may not hand it in.

    It is printed `ahead` of its date, and handed in on it at the earliest.
    """
    until = limit(act.region, whose.date)
    if until is None:
        raise Refused(NO_LIST)
    if act.by.denied(act.region.regulation.peran.daftar_apel, whose.office):
        raise Refused(NOT_YOURS)
    if whose.date > act.today and not ahead:
        raise Refused("Apel itu belum berlangsung. Kirim daftarnya pada harinya.")
    organisation = await offices.load(act.db, act.region.code, act.region.zone)
    announcement, ceremony = found(organisation, whose)
    return await ceremony_people.of_list(act.db, act.region, announcement, ceremony, whose.office)


async def hand_in(
    act: Act,
    me: UUID,
    whose: Whose,
    pages: Sequence[Page],
    called: Sequence[UUID],
    unsigned: Collection[UUID] | None,
) -> HandedIn:
    """Hand in a list (`daftar_apel`); `unsigned` None: nothing is said of them.

    `called` is the list of which it is said, in its order: who was not on it when somebody said
    who had not signed has not signed by that (AMB-101). `Refused` where it is another one by now.
    """
    people = await to_sign(act, whose)
    if [each.employee for each in people] != [*called]:
        raise Refused(CHANGED)
    code, until = act.region.code, limit(act.region, whose.date)
    if until is None:
        raise Refused(NO_LIST)
    organisation = await offices.load(act.db, code, act.region.zone)
    _, ceremony = found(organisation, whose)
    theirs = [each for each in people if each.employee in (unsigned or ())]
    before = await of_office(act, whose)
    given = SignedList(
        ceremony=whose.ceremony,
        date=whose.date,
        office=whose.office,
        nth=len(before),
        at=act.now,
        by=me,
        pages=tuple(pages),
        called=tuple(each.employee for each in people),
        unsigned=None if unsigned is None else tuple(each.employee for each in theirs),
    )
    if not await ceremony_list.hand_in(act.db, code, given):
        raise Refused("Daftar ini baru saja dikirim orang lain. Lihat /apel.")
    done = HandedIn(given, ceremony, until, await _unproved(act, organisation, ceremony, theirs))
    await act.note("daftar apel diterima", _detail(act, done))
    return done


def may_look(by: Authority, office: str) -> bool:
    """Whether somebody sees the lists of an office: its own people, and BKPSDM (AMB-102).

    Who may hand it in, and who may announce an apel there: nobody else is told who was absent.
    """
    peran = by.region.regulation.peran
    return any(
        by.denied(right, office) is None for right in (peran.daftar_apel, peran.umumkan_apel)
    )


async def to_look_at(act: Act, whose: Whose) -> list[SignedList]:
    """The lists of an office, the first one first; `Refused` for whoever may not see them."""
    if not may_look(act.by, whose.office):
        raise Refused(NOT_YOURS)
    if not (given := await of_office(act, whose)):
        raise Refused("Daftar ini belum dikirim. Lihat /apel.")
    return given


async def of_office(act: Act, whose: Whose) -> list[SignedList]:
    """The lists that an office has handed in already, the first one first."""
    found = await ceremony_list.of_ceremonies(
        act.db, act.region.code, [whose.ceremony], whose.date, whose.date
    )
    return [each for each in found if each.office == whose.office]


async def _unproved(
    act: Act, organisation: Organisation, ceremony: Ceremony, people: Sequence[Member]
) -> tuple[str, ...]:
    """Who stamped at the apel and did not sign."""
    ids, day, law = [each.employee for each in people], ceremony.date, act.region.regulation
    records = await reader.read(act.db, act.region.code, ids, day, day)
    came = await ceremony_presence.of_people(act.db, act.region.code, ids, day, day)

    def there(who: UUID) -> bool:
        what = seen(law, organisation, records[who], came.get(who, []), ceremony, act.now)
        return what in {Seen.ON_TIME, Seen.LATE}

    return tuple(each.name for each in people if there(each.employee))


def _detail(act: Act, done: HandedIn) -> dict[str, object]:
    given = done.given
    return {
        "nomor": str(given.ceremony),
        "tanggal": str(given.date),
        "kantor": given.office,
        "ke": given.nth + 1,
        "halaman": [each.hash for each in given.pages],
        "terlambat": done.late,
        "tanda tangan": given.signatures,
        "hak": act.region.regulation.peran.daftar_apel.on(act.by.day).citation,
    }
