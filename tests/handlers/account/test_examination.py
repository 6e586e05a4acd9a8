"""A blocked account as dialogues (AMB-38, AMB-71): one answer, and all who must agree lift it."""

from collections.abc import Awaitable, Callable

import pytest
import sqlalchemy as sa

from bot.runtime import outgoing
from core.law.regulation import Role
from core.organisation.region import Region, load_region
from db.people.block import block_consent
from db.people.employee import block, role
from db.records.audit import audit
from handlers.usecases import authority, blocks
from handlers.usecases.act import Act
from handlers.usecases.refusal import Refused
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    Line,
    Speaker,
    again,
    at,
    employed,
    forged_tap,
    old_button,
    photo,
    say,
    tap,
)
from tests.handlers.month.cancellation.parts import GALIH, HANA, hired, named, newest, told
from tests.office import BUDI, CITRA, PINS_UNASKED, SARI, region_file, wita
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
MONDAY, TUESDAY, WEDNESDAY = "2026-04-06", "2026-04-07", "2026-04-08"
NOTHING_WAITS: Line = (say("/verifikasi"), "Tidak ada yang menunggu keputusan Anda.")
NOT_YOURS = "Keputusan ini tidak di tangan Anda hari ini."
ANSWER: list[Line] = [
    (tap("Beri penjelasan"), "Apa penjelasan Anda?"),
    (say("Ponsel saya dipinjam anak di rumah"), "Ada bukti?"),
    (tap("Lewati"), "Penjelasan terkirim."),
]


@pytest.fixture
def region(policy: str) -> Region:
    more = PINS_UNASKED if policy == "any" else ""
    text = region_file("bulungan", policy) + 'kantor_bkpsdm = "dinkes"\n' + more
    return load_region(text, "bulungan.toml")


async def administer(world: World, do: str, *words: str, by: str = GALIH.nip) -> None:
    """An act on Budi's account, as an administrator's console carries it out."""
    region, now = next(iter(world.service.app.regions.values())), world.clock.now()
    async with world.service.app.engine.begin() as db:
        acts = await authority.acting(db, region, now.astimezone(region.zone).date(), by)
        act = Act(db, region, now, acts)
        await ACTS[do](act, BUDI.nip, *words)
        await outgoing.put(db, act.told, now)
    world.wakes.sender.set()
    await world.quiet()


ACTS: dict[str, Callable[..., Awaitable[object]]] = {
    "block": blocks.block,
    "unblock": blocks.unblock,
    "conclude": blocks.conclude,
}


async def blocked(world: World) -> tuple[Speaker, Speaker, Speaker]:
    """Budi, blocked on Monday at 09.00, the head of his office, and the administrator."""
    world.at(wita(MONDAY, "07.00"))
    await hired(world, HANA, Role.HEAD)
    await hired(world, GALIH)
    await named(world, GALIH, Role.ADMINISTRATOR)
    budi, hana, galih = [await employed(world, each) for each in (BUDI, HANA, GALIH)]
    for each in (budi, hana, galih):
        await each.hears(say("menu"))
    world.at(wita(MONDAY, "09.00"))
    await administer(world, "block", "titik sama berulang")
    return budi, hana, galih


async def settled(world: World) -> tuple[str | None, bool]:
    (row,) = await world.rows(block)
    return row.settled, row.until is not None


async def pressed(who: Speaker, data: str) -> str:
    return " ".join(await who.hears(lambda each: forged_tap(each, data)))


@BOTH
async def test_whoever_is_blocked_answers_once_and_both_must_agree(world: World) -> None:
    """AMB-38, BLG-6-2g: neither of them alone, and each is told what still lacks."""
    budi, hana, galih = await blocked(world)
    notice = await newest(budi)
    assert "Akun presensi Anda sedang diperiksa mulai Senin, 6 April 2026." in notice
    assert "Selama itu hari Anda tidak dihitung alpa." in notice
    answer = old_button("Beri penjelasan")(budi)
    await budi.play(*ANSWER, (again, SILENCE), (answer, "Penjelasan Anda sudah terkirim"))
    for each in (hana, galih):
        assert "Penjelasan pegawai: Ponsel saya dipinjam anak di rumah" in await newest(each)
    await budi.play(
        (at("10.00", WEDNESDAY), SILENCE), (say("/rekap_saya"), "3 hari dalam pemeriksaan")
    )
    agree = old_button("Setuju dibuka")(hana)
    await hana.play(
        (tap("Setuju dibuka"), "Blokir Budi dibuka setelah Administrator setuju."),
        (again, SILENCE),
        (agree, "Budi sudah disetujui."),
    )
    assert await settled(world) == (None, False)
    stale = old_button("Setuju dibuka")(galih)
    await galih.play((tap("Setuju dibuka"), "Blokir Budi dibuka. Budi sudah diberi tahu."))
    assert await settled(world) == ("dipulihkan", True)
    assert told(budi, "Pemeriksaan akun presensi Anda selesai.")
    # AMB-71: nobody let him stamp on these two days.
    await budi.play((say("/rekap_saya"), "Hadir 2 hari"))
    roles = {(row.role, row.by) for row in await world.rows(block_consent)}
    assert roles == {("kepala", HANA.id), ("administrator", GALIH.id)}
    actions = {(row.actor, row.action) for row in await world.rows(audit)}
    assert {
        (GALIH.nip, "diblokir"),
        (BUDI.nip, "penjelasan pemeriksaan"),
        (HANA.nip, "blokir disetujui dibuka"),
        (GALIH.nip, "pemeriksaan selesai"),
    } <= actions
    await galih.play((stale, "Pemeriksaan ini sudah selesai."))


