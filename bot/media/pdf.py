"""A PDF that somebody sent: kept as it came once it is known to open, or refused in words.

It is opened in a process of its own (`bot.media.pdf_reader`): a parser written in C may hang or
fall over bytes that were made for that, and would take everybody's attendance with it. What is
kept is the file byte for byte, for a rewritten one loses its electronic signature.
"""

import asyncio
import sys
from contextlib import suppress

import structlog

from bot.media.errors import InvalidUpload, MediaUnavailable
from bot.media.pdf_found import PDF_PAGES_MAX, Found

log = structlog.get_logger()

HEADER = b"%PDF-"
NEAR_START = NEAR_END = 1024  # bytes in which Adobe's own reader looks for header and end
END = b"%%EOF"
# Seconds. A letter takes half of one, and a bomb all the processor time that it may have: whoever
# needs longer than this by the clock waits for a machine that is busy.
READING_SECONDS = 30.0

_SIMPLER = "Cetak ulang sebagai PDF biasa, atau kirim fotonya."
BROKEN = "PDF ini rusak. Buat ulang, atau kirim fotonya."
REFUSALS = {
    Found.LOCKED: "PDF ini dikunci kata sandi. Kirim tanpa kata sandi, atau kirim fotonya.",
    Found.ACTIVE: f"PDF ini berisi program atau lampiran. {_SIMPLER}",
    Found.TOO_LONG: f"PDF ini lebih dari {PDF_PAGES_MAX} halaman. Kirim halaman suratnya saja.",
    Found.TOO_MUCH: f"PDF ini terlalu rumit untuk dibuka. {_SIMPLER}",
    Found.BROKEN: BROKEN,
}


def is_pdf(raw: bytes) -> bool:
    """Whether it says so itself; whatever its sender's software calls it."""
    return HEADER in raw[:NEAR_START]


async def check(raw: bytes) -> None:
    """Raises `InvalidUpload` for a PDF that nobody could read, or that does more than be read.

    Raises `MediaUnavailable` while the machine has no process, or no time, for it.
    """
    if END not in raw.rstrip(b"\0\t\n\f\r ")[-NEAR_END:]:  # cut off on its way
        raise InvalidUpload(BROKEN)
    found = await _read(raw)
    if found is not Found.SOUND:
        log.info("pdf refused", found=found.value)
        raise InvalidUpload(REFUSALS[found])


async def _started() -> asyncio.subprocess.Process:
    try:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-m", "bot.media.pdf_reader"),
            env={},  # it has no business with our secrets
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError as error:
        raise MediaUnavailable(type(error).__name__) from error


async def _read(raw: bytes) -> Found:
    reader = await _started()
    try:
        async with asyncio.timeout(READING_SECONDS):
            said, _ = await reader.communicate(raw)
    except TimeoutError as error:
        raise MediaUnavailable("busy") from error
    except RuntimeError:  # uvloop's word for a pipe whose reader ended before it was given anything
        said = b""
    finally:
        with suppress(ProcessLookupError):
            reader.kill()
        await reader.wait()
    try:
        return Found(said.decode())
    except ValueError:  # it fell over, or ran into one of its limits
        return Found.TOO_MUCH
