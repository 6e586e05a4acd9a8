"""What of cancellations a superior goes on with, and what waits for whoever takes letters in."""

from handlers.approvals.pile import Pile
from handlers.usecases import cancellation_letters, cancellations

UNDER_WAY = Pile(
    code="batal-jalan",
    short="Lihat usulan",
    counted="usulan pembatalan berjalan",
    waiting=cancellations.under_way,
    draw=cancellations.draw_under_way,
)
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
