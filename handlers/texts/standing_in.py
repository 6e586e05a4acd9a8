"""What both people are told of a Plt or Plh, whether the chat or the console has named one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.region import Region
from db.people import binding
from handlers.chat.format import brief, days
from handlers.chat.reply import Outgoing, Priority, Reply

Told = Mapping[UUID, Outgoing]  # whoever has a chat


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two, as the office's records have them."""

    employee: UUID
    name: str


async def named(
    db: AsyncConnection, region: Region, of: Party, by: Party, dates: tuple[date, date]
) -> Told:
    """Somebody stands in from one date to another, both included (AMB-39)."""
    span, name = days(*dates), brief(by.name)
    theirs = Markup(
        "Anda ditunjuk sebagai Plh. <b>{}</b>: {}.\n"
        "Selama itu yang menunggu keputusannya ada pada Anda. Daftarnya: /verifikasi"
    ).format(brief(of.name), span)
    mine = Markup(
        "<b>{}</b> ditunjuk sebagai Plh. Anda: {}.\nSelama itu {} yang memutuskan. "
        "Bila ini keliru, hubungi {}."
    ).format(name, span, name, region.contact)
    return await _told(db, region, {by.employee: theirs, of.employee: mine})


async def ended(
    db: AsyncConnection, region: Region, of: Party, by: Party, dates: tuple[date, date]
) -> Told:
    """They do not stand in any more; what waits is the other one's again."""
    span = days(*dates)
    theirs = Markup("Tugas Anda sebagai Plh. <b>{}</b>, {}, sudah diakhiri.")
    mine = Markup(
        "Tugas Plh. Anda, <b>{}</b>, {}, sudah diakhiri.\n"
        "Yang menunggu keputusan ada pada Anda lagi: /verifikasi"
    )
    texts = {
        by.employee: theirs.format(brief(of.name), span),
        of.employee: mine.format(brief(by.name), span),
    }
    return await _told(db, region, texts)


async def _told(db: AsyncConnection, region: Region, texts: Mapping[UUID, Markup]) -> Told:
    to = await binding.addresses_of(db, region.code, texts)
    return {
        who: Outgoing(to[who], Reply(text), Priority.CARD)
        for who, text in texts.items()
        if who in to
    }
