"""A month of an office as its people make it, without the page: what its recap shows afterwards."""

import io
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from bot.demo import scenes
from bot.demo.environment import Environment, open_stage
from bot.demo.month_end import goes_on
from bot.demo.requests import signed_paper
from bot.demo.scenes import DINKES, Cast
from bot.sandbox.talk import PersonChat
from core.month.dates import month_of
from db.people import office

MAY = date(2026, 5, 1)
CLOSED = "2026-06-05"
HOSPITAL = (2.8519, 117.3577)
PLACES = {"Rahmawati": DINKES, "Siti": DINKES, "Yohanes": DINKES, "Andi": HOSPITAL}
ARRIVALS = ("07.16", "07.22", "07.27", "07.36")  # in turns, so that nobody is always late
GONE_HOME = "16.34"
WITHOUT_A_WORD = {"Yohanes": 19}


@dataclass(frozen=True, slots=True)
class Away:
    """What somebody asks for, of which days of the month, and who grants it."""

    who: str
    kind: str
    days: range
    by: str
    leads: bool = False  # and so may name who stands in for them


ASKED: Mapping[int, Away] = {
    6: Away("Yohanes", "Sakit", range(6, 7), "Rahmawati"),
    11: Away("Siti", "Perjalanan dinas", range(12, 14), "Rahmawati"),
    19: Away("Rahmawati", "Cuti tahunan", range(20, 23), "Syarifuddin", leads=True),
    25: Away("Andi", "Pendidikan dan pelatihan", range(25, 27), "Rahmawati"),
}


@dataclass(frozen=True, slots=True)
class Month:
    """The picture of the recap and its first file, a PDF, as the bot has sent them."""

    picture: bytes
    paper: bytes


async def play(folder: Path) -> Month:
    """May of Dinas Kesehatan, closed; RuntimeError for what does not come as expected."""
    async with open_stage(folder, scenes.DAWN) as env:
        with redirect_stdout(io.StringIO()):
            await scenes.imports(env)
            cast, _ = await scenes.activation(env)
        for day in await _working_days(env):
            await _play_day(env, cast, day)
        month = await _recap(env, cast["Siti"])
        if env.broken:
            raise RuntimeError("; ".join(env.broken))
        return month


async def _working_days(env: Environment) -> list[date]:
    region = env.service.app.regions["bulungan"]
    async with env.service.app.engine.connect() as db:
        organisation = await office.load(db, region.code, region.zone)
    works = partial(organisation.works, region.regulation, ())
    return [day for day in month_of(MAY) if works(day)]


async def _play_day(env: Environment, cast: Cast, day: date) -> None:
    """In the morning they come, one by one; whoever wants something asks; they go home."""
    env.at(str(day), "06.45", "bulungan")
    if away := ASKED.get(day.day):
        await _asks(env, cast, away)
    gone = {each.who for each in ASKED.values() if day.day in each.days}
    here = [name for name in PLACES if name not in gone and WITHOUT_A_WORD.get(name) != day.day]
    turns = {name: (day.day + number) % len(ARRIVALS) for number, name in enumerate(PLACES)}
    for name in sorted(here, key=turns.__getitem__):
        env.at(str(day), ARRIVALS[turns[name]], "bulungan")
        await _stamps(env, cast, name, "Tercatat masuk")
    env.at(str(day), GONE_HOME, "bulungan")
    for name in here:
        await _stamps(env, cast, name, "Tercatat pulang")


async def _stamps(env: Environment, cast: Cast, name: str, words: str) -> None:
    live = await env.share(cast[name], PLACES[name], words)
    await live.stop()


async def _asks(env: Environment, cast: Cast, away: Away) -> None:
    """The whole of /izin with its paper, and the tap that grants it."""
    who, by = cast[away.who], cast[away.by]
    await who.say("/izin")
    await env.expect(who, "Mengajukan apa?")
    await who.say(away.kind)
    for question, day in (("Mulai", away.days[0]), ("Sampai", away.days[-1])):
        await env.expect(who, f"{question} tanggal berapa?")
        await who.say(f"{day} Mei 2026")
    await env.expect(who, "Apa alasannya?")
    await who.say("Surat terlampir")
    await env.expect(who, "Kirim foto atau PDF")
    await who.photo(signed_paper("SURAT"))
    if away.leads:
        await env.expect(who, "Ada yang menggantikan Anda")
        await who.tap("Lewati")
    await env.expect(who, "Batas keputusan")
    await who.tap("Ya")
    await env.expect(who, "Terkirim")
    await env.expect(by, who.user.name, away.kind)
    await by.tap("Setujui")
    await env.expect(who, "Disetujui")


async def _recap(env: Environment, operator: PersonChat) -> Month:
    """On the 5th the month is closed, and nothing of it changes any more."""
    env.at(CLOSED, "07.00", "bulungan")
    await goes_on(env, CLOSED, "09.00", "bulungan")
    await operator.say("/rekap")
    await env.expect(operator, "Rekap kantor mana?")
    await operator.tap("Dinas Kesehatan")
    await env.expect(operator, "Juni 2026")
    await operator.tap("Bulan lalu")
    await env.expect(operator, "Rekap Mei 2026, Dinas Kesehatan")
    picture = operator.last.files[-1]
    await operator.tap("Kirim PDF")
    await env.printed(operator, ".pdf")
    papers = [file for message in operator.messages for file in message.files]
    paper = next(file for file in papers if file.upload.name.startswith("Rekap-Presensi"))
    return Month(picture.data, paper.data)
