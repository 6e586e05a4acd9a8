"""The signed list of an apel: handed in by its office, in time or late, and what it lacks."""

from datetime import date, time
from uuid import UUID

import pytest
import sqlalchemy as sa

from core.law.regulation import Role
from db.people import roster
from db.people.employee import role
from db.people.office import office
from db.records.attachment import pages_of
from db.records.audit import audit
from db.records.ceremony_list import ceremony_list
from db.records.document import document
from handlers.ceremonies.paper import ApelListPaper
from handlers.chat.event import Kept
from handlers.chat.paper import Print, Source
from tests.handlers.calling import ALUN, APEL, MONDAY, SUNDAY, holds, operator, standing
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    Line,
    Speaker,
    again,
    at,
    employed,
    insert,
    old_button,
    photo,
    say,
    share,
    tap,
)
from tests.handlers.naming import hire, met
from tests.handlers.worker import newest
from tests.office import BUDI, CITRA, DEWI, EKO, SARI, wita
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
KARANGANYAR = pytest.mark.parametrize("regulation", ["karanganyar"])
ASKED = "Kirim foto atau PDF daftar hadir apel yang sudah ditandatangani, Sekretariat Daerah."


def handing_in(*, signed: tuple[str, str] | None = None, day: str = "Senin, 6 April") -> list[Line]:
    """The whole of it from /apel, up to the go-ahead; `signed` is typed and what it comes to."""
    said = (say(signed[0]), signed[1]) if signed else (tap("Lewati"), "tidak dihitung")
    return [
        (say("/apel"), f"1. Apel {day}"),
        (tap(f"1. {day}"), f"Apel {day}"),
        (tap("Kirim daftar"), ASKED),
        (photo, "Di daftar ada 4 nama."),
        said,
    ]


@BOTH
@pytest.mark.parametrize(
    ("clock", "answer", "late"),
    [
        pytest.param("09.00.00", "✅ Daftar apel diterima 09.00 WITA.", "in time", id="BLG-8-7"),
        pytest.param(
            "09.00.01",
            "✅ Daftar apel diterima 09.00 WITA, sesudah batas 09.00 WITA. Tetap dipakai.",
            "late",
            id="AMB-12",
        ),
        pytest.param("13.20", "sesudah batas 09.00 WITA. Tetap dipakai.", "late", id="AMB-12 noon"),
    ],
)
async def test_a_list_is_taken_in_time_or_late(
    world: World, clock: str, answer: str, late: str
) -> None:
    sari = await operator(world)
    await standing(world, "setda")
    await sari.play(
        (at("13.00" if clock == "13.20" else "08.50", MONDAY), SILENCE),
        *handing_in(),
        (at(clock, MONDAY), SILENCE),
        (tap("Ya"), answer),
        (again, SILENCE),
    )
    (row,) = await world.rows(ceremony_list)
    assert (row.office, row.nth, row.handed_in_by) == ("setda", 0, SARI.id)
    assert (row.date, row.handed_in_at) == (date(2026, 4, 6), wita(MONDAY, clock))
    assert len(pages_of(row.pages)) == 1
    assert row.unsigned is None
    assert row.called == [each.id.hex for each in (BUDI, CITRA, EKO, SARI)], "by name"
    (line,) = [each for each in await world.rows(audit) if each.action == "daftar apel diterima"]
    assert (line.actor, line.detail["terlambat"]) == (SARI.nip, late == "late")


async def test_who_did_not_sign_is_said_by_number_and_told_where_they_were_there(
    world: World,
) -> None:
    """AMB-74: a machine reads no signature."""
    sari, budi = await operator(world), await employed(world)
    await standing(world, "setda")
    await budi.play(
        (at("07.24", MONDAY), SILENCE), (say("Masuk"), "bagikan"), (share(ALUN), "di apel")
    )
    await sari.play(
        (at("08.51", MONDAY), SILENCE),
        *handing_in(signed=("5", "nomor urut 1 sampai 4")),
        (say("tidak ada"), "nomor urut 1 sampai 4"),
        (say("1, 3 dan 3"), "2 tanda tangan"),
        (tap("Ubah tanda tangan"), "Di daftar ada 4 nama."),
        (tap("Semua bertanda"), "4 tanda tangan"),
        (tap("Ubah tanda tangan"), "Di daftar ada 4 nama."),
        (say("1, 3"), "2 tanda tangan"),
        (tap("Ya"), "✅ Daftar apel diterima 08.51 WITA, 2 tanda tangan."),
    )
    assert "⚠️ 1 orang presensi di apel, tetapi tidak ada tanda tangannya: Budi." in sari.newest
    (row,) = await world.rows(ceremony_list)
    assert row.unsigned == [BUDI.id.hex, EKO.id.hex]


