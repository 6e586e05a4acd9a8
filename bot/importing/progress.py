"""How a long import tells how far it is."""

from collections.abc import Callable

# What is being done, how much of it, of about how much.
Tick = Callable[[str, int, int], None]
