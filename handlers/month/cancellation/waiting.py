"""What of cancellations waits for a superior's letter, or for whoever takes it in."""

from handlers.approvals.pile import Pile
from handlers.usecases import cancellation_letters

UNSIGNED = Pile(
    code="batal",
    short="Kirim surat",
    counted="surat pembatalan perlu dikirim",
    waiting=cancellation_letters.to_hand_in,
    draw=cancellation_letters.draw_wanted,
)
CANCELLED = Pile(
    code="batal-masuk",
    short="Catat surat",
    counted="surat pembatalan perlu dicatat",
    waiting=cancellation_letters.to_receive,
    draw=cancellation_letters.draw_received,
)
