"""Finding a colleague in a dialogue: by button, NIP or name, and never oneself."""

from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.people.employee import employee, supervision
from tests.handlers.dialogue import SILENCE, Gesture, at, employed, insert, rename, say, tap
from tests.handlers.naming import FIRST, LAST, NUMBER, WHO, hire, named, naming
from tests.handlers.worker import MONDAY, superior
from tests.office import BUDI, CITRA, DEWI, SARI, furnish
from tests.world import World

NO_ONE = "Tidak ada pegawai lain dengan nama atau NIP itu. Periksa lagi tulisannya."


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (say("dewi"), "Dewi RSUD"),
        (say(DEWI.nip), "Dewi RSUD"),
        (say("19891201 201402 2 001"), "Dewi RSUD"),
        (tap("1. Budi"), "Budi Sekretariat Daerah"),
    ],
    ids=["a name", "a NIP", "a NIP with its spaces", "a button"],
)
async def test_somebody_is_found_by_button_name_or_nip(
    world: World, said: Gesture, found: str
) -> None:
    sari = await superior(world)
    await sari.play((at("07.00", MONDAY), SILENCE), *naming(said)[:-1])
    assert f"Plh Anda: {found} Senin, 6 April 2026" in sari.newest


async def test_of_several_who_fit_one_is_chosen_and_the_choice_may_be_changed(
    world: World,
) -> None:
    await rename(world, CITRA, "Budi Citra Lestari Kusumawardhani")
    await rename(world, DEWI, "Budi Citra Lestari Kusumawardhana")
    sari = await superior(world)
    await sari.play(
        (at("07.00", MONDAY), SILENCE),
        (say("/delegasi"), WHO),
        (say("citra budi"), "Yang mana? 1. Budi Citra Lestari Kusumawardhana, RSUD 2. Budi"),
        (tap("Kembali"), WHO),
        (say("citra budi"), "Yang mana?"),
        (say("Budi"), "Silakan pilih salah satu"),
        (tap("2. Budi Citra Lesta…"), FIRST),
        (tap("Senin, 6 April"), LAST),
        (tap("Hari itu saja"), NUMBER),
        (tap("Lewati"), "Plh Anda: Budi Citra Lestari Kusumawardhani"),
        (tap("Ubah orang"), WHO),
        (say("citra budi"), "Yang mana?"),
        (tap("1. Budi Citra Lesta…"), "Plh Anda: Budi Citra Lestari Kusumawardhana RSUD"),
        (tap("Ya"), "Tersimpan"),
    )
    assert [each[1] for each in await named(world)] == [DEWI.id]


@pytest.mark.parametrize(
    "said",
    ["Zainal", SARI.nip, "Sari", SARI.id.hex, "Orang Karanganyar", "9" * 18, "%", "0" * 32],
    ids=[
        "nobody",
        "AMB-39 one's own NIP",
        "AMB-39 one's own name",
        "AMB-39 oneself, forged",
        "another region",
        "an unknown NIP",
        "a pattern",
        "no person",
    ],
)
async def test_nobody_names_themselves_or_somebody_unknown(world: World, said: str) -> None:
    engine = world.service.app.engine
    await furnish(engine, "karanganyar")
    theirs = (employee.c.region == "karanganyar", employee.c.employee == DEWI.id)
    async with engine.begin() as db:
        await db.execute(sa.update(employee).where(*theirs).values(name="Orang Karanganyar"))
    sari = await superior(world)
    await sari.play(
        (at("07.00", MONDAY), SILENCE),
        (say("/delegasi"), WHO),
        (say(said), f"{NO_ONE} {WHO}"),
        (tap("1. Budi"), FIRST),
    )


async def test_of_those_who_fit_oneself_is_none(world: World) -> None:
    """AMB-39."""
    await rename(world, BUDI, "Budi Sari")
    sari = await superior(world)
    await sari.play((at("07.00", MONDAY), SILENCE), (say("/delegasi"), WHO), (say("sari"), FIRST))


async def test_too_many_who_fit_are_not_listed(world: World) -> None:
    """Eight are, nine are not."""
    sari = await superior(world)
    for number in range(1, 10):
        await hire(world, number, f"Wayan {number}")
        if number == 8:
            await sari.play((at("07.00", MONDAY), SILENCE), (say("/delegasi"), WHO))
            await sari.play((say("wayan"), "8. Wayan 8, Sekretariat Daerah"))
    await sari.play(
        (say("/delegasi"), WHO),
        (say("wayan"), "Terlalu banyak yang cocok. Tulis nama lebih lengkap, atau NIP-nya."),
        (say("wayan 9"), FIRST),
    )


async def test_those_at_hand_are_eight_the_people_of_ones_own_superior_first(
    world: World,
) -> None:
    """Budi, under Sari, has somebody under him; Dewi works elsewhere, but under Sari, too."""
    for number in range(1, 9):
        await hire(world, number, f"Agus {number}")
    await insert(
        world, supervision, employee=UUID(int=1), since=date(2024, 1, 1), supervisor=BUDI.id
    )
    budi = await employed(world)
    await budi.play((at("07.00", MONDAY), SILENCE), (say("/delegasi"), WHO))
    peers, office = ["1. Citra", "2. Dewi", "3. Eko"], [f"{n + 3}. Agus {n}" for n in range(1, 6)]
    assert budi.phone.labels == [*peers, *office, "Batal"]


async def test_names_and_numbers_full_of_signs_are_only_text(world: World) -> None:
    await rename(world, BUDI, "Budi & \u202eAnak < 7")
    sari = await superior(world)
    await sari.play(
        (at("07.00", MONDAY), SILENCE),
        (say("/delegasi"), WHO),
        (say("budi"), FIRST),
        (tap("Senin, 6 April"), LAST),
        (tap("Hari itu saja"), NUMBER),
        (say("1 < 2 & 3"), "Plh Anda: Budi & Anak < 7 Sekretariat Daerah"),
    )
