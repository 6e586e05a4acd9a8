"""Whether whoever asks may do this to whom, by the roles the regulation names for it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli.desk import Problem
from core.answer import Answer
from core.office import wholes
from core.region import Region
from core.regulation import Role
from db import standing
from db.standing import Held, Member

# Their right ends where their office does (KAM-12).
LOCAL = frozenset({Role.OPERATOR, Role.HEAD})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts; `cli` is the house's own console, which stands for all roles."""

    name: str
    roles: frozenset[Role]


CONSOLE = Actor("cli", frozenset(Role))


async def authorise(
    db: AsyncConnection,
    region: Region,
    day: date,
    *,
    by: str | None,
    target: Member,
    right: Answer[tuple[Role, ...]],
) -> Actor:
    """The actor with the roles that give the right today; Problem cites the article otherwise.

    Without `by` it is the console; a right that the regulation gives to nobody it has neither.
    """
    if right.value is None:
        raise Problem(f"Tidak bisa: siapa yang berwenang {right.citation}.")
    if by is None:
        return CONSOLE
    held = await _held(db, region, day, by)
    decreed = region.regulation.peran.sk_wajib.on(day).value or ()
    parents = await standing.parents(db, region.code)
    roles = effective(held, right.value, decreed, wholes(target.office, parents))
    if not roles:
        names = ", ".join(right.value)
        raise Problem(f"{by} tidak berwenang atas {target.name}; hanya {names} ({right.citation}).")
    return Actor(by, roles)


def effective(
    held: Sequence[Held],
    named: Collection[Role],
    decreed: Collection[Role],
    offices: Collection[str],
) -> frozenset[Role]:
    """Of the roles somebody holds those that count: named, with decree, near enough."""
    return frozenset(
        each.role
        for each in held
        if each.role in named
        and (each.decree or each.role not in decreed)
        and (each.office in offices or (each.office is None and each.role not in LOCAL))
    )


async def actor_name(db: AsyncConnection, region: Region, day: date, by: str | None) -> str:
    """Whom the audit names for what needs no right of its own; Problem if nobody is so called."""
    if by is None:
        return CONSOLE.name
    await one(db, region, day, by)
    return by


async def one(db: AsyncConnection, region: Region, day: date, nip: str) -> Member:
    found = await standing.members(db, region.code, day, nips=[nip])
    if not found:
        raise Problem(f"NIP {nip} tidak ada dalam data pegawai {region.name}.")
    return found[0]


async def _held(db: AsyncConnection, region: Region, day: date, nip: str) -> list[Held]:
    actor = await one(db, region, day, nip)
    return await standing.roles(db, region.code, actor.employee, day)