@BOTH
async def test_who_did_not_sign_is_a_person_whatever_number_they_have_by_then(
    world: World,
) -> None:
    """AMB-101: the go-ahead names them; where the list is another one by then it is asked anew."""
    sari = await operator(world)
    await standing(world, "setda")
    await sari.play((at("08.30", MONDAY), SILENCE), *handing_in(signed=("4", "3 tanda tangan")))
    assert "Tidak bertanda tangan: 4. Sari." in " ".join(sari.newest.split())
    await hire(world, 900_000_000_000_000_001, "Aminah")
    async with world.service.app.engine.begin() as db:
        await roster.outdate(db, world.region)
    await sari.play((tap("Ya"), "Daftar pegawainya baru saja berubah. Di daftar ada 5 nama."))
    assert await world.rows(ceremony_list) == []
    await sari.play((say("1, 5"), "Tidak bertanda tangan: 1. Aminah, 5. Sari."))
    await sari.play((tap("Ya"), "3 tanda tangan"))
    (row,) = await world.rows(ceremony_list)
    assert (len(row.called), len(row.unsigned), row.unsigned[1]) == (5, 2, SARI.id.hex)


async def test_a_changed_list_asks_nothing_anew_where_nobody_was_counted(world: World) -> None:
    """AMB-101, the other side: no number was typed that could mean somebody else."""
    sari = await operator(world)
    await standing(world, "setda")
    await sari.play((at("08.30", MONDAY), SILENCE), *handing_in())
    await hire(world, 900_000_000_000_000_001, "Aminah")
    async with world.service.app.engine.begin() as db:
        await roster.outdate(db, world.region)
    await sari.play((tap("Ya"), "diterima"))
    (row,) = await world.rows(ceremony_list)
    assert (len(row.called), row.unsigned) == (5, None)


async def test_a_further_list_of_the_same_office_is_a_further_fact(world: World) -> None:
    sari = await operator(world)
    await standing(world, "setda")
    await sari.play((at("08.30", MONDAY), SILENCE), *handing_in(), (tap("Ya"), "diterima"))
    await sari.play((say("/apel"), "Daftar diterima 08.30 WITA"))
    await sari.play((tap("Batal"), "Dibatalkan"), *handing_in(), (tap("Ya"), "diterima"))
    assert sorted(row.nth for row in await world.rows(ceremony_list)) == [0, 1]


async def test_of_two_at_once_the_second_is_told(world: World) -> None:
    sari, budi = await operator(world), await operator(world, BUDI)
    await standing(world, "setda")
    yes = []
    for each in (sari, budi):
        await each.play((at("08.30", MONDAY), SILENCE), *handing_in())
        yes.append(old_button("Ya")(each))
    await sari.play((yes[0], "diterima"), (yes[0], STALE))
    await budi.play((yes[1], "diterima"))
    assert sorted(row.nth for row in await world.rows(ceremony_list)) == [0, 1]


async def test_the_button_of_the_reminder_begins_it_and_afterwards_nobody_is_reminded(
    world: World,
) -> None:
    await holds(world, SARI)
    sari = await met(world, SARI)
    await standing(world, "setda")
    world.at(wita(MONDAY, "08.15"))
    await world.tick(0)
    await sari.play(
        (tap("Kirim foto"), ASKED),
        (photo, "Di daftar ada 4 nama."),
        (tap("Semua bertanda"), "4 tanda tangan"),
        (tap("Ya"), "✅ Daftar apel diterima 08.15 WITA, 4 tanda tangan."),
    )
    world.at(wita(MONDAY, "08.46"))
    await world.tick(0)
    assert "4 tanda tangan" in await newest(sari)


async def test_who_has_no_right_gets_nothing_by_that_button(world: World) -> None:
    await holds(world, SARI)
    sari = await met(world, SARI)
    await standing(world, "setda")
    world.at(wita(MONDAY, "08.15"))
    await world.tick(0)
    button = old_button("Kirim foto")(sari)
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.delete(role))
    await sari.play((button, "bukan wewenang Anda"))
    assert await world.rows(ceremony_list) == []


async def test_the_head_of_an_office_hands_it_in_too_and_announces_nothing(world: World) -> None:
    await holds(world, BUDI, Role.HEAD)
    budi = await employed(world)
    await budi.play((at("08.30", MONDAY), SILENCE), (say("/apel"), "Belum ada apel"))
    await standing(world, "setda")
    await budi.play(*handing_in(), (tap("Ya"), "diterima"))
    assert "Umumkan apel" not in budi.phone.labels


