"""The kinds of request that the shipped regulations know, one line each, and their papers."""

from core.law.kinds import EmployeeKind, HolidayKind
from core.law.questions.jenis_izin import Effect, Kind, Letter, Needed, Paper

OPTIONAL, AT_FILING, LATER = Needed.OPTIONAL, Needed.AT_FILING, Needed.BEFORE_APPROVAL
CREDITED, EXCUSED, TRIP, SPECIAL, EARLY = Effect
EVERYBODY = (EmployeeKind.CPNS, EmployeeKind.PNS, EmployeeKind.PPPK)
CIVIL_SERVANTS = (EmployeeKind.CPNS, EmployeeKind.PNS)

SICK_NOTE = Paper(nama="surat keterangan sakit", wajib=LATER)
PERMISSION = Paper(nama="persetujuan izin", wajib=AT_FILING)
APPROVED_LEAVE = Paper(nama="persetujuan cuti", wajib=AT_FILING)
ORDER = Paper(nama="surat tugas", wajib=AT_FILING)
SPT = Paper(nama="surat perintah tugas", wajib=AT_FILING, nomor="wajib")
INVITATION = Paper(nama="undangan atau foto", wajib=OPTIONAL)
ORDER_OR_INVITATION = Paper(nama="surat tugas atau undangan", wajib=OPTIONAL)
PHOTO = Paper(nama="foto pendukung", wajib=OPTIONAL)


def kind(
    name: str,
    effect: Effect,
    letter: str,
    paper: Paper | None,
    code: str | None = None,
    who: tuple[EmployeeKind, ...] = EVERYBODY,
) -> Kind:
    return Kind(kode=code, nama=name, akibat=effect, huruf=Letter(letter), surat=paper, bagi=who)


def leave(
    code: str,
    name: str,
    effect: Effect = CREDITED,
    paper: Paper | None = APPROVED_LEAVE,
    who: tuple[EmployeeKind, ...] = EVERYBODY,
    only: HolidayKind | None = None,
) -> Kind:
    return kind(name, effect, "C", paper, code, who).model_copy(update={"hanya_pada": only})


# facts/context.md B4: seven kinds for PNS (PP 11/2017 art. 310), four for PPPK (PP 49/2018).
LEAVES = (
    leave("tahunan", "Cuti tahunan"),
    leave("besar", "Cuti besar", who=CIVIL_SERVANTS),
    leave("sakit", "Cuti sakit"),
    leave("melahirkan", "Cuti melahirkan"),
    leave("alasan-penting", "Cuti karena alasan penting", who=CIVIL_SERVANTS),
    leave("bersama", "Cuti bersama", EXCUSED, only=HolidayKind.COLLECTIVE),
    leave("luar-tanggungan", "Cuti di luar tanggungan negara", EXCUSED, who=CIVIL_SERVANTS),
)
SICK = (kind("Sakit", CREDITED, "S", SICK_NOTE),)
PERMIT = (kind("Izin", EXCUSED, "I", PERMISSION),)
JOURNEY = (kind("Perjalanan dinas", CREDITED, "DL", ORDER),)
TRAINING = (kind("Pendidikan dan pelatihan", CREDITED, "DL", ORDER),)
OUTSIDE = (kind("Tugas khusus", SPECIAL, "TK", ORDER_OR_INVITATION),)
DISPENSATION = (kind("Dispensasi pulang", EARLY, "H", PHOTO),)

TRIPS = (
    kind("Perjalanan dinas dalam Daerah", TRIP, "DL", SPT, "dalam-daerah").model_copy(
        update={"wilayah": "dalam_daerah"}
    ),
    kind("Perjalanan dinas luar Daerah", TRIP, "DL", SPT, "luar-daerah"),
)
SPECIAL_DUTY = (kind("Tugas khusus", SPECIAL, "TK", INVITATION),)
EARLY_LEAVE = (kind("Izin pulang cepat", EARLY, "H", PHOTO),)
