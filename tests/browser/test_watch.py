"""The watch over a page sees what the stories rely on it to see."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.watch import Watch


@pytest.mark.parametrize(
    ("script", "event", "noticed"),
    [
        ("console.error('broken')", "console", "console error"),
        ("console.warn('doubtful')", "console", "console warning"),
        ("setTimeout(() => { throw new Error('broken') })", "weberror", "page error"),
        ("new Image().src = 'http://localhost:1/tile.png'", "request", "leaves loopback"),
        ("new Image().src = 'http://127.0.0.1:1/tile.png'", "requestfailed", "failed"),
    ],
)
def test_an_error_a_failure_and_a_foreign_address_are_noticed(
    browser: Browser, script: str, event: Any, noticed: str
) -> None:
    watch, context = Watch(), browser.new_context()
    watch.over(context)
    page = context.new_page()
    with context.expect_event(event):
        page.evaluate(script)
    context.close()
    assert any(fault.startswith(noticed) for fault in watch.wrong)
