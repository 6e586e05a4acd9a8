"""Where a decision would find nobody: nobody named, nobody connected, no head (AMB-39, KAM-01)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.region import Region
from core.silence import of_request
from db import office, standing
from db import verifier as verifiers
from db.standing import Member
from handlers import reach, verifier
from handlers.reach import Decider


class What(Enum):
    """In the order of the list, the worst first."""

    NOBODY = "belum ada yang ditunjuk memutuskan"
    UNCONNECTED = "memutuskan, tetapi belum terhubung"
    AWAY = "memutuskan, tetapi tidak bisa dihubungi"
    HEADLESS = "kantor belum punya kepala"


@dataclass(frozen=True, slots=True)
class Gap:
    """`who` is an employee's or office's name; `people` are those who wait for them."""

    what: What
    key: str
    who: str
    people: int


async def of(db: AsyncConnection, region: Region, day: date) -> list[Gap]:
    """All gaps of a region on a date: by kind, then by name."""
    placed = [each for each in await standing.members(db, region.code, day) if each.office]
    by = await verifier.of_people(db, region, [each.employee for each in placed], day)
    deciders = await reach.of(db, region, set(by.values()))
    nips = {each.employee: each.nip for each in placed}
    found = [*_nobody(placed, by), *_unreached(by, deciders, nips)]
    if of_request(region.regulation, day).value == "eskalasi_kepala":
        found += await _headless(db, region, placed, day)
    order = list(What)
    return sorted(found, key=lambda each: (order.index(each.what), each.who.casefold(), each.key))


def _nobody(placed: Sequence[Member], by: Mapping[UUID, UUID | None]) -> Iterator[Gap]:
    for each in placed:
        if by[each.employee] is None:
            yield Gap(What.NOBODY, each.nip, each.name, 1)


def _unreached(
    by: Mapping[UUID, UUID | None],
    deciders: Mapping[UUID | None, Decider],
    nips: Mapping[UUID, str],
) -> Iterator[Gap]:
    for person, people in Counter(each for each in by.values() if each).items():
        decider = deciders[person]
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
