"""Every button of every month-end reminder is pressed, and does the thing that it names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest
import sqlalchemy as sa

from bot.runtime import scheduler
from core.law.regulation import Role
from core.month.month_end import Reminder
from core.organisation.region import Region
from db.people.employee import posting
from db.people.office import office
from db.people.office import region as region_table
from db.records.audit import audit
from db.records.report import report
from handlers.texts import office_recap
from handlers.texts import report as report_texts
from handlers.texts.office import data as month_end_data
from handlers.texts.office import key_of
from tests.handlers.dialogue import (
    Gesture,
    Speaker,
    at,
    forged_tap,
    insert,
    old_button,
    tap,
)
from tests.handlers.month.reporting import region_more
from tests.handlers.office.people import complete, holds, opened, stamped
from tests.handlers.worker import newest
from tests.office import BUDI, CITRA, DEWI, EKO, SARI, a_region
from tests.plain_phone import PlainPhone
from tests.world import World

SETDA, APRIL, APRIL_1 = "Sekretariat Daerah", "Sekretariat Daerah, April 2026", date(2026, 4, 1)
OPERATOR, HEAD, ADMIN = Role.OPERATOR, Role.HEAD, Role.ADMINISTRATOR


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    """Another office than that of most of the cast stands for the agency of personnel."""
    return a_region(policy=policy, regulation=regulation, more=region_more(policy))


async def sweep(who: Speaker) -> None:
    await scheduler.remind(who.world.service.app)


async def reads(who: Speaker, day: str, clock: str, words: str) -> str:
    """The reminder of a date, with its buttons as the newest on the screen."""
    await at(clock, day)(who)
    (found,) = [each for each in await who.hears(sweep) if words in each]
    return " ".join(found.split())


def shown(who: Speaker, words: str) -> list[str]:
    """All buttons below the newest message with these words: its files may have come after it."""
    if isinstance(who.phone, PlainPhone):
        papers = [(each.words, [b.label for b in each.buttons]) for each in who.phone.paper]
    else:
        papers = [(each.text or "", each.buttons) for each in who.chat.messages]
    return next(labels for text, labels in reversed(papers) if words in " ".join(text.split()))


@dataclass(frozen=True, slots=True)
class Sent:
    """When a reminder comes, how it begins and ends, and all its buttons in their order."""

    day: str
    clock: str
    words: str
    article: str
    labels: tuple[str, ...]


HERE = (key_of("setda"), "202604")
LISTS = ("Lihat daftarnya", "Ingatkan mereka")
BLG_LAW, KRA_LAW = "Perbup Bulungan 32/2023", "Perbup Karanganyar 33/2023"
RECAP, REVISED = "Pasal 7 ayat (3) huruf a", "Pasal 13 ayat (4)"
DUE, SENDS = "Pasal 13 ayat (2)", ("Periksa dan kirim",)
BLG = {
    Reminder.AHEAD: Sent("2026-04-27", "08.05", "Rekap April: 3 hari kerja lagi.", RECAP, LISTS),
    Reminder.LAST_DAY: Sent("2026-04-30", "08.05", "Hari kerja terakhir April.", RECAP, LISTS),
    Reminder.DRAFT: Sent("2026-05-01", "08.05", "Draf rekap April", REVISED, ("Buka draf", *LISTS)),
    Reminder.REVISION: Sent("2026-05-03", "08.05", "Perbaikan April: hari ini", REVISED, LISTS),
    Reminder.CLOSING: Sent("2026-05-04", "12.05", "Perbaikan April tutup malam", REVISED, LISTS),
    Reminder.REPORT: Sent("2026-05-05", "08.05", "Laporan April, Sek", DUE, SENDS),
    Reminder.OVERDUE: Sent("2026-05-06", "08.05", "Laporan April, Sek", DUE, SENDS),
}
KRA_RECAP = "Pasal 7 ayat (3) huruf c"
KRA = {
    Reminder.AHEAD: replace(BLG[Reminder.AHEAD], article=KRA_RECAP),
    Reminder.LAST_DAY: replace(BLG[Reminder.LAST_DAY], article=KRA_RECAP),
    Reminder.DRAFT: Sent(
        "2026-05-01",
        "08.05",
        "Rekap April, Sekretariat",
        f"{KRA_RECAP} {KRA_LAW}; Pasal 9 ayat (3)",
        ("Periksa dan ajukan", "Buka rekap", *LISTS),
    ),
}


def buttons(who: Speaker, labels: Sequence[str]) -> dict[str, Gesture]:
    """Each can be pressed after others, as on a message that is still there."""
    return {label: old_button(label)(who) for label in labels}


def test_no_reminder_is_forgotten_here() -> None:
    assert BLG.keys() == {*Reminder}


async def ready(world: World, since: date = APRIL_1) -> tuple[Speaker, Speaker]:
    """Eko reads the reminders of the secretariat; Budi has come once and not gone.

    The region has begun in April, so that no older report is missing.
    """
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.update(region_table).values(used_since=since))
    eko, budi = await holds(world, EKO, OPERATOR), await opened(world, BUDI)
    await complete(world, EKO)
    await stamped(world, BUDI, "masuk", "07.20")
    return eko, budi


@pytest.mark.parametrize(
    ("regulation", "which"),
    [*(("bulungan", each) for each in BLG), *(("karanganyar", each) for each in KRA)],
)
async def test_every_button_does_what_it_names(
    world: World, regulation: str, which: Reminder
) -> None:
    """BLG-7-3a, BLG-13-2, BLG-13-4, KRA-7-3c, KRA-9-3; each ends with its article."""
    eko, budi = await ready(world)
    table, law = (BLG, BLG_LAW) if regulation == "bulungan" else (KRA, KRA_LAW)
    sent = table[which]
    said = await reads(eko, sent.day, sent.clock, sent.words)
    assert said.endswith(f" ({sent.article} {law})")
    assert tuple(shown(eko, sent.words)) == sent.labels
    press = buttons(eko, sent.labels)
    if "Lihat daftarnya" in press:
        await eko.play((press["Lihat daftarnya"], f"{APRIL} Masih terbuka:"))
        assert "Presensi satu kali" in eko.phone.labels
    if opens := press.get("Buka draf", press.get("Buka rekap")):
        await eko.play((opens, SETDA))
        assert "April 2026" in eko.newest
        assert {"Kirim PDF", "Kirim Excel"} <= {*eko.phone.labels}
    if "Ingatkan mereka" in press:
        await eko.play((press["Ingatkan mereka"], "orang diingatkan."))
        assert "Bila Anda hadir, jelaskan lewat " in await newest(budi)
        await eko.play((tap("Lihat daftarnya"), f"{APRIL} Masih terbuka:"))
    if "Periksa dan ajukan" in press:
        await eko.play((press["Periksa dan ajukan"], "Rekap April 2026"))
        assert SETDA in eko.newest
        assert "Ajukan ke kepala" in eko.phone.labels
    if "Periksa dan kirim" in press:
        await eko.play((press["Periksa dan kirim"], "Laporan April 2026"))
        assert SETDA in eko.newest
        assert "Kirim" in eko.phone.labels
        await eko.play((tap("Kirim"), "terkirim"))
        (row,) = await world.rows(report)
        assert (row.office, row.month) == ("setda", date(2026, 4, 1))


async def test_the_report_of_the_month_before_opens_that_month(world: World) -> None:
    """Two reports are missing: each button opens its own."""
    eko, _ = await ready(world, date(2026, 3, 1))
    await reads(eko, "2026-04-07", "08.05", "Laporan Maret, Sekretariat Daerah")
    march = old_button("Periksa dan kirim")(eko)
    await reads(eko, "2026-05-06", "08.05", "Laporan April, Sekretariat Daerah")
    april = old_button("Periksa dan kirim")(eko)
    await eko.play((march, "Laporan Maret 2026"), (april, "Laporan April 2026"))


async def test_a_part_that_reports_by_itself_opens_its_own_report(world: World) -> None:
    await insert(world, office, office="bagian", name="Bagian Umum", parent="setda")
    eko, _ = await ready(world)
    sari = await holds(world, SARI, OPERATOR, "bagian")
    await reads(sari, "2026-05-05", "08.05", "Laporan April, Bagian Umum")
    await sari.play((tap("Periksa dan kirim"), "Bagian Umum"))
    await eko.play((tap("Periksa dan kirim"), SETDA))


async def test_who_hands_nothing_in_looks_at_the_report(world: World) -> None:
    """BLG-15, BLG-16: head and monitor hear of it when it is late, and have no button to send."""
    eko, _ = await ready(world)
    sari, citra = await holds(world, SARI, HEAD), await holds(world, CITRA, ADMIN, None)
    await works_at_the_agency(world)
    for day in ("2026-05-06", "2026-05-08", "2026-05-12"):
        await at("08.05", day)(eko)
        await eko.hears(sweep)
        assert eko.phone.labels == ["Periksa dan kirim"]
    for each in (sari, citra):
        told = [said for said in each.phone.told if "Laporan April, Sekretariat" in said]
        assert "Operatornya sudah diingatkan." in told[-1]
        await each.play((tap("Lihat laporan"), "Laporan April 2026"))
        assert SETDA in each.newest
        assert "Kirim" not in each.phone.labels


async def works_at_the_agency(world: World) -> None:
    """Citra, who monitors the region, works where its regulation wants her."""
    await insert(world, posting, employee=CITRA.id, since=date(2024, 2, 1), office="dinkes")


@pytest.mark.parametrize("profile", ["telegram"])  # elsewhere a message stays as it was
async def test_once_another_has_done_it_the_lists_are_left(world: World) -> None:
    """Under the copy of the other operator stands who has reminded everybody, and the ways on."""
    eko, budi = await ready(world)
    sari = await holds(world, SARI, OPERATOR)
    await reads(eko, "2026-05-01", "08.05", "Draf rekap April")
    await eko.play((tap("Ingatkan mereka"), "orang diingatkan."))
    await world.quiet()
    labels = shown(sari, "Draf rekap April")
    assert labels == ["Buka draf", "Lihat daftarnya"]
    press = buttons(sari, labels)
    await sari.play((press["Buka draf"], SETDA), (press["Lihat daftarnya"], APRIL))
    assert any("jelaskan lewat" in each for each in budi.phone.told)


DATA = (
    month_end_data("m", *HERE),
    month_end_data("e", *HERE, Reminder.DRAFT.value),
    office_recap.data("setda", APRIL_1),
    report_texts.data(report_texts.OPEN, APRIL_1, "setda"),
)


@pytest.mark.parametrize("profile", ["plain"])  # where any button can be forged
@pytest.mark.parametrize("data", DATA)
async def test_a_button_in_other_hands_opens_nothing(world: World, data: str) -> None:
    """An employee, and the operator of another office, press what was shown to Eko."""
    eko, budi = await ready(world)
    dewi = await holds(world, DEWI, OPERATOR, "rsud")
    await at("08.05", "2026-05-05")(eko)
    for who in (budi, dewi):
        said = await who.hears(lambda one: forged_tap(one, data))
        assert not any(SETDA in each or "Masih terbuka" in each for each in said)
    await world.quiet()
    assert [row for row in await world.rows(audit) if row.action == "pegawai diingatkan"] == []
    # The control: in the hands of its operator each of them says something of that office.
    said = await eko.hears(lambda one: forged_tap(one, data))
    assert any(SETDA in each or "diingatkan" in each for each in said)
