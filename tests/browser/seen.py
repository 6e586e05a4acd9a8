"""The page as a person meets it: found by role and name only, waiting for what shall appear."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.panel import Clock, Faults, Map, Terminal

PHOTO = "Perbesar foto"  # the button that a photo is
# Keeps what stands in the head of a chat, however short it stands there.
KEEP = """head => {
  head.kept = [];
  const keep = new MutationObserver(() => head.kept.push(head.innerText));
  keep.observe(head, { childList: true, subtree: true });
}"""
WRITES = "> "  # how an answer begins that is written and not tapped
VIEWS = ("Orang", "Obrolan", "Peta", "Jam")  # of a phone


@dataclass(frozen=True, slots=True)
class World:
    """Everything around the chats."""

    page: Page

    @property
    def clock(self) -> Clock:
        return Clock(self.page.get_by_role("region", name="Jam", exact=True))

    @property
    def map(self) -> Map:
        return Map(self.page.get_by_role("region", name="Peta", exact=True))

    @property
    def faults(self) -> Faults:
        return Faults(self.page.get_by_role("region", name="Gangguan", exact=True))

    @property
    def terminal(self) -> Terminal:
        return Terminal(self.page.get_by_role("region", name="Terminal", exact=True))

    def person(self, name: str) -> Locator:
        """The button of a person in the list; its name goes on with office and unread count."""
        people = self.page.get_by_role("navigation", name="Orang", exact=True)
        # Each town has its own stranger, of one name; the first town's stands first.
        return people.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).first

    def open(self, name: str) -> "Chat":
        self.person(name).click()
        return self._opened(name)

    def beside(self, name: str) -> "Chat":
        """Open another chat without closing the one that is open."""
        self.page.get_by_role("button", name=f"Buka {name} di samping", exact=True).click()
        return self._opened(name)

    def chat(self, name: str) -> "Chat":
        """A chat as it may or may not be on the screen."""
        section = self.page.get_by_role("region", name=f"Obrolan {name}", exact=True)
        return Chat(name, section, self.map)

    def tab(self, name: str) -> Locator:
        """One of the four views of a phone."""
        return self.page.get_by_role("tab", name=name, exact=True)

    def _opened(self, name: str) -> "Chat":
        chat = self.chat(name)
        expect(chat.section).to_be_visible()
        return chat


@dataclass(frozen=True, slots=True)
class Chat:
    """One person's chat with the bot; what the person does here is written as that person."""

    name: str
    section: Locator
    map: Map

    @property
    def messages(self) -> Locator:
        return self.section.get_by_role("log", name="Pesan", exact=True).get_by_role("article")

    @property
    def own(self) -> Locator:
        return self.messages.and_(self.section.page.locator(".mine"))

    @property
    def told(self) -> Locator:
        """What the bot has said."""
        return self.messages.and_(self.section.page.locator(":not(.mine)"))

    @property
    def composer(self) -> Locator:
        return self.section.get_by_role("textbox", name="Pesan", exact=True)

    @property
    def keys(self) -> Locator:
        return self.section.get_by_role("group", name="Tombol cepat", exact=True)

    @property
    def toast(self) -> Locator:
        return self.section.get_by_role("status")

    @property
    def start_button(self) -> Locator:
        return self.section.get_by_role("button", name="Mulai", exact=True)

    def say(self, text: str) -> None:
        self.composer.fill(text)
        self.section.get_by_role("button", name="Kirim", exact=True).click()
        expect(self.composer).to_have_value("")

    def press(self, key: str) -> None:
        self.keys.get_by_role("button", name=key, exact=True).click()

    def tap(self, label: str) -> None:
        """The newest button of that label."""
        self.told.get_by_role("button", name=label, exact=True).last.click()

    def close(self) -> None:
        self.section.get_by_role("button", name=f"Tutup obrolan {self.name}", exact=True).click()
        expect(self.section).to_be_hidden()

    def answer(self, button: str) -> None:
        """Choose in the dialog that the page has opened."""
        dialog = self.section.page.get_by_role("dialog")
        dialog.get_by_role("button", name=re.compile(f"^{re.escape(button)}")).click()
        expect(dialog).to_be_hidden()

    def attach(self, item: str) -> None:
        """Open the menu of the clip and choose."""
        self.section.get_by_role("button", name="Lampirkan", exact=True).click()
        self.section.page.get_by_role("menuitem", name=item, exact=True).click()

    def photo(self, files: Sequence[FilePayload]) -> None:
        self.section.get_by_label("Berkas foto", exact=True).set_input_files(files)

    @contextmanager
    def while_typing(self) -> Iterator[None]:
        """Meanwhile the bot is seen typing, and no more afterwards."""
        head = self.section.locator("header")
        head.evaluate(KEEP)
        yield
        expect(head).not_to_contain_text("mengetik")
        assert any("mengetik" in text for text in head.evaluate("head => head.kept"))

    def hears(self, *words: str) -> None:
        """The bot's newest message holds, or will soon hold, all these words."""
        wanted = "".join(f"(?=.*{re.escape(each)})" for each in words)
        expect(self.told.last).to_contain_text(re.compile(wanted, re.DOTALL))

    def has_heard(self, *words: str) -> Locator:
        """A message of the bot that holds all these words, newest or not; the newest of them."""
        found = self.with_words(*words).last
        expect(found).to_be_visible()
        return found

    def talk(self, *turns: tuple[str, str]) -> None:
        """Answer questions one after the other: by their button, or `> ` and what is written."""
        for question, answer in turns:
            self.hears(question)
            if answer.startswith(WRITES):
                self.say(answer.removeprefix(WRITES))
            else:
                self.tap(answer)

    def with_words(self, *words: str) -> Locator:
        """Messages of the bot that hold all these words, old ones too."""
        found = self.told
        for each in words:
            found = found.filter(has_text=each)
        return found

    def card(self, *words: str, button: str = "Setujui") -> Locator:
        """The newest message with that button that holds these words, however it changes later."""
        buttons = self.section.page.get_by_role("button", name=button, exact=True)
        number = self.with_words(*words).filter(has=buttons).last.get_attribute("data-id")
        return self.messages.and_(self.section.page.locator(f"[data-id='{number}']"))

    def active(self) -> Map:
        """The map, following this person."""
        self.composer.click()
        expect(self.map.marker(self.name)).to_be_visible()
        return self.map

    def share(self, place: str) -> None:
        """Go to a place and share a live location from there."""
        panel = self.active()
        panel.go(place)
        panel.share()
