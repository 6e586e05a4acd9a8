"""PDFs: what opens is kept as it came, everything else is refused with what to do instead."""

import asyncio
from typing import Any

import pytest

from bot.media import pdf
from bot.media.errors import InvalidUpload, MediaUnavailable
from bot.media.pdf_found import PDF_PAGES_MAX
from bot.media.pdf_reader import look
from tests.bot.letters import a_letter, a_packed_letter

LETTER = a_letter()
PROGRAM = b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
HIDDEN = PROGRAM.replace(b"/JavaScript", b"/J#61vaScript")
NAMED = b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (1) >>] >> >>"
ATTACHED = b"/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>"
ATTACHMENT = (
    b"<< /Type /Filespec /F (a.exe) /EF << /F 6 0 R >> >>",
    b"<< /Type /EmbeddedFile /Length 2 >>\nstream\nMZ\nendstream",
)


@pytest.mark.parametrize(
    "raw",
    [
        LETTER,
        b"\xef\xbb\xbf" + LETTER,
        b"\n\n" + LETTER,
        b" " * 1019 + LETTER,
        LETTER + b"\r\n" * 1000,
        LETTER + b"\0" * 512,
        a_letter(catalog=b"/OpenAction [3 0 R /Fit]"),
        a_letter(pages=PDF_PAGES_MAX),
        a_packed_letter(),
    ],
    ids=[
        "plain",
        "a BOM before it",
        "blank lines before it",
        "the header in byte 1,020",
        "blank lines behind it",
        "padded",
        "it opens at its first page",
        "100 pages",
        "packed",
    ],
)
async def test_what_a_viewer_opens_is_taken(raw: bytes) -> None:
    assert pdf.is_pdf(raw)
    await pdf.check(raw)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"%PDF-1.4\n", "PDF ini rusak."),
        (b"%PDF-1.4\n%%EOF\n", "PDF ini rusak."),
        (LETTER[: len(LETTER) // 2], "PDF ini rusak."),
        (LETTER[: len(LETTER) // 2] + b"%%EOF", "PDF ini rusak."),
        (LETTER + b"x" * 1025, "PDF ini rusak."),
        (a_letter(pages=0), "PDF ini rusak."),
        (a_letter(pages=PDF_PAGES_MAX + 1), "lebih dari 100 halaman. Kirim halaman suratnya saja."),
        (a_letter(catalog=PROGRAM), "berisi program atau lampiran."),
        (a_letter(catalog=HIDDEN), "berisi program atau lampiran."),
        (a_letter(catalog=NAMED), "berisi program atau lampiran."),
        (a_packed_letter(PROGRAM), "berisi program atau lampiran."),
        (a_letter(catalog=ATTACHED, more=ATTACHMENT), "berisi program atau lampiran."),
        (a_letter(catalog=b"/OpenAction << /S /Launch /F (a.exe) >>"), "berisi program"),
    ],
    ids=[
        "the header alone",
        "header and end",
        "cut",
        "cut and ended",
        "something else behind its end",
        "no page",
        "101 pages",
        "a program",
        "a program under another spelling",
        "a named program",
        "a packed program",
        "a file inside",
        "another program",
    ],
)
async def test_what_nobody_could_read_or_should_open_is_refused_with_what_to_do(
    raw: bytes, says: str
) -> None:
    with pytest.raises(InvalidUpload, match=says) as refused:
        await pdf.check(raw)
    assert "irim" in str(refused.value), "it says what to send"


def test_a_header_later_than_adobe_looks_for_it_is_none() -> None:
    assert not pdf.is_pdf(b" " * 1020 + LETTER)


async def test_a_bomb_costs_a_bounded_memory_and_is_refused() -> None:
    """Seven hundred megabytes in three: the process that opens it may take 512."""
    bomb = await asyncio.to_thread(a_packed_letter, blanks=700)
    with pytest.raises(InvalidUpload, match="terlalu rumit"):
        await pdf.check(bomb)


@pytest.mark.parametrize(
    ("program", "raises"),
    [
        ("import time; time.sleep(60)", MediaUnavailable),
        ("import os; os.abort()", InvalidUpload),
        ("print('something else')", InvalidUpload),
    ],
    ids=["it gets no time", "it falls over", "it talks nonsense"],
)
async def test_a_reader_that_comes_to_grief_takes_nobody_along(
    program: str, raises: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = asyncio.create_subprocess_exec
    started: list[asyncio.subprocess.Process] = []

    async def start(python: str, *_: str, **more: Any) -> asyncio.subprocess.Process:
        started.append(await real(python, "-I", "-c", program, **more))
        return started[0]

    monkeypatch.setattr("asyncio.create_subprocess_exec", start)
    if raises is MediaUnavailable:
        monkeypatch.setattr(pdf, "READING_SECONDS", 1.0)
    with pytest.raises(raises):
        await pdf.check(LETTER)
    assert started[0].returncode is not None, "it does not run on"


async def test_a_reader_that_is_gone_before_it_is_asked_takes_nobody_along(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = asyncio.create_subprocess_exec

    async def start(python: str, *_: str, **more: Any) -> asyncio.subprocess.Process:
        gone = await real(python, "-I", "-c", "import os; os.abort()", **more)
        await gone.wait()
        return gone

    monkeypatch.setattr("asyncio.create_subprocess_exec", start)
    with pytest.raises(InvalidUpload):
        await pdf.check(LETTER)


async def test_a_machine_without_room_for_a_process_is_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def full(*_: str, **__: Any) -> None:
        raise BlockingIOError

    monkeypatch.setattr("asyncio.create_subprocess_exec", full)
    with pytest.raises(MediaUnavailable):
        await pdf.check(LETTER)


def test_the_reader_itself_raises_nothing() -> None:
    """Whatever one byte in its middle becomes."""
    whole = a_packed_letter(PROGRAM)
    for at in range(0, len(whole), 7):
        look(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
