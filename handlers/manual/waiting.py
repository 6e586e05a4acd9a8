"""What of attendance on paper waits for a head, or for whoever receives letters or grants more."""

from handlers.approvals.pile import Pile
from handlers.usecases import incident_cards, letter_cards

LETTERS = Pile(
    code="surat",
    short="Nyatakan surat",
    counted="surat keterangan perlu tanda tangan Anda",
    waiting=letter_cards.to_sign,
    draw=letter_cards.signing,
)
SIGNED = Pile(
    code="surat-masuk",
    short="Terima surat",
    counted="surat keterangan perlu diterima",
    waiting=letter_cards.to_receive,
    draw=letter_cards.receiving_again,
)
INCIDENTS = Pile(
    code="kendala",
    short="Kendala",
    counted="kendala perlu dipastikan",
    waiting=incident_cards.to_vouch,
    draw=incident_cards.draw_vouching,
)
LONGER = Pile(
    code="lebih",
    short="Perpanjangan",
    counted="perpanjangan perlu diputuskan",
    waiting=incident_cards.to_decide,
    draw=incident_cards.draw_longer,
)
