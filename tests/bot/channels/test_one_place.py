"""A channel has one name and one place; whoever needs something of it asks what it can do."""

import ast
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.base import Capability, Channel
from bot.channels.telegram.channel import TelegramChannel
from tests.plain import PlainChannel

ROOT = Path(__file__).parents[3]
ROOMS = ("core", "db", "handlers", "bot")
# What plays Telegram for the demo, and tables whose rows were written long ago.
NOT_THE_SERVICE = ("bot/demo/", "bot/sandbox/", "db/migrations/")
MAY_SAY_IT = {
    "bot/composition.py": "opens every channel",
    "bot/runtime/settings.py": "names the token",
    "bot/cli/activation.py": "tells a clerk which name an invitation needs",
}


def sources() -> Iterator[tuple[str, Path]]:
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            name = str(file.relative_to(ROOT))
            if not name.startswith(NOT_THE_SERVICE):
                yield name, file


def says(file: Path, word: str) -> bool:
    """In a name or a text; a comment may say what a platform taught us."""
    with file.open("rb") as lines:
        tokens = tokenize.tokenize(lines.readline)
        return any(word in t.string.lower() for t in tokens if t.type != tokenize.COMMENT)


def test_nothing_but_its_folder_and_the_composition_knows_a_channel() -> None:
    found = {name for name, file in sources() if says(file, TelegramChannel.name)}
    elsewhere = {name for name in found if not name.startswith("bot/channels/telegram/")}
    assert elsewhere == set(MAY_SAY_IT)


def test_no_import_goes_round_the_contracts_by_a_string() -> None:
    """An entry point is none: it is named where everybody looks, in pyproject.toml."""
    by_string = {"import_module", "__import__", "exec", "eval"}
    found = [
        f"{name}:{node.lineno}"
        for name, file in sources()
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.Call) and _called(node) in by_string
    ]
    assert found == []


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


@pytest.mark.parametrize(
    ("channel", "can"),
    [
        (TelegramChannel({}), {Capability.EDIT, Capability.LIVE_LOCATION}),
        (PlainChannel(()), set[Capability]()),
    ],
    ids=["Telegram", "one that prints"],
)
def test_a_channel_tells_what_it_can_do(channel: Channel, can: set[Capability]) -> None:
    assert set(channel.capabilities) == can


def test_a_new_channel_is_a_short_file() -> None:
    assert len((ROOT / "tests/plain.py").read_text("utf-8").splitlines()) <= 120
