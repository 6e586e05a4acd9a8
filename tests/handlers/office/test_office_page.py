"""/kantor as dialogues: an office today, what is open of its month, and one tap that reminds."""

from datetime import date

import pytest

from core.law.regulation import Role
from core.organisation.region import Region, load_region
from db.people.departure import departure
from db.people.employee import posting
from db.people.office import office
from db.records.audit import audit
from handlers.texts.office import data, key_of
from handlers.usecases.office_sight import NOT_THEIRS
from tests.handlers.dialogue import SILENCE, STALE, Speaker, again, at, forged_tap, insert, say, tap
from tests.handlers.office.people import MONDAY, asked, holds, opened, stamped, worked
from tests.handlers.worker import newest, superior
from tests.office import BUDI, CITRA, DEWI, EKO, SARI, Actor, region_file, wita
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
TUESDAY = "2026-04-07"
ADMIN = Role.ADMINISTRATOR


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    """The regional secretariat stands for the agency of personnel."""
    text = region_file(policy=policy, regulation=regulation)
    return load_region(text.replace("kontak =", 'kantor_bkpsdm = "setda"\nkontak ='), "b.toml")


async def test_it_tells_today_in_counts_and_the_month_in_things_to_do(world: World) -> None:
    """BLG-7-3a, KRA-7-3c."""
    eko = await holds(world, EKO, Role.OPERATOR)
    await stamped(world, BUDI, "masuk", "07.24", TUESDAY)
    await stamped(world, CITRA, "masuk", "07.45", TUESDAY)
    await stamped(world, BUDI, "masuk", "07.20")
    await eko.play((at("08.00", TUESDAY), SILENCE), (say("/kantor"), "Sekretariat Daerah, April"))
    assert "Selasa, 7 April 2026: hadir 1, terlambat 1, belum presensi 2" in eko.newest
    assert "Belum presensi bukan berarti alpa." in eko.newest
    # Budi came on Monday and did not leave; nobody else came on any working day since the first.
    assert "1 hari satu kali presensi" in eko.newest
    assert "pegawai belum terhubung" in eko.newest


async def test_a_quiet_office_says_so(world: World) -> None:
    eko = await holds(world, EKO, Role.OPERATOR, "dinkes")
    await eko.play((at("08.00", TUESDAY), SILENCE), (say("/kantor"), "Belum ada pegawai di kantor"))


@pytest.mark.parametrize("regulation", ["bulungan", "karanganyar"])
async def test_the_list_names_whose_days_are_open_and_a_tap_reminds_them_once(
    world: World,
) -> None:
    """AMB-88, in both regencies."""
    eko = await holds(world, EKO, Role.OPERATOR)
    budi = await opened(world, BUDI)
    await stamped(world, BUDI, "masuk", "07.20")
    await eko.play(
        (at("08.12", TUESDAY), SILENCE),
        (say("/kantor"), "1 hari satu kali presensi"),
        (tap("Lihat daftarnya"), "Masih terbuka"),
        (tap("Presensi satu kali"), "1. Budi: Senin, 6 April"),
        (tap("1. Budi"), "1. Budi: Senin, 6 April, sudah diingatkan 08.12"),
    )
    assert "1. Budi" not in eko.phone.labels
    assert "Presensi Senin, 6 April hanya satu kali tercatat." in await newest(budi)
    told = len(budi.phone.told)
    lines = await world.rows(audit)
    assert [row.detail for row in lines if row.action == "pegawai diingatkan"] == [
        {"kantor": "setda", "hal": "tl", "jumlah": 1}
    ]
    await eko.play((at("11.00", TUESDAY), SILENCE), (say("/kantor"), "Masih terbuka"))
    await eko.play(
        (tap("Lihat daftarnya"), "Masih terbuka"),
        (tap("Presensi satu kali"), "sudah diingatkan 08.12"),
    )
    assert len(budi.phone.told) == told
    # The next day it is a new reminder.
    await eko.play(
        (at("08.00", "2026-04-08"), SILENCE),
        (say("/kantor"), "Masih terbuka"),
        (tap("Lihat daftarnya"), "Masih terbuka"),
        (tap("Presensi satu kali"), "1. Budi"),
        (tap("1. Budi"), "sudah diingatkan 08.00"),
    )
    await world.quiet()
    assert len(budi.phone.told) == told + 1


