"""What was handed in stays as it was: its numbers, its papers, and whatever fails in between."""

import hashlib
import io
import re
import zipfile
from datetime import date
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from core.month.ceremony import Seen
from core.month.day_state import State
from core.month.frozen import NOTHING, Difference
from core.organisation.region import Region
from db.messages.inbox import dead_letter
from db.people.employee import posting
from db.records import report_line
from db.records import report_receipt as receipts
from db.records.audit import audit
from db.records.ceremony_presence import ceremony_presence
from db.records.document import document
from db.records.report import report
from db.records.report_line import line
from db.records.report_receipt import number, receipt
from db.records.stamp import stamp
from handlers.approvals import cards
from handlers.chat.event import ZIP, Kept
from handlers.month import report_approval
from handlers.usecases import documents, office_month
from handlers.usecases.office_month import OfficeMonth
from tests.handlers.calling import APEL, standing
from tests.handlers.dialogue import (
    SILENCE,
    Gesture,
    Speaker,
    at,
    insert,
    old_button,
    say,
    tap,
)
from tests.handlers.month import packing
from tests.handlers.month.reporting import FIFTH, cast, handing_in, region_more, stamp_of
from tests.handlers.month.test_office_recap import within
from tests.handlers.worker import newest
from tests.office import BUDI, CITRA, a_region
from tests.world import World

APRIL = date(2026, 4, 1)
TUESDAY, FRIDAY = date(2026, 4, 7), date(2026, 4, 3)  # the latter is a holiday
KRA = pytest.mark.parametrize("regulation", ["karanganyar"])


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    return a_region(policy=policy, regulation=regulation, more=region_more(policy))


async def received(world: World) -> tuple[Speaker, Speaker, Speaker]:
    """The whole way, from the operator to the number of the receipt."""
    budi, sari, eko = await cast(world)
    await stamp_of(world, CITRA, "2026-04-06")
    await budi.play(*handing_in())
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    await eko.play((tap("Terima"), "Nomor 0001/2026."))
    return budi, sari, eko


async def read(world: World, office: str = "setda") -> OfficeMonth:
    """The month as /rekap and its files read it."""
    app = world.service.app
    connect, region = app.engine.connect, app.regions[world.region]
    return await office_month.read(connect, region, office, APRIL, world.clock.now())


def marks(found: OfficeMonth, name: str) -> dict[int, State]:
    (one,) = (each for each in found.people if each.who.name == name)
    return {day.date.day: day.state for day in one.days if day.state is not State.OFF}


async def test_the_numbers_of_a_received_report_stay_whatever_is_corrected(world: World) -> None:
    """AMB-82: and the difference is shown as such, to operator, BKPSDM and in /rekap."""
    budi, _, eko = await received(world)
    await stamp_of(world, CITRA, "2026-04-07")
    await stamp_of(world, BUDI, "2026-04-07")
    await stamp_of(world, BUDI, "2026-04-08")
    found = await read(world)
    assert (found.reported, found.changed) == (True, Difference(days=3, people=2))
    assert marks(found, "Citra")[6] is State.PRESENT
    assert marks(found, "Citra")[7] is State.ALPA
    assert set(marks(found, "Budi").values()) == {State.ALPA}
    changed = "⚠️ Berubah sesudah laporan: 3 hari, 2 pegawai"
    for each in (budi, eko):
        await each.play((say("/laporan"), changed))
        assert "Hari: hadir 1, alpa 62" in each.newest
    told = (
        "Angkanya sesuai laporan yang sudah diterima. Berubah sesudah laporan: 3 hari, 2 pegawai."
    )
    await budi.play((at("09.00", "2026-05-06"), SILENCE))
    await budi.hears(say("/rekap"))
    await budi.play((tap("Bulan lalu"), told))


def apel_of(found: OfficeMonth, name: str) -> list[Seen]:
    (one,) = (each for each in found.people if each.who.name == name)
    return [each.seen for each in one.apel]


