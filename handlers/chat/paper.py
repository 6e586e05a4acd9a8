"""Papers: what is printed for somebody and sent as files, kept as kind and fields until it is made.

Printing takes seconds and may fail, so no act prints. It asks for a paper in its own transaction
(handlers.usecases.documents.ask), and bot.runtime.documents makes it afterwards.
"""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, TypeAlias

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.region import Region
from core.reports.contents import Content
from core.reports.form import Form
from handlers.chat.event import JPEG, PDF, PNG, XLSX, ZIP, Kept
from handlers.chat.notification import Notification
from handlers.chat.reply import Enclosure

SUFFIXES = {PDF: ".pdf", XLSX: ".xlsx", ZIP: ".zip", JPEG: ".jpg", PNG: ".png"}


Rest = Callable[[], Awaitable[None]]


async def no_rest() -> None:
    """For whoever has nobody waiting beside it."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a paper is made from, at an instant: connections for reading, and kept files.

    Each `connect()` is a transaction of its own that reads beside the writers: keep it short, and
    open another for the next office. `load` gives the content of a kept file, None where it is
    gone. `asked_at` is when somebody asked, `now` when it is made. Whatever works on one person
    after the other calls `rest` between two of them: check-ins are answered then.
    """

    region: Region
    asked_at: datetime
    now: datetime
    connect: Callable[[], AbstractAsyncContextManager[AsyncConnection]]
    load: Callable[[Kept], Awaitable[bytes | None]]
    rest: Rest = no_rest


@dataclass(frozen=True, slots=True)
class Print:
    """A form to print as a file of each of these media; `name` is without a suffix.

    `title` is what the list of an archive calls it, where that is not the form's own.
    """

    name: str
    form: Form
    media: tuple[str, ...] = (PDF,)
    title: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A kept file as it is, such as the scan of a letter, under a whole name.

    `title` is what it is, for the list of an archive.
    """

    filename: str
    kept: Kept
    title: str = ""


Listing: TypeAlias = Callable[[Sequence[Content]], Form]


@dataclass(frozen=True, slots=True)
class Archive:
    """A ZIP of files, whose `name` is without a suffix, with a list of them and their SHA-256.

    `heading` are the first lines of that list, `listing` prints it as a paper, too. `members` may
    be read while they are packed: one at a time is in memory. The same members make the same
    bytes; what is too large for one ZIP goes on in a further one.
    """

    name: str
    members: Iterable[Print | Copy] | AsyncIterable[Print | Copy]
    heading: tuple[str, ...] = ()
    listing: Listing | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """What a paper consists of.

    `notes` are sentences for whoever gets it, such as that nobody is named who could sign.
    """

    files: tuple[Print | Copy | Archive, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(ABC):
    """A kind of paper; its fields are plain values that say which one is wanted.

    The queue keeps `KIND` and the fields: a field that is new has a default. Every kind stands in
    handlers/documents.py.
    """

    KIND: ClassVar[str]

    @abstractmethod
    def title(self, region: Region) -> str:
        """What it is, as a sentence would call it: `Rekap April 2026, Dinas Kesehatan`."""

    @abstractmethod
    async def contents(self, source: Source) -> Contents:
        """Read the facts and lay them out. Whatever it raises is tried again, then shown."""

    def ready(
        self, region: Region, files: Sequence[Enclosure], notes: Sequence[str]
    ) -> Sequence[Notification] | None:
        """What whoever asked is sent, in this order; None: every file under the title."""
        del region, files, notes
        return None

    async def made(
        self, db: AsyncConnection, region: Region, now: datetime, files: Sequence[Enclosure]
    ) -> None:
        """Whatever else is written once it is made, in the transaction that says so."""
        del db, region, now, files


@cache
def _adapter(kind: type[Paper]) -> TypeAdapter[Paper]:
    return TypeAdapter(kind)


def fields_of(paper: Paper) -> dict[str, Any]:
    """The fields of a paper as JSON; what is at its default is left out."""
    fields: dict[str, Any] = _adapter(type(paper)).dump_python(
        paper, mode="json", exclude_defaults=True
    )
    return fields


def paper_of(kind: type[Paper], fields: dict[str, Any]) -> Paper:
    """The paper of a kind with these fields; ValueError where they do not fit."""
    return _adapter(kind).validate_python(fields)
