"""Where a process spends its CPU time: its stack, looked at every few milliseconds."""

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType

import greenlet  # type: ignore[import-untyped] # ships no types
import orjson

EVERY = 0.002  # seconds of CPU time
BEGIN = signal.SIGUSR1


@dataclass(slots=True)
class Samples:
    """How often each function was at work itself, and how often anywhere on the stack."""

    total: int = 0
    itself: Counter[CodeType] = field(default_factory=Counter)
    whole: Counter[CodeType] = field(default_factory=Counter)

    def look(self, _number: int, frame: FrameType | None) -> None:
        if frame is None:
            return
        self.total += 1
        self.itself[frame.f_code] += 1
        self.whole.update({each.f_code for each in _stack(frame)})

    def shares(self) -> dict[str, dict[str, float]]:
        """Fractions of the whole time by function, largest first."""
        return {
            name: {_place(code): count / self.total for code, count in counts.most_common(150)}
            for name, counts in (("itself", self.itself), ("whole", self.whole))
        }


def _stack(frame: FrameType | None) -> Iterator[FrameType]:
    """The frame and all its callers; SQLAlchemy's greenlets hide theirs from it."""
    current = greenlet.getcurrent()
    while frame is not None:
        yield frame
        frame = frame.f_back
        if frame is None and current.parent is not None:
            current = current.parent
            frame = current.gr_frame


def _place(code: CodeType) -> str:
    _, found, inside = code.co_filename.rpartition("site-packages/")
    file = inside if found else "/".join(code.co_filename.split("/")[-3:])
    return f"{file}:{code.co_firstlineno} {code.co_qualname}"


@contextmanager
def sampled(path: Path | None) -> Iterator[None]:
    """Sample the main thread from the first `BEGIN` on and write the shares down as JSON."""
    if path is None:
        yield
        return
    samples = Samples()
    signal.signal(signal.SIGPROF, samples.look)
    signal.signal(BEGIN, lambda *_: signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY))
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    path.write_bytes(orjson.dumps(samples.shares(), option=orjson.OPT_INDENT_2))
