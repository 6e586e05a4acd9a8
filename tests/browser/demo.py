"""The demo as its own process, as `make demo` starts it, on a fresh folder and a free port."""

import os
import re
import subprocess
import sys
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Self

from tests.patience import PATIENCE

URL = re.compile(r"http://127\.0\.0\.1:\d+/\S*")
HADIR = Path(sys.executable).with_name("hadir")
KEPT = 400  # lines


@dataclass(slots=True)
class Demo:
    """One `hadir demo`; `said` holds the end of what it printed."""

    url: str
    process: subprocess.Popen[str]
    said: deque[str]
    reader: Thread

    @classmethod
    def start(cls, folder: Path) -> Self:
        """Give it back as soon as it has printed its address."""
        outside = {name: text for name, text in os.environ.items() if not name.startswith("HADIR_")}
        process = subprocess.Popen(
            [HADIR, "demo", "--port", "0", "--keep", folder],
            env=outside | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.stdout is not None
        said: deque[str] = deque(maxlen=KEPT)
        try:
            url = _address(process.stdout, said)
        except BaseException:
            process.kill()
            process.communicate()
            raise
        # Read on for as long as it prints, or the pipe fills and it waits for us.
        reader = Thread(target=said.extend, args=(process.stdout,), daemon=True)
        reader.start()
        return cls(url, process, said, reader)

    def end(self) -> int:
        """Ask this process to end as Ctrl-C or a service manager would; gives its exit code."""
        self.process.terminate()
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.process.wait()
            self.reader.join()
            if self.process.stdout is not None:
                self.process.stdout.close()


def _address(told: IO[str], said: deque[str]) -> str:
    for line in told:
        said.append(line)
        if found := URL.search(line):
            return found.group()
    raise RuntimeError("the demo ended without an address:\n" + "".join(said))
