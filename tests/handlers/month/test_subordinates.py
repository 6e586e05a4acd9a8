"""/bawahan as dialogues: one's own people today, and nobody is absent before the day is over."""

from datetime import date, datetime
from uuid import uuid4

import pytest

from core.approvals.case import State
from db.people.employee import block, exemption, supervision
from db.records.request import request
from db.records.stamp import stamp
from tests.handlers.dialogue import SILENCE, at, insert, rename, say
from tests.handlers.worker import MONDAY, superior
from tests.office import BUDI, CITRA, DEWI, EKO, SARI, Actor, a_region, wita
from tests.world import World, a_world

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
TODAY = date(2026, 4, 6)
MISSING = "Senin, 6 April 2026 4 orang: belum presensi 4 Belum presensi (4) Budi Citra Dewi Eko"
YET = datetime.fromisoformat("2026-04-20T08:00+08:00")
BEFORE = datetime.fromisoformat("2026-04-06T07:00+08:00")


async def stamped(
    world: World, actor: Actor, leg: str, clock: str, *, away: bool = False, day: str = MONDAY
) -> None:
    moment = wita(day, clock)
    key = {"employee": actor.id, "date": date.fromisoformat(day), "leg": leg}
    sent = {"at": moment, "received_at": moment, "channel": "plain", "message": "1"}
    where = {"place": None if away else "kantor-bupati", "distance": None if away else 16.0}
    facts = {"review": False, "evidence": {}, "grounds": []}
    await insert(world, stamp, **key, **sent, **where, **facts)


async def asked(
    world: World, actor: Actor, code: str, state: State | None = None, due: datetime = YET
) -> None:
    """A request for Monday, filed before dawn."""
    row = {"employee": actor.id, "code": code, "first": TODAY, "last": TODAY, "reason": "x"}
    filed = wita("2026-04-01", "06.00")
    await insert(world, request, id=uuid4(), state=state, filed_at=filed, due_at=due, **row)


@pytest.mark.parametrize(
    ("code", "state", "due", "heard"),
    [
        ("cuti.tahunan", State.APPROVED, YET, "tidak di kantor 1, belum presensi 3|Budi, cuti"),
        ("sakit", State.APPROVED, YET, "tidak di kantor 1, belum presensi 3|Budi, sakit"),
        ("izin", State.APPROVED, YET, "tidak di kantor 1, belum presensi 3|Budi, izin"),
        ("dinas_luar", State.APPROVED, YET, "tidak di kantor 1, belum presensi 3|Budi, dinas luar"),
        (
            "tugas_khusus",
            State.APPROVED,
            YET,
            "tidak di kantor 1, belum presensi 3|Budi, tugas khu",
        ),
        ("tugas_khusus", None, YET, "tidak di kantor 1|Budi, tugas khusus, menunggu keputusan"),
        ("cuti.tahunan", None, YET, "belum presensi 4|Budi, cuti menunggu keputusan"),
        ("cuti.tahunan", None, BEFORE, "tidak di kantor 1|Budi, cuti, menunggu keputusan"),
        ("cuti.tahunan", State.REJECTED, YET, "belum presensi 4|Belum presensi (4) Budi Citra"),
        ("sakit", State.WITHDRAWN, YET, "belum presensi 4|Belum presensi (4) Budi Citra"),
        ("pulang_cepat", None, YET, "belum presensi 4|Belum presensi (4) Budi Citra"),
    ],
    ids=[
        "on leave",
        "sick",
        "with a permit",
        "on a trip",
        "on special duty",
        "KAM-06 on special duty, not decided yet",
        "leave that waits",
        "KAM-01 leave that has gone up",
        "leave that was refused",
        "taken back",
        "leaving early, still at home",
    ],
)
async def test_whoever_asked_for_the_day_is_listed_by_what_became_of_it(
    world: World, code: str, state: State | None, due: datetime, heard: str
) -> None:
    sari = await superior(world)
    await asked(world, BUDI, code, state, due)
    counts, line = heard.split("|")
    await sari.play((at("08.00", MONDAY), SILENCE), (say("/bawahan"), counts))
    assert line in sari.newest


