"""What the shipped regulations must answer about attendance on paper."""

from core.law.questions.manual import Condition, Demand, Document, Form, PerIncident, PerMonth
from tests.core.answered_row import Row

SIGNAL, LOST, BROKEN, SERVER = Condition
PHONE = (LOST, BROKEN)

LIST_E = Form(dokumen=Document.LIST, formulir="E")
WORK_D = Form(dokumen=Document.WORK, formulir="D")
LETTER_C = Form(dokumen=Document.LETTER, formulir="C")
LIST_G = Form(dokumen=Document.LIST, formulir="G")
LETTER_F = Form(dokumen=Document.LETTER, formulir="F")

BULUNGAN = (
    Row(
        "BLG-11-1a,BLG-11-1b,BLG-11-1c",
        "manual.keadaan",
        (SIGNAL, LOST, BROKEN, SERVER),
        "Pasal 11 ayat (1)",
    ),
    Row("AMB-23", "manual.jalan_terakhir", (SIGNAL,), None, ("AMB-23",)),
    Row("BLG-11-1", "manual.isian", (LIST_E, WORK_D), "Pasal 11 ayat (1)", ("AMB-68",)),
    Row(
        "BLG-11-2",
        "manual.surat",
        Demand(keadaan=(SIGNAL, LOST, BROKEN), berkas=(LETTER_C,)),
        "Pasal 11 ayat (2)",
        ("AMB-24",),
    ),
    Row(
        "BLG-11-6",
        "manual.per_kejadian",
        PerIncident(hari=7, keadaan=PHONE),
        "Pasal 11 ayat (6)",
        ("AMB-26",),
    ),
    Row("AMB-26-month", "manual.sebulan", None, None, ("AMB-26",)),
    Row("AMB-24-date", "manual.surat_paling_lambat", None, None, ("AMB-24",)),
    Row("AMB-24-holiday", "manual.jika_libur", None, None, ("AMB-24",)),
)

KARANGANYAR = (
    Row(
        "KRA-9-1a,KRA-9-1b,KRA-9-1c",
        "manual.keadaan",
        (LOST, BROKEN, SERVER),
        "Pasal 9 ayat (1)",
        ("KAM-07",),
    ),
    Row("KAM-13-offline", "manual.jalan_terakhir", None, None, ("KAM-13",)),
    Row("KRA-9-1,KRA-9-7", "manual.isian", (LIST_G,), "Pasal 9 ayat (1) dan Pasal 9 ayat (7)"),
    Row(
        "KRA-9-2",
        "manual.surat",
        Demand(keadaan=PHONE, berkas=(LETTER_F, LIST_G)),
        "Pasal 9 ayat (2)",
        ("KAM-04",),
    ),
    Row("KAM-03-incident", "manual.per_kejadian", None, None, ("KAM-03",)),
    Row(
        "KRA-9-4",
        "manual.sebulan",
        PerMonth(kali=3, hitungan="hari", keadaan=PHONE),
        "Pasal 9 ayat (4)",
        ("KAM-03", "KAM-14"),
        ("hitungan",),
    ),
    Row("KRA-9-3", "manual.surat_paling_lambat", 1, "Pasal 9 ayat (3)", ("KAM-05", "KAM-31")),
    Row("KAM-05", "manual.jika_libur", "hari_kerja_berikutnya", None, ("KAM-05",), ("nilai",)),
)
