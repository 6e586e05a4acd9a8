"""`/bawahan` says how far away a stamp was made that is in no place, as the request's card does."""

import pytest

from tests.handlers.attendance.test_review import EDGE
from tests.handlers.dialogue import SILENCE, at, employed, say, share, share_exactly, tap
from tests.handlers.month.test_subordinates import stamped
from tests.handlers.worker import MONDAY, superior
from tests.office import CITRA, GATE, STREET
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
FAR = (2.95, 117.3655)  # twelve kilometres north
EARLY = "Dispensasi pulang"


def leaving(place: tuple[float, float]) -> list[tuple[object, str]]:
    return [
        (say("/izin"), "Mengajukan apa?"),
        (say(EARLY), "Apa alasannya?"),
        (say("Anak sakit"), "Kirim foto pendukung?"),
        (tap("Lewati"), "Lanjut?"),
        (tap("Ya"), "bagikan"),
        (share_exactly(place), "Tercatat pulang 14.30 WITA"),
    ]


@BOTH
@pytest.mark.parametrize(
    ("place", "line"),
    [
        (FAR, "pulang 14.30 WITA (12,3 km dari Kantor Bupati), 1 jam 30 menit lebih cepat"),
        (STREET, "pulang 14.30 WITA (309 m dari Kantor Bupati), 1 jam 30 menit lebih cepat"),
        (GATE, "pulang 14.30 WITA, 1 jam 30 menit lebih cepat"),
    ],
    ids=["twelve kilometres", "in the street", "in the office"],
)
async def test_leaving_early_says_how_far_away_it_was_stamped(
    world: World, place: tuple[float, float], line: str
) -> None:
    """AMB-25: the superior sees in the list what the card of the request says."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("07.24", MONDAY), SILENCE), (share(GATE), "Tercatat masuk"))
    await budi.play((at("14.30", MONDAY), SILENCE), *leaving(place))  # type: ignore[arg-type]
    await sari.play((say("/bawahan"), f"Budi, masuk 07.24 WITA, {line}"))
    where = line.removesuffix(", 1 jam 30 menit lebih cepat")
    at_ = f"{where} (di Kantor Bupati)" if place == GATE else where
    assert any(at_ in " ".join(text.split()) for text in sari.phone.told)  # the card itself


@BOTH
async def test_what_is_near_the_fence_and_looked_at_says_only_that(world: World) -> None:
    """A stamp in a place names none; one without a point says nothing of a distance."""
    sari, budi = await superior(world), await employed(world)
    await budi.play(
        (at("07.24", MONDAY), SILENCE),
        (share((EDGE[0] + 0.0001, EDGE[1]), 40.0), "Tercatat masuk"),
    )
    await stamped(world, CITRA, "masuk", "07.20", away=True)
    await sari.play((say("/bawahan"), "Budi, masuk 07.24 WITA (perlu dicek)"))
    assert "km" not in sari.newest
