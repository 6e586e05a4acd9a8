"""/masalah as dialogues (BLG-7-3c, KRA-6-4a): reported, on one desk, passed on, answered."""

import asyncio

import pytest

from core.law.regulation import Role
from core.organisation.region import Region, load_region
from core.organisation.verifier import StandIn, StandInReason
from db.people import delegation
from db.people.employee import role as role_table
from db.records.audit import audit
from db.records.ticket import ticket
from handlers.helpdesk.reporting import LISTED_MAX
from handlers.texts.ticket import ANSWER, CLOSE, LOOK, PASS, PASS_TO, PICTURE, data
from handlers.usecases.tickets import NOT_YOURS
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    Line,
    Speaker,
    a_stranger,
    again,
    forged_tap,
    insert,
    old_button,
    photo,
    say,
    tap,
)
from tests.handlers.month.cancellation.parts import GALIH, HANA, hired
from tests.handlers.office.people import MONDAY, TODAY, holds, opened
from tests.handlers.worker import newest
from tests.office import BUDI, CITRA, DEWI, EKO, PINS_UNASKED, SARI, Actor, region_file, wita
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
KARANGANYAR = pytest.mark.parametrize("regulation", ["karanganyar"])
OPERATOR, ADMIN = Role.OPERATOR, Role.ADMINISTRATOR
BKPSDM, KOMINFO = Role.BKPSDM_MANAGER, Role.KOMINFO_MANAGER
WORDS = "Lokasi tidak terbaca"


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    """Galih works at the agency of personnel, Dewi at that of communication."""
    more = 'kantor_bkpsdm = "dinkes"\nkantor_kominfo = "rsud"\n'
    unasked = PINS_UNASKED if policy == "any" and regulation == "bulungan" else ""
    text = region_file(policy=policy, regulation=regulation) + more + unasked
    return load_region(text, "bulungan.toml")


def report(*, receipt: str, words: str = WORDS, listed: bool = False) -> list[Line]:
    """The whole of a report without a picture; `listed` where open ones come first."""
    begun: list[Line] = [(say("/masalah"), "Apa yang terjadi?")]
    if listed:
        begun = [
            (say("/masalah"), "menunggu Anda"),
            (tap("Laporkan masalah"), "Apa yang terjadi?"),
        ]
    return [
        *begun,
        (say(words), "Ada tangkapan layar?"),
        (tap("Lewati"), "Kirim?"),
        (tap("Kirim"), receipt),
    ]


async def handler(world: World, actor: Actor, role: Role) -> Speaker:
    """Somebody who handles problems for the whole region."""
    if actor is not DEWI:
        await hired(world, actor)
    return await holds(world, actor, role, None)


async def operated(world: World) -> tuple[Speaker, Speaker]:
    """Budi, and the operator of his office."""
    world.at(wita(MONDAY, "08.00"))
    return await opened(world, BUDI), await holds(world, EKO, OPERATOR)


async def actions(world: World) -> list[tuple[str, str]]:
    rows = await world.rows(audit)
    return [(row.actor, row.action) for row in rows if row.action.startswith("masalah")]


async def states(world: World) -> list[tuple[str, str | None]]:
    return [(row.desk, row.state) for row in await world.rows(ticket)]


async def pressed(who: Speaker, button: str) -> str:
    return " ".join(await who.hears(lambda each: forged_tap(each, button)))


@BOTH
async def test_a_problem_is_read_by_the_operator_and_answered_once(world: World) -> None:
    """BLG-7-3c: with the words alone; whoever wrote hears the answer, and nobody twice."""
    budi, eko = await operated(world)
    await budi.play(*report(receipt="Terkirim kepada operator: Eko."), (again, SILENCE))
    card = await newest(eko)
    assert "Masalah dari Budi, Sekretariat Daerah" in card
    assert WORDS in card
    assert eko.phone.labels == ["Jawab", "Teruskan", "Selesai"]
    stale = old_button("Selesai")(eko)
    await eko.play(
        (tap("Jawab"), "Apa jawaban Anda? Budi membacanya."),
        (photo, "Silakan tulis dengan kata-kata."),
        (say("Nyalakan GPS, lalu coba lagi"), "Dijawab Eko"),
        (again, SILENCE),
        (stale, "Dijawab Eko"),
    )
    told = await newest(budi)
    assert "Masalah Anda dijawab Eko. Nyalakan GPS, lalu coba lagi" in told
    assert await states(world) == [("operator", "dijawab")]
    assert await actions(world) == [
        (BUDI.nip, "masalah dilaporkan"),
        (EKO.nip, "masalah dijawab"),
    ]


