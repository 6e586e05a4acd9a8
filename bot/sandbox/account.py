"""getMe, getFile, answerCallbackQuery and the webhook's settings."""

import re
from urllib.parse import urlsplit

from bot.sandbox.bots import SandboxBot, account_wire
from bot.sandbox.chat import Toast
from bot.sandbox.delivery import Webhook
from bot.sandbox.entities import units
from bot.sandbox.errors import bad_request, conflict
from bot.sandbox.files import file_wire
from bot.sandbox.model import Json
from bot.sandbox.params import Params

MAX_TOAST = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"

_SECRET = re.compile(r"[A-Za-z0-9_-]*")


def get_me(bot: SandboxBot, _: Params) -> Json:
    return account_wire(bot)


def answer_callback_query(bot: SandboxBot, params: Params) -> bool:
    if units(params.text("text")) > MAX_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    bot.forget_old_queries()
    query = bot.queries.pop(params.text("callback_query_id"), None)
    if query is None:
        raise bad_request(TOO_OLD)
    query.chat.toast(Toast(query.id, params.text("text"), params.flag("show_alert")))
    return True


def get_file(bot: SandboxBot, params: Params) -> Json:
    if not params.text("file_id"):
        raise bad_request("file_id not specified")
    file = bot.world.files.by_id.get(params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    return file_wire(file)


async def set_webhook(bot: SandboxBot, params: Params) -> bool:
    url = params.text("url")
    if not url:
        return await delete_webhook(bot, params)
    hook = _webhook(bot, url, params)
    allowed = read_allowed(params)
    await _drop(bot, params)
    if allowed is not None:
        bot.updates.allowed = allowed
    if bot.poll is not None and not bot.poll.done():
        bot.poll.set_exception(conflict("terminated by setWebhook request"))
    bot.webhook = hook
    hook.start()
    return True


async def delete_webhook(bot: SandboxBot, params: Params) -> bool:
    await _drop(bot, params)
    return True


def get_webhook_info(bot: SandboxBot, _: Params) -> Json:
    hook = bot.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(bot.updates.waiting),
    }
    if hook is not None:
        info |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
    if hook is not None and hook.trouble is not None:
        info |= {"last_error_date": hook.trouble[0], "last_error_message": hook.trouble[1]}
    if bot.updates.allowed:
        info["allowed_updates"] = sorted(bot.updates.allowed)
    return info


def read_allowed(params: Params) -> frozenset[str] | None:
    """``allowed_updates``: None keeps the earlier choice, an empty set means the default."""
    listed = params.decoded("allowed_updates", "can't parse allowed updates JSON object")
    if listed is None:
        return None
    if not isinstance(listed, list):
        raise bad_request("expected an Array of String as allowed_updates")
    return frozenset(map(str, listed))


def _webhook(bot: SandboxBot, url: str, params: Params) -> Webhook:
    world = bot.world
    if world.session is None:
        raise RuntimeError("start the sandbox before a webhook is set")
    _check_url(url, world.settings.webhook_hosts)
    return Webhook(
        url=url,
        secret=_secret(params),
        max_connections=max(1, min(100, params.integer("max_connections", 40))),
        updates=bot.updates,
        session=world.session,
        faults=world.faults,
        pace=world.settings.pace,
    )


def _check_url(url: str, hosts: frozenset[str]) -> None:
    """Refuse what is no web address, and every host outside: the sandbox stays at home."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise bad_request("invalid webhook URL specified") from error
    if parts.scheme not in {"http", "https"}:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.hostname not in hosts:
        raise bad_request("bad webhook: Failed to resolve host: Name or service not known")


def _secret(params: Params) -> str:
    secret = params.text("secret_token")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    return secret


async def _drop(bot: SandboxBot, params: Params) -> None:
    hook, bot.webhook = bot.webhook, None
    if hook is not None:
        await hook.stop()
    if params.flag("drop_pending_updates"):
        bot.updates.waiting.clear()
