"""/apel as dialogues: who announces, whom it calls, when and where; and cancelling it."""

from datetime import date, time
from functools import partial

import pytest
import sqlalchemy as sa

from core.law.regulation import Role
from core.organisation.region import Region
from db.people.ceremony import (
    ceremony,
    ceremony_cancellation,
    ceremony_employee,
    ceremony_office,
)
from db.people.employee import role
from db.records.audit import audit
from tests.handlers.calling import (
    ASKED,
    MONDAY,
    SUNDAY,
    announced,
    announcing,
    holds,
    operator,
    standing,
)
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    Line,
    again,
    at,
    employed,
    forged_tap,
    old_button,
    say,
    share,
    tap,
)
from tests.handlers.naming import met
from tests.handlers.worker import newest
from tests.office import (
    BUDI,
    CITRA,
    DEWI,
    GATE,
    PINS_UNASKED,
    SARI,
    STREET,
    Actor,
    a_region,
    wita,
)
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
KARANGANYAR = pytest.mark.parametrize("regulation", ["karanganyar"])
DENIED = "Apel diumumkan oleh operator kantor atau BKPSDM."


@BOTH
async def test_an_operator_announces_an_apel_of_their_office(world: World) -> None:
    sari = await operator(world)
    await sari.play((at("09.00", SUNDAY), SILENCE), *announcing())
    assert "Apel Senin, 6 April 2026, 07.30 WITA" in sari.newest
    assert "Di Kantor Bupati" in sari.newest
    assert "Ikut: Sekretariat Daerah" in sari.newest
    assert await announced(world) == []
    await sari.play((tap("Ya"), "✅ Apel Senin, 6 April diumumkan."), (again, SILENCE))
    (row,) = await announced(world)
    assert (row.name, row.first, row.until) == ("Apel", date(2026, 4, 6), date(2026, 4, 6))
    assert (row.hour, row.place, row.office) == (time(7, 30), "kantor-bupati", "setda")
    assert (row.announced_by, row.radius) == (SARI.id, None)
    assert [each.office for each in await world.rows(ceremony_office)] == ["setda"]
    (line,) = [each for each in await world.rows(audit) if each.action == "apel diumumkan"]
    assert (line.actor, line.detail["kantor"]) == (SARI.nip, ["setda"])
    await sari.play((say("/apel"), "1. Apel Senin, 6 April, 07.30 WITA, Kantor Bupati"))


async def test_every_monday_until_a_date(world: World) -> None:
    sari = await operator(world)
    until = (say("27 April"), "Di mana?")
    await sari.play(
        (at("09.00", SUNDAY), SILENCE),
        *announcing(often="Setiap Senin")[:-2],
        (tap("Setiap Senin"), "Sampai tanggal berapa?"),
        (say("12 April"), "terlalu awal"),
        until,
        (tap("1. Kantor Bupati"), "Setiap Senin sampai Senin, 27 April 2026, kecuali hari libur"),
        (tap("Ya"), "diumumkan"),
    )
    (row,) = await announced(world)
    assert row.until == date(2026, 4, 27)
    await sari.play((say("/apel"), "4. Apel Senin, 27 April, 07.30 WITA"))


async def test_a_shared_point_becomes_a_place_of_its_own(world: World) -> None:
    sari = await operator(world)
    await sari.play(
        (at("09.00", SUNDAY), SILENCE),
        *announcing()[:-1],
        (share(STREET), "Apa nama tempat itu?"),
        (say("Alun-alun & Taman"), "Berapa meter"),
        (say("19"), "angka 20 sampai 500"),
        (say("120"), "Di Alun-alun & Taman (sampai 120 m)"),
        (tap("Ya"), "diumumkan"),
    )
    (row,) = await announced(world)
    assert (row.place, row.venue, row.radius) == (None, "Alun-alun & Taman", 120)
    assert abs(row.latitude - STREET[0]) < 0.001


async def test_a_place_of_any_office_is_found_by_its_name(world: World) -> None:
    sari = await operator(world)
    await sari.play(
        (at("09.00", SUNDAY), SILENCE),
        *announcing()[:-1],
        (say("gudang"), "Tempat “gudang” tidak ada."),
        (say("kantor"), "cocok dengan beberapa"),
        (say("dinkes"), "Di Kantor Dinkes"),
    )


