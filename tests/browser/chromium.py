"""The Chromium that is here, and how the tests open it."""

import os
from contextlib import AbstractContextManager, closing
from shutil import which

from playwright.sync_api import Browser, Playwright, expect

from tests import patience

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",  # runs as root in a container
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = "no browser: install Debian's chromium (as root: `make browser`) or set HADIR_BROWSER"
PATIENCE = 1000 * patience.PATIENCE  # milliseconds
WIDE: dict[str, object] = {"viewport": {"width": 1440, "height": 900}, "locale": "id-ID"}


def phone(width: int, height: int) -> dict[str, object]:
    """A phone of that many CSS pixels, with a finger instead of a mouse."""
    return WIDE | {
        "viewport": {"width": width, "height": height},
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
    }


def chromium() -> str | None:
    """Where it is: HADIR_BROWSER, or the first name that the system knows."""
    given = os.environ.get("HADIR_BROWSER")
    found = (which(name) for name in ((given,) if given else NAMES))
    return next((path for path in found if path), None)


def opened(playwright: Playwright, path: str) -> AbstractContextManager[Browser]:
    expect.set_options(timeout=PATIENCE)
    return closing(playwright.chromium.launch(executable_path=path, args=list(QUIET)))