async def test_the_apel_of_a_received_report_stay_whatever_is_corrected(world: World) -> None:
    """AMB-82, BLG-8-6: called, present and missed as they were reported; a difference is said."""
    budi, sari, eko = await cast(world)
    await standing(world, "setda", place="kantor-bupati")
    await standing(world, "setda", place="kantor-bupati", first=TUESDAY, id_=UUID(int=22))
    await stamp_of(world, CITRA, "2026-04-06")
    await budi.play(*handing_in())
    told = "Apel 3 pegawai: hadir 1, tidak tercatat 5."
    open_rekap = [(say("/rekap"), "Rekap"), (tap("Bulan lalu"), told)]
    await budi.play(*open_rekap)
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    await eko.play((tap("Terima"), "Nomor 0001/2026."))
    await stamp_of(world, CITRA, "2026-04-07")
    await budi.play(*open_rekap)
    assert "Berubah sesudah laporan: 1 hari, 1 apel, 1 pegawai." in budi.newest
    found = await read(world)
    assert apel_of(found, "Citra") == [Seen.ON_TIME, Seen.UNSEEN]
    await budi.play((say("/laporan"), "⚠️ Berubah sesudah laporan: 1 hari, 1 apel, 1 pegawai"))


async def test_the_apel_of_a_part_stand_as_its_whole_has_reported_them(world: World) -> None:
    """AMB-65, AMB-82: the hospital reports with its whole, and Citra moves there in between."""
    await within(world, "rsud", "setda")
    await insert(world, posting, employee=CITRA.id, since=TUESDAY, office="rsud")
    await standing(world, "setda", place="kantor-bupati")
    await standing(world, "rsud", place="kantor-bupati", first=TUESDAY, id_=UUID(int=22))
    await received(world)
    await stamp_of(world, CITRA, f"{TUESDAY}")
    whole, part = await read(world), await read(world, "rsud")
    assert apel_of(whole, "Citra") == [Seen.ON_TIME, Seen.UNSEEN]
    assert apel_of(part, "Citra") == [Seen.UNSEEN]
    for found in (whole, part):
        assert apel_of(found, "Dewi") == [Seen.OFF, Seen.OFF]  # a night shift (AMB-73)
        assert found.reported
    for found in (whole, part):
        assert found.changed == Difference(days=1, apel=1, people=1)


@pytest.mark.parametrize(
    ("goes", "first", "last"),
    [(("rsud", "setda"), 1, 14), (("setda", "rsud"), 15, 30)],
    ids=["away from the part", "to the part"],
)
async def test_a_part_of_whoever_has_reported_counts_its_own_days_of_who_moves(
    world: World, goes: tuple[str, str], first: int, last: int
) -> None:
    """AMB-65, AMB-82: the hospital reports with its whole, and Citra moves on the 15th."""
    await within(world, "rsud", "setda")
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.delete(posting).where(posting.c.employee == CITRA.id))
    for office, since in zip(goes, (date(2024, 1, 1), date(2026, 4, 15)), strict=True):
        await insert(world, posting, employee=CITRA.id, since=since, office=office)
    await received(world)
    part = await read(world, "rsud")
    (citra,) = (each for each in part.people if each.who.name == "Citra")
    assert [citra.days[0].date.day, citra.days[-1].date.day] == [first, last]
    assert part.reported
    assert part.changed == NOTHING
    for day in ("2026-04-08", "2026-04-22"):  # one of them is none of the part's
        await stamp_of(world, CITRA, day)
    part = await read(world, "rsud")
    assert set(marks(part, "Citra").values()) <= {State.ALPA, State.PRESENT}
    assert part.changed == Difference(days=1, people=1)
    whole = await read(world)
    assert whole.changed == Difference(days=2, people=1)


async def test_of_a_report_from_before_apel_were_kept_they_are_as_they_are(world: World) -> None:
    """The control of the one before: nothing that was not kept is made up, or called changed."""
    await standing(world, "setda", place="kantor-bupati", first=TUESDAY)
    budi, *_ = await received(world)
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.update(line).values(apel=None))
    await stamp_of(world, CITRA, "2026-04-07")
    found = await read(world)
    assert apel_of(found, "Citra") == [Seen.ON_TIME]
    assert found.changed == Difference(days=1, people=1)
    await budi.play((say("/laporan"), "⚠️ Berubah sesudah laporan: 1 hari, 1 pegawai"))


async def test_an_apel_alone_that_is_otherwise_by_now_is_said_too(world: World) -> None:
    """AMB-73: who came on a holiday has no stamp of it, so their day is as it was."""
    await standing(world, "setda", first=FRIDAY)
    await received(world)
    at_noon = {"at": packing.at(world, FRIDAY, "12:00"), "distance": 3.0}
    row = {"employee": CITRA.id, "date": FRIDAY, "ceremony": APEL} | at_noon
    await insert(world, ceremony_presence, **row)
    found = await read(world)
    assert apel_of(found, "Citra") == [Seen.OFF]
    assert found.changed == Difference(apel=1, people=1)


