"""A month with everything that a report takes along, and its ZIP opened again."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid5

import pypdfium2
from openpyxl import load_workbook

from core.approvals.case import State
from core.attendance.stamp import Leg
from core.law.questions.kinerja import ActivityKind
from core.law.questions.koreksi import Matter
from core.law.questions.manual import Condition
from core.law.regulation import Role
from core.organisation.helpdesk import TicketState
from db.records import activity, ceremony_list, correction, letter, manual, manual_work, sheet
from db.records.activity import NewActivity
from db.records.attachment import Page
from db.records.ceremony_list import SignedList
from db.records.correction import NewCorrection
from db.records.letter import Line, NewLetter, Signature
from db.records.manual import Entry
from db.records.manual_work import NewWork
from db.records.report import report
from db.records.sheet import Sheet
from db.records.ticket import ticket
from handlers.chat.event import JPEG, Kept
from tests.db.decisions import decide
from tests.handlers.calling import APEL, standing
from tests.handlers.dialogue import insert
from tests.office import BUDI, CITRA, EKO, SARI, Actor
from tests.world import World

APRIL = date(2026, 4, 1)
MONDAY = date(2026, 4, 6)
_IDS = UUID(int=2026)


def id_of(name: str) -> UUID:
    return uuid5(_IDS, name)


def at(world: World, day: date, clock: str) -> datetime:
    zone = world.service.app.regions[world.region].zone
    return datetime.combine(day, time.fromisoformat(clock), zone)


async def content_of(world: World, page: Page) -> bytes:
    """A kept page, byte for byte."""
    store = world.service.documents.stores[world.region]
    return await store.content(Kept(page.hash, page.size, page.media)) or b""


async def scan(world: World, words: str) -> Page:
    """The photo of a paper, in the store."""
    store = world.service.documents.stores[world.region]
    kept = await store.keep(words.encode(), JPEG)
    return Page(kept.hash, kept.size, kept.media)


async def worked(
    world: World,
    actor: Actor,
    minutes: int,
    state: State | None,
    *,
    day: date = MONDAY,
    words: str = "Menyusun laporan",
) -> UUID:
    """An activity, and what Sari decided of it an hour later; None: nothing."""
    id_, filed = id_of(f"{actor.name} {minutes}"), at(world, day, "16:00")
    new = NewActivity(
        id=id_,
        employee=actor.id,
        date=day,
        kind=ActivityKind.DUTY,
        minutes=minutes,
        description=words,
        output="1 laporan",
        quantity=None,
        filed_at=filed,
        due_at=at(world, date(2026, 5, 30), "16:00") if state is None else filed.replace(day=30),
        beyond=0,
        card=id_,
    )
    async with world.service.app.engine.begin() as db:
        await activity.file(db, world.region, new)
        if state is not None:
            now = filed.replace(hour=17)
            done = (activity.CASES, world.region, id_, state)
            assert await decide(db, *done, by=SARI.id, now=now)
    return id_


async def on_paper(world: World, actor: Actor = CITRA, day: date = MONDAY) -> list[Page]:
    """Somebody's day on a signed list with the letter of the head and its scan."""
    list_, told = await scan(world, "daftar"), await scan(world, "surat")
    written = at(world, day, "17:00")
    entries = [
        Entry(
            id=id_of(f"entry {leg}"),
            employee=actor.id,
            date=day,
            leg=leg,
            duty=1,
            at=at(world, day, clock),
            condition=Condition.BROKEN,
            incident=None,
            office="setda",
            sheet=id_of("list"),
            letter_needed=True,
            entered_by=BUDI.id,
            entered_at=written,
        )
        for leg, clock in ((Leg.MASUK, "07:25"), (Leg.PULANG, "16:31"))
    ]
    new = NewLetter(id_of("letter"), "setda", "800/12", BUDI.id, written, None)
    async with world.service.app.engine.begin() as db:
        code = world.region
        await sheet.write(db, code, Sheet(id_of("list"), (list_,), None, BUDI.id, written))
        assert await manual.write(db, code, entries)
        await letter.prepare(db, code, new, [Line(actor.id, day, Condition.BROKEN)])
        signed = Signature(BUDI.id, at(world, day, "18:00"), (told,), counts=True)
        assert await letter.sign(db, code, new.id, signed)
    return [list_, told]


