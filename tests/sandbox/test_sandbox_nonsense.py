"""Whatever a bot sends is either done or refused in words; nothing breaks the sandbox."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.runtime.clock import VirtualClock
from bot.sandbox.api import METHODS
from bot.sandbox.errors import TelegramError
from bot.sandbox.params import Params
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from tests.sandbox.conftest import MONDAY

KEYS = st.sampled_from(
    "text callback_data url inline_keyboard keyboard type offset length message_id "  # noqa: SIM905 - a list of names reads best as words
    "command description chat_id remove_keyboard request_contact".split()
)
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
)
KEYBOARDS = st.builds(
    lambda kind, rows: {kind: rows},
    st.sampled_from(["inline_keyboard", "keyboard"]),
    st.lists(st.lists(st.dictionaries(KEYS, LEAVES, max_size=3), max_size=3), max_size=3),
)
VALUES = st.text(max_size=20) | (TREES | KEYBOARDS).map(json.dumps)
NAMES = ["text", "caption", "parse_mode", "entities", "reply_markup", "reply_parameters"]
NAMES += ["message_id", "photo", "document", "commands", "scope", "action", "callback_query_id"]


def person_in_a_sandbox() -> tuple[Sandbox, Person]:
    sandbox = Sandbox(VirtualClock(MONDAY))
    return sandbox, sandbox.person("Budi")


@given(
    method=st.sampled_from(sorted(METHODS)),
    fields=st.dictionaries(st.sampled_from(NAMES), VALUES),
    html=st.booleans(),
)
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
async def test_any_parameters_are_obeyed_or_refused(
    method: str, fields: dict[str, str], *, html: bool
) -> None:
    sandbox, budi = person_in_a_sandbox()
    bot = sandbox.add_bot("1:a", "a_bot")
    await budi.open(bot).say("/start")
    given_fields = {"chat_id": str(budi.id), "text": "x"} | fields
    if html:
        given_fields["parse_mode"] = "HTML"
    try:
        result, code = METHODS[method](bot, Params(given_fields)), 200
    except TelegramError as refused:
        result, code = refused.description, refused.code
    assert code in {200, 400}
    assert json.dumps(result, ensure_ascii=False).encode()


@given(st.text())
def test_no_chat_id_that_was_made_up_is_found(chat_id: str) -> None:
    sandbox, _ = person_in_a_sandbox()
    bot = sandbox.add_bot("1:a", "a_bot")
    with pytest.raises(TelegramError, match=r"chat not found|chat_id is empty"):
        bot.chat(chat_id)