async def test_without_a_correction_nothing_is_said_to_have_changed(world: World) -> None:
    budi, *_ = await received(world)
    found = await read(world)
    assert (found.reported, found.changed) == (True, NOTHING)
    await budi.play((say("/laporan"), "✅ Diterima Eko"))
    assert "Berubah" not in budi.newest


async def stored(world: World) -> Speaker:
    """The operator of Karanganyar, whose recap of April the head has agreed to on 1 May."""
    budi, sari, _ = await cast(world, "karanganyar")
    await stamp_of(world, CITRA, "2026-04-06")
    await budi.play(*handing_in("2026-05-01", "08.00", "Ajukan ke kepala"))
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    return budi


@KRA
async def test_of_a_stored_recap_what_was_still_open_follows_the_facts(world: World) -> None:
    """KAM-47, KAM-23: once locked the derived day stands; a day that was firm then does, too."""
    budi = await stored(world)
    await budi.play((at("09.00"), SILENCE), (say("/rekap"), "Rekap"))
    await budi.play((tap("Bulan lalu"), "Angkanya sesuai rekap yang sudah disimpan."))
    assert "Berubah" not in budi.newest
    await stamp_of(world, CITRA, "2026-04-30")
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.delete(stamp).where(stamp.c.date == date(2026, 4, 6)))
    told = (
        "Angkanya sesuai rekap yang sudah disimpan, kecuali hari yang waktu itu masih bisa berubah."
        " Berubah sesudah rekap: 2 hari, 1 pegawai."
    )
    await budi.play((say("/rekap"), "Rekap"), (tap("Bulan lalu"), told))
    for day in ("2026-05-31", "2026-06-01"):
        await budi.play((at("09.00", day), SILENCE))
        found = await read(world)
        assert marks(found, "Citra")[30] is State.PRESENT
        assert marks(found, "Citra")[6] is State.PRESENT
        assert found.changed == Difference(days=2, people=1)
        assert found.followed


async def test_of_a_received_report_nothing_follows_the_facts(world: World) -> None:
    """AMB-82: its month was locked, so an examination that ends later is told beside it."""
    await received(world)
    rows = await world.rows(line)
    async with world.service.app.engine.begin() as db:
        for row in rows:
            days = [[*each[:3], True, *each[4:]] for each in row.days]
            this = line.c.employee == row.employee
            await db.execute(sa.update(line).where(this).values(days=days))
    await stamp_of(world, CITRA, "2026-04-07")
    found = await read(world)
    assert marks(found, "Citra")[7] is State.ALPA
    assert (found.changed, found.followed) == (Difference(days=1, people=1), False)


async def test_a_report_that_nobody_received_changes_nothing_in_the_recap(world: World) -> None:
    """Handed in and agreed to is not received: /rekap still says what the facts say."""
    budi, sari, _ = await cast(world)
    await budi.play(*handing_in())
    await stamp_of(world, CITRA, "2026-04-07")
    assert not (await read(world)).reported
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    found = await read(world)
    assert not found.reported
    assert marks(found, "Citra")[7] is State.PRESENT


async def _package(world: World) -> tuple[str, bytes]:
    """The ZIP that was made when the report was handed in: its hash and its bytes."""
    await world.quiet()
    (row,) = await world.rows(report)
    kept = Kept(*row.package)
    assert kept.media == ZIP
    content = await world.service.documents.stores[world.region].content(kept)
    assert content is not None
    return kept.hash, content


NAMES = {
    "DAFTAR-ISI.pdf",
    "DAFTAR-ISI.txt",
    "10_Daftar-Masalah_2026-04_setda.pdf",
    "10_Daftar-Masalah_2026-04_setda.xlsx",
    "01_Rekap-Presensi_2026-04_setda.pdf",
    "01_Rekap-Presensi_2026-04_setda.xlsx",
    "02_Rekap-Kinerja_2026-04_setda.pdf",
    "02_Rekap-Kinerja_2026-04_setda.xlsx",
}


