"""The files Telegram keeps: uploads, photos with their size in pixels, downloads."""

import mimetypes
import struct
from dataclasses import dataclass, field

from bot.sandbox.errors import TelegramError, bad_request
from bot.sandbox.model import Json, StoredFile, Upload
from bot.sandbox.params import Params

MAX_DOWNLOAD = 20 << 20
MAX_UPLOAD = 50 << 20
MAX_PHOTO = 10 << 20
MAX_SIDES = 10_000
MAX_RATIO = 20

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_SIZE = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(slots=True)
class Files:
    """All files of the sandbox by id; the oldest go when there are more than ``keep``."""

    keep: int
    by_id: dict[str, StoredFile] = field(default_factory=dict)
    by_path: dict[str, StoredFile] = field(default_factory=dict)
    count: int = 0

    def add(self, upload: Upload, folder: str, size: tuple[int, int] = (0, 0)) -> StoredFile:
        self.count += 1
        suffix = mimetypes.guess_extension(upload.mime) or ".bin"
        file = StoredFile(
            id=f"AgACAgUAAxkBAAI{self.count:012d}",
            unique_id=f"AQAD{self.count:012d}",
            path=f"{folder}/file_{self.count}{suffix}",
            upload=upload,
            width=size[0],
            height=size[1],
        )
        self.by_id[file.id] = self.by_path[file.path] = file
        self._make_room()
        return file

    def _make_room(self) -> None:
        while len(self.by_id) > self.keep:
            oldest = self.by_id.pop(next(iter(self.by_id)))
            del self.by_path[oldest.path]

    def photo(self, upload: Upload) -> StoredFile:
        """Keep a picture, or refuse it as Telegram does."""
        size = len(upload.data)
        if size > MAX_PHOTO:
            limit = f"the maximum size is {MAX_PHOTO} bytes"
            raise bad_request(f"file of size {size} bytes is too big for a photo; {limit}")
        sides = measure(upload.data)
        if sides is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if sum(sides) > MAX_SIDES or max(sides) > MAX_RATIO * min(sides):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        return self.add(upload, "photos", sides)


def given(params: Params, name: str, files: Files) -> Upload | StoredFile:
    """Find the file of a parameter: uploaded, attached under another name, or known by id."""
    value = params.text(name)
    upload = params.files.get(value.removeprefix("attach://") if value else name)
    if upload is not None:
        if not upload.data:
            raise bad_request("file must be non-empty")
        if len(upload.data) > MAX_UPLOAD:
            raise TelegramError(413, "Request Entity Too Large")
        return upload
    if not value:
        raise bad_request(f"there is no {name} in the request")
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    if value not in files.by_id:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return files.by_id[value]


def photo_wire(sizes: tuple[StoredFile, ...]) -> Json:
    return {"photo": [_base_wire(each) | _sides(each) for each in sizes]}


def document_wire(file: StoredFile) -> Json:
    named: Json = {"file_name": file.upload.name, "mime_type": file.upload.mime}
    return {"document": named | _base_wire(file)}


def file_wire(file: StoredFile) -> Json:
    """Answer getFile."""
    if len(file.data) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return _base_wire(file) | {"file_path": file.path}


def named(data: bytes, name: str) -> Upload:
    mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Upload(name, mime, data)


def _base_wire(file: StoredFile) -> Json:
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.data)}


def _sides(file: StoredFile) -> Json:
    return {"width": file.width, "height": file.height}


def measure(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG or JPEG, read from its header; None otherwise."""
    if data.startswith(_PNG) and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    return _measure_jpeg(data) if data.startswith(b"\xff\xd8") else None


def _measure_jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in _JPEG_SIZE:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
