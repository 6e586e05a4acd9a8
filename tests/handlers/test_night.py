"""A night shift in every dialogue: "hari ini" is the evening's date until the shift is over."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

import pytest

from bot import scheduler
from core.request_state import State
from db.activity import activity
from db.binding import binding
from db.departure import departure
from db.employee import employee_duty, exemption
from db.request import request
from db.stamp import stamp
from tests.handlers.dialogue import (
    PLEASE,
    SILENCE,
    Line,
    Speaker,
    act,
    at,
    employed,
    insert,
    say,
    share,
    tap,
)
from tests.handlers.worker import MONDAY, superior
from tests.office import BUDI, DEWI, GATE, STREET, wita
from tests.world import World

BOTH_LAWS = pytest.mark.parametrize("regulation", ["bulungan", "karanganyar"])
SUNDAY, TUESDAY = "2026-04-05", "2026-04-07"
# Dewi's ward: from 21.00 to 07.00, stamped from 20.00 to 09.00.
NIGHT = [("23.30", MONDAY), ("00.30", TUESDAY), ("05.59", TUESDAY), ("06.30", TUESDAY)]
CALLED = "dinas malam Senin, 6 April"
MORNING: list[Line] = act(TUESDAY, "07.05", "Pulang", "Tercatat pulang")


async def on_duty(world: World, day: str = MONDAY) -> Speaker:
    """Dewi has come for the night."""
    dewi = await employed(world, DEWI)
    await dewi.play(*act(day, "20.45", "Masuk", "Tercatat masuk"))
    return dewi


async def granted(world: World, first: date, last: date) -> None:
    """Leave of Dewi's."""
    made = {"filed_at": wita(MONDAY, "08.00"), "due_at": wita("2026-04-20", "08.00")}
    by = {"state": State.APPROVED, "decided_at": wita(MONDAY, "09.00"), "reason": "x"}
    row = {"id": uuid4(), "employee": DEWI.id, "code": "cuti.tahunan"}
    await insert(world, request, **row, first=first, last=last, **made, **by)


async def through(
    dewi: Speaker, asked: Sequence[Line], after: Sequence[Line], heard: str = ""
) -> None:
    """The same dialogue at each hour of the night, and another one once she has gone home.

    `heard` stands in the first answer after midnight, when the two dates differ.
    """
    for clock, day in NIGHT:
        await dewi.play((at(clock, day), SILENCE))
        for line in asked:
            await dewi.play(line)
            if line is asked[0] and day == TUESDAY:
                assert heard in dewi.newest, clock
    await dewi.play(*MORNING, (at("07.30", TUESDAY), SILENCE), *after)


@BOTH_LAWS
async def test_the_card_is_the_nights_and_then_tells_how_it_went(world: World) -> None:
    """AMB-56."""
    zone = world.service.app.regions[world.region].zone.key
    wib = "WITA" if zone == "Asia/Makassar" else "WIB"
    dewi = await on_duty(world)
    card = f"Senin, 6 April 2026 Jam kerja 21.00 {wib} sampai 07.00 {wib} Masuk: 20.45 {wib}"
    done = f"Dinas malam Senin, 6 April: masuk 20.45 {wib}, pulang 07.05 {wib}."
    after = "Selasa, 7 April 2026 Jam kerja 21.00"
    await through(dewi, [(say("Hari ini"), card)], [(say("Hari ini"), after)], "Dinas malam Senin")
    assert dewi.newest.endswith(done)
    assert not dewi.newest.startswith("Dinas malam")
    await dewi.play(*act(TUESDAY, "20.50", "Masuk", "Tercatat masuk"), (say("Hari ini"), "Selasa"))
    assert done not in dewi.newest


