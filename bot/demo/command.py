"""`hadir demo`: the page to try everything in, or the scripted day."""

import errno
import tempfile
from pathlib import Path
from typing import Annotated

import typer

Script = Annotated[bool, typer.Option("--script", help="Mainkan naskah di terminal, lalu selesai")]
Keep = Annotated[Path | None, typer.Option("--keep", metavar="FOLDER", help="Simpan hasilnya")]
Port = Annotated[int, typer.Option("--port", help="Port halaman; 0 memilih yang bebas")]
Tiles = Annotated[
    str,
    typer.Option(
        "--tiles",
        envvar="HADIR_DEMO_TILES",
        metavar="'URL KREDIT'",
        help="Gambar dasar peta: alamat https dengan {z}, {x} dan {y}, lalu kreditnya",
    ),
]


def demo(
    *, script: Script = False, keep: Keep = None, port: Port = 8090, tiles: Tiles = ""
) -> None:
    """Coba semuanya di peramban: bot yang sebenarnya, dua kabupaten, peta, dan jam."""
    with tempfile.TemporaryDirectory() as empty:
        folder = keep or Path(empty)
        if script:
            from bot.demo.script import main  # noqa: PLC0415 - the sandbox, only when asked

            raise typer.Exit(main(folder))
        _serve(folder, port, _read_tiles(tiles))


def _serve(folder: Path, port: int, tiles: dict[str, object] | None) -> None:
    from bot.demo import serve  # noqa: PLC0415 - the sandbox and its fonts, only when asked

    try:
        serve.main(folder, port, tiles)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise typer.BadParameter(f"port {port} sudah dipakai; pilih --port lain") from None


def _read_tiles(text: str) -> dict[str, object] | None:
    url, _, credit = text.strip().partition(" ")
    if not url:
        return None
    if not url.startswith("https://") or not all(gap in url for gap in ("{z}", "{x}", "{y}")):
        raise typer.BadParameter("--tiles: alamatnya https://… dengan {z}, {x} dan {y}")
    return {"url": url, "credit": credit}
