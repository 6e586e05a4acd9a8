"""A kind of paper that no office knows, to show what one takes; and a desk that makes them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.media.store import Store
from bot.runtime.clock import Clock, VirtualClock
from bot.runtime.documents import Documents
from bot.runtime.press import Press
from core.organisation.address import Address
from core.organisation.region import Region
from core.reports.form import Flat, Form
from db.records import audit
from handlers.chat.event import PDF, XLSX
from handlers.chat.paper import Archive, Contents, Paper, Print, Source, paper_of
from handlers.chat.reply import Enclosure
from handlers.documents import UnknownPaper
from handlers.usecases.documents import ask
from tests.harness import printers
from tests.office import BUDI, a_region

REGION = a_region()
BOTH = (PDF, XLSX)
QUICK = {PDF: printers.plain, XLSX: printers.table}
_NOTHING = Flat((), ())


@dataclass(frozen=True, slots=True)
class Praise(Paper):
    """A page of praise; whoever is praised is written to the audit once it is printed."""

    KIND: ClassVar = "pujian"

    name: str
    packed: bool = False

    def title(self, _region: Region) -> str:
        return f"Pujian untuk {self.name}"

    async def contents(self, source: Source) -> Contents:
        async with source.connect() as db:
            await audit.newest(db, source.region.code, 1)
        if self.name == "Brutus":
            raise ValueError("an honourable man")
        page = Print(f"Pujian_{self.name}", Form(self.name, self.name, (), _NOTHING), BOTH)
        if self.packed:
            return Contents((Archive("Pujian", (page,), ("Pujian", self.name)),))
        return Contents((page,), ("Belum ada penanda tangan.",))

    async def made(
        self, db: AsyncConnection, region: Region, now: datetime, files: Sequence[Enclosure]
    ) -> None:
        names = [file.filename for file in files]
        await audit.note(
            db, region=region.code, at=now, actor="uji", action="dipuji", detail={"berkas": names}
        )


def unpack(kind: str, fields: dict[str, Any]) -> Paper:
    if kind != Praise.KIND:
        raise UnknownPaper(kind)
    return paper_of(Praise, fields)


def a_printery(
    engine: AsyncEngine, reader: AsyncEngine, clock: VirtualClock, files: Path
) -> Documents:
    """What one process makes papers with, on these tables and in this folder."""
    stores = {REGION.code: Store(str(files), REGION.code)}
    regions, press = {REGION.code: REGION}, Press(QUICK)
    return Documents(engine, reader, clock, regions, stores, asyncio.Event(), press, unpack)


async def praise(
    engine: AsyncEngine, clock: Clock, to: Address | None, name: str = "Budi", **more: Any
) -> UUID:
    """Budi asks for a page, for his chat."""
    dedupe = more.pop("dedupe", None)
    async with engine.begin() as db:
        paper = Praise(name, **more)
        return await ask(db, REGION, clock.now(), paper, to=to, by=BUDI.id, dedupe=dedupe)
