"""Albums as Telegram sends them: a message for each, one name for all, two to ten of one sort."""

import pytest
import telegram

from bot.sandbox.album import send_documents, send_photos
from bot.sandbox.bots import SandboxBot
from bot.sandbox.talk import PersonChat
from tests.builders.calls import picture
from tests.sandbox.judges import judge_update


def sent(bot: SandboxBot) -> list[telegram.Message]:
    """What waits for the bot, without the pressed Start; judged by aiogram, too."""
    found = []
    for update in list(bot.updates.waiting.values())[1:]:
        judge_update(update.wire())
        message = telegram.Update.de_json(update.wire(), None).message
        assert message is not None
        found.append(message)
    return found


async def test_an_album_is_a_message_for_each_with_one_name_for_all(
    bot: SandboxBot, chat: PersonChat
) -> None:
    await send_photos(chat, *(picture(64 + n) for n in range(3)), captions=("Surat",))
    messages = sent(bot)
    assert [message.caption for message in messages] == ["Surat", None, None]
    assert len({message.media_group_id for message in messages}) == 1
    assert messages[0].media_group_id is not None
    first = messages[0].message_id
    assert [message.message_id for message in messages] == [first, first + 1, first + 2]
    assert all(message.photo for message in messages)


async def test_another_album_has_another_name_and_a_single_photo_none(
    bot: SandboxBot, chat: PersonChat
) -> None:
    for number in range(2):
        await send_photos(chat, picture(64 + number), picture(80 + number))
    await chat.photo(picture())
    names = [message.media_group_id for message in sent(bot)]
    assert names[0] == names[1] != names[2] == names[3]
    assert names[4] is None


async def test_files_at_once_have_their_own_names(bot: SandboxBot, chat: PersonChat) -> None:
    await send_documents(chat, (b"%PDF-1.7", "1.pdf"), (b"%PDF-1.4", "2.pdf"), captions=("a", "b"))
    found = [(m.document and m.document.file_name, m.caption) for m in sent(bot)]
    assert found == [("1.pdf", "a"), ("2.pdf", "b")]


@pytest.mark.parametrize("count", [0, 1, 11])
async def test_no_app_sends_fewer_than_two_or_more_than_ten(chat: PersonChat, count: int) -> None:
    with pytest.raises(ValueError, match="two to ten"):
        await send_photos(chat, *[picture()] * count)


async def test_an_album_has_no_more_captions_than_pictures(chat: PersonChat) -> None:
    with pytest.raises(ValueError, match="two to ten"):
        await send_photos(chat, picture(), picture(), captions=("a", "b", "c"))
