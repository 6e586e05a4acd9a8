"""What the shipped regulations must answer about a month's report and its evaluation."""

from core.law.questions.laporan import Evaluator
from tests.core.answered_row import Row

BULUNGAN = (
    Row("BLG-13-4", "laporan.revisi_sampai", 4, "Pasal 13 ayat (4)", ("AMB-28",)),
    Row("AMB-80", "laporan.dibuka", "setelah_dikunci", None, ("AMB-80",)),
    Row("BLG-13-2,BLG-14", "laporan.paling_lambat", 5, "Pasal 13 ayat (2)", ("AMB-30",)),
    Row(
        "BLG-13-3",
        "laporan.jika_libur",
        "hari_kerja_berikutnya",
        "Pasal 13 ayat (3)",
        ("AMB-27",),
    ),
    Row("AMB-83", "laporan.evaluasi_bulanan", None, None, ("AMB-83",)),
)
KARANGANYAR = (
    Row("KAM-23", "laporan.revisi_sampai", "akhir_bulan", None, ("KAM-23",)),
    Row("KAM-36-from", "laporan.dibuka", "akhir_hari_kerja_terakhir", None, ("KAM-36", "KAM-47")),
    Row("KAM-13-due", "laporan.paling_lambat", None, None, ("KAM-13",)),
    Row("KAM-13-holiday", "laporan.jika_libur", None, None, ("KAM-13",)),
    Row(
        "KRA-9C-4",
        "laporan.evaluasi_bulanan",
        (Evaluator.SUPERIOR, Evaluator.HEAD),
        "Pasal 9C ayat (4)",
        ("KAM-19", "KAM-37", "KAM-48"),
    ),
)
