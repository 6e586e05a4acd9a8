"""The cards of a head's letter: to be signed, to be received; and those that wait for somebody."""

from collections.abc import Sequence
from datetime import datetime, time
from uuid import UUID

from core.month.letter import LetterState
from core.organisation.authority import Right
from db.people import office, status
from db.records import letter
from db.records.letter import Letter, Line
from handlers.texts.letter import LetterCard, LetterHandedIn, Named
from handlers.usecases import attachments, closing
from handlers.usecases.act import Act
from handlers.usecases.paper_rules import Rules


async def to_sign(act: Act, me: UUID) -> list[Letter]:
    """Those whose head somebody is: prepared, of an open month, and not about themselves."""
    found = await _waiting(act, act.region.regulation.peran.surat_manual, LetterState.PREPARED)
    return [each for each in found if _is_open(act, each) and not is_about(each, me)]


def is_about(of: Letter, who: UUID) -> bool:
    """Whether a letter names somebody: then another one signs and receives it (AMB-39)."""
    return any(each.employee == who for each in of.lines)


async def to_receive(act: Act, me: UUID) -> list[Letter]:
    """Those that are signed and that somebody may receive: what counts, or is of an open month."""
    right = act.region.regulation.peran.terima_surat_manual
    found = await _waiting(act, right, LetterState.SIGNED)
    open_ = [each for each in found if each.counts or _is_open(act, each)]
    return [each for each in open_ if received_by_others(each, me) is None]


def received_by_others(of: Letter, me: UUID) -> str | None:
    """Why somebody leaves a letter to others who receive letters, in words; None: they need not.

    Nobody verifies themselves (AMB-39), nor what they have handed in or vouched for.
    """
    if is_about(of, me):
        return "Surat ini juga tentang Anda. Penerima surat yang lain memutuskannya."
    if of.signed_by == me:
        return "Surat ini Anda sendiri yang mengirim. Penerima surat yang lain memutuskannya."
    return None


async def signing(act: Act, of: Letter) -> LetterCard:
    """To the head: the dates that it vouches for."""
    names = await status.fetch_names(act.db, act.region.code, [of.prepared_by])
    by, lines = names[of.prepared_by], await _named(act, of)
    return LetterCard(of.id, await office_of(act, of), by, lines, await due(act, of.lines))


async def due(act: Act, lines: Sequence[Line]) -> datetime | None:
    """The last instant at which a letter is on time: the earliest of its dates.

    Reckoned when it is asked for, as a holiday that is announced later moves it (KAM-05).
    """
    rules = await Rules.read(act.db, act.region)
    found = [due for each in lines if (due := rules.due(each.condition, each.date))]
    last = min((each.last for each in found), default=None)
    return None if last is None else datetime.combine(last, time.max, act.region.zone)


async def receiving(act: Act, of: Letter, before: str | None) -> LetterHandedIn:
    """To whoever receives it, once it is signed; `before`: who had handed in the same picture."""
    if of.signed_by is None or of.signed_at is None:
        raise ValueError(f"letter {of.id} is not signed")
    names = await status.fetch_names(act.db, act.region.code, [of.signed_by])
    return LetterHandedIn(
        id=of.id,
        office=await office_of(act, of),
        number=of.number,
        lines=await _named(act, of),
        pages=of.pages,
        signed_by=names[of.signed_by],
        signed_at=of.signed_at,
        late=not of.counts,
        pages_before=before,
    )


async def receiving_again(act: Act, of: Letter) -> LetterHandedIn:
    """The same card, with what was known of its picture when it was handed in."""
    before = None
    if of.signed_by is not None and of.signed_at is not None:
        who, at = of.signed_by, of.signed_at
        before = await attachments.earlier_than(act.db, act.region.code, who, at, of.pages)
    return await receiving(act, of, before)


async def office_of(act: Act, of: Letter) -> str:
    """What the office of a letter is called."""
    known = await office.load(act.db, act.region.code, act.region.zone)
    return known.offices[of.office].name


async def _waiting(act: Act, right: Right, state: LetterState) -> list[Letter]:
    """The oldest first."""
    mine = [each for each in act.by.parents if act.by.denied(right, each) is None]
    found = await letter.open_of(act.db, act.region.code, mine) if mine else []
    return [each for each in found if each.state is state]


def _is_open(act: Act, of: Letter) -> bool:
    return all(closing.is_open_at(act.region, line.date, act.now) for line in of.lines)


async def _named(act: Act, of: Letter) -> tuple[Named, ...]:
    people = [each.employee for each in of.lines]
    names = await status.fetch_names(act.db, act.region.code, people)
    return tuple(Named(names[e.employee], e.date, e.condition) for e in of.lines)
