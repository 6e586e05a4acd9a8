"""Superiors and heads go through a month and sign it, in Karanganyar (Pasal 9C ayat (4))."""

from datetime import date, timedelta
from functools import partial

import pytest

from bot.runtime import scheduler
from core.law.regulation import Role
from core.organisation.region import Region
from db.messages.inbox import dead_letter
from db.people.departure import departure
from db.people.employee import role, supervision
from db.records.audit import audit
from db.records.evaluation import evaluation
from handlers.texts.evaluation import key_of
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    Speaker,
    at,
    employed,
    forged_tap,
    insert,
    later,
    old_button,
    say,
    tap,
)
from tests.handlers.month.reporting import appoint, cast, region_more, stamp_of
from tests.handlers.worker import newest
from tests.office import BUDI, CITRA, DEWI, SARI, a_region
from tests.world import World

MONDAY = "2026-05-04"  # the first of May is a Friday here, and a working day where nobody says else
FIRST = "2026-05-01"
READY = "Evaluasi April 2026 siap."
NOBODY = "Tidak ada pegawai yang Anda evaluasi."
DONE = "✅ April 2026 sudah dievaluasi, Jumat, 1 Mei 2026, 10.00 WIB."


@pytest.fixture
def regulation() -> str:
    return "karanganyar"


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    return a_region(policy=policy, regulation=regulation, more=region_more(policy))


async def signed(world: World) -> list[tuple[str, str, bool]]:
    """Which office was signed for, as what, and whether totals were kept with it."""
    rows = await world.rows(evaluation)
    return sorted((row.office, row.role, row.totals["people"] > 0) for row in rows)


async def tick(who: Speaker) -> None:
    await scheduler.remind(who.world.service.app)


async def test_a_superior_goes_through_their_people_and_signs(world: World) -> None:
    """KRA-9C-4, KAM-19: one tap for the sheet, one to sign."""
    _, sari, _ = await cast(world, "karanganyar")
    await stamp_of(world, CITRA, "2026-04-06", "07:42")
    released = {"actor": "cli", "action": "akun dilepas", "detail": {}, "employee": BUDI.id}
    noon = world.clock.now().replace(year=2026, month=4, day=8)
    await insert(world, audit, id=BUDI.id, at=noon, **released)
    await insert(world, audit, id=CITRA.id, at=noon + timedelta(days=30), **released)
    await sari.play((at("10.00", FIRST), SILENCE), (say("/evaluasi"), READY))
    assert "4 pegawai: terlambat 1 kali, tanpa presensi lengkap 0 hari" in sari.newest
    await sari.play((tap("Buka lembar 1"), "1. Budi: alpa 21, ganti akun 1 kali 2. Citra: terlamb"))
    assert "terlambat 1 kali (12 menit), alpa 20" in sari.newest
    await sari.play((tap("Sudah dievaluasi"), DONE))
    assert await signed(world) == [
        ("dinkes", "atasan_langsung", True),
        ("rsud", "atasan_langsung", True),
        ("setda", "atasan_langsung", True),
    ]


async def test_a_head_signs_for_the_office_beside_what_they_sign_as_superior(world: World) -> None:
    """Both roles have a sheet of their own."""
    await appoint(world, CITRA, Role.HEAD, "setda")
    citra = await employed(world, CITRA)
    await citra.play((say("menu"), "Silakan pilih."), (at("10.00", FIRST), SILENCE))
    await citra.play((say("/evaluasi"), f"{READY} Sekretariat Daerah. 4 pegawai"))
    await citra.play((tap("Sudah dievaluasi"), DONE))
    await citra.play((at("11.00", FIRST), SILENCE), (say("/evaluasi"), DONE))
    assert citra.phone.labels == ["Buka lembar"]
    again_ = partial(forged_tap, data=f"ev:sudah:202604:{key_of('setda')}:0")
    await citra.play((again_, DONE))
    assert await signed(world) == [("setda", "kepala", True)]
    lines = [row.action for row in await world.rows(audit)]
    assert lines.count("bulan dievaluasi") == 1


async def test_it_is_the_superior_of_then_who_evaluates(world: World) -> None:
    """KAM-48: of the last day of April; whoever got Budi on the first of May has not seen it."""
    for actor, since in ((BUDI, date(2026, 5, 1)), (CITRA, date(2026, 4, 30))):
        await insert(world, supervision, employee=actor.id, since=since, supervisor=DEWI.id)
    _, sari, _ = await cast(world, "karanganyar")
    dewi = await employed(world, DEWI)
    await dewi.play((say("menu"), "Silakan pilih."), (at("10.00", FIRST), SILENCE))
    await dewi.play((say("/evaluasi"), READY), (tap("Buka lembar"), "1. Citra: alpa 21"))
    assert "Budi" not in dewi.newest
    await sari.play((say("/evaluasi"), READY), (tap("Buka lembar 1"), "1. Budi: alpa 21"))
    assert "Citra" not in sari.newest
    told = [each for each in await dewi.hears(tick) if "siap." in each]
    assert ["1 pegawai" in each for each in told] == [True]


