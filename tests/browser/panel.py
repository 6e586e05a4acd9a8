"""The panel beside the chats: the map with the phone's place, the clock, faults, a terminal."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import FloatRect, Locator, expect


@dataclass(frozen=True, slots=True)
class Map:
    """Where the active person's phone is."""

    section: Locator

    def marker(self, name: str) -> Locator:
        return self.section.get_by_label(f"Posisi {name}", exact=True)

    @property
    def choice(self) -> Locator:
        return self.section.get_by_label("Pindah ke", exact=True)

    def go(self, place: str) -> None:
        """Move to the middle of the first place whose name begins so."""
        self._choose(re.compile(f"^{re.escape(place)}"))

    def go_outside(self) -> None:
        """Move 400 m away from the person's own place."""
        self._choose(re.compile("400 m"))

    def _choose(self, goal: re.Pattern[str]) -> None:
        option = self.choice.get_by_role("option").filter(has_text=goal).first
        self.choice.select_option(option.get_attribute("value"))

    def accuracy(self, metres: int) -> None:
        field = self.section.get_by_label("Ketelitian (m)", exact=True)
        field.fill(str(metres))
        field.press("Enter")

    def share(self) -> None:
        self.button("Bagikan lokasi langsung").click()
        expect(self.button("Hentikan")).to_be_visible()

    def stop(self) -> None:
        self.button("Hentikan").click()

    def pin(self) -> None:
        self.button("Kirim titik").click()

    def box(self, name: str) -> FloatRect:
        """Where the person's marker is on the screen."""
        box = self.marker(name).bounding_box()
        assert box is not None
        return box

    def drag(self, name: str, goal: FloatRect) -> None:
        """With the mouse, in steps as a hand does, to where the marker was at another time."""
        start, mouse = self.box(name), self.section.page.mouse
        mouse.move(*_middle(start))
        mouse.down()
        mouse.move(*_middle(goal), steps=12)
        mouse.up()

    def button(self, name: str) -> Locator:
        return self.section.get_by_role("button", name=name, exact=True)


def _middle(box: FloatRect) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@dataclass(frozen=True, slots=True)
class Clock:
    section: Locator

    @property
    def time(self) -> Locator:
        return self.section.get_by_role("timer")

    def pause(self) -> None:
        either = self.section.get_by_role("button", name=re.compile("^(Jeda|Jalankan)$"))
        if either.inner_text() == "Jeda":
            either.click()
        expect(either).to_have_text("Jalankan")

    def run(self) -> None:
        self.press("Jalankan")

    def goes_on(self, seconds: int) -> None:
        """See it change so many times."""
        for _ in range(seconds):
            before = self.time.inner_text()
            expect(self.time).not_to_have_text(before)

    def at(self, label: str) -> None:
        """Be at 06.29, 07.24 or 16.00: now, or at the next one."""
        shown = f" {label}."
        if shown not in self.time.inner_text():
            self.press(label)
        expect(self.time).to_contain_text(shown)
        self.arrived()

    def ahead(self, label: str) -> None:
        """Travel for a while, and wait until the journey is over."""
        before = self.time.inner_text()
        self.press(label)
        expect(self.time).not_to_have_text(before)
        self.arrived()

    def arrived(self) -> None:
        """A journey that is under way lets nobody begin another."""
        expect(self.button("+48 jam")).to_be_enabled()

    def press(self, label: str) -> None:
        self.button(label).click()

    def button(self, label: str) -> Locator:
        return self.section.get_by_role("button", name=label, exact=True)


@dataclass(frozen=True, slots=True)
class Faults:
    section: Locator

    @contextmanager
    def during(self, name: str) -> Iterator[None]:
        """One of the switches on, and off again."""
        self._turn(name, on=True)
        try:
            yield
        finally:
            self._turn(name, on=False)

    def _turn(self, name: str, *, on: bool) -> None:
        switch = self.section.get_by_role("switch", name=name, exact=True)
        expect(switch).to_be_checked(checked=not on)
        switch.click()
        expect(switch).to_be_checked(checked=on)


@dataclass(frozen=True, slots=True)
class Terminal:
    section: Locator

    def run(self, line: str) -> None:
        self.section.get_by_role("textbox", name="Perintah hadir", exact=True).fill(line)
        self.section.get_by_role("button", name="Jalankan perintah", exact=True).click()

    @property
    def output(self) -> Locator:
        return self.section.get_by_role("log")
