"""Blocked accounts that wait for whoever must agree that they are lifted."""

from handlers.approvals.pile import Pile
from handlers.usecases import blocks

BLOCKS = Pile(
    "blokir", "Akun diblokir", "akun diblokir perlu diputuskan", blocks.to_decide, blocks.draw
)