@pytest.mark.parametrize(
    ("night", "wakes"),
    [
        (("2026-04-07", "20.00"), ("2026-04-08", "07.00")),
        (("2026-04-08", "06.59"), ("2026-04-08", "07.00")),
    ],
    ids=["in the evening", "in the morning"],
)
async def test_nobody_is_woken_by_a_tap(
    world: World, night: tuple[str, str], wakes: tuple[str, str]
) -> None:
    """AMB-88: what is pressed at night is told at seven, says so, and is the nudge of that day."""
    eko, budi = await holds(world, EKO, Role.OPERATOR), await opened(world, BUDI)
    await stamped(world, BUDI, "masuk", "07.20")
    told = len(budi.phone.told)
    opens = (
        (say("/kantor"), "Masih terbuka"),
        (tap("Lihat daftarnya"), "Masih terbuka"),
    )
    await eko.play(
        (at(night[1], night[0]), SILENCE),
        *opens,
        (tap("Presensi satu kali"), "1. Budi"),
        (tap("1. Budi"), "1. Budi: Senin, 6 April, diingatkan pukul 07.00"),
    )
    assert "1. Budi" not in eko.phone.labels
    await world.quiet()
    assert len(budi.phone.told) == told
    await at(wakes[1], wakes[0])(eko)
    assert "hanya satu kali tercatat" in await newest(budi)
    await eko.play(*opens, (tap("Presensi satu kali"), "6 April, sudah diingatkan 07.00"))
    assert "1. Budi" not in eko.phone.labels


async def test_a_second_tap_or_delivery_sends_nothing_more(world: World) -> None:
    """Two operators press at nearly the same time: one message."""
    eko, sari = await holds(world, EKO, Role.OPERATOR), await holds(world, SARI, Role.OPERATOR)
    budi = await opened(world, BUDI)
    await stamped(world, BUDI, "masuk", "07.20")
    way = (
        (say("/kantor"), "Masih terbuka"),
        (tap("Lihat daftarnya"), "Masih terbuka"),
        (tap("Presensi satu kali"), "1. Budi"),
    )
    await eko.play((at("08.12", TUESDAY), SILENCE), *way)
    await sari.play(*way)
    await eko.play((tap("1. Budi"), "sudah diingatkan 08.12"))
    told = len(budi.phone.told)
    await eko.hears(again)
    await sari.play((tap("1. Budi"), "sudah diingatkan 08.12"))
    await world.quiet()
    assert len(budi.phone.told) == told
    assert len([r for r in await world.rows(audit) if r.action == "pegawai diingatkan"]) == 1


async def test_the_superior_who_has_not_decided_is_reminded_too(world: World) -> None:
    eko, sari = await holds(world, EKO, Role.OPERATOR), await superior(world)
    await worked(world, BUDI)
    await worked(world, CITRA)
    await asked(world, BUDI, "cuti.tahunan")
    await eko.play(
        (at("08.00", TUESDAY), SILENCE),
        (say("/kantor"), "2 aktivitas menunggu atasan"),
        (tap("Lihat daftarnya"), "1 izin menunggu atasan"),
        (tap("Aktivitas menunggu"), "1. Sari: 2 aktivitas"),
        (tap("1. Sari"), "sudah diingatkan 08.00"),
    )
    assert "Menunggu keputusan Anda: 2 aktivitas." in await newest(sari)
    await sari.play((tap("Putuskan sekarang"), "Menunggu keputusan Anda 1. "))


async def test_whom_no_message_reaches_is_named_without_a_button(world: World) -> None:
    eko = await holds(world, EKO, Role.OPERATOR)
    await stamped(world, CITRA, "masuk", "07.20")
    await eko.play(
        (at("08.00", TUESDAY), SILENCE),
        (say("/kantor"), "Masih terbuka"),
        (tap("Lihat daftarnya"), "Masih terbuka"),
        (tap("Presensi satu kali"), "1. Citra: Senin, 6 April, belum terhubung, mohon kabari"),
    )
    assert eko.phone.labels == ["Kembali"]
    await eko.play(
        (tap("Kembali"), "Masih terbuka"),
        (tap("Belum terhubung"), "1. Budi: perlu kode aktivasi"),
    )


