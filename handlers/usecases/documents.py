"""Papers: asking for one in the transaction of an act, and what whoever asked is told of it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from core.organisation.region import Region
from db.people import binding
from db.records import audit, document
from db.records.audit import ALARM
from db.records.document import Claimed, NewDocument
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.paper import Paper, fields_of
from handlers.chat.reply import Enclosure, Priority
from handlers.texts.documents import DocumentFailed, ready

ACTOR = "hadir"
NAMELESS = "Berkas yang diminta"  # what this release cannot read


async def ask(
    db: AsyncConnection,
    region: Region,
    now: datetime,
    paper: Paper,
    *,
    to: Address | None = None,
    by: UUID | None = None,
    dedupe: str | None = None,
) -> UUID:
    """Ask for a paper; gives the row, an earlier one where `dedupe` was used before.

    It is made after the commit and sent to the chat `to`, if that is still the chat of `by` by
    then; without `to` its files are only kept. Whether `by` may have it is for the caller to know.
    """
    new = NewDocument(region.code, paper.KIND, fields_of(paper), by, to, dedupe)
    return await document.ask(db, new, now)


async def notifications(
    db: AsyncConnection,
    region: Region,
    asked: Claimed,
    paper: Paper,
    files: Sequence[Enclosure],
    notes: Sequence[str],
) -> list[Outgoing]:
    """The messages that carry the files of a paper, each under a key of its own."""
    told = paper.ready(region, files, notes)
    return await _to_asker(
        db, asked, ready(paper.title(region), files, notes) if told is None else told
    )


async def given_up(
    db: AsyncConnection,
    region: Region,
    asked: Claimed,
    paper: Paper | None,
    cause: str,
    now: datetime,
) -> list[Outgoing]:
    """An alarm in the audit, and the message that says so; `paper` is None where it is unread."""
    title = paper.title(region) if paper else NAMELESS
    await audit.note(
        db,
        region=region.code,
        at=now,
        actor=ACTOR,
        action=f"{ALARM}berkas tidak dapat dibuat",
        employee=asked.asked_by,
        detail={"berkas": title, "nomor": str(asked.id), "sebab": cause},
    )
    return await _to_asker(db, asked, [DocumentFailed(title)])


async def _to_asker(
    db: AsyncConnection, asked: Claimed, told: Sequence[Notification]
) -> list[Outgoing]:
    """For the chat that asked, unless it is somebody else's by now."""
    if asked.to is None or not await _is_still_theirs(db, asked.to, asked.asked_by):
        return []
    return [
        Outgoing(asked.to, each, Priority.CARD, f"berkas:{asked.id}:{number}")
        for number, each in enumerate(told, 1)
    ]


async def _is_still_theirs(db: AsyncConnection, to: Address, by: UUID | None) -> bool:
    return by is None or await binding.address_of(db, to.region, by) == to