async def test_the_papers_are_one_zip_with_a_list_that_proves_each(world: World) -> None:
    """naskah-dinas: ASCII, at most 80 characters, and nobody's NIP in a name."""
    budi, *_ = await cast(world)
    await budi.play(*handing_in())
    hash_, content = await _package(world)
    assert hashlib.sha256(content).hexdigest() == hash_
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert set(packed.namelist()) == NAMES
        listed = packed.read("DAFTAR-ISI.txt").decode()
        for name in NAMES - {"DAFTAR-ISI.txt"}:
            assert f"{hashlib.sha256(packed.read(name)).hexdigest()}  {name}" in listed
    assert "# Laporan April 2026, Sekretariat Daerah" in listed
    assert all(each.isascii() and len(each) <= 80 for each in NAMES)
    assert not any(re.search(r"\d{9}", each) for each in NAMES)


async def test_whoever_asks_gets_the_very_file_that_was_made(world: World) -> None:
    """Also after a correction, and after it was received."""
    budi, sari, eko = await cast(world)
    await budi.play(*handing_in())
    before, _ = await _package(world)
    await sari.hears(tap("Berkas"))
    assert "Berkas laporan bulanan" in await newest(sari)
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    await stamp_of(world, CITRA, "2026-04-07")
    await eko.hears(tap("Berkas"))
    assert "Berkas laporan bulanan" in await newest(eko)
    made = [row.files[0]["hash"] for row in await world.rows(document)]
    assert made == [before] * 3


class Crash(RuntimeError):
    """Whatever ends a transaction at a bad moment, as a process that is killed does."""


def crash(*_: Any, **__: Any) -> None:
    raise Crash


Broken = tuple[Any, str]
HANDING_IN: list[Broken] = [
    (report_line, "keep"),
    (documents, "ask"),
    (cards, "show"),
]
AGREEING: list[Broken] = [
    (receipts, "ask"),
    (cards, "show"),
]
RECEIVING: list[Broken] = [
    (receipts, "give_number"),
    (report_approval, "note"),
]
ON_PLAIN = pytest.mark.parametrize("profile", ["plain"])


async def fails(who: Speaker, press: Gesture, monkeypatch: pytest.MonkeyPatch, at_: Broken) -> None:
    """Somebody presses a button, and what it does breaks there; all it leaves is a dead letter."""
    with monkeypatch.context() as patch:
        patch.setattr(*at_, crash)
        await press(who)
        await who.world.quiet()
    (letter,) = await who.world.rows(dead_letter)
    assert "Crash" in letter.traceback
    async with who.world.service.app.engine.begin() as db:
        await db.execute(sa.delete(dead_letter))


@ON_PLAIN
@pytest.mark.parametrize("at_", HANDING_IN, ids=lambda each: each[1])
async def test_what_fails_while_it_is_handed_in_leaves_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, at_: Broken
) -> None:
    """No report without its lines, none without its papers; the next tap does the whole."""
    budi, sari, _ = await cast(world)
    await budi.play((at("09.41", FIFTH), SILENCE), (say("/laporan"), "siap dikirim."))
    await fails(budi, old_button("Kirim")(budi), monkeypatch, at_)
    for table in (report, line, document):
        assert await world.rows(table) == []
    assert [r for r in await world.rows(audit) if r.action.startswith("laporan")] == []
    await budi.play((say("/laporan"), "siap dikirim."), (tap("Kirim"), "terkirim"))
    assert "Dikirim Budi" in await newest(sari)
    assert len(await world.rows(line)) == 3


@ON_PLAIN
@pytest.mark.parametrize("at_", AGREEING, ids=lambda each: each[1])
async def test_what_fails_while_the_head_agrees_leaves_it_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch, at_: Broken
) -> None:
    """Never agreed to without BKPSDM's card."""
    budi, sari, eko = await cast(world)
    await budi.play(*handing_in())
    press = old_button("Setujui")(sari)
    await fails(sari, press, monkeypatch, at_)
    assert [row.state for row in await world.rows(report)] == [None]
    assert await world.rows(receipt) == []
    await sari.play((press, "✅ Disetujui Sari"))
    assert "⏳ Menunggu BKPSDM." in await newest(eko)


@ON_PLAIN
@pytest.mark.parametrize("at_", RECEIVING, ids=lambda each: each[1])
async def test_what_fails_while_it_is_received_gives_no_number(
    world: World, monkeypatch: pytest.MonkeyPatch, at_: Broken
) -> None:
    """Never received without one, and none is left out."""
    budi, sari, eko = await cast(world)
    await budi.play(*handing_in())
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    press = old_button("Terima")(eko)
    await fails(eko, press, monkeypatch, at_)
    assert [row.state for row in await world.rows(receipt)] == [None]
    assert await world.rows(number) == []
    await eko.play((press, "Nomor 0001/2026."))
