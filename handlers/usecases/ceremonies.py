"""Apel and upacara: announcing one, cancelling it, and handing in its signed list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

import uuid_utils.compat as uuid

from core.organisation.authority import Right
from core.organisation.calendar import DAY
from core.organisation.ceremony import Announcement, Ceremony
from core.organisation.fence import Fence, Point
from core.organisation.office import Organisation
from core.organisation.region import Region
from db.people import ceremony as table
from db.people import office, roster
from db.people.ceremony import OWN_VENUE, Venue
from db.people.status import Member
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.texts.ceremony import CeremonyCancelled
from handlers.usecases import ceremony_people
from handlers.usecases.act import Act
from handlers.usecases.daytime import wakes_at
from handlers.usecases.refusal import Refused

REACH = 366 * DAY  # how far ahead an apel is announced, and how long one comes back every week
EARLIEST, NOON = time(5), time(12)
GONE = "Apel itu tidak ada lagi. Lihat /apel."
NOT_YOURS = "Apel kantor itu bukan wewenang Anda. Hubungi BKPSDM."


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be announced: `offices` are called with their parts, `people` by name.

    With an `until` later than `first` it comes back every week.
    """

    name: str
    first: date
    until: date
    hour: time
    venue: Venue
    offices: tuple[str, ...] = ()
    people: tuple[Member, ...] = ()


def hours(region: Region, day: date) -> tuple[time, time]:
    """Between which hours an apel may begin: no later than masuk there is on time.

    Where the text has no time, an apel of the morning ends at noon (KAM-13).
    """
    return EARLIEST, region.regulation.apel.masuk_paling_lambat.on(day).value or NOON


def may(act: Act, right: Right, announcement: Announcement) -> bool:
    """Whether whoever acts has a right over all whom it calls."""
    return act.by.denied(right, *whose(announcement)) is None


def whose(announcement: Announcement) -> Collection[str]:
    """The offices whose business it is: those that are called, or that of who announced it."""
    return announcement.called or (announcement.office,)


async def announce(act: Act, me: UUID, plan: Plan) -> Announcement:
    """Announce an apel or upacara to come (`umumkan_apel`); it changes no stamp made before."""
    code, right = act.region.code, act.region.regulation.peran.umumkan_apel
    home = act.by.office
    called: tuple[str | None, ...] = plan.offices or tuple(
        dict.fromkeys(each.office for each in plan.people)
    )
    if home is None or not called or act.by.denied(right, *called):
        raise Refused(NOT_YOURS)
    _check(act, plan)
    await roster.claim(act.db, code)
    organisation = await office.load(act.db, code, act.region.zone)
    made = Announcement(
        id=uuid.uuid7(),
        name=plan.name,
        first=plan.first,
        until=plan.until,
        hour=plan.hour,
        venue=_fence(organisation, plan.venue),
        called=tuple(sorted(plan.offices)),
        offices=frozenset(plan.offices),
        people=frozenset(each.employee for each in plan.people),
        announced_at=act.now,
        announced_by=me,
        office=home,
    )
    if any(_same(each, made) for each in organisation.announcements):
        raise Refused("Apel yang sama sudah diumumkan. Lihat /apel.")
    await table.announce(act.db, code, made, plan.venue)
    await roster.outdate(act.db, code)
    await act.note("apel diumumkan", _detail(made, right.on(act.by.day).citation, plan))
    return made


async def cancel(act: Act, me: UUID, id_: UUID, dates: Sequence[date], reason: str) -> list[date]:
    """Cancel it on some dates to come, and tell whoever was called; gives those dates."""
    code, zone = act.region.code, act.region.zone
    await roster.claim(act.db, code)
    organisation = await office.load(act.db, code, zone)
    found = _found(organisation, id_)
    right = act.region.regulation.peran.umumkan_apel
    if not may(act, right, found):
        raise Refused(NOT_YOURS)
    held = [each for day in dates for each in organisation.ceremonies(day) if each.id == id_]
    if any(each.start <= act.now for each in held):
        raise Refused("Apel itu sudah dimulai, jadi tidak bisa dibatalkan lagi.")
    off = await table.cancel(
        act.db, code, id_, [each.date for each in held], by=me, at=act.now, reason=reason
    )
    if not off:
        raise Refused("Apel itu sudah dibatalkan. Lihat /apel.")
    await roster.outdate(act.db, code)
    detail = {"nomor": str(id_), "tanggal": [str(day) for day in off], "mengapa": reason}
    await act.note("apel dibatalkan", detail | {"hak": right.on(act.by.day).citation})
    for each in held:
        if each.date in off:
            await _tell_cancelled(act, organisation, each, reason, me)
    return off


async def _tell_cancelled(
    act: Act, organisation: Organisation, gone: Ceremony, reason: str, me: UUID
) -> None:
    """Whoever was called, but for the one who cancels it and reads the answer."""
    off = gone.date in organisation.calendar.holidays
    told = CeremonyCancelled(gone.name, gone.date, gone.start, gone.venue.name, reason, off)
    to = await ceremony_people.chats(act.db, act.region, organisation, gone, act.now)
    awake = wakes_at(act.region, act.now)
    act.told.extend(
        Outgoing(
            chat,
            told,
            Priority.CARD,
            f"apel-batal:{gone.id.hex}:{gone.date}:{person.hex}",
            not_before=awake,
        )
        for person, chat in to.items()
        if person != me
    )


def _check(act: Act, plan: Plan) -> None:
    start = datetime.combine(plan.first, plan.hour, act.region.zone)
    earliest, latest = hours(act.region, plan.first)
    if start <= act.now:
        raise Refused("Waktu itu sudah lewat. Pilih tanggal atau jam lain.")
    if not earliest <= plan.hour <= latest:
        raise Refused("Jam itu bukan jam apel. Pilih jam yang lain.")
    if plan.first > act.today + REACH or plan.until > plan.first + REACH:
        raise Refused("Lebih dari setahun. Periksa tanggalnya.")
    if plan.until < plan.first:
        raise Refused("Tanggal terakhir lebih awal daripada yang pertama. Periksa tanggalnya.")


def _fence(organisation: Organisation, venue: Venue) -> Fence:
    if venue.place is None:
        point = venue.point or Point(0, 0)
        return Fence(f"{OWN_VENUE}{venue.name}", venue.name, point, venue.radius or 0)
    places = (fence for each in organisation.offices.values() for fence in each.fences)
    found = next((each for each in places if each.code == venue.place), None)
    if found is None:
        raise Refused("Tempat itu tidak ada lagi. Pilih tempat lain.")
    return found


def _found(organisation: Organisation, id_: UUID) -> Announcement:
    found = next((each for each in organisation.announcements if each.id == id_), None)
    if found is None:
        raise Refused(GONE)
    return found


def _same(one: Announcement, other: Announcement) -> bool:
    """Whether both call the same people to the same place at the same time, and none is off."""

    def told(each: Announcement) -> object:
        who = (each.called, each.people)
        return each.first, each.until, each.hour, each.venue.code, who

    return told(one) == told(other) and not one.cancelled


def _detail(made: Announcement, article: str, plan: Plan) -> dict[str, object]:
    return {
        "nomor": str(made.id),
        "nama": made.name,
        "mulai": str(made.first),
        "sampai": str(made.until),
        "jam": f"{made.hour:%H.%M}",
        "tempat": plan.venue.place or plan.venue.name,
        "kantor": list(made.called),
        "pegawai": [each.nip for each in plan.people],
        "hak": article,
    }
