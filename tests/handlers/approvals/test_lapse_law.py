"""The law changes while work waits: card, sweep, list and person are told the old law's article."""

import pytest

from core.law.regulation import Kinerja
from core.organisation.region import Region, load_region
from db.records.activity import activity
from tests.core.changing import changed, entry, silent
from tests.core.situations import BLG
from tests.handlers.dialogue import SILENCE, at, employed, later, say, tap
from tests.handlers.worker import MONDAY, superior
from tests.handlers.worker import entry as entering
from tests.office import region_file
from tests.world import World

WEDNESDAY, THURSDAY, FRIDAY = "2026-04-08", "2026-04-09", "2026-04-10"
OLD, NEW = "Pasal 9 ayat (10) Perbup", "Pasal 9A ayat (2) Perbup"
NEW_ARTICLE = (entry("kinerja.jika_lewat", '"dianggap_disetujui"', "Pasal 9A ayat (2)"),)
NO_WORK = tuple(silent(f"kinerja.{name}") for name in Kinerja.model_fields)


@pytest.fixture
def region(policy: str, law: tuple[str, ...]) -> Region:
    return load_region(region_file(policy=policy), "bulungan.toml", lambda _: changed(BLG, *law))


async def actors(world: World) -> list[str | None]:
    rows = sorted(await world.rows(activity), key=lambda row: row.filed_at)
    return [row.article and row.article.partition(" Perbup")[0] for row in rows]


@pytest.mark.parametrize("law", [NEW_ARTICLE], ids=["another article"])
@pytest.mark.parametrize(
    ("day", "due", "article"),
    [
        pytest.param("2026-04-07", THURSDAY, OLD, id="BLG-9-10 the eve of the change"),
        pytest.param(WEDNESDAY, FRIDAY, NEW, id="the day of the change"),
    ],
)
async def test_a_sweep_cites_what_the_card_has_cited(
    world: World, day: str, due: str, article: str
) -> None:
    sari, budi = await superior(world), await employed(world)
    begun = [(at("14.00", day), SILENCE), (say("/aktivitas"), "tanggal berapa?")]
    date = {"2026-04-07": "Selasa, 7 April", WEDNESDAY: "Rabu, 8 April"}[day]
    await budi.play(*begun, (tap(date), "Jenis"), *entering()[2:])
    assert f"dianggap disetujui ({article}" in sari.phone.told[-1]
    await at("14.00", due)(budi)
    await budi.play((later(seconds=1), f"Dianggap disetujui ({article}"))
    assert f"Dianggap disetujui ({article}" in sari.phone.told[-1]
    assert await actors(world) == [article.partition(" Perbup")[0]]


@pytest.mark.parametrize("law", [NO_WORK], ids=["no daily work any more"])
async def test_what_was_entered_before_daily_work_ended_is_decided_and_shown(world: World) -> None:
    """Today's law knows no daily work; Monday's did."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("14.00", MONDAY), SILENCE), *entering())
    await at("13.59.59", WEDNESDAY)(budi)
    await sari.play((say("/verifikasi"), "Budi: 1 aktivitas"))
    await budi.play(
        (later(seconds=1), f"Dianggap disetujui ({OLD}"),
        (say("/aktivitas_saya"), f"Dianggap disetujui ({OLD}"),
        (say("/poin"), "April 2026: 90 dari 6.800 poin."),
    )
    assert f"Dianggap disetujui ({OLD}" in " ".join(sari.phone.told)
    assert await actors(world) == ["Pasal 9 ayat (10)"]


@pytest.mark.parametrize("law", [NO_WORK], ids=["no daily work any more"])
async def test_monday_may_still_be_entered_after_daily_work_ended(world: World) -> None:
    """BLG-9-7, AMB-16: two days after its date, by the law of that date."""
    await superior(world)
    budi = await employed(world)
    await budi.play(
        (at("14.00", WEDNESDAY), SILENCE),
        (say("/aktivitas"), "tanggal berapa?"),
        (tap("Senin, 6 April"), "Jenis aktivitas?"),
        *entering()[2:],
        (at("00.00", FRIDAY), SILENCE),
        (say("/aktivitas"), "Di daerah ini kinerja harian tidak diisi lewat saya."),
    )
