"""Daily work: activities filed and decided, from the tap until the other side was told of it."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa
import uvloop
from sqlalchemy.ext.asyncio import create_async_engine

from core.approvals.case import State
from db.messages.conversation import conversation
from db.messages.inbox import dead_letter
from db.messages.outbox import outbox
from db.people.binding import binding
from db.people.employee import supervision
from db.records.activity import activity
from handlers.chat.conversation import Running
from handlers.texts import activity_card as cards
from handlers.work.activity import FLOW
from tests.bench import measure, statements
from tests.bench.crowd import FIRST_CHAT, REGION
from tests.bench.load import Job
from tests.bench.measure import FULL, QUICK, Size
from tests.bench.report import Figure
from tests.bench.seed import a_server, seed, seed_superiors
from tests.bench.subject import Pace, Subject, subject, write_region
from tests.harness.raw_http import post
from tests.office import WITA
from tests.patience import PATIENCE
from tests.world import SECRET

COUNTED = 20  # of which the SQL statements are counted, one by one
RUN = "bench"
AGAIN_SECONDS = 0.1
_UPDATES = count(1_000_000)


def figures(*, quick: bool) -> tuple[list[Figure], list[str]]:
    """What was measured, and what of it did not come true."""
    size = QUICK if quick else FULL
    with TemporaryDirectory(prefix="hadir-bench-") as folder, a_server() as server:
        return uvloop.run(_measured(server.url(), write_region(Path(folder)), size))


async def _measured(url: str, regions: Path, size: Size) -> tuple[list[Figure], list[str]]:
    loaded = size.warm + size.rounds * size.round
    chats = [FIRST_CHAT + number for number in range(1, loaded + COUNTED + 2)]
    await seed(url, len(chats) + 1, 0)
    await seed_superiors(url, len(chats) + 1)
    await _ask_the_last_question(url)
    commit = await measure.floor("postgresql", _plain(url), size)
    echo = await measure.floor("echo", "", size)
    async with subject("daily work", url, len(chats), regions) as one:
        filed = await _rounds(one, [_confirm(chat) for chat in chats[:loaded]], size)
        decided = await _rounds(one, await _approvals(url), size)
        lies = await _lies(url, one, loaded)
    filing = await _statements(url, regions, [_confirm(chat) for chat in chats[loaded:]])
    deciding = await _statements(url, regions, await _approvals(url))
    found = [
        Figure("floor: aiohttp JSON echo", echo, "/s"),
        Figure("floor: the same with INSERT + COMMIT", commit, "/s"),
        *_paces("filed", filed, filing, echo, commit),
        *_paces("decided", decided, deciding, echo, commit),
    ]
    return found, lies


async def _rounds(one: Subject, jobs: Sequence[Job], size: Size) -> list[Pace]:
    await one.tap(list(jobs[: size.warm]))
    starts = range(size.warm, len(jobs), size.round)
    return [await one.tap(list(jobs[start : start + size.round])) for start in starts]


def _paces(
    name: str, paces: Sequence[Pace], asked: int, echo: float, commit: float
) -> list[Figure]:
    speed = median(pace.per_second for pace in paces)
    cost = median(pace.cost for pace in paces) * 1000
    took = [second for pace in paces for second in pace.took]
    return [
        Figure(f"activities {name}, committed and told", speed, "/s"),
        Figure("… as a part of one commit", speed, "/s", commit),
        Figure("… and of an echo", speed, "/s", echo),
        *measure._latencies(f"{name}, 32 at once: 200 OK", took),
        Figure(f"{name}: CPU of bot and database, each", cost, "ms"),
        Figure(f"{name}: SQL statements", asked, ""),
    ]


def tap(chat: int, data: str, message: int = 1) -> Job:
    """Somebody presses a button."""
    person = {"id": chat, "is_bot": False, "first_name": "Pegawai", "language_code": "id"}
    shown = {"message_id": message, "date": 1_700_000_000, "text": "-"}
    query = {"id": str(chat), "from": person, "chat_instance": "1", "data": data}
    query["message"] = shown | {"chat": person | {"type": "private"}}
    body = {"update_id": next(_UPDATES), "callback_query": query}
    request = post(f"/telegram/{REGION}", body, X_Telegram_Bot_Api_Secret_Token=SECRET)
    return Job(chat, (request,))


def _confirm(chat: int) -> Job:
    return tap(chat, f"{RUN}:yakin:ya")


async def _ask_the_last_question(url: str) -> None:
    """Everybody has answered all of /aktivitas and only has to confirm it."""
    now = datetime.now(WITA)
    answers = {"mulai": "baru", "tanggal": now.date().isoformat(), "jenis": "jabatan"}
    answers |= {"menit": "60", "uraian": "Menyusun laporan bulanan", "hasil": "", "foto": ""}
    running = Running(FLOW, RUN, now + timedelta(days=1), answers, "yakin")
    asked = sa.update(conversation).values(state={"talk": running.as_json()})
    engine = create_async_engine(url, poolclass=sa.NullPool)
    async with engine.begin() as db:
        await db.execute(asked)
    await engine.dispose()


async def _approvals(url: str) -> list[Job]:
    """Their superiors' taps on all that waits; of one superior they are far from each other."""
    c = activity.c
    above = sa.and_(supervision.c.region == c.region, supervision.c.employee == c.employee)
    theirs = sa.and_(binding.c.region == c.region, binding.c.employee == supervision.c.supervisor)
    waiting = sa.select(binding.c.address, c.card).select_from(
        activity.join(supervision, above).join(binding, theirs)
    )
    rows = await _all(url, waiting.where(c.state.is_(None)).order_by(c.employee))
    return [tap(int(row.address), cards.data("setuju", row.card, 1)) for row in rows]


