"""/rekap as a dialogue: whose recap somebody may read, what it shows, and its files on request."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from core.organisation.region import Region
from core.reports.form import Fields
from db.people.employee import posting, role
from db.people.office import office
from db.records.audit import audit
from db.records.document import document
from handlers.chat.event import PDF, XLSX, Kept
from handlers.chat.paper import Archive, Print, Source
from handlers.month.recap_paper import RecapPaper
from tests.handlers.dialogue import (
    SILENCE,
    Gesture,
    Speaker,
    a_stranger,
    act,
    again,
    at,
    employed,
    forged_tap,
    insert,
    old_button,
    say,
    tap,
)
from tests.handlers.worker import entry
from tests.office import BUDI, CITRA, DEWI, EKO, Actor, wita
from tests.plain_phone import PlainPhone
from tests.world import World

MONDAY = "2026-04-06"
OURS = "setda:202604:0"
READER = "Rekap kantor dibuka oleh operator"
COMING = "sedang disiapkan"


@pytest.fixture
def region(region: Region) -> Region:
    """BKPSDM is the health office here."""
    return replace(region, bkpsdm="dinkes")


@pytest.fixture
async def world(world: World) -> World:
    world.at(wita(MONDAY, "07.00"))
    return world


async def appoint(world: World, who: Actor, what: str, where: str | None, **more: object) -> None:
    row = {"employee": who.id, "role": what, "office": where, "decree": "SK 1"}
    dates = {"since": date(2025, 1, 1), "until": None}
    await insert(world, role, **{**row, **dates, **more})


async def move(world: World, who: Actor, where: str, since: date) -> None:
    await insert(world, posting, employee=who.id, since=since, office=where)


async def within(world: World, part: str, whole: str) -> None:
    async with world.service.app.engine.begin() as db:
        this = sa.update(office).where(office.c.office == part)
        await db.execute(this.values(parent=whole))


async def operator(world: World, who: Actor = BUDI, where: str = "setda") -> Speaker:
    await appoint(world, who, "operator", where)
    return await employed(world, who)


def forged(data: str) -> Gesture:
    """A button that was never shown."""
    return lambda who: forged_tap(who, data)


def labels(who: Speaker) -> list[str]:
    return who.phone.labels


def sent(who: Speaker) -> list[tuple[str, str, int]]:
    """The files that somebody was sent: name, media type, size."""
    if isinstance(who.phone, PlainPhone):
        return [
            (printed.picture.removeprefix("[berkas ").removesuffix("]"), "", 1)
            for printed in who.phone.paper
            if printed.picture and printed.picture.startswith("[berkas ")
        ]
    return [
        (file.upload.name, file.upload.mime, len(file.data))
        for message in who.chat.messages
        if message.sender.is_bot
        for file in message.files
        if not file.width
    ]


async def test_the_operator_of_one_office_sees_its_month_at_once(world: World) -> None:
    """BLG-7-3a: letters and sums of everybody there, and nobody else's."""
    budi = await operator(world)
    await budi.play(
        *act(MONDAY, "07.24", "Masuk", "Tercatat masuk"),
        (say("/rekap"), "Rekap April 2026, Sekretariat Daerah"),
    )
    assert "4 pegawai." in budi.newest
    assert "alpa 8 hari" in budi.newest, "the 1st and 2nd of four people; the 3rd is a holiday"
    assert labels(budi) == ["Kirim PDF", "Kirim Excel", "Bulan lalu"]
    assert "Dewi" not in budi.newest


async def test_the_month_before_is_one_tap_away(world: World) -> None:
    budi = await operator(world)
    await budi.play(
        (say("/rekap"), "Rekap April 2026"),
        (tap("Bulan lalu"), "Rekap Maret 2026"),
        (tap("Bulan ini"), "Rekap April 2026"),
    )


@pytest.mark.parametrize(
    ("what", "answer"),
    [
        (("operator", "dinkes"), "Belum ada rekap"),
        (("kepala", "rsud"), "Rekap April 2026, RSUD"),
        (("administrator", None), READER),
    ],
    ids=["operator elsewhere", "head elsewhere", "administrator who is not at BKPSDM"],
)
async def test_without_the_right_nothing_is_shown_and_nothing_printed(
    world: World, what: tuple[str, str | None], answer: str
) -> None:
    """BLG-7-3a, BLG-1-18: what somebody is elsewhere opens nothing here."""
    await appoint(world, BUDI, *what)
    budi = await employed(world)
    await budi.play((say("/rekap"), answer))
    for data in (f"rk:{OURS}", f"rk:{OURS}:pdf", f"rk:{OURS}:xlsx"):
        await budi.hears(forged(data))
        assert "tidak berwenang melihat rekap" in budi.newest
        assert "Citra" not in budi.newest
    assert await world.rows(document) == []


