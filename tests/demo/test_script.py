"""The demo is a promise of the README: every expectation of its script is met."""

from pathlib import Path

import pytest

from bot.demo import script


def test_the_demo_ends_well_and_leaves_its_pictures_and_stamps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script.main(tmp_path) == 0
    told = capsys.readouterr().out
    assert "Tercatat masuk 07.13 WITA, tepat waktu" in told
    drawn = sorted(file.name.partition("-")[2] for file in (tmp_path / "gambar").iterdir())
    assert drawn == [
        "maria.jpg",
        "rahmawati.jpg",
        "siti.png",
        "siti.png",
        "syarifuddin.jpg",
        "yohanes.jpg",
    ]
    assert "Maria Ulfah" in (tmp_path / "presensi.csv").read_text("utf-8-sig")
