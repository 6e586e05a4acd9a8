"""Photos: what one takes, and what fifty at once do to the memory and to everybody's event loop."""

import asyncio
import resource
import subprocess
import sys
from io import BytesIO
from random import Random
from statistics import median
from time import perf_counter

import orjson
import uvloop
from PIL import Image

from bot.media.photo import PHOTO_BYTES_MAX, shrink, shrunk
from tests.bench.children import ROOT
from tests.bench.report import Figure, at_most

WIDTH, HEIGHT = 4000, 3000
GRAIN = 8  # pixels: so much detail that the file has some 4 MB
ALONE, TOGETHER = 21, 50
BEAT = 0.002  # seconds


def figures(*, quick: bool) -> list[Figure]:
    """Measured in a process of its own, whose memory nobody else has used before."""
    command = [sys.executable, "-m", "tests.bench.photos", *["--quick"] * quick]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    took, held, peak, size = orjson.loads(found.stdout)
    return [
        Figure(
            f"a {size / 1e6:.1f} MB photo of 12 megapixels, median",
            took * 1000,
            "ms",
            aim=at_most(90),
        ),
        Figure("fifty at once: the event loop was held up", held * 1000, "ms", aim=at_most(20)),
        Figure("fifty at once: peak memory of the process", peak / 2**20, "MB"),
    ]


def _photo() -> bytes:
    """Colours that change slowly, with grain: about what a phone makes of an office."""
    grain = Random(1).randbytes(WIDTH // GRAIN * HEIGHT // GRAIN * 3)  # noqa: S311 - no secret
    small = Image.frombytes("RGB", (WIDTH // GRAIN, HEIGHT // GRAIN), grain)
    image = Image.blend(
        small.resize((5, 4)).resize((WIDTH, HEIGHT)), small.resize((WIDTH, HEIGHT)), 0.35
    )
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=95)
    return buffer.getvalue()


def _alone(raw: bytes, count: int) -> float:
    took = []
    for _ in range(count):
        began = perf_counter()
        assert len(shrink(raw)) <= PHOTO_BYTES_MAX
        took.append(perf_counter() - began)
    return median(took)


async def _together(raw: bytes, count: int) -> float:
    """The longest that a task which only wants to run now and then was kept waiting."""
    held, done = 0.0, asyncio.Event()

    async def beat() -> None:
        nonlocal held
        while not done.is_set():
            began = perf_counter()
            await asyncio.sleep(BEAT)
            held = max(held, perf_counter() - began - BEAT)

    beating = asyncio.create_task(beat())
    await asyncio.gather(*(shrunk(raw) for _ in range(count)))
    done.set()
    await beating
    return held


def main() -> None:
    # A process of its own makes the photo, for making one takes more memory than shrinking it.
    if sys.argv[1:] == ["--photo"]:
        sys.stdout.buffer.write(_photo())
        return
    command = [sys.executable, "-m", "tests.bench.photos", "--photo"]
    raw = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    quick = "--quick" in sys.argv[1:]
    took = _alone(raw, 2 if quick else ALONE)
    held = uvloop.run(_together(raw, 4 if quick else TOGETHER))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024  # Linux counts in kB
    sys.stdout.buffer.write(orjson.dumps([took, held, peak, len(raw)]))


if __name__ == "__main__":
    main()
