"""A half-filled form: it waits for what comes between, and never goes without a word."""

from datetime import timedelta

from db import retention
from db.records.activity import activity
from db.records.stamp import stamp
from handlers.form import FORMS
from handlers.routes import FLOWS
from tests.handlers.dialogue import SILENCE, Speaker, at, employed, later, say, share, tap
from tests.handlers.worker import MONDAY, entry, superior
from tests.office import GATE
from tests.world import World

RAN_OUT = (
    "Isian tadi sudah ditutup karena 30 menit tidak ada jawaban. Belum ada yang terkirim. "
    "Mulai lagi: /aktivitas"
)
HINT = "Tekan Masuk atau Pulang, atau lihat /bantuan."
BEGUN = entry()[:-3]
ASKED = BEGUN[-1][1]


async def half_filled(world: World) -> Speaker:
    """Whoever is asked the last but two of the questions about the day's work."""
    await superior(world)
    budi = await employed(world)
    await budi.play((at("07.24", MONDAY), SILENCE), *BEGUN)
    return budi


def test_every_conversation_but_the_one_for_a_location_is_a_form() -> None:
    assert set(FORMS) == set(FLOWS) - {"presensi"}


async def test_a_location_in_between_is_stamped_and_the_question_comes_back(world: World) -> None:
    budi = await half_filled(world)
    await budi.play((share(GATE, accuracy=12), "Tercatat masuk"))
    assert ASKED in budi.newest
    assert len(await world.rows(stamp)) == 1
    await budi.play(*entry()[-3:])
    assert len(await world.rows(activity)) == 1


async def test_a_page_in_between_stands_above_the_question(world: World) -> None:
    budi = await half_filled(world)
    for page in ("/bantuan", "Hari ini", "/poin", "/izin_saya", "/verifikasi", "/apaini"):
        (heard,) = await budi.hears(say(page))
        assert ASKED in heard, page
    await budi.play(*entry()[-3:])
    assert len(await world.rows(activity)) == 1


async def test_where_a_page_has_buttons_it_says_that_the_form_waits(world: World) -> None:
    budi = await half_filled(world)
    await budi.play((say("/rekap_saya"), "Isian aktivitas tadi masih menunggu jawaban Anda."))
    await budi.play(*entry()[-3:])


async def test_what_a_press_asks_for_comes_first_then_the_form_again(world: World) -> None:
    budi = await half_filled(world)
    await budi.play((say("Masuk"), "bagikan lokasi"))
    await budi.play((share(GATE, accuracy=12), ASKED))
    await budi.play((say("Masuk"), "bagikan lokasi"))
    await budi.play(
        (say("/batal"), ASKED),
        (say("/batal"), "Dibatalkan. Tidak ada yang disimpan."),
        (say("90"), HINT),
    )


async def test_another_form_says_that_it_closes_the_first(world: World) -> None:
    budi = await half_filled(world)
    await budi.play((say("/izin"), "Isian aktivitas ditutup, belum ada yang terkirim."))
    assert "Mengajukan apa?" in budi.newest
    await budi.play((say("/aktivitas"), "Isian izin ditutup, belum ada yang terkirim."))


async def test_a_form_runs_out_half_an_hour_after_the_last_answer_and_says_so(
    world: World,
) -> None:
    budi = await half_filled(world)
    *_, (last, asked), _, _ = entry()
    await budi.play(
        (later(minutes=29), SILENCE),
        (last, asked),
        (later(minutes=30), SILENCE),
        (say("hm"), "Silakan kirim fotonya"),
        (later(minutes=30, seconds=1), SILENCE),
        (say("Ya"), RAN_OUT),
        (say("Ya"), HINT),
    )
    assert await world.rows(activity) == []


async def test_a_button_of_a_form_that_ran_out_says_so_once(world: World) -> None:
    budi = await half_filled(world)
    *_, (last, asked), _, _ = entry()
    await budi.play(
        (last, asked),
        (later(minutes=30, seconds=1), SILENCE),
        (tap("Lewati"), RAN_OUT),
    )
    assert "talk" not in await budi.state()


async def test_a_form_that_waits_is_forgotten_like_the_open_one(world: World) -> None:
    budi = await half_filled(world)
    await budi.play((say("Masuk"), "bagikan lokasi"))
    assert {"talk", "form"} <= set(await budi.state())
    async with world.service.app.engine.begin() as db:
        await retention.forget(db, world.clock.now() + timedelta(days=1, minutes=31))
    assert not {"talk", "form"} & set(await budi.state())