async def test_what_is_done_is_closed_with_one_tap(world: World) -> None:
    budi, eko = await operated(world)
    await budi.play(*report(receipt="Terkirim"))
    await newest(eko)
    await eko.play((tap("Selesai"), "Ditandai selesai oleh Eko"), (again, SILENCE))
    assert "Masalah Anda ditandai selesai oleh Eko" in await newest(budi)
    assert eko.phone.labels == []
    assert await states(world) == [("operator", "ditutup")]


async def test_a_picture_goes_with_it_and_is_shown_to_its_desk_only(world: World) -> None:
    budi, eko = await operated(world)
    await budi.play(
        (say("/masalah"), "Apa yang terjadi?"),
        (say(WORDS), "Ada tangkapan layar?"),
        (photo, "Foto: ada"),
        (tap("Kirim"), "Terkirim"),
    )
    await newest(eko)
    assert eko.phone.labels == ["Jawab", "Teruskan", "Selesai", "Lihat foto"]
    assert "Fotonya ada di bawah." in await eko.hears(tap("Lihat foto"))
    citra, (row,) = await opened(world, CITRA), await world.rows(ticket)
    assert await pressed(citra, data(PICTURE, row.id, OPERATOR)) == NOT_YOURS


async def test_the_words_can_be_changed_before_they_go_and_batal_keeps_nothing(
    world: World,
) -> None:
    budi, eko = await operated(world)
    await budi.play(
        *report(receipt="Terkirim", words="Salah tulis")[:-1],
        (tap("Ubah tulisan"), "Apa yang terjadi?"),
        (say("Kode ditolak"), "Kode ditolak"),
        (say("batal"), "Dibatalkan. Tidak ada yang disimpan."),
    )
    assert await world.rows(ticket) == []
    assert "Masalah dari" not in await newest(eko)


@BOTH
async def test_an_operator_passes_it_to_the_administrator_and_loses_the_buttons(
    world: World,
) -> None:
    """BLG-7-3c: with one tap; whoever wrote hears of both steps."""
    budi, eko = await operated(world)
    galih = await handler(world, GALIH, ADMIN)
    await budi.play(*report(receipt="Terkirim kepada operator"))
    await newest(eko)
    passing, closing = old_button("Teruskan")(eko), old_button("Selesai")(eko)
    await eko.play(
        (tap("Teruskan"), "Diteruskan Eko kepada Administrator"),
        (again, SILENCE),
        (passing, "Sudah ditangani sebelum Anda menekan"),
    )
    await eko.hears(closing)
    assert eko.phone.labels == []
    assert await states(world) == [("administrator", None)]
    assert "Masalah Anda diteruskan kepada Administrator oleh Eko" in await newest(budi)
    assert "Diteruskan Eko kepada Administrator" in await newest(galih)
    assert galih.phone.labels == ["Jawab", "Selesai"], "nobody is above"
    await galih.play((tap("Selesai"), "Ditandai selesai oleh Galih"))
    assert "ditandai selesai oleh Galih" in await newest(budi)
    assert await actions(world) == [
        (BUDI.nip, "masalah dilaporkan"),
        (EKO.nip, "masalah diteruskan"),
        (GALIH.nip, "masalah ditutup"),
    ]


@KARANGANYAR
async def test_in_karanganyar_it_is_chosen_who_gets_it_and_it_may_come_back(world: World) -> None:
    """KRA-6-4a: the application is a matter of Kominfo, data are one of BKPSDM."""
    budi, eko = await operated(world)
    galih, dewi = await handler(world, GALIH, BKPSDM), await handler(world, DEWI, KOMINFO)
    await budi.play(*report(receipt="Terkirim kepada operator: Eko."))
    await newest(eko)
    await eko.play((tap("Teruskan"), "Teruskan kepada siapa?"))
    assert eko.phone.labels == ["Ke BKPSDM", "Ke Kominfo", "Kembali"]
    await eko.play(
        (tap("Kembali"), "Masalah dari Budi"),
        (tap("Teruskan"), "Teruskan kepada siapa?"),
        (tap("Ke Kominfo"), "Diteruskan Eko kepada pengelola Kominfo"),
    )
    assert "Diteruskan Eko kepada pengelola Kominfo" in await newest(dewi)
    await dewi.play((tap("Teruskan"), "Diteruskan Dewi kepada pengelola BKPSDM"))
    await newest(galih)
    await galih.play((tap("Teruskan"), "Diteruskan Galih kepada pengelola Kominfo"))
    assert "Diteruskan Galih" in await newest(dewi), "a card of its own each time"
    await dewi.play((tap("Selesai"), "Ditandai selesai oleh Dewi"))
    assert await states(world) == [("pengelola_kominfo", "ditutup")]


