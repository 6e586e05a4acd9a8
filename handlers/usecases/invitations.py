"""Activation codes: made once for each invitation, kept only as hashes."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.people import binding, status
from db.people.status import Member
from handlers.usecases import people
from handlers.usecases.act import Act
from handlers.usecases.refusal import Refused, Term

CODE_BYTES = 18  # a little more than 128 bits, also after leaving some out


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom to invite: some NIPs, an office with its parts, or, with neither, everybody."""

    nips: Sequence[str] = ()
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code, known to nobody but whoever hands it out."""

    member: Member
    code: str


@dataclass(frozen=True, slots=True)
class Invitations:
    """New codes until an instant; `bound` were left out, since they are connected already."""

    new: Sequence[Invitation]
    expires_at: datetime
    bound: int


def hash_code(code: str) -> str:
    """What is kept of an activation code, here and in the table: never the code itself."""
    return hashlib.sha256(code.strip().encode()).hexdigest()


async def invite(act: Act, whom: Invited) -> Invitations:
    """Make codes for all of them that are not connected (`kode_aktivasi`)."""
    expires_at = act.now + timedelta(hours=_hours(act))
    chosen = await _chosen(act, whom)
    _check_right(act, chosen)
    new = [Invitation(member, _code()) for member in chosen if not member.bound]
    for each in new:
        await _issue(act, each, expires_at)
    return Invitations(new, expires_at, len(chosen) - len(new))


def _check_right(act: Act, chosen: Sequence[Member]) -> None:
    """A code opens an account: whoever hands it out must have the right over all of its owners."""
    right = act.region.regulation.peran.kode_aktivasi
    for office in dict.fromkeys(member.office for member in chosen):
        act.require(right, office, act=f"memberi kode di {office or 'luar kantor mana pun'}")


def _hours(act: Act) -> int:
    answer = act.region.regulation.akun.masa_kode_jam.on(act.today)
    if answer.value is None:
        raise Refused(f"Masa berlaku kode {answer.citation}.")
    return answer.value


async def _chosen(act: Act, whom: Invited) -> list[Member]:
    if whom.nips:
        for nip in whom.nips:
            await people.employed(act.db, act.region, act.today, nip)
        return _all_unbound(
            await status.members(act.db, act.region.code, act.today, nips=whom.nips)
        )
    if whom.office is None:
        return await status.members(act.db, act.region.code, act.today)
    return await people.of_office(act.db, act.region, act.today, whom.office)


def _all_unbound(found: list[Member]) -> list[Member]:
    parts: list[str | Term] = []
    for member in (each for each in found if each.bound):
        line = f"{member.name} ({member.nip}) sudah terhubung; lepaskan dulu "
        parts += ["\n"] * bool(parts) + [line, Term.RELEASE, "."]
    if parts:
        raise Refused(*parts)
    return found


def _code() -> str:
    """A code that begins with a letter or digit, so that no spreadsheet takes it for a formula."""
    while not (code := secrets.token_urlsafe(CODE_BYTES))[0].isalnum():
        pass
    return code


async def _issue(act: Act, new: Invitation, expires_at: datetime) -> None:
    person, kept = new.member.employee, hash_code(new.code)
    await binding.issue(act.db, act.region.code, person, kept, now=act.now, expires_at=expires_at)
    await act.note("kode aktivasi dibuat", {}, about=person)
