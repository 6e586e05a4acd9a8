"""/delegasi as dialogues: who is named decides on those dates, and the superior may not."""

from datetime import date

import pytest
import sqlalchemy as sa

from db.people.delegation import delegation
from db.people.employee import supervision
from db.records.activity import activity
from db.records.audit import audit
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    a_stranger,
    again,
    at,
    employed,
    insert,
    later,
    old_button,
    say,
    tap,
)
from tests.handlers.naming import (
    FIRST,
    LAST,
    NOT_HANDED_OVER,
    NUMBER,
    WHO,
    met,
    named,
    naming,
    pressing,
)
from tests.handlers.worker import MONDAY, entry, newest, superior
from tests.office import BUDI, CITRA, DEWI, EKO, SARI, Actor
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
TUESDAY = "2026-04-07"
NOT_YOURS = "Keputusan ini tidak di tangan Anda hari ini."
ENDED = "Plh itu sudah diakhiri. Lihat /delegasi."


async def states(world: World) -> list[str | None]:
    return [row.state for row in await world.rows(activity)]


@BOTH
async def test_a_superior_names_a_plh_who_is_told_at_once(world: World) -> None:
    """AMB-39: by a button, with the number of the decree."""
    sari, citra = await superior(world), await met(world, CITRA)
    await sari.play(
        (at("07.00", MONDAY), SILENCE),
        (say("/delegasi"), WHO),
        (tap("2. Citra"), FIRST),
        (say("10 April"), LAST),
        (say("17/4"), NUMBER),
        (say("800.1/12 & 13"), "Plh Anda: Citra Sekretariat Daerah Jumat, 10 April 2026 sampai"),
    )
    assert "sampai Jumat, 17 April 2026 Surat perintah: 800.1/12 & 13" in sari.newest
    assert await named(world) == []
    await sari.play(
        (tap("Ya"), "Tersimpan: Citra Plh Anda, Jumat, 10 April 2026 sampai Jumat, 17 April 2026."),
        (again, SILENCE),
    )
    assert sari.newest.endswith("Citra sudah diberi tahu.")
    told = [text for text in citra.phone.told if "Anda ditunjuk sebagai Plh. Sari" in text]
    assert len(told) == 1
    assert "Jumat, 10 April 2026 sampai Jumat, 17 April 2026" in told[0]
    assert await named(world) == [(SARI.id, CITRA.id, "2026-04-10", "2026-04-17", False)]
    (row,) = await world.rows(delegation)
    assert (row.why, row.decree) == ("plt_plh", "800.1/12 & 13")


@BOTH
async def test_both_acts_are_in_the_audit_with_the_nip_of_the_superior(world: World) -> None:
    sari = await superior(world)
    await sari.play((at("07.00", MONDAY), SILENCE), *naming(tap("1. Budi")))
    await sari.play(
        (say("/delegasi"), "Plh Anda 1. Budi, Senin, 6 April 2026"),
        (tap("Akhiri"), "Akhiri Plh Budi, Senin, 6 April 2026?"),
        (tap("Ya"), "Plh Budi sudah diakhiri."),
    )
    (row,) = await world.rows(delegation)
    made, ended = sorted(await world.rows(audit), key=lambda each: each.id)
    assert {(each.actor, each.employee) for each in (made, ended)} == {(SARI.nip, SARI.id)}
    assert (made.action, ended.action) == ("Plt/Plh dicatat", "Plt/Plh dicabut")
    assert made.detail == {
        "oleh": BUDI.nip,
        "sk": None,
        "nomor": str(row.id),
        "dasar": "AMB-39",
        "sejak": "2026-04-06",
        "sampai": "2026-04-06",
    }
    assert ended.detail == {"nomor": str(row.id), "dasar": "AMB-39"}


@BOTH
async def test_from_its_first_date_the_named_one_decides_and_the_superior_may_not(
    world: World,
) -> None:
    """AMB-39: on the day before it is still the superior; the day after, again."""
    sari, citra = await superior(world), await met(world, CITRA)
    budi = await employed(world)
    await budi.play((at("14.00", MONDAY), SILENCE), *entry("Rapat"))
    await budi.play(*entry("Monev", again=True))
    card = old_button("Setujui semua (2)")(sari)
    await sari.play(*naming(tap("2. Citra"), "Selasa, 7 April"))
    await citra.play((say("/verifikasi"), "Tidak ada yang menunggu keputusan Anda."))
    await sari.play((say("/verifikasi"), "1. Budi: 2 aktivitas"))
    await citra.play((at("09.00", TUESDAY), SILENCE), (later(seconds=0), "Rapat"))
    await sari.play((card, NOT_YOURS), (say("/verifikasi"), "Tidak ada yang menunggu"))
    assert await states(world) == [None, None]
    await citra.play((tap("Satu per satu"), "1 dari 2"), (tap("Setujui"), "Disetujui oleh Citra"))
    await sari.play((at("09.00", "2026-04-08"), SILENCE), (card, "Disetujui oleh Sari"))
    assert await states(world) == ["disetujui", "disetujui"]


