"""Registration (Lampiran A.1 d-f) as dialogues: what connects an account, and what never does."""

import pytest
import sqlalchemy as sa

from db.people.binding import activation, binding
from db.records.audit import audit
from tests.handlers.dialogue import (
    CODE,
    SILENCE,
    STALE,
    Line,
    a_stranger,
    again,
    at,
    contact,
    employed,
    give_code,
    later,
    old_button,
    photo,
    say,
    tap,
)
from tests.office import BUDI, CITRA, EKO, SARI, Actor
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)

ASKS_CODE = "Apa kode aktivasi Anda?"
ASKS_STATUS = "Apa status pegawai Anda?"
ASKS_NIP = "Berapa NIP Anda? (18 angka)"
ASKS_CONTACT = "bagikan nomor telepon Anda sendiri"
ASKS_SURE = "Hubungkan akun ini dengan Budi, NIP 19900315 201503 1 002?"
NO_MATCH = (
    "Belum terhubung. Data Anda belum cocok dengan data kantor, atau kodenya tidak berlaku. "
    "Hubungi operator kantor. Di sana terlihat apa yang perlu diperbaiki. Setelah itu ulangi "
    "dengan /start dan kode Anda."
)

UP_TO_CONTACT: list[Line] = [
    (say(f"/start {CODE}"), ASKS_STATUS),
    (tap("PNS"), ASKS_NIP),
    (say(BUDI.nip), ASKS_CONTACT),
]
UP_TO_SURE: list[Line] = [*UP_TO_CONTACT, (contact(), ASKS_SURE)]


def claim(code: str = CODE, status: str = "PNS", nip: str = BUDI.nip) -> list[Line]:
    """Everything that is asked, answered so and refused at the end."""
    return [
        (say(f"/start {code}"), ASKS_STATUS),
        (tap(status), ASKS_NIP),
        (say(nip), ASKS_CONTACT),
        (contact(), NO_MATCH),
    ]


async def bound(world: World) -> int:
    return len(await world.rows(binding))


@BOTH
async def test_the_link_of_the_operator_connects_and_no_second_delivery_adds_anything(
    world: World,
) -> None:
    await give_code(world)
    budi = a_stranger(world, BUDI)
    for line in [*UP_TO_SURE, (tap("Ya"), "Selamat datang, Budi. Akun ini sudah terhubung.")]:
        await budi.play(line, (again, SILENCE))
    (row,) = await world.rows(binding)
    assert (row.address, row.employee) == (budi.phone.address.id, BUDI.id)
    assert [line.action for line in await world.rows(audit)] == ["akun dihubungkan"]
    assert all(code.used_at for code in await world.rows(activation))
    await budi.play((say("/start"), "Halo, Budi. Akun ini sudah terhubung"))


@pytest.mark.parametrize(
    ("actor", "status"),
    [
        pytest.param(EKO, "CPNS", id="BLG-4-a"),
        pytest.param(BUDI, "pns", id="BLG-4-b"),
        pytest.param(CITRA, "PPPK", id="BLG-4-c"),
    ],
)
async def test_every_kind_of_asn_registers_with_a_typed_code_and_a_typed_status(
    world: World, actor: Actor, status: str
) -> None:
    await give_code(world, actor)
    await a_stranger(world, actor).play(
        (say("/start"), ASKS_CODE),
        (photo, "Kirim kodenya sebagai teks."),
        (say(f" {CODE} "), ASKS_STATUS),
        (say("honorer"), "Silakan pilih salah satu: CPNS / PNS / PPPK."),
        (say(status), ASKS_NIP),
        (say(f"{actor.nip[:8]} {actor.nip[8:14]} {actor.nip[14]} {actor.nip[15:]}"), ASKS_CONTACT),
        (contact(), f"Hubungkan akun ini dengan {actor.name}, NIP"),
        (say("barangkali"), "Silakan pilih salah satu: Ya."),
        (say("ya"), f"Selamat datang, {actor.name}."),
    )
    assert await bound(world) == 1


async def test_a_nip_of_the_wrong_shape_is_asked_again_with_the_reason(world: World) -> None:
    await give_code(world)
    await a_stranger(world, BUDI).play(
        *UP_TO_CONTACT[:2],
        (say("12345"), "NIP belum benar: NIP harus 18 angka, ini 5."),
        (say(BUDI.nip[:17]), "ini 17"),
        (say(BUDI.nip + "9"), "ini 19"),
        (say("Budi"), "NIP hanya boleh berisi angka"),
        (say("19901315201503100"), "ini 17"),
        (say("199013152015031002"), "delapan angka pertama NIP bukan tanggal lahir"),
        (say("199003152015001002"), "angka ke-13 dan 14 NIP tidak boleh 00"),
        (say("199003151985031002"), "mendahului tahun lahir"),
        (say("199003152015033002"), "angka ke-15 NIP harus 1"),
        (photo, "NIP belum benar"),
        (say(BUDI.nip), ASKS_CONTACT),
        (contact(), ASKS_SURE),
    )


