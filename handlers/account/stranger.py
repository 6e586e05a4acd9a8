"""Pages for chats that are bound to nobody: greeting, help, privacy; and groups."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from markupsafe import Markup

from db import chat_accounts
from handlers.chat.context import Context
from handlers.chat.event import Content, Located, Text
from handlers.chat.reply import Reply
from handlers.pages import information

WAITS = timedelta(hours=6)  # between two greetings

BEFORE = Reply(
    Markup("<b>Tidak diolah.</b> Pesan ini dikirim sebelum akun ini dilepas. Kirim lagi.")
)
_HELLO = Markup("Halo, ini <b>{}</b>. Presensi dan laporan kerja di sini hanya untuk ASN {}.")


def wrote_before_release(ctx: Context) -> bool:
    """Whether this was written before the chat was taken from whoever had it then.

    It is none of the next one's: no stamp, no answer and no block of the bot.
    """
    released = chat_accounts.released_at(ctx.state)
    # Platforms tell whole seconds.
    return released is not None and ctx.event.at < released.replace(microsecond=0)


def greet(ctx: Context) -> Reply | None:
    """Once in six hours: who this is, and what an employee does next."""
    if not _is_due(ctx):
        return None
    hello = _HELLO.format(ctx.region.app_name, ctx.region.name)
    return Reply(
        hello
        + Markup(
            "\n\nAnda ASN? Buka tautan aktivasi dari {}, atau ketik /start lalu kodenya.\n"
            "Bantuan: /bantuan. Data yang disimpan: /privasi."
        ).format(ctx.region.contact)
    )


def introduction(ctx: Context) -> Markup:
    """What stands above the first question of a registration."""
    hello = _HELLO.format(ctx.region.app_name, ctx.region.name)
    return hello + Markup(
        "\nAda empat langkah: kode, status, NIP, nomor telepon. Kira-kira satu menit. "
        "Data yang disimpan: /privasi."
    )


async def guide(ctx: Context) -> Reply:
    """Help for whoever is not connected yet, with a person to ask."""
    return Reply(
        Markup(
            "<b>Menghubungkan akun</b>\n"
            "1. Minta kode aktivasi kepada {contact}.\n"
            "2. Buka tautannya, atau ketik /start lalu kodenya.\n"
            "3. Jawab status, NIP, dan nomor telepon Anda.\n\n"
            "Tidak cocok atau tidak punya kode? Hubungi {contact}.\n"
            "Data yang disimpan: /privasi."
        ).format(contact=ctx.region.contact)
    )


def in_a_group(ctx: Context, content: Content) -> Reply | None:
    """A group's own talk is none of our business; what may be meant for us is answered once."""
    addressed = isinstance(content, Text) and content.text.startswith("/")
    if not (addressed or isinstance(content, Located)) or not _is_due(ctx):
        return None
    return Reply(Markup("Presensi hanya lewat percakapan pribadi dengan saya, bukan di grup."))


def _is_due(ctx: Context) -> bool:
    greeted = ctx.state.get("greeted")
    if greeted and ctx.event.at - datetime.fromisoformat(greeted) < WAITS:
        return False
    ctx.state["greeted"] = ctx.event.at.isoformat()
    return True


PAGES: dict[str, Callable[[Context], Awaitable[Reply]]] = {
    "bantuan": guide,
    "privasi": information.privacy,
}
