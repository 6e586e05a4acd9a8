"""Letterheads (kop surat) of offices: their lines, their code in numbers of letters, their logo."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.base import Json, insert, metadata, region_key, within_region

letterhead = sa.Table(
    "letterhead",
    metadata,
    region_key(),
    sa.Column("office", sa.Text, primary_key=True),
    # The name as it stands there, broken into lines by hand; null: as the office is called.
    sa.Column("name", sa.Text),
    sa.Column("address", sa.Text),
    sa.Column("phone", sa.Text),
    sa.Column("web", sa.Text),
    sa.Column("code", sa.Text),
    # [hash, size, media] of a kept picture; null: that of the office it is a part of.
    sa.Column("logo", Json),
    within_region("office", to="office"),
)


@dataclass(frozen=True, slots=True)
class Logo:
    """A kept picture: the SHA-256 of its content, its bytes, its media type."""

    hash: str
    size: int
    media: str


@dataclass(frozen=True, slots=True)
class OfficeLetterhead:
    """What was entered for an office; empty or None where nothing was."""

    name: str = ""
    address: str = ""
    phone: str = ""
    web: str = ""
    code: str = ""
    logo: Logo | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the address that there are."""
        return tuple(line for line in (self.address, self.phone, self.web) if line)


NOTHING_ENTERED = OfficeLetterhead()


async def find(
    db: AsyncConnection, region: str, offices: Collection[str]
) -> dict[str, OfficeLetterhead]:
    """What was entered for these offices; those without anything are left out."""
    c = letterhead.c
    query = sa.select(letterhead).where(c.region == region, c.office.in_(offices))
    return {row.office: _read(row) for row in await db.execute(query)}


async def set_logo(
    db: AsyncConnection, region: str, offices: Collection[str], logo: Logo | None
) -> dict[str, Logo | None]:
    """Give offices a logo, or none of their own; gives those that had another, with the old one."""
    before = await find(db, region, offices)
    old = {each: before[each].logo if each in before else None for each in offices}
    changed = {each: was for each, was in old.items() if was != logo}
    kept = [logo.hash, logo.size, logo.media] if logo else None
    if changed:
        rows = [{"region": region, "office": each, "logo": kept} for each in changed]
        upsert = insert(db, letterhead)
        to_this = {"logo": upsert.excluded.logo}
        await db.execute(
            upsert.on_conflict_do_update(index_elements=["region", "office"], set_=to_this), rows
        )
    return changed


def _read(row: sa.Row[Any]) -> OfficeLetterhead:
    return OfficeLetterhead(
        name=row.name or "",
        address=row.address or "",
        phone=row.phone or "",
        web=row.web or "",
        code=row.code or "",
        logo=Logo(*row.logo) if row.logo else None,
    )
