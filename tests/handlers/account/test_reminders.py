"""/pengingat as dialogues: asked for, of the leg that is missing, once, and off by one tap."""

from datetime import date
from uuid import uuid4

import pytest
import sqlalchemy as sa

from bot.runtime import reminding, scheduler
from core.approvals.case import State
from core.law.regulation import Role
from db.people import binding
from db.people.employee import exemption, role
from db.people.holiday import holiday
from db.people.office import edition
from db.people.reminder import reminder
from db.records.request import request
from handlers.attendance import stamp_reminder
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    Gesture,
    Speaker,
    again,
    at,
    employed,
    forged_tap,
    insert,
    say,
    tap,
)
from tests.handlers.office.people import MONDAY, stamped
from tests.office import BUDI, CITRA, SARI, wita
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
MASUK, PULANG = "Belum presensi masuk.", "Belum presensi pulang."
TODAY = date(2026, 4, 6)


async def wants(world: World, *more: tuple[Gesture, str]) -> Speaker:
    """Budi, who switched both on at the beginning of that week."""
    budi = await employed(world, BUDI)
    await budi.play(
        (at("05.00", MONDAY), SILENCE),
        (say("/pengingat"), "Masuk: mati Pulang: mati"),
        (tap("Nyalakan masuk"), "Masuk: 15 menit sebelum jam kerja mulai Pulang: mati"),
        (tap("Nyalakan pulang"), "Pulang: 20 menit sesudah jam kerja selesai"),
        *more,
    )
    return budi


async def told(who: Speaker, clock: str, day: str = MONDAY) -> list[str]:
    """What somebody reads when the clock has looked at everybody at that time."""
    await at(clock, day)(who)

    async def sweep(_: Speaker) -> None:
        await scheduler.remind_to_stamp(who.world.service.app)

    return [" ".join(each.split()) for each in await who.hears(sweep)]


@BOTH
async def test_both_legs_are_reminded_of_once_in_their_minutes(world: World) -> None:
    """AMB-86: 15 minutes before, 20 minutes after."""
    budi = await wants(world)
    assert await told(budi, "07.14") == []
    (first,) = await told(budi, "07.15")
    assert first == f"⏳ {MASUK} Jam kerja mulai pukul 07.30 WITA. Sedang di jalan? Berhenti dulu."
    assert await told(budi, "07.16") == []
    assert await told(budi, "07.30") == []
    assert await told(budi, "16.19") == []
    (second,) = await told(budi, "16.20")
    assert second == f"⏳ {PULANG} Ditutup pukul 18.30 WITA. Masih bekerja? Abaikan."
    assert await told(budi, "16.21") == []
    # And the next day anew.
    assert await told(budi, "04.00", "2026-04-07") == []
    assert [MASUK in each for each in await told(budi, "07.15", "2026-04-07")] == [True]


@pytest.mark.parametrize("regulation", ["karanganyar"])
async def test_in_karanganyar_it_is_the_same_choice(world: World) -> None:
    """KAM-39; the clocks of Budi's office are in WIB there."""
    budi = await employed(world, BUDI)
    await budi.play((say("/pengingat"), "mati"), (tap("Nyalakan masuk"), "15 menit sebelum"))
    assert [MASUK in each for each in await told(budi, "07.15")] == [True]


async def test_whoever_has_stamped_reads_nothing(world: World) -> None:
    budi = await wants(world)
    await stamped(world, BUDI, "masuk", "07.10")
    assert await told(budi, "07.15") == []
    await stamped(world, BUDI, "pulang", "16.05")
    assert await told(budi, "16.20") == []


async def test_minutes_are_ones_own_from_five_to_sixty(world: World) -> None:
    budi = await wants(
        world,
        (tap("Ubah menit masuk"), "Berapa menit sebelum jam kerja mulai? Tulis angka 5 sampai 60."),
        (say("4"), "Silakan tulis angka 5 sampai 60."),
        (say("61"), "Silakan tulis angka 5 sampai 60."),
        (say("lima"), "Silakan tulis angka 5 sampai 60."),
        (say("45"), "Masuk: 45 menit sebelum jam kerja mulai"),
        (tap("Ubah menit pulang"), "Berapa menit sesudah jam kerja selesai?"),
        (say("batal"), "Dibatalkan."),
    )
    assert await told(budi, "06.44") == []
    assert [MASUK in each for each in await told(budi, "06.45")] == [True]


async def test_one_tap_on_the_reminder_ends_that_leg_and_the_other_stays(world: World) -> None:
    budi = await wants(world)
    assert len(await told(budi, "07.15")) == 1
    await budi.play(
        (tap("Jangan ingatkan"), "Pengingat dimatikan. Nyalakan lagi: /pengingat"),
        (say("/pengingat"), "Masuk: mati Pulang: 20 menit"),
    )
    assert len(await told(budi, "16.20")) == 1
    await budi.play(
        (say("/pengingat"), "Masuk: mati Pulang: 20 menit"), (tap("Matikan pulang"), "Pulang: mati")
    )
    assert await told(budi, "07.15", "2026-04-07") == []
    assert await told(budi, "16.20", "2026-04-07") == []