async def test_an_employee_and_a_stranger_get_nothing(world: World) -> None:
    budi = await employed(world)
    await budi.play((say("/rekap"), READER))
    await budi.hears(forged(f"rk:{OURS}:pdf"))
    stranger = a_stranger(world, EKO)
    for gesture in (say("/rekap"), forged(f"rk:{OURS}:pdf")):
        assert not any("Rekap April" in text for text in await stranger.hears(gesture))
    assert await world.rows(document) == []


async def test_the_head_reads_the_office_with_its_parts(world: World) -> None:
    """BLG-15, KRA-10-3: an office and its parts are one recap; each part has its own, too."""
    await within(world, "rsud", "setda")
    await appoint(world, BUDI, "kepala", "setda")
    budi = await employed(world)
    await budi.play((say("/rekap"), "Rekap kantor mana?"))
    assert labels(budi) == ["Sekretariat Daerah", "RSUD"]
    await budi.play((tap("Sekretariat Daerah"), "5 pegawai."))
    assert "Kantor lain" in labels(budi)
    await budi.play(
        (tap("Kantor lain"), "Rekap kantor mana?"),
        (tap("RSUD"), "Rekap April 2026, RSUD"),
    )
    assert "1 pegawai." in budi.newest


async def test_bkpsdm_reads_every_office(world: World) -> None:
    """BLG-16: an administrator by decree who works at BKPSDM."""
    await appoint(world, CITRA, "administrator", None)
    await move(world, CITRA, "dinkes", date(2025, 1, 1))
    citra = await employed(world, CITRA)
    await citra.play((say("/rekap"), "Rekap kantor mana?"))
    assert labels(citra) == ["Dinas Kesehatan", "RSUD", "Sekretariat Daerah"]
    await citra.play((tap("RSUD"), "Rekap April 2026, RSUD"))
    assert "1 pegawai." in citra.newest


async def test_whoever_moved_stands_in_each_office_for_their_days_there(world: World) -> None:
    """AMB-65: Eko moves to the health office on the 2nd."""
    await move(world, EKO, "dinkes", date(2026, 4, 2))
    budi = await operator(world)
    await appoint(world, BUDI, "operator", "dinkes", since=date(2025, 1, 2))
    await budi.play(
        (say("/rekap"), "Rekap kantor mana?"),
        (tap("Sekretariat Daerah"), "Eko: alpa 1 hari."),
        (tap("Kantor lain"), "Rekap kantor mana?"),
        (tap("Dinas Kesehatan"), "Eko: alpa 1 hari."),
    )


async def test_the_files_come_as_soon_as_they_are_printed(world: World) -> None:
    """AMB-29: Form F of presence, the summary of work, and nothing of people without any."""
    budi = await operator(world)
    await budi.play((say("/rekap"), "Rekap April 2026"))
    said = await budi.hears(tap("Kirim PDF"))
    assert any(COMING in text for text in said)
    files = sent(budi)
    names = [name for name, *_ in files]
    assert names == ["Rekap-Presensi_2026-04_setda.pdf", "Rekap-Kinerja_2026-04_setda.pdf"]
    assert {media for _, media, _ in files} <= {PDF, ""}
    assert all(size for *_, size in files)
    told = [text for text in budi.phone.told if "berkas 1 dari 2" in text]
    assert "Rekap April 2026, Sekretariat Daerah, PDF" in told[0]
    assert "Kepala Sekretariat Daerah belum tercatat" in told[0]
    (row,) = await world.rows(document)
    assert (row.state, row.asked_by) == ("made", BUDI.id)
    lines = [line for line in await world.rows(audit) if line.action == "rekap dicetak"]
    assert [line.detail for line in lines] == [{"kantor": ["setda"], "bulan": "2026-04"}]


async def test_a_sheet_of_work_names_the_office_that_its_person_works_in(world: World) -> None:
    """BLG-F-D "Unit Kerja :", AMB-29: Dewi is in the hospital, a part of whose recap it is."""
    await within(world, "rsud", "setda")
    dewi = await employed(world, DEWI)
    await dewi.play((at("10.00", MONDAY), SILENCE), *entry())
    region, engine = world.service.app.regions[world.region], world.service.app.engine
    now = world.clock.now()

    async def load(_kept: Kept) -> bytes | None:
        return None

    paper = RecapPaper("setda", "Sekretariat Daerah", date(2026, 4, 1))
    made = await paper.contents(Source(region, now, now, engine.connect, load))
    (sheets,) = [each for each in made.files if isinstance(each, Archive)]
    assert isinstance(sheets.members, Iterator)
    ((form,),) = [[e.form] for e in sheets.members if isinstance(e, Print) and "Dewi" in e.name]
    said = {e.label: e.value for b in form.blocks if isinstance(b, Fields) for e in b.fields}
    assert (said["Nama"], said["Unit Kerja"]) == ("Dewi", "RSUD")


