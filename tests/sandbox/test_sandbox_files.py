"""Which pictures and files Telegram takes, up to which size, and what it says to the others."""

import io

import aiohttp
import pytest
import telegram
from telegram.error import BadRequest

from bot.sandbox.api import METHODS
from bot.sandbox.bots import SandboxBot
from bot.sandbox.errors import TelegramError
from bot.sandbox.model import Upload
from bot.sandbox.params import Params
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from tests.builders.calls import picture


def send(chat: PersonChat, method: str, name: str, data: bytes) -> object:
    """Upload a file of many megabytes without the way through a socket."""
    fields = {"chat_id": str(chat.chat.id)}
    upload = Upload("a.bin", "application/octet-stream", data)
    return METHODS[method](chat.bot, Params(fields, {name: upload}))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no picture", "Image_process_failed"),
        (picture(4001, 200, "PNG"), "Photo_invalid_dimensions"),
        (picture(9000, 1001, "PNG"), "Photo_invalid_dimensions"),
        (b"", "File must be non-empty"),
    ],
    ids=["no picture", "above 20:1", "10001 px", "empty"],
)
async def test_pictures_that_are_none_are_refused(
    client: telegram.Bot, chat: PersonChat, data: bytes, words: str
) -> None:
    with pytest.raises(BadRequest, match=words):
        await client.send_photo(chat.chat.id, data)


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        ("https://example.org/a.jpg", "Failed to get http url content"),
        ("AgACunknown", "Wrong file identifier/http url specified"),
    ],
)
async def test_a_photo_from_nowhere_is_refused(
    client: telegram.Bot, chat: PersonChat, photo: str, words: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await client.send_photo(chat.chat.id, photo)


@pytest.mark.parametrize(("width", "height"), [(4000, 200), (200, 4000), (9000, 1000), (1, 1)])
async def test_pictures_within_the_limits_are_accepted(
    client: telegram.Bot, chat: PersonChat, width: int, height: int
) -> None:
    sent = await client.send_photo(chat.chat.id, picture(width, height, "PNG"))
    assert (sent.photo[-1].width, sent.photo[-1].height) == (width, height)


def padded(size: int) -> bytes:
    return picture().ljust(size, b"\0")


async def test_a_photo_has_ten_megabytes(chat: PersonChat) -> None:
    assert send(chat, "sendphoto", "photo", padded(10 << 20))
    with pytest.raises(TelegramError, match="10485761 bytes is too big for a photo; the maximum"):
        send(chat, "sendphoto", "photo", padded((10 << 20) + 1))


async def test_a_document_has_fifty_megabytes(chat: PersonChat) -> None:
    assert send(chat, "senddocument", "document", bytes(50 << 20))
    with pytest.raises(TelegramError, match="Request Entity Too Large") as refused:
        send(chat, "senddocument", "document", bytes((50 << 20) + 1))
    assert refused.value.code == 413


async def test_a_body_beyond_fifty_megabytes_is_refused(sandbox: Sandbox, bot: SandboxBot) -> None:
    url = f"{sandbox.base_url}{bot.token}/sendDocument"
    form = aiohttp.FormData({"document": io.BytesIO(b"0" * (52 << 20))})
    async with aiohttp.ClientSession() as web, web.post(url, data=form) as raw:
        assert (raw.status, (await raw.json())["description"]) == (413, "Request Entity Too Large")


@pytest.mark.parametrize(("size", "fits"), [(20 << 20, True), ((20 << 20) + 1, False)])
async def test_a_bot_fetches_up_to_twenty_megabytes(
    client: telegram.Bot, chat: PersonChat, size: int, *, fits: bool
) -> None:
    sent = await chat.document(bytes(size), "video.bin")
    if fits:
        assert (await client.get_file(sent.files[0].id)).file_size == size
    else:
        with pytest.raises(BadRequest, match="File is too big"):
            await client.get_file(sent.files[0].id)


async def test_a_file_without_a_name_to_fetch_it_by_is_refused(
    client: telegram.Bot, chat: PersonChat
) -> None:
    with pytest.raises(BadRequest, match="File_id not specified"):
        await client.get_file("")
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await client.get_file(str(chat.chat.id))


async def test_a_photo_is_no_document_and_a_document_no_photo(
    client: telegram.Bot, chat: PersonChat
) -> None:
    photo = (await client.send_photo(chat.chat.id, picture())).photo[-1]
    letter = (await client.send_document(chat.chat.id, b"%PDF-1.7", filename="a.pdf")).document
    assert letter is not None
    with pytest.raises(BadRequest, match="Can't use file of type photo as document"):
        await client.send_document(chat.chat.id, photo.file_id)
    with pytest.raises(BadRequest, match="Can't use file of type document as photo"):
        await client.send_photo(chat.chat.id, letter.file_id)