async def test_a_forgotten_pulang_holds_the_date_until_its_window_closes(world: World) -> None:
    """AMB-56, AMB-41."""
    dewi = await on_duty(world)
    missing = "Dinas malam Senin, 6 April: masuk 20.45 WITA, pulang belum tercatat. Sampaikan"
    await dewi.play(
        (at("09.00.00", TUESDAY), SILENCE),
        (say("Hari ini"), "Dinas malam Senin, 6 April 2026"),
        (at("09.00.01", TUESDAY), SILENCE),
        (say("Hari ini"), missing),
    )
    assert dewi.newest.startswith("Selasa, 7 April 2026")


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


SICK = [(say("/izin"), "Mengajukan apa?"), (say("Sakit"), "Mulai tanggal berapa?")]
SPECIAL = [
    (say("/izin"), "2. Tugas khusus"),
    (tap("2. Tugas khusus"), "Ada surat perintah tugas (SPT)?"),
    (tap("Tidak ada"), "Mulai tanggal berapa?"),
]


@pytest.mark.parametrize(
    ("said", "night", "morning"),
    [
        ("hari ini", "Senin, 6 April 2026", "Selasa, 7 April 2026"),
        ("besok", "Selasa, 7 April 2026", "Rabu, 8 April 2026"),
    ],
)
@pytest.mark.parametrize(
    ("kind", "proof", "regulation"),
    [
        pytest.param(SICK, "Menyusul", "bulungan", id="sick on the shift"),
        pytest.param(SPECIAL, "Lewati", "karanganyar", id="KRA-9A-1 special duty on the shift"),
    ],
)
async def test_a_request_for_today_is_for_the_shift(
    world: World, kind: list[Line], proof: str, said: str, night: str, morning: str
) -> None:
    """AMB-56: its date is not over either, so that its letter may follow."""

    def asked(day: str) -> list[Line]:
        return [
            *kind,
            (say(said), "Sampai tanggal berapa?"),
            (tap("Hari itu saja"), "Apa alasannya?"),
            (say("Perlu"), "Kirim"),
            (tap(proof), day),
            (say("batal"), "Dibatalkan."),
        ]

    dewi = await on_duty(world)
    await through(dewi, asked(night), asked(morning))


async def test_the_dates_to_tap_are_those_around_the_shift(world: World) -> None:
    dewi = await on_duty(world)
    later = ["Senin, 6 April", "Selasa, 7 April", "Rabu, 8 April"]
    near = ["Minggu, 5 April", "Senin, 6 April", "Selasa, 7 April"]
    for clock, day in NIGHT:
        told = f"Untuk {CALLED}, pilih tanggal itu." if day == TUESDAY else SICK[1][1]
        await dewi.play((at(clock, day), SILENCE), SICK[0], (SICK[1][0], told))
        assert [label for label in dewi.phone.labels if "April" in label] == near
        await dewi.play((say("batal"), "Dibatalkan."))
    await dewi.play(*MORNING, *SICK)
    assert [label for label in dewi.phone.labels if "April" in label] == later


async def test_sickness_of_the_night_before_needs_its_letter(world: World) -> None:
    """AMB-56: what is over is told from the shift, not from midnight."""
    dewi = await on_duty(world)
    letter = "Kirim foto atau PDF surat keterangan sakit."
    for said, may_follow in (("hari ini", True), ("kemarin", False)):
        await dewi.play(
            (at("00.30", TUESDAY), SILENCE),
            *SICK,
            (say(said), "Sampai tanggal berapa?"),
            (tap("Hari itu saja"), "Apa alasannya?"),
            (say("Demam"), letter),
        )
        assert ("Menyusul" in dewi.phone.labels) is may_follow, said


