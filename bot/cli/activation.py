"""`hadir activate`: one-time codes, printed once, kept only as hashes."""

import csv
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli.authority import acting, one, require
from bot.cli.desk import Desk, Problem, carry_out, desk_of, region_of, transaction
from bot.cli.options import By, Nips, OfficeCode, RegionCode
from bot.cli.sheet import harmless
from core.organisation.authority import Authority
from core.organisation.office import wholes
from core.organisation.region import Region
from db.people import binding, status
from db.people.status import Member
from db.records import audit
from handlers.account.register import hashed
from handlers.chat.format import clock, long_date

CODE_BYTES = 18  # a little more than 128 bits, also after leaving some out

Everybody = Annotated[bool, typer.Option("--all", help="Semua pegawai yang belum terhubung")]
Bot = Annotated[str | None, typer.Option("--bot", metavar="NAMA", help="Nama bot Telegram")]
Letters = Annotated[
    Path | None, typer.Option("--csv", metavar="BERKAS", help="Simpan untuk surat, bukan di layar")
]


@dataclass(frozen=True, slots=True)
class Choice:
    """Who gets codes: some NIPs, an office with its parts, or everybody."""

    nips: Sequence[str]
    office: str | None
    everybody: bool

    @property
    def count(self) -> int:
        return bool(self.nips) + bool(self.office) + self.everybody


@dataclass(frozen=True, slots=True)
class Letter:
    member: Member
    code: str
    link: str


def activate(  # noqa: PLR0913 - the signature is the command line
    ctx: typer.Context,
    region: RegionCode,
    nips: Nips = None,
    *,
    office: OfficeCode = None,
    everybody: Everybody = False,
    bot: Bot = None,
    letters: Letters = None,
    by: By = None,
) -> None:
    """Buat kode aktivasi sekali pakai untuk pegawai."""
    desk, choice = desk_of(ctx), Choice(nips or (), office, everybody)
    if choice.count != 1:
        raise typer.BadParameter("pilih salah satu: NIP, --kantor, atau --all")
    carry_out(_activate(desk, region, choice, bot=bot, file=letters, by=by))


async def _activate(
    desk: Desk, code: str, choice: Choice, *, bot: str | None, file: Path | None, by: str | None
) -> None:
    region, now = region_of(desk, code), desk.clock.now()
    today = now.astimezone(region.zone).date()
    expires = now + timedelta(hours=_hours(region, today))
    async with transaction(desk) as db:
        actor = await acting(db, region, today, by)
        chosen = await _chosen(db, region, today, choice)
        _check_right(actor, chosen)
        letters = [_letter(member, bot) for member in chosen if not member.bound]
        for letter in letters:
            await _issue(db, region, letter, actor=actor.name, now=now, expires=expires)
        if file is not None:  # before the commit: a code that nobody can read shall not count
            _save(file, letters, region, expires)
    _show(desk, letters, region, expires, file)
    if bound := len(chosen) - len(letters):
        desk.say(f"{bound} pegawai dilewati karena sudah terhubung.")


def _check_right(by: Authority, chosen: Sequence[Member]) -> None:
    """A code opens an account: whoever hands it out must have the right over all of its owners."""
    right = by.region.regulation.peran.kode_aktivasi
    for office in dict.fromkeys(member.office for member in chosen):
        require(by, right, office, act=f"memberi kode di {office or 'luar kantor mana pun'}")


def _hours(region: Region, today: date) -> int:
    answer = region.regulation.akun.masa_kode_jam.on(today)
    if answer.value is None:
        raise Problem(f"Masa berlaku kode {answer.citation}.")
    return answer.value


async def _chosen(db: AsyncConnection, region: Region, today: date, choice: Choice) -> list[Member]:
    if choice.nips:
        for nip in choice.nips:
            await one(db, region, today, nip, gone=False)
        return _all_unbound(await status.members(db, region.code, today, nips=choice.nips))
    if choice.office is None:
        return await status.members(db, region.code, today)
    parents = await status.fetch_parents(db, region.code)
    if choice.office not in parents:
        raise Problem(f"Kantor {choice.office} tidak ada.")
    within = [each for each in parents if choice.office in wholes(each, parents)]
    return await status.members(db, region.code, today, offices=within)


def _all_unbound(found: list[Member]) -> list[Member]:
    wrong = [
        f"{member.name} ({member.nip}) sudah terhubung; lepaskan dulu dengan hadir unbind."
        for member in found
        if member.bound
    ]
    if wrong:
        raise Problem("\n".join(wrong))
    return found


def _letter(member: Member, bot: str | None) -> Letter:
    code = _code()
    link = f"https://t.me/{bot.removeprefix('@')}?start={code}" if bot else ""
    return Letter(member, code, link)


def _code() -> str:
    """A code that begins with a letter or digit, so that no spreadsheet takes it for a formula."""
    while not (code := secrets.token_urlsafe(CODE_BYTES))[0].isalnum():
        pass
    return code


async def _issue(
    db: AsyncConnection,
    region: Region,
    letter: Letter,
    *,
    actor: str,
    now: datetime,
    expires: datetime,
) -> None:
    person, kept = letter.member.employee, hashed(letter.code)
    await binding.issue(db, region.code, person, kept, now=now, expires_at=expires)
    await audit.note(
        db,
        region=region.code,
        at=now,
        actor=actor,
        action="kode aktivasi dibuat",
        employee=person,
    )


def _save(path: Path, letters: Sequence[Letter], region: Region, expires: datetime) -> None:
    try:
        # Only for its owner, and never over letters that are already printed.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Problem(f"{path} sudah ada; pilih nama lain.") from None
    except OSError as error:
        raise Problem(f"{path} tidak bisa ditulis: {error.strerror}.") from None
    with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["nip", "nama", "kantor", "kode", "tautan", "berlaku_sampai"])
        for letter in letters:
            member, until = letter.member, _until(region, expires)
            cells = (member.nip, member.name, member.office or "", letter.code, letter.link, until)
            rows.writerow([harmless(cell) for cell in cells])


def _show(
    desk: Desk, letters: list[Letter], region: Region, expires: datetime, file: Path | None
) -> None:
    if file is None and letters:
        table = Table("nip", "nama", "kode atau tautan")
        for letter in letters:
            shown = Text(letter.link or letter.code, overflow="fold")
            table.add_row(letter.member.nip, Text(letter.member.name), shown)
        desk.console.print(table)
    where = f" disimpan di {file}" if file else ""
    desk.say(f"{len(letters)} kode{where}, berlaku sampai {_until(region, expires)}.")


def _until(region: Region, expires: datetime) -> str:
    day = expires.astimezone(region.zone).date()
    return f"{long_date(day)} pukul {clock(expires, region.zone)}"
