"""The bot under test: the real service as its own process, told everything by its environment."""

import os
from pathlib import Path

import uvloop

from bot.composition import open_channels
from bot.runtime.log import configure
from bot.runtime.service import serve
from bot.runtime.settings import Settings
from tests.bench.sampling import sampled

SAMPLES = "BENCH_SAMPLES"  # a file for where the time went; unset: nothing is sampled


def main() -> None:
    # No rate: what is measured is us and not the platform's patience.
    settings = Settings(send_rate=None)
    configure(settings.log_format)
    path = os.environ.get(SAMPLES)
    with sampled(Path(path) if path else None):
        uvloop.run(serve(settings, open_channels(settings), polling=False))


if __name__ == "__main__":
    main()