async def test_everybody_of_a_list_is_reminded_with_one_tap(world: World) -> None:
    eko = await holds(world, EKO, Role.OPERATOR)
    people = [await opened(world, actor) for actor in (BUDI, CITRA)]
    for actor in (BUDI, CITRA):
        await stamped(world, actor, "masuk", "07.20")
    await eko.play(
        (at("08.00", TUESDAY), SILENCE),
        (say("/kantor"), "2 hari satu kali presensi"),
        (tap("Lihat daftarnya"), "Masih terbuka"),
        (tap("Presensi satu kali"), "Tekan nama untuk mengingatkan"),
        (tap("Ingatkan semua (2)"), "2. Citra: Senin, 6 April, sudah diingatkan 08.00"),
    )
    for each in people:
        assert "hanya satu kali tercatat" in await newest(each)


async def test_whoever_presses_is_told_nothing_and_not_called_told(world: World) -> None:
    """Eko looks at the list and stands on it: not by all at once, nor by a button of his name."""
    eko, budi = await holds(world, EKO, Role.OPERATOR), await opened(world, BUDI)
    sari = await holds(world, SARI, Role.OPERATOR)
    for actor in (EKO, BUDI, CITRA):
        await stamped(world, actor, "masuk", "07.20")
    await opened(world, CITRA)
    before = len(eko.phone.told)
    own = data("i", key_of("setda"), "202604", "tl", EKO.id.hex, 0)
    opens = [
        (say("/kantor"), "Masih terbuka"),
        (tap("Lihat daftarnya"), "Masih terbuka"),
    ]
    await eko.play(
        (at("08.12", TUESDAY), SILENCE),
        *opens,
        (tap("Presensi satu kali"), "3. Eko: Senin, 6 April, Anda sendiri"),
    )
    assert not any("Eko" in label for label in eko.phone.labels)
    await eko.play((tap("Ingatkan semua (2)"), "2. Citra: Senin, 6 April, sudah diingatkan 08.12"))
    await eko.hears(lambda who: forged_tap(who, own))
    assert "3. Eko: Senin, 6 April, Anda sendiri " in f"{eko.newest} "
    assert not any("hanya satu kali" in each for each in eko.phone.told[before:])
    assert "hanya satu kali tercatat" in await newest(budi)
    counted = [
        row.detail["jumlah"] for row in await world.rows(audit) if "diingatkan" in row.action
    ]
    assert counted == [2]
    # The control: in the eyes of another operator he is one of those whom a tap reminds.
    await sari.play(
        *opens,
        (tap("Presensi satu kali"), "3. Eko: Senin, 6 April"),
        (tap("3. Eko"), "3. Eko: Senin, 6 April, sudah diingatkan 08.12"),
    )
    assert any("hanya satu kali" in each for each in eko.phone.told[before:])


async def test_the_people_of_today_stand_page_by_page_as_in_bawahan(world: World) -> None:
    eko = await holds(world, EKO, Role.OPERATOR)
    await stamped(world, BUDI, "masuk", "07.24", TUESDAY)
    await eko.play(
        (at("08.00", TUESDAY), SILENCE),
        (say("/kantor"), "hadir 1"),
        (tap("Pegawai hari ini"), "4 orang: hadir 1, belum presensi 3 Hadir (1) Budi, masuk"),
        (tap("Kembali"), "hadir 1, belum presensi 3"),
        (tap("Bulan lalu"), "Sekretariat Daerah, Maret 2026"),
        (tap("Bulan ini"), "Sekretariat Daerah, April 2026"),
    )


