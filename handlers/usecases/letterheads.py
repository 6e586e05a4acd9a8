"""Letterheads of offices: their logo, and how they stand on a paper."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.office import Organisation, wholes
from core.organisation.region import Region
from core.reports.form import BLANK
from core.reports.letterhead import Letterhead
from db.people import letterhead, status
from db.people.letterhead import NOTHING_ENTERED, Logo, OfficeLetterhead
from db.records.audit import Change
from handlers.chat.event import Kept
from handlers.usecases.act import Act
from handlers.usecases.refusal import Refused

LEVELS_MAX = 3  # PEMERINTAH KABUPATEN, the outermost office, the office itself
BREAK = "|"  # where a name is broken into lines by hand

Load = Callable[[Kept], Awaitable[bytes | None]]


@dataclass(frozen=True, slots=True)
class Heading:
    """A letterhead, or None for a blank band on paper that has one printed; and what is missing."""

    letterhead: Letterhead | None
    note: str = ""


async def heading_of(
    db: AsyncConnection, region: Region, organisation: Organisation, office: str, load: Load
) -> Heading:
    """The letterhead of an office; its logo may be that of the whole, its address may not."""
    offices = wholes(office, await status.fetch_parents(db, region.code))
    known = await letterhead.find(db, region.code, offices)
    own = known.get(office, NOTHING_ENTERED)
    logo = next((each.logo for code in offices if (each := known.get(code)) and each.logo), None)
    picture = await load(Kept(logo.hash, logo.size, logo.media)) if logo else None
    if not own.lines or picture is None:
        missing = " dan ".join(_missing(own, picture))
        name = organisation.offices[office].name
        return Heading(None, f"Kop {name} dikosongkan karena {missing} belum ada.")
    return Heading(Letterhead(_levels(region, organisation, offices, known), own.lines, picture))


async def open_number(db: AsyncConnection, region: Region, office: str, day: date) -> str:
    """`800.1.6.2/ … /DINKES/2026` with a gap for the number, which Hadir never counts itself.

    Empty where the daerah's classification or the office's code is not known.
    """
    known = (await letterhead.find(db, region.code, [office])).get(office, NOTHING_ENTERED)
    if not region.printing.classification or not known.code:
        return ""
    return f"{region.printing.classification}/{BLANK}/{known.code}/{day.year}"


@dataclass(frozen=True, slots=True)
class LogoSet:
    """The offices whose own logo is another one now."""

    offices: tuple[str, ...]


def require(act: Act, office: str | None) -> None:
    """`Refused` without the right (`perbarui_data`) over an office, or without one over all."""
    right = act.region.regulation.peran.perbarui_data
    act.require(right, office, act="mengatur kop surat")


async def set_logo(act: Act, office: str | None, logo: Kept | None) -> LogoSet:
    """Give an office a logo (`perbarui_data`), without one every office that is no part of another.

    None takes it off again.
    """
    parents = await status.fetch_parents(act.db, act.region.code)
    offices = [office] if office else [code for code, whole in parents.items() if whole is None]
    if unknown := set(offices) - parents.keys():
        raise Refused(f"Kantor {', '.join(sorted(unknown))} tidak ada. Periksa kodenya.")
    require(act, office)
    new = Logo(logo.hash, logo.size, logo.media) if logo else None
    changed = await letterhead.set_logo(act.db, act.region.code, offices, new)
    if changed:
        changes = [
            Change("kop surat", code, {"logo": was.hash if was else None}, {"logo": _hash(new)})
            for code, was in changed.items()
        ]
        await act.note("logo diganti", {"kantor": sorted(changed)}, changes=changes)
    return LogoSet(tuple(sorted(changed)))


@dataclass(frozen=True, slots=True)
class Lacking:
    """An office and what its letterhead lacks, in words; nothing where it is complete."""

    office: str
    name: str
    missing: tuple[str, ...]


async def lacking(db: AsyncConnection, region: str, organisation: Organisation) -> list[Lacking]:
    """Every office by its code, and what has to be entered before its letterhead is printed."""
    parents = await status.fetch_parents(db, region)
    known = await letterhead.find(db, region, list(parents))
    return [
        Lacking(code, organisation.offices[code].name, _lacks(code, parents, known))
        for code in sorted(parents)
    ]


def _lacks(
    code: str, parents: dict[str, str | None], known: dict[str, OfficeLetterhead]
) -> tuple[str, ...]:
    own = known.get(code, NOTHING_ENTERED)
    has_logo = any(each.logo for whole in wholes(code, parents) if (each := known.get(whole)))
    return (*_missing(own, b"" if has_logo else None), *([] if own.code else ["kode surat"]))


def _missing(own: OfficeLetterhead, picture: bytes | None) -> list[str]:
    return [*([] if own.lines else ["alamat"]), *(["logo"] if picture is None else [])]


def _levels(
    region: Region,
    organisation: Organisation,
    offices: Sequence[str],
    known: dict[str, OfficeLetterhead],
) -> tuple[str, ...]:
    """`PEMERINTAH KABUPATEN …`, the outermost office, and the office itself."""
    shown = [*offices[-1:], offices[0]] if len(offices) > 1 else offices
    names = [
        (known[code].name if code in known else "") or organisation.offices[code].name
        for code in shown
    ]
    levels = [f"PEMERINTAH {region.name}", *names]
    return tuple(level.replace(BREAK, "\n").upper() for level in levels[:LEVELS_MAX])


def _hash(logo: Logo | None) -> str | None:
    return logo.hash if logo else None
