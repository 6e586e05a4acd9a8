"""A new office, superior or schedule, told to the person, and to both superiors."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from markupsafe import Markup

from core.organisation.address import Address
from db.people.assignment import Assignment
from handlers.chat.format import brief, days, long_date
from handlers.chat.reply import Outgoing, Priority, Reply

NAMES_SHOWN = 8

Assignments = Mapping[UUID, Assignment]


def told(
    before: Assignments,
    after: Assignments,
    names: Mapping[UUID, str],
    to: Mapping[UUID, Address],
) -> list[Outgoing]:
    """One message for each person whose assignment is another, and for each superior.

    `before` has those only who were there; `to` the chats of people and superiors.
    """
    found = []
    for person, was in before.items():
        lines = _changes(was, after[person])
        if lines and person in to:
            text = Markup("\n").join([Markup("<b>Data kepegawaian Anda diperbarui</b>"), *lines])
            found.append(Outgoing(to[person], Reply(text), Priority.REMINDER))
    return found + [
        Outgoing(to[superior], Reply(Markup("\n").join(lines)), Priority.REMINDER)
        for superior, lines in _to_superiors(before, after, names).items()
        if superior in to
    ]


def _changes(was: Assignment, now_is: Assignment) -> list[Markup]:
    lines = []
    if now_is.office and now_is.office != was.office:
        since, name = now_is.office
        text = Markup("Tempat tugas mulai {}: {}.")
        lines.append(text.format(long_date(since), brief(name)))
    if now_is.superior and now_is.superior != was.superior:
        text = Markup("Atasan yang memutuskan mulai {}: {}.")
        lines.append(text.format(long_date(now_is.superior.since), brief(now_is.superior.name)))
        if was.superior and was.superior.employee != now_is.superior.employee:
            text = Markup("Yang Anda kerjakan sebelum itu tetap diputuskan {}.")
            lines.append(text.format(brief(was.superior.name)))
    return lines + _schedules(sorted(now_is.duties - was.duties, key=_since))


def _schedules(new: Sequence[tuple[date, date | None, str | None]]) -> list[Markup]:
    """A schedule of one's own, or the shifts of some dates."""
    lasting = [(since, name) for since, until, name in new if until is None]
    lines = [
        Markup("Jadwal kerja mulai {}: {}.").format(long_date(since), brief(name or "libur"))
        for since, name in lasting
    ]
    shifts = [(since, until) for since, until, _ in new if until is not None]
    if shifts:
        first, last = shifts[0][0], max(until for _, until in shifts)
        lines.append(
            Markup("Sif baru: {}. Lihat /hari_ini pada harinya.").format(days(first, last))
        )
    return lines


def _since(duty: tuple[date, date | None, str | None]) -> date:
    return duty[0]


def _to_superiors(
    before: Assignments, after: Assignments, names: Mapping[UUID, str]
) -> dict[UUID, list[Markup]]:
    """Who comes to whom, and who goes; what was done before stays with the old one (AMB-51)."""
    coming: dict[UUID, list[UUID]] = {}
    going: dict[UUID, list[UUID]] = {}
    for person, was in before.items():
        now_is = after[person].superior
        if now_is is None or (was.superior and was.superior.employee == now_is.employee):
            continue
        coming.setdefault(now_is.employee, []).append(person)
        if was.superior:
            going.setdefault(was.superior.employee, []).append(person)
    came, went = "Pegawai baru yang Anda verifikasi: {}.", "Tidak lagi Anda verifikasi: {}."
    stays = Markup("Yang dikerjakan sebelumnya tetap diputuskan atasan yang lama.")
    found: dict[UUID, list[Markup]] = {}
    for words, people in ((came, coming), (went, going)):
        for superior, theirs in people.items():
            line = Markup(words).format(_listed(theirs, names))  # noqa: S704 - our own words
            found.setdefault(superior, []).append(line)
    return {superior: [*lines, stays] for superior, lines in found.items()}


def _listed(people: Sequence[UUID], names: Mapping[UUID, str]) -> str:
    shown = [brief(names.get(each, "")) for each in people[:NAMES_SHOWN]]
    more = len(people) - NAMES_SHOWN
    return ", ".join(shown) + (f" dan {more} lagi" if more > 0 else "")
