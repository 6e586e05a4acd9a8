"""A new kind of case is a handful of functions: the machine brings all the rest."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from pydantic import TypeAdapter

from bot.runtime import message_codec, scheduler
from bot.runtime.message_codec import pack
from db.messages import outbox
from handlers import form, routes
from handlers.approvals import buttons, decision, queue, screens
from handlers.approvals.kind import Scope
from handlers.kinds import KINDS, PILES
from tests.handlers.approvals import made_up
from tests.handlers.approvals.made_up import KIND, Loan, loan
from tests.handlers.dialogue import SILENCE, Speaker, at, employed, forged_tap, say, tap
from tests.handlers.worker import MONDAY, newest, superior
from tests.office import BUDI
from tests.world import World

WITH = (*KINDS, KIND)


def test_it_takes_at_most_eighty_lines_beside_its_imports() -> None:
    lines = Path(made_up.__file__).read_text("utf-8").splitlines()
    begins = next(n for n, line in enumerate(lines) if line.startswith("others ="))
    assert len([line for line in lines[begins:] if line.strip()]) <= 80


@pytest.fixture
async def asked(world: World, monkeypatch: pytest.MonkeyPatch) -> tuple[Speaker, Speaker]:
    """Sari and Budi, who asks at two o'clock for a projector; where kinds are listed it stands."""
    monkeypatch.setattr(scheduler, "KINDS", WITH)
    monkeypatch.setitem(routes.PAGES, "verifikasi", partial(queue.show_queue, WITH, PILES))
    monkeypatch.setitem(routes.ACTIONS, buttons.LIST, partial(queue.handle_button, WITH, PILES))
    monkeypatch.setitem(routes.ACTIONS, KIND.button, partial(decision.press, WITH, KIND))
    monkeypatch.setitem(routes.FLOWS, KIND.flow, partial(decision.reject, WITH, KIND))
    monkeypatch.setitem(form.FORMS, KIND.flow, form.Form("penolakan", "/verifikasi"))
    for each in (made_up.LoanCard, made_up.LoanDecided):
        monkeypatch.setitem(message_codec.ADAPTERS, each.KIND, TypeAdapter(each))
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("14.00", MONDAY), SILENCE), (say("/bantuan"), "Tekan Masuk"))
    app, now = world.service.app, world.clock.now()
    region = app.regions[world.region]
    new = Loan(UUID(int=7), BUDI.id, now.date(), "proyektor", now + timedelta(days=2))
    async with app.engine.begin() as db:
        await db.run_sync(loan.create)
        names = ("id", "employee", "day", "what", "due_at")
        row = {name: getattr(new, name) for name in names}
        await db.execute(sa.insert(loan), row | {"region": region.code})
        cards = await KIND.cards(Scope(db, region, now), {new.id: [new]})
        sent = await screens.first(db, region, cards)
        await outbox.put(db, [pack(each) for each in sent], now)
    await world.quiet()
    return sari, budi


async def states(world: World) -> list[tuple[str | None, str | None]]:
    return [(row.state, row.remark or row.article) for row in await world.rows(loan)]


async def test_one_tap_approves_and_the_person_is_told(
    world: World, asked: tuple[Speaker, Speaker]
) -> None:
    sari, budi = asked
    await sari.play((tap("Setuju"), "Pinjam proyektor: disetujui"))
    assert await newest(budi) == "Pinjam proyektor: disetujui"
    assert await states(world) == [("disetujui", None)]


async def test_it_stands_in_the_list_and_is_refused_for_a_reason(
    world: World, asked: tuple[Speaker, Speaker]
) -> None:
    sari, budi = asked
    await sari.play(
        (say("/verifikasi"), "1. Budi: 1 pinjaman, paling lambat Rabu, 8 April 2026, 14.00 WITA"),
        (tap("1. Budi"), "Pinjam proyektor: menunggu"),
        (tap("Tolak"), "Mengapa tidak?"),
        (tap("Sedang dipakai"), "Pinjam proyektor: ditolak"),
    )
    assert await newest(budi) == "Pinjam proyektor: ditolak Sedang dipakai"
    assert await states(world) == [("ditolak", "Sedang dipakai")]


async def test_nobody_else_decides_it(world: World, asked: tuple[Speaker, Speaker]) -> None:
    _, budi = asked
    data = buttons.data(KIND.button, KIND.approve, UUID(int=7))
    await budi.play((lambda who: forged_tap(who, data), "Keputusan ini tidak di tangan Anda"))
    assert await states(world) == [(None, None)]


async def test_silence_brings_it_up_and_reminds_before(
    world: World, asked: tuple[Speaker, Speaker]
) -> None:
    sari, budi = asked
    await world.tick(timedelta(hours=43).total_seconds())
    assert "Hampir habis waktunya:" in " ".join(sari.phone.told)
    await world.tick(timedelta(hours=6).total_seconds())
    assert "Pinjam proyektor: naik" in budi.phone.told
    (row,) = await world.rows(loan)
    assert (row.state, row.escalated_at) == (None, row.due_at)
