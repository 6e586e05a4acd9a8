"""A registration that does not fit: what the person, the operator, the list and the audit get."""

from datetime import date

import pytest
import sqlalchemy as sa

from core.law.regulation import Role
from db.people.binding import attempt, binding
from db.people.employee import employee, role
from db.people.mismatch import mismatch
from db.people.office import office
from db.records.audit import audit
from tests.handlers.dialogue import (
    CODE,
    SILENCE,
    Line,
    Speaker,
    a_stranger,
    at,
    contact,
    employed,
    give_code,
    insert,
    say,
    tap,
)
from tests.office import BUDI, CITRA, EKO, SARI, Actor
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
NOT_YET = "Belum terhubung. Data Anda belum cocok dengan data kantor, atau kodenya tidak berlaku."
HOUSE = "Hubungi operator kantor. Di sana terlihat apa yang perlu diperbaiki."
CITRAS = "Hubungi operator Anda, Citra. Di sana terlihat apa yang perlu diperbaiki."
OLD_PHONE = "+6281350009999"
ANOTHER = Actor("Orang Lain", "0", "+6281299999999")


async def operates(world: World, actor: Actor, at_office: str) -> None:
    held = {"role": Role.OPERATOR.value, "since": date(2024, 1, 1), "until": None, "decree": None}
    await insert(world, role, employee=actor.id, office=at_office, **held)


async def an_operator(world: World) -> Speaker:
    """Citra looks after the records of Budi's office, and has her chat open."""
    await operates(world, CITRA, "setda")
    citra = await employed(world, CITRA)
    await citra.play((say("menu"), "Silakan pilih."))
    return citra


async def records_say(world: World, actor: Actor, **facts: str) -> None:
    async with world.service.app.engine.begin() as db:
        mine = employee.c.employee == actor.id
        await db.execute(sa.update(employee).where(mine).values(**facts))


def claim(answered: str, code: str = CODE, nip: str = BUDI.nip, kind: str = "PNS") -> list[Line]:
    return [
        (say(f"/start {code}"), "Apa status pegawai Anda?"),
        (tap(kind), "Berapa NIP Anda?"),
        (say(nip), "bagikan nomor telepon Anda sendiri"),
        (contact(), answered),
    ]


async def told(who: Speaker) -> list[str]:
    await who.world.quiet()
    return [" ".join(text.split()) for text in who.phone.told[1:]]


async def listed(world: World) -> list[tuple[object, str, int]]:
    return [(row.employee, row.parts, row.times) for row in await world.rows(mismatch)]


@BOTH
@pytest.mark.parametrize(
    ("wrong", "part"),
    [
        pytest.param({"phone": OLD_PHONE}, "nomor telepon", id="the phone number"),
        pytest.param({"kind": "CPNS"}, "status", id="BLG-L-A1d the status"),
        pytest.param({"nip": "199003152015031009"}, "NIP", id="the NIP"),
    ],
)
async def test_what_our_records_have_wrong_costs_neither_code_nor_day(
    world: World, wrong: dict[str, str], part: str
) -> None:
    """AMB-61: the operator corrects the records, and the same code works at once."""
    citra = await an_operator(world)
    await records_say(world, BUDI, **wrong)
    await give_code(world)
    budi = a_stranger(world, BUDI)
    for _ in range(6):
        await budi.play(*claim(CITRAS))
    assert budi.newest.startswith(NOT_YET.partition(".")[0])
    assert await listed(world) == [(BUDI.id, part, 6)]
    assert await world.rows(attempt) == []
    (heard,) = await told(citra)
    assert heard == (
        f"Budi belum terhubung. Yang tidak cocok dengan data kantor: {part}. Periksa datanya, "
        "lalu minta Budi mengulang. Kode yang sama masih berlaku."
    )
    right = {"phone": BUDI.phone, "kind": BUDI.kind, "nip": BUDI.nip}
    await records_say(world, BUDI, **right)
    await budi.play(*claim("Hubungkan akun ini dengan Budi"), (tap("Ya"), "Selamat datang, Budi."))
    assert await alarms(world) == []


async def alarms(world: World) -> list[str]:
    return [row.action for row in await world.rows(audit) if row.action.startswith("ALARM")]


