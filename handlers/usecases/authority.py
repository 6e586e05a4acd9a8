"""Who acts, and in words why they may not: asked by console, imports and conversations alike."""

from datetime import date
from itertools import chain
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import Role
from core.organisation import verifier
from core.organisation.authority import CONSOLE, Authority, Denied, Held, Right, agency
from core.organisation.region import Region
from db.people import authority, delegation, status
from handlers.usecases import people
from handlers.usecases.refusal import Refused


async def acting(db: AsyncConnection, region: Region, day: date, nip: str | None) -> Authority:
    """The authority of a NIP on a date, or without one of the console.

    To their own roles comes that of a head for whom they stand in, as Plt or Plh (AMB-39).
    `Refused` where nobody who is employed then has that NIP.
    """
    parents = await status.fetch_parents(db, region.code)
    if nip is None:
        return Authority(CONSOLE, region, day, parents)
    found = await authority.read(db, region.code, nip, day)
    if found is None:
        await people.employed(db, region, day, nip)
        raise LookupError(f"{nip} is employed on {day}, but has no standing")
    held = (*found.held, *await _stood_in_for(db, region, day, found.employee))
    return Authority(nip, region, day, parents, held, found.office)


async def _stood_in_for(db: AsyncConnection, region: Region, day: date, person: UUID) -> list[Held]:
    """The offices of which somebody is head in place of another; other roles are not handed on."""
    stand_ins = await delegation.on(db, region.code, day)
    whom = {each.of for each in stand_ins}
    heads = [each for each in whom if verifier.deputy_for(each, day, stand_ins) == person]
    found = await authority.roles_of(db, region.code, heads, day) if heads else {}
    return [each for each in chain.from_iterable(found.values()) if each.role is Role.HEAD]


def require(by: Authority, right: Right, *offices: str | None, act: str) -> str:
    """The article that gives the right over these offices; `Refused` with it otherwise.

    `act` is what is done, such as "mengatur tempat". None is an office for the whole region.
    """
    if denied := by.denied(right, *offices):
        raise Refused(describe_denial(by, denied, act))
    return right.on(by.day).citation


def describe_denial(by: Authority, denied: Denied, act: str) -> str:
    """Why somebody may not `act`, such as "mengatur tempat", and who may, by which article."""
    if not denied.right.regulated:
        return f"Tidak bisa: siapa yang berwenang {denied.right.citation}."
    named = ", ".join(denied.named)
    text = f"{by.name} tidak berwenang {act}; hanya {named} ({denied.right.citation})."
    return f"{text} {_elsewhere(by, denied)}" if denied.agency else text


def _elsewhere(by: Authority, denied: Denied) -> str:
    """A role that counts for nothing where its holder does not work at the agency it belongs to."""
    found = (agency(by.region, role, by.day) for role in denied.named)
    where = next(each for each in found if each and each.article == denied.agency)
    if where.office is None:
        return f"Isi dulu {where.key} dalam berkas daerah {by.region.code}.toml."
    now = by.office or "tidak satu kantor pun"
    article = where.article.citation
    return f"Perannya berlaku selama ia bertugas di {where.office} ({article}), kini di {now}."
