"""How a picture must be turned to stand upright: the one thing read of its metadata."""

import struct

from PIL import Image

_EXIF = b"Exif\0\0"
_ORIENTATION, _SHORT, _LONG = 0x0112, 3, 4
_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_MOST_TAGS = 512  # no camera writes as many
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def upright(image: Image.Image, exif: object) -> Image.Image:
    """The picture as it was seen; `exif` are its raw bytes, if it has any."""
    raw = exif if isinstance(exif, bytes) else b""
    turn = _TURNS.get(orientation(raw))
    return image if turn is None else image.transpose(turn)


def orientation(exif: bytes) -> int:
    """1 to 8, and 1 where nothing sensible is said (EXIF 2.3, tag 274).

    Read here and no further: Pillow writes all tags anew to drop this one, and fails over any
    impossible tag beside it, though none of them is kept.
    """
    tiff = exif.removeprefix(_EXIF)
    order = _ORDERS.get(tiff[:4])
    try:
        return _tag(tiff, order) if order else 1
    except struct.error:  # it ends too early
        return 1


def _tag(tiff: bytes, order: str) -> int:
    (start,) = struct.unpack_from(f"{order}L", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    for at in range(min(count, _MOST_TAGS)):
        entry = start + 2 + 12 * at
        tag, kind = struct.unpack_from(f"{order}HH", tiff, entry)
        if tag == _ORIENTATION and kind in {_SHORT, _LONG}:
            size = "H" if kind == _SHORT else "L"
            (value,) = struct.unpack_from(f"{order}{size}", tiff, entry + 8)
            return value if value in _TURNS else 1
    return 1