@BOTH
async def test_nobody_without_a_valid_code_learns_a_name_or_whether_a_nip_exists(
    world: World,
) -> None:
    await an_operator(world)
    await give_code(world, hours=1)
    stranger = a_stranger(world, ANOTHER)
    answers = set()
    for code, nip in (("SALAH", BUDI.nip), ("SALAH", SARI.nip), ("SALAH", "198001012005011001")):
        await stranger.play(*claim(HOUSE, code, nip))
        answers.add(stranger.newest)
    assert len(answers) == 1
    assert not any(name in text for text in stranger.answers for name in ("Budi", "Citra", "Sari"))
    await stranger.play((at("06.30"), SILENCE), *claim(HOUSE))  # his code has run out
    assert answers == {stranger.newest}


async def test_the_right_code_with_the_nip_of_another_is_held_against_its_owner(
    world: World,
) -> None:
    citra = await an_operator(world)
    await give_code(world)
    budi = a_stranger(world, BUDI)
    await budi.play(*claim(CITRAS, nip=EKO.nip), *claim(CITRAS, nip="198001012005011001"))
    assert await listed(world) == [(BUDI.id, "NIP", 1), (BUDI.id, "NIP", 1)]
    (heard,) = await told(citra)
    assert "Yang tidak cocok dengan data kantor: NIP." in heard
    assert "Eko" not in heard


async def test_an_operator_hears_of_each_invited_person_once_a_day(world: World) -> None:
    citra = await an_operator(world)
    await give_code(world)
    await give_code(world, EKO, "EKO-1")
    for actor in (BUDI, EKO):
        await records_say(world, actor, phone=OLD_PHONE + actor.nip[-1])
    budi, eko = a_stranger(world, BUDI), a_stranger(world, EKO)
    for _ in range(2):
        await budi.play(*claim(CITRAS))
        await eko.play(*claim(CITRAS, "EKO-1", EKO.nip, "CPNS"))
    assert [text.partition(".")[0] for text in await told(citra)] == [
        "Budi belum terhubung",
        "Eko belum terhubung",
    ]
    await budi.play((at("00.00", "2026-01-06"), SILENCE), *claim(CITRAS))
    assert len(await told(citra)) == 3


@pytest.mark.parametrize(("tries", "notices"), [(4, 0), (5, 1), (12, 1)])
async def test_guesses_at_a_public_nip_are_one_notice_a_day_and_no_alarm(
    world: World, tries: int, notices: int
) -> None:
    """AMB-61: NIPs stand on office walls; whoever types them must not wake anybody up."""
    citra = await an_operator(world)
    guessers = [
        a_stranger(world, Actor(f"Penebak {n}", str(n), f"+62812000000{n:02}")) for n in range(3)
    ]
    for number in range(tries):
        nip = BUDI.nip if number % 6 < 5 else EKO.nip
        await guessers[number // 5].play(*claim(HOUSE, f"SALAH-{number}", nip))
    assert await alarms(world) == []
    heard = await told(citra)
    assert len(heard) == notices
    assert all("pendaftaran atas nama Budi tidak cocok hari ini" in text for text in heard)
    assert sum(row.times for row in await world.rows(mismatch)) == tries


async def test_only_a_valid_code_of_a_bound_person_rings_an_alarm(world: World) -> None:
    citra = await an_operator(world)
    await employed(world)
    thief = a_stranger(world, ANOTHER)
    await thief.play(*claim(HOUSE, "SALAH"))
    assert await alarms(world) == []
    await give_code(world, code="KODE-2")
    await thief.play(*claim(CITRAS, "KODE-2"))
    assert await alarms(world) == [
        "ALARM: kode pegawai yang sudah terhubung dipakai akun lain",
    ]
    assert [row.employee for row in await world.rows(binding)] == [CITRA.id, BUDI.id]
    (heard,) = await told(citra)
    assert "Kode Budi dipakai akun lain, padahal Budi sudah terhubung." in heard
    assert (BUDI.id, "nomor telepon, sudah terhubung", 1) in await listed(world)


async def test_an_office_without_operators_has_those_of_the_one_above(world: World) -> None:
    await operates(world, CITRA, "dinkes")
    await give_code(world)
    await records_say(world, BUDI, phone=OLD_PHONE)
    budi = a_stranger(world, BUDI)
    await budi.play(*claim(HOUSE))
    async with world.service.app.engine.begin() as db:
        setda = sa.update(office).where(office.c.office == "setda")
        await db.execute(setda.values(parent="dinkes"))
    await budi.play(*claim(CITRAS))
    await operates(world, SARI, "setda")
    await budi.play(*claim("Hubungi operator Anda, Sari."))
