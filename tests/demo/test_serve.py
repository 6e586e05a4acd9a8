"""`hadir demo` as a process of its own: one address, loopback only, and nothing left behind."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from aiohttp import ClientSession

from tests.patience import PATIENCE

HADIR = Path(sys.executable).with_name("hadir")
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/\S*")
TILES = "https://peta.example/{z}/{x}/{y}.png © Peta Contoh"


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    outside = {name: text for name, text in os.environ.items() if not name.startswith("HADIR_")}
    more = {"PYTHONUNBUFFERED": "1", "TMPDIR": str(tmp_path), "HADIR_DEMO_TILES": TILES}
    process = subprocess.Popen(
        [HADIR, "demo", "--port", "0"],
        env=outside | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


async def test_it_tells_one_address_serves_only_here_and_ends_when_asked(
    demo: subprocess.Popen[str], tmp_path: Path
) -> None:
    assert demo.stdout is not None
    lines = []
    for line in demo.stdout:
        lines.append(line)
        if ADDRESS.search(line):
            break
    found = ADDRESS.search(lines[-1])
    assert found, lines
    listening = [each for each in psutil.Process(demo.pid).net_connections() if not each.raddr]
    assert {each.laddr.ip for each in listening} == {"127.0.0.1"}
    assert int(found[1]) in {each.laddr.port for each in listening}
    async with ClientSession() as web, web.get(found[0]) as answer:
        assert answer.status == 200
        assert "img-src 'self' data: blob: https://peta.example" in str(
            answer.headers["Content-Security-Policy"]
        )
        async with web.get(f"http://127.0.0.1:{found[1]}/") as bare:
            assert bare.status == 403  # for whoever shares this machine
        page = await web.get(f"{found[0]}events")  # somebody is still looking
        assert b"Peta Contoh" in await page.content.readuntil(b"\n\n")
        demo.terminate()
        rest, _ = demo.communicate(timeout=PATIENCE)
        page.close()
    assert demo.returncode == 0
    assert "Traceback" not in rest
    assert len(ADDRESS.findall("".join(lines) + rest)) == 1
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - nothing else runs in this loop
    with socket.socket() as again:
        assert again.connect_ex(("127.0.0.1", int(found[1]))) != 0