@BOTH
async def test_ended_early_it_is_the_superior_again_and_the_named_one_hears_of_it(
    world: World,
) -> None:
    """AMB-39: whoever has handed over everybody may still take it back."""
    sari, citra = await superior(world), await met(world, CITRA)
    budi = await employed(world)
    await sari.play((at("13.00", MONDAY), SILENCE), *naming(tap("2. Citra"), last="Tujuh hari"))
    await budi.play((at("14.00"), SILENCE), *entry())
    card = old_button("Setujui")(citra)
    await sari.play(
        (say("/bawahan"), "Hari ini tidak ada pegawai yang Anda verifikasi."),
        (say("/delegasi"), "Plh Anda 1. Citra, Senin, 6 April 2026 sampai Minggu, 12 April 2026"),
        (tap("Akhiri"), "Akhiri Plh Citra, Senin, 6 April 2026 sampai Minggu, 12 April 2026?"),
        (tap("Batal"), "Dibatalkan."),
    )
    assert [each[-1] for each in await named(world)] == [False]
    end = old_button("Akhiri")
    await sari.play((say("/delegasi"), "Plh Anda"))
    stale = end(sari)
    await sari.play(
        (tap("Akhiri"), "Akhiri Plh Citra"),
        (tap("Ya"), "Plh Citra sudah diakhiri. Citra sudah diberi tahu."),
        (stale, STALE),
    )
    told = [text for text in citra.phone.told if "sebagai Plh. Sari" in text]
    span = "Senin, 6 April 2026 sampai Minggu, 12 April 2026"
    assert told[1:] == [f"Tugas Anda sebagai Plh. Sari, {span}, sudah diakhiri."]
    await citra.play((card, NOT_YOURS))
    await sari.play((say("/verifikasi"), "1. Budi: 1 aktivitas"))


async def test_what_an_operator_has_ended_meanwhile_is_not_ended_twice(world: World) -> None:
    sari, citra = await superior(world), await met(world, CITRA)
    await sari.play((at("07.00", MONDAY), SILENCE), *naming(tap("2. Citra")))
    await sari.play((say("/delegasi"), "Plh Anda"), (tap("Akhiri"), "Akhiri Plh Citra"))
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.update(delegation).values(revoked_at=world.clock.now()))
    await sari.play((tap("Ya"), ENDED), (say("/delegasi"), WHO))
    assert "diakhiri" not in await newest(citra)
    assert len(await world.rows(audit)) == 1


@pytest.mark.parametrize("who", [BUDI, DEWI], ids=["a clerk", "one of another office"])
async def test_whoever_verifies_nobody_gets_a_plain_answer_and_nothing_else(
    world: World, who: Actor
) -> None:
    other = await employed(world, who)
    await other.play(
        (at("07.00", MONDAY), SILENCE), (say("/delegasi"), NOT_HANDED_OVER), (say("2"), "Tekan")
    )
    assert await other.state() == {}
    assert await named(world) == []


async def test_a_stranger_gets_nothing(world: World) -> None:
    await superior(world)
    stranger = a_stranger(world, BUDI)
    await stranger.play((say("/delegasi"), "hanya untuk ASN"), (say("/bawahan"), SILENCE))


async def test_a_button_out_of_somebody_elses_chat_does_nothing(world: World) -> None:
    sari, budi = await superior(world), await met(world, BUDI)
    await sari.play((at("07.00", MONDAY), SILENCE), (say("/delegasi"), WHO))
    talk = (await sari.state())["talk"]
    assert isinstance(talk, dict)
    theirs = f"{talk['run']}:siapa:{CITRA.id.hex}"
    await budi.play((pressing(theirs), STALE))
    await sari.play((pressing(theirs), FIRST), (tap("Senin, 6 April"), LAST))
    await sari.play((pressing(theirs), STALE))
    assert await named(world) == []


async def test_whoever_stands_in_may_be_away_too_and_name_the_next(world: World) -> None:
    """AMB-39: Sari hands over to Citra, and Citra to Eko."""
    sari, citra = await superior(world), await met(world, CITRA)
    await sari.play((at("07.00", MONDAY), SILENCE), *naming(tap("2. Citra")))
    await citra.play(*naming(say("Eko")))
    eko = await met(world, EKO)
    await eko.play((say("/bawahan"), "Senin, 6 April 2026"))
    for other in (sari, citra):
        assert "Budi" not in (await other.hears(say("/bawahan")))[0]


async def test_a_plh_without_a_chat_is_told_by_the_superior(world: World) -> None:
    sari = await superior(world)
    await sari.play((at("07.00", MONDAY), SILENCE), *naming(tap("1. Budi")))
    assert sari.newest.endswith(" belum terhubung. Mohon kabari langsung.")


async def test_after_a_transfer_the_new_superior_hands_over_and_the_old_one_cannot(
    world: World,
) -> None:
    """BLG-6-2f: from the effective date on."""
    moved = date(2026, 4, 7)
    for actor, to in ((BUDI, EKO), (CITRA, EKO), (DEWI, EKO), (EKO, CITRA)):
        await insert(world, supervision, employee=actor.id, since=moved, supervisor=to.id)
    sari, eko = await superior(world), await employed(world, EKO)
    await eko.play((at("23.59.59", MONDAY), SILENCE), (say("/delegasi"), NOT_HANDED_OVER))
    await sari.play((say("/delegasi"), WHO))
    await sari.play((at("00.00", TUESDAY), SILENCE), (tap("1. Budi"), NOT_HANDED_OVER))
    await eko.play((say("/delegasi"), WHO))