@BOTH
async def test_several_people_are_called_by_name(world: World) -> None:
    sari = await operator(world)
    await sari.play(
        (at("09.00", SUNDAY), SILENCE),
        (say("/apel"), ASKED),
        (tap("Upacara"), "Siapa yang ikut?"),
        (tap("Pilih pegawai"), "Tulis NIP-nya, satu per baris."),
        (say("Budi"), "Tulis NIP 18 angka"),
        (say("199003152015031002, 12345"), "“12345” bukan NIP."),
        (say(f"{BUDI.nip}\n000000000000000000"), "NIP 000000000000000000 tidak ada"),
        (say(f"{BUDI.nip}\n{DEWI.nip}"), f"NIP {DEWI.nip} tidak ada, atau pegawai itu bukan"),
        (say(f"{BUDI.nip}\n{CITRA.nip}"), "Tanggal berapa?"),
        (say("6 April"), "Mulai pukul berapa?"),
        (tap("07.30"), "Sekali saja"),
        (tap("Sekali"), "Di mana?"),
        (tap("1. Kantor Bupati"), "Ikut: Budi, Citra"),
        (tap("Ya"), "✅ Upacara Senin, 6 April diumumkan."),
    )
    found = {each.employee for each in await world.rows(ceremony_employee)}
    assert found == {BUDI.id, CITRA.id}
    assert await world.rows(ceremony_office) == []


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    """The secretariat stands for the agency of personnel."""
    home = 'kantor_bkpsdm = "setda"\n'
    return a_region(policy=policy, regulation=regulation, more=home + PINS_UNASKED)


async def test_an_administrator_calls_several_offices(world: World) -> None:
    await holds(world, SARI, Role.ADMINISTRATOR, None)
    sari = await employed(world, SARI)
    await sari.play(
        (at("09.00", SUNDAY), SILENCE),
        (say("/apel"), ASKED),
        (tap("Apel"), "(semua kantor)"),
        (tap("Pilih kantor"), "Kantor mana?"),
        (say("gudang"), "Kantor “gudang” tidak ada"),
        (say("setda, rsud"), "Tanggal berapa?"),
        (say("6 April"), "Mulai pukul berapa?"),
        (say("07.00"), "Sekali saja"),
        (tap("Sekali"), "Di mana?"),
        (tap("1. Kantor Bupati"), "Ikut: Sekretariat Daerah, RSUD"),
        (tap("Ya"), "diumumkan"),
    )
    assert {each.office for each in await world.rows(ceremony_office)} == {"setda", "rsud"}


async def test_an_operator_calls_no_other_office(world: World) -> None:
    sari = await operator(world)
    await sari.play(
        (at("09.00", SUNDAY), SILENCE),
        (say("/apel"), ASKED),
        (tap("Apel"), "Siapa yang ikut?"),
        (tap("Pilih kantor"), "Kantor mana?"),
        (say("rsud"), "Kantor “rsud” tidak ada, atau bukan wewenang Anda."),
    )


@pytest.mark.parametrize("actor", [BUDI, DEWI], ids=lambda each: each.name)
async def test_whoever_has_no_role_gets_nothing(world: World, actor: Actor) -> None:
    await operator(world)
    someone = await employed(world, actor)
    await someone.play((at("09.00", SUNDAY), SILENCE), (say("/apel"), DENIED))
    assert await announced(world) == []


@KARANGANYAR
async def test_in_karanganyar_an_apel_is_announced_too(world: World) -> None:
    sari = await operator(world)
    await sari.play(
        (at("09.00", SUNDAY), SILENCE), *announcing(hour="07.00"), (tap("Ya"), "diumumkan")
    )
    assert len(await announced(world)) == 1


async def test_who_lost_the_role_meanwhile_announces_nothing(world: World) -> None:
    """The right is asked for at the very press."""
    sari = await operator(world)
    await sari.play((at("09.00", SUNDAY), SILENCE), *announcing())
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.delete(role))
    await sari.play((tap("Ya"), DENIED))
    assert await announced(world) == []


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        pytest.param("04.59", "antara 05.00 WITA dan 09.00 WITA", id="before"),
        pytest.param("05.00", "Sekali saja", id="first"),
        pytest.param("09.00", "Sekali saja", id="BLG-8-6 last"),
        pytest.param("09.01", "antara 05.00 WITA dan 09.00 WITA", id="BLG-8-6 after"),
        pytest.param("pagi", "Tulis jamnya", id="no clock"),
        pytest.param("24.00", "Tulis jamnya", id="no hour"),
    ],
)
async def test_the_hour_of_an_apel(world: World, said: str, answered: str) -> None:
    sari = await operator(world)
    await sari.play((at("09.00", SUNDAY), SILENCE), *announcing()[:4], (say(said), answered))


