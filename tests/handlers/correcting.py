"""Who corrects days in the dialogues: an operator, a head, two of the agency, and their talk."""

from datetime import date

from core.law.regulation import Role
from core.organisation.region import Region, load_region
from db.people.employee import role
from tests.handlers.dialogue import Gesture, Line, Speaker, insert, photo, say, tap
from tests.handlers.naming import met
from tests.office import BUDI, CITRA, DEWI, EKO, PINS_UNASKED, SARI, Actor, region_file
from tests.world import World

MONDAY, TUESDAY = "2026-04-06", "2026-04-07"
REASON = "Lupa menekan tombol"
WHOSE = "Hari siapa yang perlu dikoreksi?"
NOT_YOURS = "Keputusan ini tidak di tangan Anda hari ini."
PROOF = "Kirim foto atau PDF buktinya"


def region_with_agency(policy: str, regulation: str) -> Region:
    """Whose agency of personnel is the office of most of the cast."""
    text = region_file(policy=policy, regulation=regulation)
    more = PINS_UNASKED if policy == "any" else ""
    text = text.replace("kontak =", 'kantor_bkpsdm = "setda"\nkontak =')
    return load_region(text + more, "bulungan.toml")


async def appoint(world: World, actor: Actor, kind: Role, office: str | None = "setda") -> None:
    """Give somebody a role, by decree."""
    held = {"role": kind.value, "since": date(2024, 1, 1), "until": None, "decree": "SK 1"}
    await insert(world, role, employee=actor.id, office=office, **held)


async def the_office(world: World, regulation: str = "bulungan") -> dict[str, Speaker]:
    """Citra is the operator, Sari the head, Eko of the agency, Dewi the operator elsewhere."""
    agency = Role.ADMINISTRATOR if regulation == "bulungan" else Role.BKPSDM_MANAGER
    await appoint(world, CITRA, Role.OPERATOR)
    await appoint(world, SARI, Role.HEAD)
    await appoint(world, EKO, agency, None)
    await appoint(world, DEWI, Role.OPERATOR, "rsud")
    cast = (BUDI, CITRA, SARI, EKO, DEWI)
    return {actor.name.casefold(): await met(world, actor) for actor in cast}


def proposing(
    day: str = "6 April",
    what: str = "Jam masuk",
    clock: str = "07.24",
    *,
    who: str = BUDI.nip,
    proof: Gesture = photo,
    more: tuple[Line, ...] = (),
) -> list[Line]:
    """The whole of /koreksi for somebody else, up to the summary."""
    return [
        (say("/koreksi"), WHOSE),
        (tap("Pegawai lain"), "Hari siapa?"),
        (say(who), "Tanggal berapa?"),
        (say(day), "Apa yang keliru?"),
        (tap(what), "Pukul berapa yang benar?"),
        (say(clock), "Mengapa?"),
        (say(REASON), PROOF),
        (proof, "Nomor keputusannya?" if more else "Kirim?"),
        *more,
    ]


def asking_own(day: str = "6 April", what: str = "Jam masuk", clock: str = "07.24") -> list[Line]:
    """The same of somebody who has no role, for their own day."""
    return [
        (say("/koreksi"), "Tanggal berapa?"),
        (say(day), "Apa yang keliru?"),
        (tap(what), "Pukul berapa yang benar?"),
        (say(clock), "Mengapa?"),
        (say(REASON), PROOF),
        (photo, "Kirim?"),
    ]