async def test_without_an_operator_it_goes_to_the_administrator(world: World) -> None:
    """AMB-87."""
    world.at(wita(MONDAY, "08.00"))
    budi, galih = await opened(world, BUDI), await handler(world, GALIH, ADMIN)
    await budi.play(*report(receipt="Terkirim kepada Administrator: Galih."))
    assert "Masalah dari Budi" in await newest(galih)
    assert await states(world) == [("administrator", None)]


async def test_an_operator_who_cannot_be_reached_does_not_hold_it_up(world: World) -> None:
    """AMB-87: it lies where it is read."""
    world.at(wita(MONDAY, "08.00"))
    budi = await opened(world, BUDI)
    await handler(world, GALIH, ADMIN)
    await named_only(world, EKO, OPERATOR)
    await budi.play(*report(receipt="Terkirim kepada Administrator: Galih."))
    assert await states(world) == [("administrator", None)]


async def named_only(world: World, actor: Actor, role: Role) -> None:
    """Somebody with a role whose chat is not connected."""
    key = {"employee": actor.id, "role": role.value, "since": TODAY}
    await insert(world, role_table, **key, office="setda", decree="SK 1", until=None)


async def test_nobody_there_is_said_plainly_and_it_is_kept(world: World) -> None:
    world.at(wita(MONDAY, "08.00"))
    budi = await opened(world, BUDI)
    await budi.play(*report(receipt="Tersimpan, belum terbaca. Administrator belum ditunjuk."))
    assert await states(world) == [("administrator", None)]
    await named_only(world, EKO, OPERATOR)
    await budi.play(*report(receipt="Tersimpan, belum terbaca. Operator belum terhubung."))
    # Whoever is named later finds it.
    galih = await handler(world, GALIH, ADMIN)
    await galih.play((say("/masalah"), "1 masalah menunggu Anda"))


async def test_it_is_not_passed_to_nobody(world: World) -> None:
    budi, eko = await operated(world)
    await budi.play(*report(receipt="Terkirim"))
    await newest(eko)
    await eko.play((tap("Teruskan"), "Belum diteruskan: belum ada Administrator yang tercatat."))
    assert await states(world) == [("operator", None)]


async def test_whoever_passes_it_to_somebody_without_a_chat_reads_that(world: World) -> None:
    budi, eko = await operated(world)
    await hired(world, GALIH)
    key = {"employee": GALIH.id, "role": ADMIN.value, "since": TODAY, "until": None}
    await insert(world, role_table, **key, office=None, decree="SK 1")
    await budi.play(*report(receipt="Terkirim"))
    await newest(eko)
    await eko.play((tap("Teruskan"), "Administrator belum terhubung. Mohon kabari langsung."))


async def test_the_other_holders_read_who_has_done_it(world: World) -> None:
    """Two operators of one office; on a channel without edits a stale button says so."""
    budi, eko = await operated(world)
    citra = await holds(world, CITRA, OPERATOR)
    await budi.play(*report(receipt="Terkirim kepada operator"))
    await newest(citra)
    await newest(eko)
    stale = old_button("Teruskan")(citra)
    await eko.play((tap("Selesai"), "Ditandai selesai oleh Eko"))
    await citra.play((stale, "Ditandai selesai oleh Eko"))
    assert citra.phone.labels == []
    assert await states(world) == [("operator", "ditutup")]


async def test_of_two_at_once_one_wins_and_whoever_wrote_hears_it_once(world: World) -> None:
    budi, eko = await operated(world)
    citra = await holds(world, CITRA, OPERATOR)
    await budi.play(*report(receipt="Terkirim"))
    await newest(eko)
    await newest(citra)
    before = len(budi.phone.told)
    await asyncio.gather(eko.phone.tap("Selesai"), citra.phone.tap("Selesai"))
    await world.quiet()
    assert await states(world) == [("operator", "ditutup")]
    assert len(budi.phone.told) == before + 1
    assert len(await actions(world)) == 2