async def test_a_proof_is_shown_to_whoever_decides(world: World) -> None:
    budi, hana, _ = await blocked(world)
    await budi.play(
        (tap("Beri penjelasan"), "Apa penjelasan Anda?"),
        (say("Lihat fotonya"), "Ada bukti?"),
        (photo, "Penjelasan terkirim."),
    )
    said = await hana.hears(tap("Lihat bukti"))
    assert "Buktinya ada di bawah." in said


async def test_who_does_not_agree_yet_says_why_and_nothing_ends(world: World) -> None:
    budi, hana, _ = await blocked(world)
    await budi.play(*ANSWER)
    await hana.play(
        (tap("Belum"), "Mengapa blokir Budi belum dibuka?"),
        (say("Mohon surat dari operator seluler"), "Tercatat: blokir Budi belum dibuka."),
        (again, SILENCE),
    )
    assert "Akun Anda masih diperiksa." in await newest(budi)
    assert "Mohon surat dari operator seluler" in await newest(budi)
    assert await settled(world) == (None, False)


async def test_what_was_proved_is_decided_by_number_and_makes_its_days_absent(
    world: World,
) -> None:
    """AMB-71, BLG-12-2: never by itself, and only by whom the law names."""
    budi, _, _ = await blocked(world)
    world.at(wita(WEDNESDAY, "10.00"))
    with pytest.raises(Refused, match="tidak berwenang"):
        await administer(world, "conclude", "800/9", "terbukti", by=HANA.nip)
    with pytest.raises(Refused, match="Nomor keputusannya belum diisi"):
        await administer(world, "conclude", " ", "terbukti")
    await administer(world, "conclude", "800/9", "terbukti")
    assert "keputusan nomor 800/9" in await newest(budi)
    await budi.play((say("/rekap_saya"), "Alpa 2 hari"))
    assert await settled(world) == ("terbukti", True)


async def test_also_in_a_closed_month_what_is_under_review_gets_its_outcome(world: World) -> None:
    """AMB-71, AMB-28: April is closed since 5 May, and these days were never final."""
    budi, _, _ = await blocked(world)
    world.at(wita("2026-05-11", "10.00"))
    await administer(world, "unblock", "sudah jelas", "800/7")
    assert await settled(world) == ("dipulihkan", True)
    await budi.play((say("/rekap_saya"), "Rekap Mei 2026"), (tap("Bulan lalu"), "Hadir 19 hari"))


async def test_one_person_has_one_say_whatever_roles_they_hold(world: World) -> None:
    """AMB-38: an administrator who acts as head, too, does not lift it alone."""
    budi, hana, galih = await blocked(world)
    await named(world, GALIH, Role.HEAD, office="setda")
    await budi.play(*ANSWER)
    card = old_button("Setuju dibuka")(galih)
    await galih.play(
        (card, "dibuka setelah Administrator setuju"), (card, "Anda sudah setuju untuk Budi")
    )
    await hana.play((tap("Setuju dibuka"), "Budi sudah disetujui."))
    assert await settled(world) == (None, False)
    assert [(row.role, row.by) for row in await world.rows(block_consent)] == [("kepala", GALIH.id)]