async def test_what_is_past_is_not_announced(world: World) -> None:
    sari = await operator(world)
    await sari.play(
        (at("07.30", MONDAY), SILENCE),
        *announcing()[:4],
        (say("07.30"), "Waktu itu sudah lewat. Mulai pukul berapa?"),
        (say("07.31"), "Sekali saja"),
    )


async def test_the_same_apel_is_announced_once(world: World) -> None:
    sari = await operator(world)
    await sari.play((at("09.00", SUNDAY), SILENCE), *announcing(), (tap("Ya"), "diumumkan"))
    more = [(say("/apel"), "1. Apel Senin"), (tap("Umumkan apel"), ASKED), *announcing()[1:]]
    await sari.play(*more, (tap("Ya"), "Apel yang sama sudah diumumkan. Lihat /apel."))
    assert len(await announced(world)) == 1


async def test_everything_may_be_changed_before_it_is_announced(world: World) -> None:
    sari = await operator(world)
    await sari.play(
        (at("09.00", SUNDAY), SILENCE),
        *announcing(),
        (tap("Ubah jam"), "Mulai pukul berapa?"),
        (tap("07.00"), "07.00 WITA"),
        (tap("Ubah tanggal"), "Tanggal berapa?"),
        (say("13 April"), "Senin, 13 April 2026"),
        (tap("Ubah tempat"), "Di mana?"),
        (share(STREET), "Apa nama tempat itu?"),
        (say("Alun-alun"), "Berapa meter"),
        (say("50"), "Di Alun-alun"),
        (tap("Ubah tempat"), "Di mana?"),
        (share(GATE), "Apa nama tempat itu?"),
        (tap("Kembali"), "Di mana?"),
        (tap("1. Kantor Bupati"), "Di Kantor Bupati"),
        (tap("Ubah siapa"), "Siapa yang ikut?"),
        (tap("Pilih kantor"), "Kantor mana?"),
        (say("setda"), "Umumkan?"),
        (tap("Batal"), "Dibatalkan. Tidak ada yang disimpan."),
    )
    assert await announced(world) == []


async def test_a_stale_button_announces_nothing(world: World) -> None:
    sari = await operator(world)
    await sari.play((at("09.00", SUNDAY), SILENCE), *announcing())
    yes = old_button("Ya")(sari)
    await sari.play((tap("Ya"), "diumumkan"), (yes, STALE))
    assert len(await announced(world)) == 1


# --- Cancelling.


def cancelling() -> list[Line]:
    return [
        (say("/apel"), "Apel dan upacara"),
        (tap("1. Senin, 6 April"), "Apel Senin, 6 April"),
        (tap("Batalkan apel"), "Apa sebabnya?"),
    ]


@BOTH
async def test_an_apel_is_cancelled_and_whoever_was_called_is_told(world: World) -> None:
    sari, budi, dewi = await operator(world), await met(world, BUDI), await met(world, DEWI)
    await standing(world, "setda")
    await sari.play(
        (at("09.00", SUNDAY), SILENCE),
        *cancelling(),
        (say("Hujan <deras>"), "Tiadakan Apel Senin, 6 April, 07.30 WITA, Alun-alun?"),
        (tap("Ya"), "✅ Apel Senin, 6 April ditiadakan."),
    )
    assert "1 pegawai diberi tahu." in sari.newest
    told = await newest(budi)
    assert told == (
        "Apel Senin, 6 April, 07.30 WITA ditiadakan (Alun-alun). Sebabnya: Hujan <deras> "
        "Presensi masuk seperti biasa di kantor."
    )
    assert "ditiadakan" not in await newest(dewi)
    (row,) = await world.rows(ceremony_cancellation)
    assert (row.date, row.cancelled_by, row.reason) == (date(2026, 4, 6), SARI.id, "Hujan <deras>")
    await sari.play((say("/apel"), ASKED))


