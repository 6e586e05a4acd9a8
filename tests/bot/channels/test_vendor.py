"""What the sandbox's page brings along: whole, licensed, and never fetched from another host."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

import bot.demo

PAGE = Path(bot.demo.__file__).parent / "page"
VENDOR = PAGE / "vendor"
SUMS = VENDOR / "SHA256SUMS"
FOLDERS = sorted(each for each in VENDOR.iterdir() if each.is_dir())
TEXTS = sorted(each for each in PAGE.rglob("*") if each.suffix in {".html", ".css", ".js", ".svg"})

# A link that somebody may follow is fine, and so is the namespace of SVG; a load is not.
LOADS = re.compile(
    r"""<(?!a\b)[^<>]*\b(?:src|href)\s*=\s*["']?\s*(?:https?:)?//
    | \burl\(\s*["']?\s*(?:https?:)?//
    | (?:@import|\bimport|\bfrom)\s*\(?\s*["'`](?:https?:)?//
    | \b(?:fetch|EventSource|WebSocket|Worker|sendBeacon)\(\s*["'`](?:(?:https?|wss?):)?//
    | \.(?:src|href)\s*=\s*["'`](?:https?:)?//""",
    re.VERBOSE | re.IGNORECASE,
)


def listed() -> dict[str, str]:
    lines = [line.split("  ", 1) for line in SUMS.read_text().splitlines()]
    return {path: digest for digest, path in lines}


def present() -> dict[str, str]:
    files = [each for each in VENDOR.rglob("*") if each.is_file() and each != SUMS]
    return {
        each.relative_to(VENDOR).as_posix(): sha256(each.read_bytes()).hexdigest() for each in files
    }


def test_what_is_vendored_is_what_the_list_says_and_nothing_else() -> None:
    assert present() == listed()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_vendored_package_says_its_licence_and_which_version_it_is(folder: Path) -> None:
    name, version, integrity = (folder / "VERSION").read_text().split()[:3]
    assert name == folder.name
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", integrity)
    assert "Copyright" in (folder / "LICENSE").read_text()


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.relative_to(PAGE).as_posix())
def test_no_file_of_the_page_loads_anything_from_another_host(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert [found.group() for found in LOADS.finditer(text)] == []
    assert "sourceMappingURL" not in text  # the browser would ask for a file that is not there


@pytest.mark.parametrize("sheet", sorted(PAGE.rglob("*.css")), ids=lambda sheet: sheet.name)
def test_every_picture_that_a_style_names_is_there(sheet: Path) -> None:
    names = re.findall(r"url\(\s*[\"']?([^)\"']+)", sheet.read_text(encoding="utf-8"))
    local = [name for name in names if not name.startswith(("#", "data:"))]
    assert [name for name in local if not (sheet.parent / name).is_file()] == []


@pytest.mark.parametrize(
    "line",
    [
        '<script src="https://cdn.example/leaflet.js"></script>',
        '<link rel="stylesheet" href="//cdn.example/leaflet.css">',
        "background: url(http://cdn.example/tile.png)",
        '@import "https://cdn.example/font.css";',
        'import * as L from "https://cdn.example/leaflet.js";',
        "const L = await import('https://cdn.example/leaflet.js');",
        "fetch(`https://api.example/places`)",
        'new EventSource("//api.example/events")',
        'new WebSocket("wss://api.example/events")',
        'image.src = "https://cdn.example/photo.png";',
    ],
)
def test_the_search_finds_a_load(line: str) -> None:
    assert LOADS.search(line)


@pytest.mark.parametrize(
    "line",
    [
        '<a href="https://leafletjs.com">Leaflet</a>',
        "// see https://www.openstreetmap.org/copyright",
        'const SVG = "http://www.w3.org/2000/svg";',
        'import * as L from "./vendor/leaflet/leaflet-src.esm.js";',
        "fetch(path)",
        "background-image: url(images/layers.png);",
    ],
)
def test_the_search_lets_a_link_and_a_neighbour_pass(line: str) -> None:
    assert not LOADS.search(line)
