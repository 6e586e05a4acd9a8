"""Attachments: who handed in which content, and when; by it a picture is known again."""

from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.base import Instant, insert, metadata, region_key, within_region

file = sa.Table(
    "file",
    metadata,
    region_key(),
    sa.Column("hash", sa.String(64), primary_key=True),
    sa.Column("employee", sa.Uuid, primary_key=True),
    sa.Column("at", Instant, primary_key=True),
    within_region("employee", to="employee"),
)


@dataclass(frozen=True, slots=True)
class Before:
    """Whether a content was handed in earlier: by the same person, by anybody else."""

    by_the_same: bool
    by_others: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One content of a proof: SHA-256 in hex, bytes, media type, and the words sent with it."""

    hash: str
    size: int
    media: str
    words: str = ""


def pages_of(raw: Any) -> tuple[Page, ...]:  # noqa: ANN401 - JSON
    """What a column holds: a list of pages, or of an older release the one there is, unlisted."""
    rows = [raw] if raw and isinstance(raw[0], str) else raw or ()
    return tuple(Page(*row[:4]) for row in rows)


def listed(pages: Sequence[Page]) -> list[list[Any]] | None:
    """The same for the column; None where there is none."""
    return [list(astuple(page)) for page in pages] or None


async def handed_in_before(
    db: AsyncConnection,
    region: str,
    hashes: Collection[str],
    employee: UUID,
    at: datetime | None = None,
) -> Before:
    """Whether any of these was: before `hand_in` is asked, or before an instant.

    A signal, which proves nothing by itself.
    """
    then = [] if at is None else [file.c.at < at]
    same = (file.c.region == region, file.c.hash.in_(hashes), *then)
    mine = sa.exists().where(*same, file.c.employee == employee)
    others = sa.exists().where(*same, file.c.employee != employee)
    return Before(*(await db.execute(sa.select(mine, others))).one())


async def hand_in(
    db: AsyncConnection, region: str, hashes: Collection[str], employee: UUID, at: datetime
) -> None:
    """Write down that an employee handed in these contents; the same fact twice is one."""
    facts = [{"region": region, "hash": each, "employee": employee, "at": at} for each in hashes]
    await db.execute(insert(db, file).values(facts).on_conflict_do_nothing())
