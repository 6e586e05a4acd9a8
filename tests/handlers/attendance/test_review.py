"""A stamp that a human looks at: shown, decided, answered once (AMB-46)."""

from datetime import date

import pytest

from bot.channels.base import Capability
from db.people.employee import supervision
from db.records.audit import audit
from db.records.review import review
from db.records.stamp import stamp
from handlers.approvals.decision import NOT_YOURS
from tests.handlers.dialogue import (
    PLEASE,
    SILENCE,
    STALE,
    Gesture,
    Speaker,
    at,
    employed,
    forged_tap,
    insert,
    later,
    old_button,
    say,
    share,
    tap,
)
from tests.handlers.worker import newest, superior
from tests.office import CITRA, EKO, GATE, SARI
from tests.profiles import needs
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
MONDAY, TUESDAY = "2026-04-06", "2026-04-07"
EDGE = (2.8384, 117.3655)  # 100 m north of the centre: inside only by the phone's tolerance
VAGUE = "Sinyal GPS lemah"
CARD = "⚠️ Mohon dicek: masuk Budi Senin, 6 April 2026, 07.24 WITA"


async def looked_at(world: World) -> tuple[Speaker, Speaker]:
    """Sari, and Budi, whose masuk of 07.24 is inside only by the tolerance of his phone."""
    sari, budi = await superior(world), await employed(world)
    await budi.play(
        (at("07.24", MONDAY), SILENCE),
        (say("Masuk"), PLEASE),
        (share((EDGE[0] + 0.0001, EDGE[1]), 40.0), "Tercatat masuk 07.24 WITA"),
    )
    assert "atasan akan memeriksanya" in budi.newest
    return sari, budi


async def refused(world: World) -> tuple[Speaker, Speaker]:
    sari, budi = await looked_at(world)
    await budi.play((later(minutes=15), SILENCE))
    await sari.play(
        (tap("Tolak"), "Tolak presensi masuk Budi?"),
        (tap("Rapat di tempat lain"), "❌ Ditolak Sari, 07.39 WITA: Rapat"),
    )
    return sari, budi


def pressing(data: str) -> Gesture:
    return lambda who: forged_tap(who, data)


async def states(world: World) -> list[str | None]:
    return [row.state for row in await world.rows(review)]


@BOTH
async def test_whoever_verifies_is_shown_it_and_accepts_with_one_tap(world: World) -> None:
    """AMB-08: REVIEW has a card, a due date and a decision."""
    sari, budi = await looked_at(world)
    await sari.play(
        (say("/bawahan"), "Budi, masuk 07.24 WITA (perlu dicek)"),
        (say("/verifikasi"), "1. Budi: 1 presensi, paling lambat Rabu, 8 April 2026, 07.24 WITA"),
    )
    await budi.play(
        (say("/hari_ini"), "Masuk: 07.24 WITA (menunggu pemeriksaan atasan)"),
        (later(minutes=15), SILENCE),
    )
    card = await newest(sari)
    assert card.startswith(CARD)
    assert "Sebabnya: posisinya tepat di tepi tempat presensi, perkiraan dalam 40 m." in card
    assert "Tercatat di Kantor Bupati, 11" in card
    assert "⏳ Menunggu, batas Rabu, 8 April 2026, 07.24 WITA" in card
    await sari.play((tap("Terima"), "✅ Diterima Sari, 07.39 WITA"))
    assert await newest(budi) == "✅ Presensi masuk Senin, 6 April 2026 diterima Sari."
    assert await states(world) == ["disetujui"]
    await budi.play((say("/hari_ini"), "Masuk: 07.24 WITA Pulang: belum"))
    await sari.play((say("/verifikasi"), "Tidak ada yang menunggu"))
    (note,) = [row for row in await world.rows(audit) if row.action.startswith("tinjau")]
    assert note.actor == SARI.nip


@BOTH
async def test_what_is_refused_does_not_count_and_does_not_block(world: World) -> None:
    """A refused stamp is a fact that stays; the lawful one is written as a further fact."""
    _, budi = await refused(world)
    told = await newest(budi)
    assert "❌ Presensi masuk Senin, 6 April 2026 tidak dihitung." in told
    assert "Alasan Sari: Rapat di tempat lain" in told
    await budi.play(
        (say("/hari_ini"), "Masuk: belum"),
        (share(GATE), "masuk 07.39 WITA, terlambat 9 menit"),
        (say("/hari_ini"), "Masuk: 07.39 WITA, terlambat 9 menit"),
    )
    assert [row.nth for row in await world.rows(stamp)] == [0, 1]


