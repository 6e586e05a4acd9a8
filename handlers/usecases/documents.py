"""Asking for a paper: a row of the queue, in the transaction of whoever asks."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from core.organisation.region import Region
from db.records import document
from db.records.document import NewDocument
from handlers.chat.paper import Paper, fields_of


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
    fields = fields_of(paper)
    return await document.ask(db, NewDocument(region.code, paper.KIND, fields, by, to, dedupe), now)