async def test_of_a_superior_who_has_left_the_next_one_goes_through_the_sheet(
    world: World,
) -> None:
    """KAM-48: the sheet of April is not lost with Sari, nor seen by whoever she never had above."""
    await insert(world, supervision, employee=SARI.id, since=date(2024, 1, 1), supervisor=DEWI.id)
    gone = {"last": date(2026, 4, 30), "kind": "pensiun", "decree": "SK 1"}
    await insert(world, departure, employee=SARI.id, **gone)
    dewi = await employed(world, DEWI)
    await dewi.play((say("menu"), "Silakan pilih."), (at("10.00", FIRST), SILENCE))
    await dewi.play((say("/evaluasi"), READY), (tap("Buka lembar"), "1. Budi: alpa 21"))


async def test_the_head_of_two_offices_signs_each_of_them(world: World) -> None:
    """KRA-9C-4: one signature is that of one office, and a superior's is beside both."""
    await appoint(world, CITRA, Role.HEAD, "setda")
    rsud = {"employee": CITRA.id, "role": Role.HEAD.value, "office": "rsud"}
    await insert(world, role, **rsud, since=date(2024, 2, 1), until=None, decree=None)
    _, sari, eko = await cast(world, "karanganyar")
    citra = await employed(world, CITRA)
    await citra.play((say("menu"), "Silakan pilih."), (at("10.00", FIRST), SILENCE))
    await citra.play((say("/evaluasi"), f"1. {READY} RSUD."))
    assert "Buka lembar 2" in citra.phone.labels
    await citra.play((tap("Sudah dievaluasi 2"), DONE))
    assert await signed(world) == [("setda", "kepala", True)]
    await citra.play((at("11.00", FIRST), SILENCE), (say("/evaluasi"), f"2. {READY} Sekretariat"))
    assert citra.newest.count(DONE) == 1
    assert citra.phone.labels == ["Buka lembar 1", "Sudah dievaluasi 1", "Buka lembar 2"]
    first = "Evaluasi April 2026 1. RSUD: kepala belum"
    await eko.play((say("/evaluasi"), first))
    await citra.play((tap("Sudah dievaluasi 1"), "✅ April 2026 sudah dievaluasi"))
    await citra.play((say("/evaluasi"), DONE))
    assert citra.phone.labels == ["Buka lembar 1", "Buka lembar 2"]
    assert await signed(world) == [("rsud", "kepala", True), ("setda", "kepala", True)]
    await sari.play((say("/evaluasi"), READY))
    assert "Sudah dievaluasi 1" in sari.phone.labels


@pytest.mark.parametrize(
    ("day", "answer"),
    [("2026-06-30", "Mei 2026 sudah dievaluasi"), ("2026-07-01", "Juni 2026 sudah dievaluasi")],
    ids=["KAM-37 the month before is asked for all month", "KRA-9C-4 each month anew"],
)
async def test_it_is_last_month_that_is_evaluated(world: World, day: str, answer: str) -> None:
    """Late is not too late."""
    _, sari, _ = await cast(world, "karanganyar")
    await sari.play((at("10.00", day), SILENCE), (say("/evaluasi"), "siap."))
    await sari.play((old_button("Sudah dievaluasi 1")(sari), answer))


async def test_nobody_signs_before_the_first_working_day(world: World) -> None:
    """KAM-37: the first of August 2026 is a Saturday."""
    _, sari, _ = await cast(world, "karanganyar")
    await sari.play((at("23.59.59", "2026-08-02"), SILENCE), (say("/evaluasi"), "Evaluasi Juli"))
    early = old_button("Sudah dievaluasi 1")(sari)
    await sari.play((early, "Buka /evaluasi mulai Senin, 3 Agustus 2026."))
    assert await signed(world) == []
    await sari.play((at("00.00", "2026-08-03"), SILENCE), (say("/evaluasi"), "Evaluasi Juli"))
    await sari.play((old_button("Sudah dievaluasi 1")(sari), "Juli 2026 sudah dievaluasi"))