async def test_of_a_weekly_apel_one_is_cancelled_or_all_that_follow(world: World) -> None:
    sari = await operator(world)
    await standing(world, "setda", until=date(2026, 4, 27))
    await sari.play(
        (at("09.00", SUNDAY), SILENCE),
        (say("/apel"), "4. Apel Senin, 27 April"),
        (tap("2. Senin, 13 April"), "Apel Senin, 13 April"),
        (tap("Batalkan apel"), "Yang mana yang ditiadakan?"),
        (tap("Tanggal ini saja"), "Apa sebabnya?"),
        (say("Libur bersama"), "Tiadakan Apel Senin, 13 April"),
        (tap("Ya"), "✅ Apel Senin, 13 April ditiadakan."),
        (say("/apel"), "2. Apel Senin, 20 April"),
        (tap("2. Senin, 20 April"), "Apel Senin, 20 April"),
        (tap("Batalkan apel"), "Yang mana yang ditiadakan?"),
        (tap("Dan semua berikutnya"), "Apa sebabnya?"),
        (say("Renovasi"), "sampai Senin, 27 April"),
        (tap("Ya"), "✅ Apel 2 kali ditiadakan."),
        (say("/apel"), "1. Apel Senin, 6 April"),
    )
    assert "2. " not in sari.newest
    days = {row.date.day for row in await world.rows(ceremony_cancellation)}
    assert days == {13, 20, 27}


async def test_what_has_begun_is_not_cancelled(world: World) -> None:
    sari = await operator(world)
    await standing(world, "setda")
    await sari.play(
        (at("07.29", MONDAY), SILENCE),
        *cancelling(),
        (say("Hujan"), "Tiadakan"),
        (at("07.30", MONDAY), SILENCE),
        (tap("Ya"), "sudah dimulai, jadi tidak bisa dibatalkan lagi"),
    )
    assert await world.rows(ceremony_cancellation) == []
    await sari.play((say("/apel"), "Daftar belum ada"), (tap("1. Senin, 6 April"), "Apel Senin"))
    assert "Batalkan apel" not in sari.phone.labels


async def test_of_two_who_cancel_at_once_the_second_is_told(world: World) -> None:
    sari, budi = await operator(world), await operator(world, BUDI)
    await standing(world, "setda")
    for each in (sari, budi):
        await each.play((at("09.00", SUNDAY), SILENCE), *cancelling(), (say("Hujan"), "Tiadakan"))
    await sari.play((tap("Ya"), "ditiadakan."))
    heard = await budi.hears(tap("Ya"))
    assert heard == ["Apel itu tidak ada lagi. Lihat /apel."]
    assert len(await world.rows(ceremony_cancellation)) == 1


async def test_an_operator_cancels_no_apel_that_calls_other_offices_too(world: World) -> None:
    sari = await operator(world)
    await standing(world, "setda", "rsud")
    await sari.play((at("09.00", SUNDAY), SILENCE), (say("/apel"), "1. Apel Senin, 6 April"))
    await sari.play((tap("1. Senin, 6 April"), "Apel Senin, 6 April"))
    assert "Batalkan apel" not in sari.phone.labels


async def test_nobody_is_woken_by_a_cancellation(world: World) -> None:
    sari, budi = await operator(world), await met(world, BUDI)
    await standing(world, "setda")
    await sari.play(
        (at("22.00", SUNDAY), SILENCE), *cancelling(), (say("Hujan"), "Tiadakan"), (tap("Ya"), "✅")
    )
    assert "ditiadakan" not in await newest(budi)
    world.at(wita(MONDAY, "07.00"))
    await world.tick(0)
    assert "ditiadakan" in await newest(budi)


async def test_forged_buttons_do_nothing(world: World) -> None:
    budi = await employed(world, DEWI)
    await standing(world, "setda")
    await budi.play((at("09.00", SUNDAY), SILENCE), (say("menu"), "Silakan pilih."))
    key = (await world.rows(ceremony))[0].ceremony.hex
    for data in (
        "apel",
        "apel:x",
        f"apel:tempat:{key}:20260406:0",
        f"apel:halangan:{key}:20260406:0",
        f"apel:hapus:{key}:20260406:0",
        f"apel:daftar:{key}:20260406:9",
    ):
        heard = await budi.hears(partial(forged_tap, data=data))
        assert heard == [STALE], data
