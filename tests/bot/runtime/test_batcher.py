"""Batches: nobody waits for company, nobody overtakes in a chat, everybody gets an outcome."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

import pytest

from bot.runtime.batcher import (
    BATCH_UPDATES_MAX,
    BATCHES_AT_ONCE,
    YIELDING_SECONDS_MAX,
    YIELDING_UPDATES_MAX,
    UpdateBatcher,
)
from tests.patience import PATIENCE

Item = tuple[str, int]  # a chat and a number


class Gate:
    """An act that notes its groups and waits until it is let through."""

    def __init__(self) -> None:
        self.seen: list[list[Item]] = []
        self.open = asyncio.Event()

    async def __call__(self, group: Sequence[Item]) -> list[int]:
        self.seen.append(list(group))
        await self.open.wait()
        return [number for _, number in group]


def groups(gate: Gate) -> UpdateBatcher[Item, int]:
    return UpdateBatcher(gate, key=lambda item: item[0], otherwise=-1)


async def begin(joined: UpdateBatcher[Item, int], *items: Item) -> list[asyncio.Task[int]]:
    tasks = [asyncio.create_task(joined.join(item)) for item in items]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return tasks


async def test_who_comes_alone_does_not_wait_for_company() -> None:
    gate = Gate()
    gate.open.set()
    assert await groups(gate).join(("a", 1)) == 1
    assert gate.seen == [[("a", 1)]]


async def test_who_comes_meanwhile_shares_the_next_group() -> None:
    gate, numbers = Gate(), range(BATCHES_AT_ONCE + 5)
    joined = groups(gate)
    tasks = [task for n in numbers for task in await begin(joined, (f"chat {n}", n))]
    assert [len(group) for group in gate.seen] == [1] * BATCHES_AT_ONCE
    gate.open.set()
    assert await asyncio.gather(*tasks) == list(numbers)
    assert [len(group) for group in gate.seen] == [1] * BATCHES_AT_ONCE + [5]


async def test_a_group_has_an_end() -> None:
    gate = Gate()
    joined = groups(gate)
    tasks = await begin(
        joined, *((f"chat {n}", n) for n in range(BATCH_UPDATES_MAX * BATCHES_AT_ONCE + 1))
    )
    gate.open.set()
    await asyncio.gather(*tasks)
    assert [len(group) for group in gate.seen] == [BATCH_UPDATES_MAX] * BATCHES_AT_ONCE + [1]


async def test_of_one_chat_the_second_waits_for_the_outcome_of_the_first() -> None:
    gate = Gate()
    joined = groups(gate)
    tasks = await begin(joined, ("a", 1), ("a", 2), ("b", 3), ("a", 4))
    assert gate.seen == [[("a", 1), ("b", 3)]]
    gate.open.set()
    assert await asyncio.gather(*tasks) == [1, 2, 3, 4]
    assert gate.seen[1:] == [[("a", 2)], [("a", 4)]]


async def test_an_act_that_fails_leaves_nobody_without_an_outcome() -> None:
    async def fails(_: Sequence[Item]) -> list[int]:
        raise ZeroDivisionError

    joined = UpdateBatcher[Item, int](fails, key=lambda item: item[0], otherwise=-1)
    tasks = await begin(joined, ("a", 1), ("b", 2), ("a", 3))
    assert await asyncio.gather(*tasks) == [-1, -1, -1]


async def test_whoever_goes_away_is_no_trouble_to_the_others() -> None:
    gate = Gate()
    joined = groups(gate)
    gone, stays = await begin(joined, ("a", 1), ("b", 2))
    gone.cancel()
    with suppress(asyncio.CancelledError):
        await gone
    gate.open.set()
    assert await stays == 2
    assert await joined.join(("a", 3)) == 3


@pytest.mark.parametrize("chats", [1, 3, 100])
async def test_everybody_gets_their_own_outcome_in_the_order_of_their_chat(chats: int) -> None:
    order: dict[str, list[int]] = {}

    async def act(group: Sequence[Item]) -> list[int]:
        await asyncio.sleep(0)
        for chat, number in group:
            order.setdefault(chat, []).append(number)
        return [number for _, number in group]

    joined = UpdateBatcher[Item, int](act, key=lambda item: item[0], otherwise=-1)
    items = [(f"chat {n % chats}", n) for n in range(300)]
    assert await asyncio.gather(*(joined.join(item) for item in items)) == list(range(300))
    assert all(numbers == sorted(numbers) for numbers in order.values())


async def test_whoever_comes_while_all_are_just_done_is_not_forgotten() -> None:
    """Everybody who worked is about to leave, and nobody else would take the next one."""
    gate = Gate()
    joined = groups(gate)

    async def come(chat: str, times: int) -> list[int]:
        return [await joined.join((chat, number)) for number in range(times)]

    all_of_them = []
    for number in range(BATCHES_AT_ONCE):
        times = 1 if number else 2
        all_of_them.append(asyncio.create_task(come(f"chat {number}", times)))
        await asyncio.sleep(0.01)
    assert [len(group) for group in gate.seen] == [1] * BATCHES_AT_ONCE, (
        "each has a group of its own"
    )
    gate.open.set()
    async with asyncio.timeout(PATIENCE):
        assert await asyncio.gather(*all_of_them) == [[0, 1]] + [[0]] * (BATCHES_AT_ONCE - 1)


def strangers_last(gate: Gate) -> UpdateBatcher[Item, int]:
    """Chats whose names begin with `s` are of strangers."""
    return UpdateBatcher(gate, key=lambda item: item[0], otherwise=-1, gives_way=_is_stranger)


def _is_stranger(item: Item) -> bool:
    return item[0].startswith("s")


async def test_whoever_gives_way_goes_when_nobody_else_waits() -> None:
    gate = Gate()
    gate.open.set()
    assert await strangers_last(gate).join(("s", 1)) == 1


async def test_a_crowd_of_strangers_leaves_a_way_for_an_employee() -> None:
    """Two hundred are here already: one small group is at work, the next is the employee's."""
    gate = Gate()
    joined = strangers_last(gate)
    crowd = await begin(joined, *((f"s{n}", n) for n in range(200)))
    assert [len(group) for group in gate.seen] == [YIELDING_UPDATES_MAX]
    employee = await begin(joined, ("a", 999))
    assert gate.seen[1:] == [[("a", 999)]]
    gate.open.set()
    assert await asyncio.gather(*crowd, *employee) == [*range(200), 999]
    assert max(map(len, gate.seen)) == YIELDING_UPDATES_MAX


