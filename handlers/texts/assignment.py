"""A new office, superior or schedule, told to the person, and to both superiors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.organisation.region import Region
from db.people.assignment import Assignment
from handlers.chat.format import brief, days, long_date
from handlers.chat.notification import Notification
from handlers.chat.reply import Reply

NAMES_SHOWN = 8

Assignments = Mapping[UUID, Assignment]


@dataclass(frozen=True, slots=True)
class From:
    """A name that holds from a date on."""

    since: date
    name: str


@dataclass(frozen=True, slots=True)
class AssignmentChanged(Notification):
    """To a person: each thing that is another now.

    `decided_by` is a former superior who decides what was done before; `schedules` have None for
    days off; `shifts` are the first and last date of new ones.
    """

    KIND: ClassVar = "data_kepegawaian"

    office: From | None = None
    superior: From | None = None
    decided_by: str | None = None
    schedules: tuple[tuple[date, str | None], ...] = ()
    shifts: tuple[date, date] | None = None

    def word(self, _region: Region) -> Reply:
        lines = [Markup("<b>Data kepegawaian Anda diperbarui</b>")]
        if self.office:
            text = Markup("Tempat tugas mulai {}: {}.")
            lines.append(text.format(long_date(self.office.since), brief(self.office.name)))
        if self.superior:
            text = Markup("Atasan yang memutuskan mulai {}: {}.")
            lines.append(text.format(long_date(self.superior.since), brief(self.superior.name)))
        if self.decided_by:
            text = Markup("Yang Anda kerjakan sebelum itu tetap diputuskan {}.")
            lines.append(text.format(brief(self.decided_by)))
        for since, name in self.schedules:
            text = Markup("Jadwal kerja mulai {}: {}.")
            lines.append(text.format(long_date(since), brief(name or "libur")))
        if self.shifts:
            text = Markup("Sif baru: {}. Lihat /hari_ini pada harinya.")
            lines.append(text.format(days(*self.shifts)))
        return Reply(Markup("\n").join(lines))


@dataclass(frozen=True, slots=True)
class Names:
    """Some people by name, and how many more there are."""

    shown: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class SubordinatesChanged(Notification):
    """To a superior: who came and who went; what was done before stays with the old one."""

    KIND: ClassVar = "bawahan_berubah"

    came: Names = Names()
    went: Names = Names()

    def word(self, _region: Region) -> Reply:
        lines = []
        if self.came.shown:
            lines.append(_listed(Markup("Pegawai baru yang Anda verifikasi: {}."), self.came))
        if self.went.shown:
            lines.append(_listed(Markup("Tidak lagi Anda verifikasi: {}."), self.went))
        lines.append(Markup("Yang dikerjakan sebelumnya tetap diputuskan atasan yang lama."))
        return Reply(Markup("\n").join(lines))


def _listed(text: Markup, names: Names) -> Markup:
    rest = f" dan {names.more} lagi" if names.more else ""
    return text.format(", ".join(brief(each) for each in names.shown) + rest)


def changes(
    before: Assignments, after: Assignments, names: Mapping[UUID, str]
) -> list[tuple[UUID, Notification]]:
    """Each person whose assignment is another, and each superior, with what they are told.

    `before` has those only who were there (AMB-51).
    """
    found: list[tuple[UUID, Notification]] = [
        (person, changed)
        for person, was in before.items()
        if (changed := _changed(was, after[person])) != AssignmentChanged()
    ]
    return found + list(_to_superiors(before, after, names).items())


def _changed(was: Assignment, now_is: Assignment) -> AssignmentChanged:
    office, superior = now_is.office, now_is.superior
    new = superior if superior != was.superior else None
    moved = new and was.superior and was.superior.employee != new.employee
    duties = sorted(now_is.duties - was.duties, key=_since)
    shifts = [(since, until) for since, until, _ in duties if until is not None]
    return AssignmentChanged(
        office=From(*office) if office and office != was.office else None,
        superior=From(new.since, new.name) if new else None,
        decided_by=was.superior.name if moved and was.superior else None,
        schedules=tuple((since, name) for since, until, name in duties if until is None),
        shifts=(shifts[0][0], max(until for _, until in shifts)) if shifts else None,
    )


def _since(duty: tuple[date, date | None, str | None]) -> date:
    return duty[0]


def _to_superiors(
    before: Assignments, after: Assignments, names: Mapping[UUID, str]
) -> dict[UUID, SubordinatesChanged]:
    coming: dict[UUID, list[UUID]] = {}
    going: dict[UUID, list[UUID]] = {}
    for person, was in before.items():
        now_is = after[person].superior
        if now_is is None or (was.superior and was.superior.employee == now_is.employee):
            continue
        coming.setdefault(now_is.employee, []).append(person)
        if was.superior:
            going.setdefault(was.superior.employee, []).append(person)
    return {
        superior: SubordinatesChanged(
            _some(coming.get(superior, ()), names), _some(going.get(superior, ()), names)
        )
        for superior in {**coming, **going}
    }


def _some(people: Sequence[UUID], names: Mapping[UUID, str]) -> Names:
    shown = tuple(names.get(each, "") for each in people[:NAMES_SHOWN])
    return Names(shown, len(people) - len(shown))
