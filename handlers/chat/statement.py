"""What somebody has to say in their own words, with a photo or PDF beside it if they like."""

from dataclasses import dataclass

from markupsafe import Markup

from db.records.attachment import Page
from handlers.chat import question
from handlers.chat.album import photo
from handlers.chat.conversation import Talk

STATEMENT_CHARACTERS_MAX = 300
SKIP = "Lewati"
WHAT = Markup("Apa penjelasan Anda? Tulis apa adanya.")
PROOF = Markup("Ada bukti? Kirim foto atau PDF, atau tekan <b>Lewati</b>.")


@dataclass(frozen=True, slots=True)
class Statement:
    """One's own words, and the pages of a proof, if there are any."""

    words: str
    pages: tuple[Page, ...]


async def ask(talk: Talk, prompt: Markup = WHAT, proof: Markup = PROOF) -> Statement:
    """Ask for both; the proof may be skipped."""
    words = await talk.ask("kata", question.words(prompt, STATEMENT_CHARACTERS_MAX, pages="bukti"))
    pages = await talk.ask("bukti", photo(proof, optional=SKIP))
    return Statement(words, pages)