async def test_a_second_delivery_of_a_tap_changes_nothing(world: World) -> None:
    budi = await wants(world)
    await budi.hears(again)
    await budi.play((say("/pengingat"), "Masuk: 15 menit"))


@pytest.mark.parametrize("why", ["a holiday", "leave", "leave that waits", "exempt", "away", "off"])
async def test_nobody_is_reminded_of_a_day_on_which_nothing_is_asked(
    world: World, why: str
) -> None:
    """Also where that was entered after they were looked at in the morning."""
    budi = await wants(world)
    assert await told(budi, "05.30") == []
    asked = {"employee": BUDI.id, "first": TODAY, "last": TODAY, "reason": "x", "id": uuid4()}
    filed = {"filed_at": wita(MONDAY, "05.40"), "due_at": wita("2026-04-20", "08.00")}
    match why:
        case "a holiday":
            row = {"name": "Cuti", "kind": "cuti bersama", "decree": "SKB"}
            await insert(world, holiday, date=TODAY, **row)
        case "leave":
            await insert(
                world, request, code="cuti.tahunan", state=State.APPROVED, **asked, **filed
            )
        case "leave that waits":
            await insert(world, request, code="sakit", state=None, **asked, **filed)
        case "exempt":
            held = {"since": TODAY, "until": None, "kind": "ditahan", "decree": "SK 1"}
            await insert(world, exemption, employee=BUDI.id, **held)
        case "away":
            async with world.service.app.engine.begin() as db:
                to = budi.phone.address
                await binding.set_reachable(db, to, reachable=False, now=wita(MONDAY, "06.00"))
        case "off":
            await budi.play(
                (say("/pengingat"), "15 menit"),
                (tap("Matikan masuk"), "Masuk: mati"),
                (tap("Matikan pulang"), "Pulang: mati"),
            )
    assert await told(budi, "07.15") == []
    assert await told(budi, "16.20") == []


async def test_hours_that_change_overnight_are_reckoned_with(world: World) -> None:
    """From Tuesday on the office begins at eight: nobody is reminded at the old time."""
    budi = await wants(world)
    assert len(await told(budi, "07.15")) == 1
    week = [["08:00", "16:00", 60]] * 5 + [None, None]
    row = {"schedule": "lima-hari", "since": date(2026, 4, 7), "until": None, "week": week}
    await insert(world, edition, **row, opens=None, closes=None)
    assert await told(budi, "04.00", "2026-04-07") == []
    assert await told(budi, "07.15", "2026-04-07") == []
    assert await told(budi, "07.45", "2026-04-07") != []


async def test_what_was_missed_while_nobody_looked_is_not_said_too_late(world: World) -> None:
    budi = await wants(world)
    assert await told(budi, "07.31") == []
    assert [PULANG in each for each in await told(budi, "18.29")] == [True]


async def test_two_processes_remind_once(world: World) -> None:
    budi = await wants(world)
    await at("07.15", MONDAY)(budi)
    app = world.service.app
    (region,) = app.regions.values()
    async with app.engine.connect() as db:
        found = await stamp_reminder.page(db, region, app.clock.now(), None)

    async def both(_: Speaker) -> None:
        for _process in range(2):
            await reminding.remind_of_stamps(app, region, found)

    assert len(await budi.hears(both)) == 1


async def test_who_asked_for_nothing_is_never_read(world: World) -> None:
    citra = await employed(world, CITRA)
    assert await told(citra, "07.15") == []
    assert await world.count(sa.select(sa.func.count()).select_from(reminder)) == 0


async def test_only_who_monitors_an_office_may_silence_its_morning(world: World) -> None:
    """BLG-6-2e: a head may; an employee has no such button, nor does it work for them."""
    held = {"role": Role.HEAD.value, "since": date(2024, 1, 1), "until": None, "decree": "SK 1"}
    await insert(world, role, employee=SARI.id, office="setda", **held)
    sari, budi = await employed(world, SARI), await employed(world, BUDI)
    await sari.play(
        (say("/pengingat"), "Ringkasan pagi kantor: nyala"),
        (tap("Matikan ringkasan"), "Ringkasan pagi kantor: mati"),
        (tap("Nyalakan ringkasan"), "Ringkasan pagi kantor: nyala"),
    )
    await budi.play((say("/pengingat"), "Pulang: mati"))
    assert "Ringkasan" not in budi.newest
    await budi.play((lambda who: forged_tap(who, "pg:sepi:"), STALE))
