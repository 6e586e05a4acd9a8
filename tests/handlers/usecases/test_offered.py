"""Which commands /bantuan names to whom: those that answer them, and no other."""

from datetime import date
from uuid import uuid4

import pytest

from core.law.regulation import Role
from core.organisation.region import Region
from db.people.delegation import delegation
from db.people.employee import supervision
from handlers.manual.own_offices import NOT_OPERATOR
from handlers.month import evaluation, report
from handlers.texts import office_recap
from handlers.usecases.office_sight import NOT_THEIRS
from tests.handlers.correcting import appoint, region_with_agency
from tests.handlers.dialogue import SILENCE, Speaker, at, insert, say
from tests.handlers.office.people import opened
from tests.office import BUDI, CITRA, DEWI, EKO, SARI, Actor
from tests.world import World

APRIL, FIRST = "2026-04-07", date(2026, 4, 1)

# How each of these answers who has nothing to do with it.
REFUSED = {
    "kantor": NOT_THEIRS,
    "rekap": str(office_recap.NOT_YOURS.text),
    "laporan": str(report.NOT_YOURS.text),
    "evaluasi": str(evaluation.NOBODY.text),
    "manual": str(NOT_OPERATOR.text),
    "apel": "Apel diumumkan oleh operator kantor atau BKPSDM.",
}

OPERATOR = ("kantor", "rekap", "laporan", "manual", "apel")
HEAD = ("kantor", "rekap", "laporan")
MONITOR = ("kantor", "rekap", "laporan", "apel")
CASTS = {
    "bulungan": {
        BUDI: (),
        CITRA: OPERATOR,
        SARI: (*HEAD, "apel"),
        DEWI: (*HEAD, "apel"),
        EKO: MONITOR,
    },
    # Superiors, heads and monitors go through the month there (Pasal 9C ayat (4)).
    "karanganyar": {
        BUDI: (),
        CITRA: OPERATOR,
        SARI: HEAD,  # her Plh goes through it this time
        DEWI: (*HEAD, "evaluasi"),
        EKO: (*MONITOR, "evaluasi"),
    },
}
ROWS = [
    pytest.param(regulation, actor, names, id=f"{regulation}-{actor.name}")
    for regulation, cast in CASTS.items()
    for actor, names in cast.items()
]


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    return region_with_agency(policy, regulation)


async def cast(world: World, regulation: str) -> None:
    """Citra is operator, Sari head of the secretariat, Eko of the agency; Dewi stands in.

    Dewi's stand-in is for the head of her hospital, who is Budi's equal in nothing else.
    """
    await appoint(world, CITRA, Role.OPERATOR)
    await appoint(world, SARI, Role.HEAD)
    agency = Role.ADMINISTRATOR if regulation == "bulungan" else Role.BKPSDM_MANAGER
    await appoint(world, EKO, agency, None)
    await stands_in(world, SARI, DEWI)


async def stands_in(world: World, of: Actor, by: Actor) -> None:
    dates = {"since": FIRST, "until": date(2026, 4, 30), "revoked_at": None}
    plh = {"id": uuid4(), "of": of.id, "by": by.id, "why": "plt_plh", "decree": "SK 2"}
    await insert(world, delegation, **plh, **dates)


async def named(who: Speaker) -> set[str]:
    """Those of the six that /bantuan names."""
    told = " ".join(await who.hears(say("/bantuan")))
    return {each for each in REFUSED if f"/{each} – " in told}


@pytest.mark.parametrize(("regulation", "actor", "names"), ROWS)
async def test_help_names_exactly_the_commands_of_whoever_asks(
    world: World, regulation: str, actor: Actor, names: tuple[str, ...]
) -> None:
    """An employee, operator, head, stand-in of a head, and who monitors the region."""
    await cast(world, regulation)
    who = await opened(world, actor)
    await who.play((at("08.00", APRIL), SILENCE))
    assert await named(who) == {*names}


@pytest.mark.parametrize("profile", ["plain"])
@pytest.mark.parametrize(("regulation", "actor", "names"), ROWS)
async def test_what_is_named_answers_and_what_is_not_is_refused(
    world: World, regulation: str, actor: Actor, names: tuple[str, ...]
) -> None:
    await cast(world, regulation)
    who = await opened(world, actor)
    await who.play((at("08.00", APRIL), SILENCE))
    for name, refusal in REFUSED.items():
        (said, *_) = await who.hears(say(f"/{name}"))
        refused = " ".join(said.split()).startswith(refusal[:40])
        not_asked = "Evaluasi bulanan tidak ditentukan" in said
        assert (refused or not_asked) == (name not in names), (name, said)
        await who.hears(say("batal"))


@pytest.mark.parametrize(
    ("regulation", "since", "offered"),
    [
        ("bulungan", date(2026, 3, 31), set()),
        ("karanganyar", date(2026, 3, 31), {"evaluasi"}),
        ("karanganyar", FIRST, set()),
    ],
    ids=["Bulungan knows no such sheet", "KRA-9C-4", "KAM-48 too late for March"],
)
async def test_a_superior_who_is_no_head_is_offered_the_evaluation_where_there_is_one(
    world: World, since: date, offered: set[str]
) -> None:
    """Budi, who has no role, verifies Citra."""
    await insert(world, supervision, employee=CITRA.id, since=since, supervisor=BUDI.id)
    budi = await opened(world, BUDI)
    await budi.play((at("08.00", APRIL), SILENCE))
    assert await named(budi) == offered


async def test_the_stand_in_of_a_head_loses_the_commands_with_the_last_day(world: World) -> None:
    await cast(world, "bulungan")
    dewi = await opened(world, DEWI)
    await dewi.play((at("23.59", "2026-04-30"), SILENCE))
    assert "kantor" in await named(dewi)
    await dewi.play((at("00.01", "2026-05-01"), SILENCE))
    assert await named(dewi) == set()


async def test_what_an_operator_may_is_not_handed_on(world: World) -> None:
    """A Plh is of a superior: nobody appoints another operator, or another administrator, so."""
    await cast(world, "bulungan")
    await stands_in(world, CITRA, BUDI)
    await stands_in(world, EKO, BUDI)
    budi = await opened(world, BUDI)
    await budi.play((at("08.00", APRIL), SILENCE))
    assert await named(budi) == set()
