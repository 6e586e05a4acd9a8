"""Daily work and the months on a night shift: they go by the evening's date until it is over."""

from datetime import date
from uuid import uuid4

from db.people.employee import exemption
from db.records.activity import activity
from tests.handlers.dialogue import SILENCE, act, at, insert, say, tap
from tests.handlers.night_shift import BOTH_LAWS, CALLED, MORNING, TUESDAY, on_duty, through
from tests.handlers.worker import MONDAY
from tests.office import DEWI, wita
from tests.world import World


async def test_an_activity_is_filed_for_the_evening(world: World) -> None:
    """AMB-16, AMB-20, AMB-56: nothing is in the future but what comes after the night."""
    dewi = await on_duty(world)
    night = [
        (say("/aktivitas"), "Aktivitas tanggal berapa?"),
        (say("besok"), "Selasa, 7 April 2026 terlalu jauh; paling akhir Senin, 6 April 2026."),
        (say("hari ini"), "Jenis aktivitas?"),
        (say("batal"), "Dibatalkan."),
    ]
    after = [
        (say("/aktivitas"), "Aktivitas tanggal berapa?"),
        (say("besok"), "Rabu, 8 April 2026 terlalu jauh; paling akhir Selasa, 7 April 2026."),
    ]
    await through(dewi, night, after, f"Untuk {CALLED}, pilih tanggal itu.")
    assert "dinas malam" not in dewi.newest


async def test_an_activity_of_the_night_has_its_own_limit(world: World) -> None:
    """AMB-16: the work done at 02.00 on Tuesday is Monday's, entered until Wednesday's end."""
    dewi = await on_duty(world)
    form = [
        (say("/aktivitas"), "tanggal berapa?"),
        (tap("Senin, 6 April"), "Jenis aktivitas?"),
        (tap("Jabatan"), "Berapa lama?"),
        (say("60"), "Uraian kegiatannya?"),
        (say("Jaga bangsal"), "Hasil atau output-nya?"),
        (tap("Lewati"), "Foto pendukung?"),
        (tap("Lewati"), "Simpan?"),
        (tap("Ya"), "Tersimpan: 1 jam, Senin, 6 April 2026."),
    ]
    await dewi.play((at("02.00", TUESDAY), SILENCE), *form)
    assert dewi.phone.labels[:1] != ["Selasa, 7 April"]
    assert [row.date for row in await world.rows(activity)] == [date(2026, 4, 6)]


async def test_yesterdays_work_is_that_of_the_night_before(world: World) -> None:
    dewi = await on_duty(world)
    key = {"employee": DEWI.id, "date": date(2026, 4, 5), "kind": "jabatan", "minutes": 60}
    told = {"description": "Jaga bangsal", "filed_at": wita(MONDAY, "02.00")}
    until = {"due_at": wita("2026-04-20", "02.00"), "beyond": 0, "card": uuid4()}
    await insert(world, activity, id=uuid4(), **key, **told, **until)
    await dewi.play(
        (at("00.30", TUESDAY), SILENCE),
        (say("/aktivitas"), "Aktivitas apa?"),
        (tap("Salin kemarin"), "1 jam: Jaga bangsal Salin ke Senin, 6 April 2026?"),
        (say("batal"), "Dibatalkan."),
        *MORNING,
        (at("07.30", TUESDAY), SILENCE),
        (say("/aktivitas"), "Aktivitas apa?"),
    )
    assert "Salin kemarin" not in dewi.phone.labels  # on Monday nothing was entered


@BOTH_LAWS
async def test_the_month_goes_on_until_the_night_of_its_last_day_is_over(world: World) -> None:
    """AMB-56: the night of 31 March is March's."""
    dewi = await on_duty(world, "2026-03-31")
    await dewi.play(
        (at("00.30", "2026-04-01"), SILENCE),
        (say("/rekap_saya"), "Rekap Maret 2026 sampai dinas malam Selasa, 31 Maret"),
        (tap("Bulan lalu"), "Rekap Februari 2026"),
        (at("06.59.59", "2026-04-01"), SILENCE),
        (tap("Bulan ini"), "Rekap Maret 2026 sampai dinas malam Selasa, 31 Maret"),
        *act("2026-04-01", "07.05", "Pulang", "Tercatat pulang"),
        (say("/rekap_saya"), "Rekap April 2026 sampai hari ini"),
        (tap("Bulan lalu"), "Rekap Maret 2026"),
    )
    assert "sampai" not in dewi.newest.partition(" ")[2][:30]


async def test_the_points_are_those_of_the_nights_month(world: World) -> None:
    """BLG-9-2."""
    dewi = await on_duty(world, "2026-03-31")
    await dewi.play(
        (at("00.30", "2026-04-01"), SILENCE),
        (say("/poin"), "Maret 2026: 0 dari 6.800 poin."),
        *act("2026-04-01", "07.05", "Pulang", "Tercatat pulang"),
        (say("/poin"), "April 2026: 0 dari 6.800 poin."),
    )


async def test_daily_work_is_refused_for_the_dates_of_an_exemption_only(world: World) -> None:
    """BLG-9-11: by the date of the work, whenever it is entered."""
    dewi = await on_duty(world)
    row = {"since": date(2026, 4, 7), "until": None, "kind": "ditahan", "decree": "SK 1"}
    await insert(world, exemption, employee=DEWI.id, **row)
    await dewi.play(
        *MORNING,
        (say("/aktivitas"), "tanggal berapa?"),
        (tap("Selasa, 7 April"), "dikecualikan"),
        (say("/aktivitas"), "tanggal berapa?"),
        (tap("Senin, 6 April"), "Jenis aktivitas?"),
    )
