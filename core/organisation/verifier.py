"""The verifier of a person on a date; never that person (AMB-39)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from uuid import UUID


class StandInReason(IntEnum):
    """Why somebody stands in; the first of these that covers a date goes before the others."""

    ACTING = 0  # Plt or Plh
    SUBSTITUTE = 1  # named in an approved leave


@dataclass(frozen=True, slots=True)
class StandIn:
    """`by` does what `of` would have to, from one date to another, both included."""

    of: UUID
    by: UUID
    why: StandInReason
    since: date
    until: date

    def covers(self, day: date) -> bool:
        return self.since <= day <= self.until


def verifier(
    person: UUID,
    day: date,
    supervisors: Mapping[UUID, UUID],
    stand_ins: Iterable[StandIn],
    official: UUID | None,
    gone: Collection[UUID] = (),
) -> UUID | None:
    """The one who decides on a date, or None where nobody is named.

    `supervisors` says who is above whom on that date. Whoever has nobody above, as the head of
    an office, is verified by the region's `official`. Where the way leads back to the person,
    as when they stand in for their own superior, it goes on to the superior's superior; and so
    it does past whoever is `gone` by then and in whose place nobody stands. Nobody who is gone
    stands in for anybody.
    """
    instead = _instead(day, stand_ins)
    above = [*_above(person, supervisors), *([official] if official else [])]
    for superior in above:
        found = _standing_in(superior, instead)
        if found != person and found not in gone:
            return found
    return None


def acting_for(superior: UUID, day: date, stand_ins: Iterable[StandIn]) -> UUID:
    """The person who verifies for a superior on a date; the superior where nobody does."""
    return _standing_in(superior, _instead(day, stand_ins))


def deputy_for(holder: UUID, day: date, stand_ins: Iterable[StandIn]) -> UUID:
    """The Plt or Plh of whoever holds a role on a date; the holder where there is none.

    A substitute whom somebody names in their own leave verifies in their place and no more: for a
    head's signature, or for whom a head may appoint, it takes a decree (AMB-66).
    """
    acting = [each for each in stand_ins if each.why is StandInReason.ACTING]
    return acting_for(holder, day, acting)


def next_up(
    person: UUID, verifier: UUID | None, above: UUID | None, heads: Iterable[UUID]
) -> UUID | None:
    """Who decides when the verifier let the time pass: a head, or whoever is above (KAM-01).

    `heads` are those of the person's office and of the ones above it, none of them where the
    law sends it to the next superior instead (AMB-35). Never the person, and never the same one
    again unless there is nobody else.
    """
    further = [*heads, *([above] if above else [])]
    return next((each for each in further if each not in {person, verifier}), verifier)


def _above(person: UUID, supervisors: Mapping[UUID, UUID]) -> list[UUID]:
    """The superior, their superior, and so on; a ring in the data ends where it closes."""
    chain: list[UUID] = []
    current = supervisors.get(person)
    while current is not None and current not in chain:
        chain.append(current)
        current = supervisors.get(current)
    return chain


def _instead(day: date, stand_ins: Iterable[StandIn]) -> dict[UUID, UUID]:
    """Of several who stand in for one person, Plt and Plh come first, then the newest."""
    today = (each for each in stand_ins if each.covers(day))
    ordered = sorted(today, key=lambda each: (-each.why, each.since))
    return {each.of: each.by for each in ordered}


def _standing_in(superior: UUID, instead: Mapping[UUID, UUID]) -> UUID:
    """Follows the stand-ins of stand-ins; two who name each other change nothing."""
    seen, current = {superior}, superior
    while (following := instead.get(current)) is not None:
        if following in seen:
            return superior
        seen.add(following)
        current = following
    return current