@pytest.mark.parametrize(
    ("masuk", "pulang", "heard"),
    [
        ("07.24", None, "hadir 1, belum presensi 3|Hadir (1) Budi, masuk 07.24 WITA Belum"),
        ("07.30.00", None, "hadir 1, belum presensi 3|Hadir (1) Budi, masuk 07.30 WITA Belum"),
        ("07.30.01", None, "terlambat 1|Terlambat (1) Budi, masuk 07.30 WITA, terlambat 1 menit"),
        ("09.00", None, "terlambat 1|Budi, masuk 09.00 WITA, terlambat 1 jam 30 menit"),
        ("07.24", "16.02", "hadir 1|Budi, masuk 07.24 WITA, pulang 16.02 WITA Belum"),
        ("07.24", "15.00", "hadir 1|masuk 07.24 WITA, pulang 15.00 WITA, 1 jam lebih cepat"),
        (None, "16.02", "hadir 1|Hadir (1) Budi, pulang 16.02 WITA Belum"),
    ],
    ids=[
        "early enough",
        "AMB-05 in the last second",
        "AMB-05 a second later",
        "very late",
        "gone home",
        "gone home early",
        "without masuk",
    ],
)
async def test_whoever_is_in_is_listed_with_the_time_and_the_minutes(
    world: World, masuk: str | None, pulang: str | None, heard: str
) -> None:
    """BLG-8-2a: as every reader of the day computes it."""
    sari = await superior(world)
    for leg, clock in (("masuk", masuk), ("pulang", pulang)):
        if clock:
            await stamped(world, BUDI, leg, clock)
    counts, line = heard.split("|")
    await sari.play((at("17.00", MONDAY), SILENCE), (say("/bawahan"), counts))
    assert line in sari.newest


@pytest.mark.parametrize(
    ("state", "line"),
    [
        (State.APPROVED, "Tidak di kantor (1) Budi, tugas khusus, masuk 07.24 WITA Belum"),
        (None, "Budi, tugas khusus, menunggu keputusan, masuk 07.24 WITA Belum"),
        (State.REJECTED, "Belum presensi (4) Budi Citra"),
    ],
)
async def test_a_stamp_from_elsewhere_stands_and_falls_with_what_allowed_it(
    world: World, state: State | None, line: str
) -> None:
    """KAM-06."""
    sari = await superior(world)
    await asked(world, BUDI, "tugas_khusus", state)
    await stamped(world, BUDI, "masuk", "07.24", away=True)
    await sari.play((at("08.00", MONDAY), SILENCE), (say("/bawahan"), line))


@pytest.mark.parametrize("regulation", ["karanganyar"])
@pytest.mark.parametrize(
    ("clock", "heard"),
    [
        ("08.30.00", "Budi, tugas khusus, masuk 07.30 WIB Belum"),
        ("08.30.01", "Budi, tugas khusus, masuk 07.30 WIB, terlambat 1 menit Belum"),
    ],
    ids=["KRA-9A-2a in the last second", "KRA-9A-2a a second later"],
)
async def test_special_duty_has_a_window_of_its_own(world: World, clock: str, heard: str) -> None:
    """In a region without daily work, too."""
    sari = await superior(world)
    await asked(world, BUDI, "tugas_khusus", State.APPROVED)
    await stamped(world, BUDI, "masuk", clock, away=True)
    await sari.play((at("10.00", MONDAY), SILENCE), (say("/bawahan"), heard))


@pytest.mark.parametrize(
    ("state", "gone"),
    [
        (None, ", pulang 15.00 WITA, 1 jam lebih cepat"),
        (State.APPROVED, ", pulang 15.00 WITA, 1 jam lebih cepat"),
        (State.REJECTED, ""),
    ],
)
async def test_going_home_early_from_elsewhere_is_going_home_unless_it_was_refused(
    world: World, state: State | None, gone: str
) -> None:
    """KAM-10, AMB-25: inside the radius, or a reason that stands."""
    sari = await superior(world)
    await asked(world, BUDI, "pulang_cepat", state)
    await stamped(world, BUDI, "masuk", "07.24")
    await stamped(world, BUDI, "pulang", "15.00", away=True)
    line = f"Hadir (1) Budi, masuk 07.24 WITA{gone} Belum"
    await sari.play((at("15.01", MONDAY), SILENCE), (say("/bawahan"), line))


@BOTH
async def test_all_of_them_stand_in_groups_with_their_counts(world: World) -> None:
    """Dewi works at night; after its window what she stamped for yesterday is not today's."""
    sari = await superior(world)
    await stamped(world, BUDI, "masuk", "07.24")
    await stamped(world, CITRA, "masuk", "07.45")
    await stamped(world, DEWI, "masuk", "20.55", day="2026-04-05")
    await asked(world, EKO, "cuti.tahunan", State.APPROVED)
    expected = (
        "Senin, 6 April 2026 4 orang: hadir 1, terlambat 1, tidak di kantor 1, belum presensi 1 "
        "Hadir (1) Budi, masuk 07.24 WITA "
        "Terlambat (1) Citra, masuk 07.45 WITA, terlambat 15 menit "
        "Tidak di kantor (1) Eko, cuti Belum presensi (1) Dewi"
    )
    await sari.play((at("09.00.01", MONDAY), SILENCE), (say("/bawahan"), expected))
    assert sari.newest == expected
    assert sari.phone.labels == []