async def test_excel_is_a_workbook(world: World) -> None:
    budi = await operator(world)
    await budi.play((say("/rekap"), "Rekap April 2026"))
    await budi.hears(tap("Kirim Excel"))
    names = [name for name, *_ in sent(budi)]
    assert names == ["Rekap-Presensi_2026-04_setda.xlsx", "Rekap-Kinerja_2026-04_setda.xlsx"]
    assert {media for _, media, _ in sent(budi)} <= {XLSX, ""}
    told = [text for text in budi.phone.told if "Sekretariat Daerah, Excel" in text]
    assert told


@pytest.mark.parametrize("regulation", ["karanganyar"])
async def test_where_no_daily_work_is_kept_there_is_presence_alone(world: World) -> None:
    """KRA-7-3c: the recap of Presensi Online."""
    budi = await operator(world)
    await budi.play((say("/rekap"), "Rekap April 2026"))
    await budi.hears(tap("Kirim PDF"))
    assert [name for name, *_ in sent(budi)] == ["Rekap-Presensi_2026-04_setda.pdf"]


async def test_a_second_delivery_prints_nothing_twice(world: World) -> None:
    budi = await operator(world)
    await budi.play((say("/rekap"), "Rekap April 2026"))
    await budi.hears(tap("Kirim PDF"))
    await budi.play((again, SILENCE))
    assert len(await world.rows(document)) == 1


async def test_a_button_from_before_the_role_ended_opens_nothing(world: World) -> None:
    await appoint(world, BUDI, "operator", "setda", until=date(2026, 4, 6))
    budi = await employed(world)
    await budi.play((say("/rekap"), "Rekap April 2026"))
    press = old_button("Kirim PDF")(budi)
    await budi.play((at("08.00", "2026-04-07"), SILENCE))
    await budi.hears(press)
    assert "tidak berwenang melihat rekap" in budi.newest
    assert await world.rows(document) == []


@pytest.mark.parametrize(
    "data",
    [
        "rk", "rk:", "rk:setda", "rk:setda:202613:0", "rk:setda:0:0", "rk:setda:202604:x",
        "rk:setda:202604:0:cetak", "rk:setda:202604:0:pdf:pdf", "rk:daftar:-1", "rk:x:199904:0:pdf",
    ],
)  # fmt: skip
async def test_what_no_button_says_does_nothing(world: World, data: str) -> None:
    budi = await operator(world)
    await budi.play((say("/rekap"), "Rekap April 2026"))
    await budi.hears(forged(data))
    assert await world.rows(document) == []


async def test_an_office_that_is_gone_is_told_so(world: World) -> None:
    budi = await operator(world)
    await budi.play((say("/rekap"), "Rekap April 2026"))
    await budi.hears(forged("rk:hilang:202604:0"))
    assert "tidak ada lagi" in budi.newest


async def test_a_month_to_come_has_no_recap(world: World) -> None:
    budi = await operator(world)
    await budi.play((say("/rekap"), "Rekap April 2026"))
    await budi.hears(forged("rk:setda:202605:0"))
    assert "Belum ada rekap Mei 2026 untuk Sekretariat Daerah" in budi.newest
    assert labels(budi) == ["Bulan ini"]


async def test_a_large_office_has_several_pictures(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.texts.recap_page.PAGE_PEOPLE", 3)
    budi = await operator(world)
    await budi.play(
        (say("/rekap"), "Gambar 1 dari 2: 3 pegawai."),
        (tap("Halaman 2 dari 2"), "Gambar 2 dari 2: 1 pegawai."),
        (tap("Halaman 1 dari 2"), "Gambar 1 dari 2: 3 pegawai."),
    )


async def test_many_offices_stand_on_several_pages(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.texts.office_recap.LIST_OFFICES", 2)
    await appoint(world, CITRA, "administrator", None)
    await move(world, CITRA, "dinkes", date(2025, 1, 1))
    citra = await employed(world, CITRA)
    await citra.play(
        (say("/rekap"), "Rekap kantor mana?"),
        (tap("Halaman 2 dari 2"), "Rekap kantor mana?"),
    )
    assert labels(citra) == ["Sekretariat Daerah", "Halaman 1 dari 2"]
