"""Choosing the kind of request: its group, the kind, then whether by order."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from core.requests.filing import Effect, RequestType
from handlers.chat.conversation import Question, Refusal, Rewrite, Talk, pick
from handlers.chat.event import Content, words_of
from handlers.chat.format import label
from handlers.chat.reply import Reply
from handlers.texts import request as words


async def chosen(talk: Talk, request_types: Sequence[RequestType]) -> RequestType:
    """First of which sort, then, where a sort has several kinds, which of them."""
    asked = _which(Markup("Mengajukan apa?"), words.sorts(request_types), request_types)
    chosen = await talk.ask("jenis", asked)
    within = [each for each in request_types if chosen in {each.code, each.group}]
    if len(within) == 1:
        return within[0]
    named = {each.code: each.kind.nama for each in within}
    code = await talk.ask("macam", _which(Markup("Yang mana?"), named, within))
    return next(each for each in within if each.code == code)


async def has_order(
    talk: Talk, request_type: RequestType, request_types: Sequence[RequestType]
) -> None:
    """Whoever has a written order is on a trip, and not on special duty (KAM-08)."""
    trips = [each for each in request_types if each.kind.akibat is Effect.TRIP]
    if request_type.kind.akibat is not Effect.SPECIAL or not trips:
        return
    asked = pick(Markup("Ada surat perintah tugas (SPT)?"), {"ada": "Ada", "tidak": "Tidak ada"})
    if await talk.ask("spt", asked) == "ada":
        raise Rewrite(["jenis", "macam", "spt"], {"jenis": trips[0].group})


def _which(
    prompt: Markup, rows: Mapping[str, str], request_types: Sequence[RequestType]
) -> Question[str]:
    """By button, number or name: the names are longer than a button."""
    said_as = {each.kind.nama.casefold(): each.code for each in request_types}
    said_as |= {str(number): raw for number, raw in enumerate(rows, 1)}
    choices = tuple((raw, label(at, name)) for at, (raw, name) in enumerate(rows.items(), 1))
    said_as |= {name.casefold(): raw for raw, name in (*choices, *rows.items())}

    def take(content: Content) -> str:
        said = words_of(content).strip().casefold()
        if said not in said_as:
            raise Refusal(Markup("Silakan pilih salah satu, atau tulis nomornya."))
        return said_as[said]

    return Question(Reply(words.listed(prompt, rows)), take, str, choices)
