"""A browser, a demo for each file of stories, and a watched page for each story."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import MISSING, PATIENCE, WIDE, chromium, opened
from tests.browser.demo import Demo
from tests.browser.seen import World
from tests.browser.watch import Watch


@pytest.hookimpl(tryfirst=True)  # before what is not asked for is left out
def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Whatever is in this folder is a story; here are the tests of all folders."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


# No wider than a file: while Playwright runs, no test with an event loop of its own could.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.fail(MISSING)  # a green run has seen the page
    with sync_playwright() as playwright, opened(playwright, path) as browser:
        yield browser


@pytest.fixture(scope="module")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:  # noqa: ARG001 - no demo without a browser
    started = Demo.start(tmp_path_factory.mktemp("demo"))
    yield started
    assert started.end() == 0, "".join(started.said)


@pytest.fixture
def screen(request: pytest.FixtureRequest) -> dict[str, object]:
    """What a story's browser looks like: wide, or as its `parametrize` says."""
    return getattr(request, "param", WIDE)


@pytest.fixture
def page(browser: Browser, demo: Demo, screen: dict[str, object]) -> Iterator[Page]:
    """A page that nobody has opened before; the story fails for what its console said, too."""
    watch = Watch()
    context = browser.new_context(**screen)  # type: ignore[arg-type]  # one dict of many kinds
    watch.over(context)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(demo.url)
    yield page
    context.close()
    assert not watch.wrong
    assert any(address.endswith("/events") for address in watch.asked)


@pytest.fixture
def world(page: Page) -> World:
    """The page as a person uses it, with its clock standing still."""
    world = World(page)
    if world.tab("Jam").is_visible():
        world.tab("Jam").tap()
    world.clock.pause()
    return world