async def _statements(url: str, regions: Path, jobs: Sequence[Job]) -> int:
    """The most that one of these taps asked of the database, its messages' rows included."""
    counts = []
    async with statements._service(url, regions) as service:
        await statements._take(service, list(jobs[:1]))  # reads the offices, once per process
        for job in jobs[1:]:
            with statements._listening(service.app.engine) as heard:
                await statements._take(service, [job])
            counts.append(len(heard))
    return max(counts)


async def _lies(url: str, one: Subject, filed: int) -> list[str]:
    unsent = sa.select(outbox.c.id).where(
        outbox.c.state.in_(("pending", "sending", "unknown", "failed"))
    )
    await _until_said(url)
    states = [row.state for row in await _all(url, sa.select(activity.c.state))]
    wanted = {
        "activities": (len(states), filed),
        "approved": (states.count(State.APPROVED.value), filed),
        "told": (one.sink.others, 2 * filed),
        "unsent": (len(await _all(url, unsent)), 0),
        "dead letters": (len(await _all(url, sa.select(dead_letter.c.update))), 0),
        "refused requests": (one.refused, 0),
    }
    return [
        f"{one.name}: {name} {is_}, not {of}" for name, (is_, of) in wanted.items() if is_ != of
    ]


async def _until_said(url: str) -> None:
    """Whoever pressed may be answered after everybody else was told: what is open is under way."""
    open_ = sa.select(outbox.c.id).where(outbox.c.state.in_(("pending", "sending")))
    with suppress(TimeoutError):  # then it is counted as unsent
        async with asyncio.timeout(PATIENCE):
            while await _all(url, open_):  # noqa: ASYNC110 - another process sends
                await asyncio.sleep(AGAIN_SECONDS)


async def _all(url: str, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
    engine = create_async_engine(url, poolclass=sa.NullPool)
    async with engine.connect() as db:
        rows: Sequence[sa.Row[Any]] = (await db.execute(query)).all()
    await engine.dispose()
    return rows


def _plain(url: str) -> str:
    return sa.make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
