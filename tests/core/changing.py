"""A law that changes on a date: a shipped regulation with later entries below its own."""

from datetime import date

from core.law.regulation import Regulation, load
from tests.core.law.test_regulation import FILES

CHANGE = date(2026, 4, 8)  # a Wednesday


def entry(key: str, value: str, article: str, since: date = CHANGE) -> str:
    """A later answer of the text, as a clerk appends it."""
    return f"""
[[{key}]]
berlaku_sejak = {since}
nilai = {value}
pasal = "{article}"
kutipan = "sebagaimana diubah"
"""


def silent(key: str, since: date = CHANGE) -> str:
    """A later text that no longer says anything."""
    return f'\n[[{key}]]\nberlaku_sejak = {since}\ntidak_diatur = "AMB-13"\n'


def changed(name: str, *entries: str) -> Regulation:
    text = (FILES / f"{name}.toml").read_text("utf-8")
    return load(text + "".join(entries), "perubahan.toml")