@pytest.mark.parametrize("regulation", ["bulungan", "karanganyar"])
async def test_an_open_day_stays_with_the_office_it_was_spent_in(world: World) -> None:
    """AMB-65, BLG-7-3a: Budi moves on Wednesday, and Monday is still what setda has to see to."""
    eko = await holds(world, EKO, Role.OPERATOR)
    dewi = await holds(world, DEWI, Role.OPERATOR, "rsud")
    await opened(world, BUDI)
    await stamped(world, BUDI, "masuk", "07.20")
    await worked(world, BUDI)
    await insert(world, posting, employee=BUDI.id, since=date(2026, 4, 8), office="rsud")
    await eko.play(
        (at("08.00", "2026-04-09"), SILENCE),
        (say("/kantor"), "belum presensi 3"),
        (tap("Lihat daftarnya"), "1 hari satu kali presensi"),
        (tap("Presensi satu kali"), "1. Budi: Senin, 6 April"),
        (tap("1. Budi"), "sudah diingatkan 08.00"),
        (tap("Kembali"), "1 aktivitas menunggu atasan"),
    )
    await dewi.play((say("/kantor"), "RSUD, April 2026"), (tap("Lihat daftarnya"), "tanpa presen"))
    assert "satu kali presensi" not in dewi.newest
    assert "aktivitas" not in dewi.newest
    await dewi.play((tap("Tanpa presensi"), "Budi: Rabu, 8 April"))
    assert "Budi: Rabu, 8 April " in f"{dewi.newest} "


async def test_who_has_left_is_no_more_of_today_but_still_of_their_month(world: World) -> None:
    """BLG-13-4: Budi's last day was in March, which can be mended for four days more."""
    eko = await holds(world, EKO, Role.OPERATOR)
    await stamped(world, BUDI, "masuk", "07.20", "2026-03-31")
    gone = {"last": date(2026, 3, 31), "kind": "pensiun", "decree": "SK 1"}
    await insert(world, departure, employee=BUDI.id, **gone)
    await eko.play(
        (at("08.00", "2026-04-01"), SILENCE),
        (say("/kantor"), "1 April 2026: belum presensi 3 "),
        (tap("Bulan lalu"), "1 hari satu kali presensi"),
        (tap("Lihat daftarnya"), "Masih terbuka"),
        (tap("Presensi satu kali"), "Budi: Selasa, 31 Maret"),
        (tap("Kembali"), "Masih terbuka"),
        (tap("Belum terhubung"), "perlu kode aktivasi"),
    )
    assert "Budi" not in eko.newest


@pytest.mark.parametrize("actor", [BUDI, DEWI], ids=["an employee", "of another office"])
async def test_who_looks_after_no_office_sees_nothing_of_any(world: World, actor: Actor) -> None:
    await stamped(world, BUDI, "masuk", "07.20")
    who = await opened(world, actor)
    await who.play((at("08.00", TUESDAY), SILENCE), (say("/kantor"), NOT_THEIRS[:40]))
    assert "Budi" not in who.newest
    assert who.phone.labels == []


async def test_an_operator_sees_their_own_office_and_no_button_leads_elsewhere(
    world: World,
) -> None:
    """A button of another office is nobody's, whoever copies it."""
    eko, dewi = (
        await holds(world, EKO, Role.OPERATOR),
        await holds(world, DEWI, Role.OPERATOR, "rsud"),
    )
    budi = await opened(world, BUDI)
    await stamped(world, BUDI, "masuk", "07.20")
    await eko.play(
        (at("08.00", TUESDAY), SILENCE),
        (say("/kantor"), "Sekretariat Daerah"),
        (tap("Lihat daftarnya"), "Masih terbuka"),
        (tap("Presensi satu kali"), "1. Budi"),
    )
    assert "1. Budi" in eko.phone.labels
    await budi.play((say("/kantor"), NOT_THEIRS[:40]))
    told = len(budi.phone.told)
    await dewi.play((say("/kantor"), "RSUD, April 2026"), (nudges_budi, STALE))
    await budi.hears(nudges_budi)
    assert not any("satu kali tercatat" in each for each in budi.phone.told[told:])
    assert [row.action for row in await world.rows(audit)] == []


async def nudges_budi(who: Speaker) -> None:
    """The button of somebody else's list, copied."""
    await forged_tap(who, data("i", key_of("setda"), "202604", "tl", BUDI.id.hex, 0))