@pytest.mark.parametrize(
    ("regulation", "name"),
    [("bulungan", "Dispensasi pulang"), ("karanganyar", "Izin pulang cepat")],
)
async def test_leaving_early_leaves_the_shift(world: World, name: str) -> None:
    """BLG-11-5, KRA-9-5: its words, its stamp and its request have the evening's date."""
    dewi = await on_duty(world)
    told = f"itulah presensi pulang Anda {CALLED}."
    reason, proof = (say("Anak sakit"), "Kirim foto pendukung?"), (tap("Lewati"), told)
    for clock, day in NIGHT:
        begin = [(say("/izin"), "Mengajukan apa?"), (say(name), "Apa alasannya?"), reason, proof]
        await dewi.play((at(clock, day), SILENCE), *begin, (say("batal"), "Dibatalkan."))
    await dewi.play(*begin, (tap("Ya"), "bagikan"), (share(GATE), "Tercatat pulang 06.30"))
    (row,) = await world.rows(request)
    assert (row.first, row.last) == (date(2026, 4, 6), date(2026, 4, 6))
    assert {row.date for row in await world.rows(stamp)} == {date(2026, 4, 6)}
    await dewi.play((say("Hari ini"), "Selasa, 7 April 2026"))


async def test_leaving_the_second_shift_of_a_date_early(world: World) -> None:
    """L4, report 12: within the hours of the night, which are not those of the morning."""
    both = {"employee": DEWI.id, "since": date(2026, 4, 6), "until": date(2026, 4, 6)}
    await insert(world, employee_duty, **both, number=1, schedule="lima-hari")
    await insert(world, employee_duty, **both, number=2, schedule="malam")
    dewi = await on_duty(world)
    await dewi.play(
        (at("02.00", TUESDAY), SILENCE),
        (say("/izin"), "Mengajukan apa?"),
        (say("Dispensasi pulang"), "Apa alasannya?"),
        (say("Anak sakit"), "Kirim foto pendukung?"),
        (tap("Lewati"), "Sekarang 02.00 WITA, 5 jam sebelum jam pulang. Alasan: Anak sakit Setel"),
        (tap("Ya"), "bagikan"),
        (share(STREET), "Tercatat pulang 02.00 WITA, 5 jam lebih cepat"),
    )


async def test_a_share_without_a_press_asks_for_the_shifts_pulang(world: World) -> None:
    dewi = await on_duty(world)
    for clock, day in NIGHT:
        asked = f"Jam pulang {CALLED} pukul 07.00 WITA. Apakah Anda mau presensi pulang?"
        await dewi.play((at(clock, day), SILENCE), (share(GATE), asked), (say("batal"), "Dibatal"))


async def test_a_stamp_of_the_morning_names_its_night(world: World) -> None:
    """AMB-56: 07.05 is Tuesday's clock and Monday's shift."""
    dewi = await on_duty(world)
    assert "Senin, 6 April 2026" in dewi.newest
    assert "dinas malam" not in dewi.newest
    await dewi.play(*MORNING)
    assert "dinas malam Senin, 6 April 2026" in dewi.newest
    await dewi.play((say("/kenapa"), "Presensi pulang dinas malam Senin, 6 April 2026, 07.05 WITA"))


async def test_going_home_without_a_masuk_names_the_night(world: World) -> None:
    dewi = await employed(world, DEWI)
    missing = f"Presensi masuk {CALLED} tidak ada; sampaikan kepada operator."
    await dewi.play(
        (at("07.05", TUESDAY), SILENCE), (say("Pulang"), PLEASE), (share(GATE), missing)
    )


async def test_leave_is_told_as_that_of_the_night(world: World) -> None:
    """L2: whoever stamps although they are on leave for Monday alone."""
    await granted(world, date(2026, 4, 6), date(2026, 4, 6))
    dewi = await on_duty(world)
    assert "Hari ini tetap cuti." in dewi.newest
    await dewi.play(*MORNING)
    assert "Dinas malam Senin, 6 April tetap cuti." in dewi.newest


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


async def test_leave_from_tomorrow_on_is_given_back_until_the_night_is_over(world: World) -> None:
    """L2: what has not begun is the person's own to give back; from then on it is ended."""
    dewi = await on_duty(world)
    await granted(world, date(2026, 4, 7), date(2026, 4, 8))
    night = [(say("/izin_saya"), "1. Cuti tahunan"), (tap("1. Cuti tahunan"), "Cuti tahunan")]
    await dewi.play((at("00.30", TUESDAY), SILENCE), *night)
    assert dewi.phone.labels == ["Tarik kembali"]
    await dewi.play(*MORNING, *night)
    assert dewi.phone.labels == ["Akhiri lebih awal"]


