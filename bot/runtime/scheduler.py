"""Ticks: APScheduler only says "now", the truth of what is due stands in the database."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.runtime import reminding
from bot.runtime.app import App
from bot.runtime.message_codec import pack
from bot.runtime.ticks import Sweep
from bot.runtime.ticks import by_agreed_time as _by_agreed_time
from bot.runtime.ticks import in_each_region as _in_each_region
from bot.runtime.ticks import write as _write
from bot.runtime.ticks import writing as _writing
from core.organisation.region import Region
from db import retention
from db.engine import is_unavailable
from db.messages import outbox
from db.records import recalculation
from handlers.admin import year_ahead
from handlers.approvals import reminders, silence, sweep
from handlers.approvals.kind import Kind, Scope
from handlers.attendance import expiry, unjudged
from handlers.ceremonies import calls
from handlers.chat.outgoing import Outgoing
from handlers.kinds import KINDS
from handlers.manual import reminders as manual_reminders
from handlers.month import evaluation_notice
from handlers.month.cancellation import reminders as cancellation_reminders
from handlers.usecases import departures, forgetting

log = structlog.get_logger()

SWEEP_SECONDS = 15
REMINDER_MINUTES = 15
CALL_SECONDS = 60  # of two minutes before a limit nobody should hear after it
STAMP_SECONDS = 60  # who wants to be reminded five minutes before has not long to wait
NIGHT = 18  # o'clock in UTC: one, two or three at night in Indonesia


def start(app: App) -> AsyncIOScheduler:
    """Start ticking; a tick that was missed or is still at work is simply caught up."""
    scheduler = AsyncIOScheduler(
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    scheduler.add_job(_calmly, "interval", [expire_shares, app], seconds=SWEEP_SECONDS, jitter=3)
    scheduler.add_job(_calmly, "interval", [settle_cases, app], seconds=SWEEP_SECONDS, jitter=3)
    scheduler.add_job(_calmly, "interval", [remind, app], minutes=REMINDER_MINUTES, jitter=30)
    scheduler.add_job(
        _calmly, "interval", [call_to_ceremonies, app], seconds=CALL_SECONDS, jitter=3
    )
    scheduler.add_job(_calmly, "interval", [remind_to_stamp, app], seconds=STAMP_SECONDS, jitter=5)
    scheduler.add_job(_calmly, "cron", [forget, app], hour=NIGHT, timezone="UTC", jitter=600)
    scheduler.start()
    return scheduler


@_by_agreed_time
async def expire_shares(app: App) -> None:
    """Claim shares that ran out and write the messages about them, in a transaction a region."""
    await _in_each_region(app, "lokasi", _writing(expiry.expire_shares))


@_by_agreed_time
async def settle_cases(app: App) -> None:
    """Write down what the law has decided, in many short transactions that hold up nobody.

    Before that, deadlines are moved that somebody's act has moved: silence decides by the new.
    """
    await _in_each_region(app, "tenggat", _recalculate)
    for kind in KINDS:
        for page in sweep.PAGES:
            await _in_each_region(app, _work(kind, page), partial(_settle, kind=kind, page=page))


async def _recalculate(app: App, region: Region) -> None:
    def failed(row: UUID, error: Exception) -> None:
        log.error("deadline kept as it was", region=region.code, row=str(row), error=str(error))

    await recalculation.carry_out(app.engine, region, app.clock.now(), failed)


def _work(kind: Kind[Any], page: sweep.Page) -> str:
    """What a sweep of a kind is called where something of it fails."""
    return kind.noun if page is sweep.overdue else f"{kind.noun} yang bulannya ditutup"


async def _settle(app: App, region: Region, kind: Kind[Any], page: sweep.Page) -> None:
    """Page by page, each card once a tick: what fails or is just being decided waits for the next.

    So nothing that stands in the way of itself stands in the way of what fell due later.
    """
    seen: set[UUID] = set()
    after = None
    settle = partial(_settle_these, app, region, kind)
    while True:
        async with app.engine.connect() as db:
            due = await page(db, region, kind, app.clock.now(), after)
        if not due:
            break
        cards = list(dict.fromkeys(each.card for each in due if each.card not in seen))
        seen.update(cards)
        await app.failures.apart(_work(kind, page), region.code, cards, settle)
        after = due[-1]
    app.failures.left(_work(kind, page), region.code, seen)


async def _settle_these(app: App, region: Region, kind: Kind[Any], cards: Sequence[UUID]) -> None:
    """Some cards; those on which somebody decides at this moment are left to the next tick.

    A tap in time waits for these rows until the commit, so they are written last.
    """
    left = set(cards)
    while left:
        async with app.engine.connect() as db:
            scope = Scope(db, region, app.clock.now())
            batch = await silence.batch(scope, kind, left)
            if batch is None:
                return
            await outbox.put(db, [pack(out) for out in batch.messages], scope.now)
            decided = await silence.write(scope, kind, batch)
            if not decided:
                await db.commit()
                app.wake.set()
                return
        left -= decided


@_by_agreed_time
async def remind(app: App) -> None:
    """Send the cards that somebody must see: never sent to them, changed since, or soon due.

    Before that, whoever's last day is over is let go, so that nothing is sent to them.
    """
    await _in_each_region(app, "pegawai yang berhenti", _writing(departures.release))
    await _in_each_region(app, "presensi tertunda", _writing(unjudged.judge_again))
    await _in_each_region(app, "pengingat", _remind)
    await _in_each_region(app, "pembatalan kehadiran", _writing(cancellation_reminders.messages))
    await _in_each_region(app, "surat keterangan manual", _writing(manual_reminders.messages))
    await _in_each_region(app, "data menjelang tahun baru", _writing(year_ahead.messages))
    await _in_each_region(app, "evaluasi bulanan", _tell_evaluators)
    await _in_each_region(app, "akhir bulan", reminding.remind_of_months)
    await _in_each_region(app, "pantauan pagi", reminding.tell_monitors)


@_by_agreed_time
async def call_to_ceremonies(app: App) -> None:
    """Tell whoever is called to an apel, and operators whose list is waited for."""
    await _in_each_region(app, "apel", _writing(calls.messages))


async def _tell_evaluators(app: App, region: Region) -> None:
    """One after the other, for each of them a month of their people is derived."""
    async with app.engine.connect() as db:
        waiting = await evaluation_notice.waiting(db, region, app.clock.now())

    async def tell(rows: Sequence[evaluation_notice.Waiting]) -> None:
        for each in rows:
            await _write(app, partial(evaluation_notice.tell, region=region, rows=[each]))

    await app.failures.apart("evaluasi bulanan", region.code, waiting, tell)
    app.failures.left("evaluasi bulanan", region.code, waiting)


async def _remind(app: App, region: Region) -> None:
    seen: list[reminders.Waiting] = []
    for round_ in reminders.ROUNDS:
        async with app.engine.connect() as db:
            waiting = await reminders.waiting(db, region, KINDS, app.clock.now(), round_)
        tell = partial(_remind_of, app, region, round_)
        seen += waiting
        for first in range(0, len(waiting), reminders.PAGE_CARDS):
            page = waiting[first : first + reminders.PAGE_CARDS]
            await app.failures.apart("pengingat", region.code, page, tell)
    app.failures.left("pengingat", region.code, seen)


async def _remind_of(
    app: App, region: Region, round_: reminders.Round, rows: Sequence[reminders.Waiting]
) -> None:
    async def tell(db: AsyncConnection, now: datetime) -> list[Outgoing]:
        return await reminders.tell(Scope(db, region, now), KINDS, round_, rows)

    await _write(app, tell)


@_by_agreed_time
async def remind_to_stamp(app: App) -> None:
    """Whoever asked for it hears that a stamp of theirs is missing."""
    await _in_each_region(app, "pengingat presensi", reminding.remind_to_stamp)


@_by_agreed_time
async def forget(app: App) -> None:
    """Drop what has done its work, and what /privasi promises not to keep any longer."""
    await _in_each_region(app, "titik lokasi", _forget_points)
    async with app.engine.begin() as db:
        await retention.forget(db, app.clock.now())


async def _forget_points(app: App, region: Region) -> None:
    async with app.engine.begin() as db:
        await forgetting.forget_points(db, region, app.clock.now())
        await forgetting.forget_mismatches(db, region, app.clock.now())


async def _calmly(work: Sweep, app: App) -> None:
    if app.tables.unfit:  # /readyz and every update look again
        return
    try:
        await work(app)
    except asyncio.CancelledError:
        return  # the service stops; what was not committed is done by whoever comes next
    except Exception as error:
        if not is_unavailable(error):
            log.exception("tick failed", work=getattr(work, "__name__", ""))
