"""Settings: from the environment or files, nonsense refused by name, secrets never shown."""

import json
import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.runtime.settings import LogFormat, Settings

TOKEN = "700000001:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"
SECRET = "a-long-and-secret-secret"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("HADIR_"):
            monkeypatch.delenv(name)


def test_without_anything_it_runs_on_a_file_and_loopback() -> None:
    settings = Settings()
    assert settings.database_url.startswith("sqlite+aiosqlite:///")
    assert (settings.host, settings.telegram) == ("127.0.0.1", {})


def test_each_region_has_its_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HADIR_TELEGRAM__bulungan__TOKEN", TOKEN)
    monkeypatch.setenv("HADIR_TELEGRAM__bulungan__SECRET", SECRET)
    bot = Settings().telegram["bulungan"]
    assert bot.token.get_secret_value() == TOKEN
    assert bot.secret is not None
    assert bot.secret.get_secret_value() == SECRET


def test_a_bot_may_have_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HADIR_TELEGRAM__bulungan__TOKEN", TOKEN)
    assert Settings().telegram["bulungan"].secret is None


def test_bots_may_stand_in_a_secret_file(tmp_path: Path) -> None:
    bots = {"karanganyar": {"token": TOKEN, "secret": SECRET}}
    (tmp_path / "hadir_telegram").write_text(json.dumps(bots))
    settings = Settings(_secrets_dir=tmp_path)
    assert settings.telegram["karanganyar"].token.get_secret_value() == TOKEN


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("HADIR_PORT", "65536", "port"),
        ("HADIR_PORT", "-1", "port"),
        ("HADIR_PORT", "delapan", "port"),
        ("HADIR_DATABASE_POOL", "0", "database_pool"),
        ("HADIR_DATABASE_POOL", "101", "database_pool"),
        ("HADIR_DATABASE_TIMEOUT", "0", "database_timeout"),
        ("HADIR_SEND_RATE", "0", "send_rate"),
        ("HADIR_SEND_RATE", "-1", "send_rate"),
        ("HADIR_SEND_TIMEOUT", "0", "send_timeout"),
        ("HADIR_LOG_FORMAT", "xml", "log_format"),
        ("HADIR_FILES", "", "files"),
        ("HADIR_FILES", "s3://", "files"),
        ("HADIR_FILES", "ftp://kantor/berkas", "files"),
        ("HADIR_PDF_LIMIT", "0", "pdf_limit"),
        ("HADIR_PDF_LIMIT", "20000001", "pdf_limit"),
        ("HADIR_TELEGRAM__BULUNGAN__SECRET", "short", "token"),
        ("HADIR_TELEGRAM", '{"bulungan": {"token": "1:a", "secret": "short"}}', "secret"),
    ],
)
def test_nonsense_is_refused_and_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError, match=told):
        Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HADIR_PORT", "0"),
        ("HADIR_PORT", "65535"),
        ("HADIR_DATABASE_POOL", "100"),
        ("HADIR_FILES", "/srv/berkas"),
        ("HADIR_FILES", "s3://arsip"),
        ("HADIR_FILES", "s3://arsip/hadir"),
        ("HADIR_PDF_LIMIT", "1"),
        ("HADIR_PDF_LIMIT", "20000000"),
    ],
)
def test_the_borders_themselves_are_fine(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    Settings()


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(ValidationError, match="prot"):
        Settings(prot=8080)  # type: ignore[call-arg]  # a typo


def test_secrets_are_never_shown() -> None:
    settings = Settings(telegram={"bulungan": {"token": TOKEN, "secret": SECRET}})
    shown = repr(settings) + str(settings) + settings.model_dump_json()
    assert TOKEN not in shown
    assert SECRET not in shown


def test_a_refusal_does_not_show_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HADIR_TELEGRAM", json.dumps({"bulungan": {"secret": "geheim"}}))
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert "bulungan" in str(refused.value)


def test_logs_are_for_people_unless_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().log_format is LogFormat.CONSOLE
    monkeypatch.setenv("HADIR_LOG_FORMAT", "json")
    assert Settings().log_format is LogFormat.JSON
