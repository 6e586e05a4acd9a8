"""What goes wrong behind a page's back: errors of its scripts, failed and foreign requests."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

LEFT = "net::ERR_ABORTED"  # of what is under way when its page is reloaded or closed
# Asked for by the browser itself beside a letter that is opened alone; without the key of the
# page's address it gets nothing, like everybody.
UNASKED = "/favicon.ico"
WITHIN = {"blob", "data", "chrome", "chrome-extension"}  # its own; the last two show a PDF


@dataclass(slots=True)
class Watch:
    """Every address that was asked for, and everything that must not be."""

    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch all pages of a context, also those that a click opens."""
        context.on("console", lambda message: self._note(_said(message)))
        context.on("weberror", lambda error: self._note(f"page error: {error.error}"))
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("request", lambda request: self._note(_foreign(request)))
        context.on("requestfailed", lambda request: self._note(_failed(request)))

    def _note(self, fault: str | None) -> None:
        if fault is not None:
            self.wrong.append(fault)


def _said(message: ConsoleMessage) -> str | None:
    loud = message.type in {"error", "warning"}
    at = message.location["url"]
    if urlsplit(at).path == UNASKED and "403" in message.text:
        return None
    return f"console {message.type} at {at}: {message.text}" if loud else None


def _foreign(request: Request) -> str | None:
    here = _within(request) or urlsplit(request.url).hostname == "127.0.0.1"
    return None if here else f"leaves loopback: {request.url}"


def _failed(request: Request) -> str | None:
    left = request.failure == LEFT or _within(request)
    return None if left else f"failed: {request.url}: {request.failure}"


def _within(request: Request) -> bool:
    return urlsplit(request.url).scheme in WITHIN
