"""Who gets an answer and who gets none: strangers, leftovers, forged buttons, odd commands."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.runtime.app import UNSENT_MAX
from db import chat_accounts
from db.messages import conversation, outbox
from db.messages.inbox import dead_letter
from db.messages.outbox import NewMessage
from db.people import binding
from db.records.stamp import stamp
from handlers.chat.event import Incoming, Text
from tests.handlers.dialogue import (
    CODE,
    PLEASE,
    SILENCE,
    STALE,
    Gesture,
    Line,
    Speaker,
    a_stranger,
    again,
    at,
    contact,
    employed,
    forged_tap,
    give_code,
    later,
    photo,
    say,
    share,
    tap,
)
from tests.office import BUDI, CITRA, GATE, Actor
from tests.world import World

STRANGER = Actor("Orang Lain", "0", "+6281299999999")
GREETING = (
    "Halo, ini E-Presensi. Presensi dan laporan kerja di sini hanya untuk ASN Kabupaten Bulungan. "
    "Anda ASN? Buka tautan aktivasi dari operator kantor, atau ketik /start lalu kodenya. Bantuan: "
    "/bantuan. Data yang disimpan: /privasi."
)
HINT = "Tekan Masuk atau Pulang, atau lihat /bantuan."
MONDAY = "2026-04-06"

KNOCKS: list[Line] = [
    *((say(word), SILENCE) for word in ("Masuk", "/pulang", "Hari ini", "/kenapa", "/izin")),
    *((say(word), SILENCE) for word in ("/batal", "kembali", "menu", "tolong")),
    (share(GATE), SILENCE),
    (photo, SILENCE),
    (contact(), SILENCE),
]


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_a_stranger_gets_one_polite_answer_in_six_hours_and_nothing_else(
    world: World,
) -> None:
    await employed(world, CITRA)  # an office with people in it
    stranger = a_stranger(world, STRANGER)
    await stranger.play(
        (at("07.00", MONDAY), SILENCE),
        (say("/hari_ini"), GREETING),
        (again, SILENCE),
        *KNOCKS,
        (later(hours=5, minutes=59, seconds=59), SILENCE),
        (say("halo?"), SILENCE),
        (later(seconds=1), SILENCE),
        (share(GATE), GREETING),
        (say("halo?"), SILENCE),
    )
    assert list(await stranger.state()) == ["greeted"]
    assert await world.rows(stamp) == []
    assert not any(CITRA.name in text for text in stranger.answers)


async def test_whatever_a_stranger_sends_first_gets_the_same_answer(world: World) -> None:
    stranger = a_stranger(world, STRANGER)
    for first in (photo, contact(), share(GATE), say("a" * 4096), say("🙏"), say("/rekap_saya")):
        await stranger.play((first, GREETING), (photo, SILENCE), (later(hours=6), SILENCE))


async def test_a_stranger_is_always_told_how_to_join_and_what_is_kept(world: World) -> None:
    stranger = a_stranger(world, STRANGER)
    for _ in range(3):
        await stranger.play(
            (say("/bantuan"), "Minta kode aktivasi kepada operator kantor."),
            (say("Bantuan"), "Hubungi operator kantor."),
            (say("/privasi"), "Titik lokasi dihapus setelah 12 bulan"),
        )
    await stranger.play((say("halo"), GREETING), (say("/poin"), SILENCE))


async def test_help_and_privacy_leave_a_registration_where_it_is(world: World) -> None:
    await give_code(world)
    budi = a_stranger(world, BUDI)
    await budi.play(
        (say("/start"), "Halo, ini E-Presensi."),
        (say("/privasi"), "Apa kode aktivasi Anda?"),
        (say(CODE), "Apa status pegawai Anda?"),
        (say("/bantuan"), "Apa status pegawai Anda?"),
        (tap("PNS"), "Berapa NIP Anda?"),
        (say("/privasi"), "Yang disimpan: nama, NIP"),
        (say(BUDI.nip), "bagikan nomor telepon Anda sendiri"),
        (say("/bantuan"), "bagikan nomor telepon Anda sendiri"),
        (contact(), "Hubungkan akun ini dengan Budi"),
        (say("/privasi"), "Hubungkan akun ini dengan Budi"),
        (tap("Ya"), "Selamat datang, Budi."),
    )


@pytest.mark.parametrize(("unsent", "answers"), [(UNSENT_MAX - 1, 1), (UNSENT_MAX, 0)])
async def test_whoever_asks_faster_than_can_be_answered_is_not_read(
    world: World, unsent: int, answers: int
) -> None:
    """Their unsent answers stay few, and nobody else waits for them."""
    stranger = a_stranger(world, STRANGER)
    await stranger.play((say("/privasi"), "Lokasi Anda hanya dibaca"))
    waiting = NewMessage(stranger.phone.address, 4, {"text": "x"})
    later = world.clock.now() + timedelta(hours=1)
    async with world.service.app.engine.begin() as db:
        await outbox.put(db, [waiting] * unsent, later)
    for number in ("700001", "700002"):
        event = (stranger.phone.address, number, number, world.clock.now(), True)
        await world.service.app.receive(Incoming(*event, Text("/start")), {})
    async with world.service.app.engine.begin() as db:
        theirs = sa.delete(outbox.outbox).where(outbox.outbox.c.state == "pending")
        assert (await db.execute(theirs)).rowcount == unsent + answers
    await stranger.play(
        (say("/privasi"), "Apa kode aktivasi" if answers else "Lokasi Anda hanya dibaca")
    )


async def test_a_stranger_without_a_code_only_ever_reads_questions(world: World) -> None:
    stranger = a_stranger(world, STRANGER)
    await stranger.play(
        (say("/start"), "Apa kode aktivasi Anda?"),
        (share(GATE), "Kirim kodenya sebagai teks."),
        (say("apa saja"), "Apa status pegawai Anda?"),
        (tap("PNS"), "Berapa NIP Anda?"),
        (say(BUDI.nip), "bagikan nomor telepon Anda sendiri"),
        (contact(), "belum cocok"),
    )
    assert not any(BUDI.name in text for text in stranger.answers)


async def test_a_forged_button_says_that_it_is_stale_whoever_presses_it(world: World) -> None:
    stranger, budi = a_stranger(world, STRANGER), await employed(world)
    await stranger.play((say("halo"), GREETING))
    await budi.play((at("07.24", MONDAY), SILENCE), (say("Masuk"), PLEASE))
    run = (await budi.state())["talk"]["run"]  # type: ignore[index] # JSON
    for data in ("x", ":", "::", "a:b", "a:b:c:d", run, f"{run}:", f"{run}:leg:pulang", "batal:"):
        for who in (stranger, budi):
            await who.play((pressing(data), STALE))
    await budi.play((pressing(f"{run}:lokasi:mana saja"), "Pilihan itu tidak ada lagi."))
    await budi.play((share(GATE), "Tercatat masuk 07.24 WITA"))
    assert await world.rows(dead_letter) == []


def pressing(data: str) -> Gesture:
    return lambda who: forged_tap(who, data)


async def test_a_button_of_somebody_else_does_nothing(world: World) -> None:
    budi, citra = await employed(world), await employed(world, CITRA)
    await budi.play((at("07.24", MONDAY), SILENCE), (share(GATE), "Tercatat masuk"))
    await budi.play((at("12.00"), SILENCE), (share(GATE), "Apakah Anda mau presensi pulang?"))
    run = (await budi.state())["talk"]["run"]  # type: ignore[index] # JSON
    await citra.play((say("Masuk"), PLEASE), (pressing(f"{run}:leg:pulang"), STALE))
    assert len(await world.rows(stamp)) == 1


async def test_an_employee_is_never_left_without_a_next_step(world: World) -> None:
    budi = await employed(world)
    await budi.play(
        (say("apa kabar"), HINT),
        (photo, "Tidak tersimpan: belum ada yang meminta foto. Ketik dulu /aktivitas"),
        (contact(), HINT),
        (say("/tidak_ada"), "Silakan pilih."),
        (say("/"), "Silakan pilih."),
        (say("kembali"), "Silakan pilih."),
        (say("/batal"), "Silakan pilih."),
        (say("/start"), "Halo, Budi. Akun ini sudah terhubung; silakan pilih."),
        (say(f"/start {CODE}"), "Halo, Budi."),
        (say("  hARI   ini "), "Jam kerja"),
        (say("/masuk@hadir_bot"), PLEASE),
        (say("/bantuan"), "Tekan Masuk atau Pulang"),
    )
    assert await budi.state() == {}


async def release(world: World) -> None:
    """What an administrator does after a lost phone (BLG-6-2a)."""
    async with world.service.app.engine.begin() as db:
        assert await chat_accounts.release(db, world.region, BUDI.id, world.clock.now())


async def test_who_is_released_in_the_middle_of_a_check_in_is_a_stranger(world: World) -> None:
    budi = await employed(world)
    await budi.play((at("07.24", MONDAY), SILENCE), (say("Masuk"), PLEASE))
    await release(world)
    await budi.play((share(GATE), GREETING), (say("Masuk"), SILENCE), (say("ya"), SILENCE))
    assert await world.rows(stamp) == []
    assert await world.rows(dead_letter) == []


async def test_who_is_connected_in_the_middle_of_a_registration_is_an_employee(
    world: World,
) -> None:
    await give_code(world)
    budi = a_stranger(world, BUDI)
    await budi.play((say(f"/start {CODE}"), "Apa status pegawai Anda?"))
    await world.bound(BUDI)
    await budi.play((say("PNS"), HINT), (say("/start"), "Halo, Budi."))


async def test_a_conversation_of_an_older_release_is_forgotten_without_a_word(
    world: World,
) -> None:
    budi = await employed(world)
    await budi.play((say("Masuk"), PLEASE))
    await older(budi)
    await budi.play((say("halo"), HINT))
    assert await world.rows(dead_letter) == []


async def older(who: Speaker) -> None:
    """The row as a release would have left it that knew other conversations."""
    state = await who.state()
    talk = state["talk"] | {"flow": "sarapan"}  # type: ignore[operator] # JSON
    async with who.world.service.app.engine.begin() as db:
        await conversation.save(db, {who.phone.address: {"talk": talk}}, who.world.clock.now())


@pytest.mark.parametrize("profile", ["telegram"], indirect=True)
async def test_who_blocks_the_bot_is_marked_and_comes_back(world: World) -> None:
    budi = await employed(world)
    for act, marked in ((budi.chat.block, True), (budi.chat.unblock, False)):
        await act()
        await world.quiet()
        (row,) = await world.rows(binding.binding)
        assert bool(row.unreachable_since) is marked
    await budi.play((say("halo"), HINT))


@pytest.mark.parametrize("profile", ["telegram"], indirect=True)
async def test_the_commands_on_the_screen_are_those_that_answer(world: World) -> None:
    await give_code(world)
    budi = a_stranger(world, BUDI)
    await budi.play(
        (say(f"/start {CODE}"), "Apa status"),
        (tap("PNS"), "Berapa NIP"),
        (say(BUDI.nip), "bagikan nomor"),
        (contact(), "Hubungkan akun ini"),
        (tap("Ya"), "Selamat datang"),
    )
    assert budi.chat.keyboard == [["Masuk", "Pulang"], ["Hari ini", "Bantuan"]]
    scopes = world.bot.commands
    (theirs,) = [scope for scope in scopes if str(budi.chat.user.id) in scope]
    for command in list(scopes[theirs]):
        said = await budi.hears(say("/" + command["command"]))
        assert len(said) == 1
    (default,) = [listed for scope, listed in scopes.items() if scope != theirs]
    assert [command["command"] for command in default] == ["start", "bantuan", "privasi"]