@pytest.mark.parametrize("clock", ["00.00", "05.00", "06.59.59", "07.00", "16.00.01", "23.59.59"])
async def test_nobody_is_called_absent_before_the_day_is_over(world: World, clock: str) -> None:
    """Until 07.00 Dewi's day is the night before (AMB-56)."""
    sari = await superior(world)
    night = "Dewi, dinas malam Minggu, 5 April" if clock < "07" else "Dewi"
    expected = MISSING.replace("Dewi", night)
    await sari.play((at(clock, MONDAY), SILENCE), (say("/bawahan"), expected))
    assert sari.newest == expected


async def test_a_day_off_is_one_only_for_those_who_are_off(world: World) -> None:
    """On a Saturday Dewi's ward works."""
    sari = await superior(world)
    await sari.play((at("08.00", "2026-04-11"), SILENCE), (say("/bawahan"), "tidak di kantor 3"))
    assert sari.newest.endswith("Budi, libur Citra, libur Eko, libur Belum presensi (1) Dewi")


async def test_the_exempt_are_away_and_why_is_nobodys_business(world: World) -> None:
    """BLG-8-5c, AMB-11."""
    sari = await superior(world)
    row = {"since": date(2026, 4, 1), "until": None, "kind": "ditahan", "decree": "SK 1"}
    await insert(world, exemption, employee=BUDI.id, **row)
    await sari.play((at("08.00", MONDAY), SILENCE), (say("/bawahan"), "Budi, dikecualikan Belum"))
    assert "tahan" not in sari.newest.replace("bertahan", "")


async def test_whoever_is_under_review_is_said_to_be_so(world: World) -> None:
    """AMB-38: no verdict about the day."""
    sari = await superior(world)
    since = wita("2026-04-05", "08.00")
    await insert(world, block, employee=BUDI.id, since=since, until=None, reason="Dua ponsel")
    await sari.play((at("08.00", MONDAY), SILENCE), (say("/bawahan"), "Budi, dalam pemeriksaan"))
    assert "ponsel" not in sari.newest


async def test_names_full_of_signs_are_only_text_and_stand_in_their_order(world: World) -> None:
    await rename(world, BUDI, "Budi & \u202eAnak < 7")
    await rename(world, DEWI, "dewi")
    sari = await superior(world)
    await sari.play(
        (at("08.00", MONDAY), SILENCE), (say("/bawahan"), "(4) Budi & Anak < 7 Citra dewi Eko")
    )


@pytest.mark.usefixtures("furnished")
async def test_before_the_regulation_holds_there_is_no_day_to_speak_of(
    database_url: str, profile: str, policy: str
) -> None:
    """In force since 31 October 2023."""
    async with a_world(
        database_url, wita("2023-10-30", "23.59"), [a_region(policy=policy)]
    ) as world:
        world.profile = profile
        row = {"employee": BUDI.id, "since": date(2023, 1, 1), "supervisor": SARI.id}
        await insert(world, supervision, **row)
        sari = await superior(world)
        await sari.play(
            (say("/bawahan"), "Peraturan presensi belum berlaku hari ini."),
            (at("00.00", "2023-10-31"), SILENCE),
            (say("/bawahan"), "Selasa, 31 Oktober 2023 1 orang"),
        )


async def test_one_whose_day_cannot_be_told_hides_nobody_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that some reader of a day cannot make anything of."""

    def unknown(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr("core.requests.absence.filed_under", unknown)
    sari = await superior(world)
    row = {"employee": CITRA.id, "code": "sakit", "reason": "x", "state": State.APPROVED}
    span = {"first": TODAY, "last": TODAY}
    filed = wita("2026-04-01", "06.00")
    await insert(world, request, id=uuid4(), filed_at=filed, due_at=YET, **row, **span)
    await stamped(world, BUDI, "masuk", "07.24")
    await sari.play(
        (at("08.00", MONDAY), SILENCE),
        (say("/bawahan"), "4 orang: hadir 1, belum presensi 3"),
        (say("/bawahan"), "Citra, belum dapat ditampilkan"),
    )