@KARANGANYAR
async def test_where_no_list_is_asked_for_none_is_taken(world: World) -> None:
    """KAM-13."""
    sari = await operator(world)
    await standing(world, "setda")
    await sari.play((at("08.30", MONDAY), SILENCE), (say("/apel"), "1. Apel Senin, 6 April"))
    assert "Daftar" not in sari.newest
    await sari.play((tap("1. Senin, 6 April"), "Apel Senin, 6 April"))
    assert sari.phone.labels == [] or "Kirim daftar" not in sari.phone.labels


async def test_no_list_before_its_day_and_a_missing_one_is_offered_until_the_month_is_closed(
    world: World,
) -> None:
    """AMB-12: late is accepted, so that it has to be found, too."""
    sari = await operator(world)
    await standing(world, "setda")
    await sari.play(
        (at("09.00", SUNDAY), SILENCE),
        (say("/apel"), "1. Apel Senin, 6 April"),
        (tap("1. Senin, 6 April"), "Apel Senin, 6 April"),
    )
    assert "Kirim daftar" not in sari.phone.labels
    await sari.play((tap("Batal"), "Dibatalkan"), (at("23.50", "2026-05-04"), SILENCE))
    await sari.play(*handing_in(), (tap("Batal"), "Dibatalkan"))
    await sari.play(
        (at("00.01", "2026-05-05"), SILENCE),
        (say("/apel"), "Daftar belum ada"),
        (tap("1. Senin, 6 April"), "Daftar Sekretariat Daerah belum ada"),
    )
    assert "Kirim daftar" not in sari.phone.labels
    await sari.play((at("10.00", "2026-06-01"), SILENCE), (say("/apel"), "Apel atau upacara?"))


async def test_in_a_closed_month_no_list_is_taken(world: World) -> None:
    """Pasal 13 ayat (4)."""
    sari = await operator(world)
    await standing(world, "setda", first=date(2026, 4, 29))
    late = handing_in(day="Rabu, 29 April")
    await sari.play((at("23.50", "2026-05-04"), SILENCE), *late)
    await sari.play(
        (at("00.01", "2026-05-05"), SILENCE), (tap("Ya"), "❌ April 2026 sudah ditutup")
    )
    assert await world.rows(ceremony_list) == []


async def test_each_office_that_is_called_hands_in_its_own(world: World) -> None:
    """With its parts; who is called by name stands on the list of the office that announced it."""
    sari = await operator(world)
    async with world.service.app.engine.begin() as db:
        part = sa.update(office).where(office.c.office == "rsud")
        await db.execute(part.values(parent="setda"))
    await standing(world, "setda", "dinkes", people=(DEWI,))
    await sari.play(
        (at("08.30", MONDAY), SILENCE),
        (say("/apel"), "Daftar: 0 dari 2 kantor"),
        (tap("1. Senin, 6 April"), "Apel Senin, 6 April"),
    )
    assert "Dinas Kesehatan" not in sari.newest
    await sari.play(
        (tap("Kirim daftar"), ASKED),
        (photo, "Di daftar ada 5 nama."),
        (tap("Lewati"), "tidak dihitung"),
        (tap("Ya"), "diterima"),
        (say("/apel"), "Daftar: 1 dari 2 kantor"),
    )


async def test_a_list_is_not_taken_for_what_was_cancelled(world: World) -> None:
    sari = await operator(world)
    await standing(world, "setda", hour=time(8, 45))
    await sari.play((at("08.30", MONDAY), SILENCE), *handing_in())
    yes = old_button("Ya")(sari)
    budi: Speaker = await operator(world, BUDI)
    await budi.play(
        (say("/apel"), "1. Apel Senin"),
        (tap("1. Senin, 6 April"), "Apel Senin"),
        (tap("Batalkan apel"), "Apa sebabnya?"),
        (say("Hujan"), "Tiadakan"),
        (tap("Ya"), "ditiadakan"),
    )
    async with world.service.app.engine.begin() as db:
        await roster.outdate(db, world.region)
    await sari.play((yes, "Apel itu tidak ada lagi. Lihat /apel."))
    assert await world.rows(ceremony_list) == []


async def parts(world: World, count: int) -> list[str]:
    """Parts of Sari's office, of which she is the only operator."""
    codes = [f"uptd{number}" for number in range(1, count + 1)]
    for number, code in enumerate(codes, 1):
        await insert(world, office, office=code, name=f"UPTD {number}", parent="setda")
    return codes