async def test_nobody_else_gets_anything(world: World) -> None:
    """A colleague, the superior without a role, the person as their own judge."""
    budi, hana, _ = await blocked(world)
    (row,) = await world.rows(block)
    since = int(row.since.timestamp())
    card = f"bl:setuju:{BUDI.id.hex}:{since}"
    citra, sari = await employed(world, CITRA), await employed(world, SARI)
    for each in (citra, sari, budi):
        await each.hears(say("menu"))
        for verb in ("setuju", "belum", "bukti"):
            assert NOT_YOURS in await pressed(each, card.replace("setuju", verb))
    assert STALE in await pressed(hana, "bl:lepas:" + card.partition("setuju:")[2])
    assert STALE in await pressed(citra, "blp:lain")
    assert await world.rows(block_consent) == []


async def test_a_card_of_an_earlier_block_lifts_no_later_one(world: World) -> None:
    budi, hana, _ = await blocked(world)
    await budi.play(*ANSWER)
    card = old_button("Setuju dibuka")(hana)
    await administer(world, "unblock", "sudah jelas", "800/7")
    world.at(wita(TUESDAY, "09.00"))
    await administer(world, "block", "lagi")
    await hana.play((card, "Pemeriksaan ini sudah selesai."))
    assert await world.rows(block_consent) != []
    assert {row.settled for row in await world.rows(block)} == {"dipulihkan", None}


@BOTH
async def test_whoever_must_agree_hears_of_a_block_at_once_and_not_only_of_its_answer(
    world: World,
) -> None:
    """AMB-38: no answer may ever come, and nothing ends by itself."""
    budi, hana, galih = await blocked(world)
    for each in (hana, galih):
        card = await newest(each)
        assert "Mohon diputuskan: akun Budi diblokir" in card
        assert "Penjelasan pegawai: belum ada." in card
        assert "Lihat bukti" not in each.phone.labels
    assert not told(budi, "Mohon diputuskan")
    await hana.play((tap("Setuju dibuka"), "Blokir Budi dibuka setelah Administrator setuju."))
    heard = len(hana.phone.told)
    await budi.play(*ANSWER)
    assert "Ponsel saya dipinjam anak di rumah" in await newest(galih)
    assert len(hana.phone.told) == heard, "who has agreed is asked no more"


async def test_a_head_who_takes_over_finds_what_waits_and_the_one_before_does_not(
    world: World,
) -> None:
    """AMB-38: it is the office's head of today who agrees."""
    budi, hana, _ = await blocked(world)
    await budi.play(*ANSWER)
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.delete(role).where(role.c.employee == HANA.id))
    await named(world, SARI, Role.HEAD)
    sari = await employed(world, SARI)
    await sari.hears(say("menu"))
    await hana.play(NOTHING_WAITS)
    await sari.play(
        (say("/verifikasi"), "1 akun diblokir perlu diputuskan"),
        (tap("Akun diblokir (1)"), "Penjelasan pegawai: Ponsel saya dipinjam anak di rumah"),
        (tap("Setuju dibuka"), "Blokir Budi dibuka setelah Administrator setuju."),
        NOTHING_WAITS,
    )


async def test_what_a_role_has_agreed_to_waits_for_nobody_else_of_that_role(
    world: World,
) -> None:
    """AMB-38: each role agrees once; a second head has nothing left to press."""
    _, hana, galih = await blocked(world)
    await named(world, GALIH, Role.HEAD, office="setda")
    await galih.play((tap("Setuju dibuka"), "dibuka setelah Administrator setuju"))
    for each in (hana, galih):
        await each.play(NOTHING_WAITS)


async def test_the_card_is_found_again_by_whoever_has_not_agreed(world: World) -> None:
    """AMB-38: by both and nobody else, without an answer too; who has agreed is done."""
    budi, hana, galih = await blocked(world)
    citra = await employed(world, CITRA)
    await citra.hears(say("menu"))
    for each in (hana, galih):
        await each.play(
            (say("/verifikasi"), "1 akun diblokir perlu diputuskan"),
            (tap("Akun diblokir (1)"), "Penjelasan pegawai: belum ada."),
        )
    for each in (budi, citra):
        await each.play(NOTHING_WAITS)
    await budi.play(*ANSWER)
    for each in (budi, citra):
        await each.play(NOTHING_WAITS)
        said = await pressed(each, f"l:blokir:{0:032x}:0")
        assert "Mohon diputuskan" not in said
    for each, answered in (
        (hana, "Blokir Budi dibuka setelah Administrator setuju."),
        (galih, "Blokir Budi dibuka. Budi sudah diberi tahu."),
    ):
        await each.play(
            (say("/verifikasi"), "1 akun diblokir perlu diputuskan"),
            (tap("Akun diblokir (1)"), "Mohon diputuskan: akun Budi diblokir"),
            (tap("Setuju dibuka"), answered),
            NOTHING_WAITS,
        )
    assert await settled(world) == ("dipulihkan", True)