async def test_whoever_evaluates_is_told_once_on_the_first_working_day(world: World) -> None:
    """Not before ten, not on another day, and no colleague."""
    budi, sari, _ = await cast(world, "karanganyar")
    before = await newest(budi)
    assert [e for e in await sari.hears(at("09.59", "2026-08-03")) if "siap." in e] == []
    assert [e for e in await sari.hears(tick) if "siap." in e] == []
    await sari.play((at("10.00", "2026-08-03"), SILENCE))
    told = [each for each in await sari.hears(tick) if "Evaluasi Juli 2026 siap." in each]
    assert len(told) == 2  # as superior, and as head of her office
    assert [e for e in await sari.hears(tick) if "siap." in e] == []
    assert [e for e in await sari.hears(later(hours=2)) if "siap." in e] == []
    assert await newest(budi) == before
    await sari.play((tap("Sudah dievaluasi"), "Juli 2026 sudah dievaluasi"))


async def test_it_is_not_told_a_day_late(world: World) -> None:
    _, sari, _ = await cast(world, "karanganyar")
    await sari.play((at("10.00", "2026-08-04"), SILENCE))
    assert [e for e in await sari.hears(tick) if "siap." in e] == []


async def test_whoever_verifies_nobody_sees_nothing(world: World) -> None:
    """An ordinary employee, and buttons that were shown to somebody else."""
    citra = await employed(world, CITRA)
    await citra.play((say("menu"), "Silakan pilih."), (at("10.00", FIRST), SILENCE))
    await citra.play((say("/verifikasi"), "Tidak ada yang menunggu keputusan Anda."))
    for verb in ("sudah", "lembar", "cetak", "daftar"):
        forged = partial(forged_tap, data=f"ev:{verb}:202604:orang:0")
        assert await citra.hears(forged) in ([NOBODY_WHOLE], [])
    await citra.play((say("/evaluasi"), NOBODY))
    assert await signed(world) == []


NOBODY_WHOLE = f"{NOBODY} Rekap Anda sendiri: /rekap_saya"


@pytest.mark.parametrize(
    "data", ["ev", "ev:sudah:202604:orang", "ev:apa:202604:orang:0", "ev:sudah:2026:orang:x"]
)
async def test_a_forged_button_means_nothing(world: World, data: str) -> None:
    _, sari, _ = await cast(world, "karanganyar")
    await sari.play((at("10.00", FIRST), SILENCE), (say("/evaluasi"), READY))
    await sari.play((partial(forged_tap, data=data), STALE))
    assert await signed(world) == []


@pytest.mark.parametrize("month", ["202001", "202306", "202606", "999912"])
@pytest.mark.parametrize("verb", ["lembar", "sudah", "cetak", "daftar"])
async def test_a_forged_month_outside_the_law_means_nothing(
    world: World, verb: str, month: str
) -> None:
    """Whoever presses, and whether they evaluate anybody or not: no crash, nothing written."""
    _, sari, eko = await cast(world, "karanganyar")
    await sari.play((at("10.00", FIRST), SILENCE), (say("/evaluasi"), READY))
    await sari.play((partial(forged_tap, data=f"ev:{verb}:{month}:orang:0"), STALE))
    await eko.play((say("/evaluasi"), "Evaluasi"))
    if eko.phone.labels:
        await eko.play((partial(forged_tap, data=f"ev:{verb}:{month}:orang:0"), STALE))
    assert await world.rows(dead_letter) == []
    assert await signed(world) == []


async def test_bkpsdm_sees_who_is_through(world: World) -> None:
    """KRA-10-2: and nobody else."""
    await appoint(world, DEWI, Role.HEAD, "rsud")
    _, sari, eko = await cast(world, "karanganyar")
    await sari.play((at("10.00", FIRST), SILENCE), (say("/evaluasi"), READY))
    head = f"ev:sudah:202604:{key_of('setda')}:0"
    await sari.play((partial(forged_tap, data=head), DONE))
    said = (
        "Evaluasi April 2026 1. RSUD: kepala belum, atasan yang sudah 0 "
        "2. Sekretariat Daerah: kepala sudah, atasan yang sudah 0"
    )
    await eko.play((say("/evaluasi"), said))


@pytest.mark.parametrize("regulation", ["bulungan"])
async def test_where_no_text_asks_for_it_there_is_none(world: World) -> None:
    """AMB-83: neither the command nor a forged button, nor is anybody told."""
    _, sari, _ = await cast(world)
    await sari.play((at("10.00", FIRST), SILENCE))
    assert [e for e in await sari.hears(tick) if "Evaluasi" in e] == []
    await sari.play((say("/evaluasi"), "Evaluasi bulanan tidak ditentukan di daerah ini."))
    await sari.play((partial(forged_tap, data="ev:sudah:202604:orang:0"), STALE))
    assert await signed(world) == []