async def test_every_list_of_an_apel_can_be_reached_those_that_lack_first(world: World) -> None:
    """BLG-8-7: six on a screen, and a further one."""
    sari = await operator(world)
    await standing(world, *await parts(world, 7))
    await hire(world, 900_000_000_000_000_001, "Aminah")
    opened: list[Line] = [
        (say("/apel"), "Daftar: 0 dari 7 kantor"),
        (tap("1. Senin, 6 April"), "1. Daftar UPTD 1 belum ada"),
    ]
    await sari.play((at("08.30", MONDAY), SILENCE), *opened)
    assert "7. UPTD 7" not in sari.phone.labels
    assert "Sebelumnya" not in sari.phone.labels
    await sari.play((tap("Berikutnya"), "7. Daftar UPTD 7 belum ada"))
    assert "Berikutnya" not in sari.phone.labels
    assert "1. UPTD 1" not in sari.phone.labels
    await sari.play(
        (tap("Sebelumnya"), "1. Daftar UPTD 1 belum ada"),
        (tap("1. UPTD 1"), "Daftar UPTD 1 belum ada"),
        (tap("Kirim daftar"), "sudah ditandatangani, UPTD 1."),
        (photo, "Di daftar ada 0 nama."),
        (tap("Lewati"), "tidak dihitung"),
        (tap("Ya"), "diterima"),
        (say("/apel"), "Daftar: 1 dari 7 kantor"),
        (tap("1. Senin, 6 April"), "1. Daftar UPTD 2 belum ada"),
        (tap("Berikutnya"), "7. ✅ Daftar UPTD 1 diterima 08.30 WITA"),
        (tap("7. UPTD 1"), "Daftar UPTD 1 diterima"),
    )
    assert {"Unduh daftar", "Kirim daftar", "Lihat daftar"} <= set(sari.phone.labels)


async def test_every_announced_apel_can_be_reached(world: World) -> None:
    sari = await operator(world)
    for number in range(8):
        first = date(2026, 4, 6 + number)
        await standing(world, "setda", id_=UUID(int=100 + number), first=first)
    await sari.play(
        (at("06.30", MONDAY), SILENCE),
        (say("/apel"), "1. Apel Senin, 6 April"),
        (tap("Berikutnya"), "8. Apel Senin, 13 April"),
    )
    assert len(sari.phone.labels) <= 10
    await sari.play((tap("8. Senin, 13 April"), "Apel Senin, 13 April"))
    assert "Batalkan apel" in sari.phone.labels


# --- On paper (Lampiran (B)).


def files(who: Speaker) -> list[str]:
    return [text for text in who.phone.told if "Daftar hadir apel Senin, 6 April" in text]


async def test_the_list_is_printed_ahead_of_its_day_and_sent_as_a_file(world: World) -> None:
    """BLG-8-8."""
    sari = await operator(world)
    await standing(world, "setda")
    await sari.play(
        (at("09.00", SUNDAY), SILENCE),
        (say("/apel"), "1. Apel Senin, 6 April"),
        (tap("1. Senin, 6 April"), "Apel Senin, 6 April"),
    )
    await sari.hears(tap("Unduh daftar"))
    await world.quiet()
    (row,) = await world.rows(document)
    assert (row.kind, row.state, row.asked_by) == ("daftar_apel", "made", SARI.id)
    assert [each["name"] for each in row.files] == ["Daftar-Apel_2026-04-06_setda.pdf"]
    assert any("Sekretariat Daerah" in text for text in files(sari))


async def test_its_rows_stand_in_the_order_in_which_it_is_handed_in(world: World) -> None:
    await standing(world, "setda")
    app = world.service.app
    paper = ApelListPaper(APEL, date(2026, 4, 6), "setda", "Sekretariat Daerah")

    async def nothing(_kept: Kept) -> bytes | None:
        return None

    region = app.regions[world.region]
    now = wita(SUNDAY, "09.00")
    made = await paper.contents(Source(region, now, now, app.engine.connect, nothing))
    (printed,) = made.files
    assert isinstance(printed, Print)
    words = str(printed.form)
    places = [words.index(each.nip[:8]) for each in (BUDI, CITRA, EKO, SARI)]
    assert places == sorted(places)
    assert "ABSENSI APEL ASN" in words


async def test_the_reminder_has_the_list_to_print(world: World) -> None:
    await holds(world, SARI)
    sari = await met(world, SARI)
    await standing(world, "setda")
    world.at(wita(MONDAY, "08.15"))
    await world.tick(0)
    assert sari.phone.labels == ["Unduh daftar", "Kirim foto"]
    button = old_button("Unduh daftar")(sari)
    await sari.hears(button)
    await world.quiet()
    assert files(sari)
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.delete(role))
    await sari.play((button, "bukan wewenang Anda"))
    assert len(await world.rows(document)) == 1