async def work_on_paper(world: World, actor: Actor = CITRA) -> Page:
    """A row of a sheet of work that the superior has signed, and that no letter covers yet."""
    page, written = await scan(world, "kinerja"), at(world, MONDAY, "17:00")
    work = NewWork(
        id=id_of("work"),
        employee=actor.id,
        date=MONDAY,
        kind=ActivityKind.DUTY,
        minutes=45,
        description="Menata arsip",
        output=None,
        quantity=None,
        sheet=id_of("sheet"),
        entered_by=BUDI.id,
        entered_at=written,
    )
    async with world.service.app.engine.begin() as db:
        kept = Sheet(id_of("sheet"), (page,), None, BUDI.id, written)
        await sheet.write(db, world.region, kept)
        await manual_work.write(db, world.region, [work])
    return page


async def apel(world: World) -> Page:
    """An apel on Monday to which the office is called, and its signed list, two minutes late."""
    page = await scan(world, "apel")
    await standing(world, "setda")
    given = SignedList(
        ceremony=APEL,
        date=MONDAY,
        office="setda",
        nth=0,
        at=at(world, MONDAY, "09:02"),
        by=BUDI.id,
        pages=(page,),
        called=(BUDI.id, CITRA.id),
    )
    async with world.service.app.engine.begin() as db:
        assert await ceremony_list.hand_in(db, world.region, given)
    return page


async def reported(
    world: World,
    words: str,
    day: date = MONDAY,
    clock: str = "08:00",
    answer: str | None = None,
    actor: Actor = CITRA,
) -> None:
    """A problem of somebody, answered a day later or open."""
    over = None if answer is None else at(world, day.replace(day=day.day + 1), "08:00")
    await insert(
        world,
        ticket,
        id=id_of(words),
        employee=actor.id,
        office=actor.office,
        words=words,
        photo=None,
        filed_at=at(world, day, clock),
        desk=Role.OPERATOR.value,
        state=None if answer is None else TicketState.ANSWERED.value,
        answer=answer,
        closed_by=None if answer is None else BUDI.id,
        closed_at=over,
    )


async def corrected(
    world: World, name: str, agreed: datetime, minutes: int, was: int, of: UUID
) -> None:
    """The minutes of an activity of Budi, proposed by Citra and agreed to by Eko."""
    asked = at(world, date(2026, 4, 7), "08:00")
    new = NewCorrection(
        id=id_of(name),
        employee=BUDI.id,
        date=MONDAY,
        matter=Matter.ACTIVITY,
        reason="Salah tulis lamanya",
        asked_at=asked,
        due_at=at(world, date(2026, 6, 30), "08:00"),
        activity=of,
        minutes=minutes,
        was_minutes=was,
        proposed_by=CITRA.id,
        proposed_at=asked,
    )
    async with world.service.app.engine.begin() as db:
        await correction.write(db, world.region, new)
        done = (correction.CASES, world.region, new.id, State.APPROVED)
        assert await decide(db, *done, by=EKO.id, now=agreed)


async def decide_work(world: World, id_: UUID, now: datetime) -> None:
    """Sari approves an activity at last."""
    async with world.service.app.engine.begin() as db:
        done = (activity.CASES, world.region, id_, State.APPROVED)
        assert await decide(db, *done, by=SARI.id, now=now)


@dataclass(frozen=True, slots=True)
class Package:
    """What lies in the ZIP of the only report, by name."""

    hash: str
    names: list[str]
    files: dict[str, bytes]

    def words(self, name: str) -> str:
        """All that a paper says, on one line."""
        pages = pypdfium2.PdfDocument(self.files[name])
        texts = [page.get_textpage().get_text_range() for page in pages]
        return " ".join(" ".join(texts).split())

    def pages(self, name: str) -> int:
        return len(pypdfium2.PdfDocument(self.files[name]))

    def rows(self, name: str) -> Sequence[tuple[object, ...]]:
        """The plain list of a workbook, without its head."""
        book = load_workbook(io.BytesIO(self.files[name]))
        return list(book.worksheets[-1].iter_rows(values_only=True))[1:]


async def package(world: World) -> Package:
    await world.quiet()
    (row,) = await world.rows(report)
    kept = Kept(*row.package)
    content = await world.service.documents.stores[world.region].content(kept)
    return opened(kept.hash, content or b"")


def opened(hash_: str, content: bytes) -> Package:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = packed.namelist()
        return Package(hash_, names, {name: packed.read(name) for name in names})