async def test_strangers_never_hold_more_than_one_of_the_ways() -> None:
    at_work: list[int] = []
    most = 0

    async def act(group: Sequence[Item]) -> list[int]:
        nonlocal most
        strangers = [item for item in group if _is_stranger(item)]
        assert strangers in ([], list(group)), "their bug must not take employees along"
        at_work.append(bool(strangers))
        most = max(most, sum(at_work))
        await asyncio.sleep(0)
        at_work.remove(bool(strangers))
        return [number for _, number in group]

    joined = UpdateBatcher[Item, int](act, key=lambda i: i[0], otherwise=-1, gives_way=_is_stranger)
    items = [(f"{'sa'[n % 3 == 0]}{n}", n) for n in range(300)]
    assert await asyncio.gather(*(joined.join(item) for item in items)) == list(range(300))
    assert most == 1


@pytest.mark.parametrize(
    ("waited", "second"),
    [(0.0, ["a2"]), (YIELDING_SECONDS_MAX, ["s"])],
    ids=["employees go first", "but for no more than a second"],
)
async def test_strangers_wait_for_employees_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch, waited: float, second: list[str]
) -> None:
    """A platform that waits for its hundred strangers brings nobody else."""
    gate = Gate()
    joined = strangers_last(gate)
    await begin(joined, ("a1", 1), *((f"b{n}", n) for n in range(BATCHES_AT_ONCE - 1)))
    loop = asyncio.get_running_loop()
    tasks = [asyncio.create_task(joined.join(item)) for item in (("s", 2), ("a2", 3))]
    await asyncio.sleep(0)
    now = loop.time()
    monkeypatch.setattr(loop, "time", lambda: now + waited)
    del gate.seen[:]
    gate.open.set()
    assert await asyncio.gather(*tasks) == [2, 3]
    assert [chat for chat, _ in gate.seen[0]] == second


async def test_whoever_stops_giving_way_is_not_overtaken_by_their_own_next_message() -> None:
    """The answer to the first message makes an employee of them; the second waits already."""
    connected: set[str] = set()
    seen: list[Item] = []

    async def act(group: Sequence[Item]) -> list[int]:
        seen.extend(group)
        connected.update(chat for chat, _ in group)
        await asyncio.sleep(0)
        return [number for _, number in group]

    joined = UpdateBatcher[Item, int](
        act, key=lambda i: i[0], otherwise=-1, gives_way=lambda i: i[0] not in connected
    )
    tasks = [asyncio.create_task(joined.join(("s", n))) for n in range(3)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    tasks.append(asyncio.create_task(joined.join(("s", 3))))
    assert await asyncio.gather(*tasks) == [0, 1, 2, 3]
    assert seen == [("s", 0), ("s", 1), ("s", 2), ("s", 3)]
