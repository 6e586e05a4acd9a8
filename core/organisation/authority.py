"""Who may do an administrator's act: the roles that the regulation names, and their reach."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from core.law.answer import Answer, Dated
from core.law.questions.peran import Peran
from core.law.regulation import Regulation, Role
from core.organisation.office import wholes
from core.organisation.region import Region

Right = Dated[tuple[Role, ...]]

# Their right ends where their office does (Pasal 7, KAM-12).
LOCAL = frozenset({Role.OPERATOR, Role.HEAD})
CONSOLE = "cli"  # how the audit calls the machine's own administrator, who gives no NIP


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds; `office` None: for the whole region."""

    role: Role
    office: str | None
    decree: str | None


@dataclass(frozen=True, slots=True)
class Denied:
    """Why somebody may not: by which answer, and by which they would have to work elsewhere."""

    right: Answer[tuple[Role, ...]]
    agency: Answer[tuple[Role, ...]] | None = None

    @property
    def named(self) -> tuple[Role, ...]:
        """The roles that may do it; none where nobody answers."""
        return self.right.value or ()


@dataclass(frozen=True, slots=True)
class Authority:
    """Who acts on a date, read once and then asked for everything that an act changes.

    `held` None is the machine's own administrator: whoever may run commands there could write the
    tables themselves, so the console stands for all roles, and the audit calls it `cli`. What the
    regulation gives to nobody it has neither.
    """

    name: str
    region: Region
    day: date
    parents: Mapping[str, str | None]
    held: tuple[Held, ...] | None = None
    office: str | None = None

    def denied(self, right: Right, *offices: str | None) -> Denied | None:
        """Why not, for things of these offices; None is an office for what is the whole region's.

        Something that leaves one office for another is the business of both.
        """
        answer = right.on(self.day)
        if answer.regulated and all(self.roles(right, each) for each in offices):
            return None
        away = (self._away(each.role) for each in self.held or () if each.role in _of(answer))
        return Denied(answer, next((each for each in away if each), None))

    def roles(self, right: Right, office: str | None) -> frozenset[Role]:
        """The roles that give a right over an office today: named, by decree, near enough."""
        named = _of(right.on(self.day))
        if self.held is None:
            return frozenset(named)
        decreed, near = _of(self._law.peran.sk_wajib.on(self.day)), wholes(office, self.parents)
        return frozenset(
            each.role
            for each in self.held
            if each.role in named
            and (each.decree or each.role not in decreed)
            and (each.office in near or (each.office is None and each.role not in LOCAL))
            and not self._away(each.role)
        )

    def _away(self, role: Role) -> Answer[tuple[Role, ...]] | None:
        return misplaced(self.region, role, self.day, wholes(self.office, self.parents))

    @property
    def _law(self) -> Regulation:
        return self.region.regulation


@dataclass(frozen=True, slots=True)
class Agency:
    """Where those of a role work; `office` None: the region's file does not say which that is."""

    key: str
    office: str | None
    article: Answer[tuple[Role, ...]]


def agency(region: Region, role: Role, day: date) -> Agency | None:
    """The office to which a role belongs (BLG-1-18, KRA-6-1); None: to any."""
    peran = region.regulation.peran
    for key, office, answer in (
        ("kantor_bkpsdm", region.bkpsdm, peran.pegawai_bkpsdm.on(day)),
        ("kantor_kominfo", region.kominfo, peran.pegawai_kominfo.on(day)),
    ):
        if role in _of(answer):
            return Agency(key, office, answer)
    return None


# What a role must have, and not what it may do.
_CONDITIONS = frozenset({"sk_wajib", "pegawai_bkpsdm", "pegawai_kominfo"})


def misplaced(
    region: Region, role: Role, day: date, here: Collection[str]
) -> Answer[tuple[Role, ...]] | None:
    """The article that wants somebody of a role at an agency; None where they work there.

    `here` is their office with all that it is a part of.
    """
    found = agency(region, role, day)
    return None if found is None or found.office in here else found.article


def known_roles(law: Regulation, day: date) -> frozenset[Role]:
    """The roles that a regulation gives anything to do; there are no others under it."""
    acts = (getattr(law.peran, key) for key in Peran.model_fields if key not in _CONDITIONS)
    return frozenset(role for each in acts for role in _of(each.on(day)))


def _of(answer: Answer[tuple[Role, ...]]) -> tuple[Role, ...]:
    return answer.value or ()