@pytest.mark.parametrize(
    ("claimed", "hours"),
    [
        pytest.param(claim(code="SALAH-1"), 0.0, id="AMB-33 wrong code"),
        pytest.param(claim(), 4.0, id="AMB-33 expired code"),
        pytest.param(claim(status="CPNS"), 0.0, id="BLG-L-A1d status of another"),
        pytest.param(claim(nip=EKO.nip), 0.0, id="AMB-33 the code of a colleague"),
        pytest.param(claim(nip="198001012005011001"), 0.0, id="BLG-L-A1f NIP of nobody"),
        pytest.param([*claim()[:3], (contact(), NO_MATCH)], -1.0, id="AMB-33 phone of another"),
    ],
)
async def test_whatever_does_not_match_gets_the_very_same_answer(
    world: World, claimed: list[Line], hours: float
) -> None:
    await give_code(world, hours=3)
    # A code of Budi's, tried from another phone, is as good as none.
    who = a_stranger(world, SARI if hours < 0 else BUDI)
    await who.play((later(hours=max(0.0, hours)), SILENCE), *claimed)
    assert who.newest == NO_MATCH
    assert await bound(world) == 0
    assert await who.state() == {}
    await who.play((again, SILENCE), (say("halo"), "hanya untuk ASN"))


async def test_a_used_code_gets_the_very_same_answer(world: World) -> None:
    await give_code(world)
    budi = a_stranger(world, BUDI)
    await budi.play(*UP_TO_SURE, (tap("Ya"), "Selamat datang"))
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.delete(binding))  # the administrator released the account
    await budi.play(*claim())


async def test_five_wrong_tries_close_the_day_for_this_account_only(world: World) -> None:
    """AMB-33: a code cannot be found by trying."""
    await give_code(world)
    await give_code(world, CITRA, "CITRA-1")
    budi, citra = a_stranger(world, BUDI), a_stranger(world, CITRA)
    for number in range(5):
        await budi.play(*claim(code=f"SALAH-{number}"))
    await budi.play(
        (say(f"/start {CODE}"), "Terlalu banyak percobaan hari ini. Coba lagi besok"),
        (say("/start"), "hubungi operator kantor"),
        (again, SILENCE),
    )
    await citra.play((say("/start CITRA-1"), ASKS_STATUS))
    await budi.play((at("00.01", "2026-01-06"), SILENCE), *UP_TO_SURE)


async def test_a_second_claim_on_a_connected_nip_is_refused_and_rings_an_alarm(
    world: World,
) -> None:
    await employed(world)
    await give_code(world, code="KODE-2")
    thief = a_stranger(world, Actor("Maling", "0", BUDI.phone))
    await thief.play(*claim(code="KODE-2"))
    (line,) = await world.rows(audit)
    assert line.action.startswith("ALARM")
    assert (line.employee, line.actor) == (
        BUDI.id,
        f"{thief.phone.address.channel}:{thief.phone.address.id}",
    )
    assert await bound(world) == 1


@BOTH
async def test_kembali_drops_one_answer_after_the_other(world: World) -> None:
    await give_code(world)
    await a_stranger(world, BUDI).play(
        (say("/start"), ASKS_CODE),
        (say("kembali"), ASKS_CODE),
        (say(CODE), ASKS_STATUS),
        (tap("Kembali"), ASKS_CODE),
        (say(CODE), ASKS_STATUS),
        (tap("CPNS"), ASKS_NIP),
        (say("Kembali"), ASKS_STATUS),
        (tap("PNS"), ASKS_NIP),
        (say(EKO.nip), ASKS_CONTACT),
        (say("/kembali"), ASKS_NIP),
        (say(BUDI.nip), ASKS_CONTACT),
        (contact(), ASKS_SURE),
        (tap("Kembali"), ASKS_CONTACT),
        (contact(), ASKS_SURE),
        (tap("Ya"), "Selamat datang, Budi."),
    )


async def test_batal_menu_and_every_command_stop_it_and_keep_nothing(world: World) -> None:
    await give_code(world)
    who = a_stranger(world, BUDI)
    for answers, stops in (
        (1, ("batal", "/batal", "Menu", "/masuk", "/hari_ini")),
        (4, ("Batal", "/pulang")),
    ):
        for stop in stops:
            cancelled = (say(stop), "Dibatalkan. Tidak ada yang disimpan.")
            await who.play(*UP_TO_SURE[:answers], cancelled)
            assert await who.state() == {}
    assert await bound(world) == 0


async def test_the_buttons_of_a_cancelled_registration_say_that_they_are_stale(
    world: World,
) -> None:
    await give_code(world)
    budi = a_stranger(world, BUDI)
    await budi.play(UP_TO_SURE[0])
    status = old_button("PNS")(budi)
    await budi.play((tap("Batal"), "Dibatalkan."), (status, STALE), (again, SILENCE))
    await budi.play(*UP_TO_SURE, (status, STALE))
    sure = old_button("Ya")(budi)
    await budi.play(UP_TO_SURE[0], (sure, STALE))
    assert await bound(world) == 0


RAN_OUT = "sudah ditutup karena 30 menit tidak ada jawaban."


async def test_it_waits_for_thirty_minutes_and_then_starts_anew(world: World) -> None:
    await give_code(world)
    budi = a_stranger(world, BUDI)
    await budi.play(*UP_TO_SURE, (later(minutes=30), SILENCE), (say("hm"), ASKS_SURE))
    sure = old_button("Ya")(budi)
    await budi.play((later(seconds=1), SILENCE), (sure, RAN_OUT), (say("ya"), "hanya untuk ASN"))
    await budi.play(*UP_TO_SURE, (tap("Ya"), "Selamat datang, Budi."))


async def test_the_code_is_kept_nowhere_but_as_its_hash(world: World) -> None:
    await give_code(world)
    budi = a_stranger(world, BUDI)
    await budi.play((say("/start"), ASKS_CODE), (say(CODE), ASKS_STATUS), (tap("PNS"), ASKS_NIP))
    assert CODE not in str(await budi.state())
    assert CODE not in str(await world.rows(activation))