async def test_a_superior_sees_everybody_on_their_own_working_date(world: World) -> None:
    """After midnight Dewi is still on Monday's night, and Budi's Tuesday has not begun."""
    sari, dewi = await superior(world), await on_duty(world)
    line = f"Hadir (1) Dewi, {CALLED}, masuk 20.45 WITA Belum presensi (3) Budi Citra Eko"
    for clock, day in NIGHT[1:]:
        await sari.play((at(clock, day), SILENCE), (say("/bawahan"), line))
    await dewi.play(*MORNING)
    await sari.play((say("/bawahan"), "Belum presensi (4) Budi Citra Dewi Eko"))


@pytest.mark.parametrize(
    ("since", "until", "night", "evening"),
    [
        (date(2026, 4, 7), None, "Tercatat pulang", "Anda dikecualikan dari presensi."),
        (date(2026, 4, 1), date(2026, 4, 6), "Anda dikecualikan dari presensi.", "Tercatat masuk"),
    ],
    ids=["from Tuesday on", "until Monday"],
)
async def test_who_is_exempt_is_asked_for_the_date_of_the_shift(
    world: World, since: date, until: date | None, night: str, evening: str
) -> None:
    """BLG-8-5, AMB-56: the pulang of Monday's night is Monday's, stamped on Tuesday."""
    dewi = await on_duty(world)
    row = {"since": since, "until": until, "kind": "ditahan", "decree": "SK 1"}
    await insert(world, exemption, employee=DEWI.id, **row)
    card = "dikecualikan" if until else "Masuk: 20.45 WITA"
    await dewi.play(
        (at("00.30", TUESDAY), SILENCE),
        (say("Hari ini"), card),
        *act(TUESDAY, "07.05", "Pulang", night),
        *act(TUESDAY, "20.50", "Masuk", evening),
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


async def test_whoever_retires_still_goes_home_from_the_last_night(world: World) -> None:
    """G3, AMB-56: the account is let go once that shift is over, and not at midnight."""
    dewi = await on_duty(world)
    gone = {"last": date(2026, 4, 6), "kind": "pensiun", "decree": "SK 88/2026"}
    await insert(world, departure, employee=DEWI.id, **gone)
    world.at(wita(TUESDAY, "02.00"))
    await scheduler.remind(world.service.app)
    await dewi.play((say("Hari ini"), "Dinas malam Senin, 6 April 2026"), *MORNING)
    assert [row.leg for row in await world.rows(stamp)] == ["masuk", "pulang"]
    await dewi.play((say("Hari ini"), "hanya untuk ASN"))
    await scheduler.remind(world.service.app)
    assert await world.rows(binding) == []


async def test_the_same_point_in_one_night_is_no_other_day(world: World) -> None:
    """Two stamps of one working date, on two dates of the calendar."""
    dewi = await on_duty(world)
    await dewi.play(*MORNING, *act(TUESDAY, "20.50", "Masuk", "Tercatat masuk"))
    signals = {(row.date.day, row.leg): row.evidence["signals"] for row in await world.rows(stamp)}
    told = {key for key, found in signals.items() if "same_point_other_day" in found}
    assert told == {(7, "masuk")}


async def test_an_ordinary_day_begins_at_midnight(world: World) -> None:
    budi = await employed(world, BUDI)
    await budi.play(
        *act(MONDAY, "07.24", "Masuk", "Tercatat masuk"),  # and forgets to stamp in the evening
        (at("00.30", TUESDAY), SILENCE),
        (say("Hari ini"), "Selasa, 7 April 2026 Jam kerja 07.30"),
        *SICK,
        (say("hari ini"), "Sampai tanggal berapa?"),
    )
    assert all("dinas malam" not in each.casefold() for each in budi.answers)
