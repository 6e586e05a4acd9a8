"""Files as people have them: GeoJSON, workbooks, CSV out of any spreadsheet."""

import io
import json

import openpyxl
import pytest

from tests.builders.house import CLERK, OFFICES, PEOPLE, PLACES, SCHEDULES, House


def test_the_regulation_gives_the_radius_where_the_file_has_none(home: House) -> None:
    home.found()
    assert home.bring(tempat=PLACES).exit_code == 0
    assert home.rows("SELECT place, radius FROM place ORDER BY place") == [
        ("RSUD", 100.0),
        ("SETDA", 120.0),
    ]


def test_no_radius_is_refused_where_the_regulation_is_silent(small: House) -> None:
    assert small.bring("karanganyar", jadwal=SCHEDULES, kantor=OFFICES).exit_code == 0
    refused = small.bring("karanganyar", tempat=PLACES)
    words = "radius bawaan tidak diatur dalam Perbup Karanganyar 33/2023 (KAM-13)"
    assert words in refused.output


def feature(kind: str, coordinates: object, **more: object) -> dict[str, object]:
    properties = {"kode": "A", "kantor": "SETDA", "nama": "Halaman"} | more
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


SQUARE = [[117.36, 2.84], [117.361, 2.84], [117.361, 2.841], [117.36, 2.841], [117.36, 2.84]]


def collection(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_geojson_brings_points_and_polygons(home: House) -> None:
    home.found()
    point = feature("Point", [117.36, 2.84], kode="B", radius=80)
    told = home.bring(tempat__geojson=collection(feature("Polygon", [SQUARE]), point))
    assert told.exit_code == 0, told.output
    places = home.rows("SELECT place, radius, corners FROM place ORDER BY place")
    assert [row[:2] for row in places] == [("A", 0.0), ("B", 80.0)]
    assert len(json.loads(places[0][2]) if isinstance(places[0][2], str) else places[0][2]) == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (collection(feature("Polygon", [[p[::-1] for p in SQUARE]])), "luar Indonesia"),
        (collection(feature("Polygon", [SQUARE[:2] * 2])), "poligon tidak sah"),
        (collection(feature("Polygon", [SQUARE, SQUARE])), "tanpa lubang"),
        (collection(feature("LineString", SQUARE)), "hanya Point"),
        (collection(feature("Point", ["a", 2])), "hanya Point"),
        (collection(feature("Point", [0, 0])), "luar Indonesia"),
        (collection(feature("Point", [117, 2], warna="merah")), "warna"),
        (collection(feature("Point", [117, 2])).replace("117", "NaN"), "bukan GeoJSON"),
        ("[1]", "FeatureCollection"),
    ],
)
def test_geojson_that_is_no_place_is_refused(small: House, text: str, words: str) -> None:
    small.found()
    refused = small.bring(tempat__geojson=text)
    assert refused.exit_code == 1
    assert words in refused.output


def workbook(text: str) -> bytes:
    book = openpyxl.Workbook()
    for line in text.splitlines():
        book.active.append(line.split(","))  # type: ignore[union-attr]  # a new book has a sheet
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("region", ["bulungan", "karanganyar"])
def test_a_workbook_says_the_same_as_csv(small: House, region: str) -> None:
    books = {"jadwal__xlsx": SCHEDULES, "kantor__xlsx": OFFICES, "pegawai__xlsx": PEOPLE}
    told = small.bring(region, **{name: workbook(text) for name, text in books.items()})
    assert told.exit_code == 0, told.output
    again = small.bring(region, jadwal=SCHEDULES, kantor=OFFICES, pegawai=PEOPLE)
    assert "0 baru, 0 berubah, 8 sama." in again.output


def test_a_nip_kept_as_a_number_in_a_workbook_is_refused_with_the_cure(small: House) -> None:
    small.found()
    book = openpyxl.load_workbook(io.BytesIO(workbook(PEOPLE)))
    book.active["A2"] = int(CLERK)  # type: ignore[index]  # the sheet is there
    file = io.BytesIO()
    book.save(file)
    assert "ubah format kolom menjadi Teks" in small.bring(pegawai__xlsx=file.getvalue()).output


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace(",", ";").encode("cp1252"),
        lambda text: b"sep=;\r\n" + text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").replace("\n", "\r\n").encode(),
    ],
    ids=["bom", "utf-16", "semicolon-ansi", "sep-line", "tabs-crlf"],
)
def test_csv_comes_as_spreadsheets_save_it(small: House, encode: object) -> None:
    text = OFFICES.replace("Rumah Sakit", "Café Sehat")
    assert callable(encode)
    told = small.bring(jadwal=SCHEDULES, kantor=encode(text))
    assert told.exit_code == 0, told.output
    assert ("Café Sehat",) in small.rows("SELECT name FROM office")


def test_a_decimal_comma_in_a_semicolon_file_is_a_decimal_point(small: House) -> None:
    small.found()
    text = PLACES.replace(",", ";").replace("2.8407", "2,8407").replace("117.3633", "117,3633")
    assert small.bring(tempat=text).exit_code == 0
    where = small.rows("SELECT latitude, longitude FROM place WHERE place = 'SETDA'")
    assert where == [(2.8407, 117.3633)]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("staf.csv", "x", "kata pertama nama berkas harus salah satu dari jadwal, kantor"),
        ("pegawia.csv", "x", "mungkin maksudnya pegawai"),
        ("pegawai.pdf", "x", "hanya .csv, .xlsx atau .geojson"),
        ("pegawai.csv", "", "berkas ini kosong"),
        ("pegawai.csv", "\n\n", "berkas ini kosong"),
        ("pegawai.xlsx", "bukan zip", "bukan berkas XLSX"),
        ("pegawai.geojson", "{}", "GeoJSON hanya untuk berkas tempat"),
        ("kantor.csv", b"kode,nama\n\x00\xff,a", "belum ada"),
        ("kantor.csv", OFFICES + 'A,"' + "x" * 200_000, "simpan ulang sebagai CSV UTF-8"),
        ("kantor.csv", OFFICES + "A,B,,KANTOR,2020-01-01,lebih", "kolom ke-6 tidak punya judul"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(
    small: House, name: str, content: str | bytes, words: str
) -> None:
    refused = small.run("import", "bulungan", small.file(name, content))
    assert refused.exit_code == 1
    assert words in refused.output
