"""Photos and PDFs that are asked for: made small and kept, or refused with what to do."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.media.photo import PHOTO_BYTES_MAX
from handlers.chat.event import JPEG, PDF
from tests.bot.cli.paper_desk import LETTER, QUESTION, PaperDesk, a_paper_desk, answered
from tests.bot.media.test_photo import bomb, file, noise, scene
from tests.harness.database import ON_SQLITE

pytestmark = ON_SQLITE


@pytest.fixture
async def desk(furnished: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PaperDesk]:
    async with a_paper_desk(furnished, monkeypatch) as opened:
        yield opened


@pytest.fixture
async def asked(desk: PaperDesk) -> PaperDesk:
    await desk.ask()
    return desk


async def test_a_photo_is_kept_small_upright_and_without_its_place(asked: PaperDesk) -> None:
    """BLG-L-A4d, BLG-L-A5c, AMB-36."""
    exif = Image.Exif()
    exif[0x0112] = 6
    await asked.chat.photo(file(scene(2000, 1500), quality=95, exif=exif))
    said = await asked.take()
    (kept,) = asked.kept()
    assert said == answered(kept, JPEG)
    assert len(kept) <= PHOTO_BYTES_MAX
    assert Image.open(BytesIO(kept)).size == (960, 1280)
    assert b"Exif" not in kept


def sized(width: int, quality: int = 80) -> bytes:
    return file(scene(1600, 1200).resize((width, width * 3 // 4)), quality=quality)


HEAVY = file(noise(1200, 900), quality=90)


@pytest.mark.parametrize(
    ("sizes", "chosen", "as_it_is"),
    [
        ((sized(320), sized(800), sized(1280)), 2, True),
        ((sized(320), sized(1024), HEAVY), 1, True),
        ((sized(320), sized(999), HEAVY), 2, False),
        ((sized(320), sized(1000), HEAVY), 1, True),
        ((sized(90), sized(320)), 1, False),
    ],
    ids=["it fits", "the largest does not", "999 pixels", "1000 pixels", "all are small"],
)
async def test_telegrams_own_size_is_used_where_it_fits_and_can_be_read(
    asked: PaperDesk, sizes: tuple[bytes, ...], chosen: int, *, as_it_is: bool
) -> None:
    """AMB-36."""
    message = await asked.chat.photo(sizes[-1], *sizes[:-1])
    said = await asked.take()
    (call,) = asked.wire.sandbox.journal.find("getFile")
    (kept,) = asked.kept()
    assert call.params["file_id"] == message.files[chosen].id
    assert (kept == sizes[chosen]) is as_it_is
    assert len(kept) <= PHOTO_BYTES_MAX
    assert said == answered(kept, JPEG)


async def test_a_fitting_size_that_tells_its_place_is_made_anew(asked: PaperDesk) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Telepon"
    await asked.chat.photo(file(scene(1280, 960), exif=exif))
    await asked.take()
    (kept,) = asked.kept()
    assert b"Telepon" not in kept


@pytest.mark.parametrize("xmp", [b"", b"<x:xmpmeta>GPSLatitude</x:xmpmeta>"], ids=["none", "XMP"])
@pytest.mark.parametrize("comment", [b"", b"rumah"], ids=["none", "a comment"])
async def test_only_a_size_that_is_nothing_but_a_picture_is_kept_as_it_is(
    asked: PaperDesk, xmp: bytes, comment: bytes
) -> None:
    more: dict[str, object] = {"xmp": xmp} if xmp else {}
    sent = file(scene(1280, 960), "JPEG", quality=60, comment=comment, **more)
    await asked.chat.photo(sent)
    await asked.take()
    (kept,) = asked.kept()
    assert (kept == sent) is not bool(xmp or comment)
    assert b"GPS" not in kept
    assert b"rumah" not in kept


async def test_a_photo_of_12_mb_sent_as_a_file_is_shrunk(asked: PaperDesk) -> None:
    """AMB-36: a larger original is accepted and shrunk, not refused."""
    large = file(noise(2000, 2000), "PNG")
    assert len(large) > 12_000_000
    await asked.chat.document(large, "surat.png")
    said = await asked.take()
    (kept,) = asked.kept()
    assert len(kept) <= PHOTO_BYTES_MAX
    assert said == answered(kept, JPEG)


async def test_a_pdf_is_kept_as_it_is(asked: PaperDesk) -> None:
    await asked.chat.document(LETTER, "surat.pdf")
    assert await asked.take() == answered(LETTER, PDF)
    assert asked.kept() == [LETTER]


def a_pdf(size: int) -> bytes:
    return LETTER.ljust(size)


@pytest.mark.parametrize(
    ("content", "name", "says", "fetched"),
    [
        (a_pdf(2_000_001), "surat.pdf", "PDF ini terlalu besar (paling besar 2 MB)", 1),
        (b"PK\x03\x04 a spreadsheet", "surat.pdf", "bukan foto atau PDF", 1),
        (LETTER[:200], "surat.pdf", "PDF ini rusak", 1),
        (b"", "surat.pdf", "kosong", 0),
        (b"", "surat.jpg", "kosong", 0),
        (file(scene(800, 600))[:9000], "surat.jpg", "rusak", 1),
        (bomb(12_000, 12_000), "surat.png", "terlalu besar", 1),
        (b"MZ", "surat", "bukan foto atau PDF", 1),
        (bytes(20_000_001), "surat.jpg", "terlalu besar (paling besar 20 MB)", 0),
    ],
    ids=[
        "a PDF too large",
        "no PDF inside",
        "half a PDF",
        "an empty PDF",
        "0 bytes",
        "half a photo",
        "a bomb",
        "a program",
        "more than a bot may fetch",
    ],
)
async def test_what_cannot_be_kept_is_refused_and_asked_for_again(
    asked: PaperDesk, content: bytes, name: str, says: str, fetched: int
) -> None:
    """AMB-36."""
    await asked.chat.document(content, name)
    said = await asked.take()
    assert says in said
    assert "irim" in said or "Buat ulang" in said, "it says what to do"
    assert said.endswith(QUESTION)
    assert (asked.fetched(), asked.kept()) == (fetched, [])
    await asked.chat.document(LETTER, "surat.pdf")
    assert await asked.take() == answered(LETTER, PDF)


async def test_a_pdf_of_exactly_the_limit_is_kept(asked: PaperDesk) -> None:
    await asked.chat.document(a_pdf(2_000_000), "surat.pdf")
    assert await asked.take() == answered(a_pdf(2_000_000), PDF)


async def test_what_the_update_does_not_tell_of_the_size_telegram_does(asked: PaperDesk) -> None:
    await asked.chat.document(a_pdf(2_000_001), "surat.pdf")
    (update,) = asked.wire.updates()
    message: dict[str, dict[str, object]] = update["message"]  # type: ignore[assignment]  # an update
    del message["document"]["file_size"]
    await asked.feed.take(update)
    assert "paling besar 2 MB" in await asked.answer()
    assert asked.kept() == []


@pytest.mark.parametrize(
    "told",
    ["application/octet-stream", None, "application/x-pdf", "Application/PDF", "image/jpeg"],
)
@pytest.mark.parametrize("what", ["a PDF", "a photo"])
async def test_its_content_tells_what_it_is_and_not_the_senders_label(
    asked: PaperDesk, what: str, told: str | None
) -> None:
    """AMB-36: the field is optional, and phones write what they like."""
    content = LETTER if what == "a PDF" else file(scene(1600, 1200))
    await asked.chat.document(content, "surat.bin")
    (update,) = asked.wire.updates()
    message: dict[str, dict[str, object]] = update["message"]  # type: ignore[assignment]  # an update
    message["document"]["mime_type"] = told
    if told is None:
        del message["document"]["mime_type"]
    await asked.feed.take(update)
    (kept,) = asked.kept()
    assert (kept == LETTER) is (what == "a PDF")
    assert await asked.answer() == answered(kept, PDF if what == "a PDF" else JPEG)