async def test_the_person_answers_once_and_it_is_looked_at_once_more(world: World) -> None:
    sari, budi = await refused(world)
    button = old_button("Beri penjelasan")(budi)
    await budi.play(
        (button, "Apa penjelasan Anda?"),
        (say("x" * 501), "Tulis 1 sampai 500 karakter"),
        (say("Saya di pos jaga"), "✅ Penjelasan terkirim ke Sari."),
        (say("/hari_ini"), "Masuk: 07.24 WITA (menunggu pemeriksaan atasan)"),
        (button, "Penjelasan untuk presensi ini sudah terkirim"),
    )
    assert "Penjelasan pegawai: Saya di pos jaga" in await newest(sari)
    await sari.play((tap("Terima"), "✅ Diterima Sari"))
    assert "diterima Sari" in await newest(budi)


async def test_a_second_refusal_is_the_last_word_of_the_superior(world: World) -> None:
    sari, budi = await refused(world)
    await budi.play(
        (tap("Beri penjelasan"), "Apa penjelasan Anda?"),
        (say("Saya di pos jaga"), "✅ Penjelasan terkirim"),
    )
    await sari.play(
        (tap("Tolak"), "Tolak presensi masuk Budi?"),
        (say("Pos jaga bukan tempat presensi"), "❌ Ditolak Sari"),
    )
    assert "Bila keliru, hubungi operator kantor." in await newest(budi)
    assert "Beri penjelasan" not in budi.phone.labels


@BOTH
async def test_silence_sends_it_up_and_the_day_counts_meanwhile(world: World) -> None:
    """AMB-35, AMB-46: nobody is absent because somebody slept."""
    await insert(world, supervision, employee=SARI.id, since=date(2024, 1, 1), supervisor=EKO.id)
    sari, budi = await looked_at(world)
    eko = await employed(world, EKO)
    await eko.play((say("menu"), "Silakan pilih."))
    await budi.play((later(minutes=15), SILENCE))
    button = old_button("Terima")(sari)
    await budi.play((at("07.23", "2026-04-08"), SILENCE), (later(seconds=0), SILENCE))
    assert "Hampir habis waktunya" in await newest(sari)
    await budi.play((later(minutes=16), "belum dicek sampai batasnya, jadi diteruskan ke Eko."))
    assert "diteruskan" in await newest(eko)
    await sari.play((button, str(NOT_YOURS.text)))
    assert await states(world) == [None]
    await budi.play((say("/rekap_saya"), "1 presensi menunggu pemeriksaan atasan."))
    await eko.play((tap("Terima"), "✅ Diterima Eko"))


async def test_nobody_else_can_look_or_answer(world: World) -> None:
    """Citra is a colleague, a stranger to Budi's stamp."""
    _, budi = await refused(world)
    citra = await employed(world, CITRA)
    (row,) = await world.rows(review)
    await citra.play((say("menu"), "Silakan pilih."))
    for data in (f"t:terima:{row.id.hex}", f"t:tolak:{row.id.hex}"):
        await citra.play((pressing(data), str(NOT_YOURS.text)))
        await budi.play((pressing(data), str(NOT_YOURS.text)))
    for data in (f"tp:jawab:{row.id.hex}", "t:terima:x", f"t:lain:{row.id.hex}", "tp::"):
        await citra.play((pressing(data), STALE))
    assert await states(world) == ["ditolak"]


LIVE = needs(Capability.LIVE_LOCATION)


@LIVE
@pytest.mark.parametrize("accuracy", [9.0, 200.0], ids=["sure", "just sure enough"])
async def test_a_first_point_without_accuracy_is_borne_out_by_the_next(
    world: World, accuracy: float
) -> None:
    """AMB-08: Telegram's first message never says how sure it is, the edits do."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("07.24", MONDAY), SILENCE))
    live = await budi.chat.share_live(*GATE, period=900)
    await world.quiet()
    await world.tick(20)
    await live.move(*GATE, accuracy=accuracy)
    await world.quiet()
    await budi.play((later(minutes=4), SILENCE), (later(minutes=15), SILENCE))
    assert (await states(world), sari.phone.labels) == ([], [])


@LIVE
@pytest.mark.parametrize(
    ("place", "accuracy", "reason"),
    [
        (None, None, "ponselnya tidak memberi tahu seberapa tepat posisinya"),
        (GATE, None, "ponselnya tidak memberi tahu seberapa tepat posisinya"),
        (GATE, 900.0, "sinyal GPS lemah"),
    ],
    ids=["no further point", "none that says it", "a vague one"],
)
async def test_what_no_point_bears_out_is_looked_at(
    world: World, place: tuple[float, float] | None, accuracy: float | None, reason: str
) -> None:
    """Never a silent pass: after three minutes a human is asked, and the person told."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("07.24", MONDAY), SILENCE))
    live = await budi.chat.share_live(*GATE, period=900)
    await world.quiet()
    if place:
        await world.tick(20)
        await live.move(place[0], place[1] + 1e-6, accuracy=accuracy)
        await world.quiet()
        await world.tick(159)
    else:
        await world.tick(179)
    assert await states(world) == []
    await budi.play((later(seconds=1), "Jam masuk Anda tetap dihitung."))
    await budi.play((later(minutes=15), SILENCE))
    assert reason in await newest(sari)
    await sari.play((tap("Terima"), "✅ Diterima Sari"))