async def test_an_answer_to_what_was_closed_meanwhile_is_not_sent(world: World) -> None:
    budi, eko = await operated(world)
    citra = await holds(world, CITRA, OPERATOR)
    await budi.play(*report(receipt="Terkirim"))
    await newest(citra)
    await eko.hears(tap("Jawab"))
    await citra.play((tap("Selesai"), "Ditandai selesai oleh Citra"))
    await eko.hears(say("Coba lagi"))
    assert "Ditandai selesai oleh Citra" in eko.newest
    assert "Coba lagi" not in await newest(budi)


async def test_a_desk_lists_what_is_open_beside_a_new_one(world: World) -> None:
    budi, eko = await operated(world)
    await budi.play(*report(receipt="Terkirim"))
    await newest(eko)
    await eko.play(
        (say("/masalah"), "1 masalah menunggu Anda 1. Budi, Senin, 6 April: Lokasi tidak terbaca"),
        (tap("Lihat 1"), "Masalah dari Budi, Sekretariat Daerah"),
        (tap("Selesai"), "Ditandai selesai oleh Eko"),
        (say("/masalah"), "Apa yang terjadi?"),
    )


async def test_a_long_list_shows_the_oldest_and_counts_the_others(world: World) -> None:
    budi, eko = await operated(world)
    for number in range(LISTED_MAX + 2):
        await budi.play(*report(receipt="Terkirim", words=f"Masalah ke-{number}"))
    await eko.play((say("/masalah"), "… dan 2 lagi sesudah ini"))
    assert "1. Budi, Senin, 6 April: Masalah ke-0" in eko.newest


async def test_an_operator_reports_to_somebody_else_than_themselves(world: World) -> None:
    _, eko = await operated(world)
    galih = await handler(world, GALIH, ADMIN)
    await eko.play(*report(receipt="Terkirim kepada Administrator: Galih."))
    await newest(galih)
    await eko.play((say("/masalah"), "Apa yang terjadi?"))


async def test_whoever_stands_in_has_the_desk_and_the_other_one_not(world: World) -> None:
    """AMB-39."""
    budi, eko = await operated(world)
    citra = await opened(world, CITRA)
    async with world.service.app.engine.begin() as db:
        stand_in = StandIn(EKO.id, CITRA.id, StandInReason.ACTING, TODAY, TODAY)
        await delegation.add(db, world.region, stand_in)
    await budi.play(*report(receipt="Terkirim kepada operator: Citra."))
    await newest(citra)
    (row,) = await world.rows(ticket)
    assert await pressed(eko, data(CLOSE, row.id, OPERATOR)) == NOT_YOURS
    await citra.play((tap("Selesai"), "Ditandai selesai oleh Citra"))


async def test_nobody_else_reads_or_moves_it(world: World) -> None:
    """A colleague, the superior, the head, who wrote it, the operator of another office."""
    budi, eko = await operated(world)
    galih = await handler(world, GALIH, ADMIN)
    await budi.play(*report(receipt="Terkirim"))
    (row,) = await world.rows(ticket)
    await hired(world, HANA)
    others = [
        budi,
        galih,
        await opened(world, CITRA),
        await opened(world, SARI),
        await holds(world, HANA, Role.HEAD),
        await holds(world, DEWI, OPERATOR, "rsud"),
    ]
    for each in others:
        for verb in (ANSWER, PASS, PASS_TO, CLOSE, LOOK, PICTURE):
            assert await pressed(each, data(verb, row.id, OPERATOR)) == NOT_YOURS, verb
        heard = " ".join(await each.hears(say("/masalah")))
        assert WORDS not in heard
    assert await states(world) == [("operator", None)]
    for broken in ("ms", "ms:tutup", "ms:tutup:x:o", f"ms:tutup:{row.id.hex}:z"):
        assert await pressed(eko, broken) == STALE
    unknown = data("hapus", row.id, OPERATOR)
    assert await pressed(eko, unknown) == STALE
    assert await pressed(eko, data(PASS_TO, row.id, OPERATOR, KOMINFO)) == STALE


async def test_a_stranger_gets_nothing(world: World) -> None:
    stranger = a_stranger(world, EKO)
    heard = " ".join(await stranger.hears(say("/masalah")))
    assert "Apa yang terjadi?" not in heard
    assert await world.rows(ticket) == []