async def test_whose_role_has_ended_loses_every_button(world: World) -> None:
    eko = await holds(world, EKO, Role.OPERATOR, until=date(2026, 4, 7))
    await eko.play(
        (at("23.59", TUESDAY), SILENCE),
        (say("/kantor"), "Sekretariat Daerah"),
        (at("00.01", "2026-04-08"), SILENCE),
        (tap("Pegawai hari ini"), NOT_THEIRS[:40]),
        (say("/kantor"), NOT_THEIRS[:40]),
    )


@pytest.mark.parametrize(
    ("regulation", "kind"), [("bulungan", ADMIN), ("karanganyar", Role.BKPSDM_MANAGER)]
)
async def test_who_monitors_the_region_sees_all_offices_those_with_late_ones_first(
    world: World, kind: Role
) -> None:
    """BLG-16, KRA-10-2."""
    eko = await holds(world, EKO, kind, None)
    await asked(world, DEWI, "izin", due=wita(MONDAY, "08.00"))
    await eko.play(
        (at("09.00", MONDAY), SILENCE),
        (say("/kantor"), "3 kantor, yang paling banyak terlambat di atas 1. RSUD: 1 lewat batas"),
        (tap("1. RSUD"), "RSUD, April 2026"),
        (tap("Kantor lain"), "3 kantor"),
    )


@BOTH
async def test_an_office_with_parts_is_one_page(world: World) -> None:
    parent = {"office": "puskesmas", "name": "Puskesmas", "parent": "rsud"}
    await insert(world, office, **parent)
    dewi = await holds(world, DEWI, Role.HEAD, "rsud")
    await dewi.play(
        (at("08.00", MONDAY), SILENCE),
        (say("/kantor"), "RSUD, April 2026"),
        (tap("Kantor lain"), "2 kantor"),
    )


@pytest.mark.parametrize(
    ("regulation", "kind"), [("bulungan", ADMIN), ("karanganyar", Role.BKPSDM_MANAGER)]
)
async def test_days_of_absence_stand_beside_the_bands_for_who_monitors_as_information(
    world: World, kind: Role
) -> None:
    """AMB-43: of a year, with the warning that software judges nobody."""
    eko = await holds(world, EKO, kind, None)
    await eko.play((at("09.00", "2026-03-02"), SILENCE), (say("/kantor"), "3 kantor"))
    name = next(each for each in eko.phone.labels if "Sekretariat" in each)
    await eko.play(
        (tap(name), "Sekretariat Daerah, Maret 2026"),
        (tap("Alpa setahun"), "Alpa tahun 2026, Sekretariat Daerah"),
    )
    # January is closed in Bulungan since 5 February, in Karanganyar since 1 March (AMB-95).
    row = "45 berturut-turut sejak tahun sebelumnya"
    assert f"Budi: 22 hari, {row}, 20 masih bisa berubah." in eko.newest
    assert "Ambang: diberhentikan dengan hormat tidak atas permintaan sendiri" in eko.newest
    assert "Ini hitungan, bukan keputusan." in eko.newest


async def test_bands_are_for_who_monitors_and_for_no_operator_or_head(world: World) -> None:
    eko, sari = await holds(world, EKO, Role.OPERATOR), await holds(world, SARI, Role.HEAD)
    for who in (eko, sari):
        await who.play((at("09.00", "2026-03-02"), SILENCE), (say("/kantor"), "Maret 2026"))
        assert "Alpa setahun" not in who.phone.labels
        await who.hears(shows_the_bands)
        assert not any("Alpa tahun" in each for each in who.phone.told)


async def shows_the_bands(who: Speaker) -> None:
    """The button of a monitor's page, copied."""
    await forged_tap(who, data("b", key_of("setda"), "202603", 0))


async def test_help_names_the_page_to_those_who_have_it(world: World) -> None:
    eko, budi = await holds(world, EKO, Role.OPERATOR), await opened(world, BUDI)
    await eko.play((say("/bantuan"), "/kantor – Kantor Anda hari ini"))
    await budi.play((say("/bantuan"), "/masalah – Laporkan masalah"))
    assert "/kantor" not in budi.newest
