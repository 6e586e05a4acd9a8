"""The people who check in, and what their phones make Telegram send us."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from tests.bench.load import Job
from tests.harness.raw_http import post
from tests.office import GATE, WITA
from tests.world import SECRET

REGION = "bulungan"
FIRST_CHAT = 6_281_300_000_000
FIRST_DAY = date(2024, 1, 8)  # a Monday; every seeded stamp is older
ARRIVAL = time(7, 24)
HOLIDAYS = frozenset({date(2026, 4, 3)})  # the one that tests/office.py knows
_RECENT = 1000  # live locations that go on moving at the same time


def working_days() -> Iterator[date]:
    """Monday to Friday, from the first day on."""
    days = (FIRST_DAY + timedelta(days=number) for number in count())
    return (day for day in days if day.weekday() < 5 and day not in HOLIDAYS)


def point(number: int) -> tuple[float, float]:
    """A point within some 30 m of the gate; no two numbers share one."""
    spread = 3e-4  # degrees
    latitude = (number * 0.754877666246693 % 1 - 0.5) * spread
    longitude = (number * 0.569840290998053 % 1 - 0.5) * spread
    return GATE[0] + latitude, GATE[1] + longitude


@dataclass(slots=True)
class Crowd:
    """Everybody checks in once a day; who comes after the last person comes the day after."""

    people: int
    turns: int = 0
    presses: int = 0
    _updates: Iterator[int] = field(default_factory=lambda: count(1))
    _days: Iterator[date] = field(default_factory=working_days)
    _day: date = FIRST_DAY

    def check_ins(self, count: int) -> list[Job]:
        """A live location at the gate and nothing else: the obvious act of a morning."""
        return [Job(self._chat(turn), (self._share(turn),)) for turn in self._next(count)]

    def pressed(self, count: int) -> list[Job]:
        """The same with a press of Masuk before it."""
        self.presses += count
        return [
            Job(self._chat(turn), (self._press(turn), self._share(turn)))
            for turn in self._next(count)
        ]

    def moves(self, count: int) -> list[Job]:
        """More points of the newest live locations, which are stamped already."""
        recent = min(self.turns, _RECENT)
        turns = (self.turns - 1 - number % recent for number in range(count))
        return [Job(self._chat(turn), (self._move(turn),)) for turn in turns]

    def _next(self, count: int) -> Iterator[int]:
        for turn in range(self.turns, self.turns + count):
            if turn % self.people == 0:
                self._day = next(self._days)
            self.turns += 1
            yield turn

    def _chat(self, turn: int) -> int:
        return FIRST_CHAT + turn % self.people

    def _share(self, turn: int) -> bytes:
        return self._send({"message": self._message(turn) | {"location": _live(turn)}})

    def _move(self, turn: int) -> bytes:
        message = self._message(turn) | {"location": _live(turn)}
        return self._send({"edited_message": message | {"edit_date": message["date"] + 60}})

    def _press(self, turn: int) -> bytes:
        return self._send({"message": self._message(turn) | {"text": "Masuk"}})

    def _message(self, turn: int) -> dict[str, Any]:
        chat = self._chat(turn)
        person = {
            "id": chat,
            "first_name": "Pegawai",
            "last_name": str(turn),
            "username": f"u{chat}",
        }
        return {
            "message_id": turn + 1,
            "from": person | {"is_bot": False, "language_code": "id"},
            "chat": person | {"type": "private"},
            "date": int(datetime.combine(self._day, ARRIVAL, WITA).timestamp()),
        }

    def _send(self, update: dict[str, Any]) -> bytes:
        body = {"update_id": next(self._updates)} | update
        return post(f"/telegram/{REGION}", body, X_Telegram_Bot_Api_Secret_Token=SECRET)


def _live(turn: int) -> dict[str, Any]:
    latitude, longitude = point(turn)
    where = {"latitude": latitude, "longitude": longitude}
    return where | {"live_period": 900, "horizontal_accuracy": 5 + turn % 20}
