"""Month-end reminders as they arrive: on their dates, once, to whoever looks after the office."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

import pytest

from bot.runtime import scheduler
from bot.runtime.reminding import tell_month
from core.approvals.case import State
from core.law.regulation import Role
from core.organisation.region import Region, load_region
from db.people.holiday import holiday
from db.records.document import document
from db.records.report import report
from handlers.chat.event import PDF, XLSX
from handlers.office import month_rounds
from tests.handlers.dialogue import SILENCE, Speaker, at, insert, old_button, tap, used_since
from tests.handlers.office.people import complete, holds, opened, stamped
from tests.office import BUDI, CITRA, DEWI, EKO, SARI, region_file, wita
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
KRA = pytest.mark.parametrize("regulation", ["karanganyar"])
AHEAD = "Rekap April: 3 hari kerja lagi."
BLG_RECAP = "(Pasal 7 ayat (3) huruf a Perbup Bulungan 32/2023)"
KRA_RECAP = "(Pasal 7 ayat (3) huruf c Perbup Karanganyar 33/2023)"
OPERATOR, HEAD = Role.OPERATOR, Role.HEAD


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    """The regional secretariat stands for the agency of personnel."""
    text = region_file(policy=policy, regulation=regulation)
    return load_region(text.replace("kontak =", 'kantor_bkpsdm = "setda"\nkontak ='), "b.toml")


async def told(who: Speaker, day: str, clock: str = "08.05") -> list[str]:
    """What somebody reads when the sweep has come by at that time."""
    await at(clock, day)(who)

    async def sweep(_: Speaker) -> None:
        await scheduler.remind(who.world.service.app)

    return [" ".join(each.split()) for each in await who.hears(sweep)]


def about(said: Sequence[str], words: str) -> list[str]:
    return [each for each in said if words in each]


async def handed_in(world: World, state: State | None = None) -> None:
    row = {"office": "setda", "month": date(2026, 4, 1), "version": 1, "employee": EKO.id}
    sent = {"handed_in_at": wita("2026-05-05", "09.00"), "contents": {}, "state": state}
    await insert(world, report, id=uuid4(), due_at=wita("2026-05-12", "09.00"), **row, **sent)


@BOTH
async def test_three_working_days_before_the_last_one_the_operator_reads_what_is_open(
    world: World,
) -> None:
    """BLG-7-3a: 30 April 2026 is a Thursday, so it is the Monday before."""
    eko = await holds(world, EKO, OPERATOR)
    await stamped(world, BUDI, "masuk", "07.20")
    assert about(await told(eko, "2026-04-24"), "Rekap") == []
    assert about(await told(eko, "2026-04-27", "07.59"), "Rekap") == []
    (first,) = about(await told(eko, "2026-04-27", "08.00"), AHEAD)
    assert "Di Sekretariat Daerah masih terbuka: 1 hari satu kali presensi" in first
    assert first.endswith(f"Lebih mudah sekarang daripada tanggal 4. {BLG_RECAP}")
    assert about(await told(eko, "2026-04-27", "08.15"), AHEAD) == []
    assert about(await told(eko, "2026-04-28"), AHEAD) == []


async def test_what_was_missed_is_caught_up_on_the_same_day_in_waking_hours(world: World) -> None:
    eko = await holds(world, EKO, OPERATOR)
    await stamped(world, BUDI, "masuk", "07.20")
    assert about(await told(eko, "2026-04-27", "19.59"), AHEAD) != []
    dewi = await holds(world, DEWI, OPERATOR, "rsud")
    assert about(await told(dewi, "2026-04-27", "20.00"), AHEAD) == []
    assert about(await told(dewi, "2026-04-28", "08.00"), AHEAD) == []


async def test_a_holiday_that_is_known_late_moves_it(world: World) -> None:
    """Then the last working day is Wednesday, and it was the Friday before."""
    row = {"name": "Cuti bersama", "kind": "cuti bersama", "decree": "SKB 2"}
    await insert(world, holiday, date=date(2026, 4, 30), **row)
    eko = await holds(world, EKO, OPERATOR)
    await stamped(world, BUDI, "masuk", "07.20")
    assert about(await told(eko, "2026-04-24"), AHEAD) != []
    assert about(await told(eko, "2026-04-27"), "Rekap") == []
    assert about(await told(eko, "2026-04-29"), "Hari kerja terakhir April.") != []


async def test_the_dates_of_bulungan_in_their_order(world: World) -> None:
    """BLG-13-2, BLG-13-4, AMB-28."""
    eko = await holds(world, EKO, OPERATOR)
    await stamped(world, BUDI, "masuk", "07.20")
    (last,) = about(await told(eko, "2026-04-30"), "Hari kerja terakhir April.")
    assert "Draf rekap dibuat Jumat, 1 Mei, pagi." in last
    (draft,) = about(await told(eko, "2026-05-01"), "Draf rekap April, Sekretariat Daerah,")
    assert "Perbaikan dibuka sampai Senin, 4 Mei, pukul 24.00 WITA." in draft
    assert about(await told(eko, "2026-05-02"), "Perbaikan") == []
    assert about(await told(eko, "2026-05-03"), "Perbaikan April: hari ini dan besok.") != []
    assert about(await told(eko, "2026-05-04", "11.59"), "Perbaikan") == []
    (closing,) = about(await told(eko, "2026-05-04", "12.00"), "Perbaikan April tutup malam ini")
    assert "24.00 WITA." in closing
    (ready,) = about(await told(eko, "2026-05-05"), "Laporan April, Sekretariat Daerah, siap")
    assert "Batasnya hari ini, Selasa, 5 Mei." in ready
    assert eko.phone.labels == ["Periksa dan kirim"]
    over = "Laporan April, Sekretariat Daerah, belum diterima BKPSDM."
    (late,) = about(await told(eko, "2026-05-06"), over)
    assert "Batasnya Selasa, 5 Mei. Masih bisa dikirim sekarang." in late
    assert about(await told(eko, "2026-05-07"), over) == []
    assert about(await told(eko, "2026-05-08"), over) != []


async def test_the_draft_comes_as_picture_and_files_to_each_operator_once(world: World) -> None:
    """BLG-7-3a: its picture opens by the button, PDF and workbook are printed on their own."""
    eko, citra = await holds(world, EKO, OPERATOR), await holds(world, CITRA, OPERATOR)
    await stamped(world, BUDI, "masuk", "07.20")
    for clock in ("08.05", "08.20"):
        await told(eko, "2026-05-01", clock)
    asked = [(each.asked_by, each.body.get("media", PDF)) for each in await world.rows(document)]
    theirs = [(who.id, media) for who in (EKO, CITRA) for media in (PDF, XLSX)]
    assert sorted(asked, key=str) == sorted(theirs, key=str)
    for who in (eko, citra):
        await who.play((tap("Buka draf"), "April 2026"))


async def test_where_the_fifth_is_a_saturday_both_dates_are_told(world: World) -> None:
    """AMB-27: 5 September 2026."""
    eko = await holds(world, EKO, OPERATOR)
    assert about(await told(eko, "2026-09-05"), "Laporan") == []
    (ready,) = about(await told(eko, "2026-09-07"), "Laporan Agustus")
    assert "Sabtu, 5 September libur, jadi sampai Senin, 7 September masih tepat waktu." in ready
    assert about(await told(eko, "2026-09-08"), "belum diterima BKPSDM") != []


async def test_a_report_that_lies_with_its_head_is_overdue_and_says_with_whom(
    world: World,
) -> None:
    """BLG-13-1, AMB-81: it is punctual, but not received; to operator, then head, then monitors."""
    eko, sari = await holds(world, EKO, OPERATOR), await holds(world, SARI, HEAD)
    citra = await holds(world, CITRA, Role.ADMINISTRATOR, None)
    await handed_in(world)
    assert about(await told(eko, "2026-05-05"), "Laporan April") == []
    over, counts = "Sudah dikirim, menunggu persetujuan ", []
    for day in ("2026-05-06", "2026-05-08", "2026-05-12"):
        await told(eko, day)
        heard = (about(each.phone.told, over) for each in (eko, sari, citra))
        counts.append([len(each) for each in heard])
    assert counts == [[1, 0, 0], [2, 1, 0], [3, 2, 1]]
    assert "persetujuan Anda. Buka lewat /verifikasi." in about(sari.phone.told, over)[-1]
    for each in (eko, citra):
        assert "persetujuan kepala kantor." in about(each.phone.told, over)[-1]


async def test_a_report_that_was_agreed_to_is_asked_for_no_more(world: World) -> None:
    eko = await holds(world, EKO, OPERATOR)
    await handed_in(world, State.APPROVED)
    assert about(await told(eko, "2026-05-05"), "Laporan April") == []
    assert about(await told(eko, "2026-05-06"), "belum diterima") == []


async def test_one_that_came_back_is_asked_for_again(world: World) -> None:
    eko = await holds(world, EKO, OPERATOR)
    await handed_in(world, State.REJECTED)
    assert about(await told(eko, "2026-05-06"), "belum diterima BKPSDM") != []


async def test_the_head_hears_of_it_from_the_seventh_on_and_then_whoever_monitors(
    world: World,
) -> None:
    """BLG-15, BLG-16: the 8th is the first of its days from the 7th on, then Tuesday the 12th."""
    eko, sari = await holds(world, EKO, OPERATOR), await holds(world, SARI, HEAD)
    citra = await holds(world, CITRA, Role.ADMINISTRATOR, None)
    counts, over = [], "Laporan April, Sekretariat Daerah, belum diterima"
    for day in ("2026-05-06", "2026-05-08", "2026-05-12"):
        await told(eko, day)
        people = (eko, sari, citra)
        counts.append([len(about(each.phone.told, over)) for each in people])
    assert counts == [[1, 0, 0], [2, 1, 0], [3, 2, 1]]


async def test_a_quiet_office_hears_once_and_then_nothing_before_the_report(world: World) -> None:
    """Nobody works in that office."""
    dewi = await holds(world, DEWI, OPERATOR, "dinkes")
    (quiet,) = about(await told(dewi, "2026-04-27"), "Rekap April, Dinas Kesehatan")
    assert "semuanya lengkap. Tidak ada yang perlu dilakukan sampai tanggal 5." in quiet
    for day, clock in (
        ("2026-04-30", "08.05"),
        ("2026-05-01", "08.05"),
        ("2026-05-03", "08.05"),
        ("2026-05-04", "12.05"),
    ):
        said = about(await told(dewi, day, clock), "Dinas Kesehatan")
        older = [*about(said, "Laporan Februari"), *about(said, "Laporan Maret")]
        assert len(said) == len(older)
    assert about(await told(dewi, "2026-05-05"), "Laporan April, Dinas Kesehatan") != []


@KRA
async def test_in_karanganyar_letters_are_due_on_the_first_and_nothing_is_handed_in(
    world: World,
) -> None:
    """KRA-7-3c, KRA-9-3, KAM-05, KAM-13: 1 May is a holiday, so Monday is still on time."""
    await insert(
        world, holiday, date=date(2026, 5, 1), name="Hari Buruh", kind="libur nasional", decree="1"
    )
    eko = await holds(world, EKO, OPERATOR)
    await stamped(world, BUDI, "masuk", "07.20")
    (ahead,) = about(await told(eko, "2026-04-27"), AHEAD)
    assert ahead.endswith(f"Lebih mudah sekarang, selagi semua masih ingat. {KRA_RECAP}")
    (last,) = about(await told(eko, "2026-04-30"), "Hari kerja terakhir April.")
    assert last.endswith(f"Draf rekap dibuat Jumat, 1 Mei, pagi. {KRA_RECAP}")
    (draft,) = about(await told(eko, "2026-05-01"), "Rekap April, Sekretariat Daerah, siap.")
    assert "harus diterima BKPSDM paling lambat hari ini. 1 Mei libur, jadi sampai" in draft
    assert "sampai Senin, 4 Mei masih tepat waktu." in draft
    for day, clock in (
        ("2026-05-03", "08.05"),
        ("2026-05-04", "12.05"),
        ("2026-05-05", "08.05"),
        ("2026-05-06", "08.05"),
    ):
        said = await told(eko, day, clock)
        assert [*about(said, "Perbaikan"), *about(said, "Laporan")] == []


@KRA
async def test_in_karanganyar_a_quiet_office_is_asked_for_its_recap_too(world: World) -> None:
    """KRA-7-3c, KAM-36, KAM-49: once, on the first; and not whoever has handed it in already."""
    eko = await holds(world, EKO, OPERATOR)
    dewi = await holds(world, DEWI, OPERATOR, "dinkes")
    (quiet,) = about(await told(dewi, "2026-04-27"), "Rekap April, Dinas Kesehatan")
    until = "Tidak ada yang perlu dilakukan sampai rekapnya siap diajukan, Jumat, 1 Mei, pagi."
    assert quiet.endswith(f"{until} {KRA_RECAP}")
    assert about(await told(dewi, "2026-04-30"), "Dinas Kesehatan") == []
    await handed_in(world)
    (draft,) = about(await told(dewi, "2026-05-01"), "Rekap April, Dinas Kesehatan, siap.")
    assert "Semuanya lengkap. Periksa, lalu ajukan ke kepala kantor." in draft
    await dewi.play((old_button("Periksa dan ajukan")(dewi), "Rekap April 2026"))
    (done,) = about(eko.phone.told, "siap.")
    assert "ajukan" not in done
    for day in ("2026-05-02", "2026-05-04", "2026-05-12"):
        assert about(await told(dewi, day), "Rekap April") == []


@pytest.mark.parametrize("regulation", ["bulungan", "karanganyar"])
async def test_everybody_reads_what_is_missing_of_their_own_month_and_only_if_something_is(
    world: World,
) -> None:
    """On the last working day and on the second; whoever is complete reads nothing."""
    budi, dewi = await opened(world, BUDI), await opened(world, DEWI)
    for day in range(1, 31):
        await stamped(world, DEWI, "masuk", "21.00", f"2026-04-{day:02}")
    await complete(world, BUDI, but=16)
    (first,) = about(await told(budi, "2026-04-30"), "Presensi Kamis, 16 April belum tercatat.")
    assert "Bila tidak, tidak perlu dijawab." in first
    assert about(await told(budi, "2026-04-30", "08.20"), "16 April") == []
    assert about(await told(budi, "2026-05-01"), "16 April") == []
    (second,) = about(await told(budi, "2026-05-02"), "16 April belum tercatat")
    assert "Mau diingatkan" in first
    assert "Mau diingatkan" not in second
    assert dewi.phone.told != []


async def test_whose_month_is_complete_reads_nothing_of_it(world: World) -> None:
    budi = await opened(world, BUDI)
    await complete(world, BUDI, but=0)
    assert await told(budi, "2026-04-30") == []
    await stamped(world, BUDI, "masuk", "07.10", "2026-05-01")
    assert about(await told(budi, "2026-05-02"), "April") == []


async def test_with_one_tap_everybody_is_reminded_and_the_other_operator_reads_by_whom(
    world: World,
) -> None:
    eko, sari = await holds(world, EKO, OPERATOR), await holds(world, SARI, OPERATOR)
    budi = await opened(world, BUDI)
    await stamped(world, BUDI, "masuk", "07.20")
    assert about(await told(eko, "2026-04-27"), AHEAD) != []
    await eko.play((at("08.12", "2026-04-27"), SILENCE), (tap("Ingatkan mereka"), "2 orang diing"))
    await world.quiet()
    assert any("belum lengkap" in each for each in budi.phone.told)
    if world.profile == "telegram":
        (changed,) = [each for each in sari.phone.told if AHEAD in each]
        assert "Sudah dikerjakan Eko, 08.12 WITA" in changed
        assert sari.phone.labels == ["Lihat daftarnya"]
        return
    count = len(budi.phone.told)
    await sari.play(
        (tap("Ingatkan mereka"), "1 orang diingatkan"),  # Eko, who has just reminded the others
        (tap("Ingatkan mereka"), "Semua yang bisa dihubungi sudah diingatkan"),
    )
    assert len(budi.phone.told) == count


async def test_what_is_left_to_whoever_presses_is_said_and_reminded_of_by_nobody(
    world: World,
) -> None:
    """Everybody was reminded is said only where somebody was."""
    eko, budi = await holds(world, EKO, OPERATOR), await opened(world, BUDI)
    await complete(world, EKO, but=16)
    await stamped(world, BUDI, "masuk", "07.20")
    assert about(await told(eko, "2026-04-27"), AHEAD) != []
    press = old_button("Ingatkan mereka")(eko)
    own, count = "Bagian Anda sendiri masih terbuka.", len(eko.phone.told)
    await eko.play(
        (at("08.12", "2026-04-27"), SILENCE),
        (press, f"✅ 1 orang diingatkan. Hasilnya terlihat di daftar. {own}"),
        (press, f"✅ Semua yang bisa dihubungi sudah diingatkan hari ini. {own}"),
    )
    assert not any("belum lengkap" in each for each in eko.phone.told[count:])
    assert any("belum lengkap" in each for each in budi.phone.told)


async def test_where_nobody_else_can_be_reminded_nobody_is_said_to_be(world: World) -> None:
    eko = await holds(world, EKO, OPERATOR)
    assert about(await told(eko, "2026-04-27"), AHEAD) != []
    await eko.play(
        (tap("Ingatkan mereka"), "Tidak ada orang lain yang bisa diingatkan lewat chat.")
    )


async def test_nobody_else_reads_any_of_it(world: World) -> None:
    """Neither an operator of another office, nor one whose role has ended, nor an employee."""
    dewi, budi = await holds(world, DEWI, OPERATOR, "rsud"), await opened(world, BUDI)
    old = await holds(world, CITRA, OPERATOR, until=date(2026, 4, 26))
    await holds(world, EKO, OPERATOR)
    await told(dewi, "2026-04-27")
    for who in (dewi, budi, old):
        assert about(who.phone.told, "Sekretariat Daerah") == []


async def test_of_a_month_before_the_first_use_nothing_is_asked(world: World) -> None:
    """AMB-52: the office began on 1 May, so April has no recap."""
    eko = await holds(world, EKO, OPERATOR)
    await used_since(world, date(2026, 5, 1))
    assert about(await told(eko, "2026-04-27"), "Rekap") == []
    assert about(await told(eko, "2026-05-05"), "Laporan April") == []
    assert about(await told(eko, "2026-05-26"), "Rekap Mei: 3 hari kerja lagi.") != []


async def test_two_processes_tell_it_once(world: World) -> None:
    """Both have asked what is due before either has told it."""
    eko, app = await holds(world, EKO, OPERATOR), world.service.app
    await stamped(world, BUDI, "masuk", "07.20")
    world.at(wita("2026-04-27", "08.00"))
    (region,) = app.regions.values()
    async with app.engine.connect() as db:
        rounds = await month_rounds.due(db, region, app.clock.now())

    async def both(_: Speaker) -> None:
        for _process in range(2):
            for each in rounds:
                await tell_month(app, region, each)

    assert len(about(await eko.hears(both), AHEAD)) == 1
