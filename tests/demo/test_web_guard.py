"""The page over HTTP: what it may load, and who may ask for what."""

import pytest
from yarl import URL

from bot.demo.session import Session
from bot.demo.web import PAGE, WHOLE
from tests.builders.story import phone_of
from tests.demo.browser import KEY, OURS, Client, browser

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/app.js", "text/javascript"),
        ("/map.css", "text/css"),
        ("/vendor/leaflet/leaflet-src.esm.js", "text/javascript"),
        ("/vendor/leaflet/leaflet.css", "text/css"),
        ("/vendor/leaflet/images/layers.png", "image/png"),
    ],
)
async def test_the_page_is_served_and_loads_nothing_from_elsewhere(
    web: Client, path: str, kind: str
) -> None:
    async with web.get(path) as answer:
        assert answer.status == 200
        assert answer.content_type in {kind, kind.replace("text/j", "application/j")}
        file = "index.html" if path == "/" else path[1:]
        assert await answer.read() == (PAGE / file).read_bytes()
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        policy = "default-src 'self'; img-src 'self' data: blob:"
        assert answer.headers["Content-Security-Policy"] == policy


async def test_only_the_origin_of_the_tiles_that_are_set_is_loaded_too(session: Session) -> None:
    tiles: dict[str, object] = {
        "url": "https://a.peta.example:8443/x/{z}/{x}/{y}.png?k=1",
        "credit": "Peta",
    }
    client = await browser(session, tiles)
    async with client.get("/") as answer:
        policy = answer.headers["Content-Security-Policy"]
    await client.close()
    assert policy == ("default-src 'self'; img-src 'self' data: blob: https://a.peta.example:8443")


@pytest.mark.parametrize(
    "path",
    [
        "/../serve.py",
        "/..%2fserve.py",
        "/%2e%2e/serve.py",
        "/%2e%2e%2fserve.py",
        "/vendor/..%2f..%2fserve.py",
        "/vendor/%2e%2e/%2e%2e/serve.py",
        "/..%5cserve.py",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/vendor",
        "/vendor/",
        "/nothing.js",
        "/files/../app.js%00",
        "/files/unknown",
        "/chats",
    ],
)
async def test_nothing_outside_the_page_is_served(web: Client, path: str) -> None:
    raw = URL(str(web.make_url("/")).rstrip("/") + path, encoded=True)
    async with web.session.get(raw) as answer:
        assert answer.status in {403, 404}
        assert b"def main" not in await answer.read()


@pytest.mark.parametrize("host", ["hadir.example", "127.0.0.1.example:80", "10.0.0.1", "evil:8090"])
@pytest.mark.parametrize("path", ["/", "/events", "/app.js", "/files/x"])
async def test_under_another_name_nothing_is_served(web: Client, host: str, path: str) -> None:
    """A site whose name is made to mean this machine (DNS rebinding)."""
    async with web.get(path, headers={"Host": host}) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:8090", "127.0.0.1:1"])
async def test_at_home_it_is_served(web: Client, host: str) -> None:
    async with web.get("/", headers={"Host": host}) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    "headers",
    [{}, {"X-Hadir": ""}, {"X-Hadir": "Page"}, OURS | {"Host": "hadir.example"}],
    ids=["none", "empty", "misspelt", "another host"],
)
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/chats/{key}/say", {"text": "halo"}),
        ("/chats/{key}/start", {}),
        ("/clock", {"act": "run"}),
        ("/faults", {"server": True}),
        ("/hadir", {"line": "libur bulungan 2027"}),
    ],
)
async def test_what_another_site_may_send_does_nothing(
    session: Session, web: Client, path: str, body: object, headers: dict[str, str]
) -> None:
    phone = phone_of(session, "Maria")
    before = list(phone.talk.chat.messages)
    async with web.post(path.format(key=phone.key), json=body, headers=headers) as answer:
        assert answer.status == 403
    assert list(phone.talk.chat.messages) == before
    assert (session.env.clock.running, session.faults) == (False, set())


@pytest.mark.parametrize(
    "below",
    [
        "",
        "/",
        f"/{KEY[:-1]}",
        f"/{KEY}x",
        f"/{KEY.upper()}",
        f"//{KEY}",
        "/.",
        "/%00",
        "/kunci-%C3%A9",
    ],
    ids=["none", "a slash", "short", "long", "other case", "elsewhere", "dot", "nul", "no ASCII"],
)
@pytest.mark.parametrize(
    "path", ["/", "/app.js", "/events", "/files/x", "/favicon.ico", "/nothing"]
)
async def test_whoever_does_not_know_the_key_gets_nothing(
    web: Client, below: str, path: str
) -> None:
    """Another account of this machine reaches the port, too."""
    raw = URL(str(web.server.make_url("/")).replace(f"/{KEY}/", below + path), encoded=True)
    async with web.session.get(raw) as answer:
        assert (answer.status, await answer.text()) == (403, WHOLE)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/chats/{chat}/say", {"text": "halo"}),
        ("/clock", {"act": "run"}),
        ("/faults", {"server": True}),
        ("/hadir", {"line": "audit bulungan"}),
    ],
)
async def test_without_the_key_nobody_types_and_nothing_happens(
    session: Session, web: Client, path: str, body: object
) -> None:
    phone = phone_of(session, "Maria")
    before = list(phone.talk.chat.messages)
    there = str(web.server.make_url("/")).replace(f"/{KEY}/", path.format(chat=phone.key))
    async with web.session.post(there, json=body, headers=OURS) as answer:
        assert (answer.status, await answer.text()) == (403, WHOLE)
    assert list(phone.talk.chat.messages) == before
    assert (session.env.clock.running, session.faults) == (False, set())


async def test_the_key_is_sent_to_nobody(web: Client) -> None:
    """The address of the page must not go out with its pictures of the map."""
    async with web.get("/") as answer:
        assert answer.headers["Referrer-Policy"] == "no-referrer"


async def test_the_sandbox_and_the_webhooks_are_shut_to_whoever_shares_the_machine(
    session: Session, town: Session
) -> None:
    """Their ports are open as the page's is; what they ask for is another one at each start."""

    def secrets(each: Session) -> set[str]:
        bots = each.env.desk.settings.telegram.values()
        found = {bot.token.get_secret_value() for bot in bots}
        return found | {bot.secret.get_secret_value() for bot in bots if bot.secret}

    assert len(secrets(session)) == len(secrets(town)) == 4
    assert not secrets(session) & secrets(town)
    assert all(len(each) > 30 for each in secrets(session))
