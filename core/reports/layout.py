"""Which words a form prints and where: one file for each regulation, beside its law.

A text may hold slots such as `{nama}`; which ones a form fills says the function that makes it.
"""

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Strict, model_validator
from pydantic_core import PydanticCustomError

from core.law.entry import Decision, Slug, Table, Text
from core.law.fault import read_toml
from core.law.regulation import Regulation
from core.month.day_state import Mark
from core.reports.form import Align
from core.reports.notes import Note

Texts: TypeAlias = Annotated[tuple[str, ...], Strict(False)]
Number: TypeAlias = Annotated[float, Strict(False)]
Repeated: TypeAlias = Literal["tanggal", "jumlah"]


class NotInLawError(LookupError):
    """The regulation has no such form."""


class FieldWords(Table):
    """A label and what stands behind its colon; `akhir` comes after the value."""

    label: str
    isi: str
    titik_dua: bool = True
    akhir: str = ""


class ColumnWords(Table):
    """A column: what each of its lines takes from a record; none stays empty for a pen.

    `lebar` in mm, `lentur` its share of the room that is left. `berulang`: one for each date, or
    for each total.
    """

    judul: Texts = ()
    isi: Texts = ()
    lebar: Number
    lentur: Number = 0
    rata: Annotated[Align, Strict(False)] = Align.LEFT
    berulang: Repeated | None = None


class PresenceWords(Table):
    """The words of the list of manual attendance, four lines a person."""

    nomor: str
    nama: str
    tanggal: str
    masuk: str
    pulang: str
    jam: str
    paraf: str


class SignatureWords(Table):
    """Who signs, by the role that the form gives them; `bawaan` where they have no post."""

    siapa: str
    atas: Texts
    bawah: Texts
    bawaan: str = ""


class FootWords(Table):
    """What stands side by side; `legenda`: the signs of the table are explained on the left.

    `ruang`: mm for a signature, where the form has less room than the daerah's other papers.
    """

    kiri: SignatureWords | None = None
    kanan: SignatureWords | None = None
    ruang: Number | None = None
    legenda: bool = False


class Part(Table):
    """One part of a form: exactly one of these; `nomor` is of `judul`, `menjorok` of `paragraf`.

    `tinggi_baris` in mm: no row of its table is lower.
    """

    kop: Literal[True] | None = None
    judul: Texts = ()
    nomor: str | None = None
    data: Annotated[tuple[FieldWords, ...], Strict(False)] = ()
    paragraf: str | None = None
    menjorok: bool = False
    tabel: Annotated[tuple[ColumnWords, ...], Strict(False)] = ()
    presensi: PresenceWords | None = None
    tinggi_baris: Number = 0
    kaki: Annotated[tuple[FootWords, ...], Strict(False)] = ()
    halaman_baru: Literal[True] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = (self.kop, self.judul, self.data, self.paragraf, self.tabel, self.presensi)
        if sum(map(bool, (*given, self.kaki, self.halaman_baru))) != 1:
            raise PydanticCustomError("part", "satu bagian berisi tepat satu macam isi")
        return self


class Template(Table):
    """One form. `formulir` is its letter in the annex; without one it is ours, by `keputusan`."""

    formulir: str | None = None
    keputusan: Annotated[tuple[Decision, ...], Strict(False)] = ()
    alasan: Text | None = None
    mendatar: bool = False
    nama: Text
    isi: Annotated[tuple[Part, ...], Strict(False)]

    @model_validator(mode="after")
    def _sourced(self) -> Self:
        if not self.formulir and not (self.keputusan and self.alasan):
            raise PydanticCustomError("source", "formulir sendiri perlu keputusan dan alasan")
        return self


class LegendWords(Table):
    """What the signs of the recap mean: letters in their order, footnotes by what they say.

    `tiap_halaman`: also on the pages before the one on which the form has it.
    """

    judul: str
    huruf: dict[Annotated[Mark, Strict(False)], str]
    catatan: dict[Annotated[Note, Strict(False)], str]
    tiap_halaman: bool = False


class Layout(Table):
    """The forms of one regulation; None: it has no such form."""

    peraturan: Slug
    tempat: Text
    legenda: LegendWords
    daftar_apel: Template | None = None
    rekap_apel: Template | None = None
    surat_keterangan: Template | None = None
    pembatalan: Template | None = None
    lampiran_saksi: Template | None = None
    presensi_manual: Template | None = None
    rekap_presensi: Template | None = None
    laporan_kinerja: Template | None = None
    rekap_kinerja: Template | None = None
    monitoring: Template | None = None
    daftar_isi: Template | None = None
    daftar_masalah: Template | None = None
    daftar_koreksi: Template | None = None
    perubahan_laporan: Template | None = None

    def template(self, name: str) -> Template:
        """A form by its key in the file; raises NotInLawError where the regulation has none."""
        found: Template | None = getattr(self, name)
        if found is None:
            raise NotInLawError(f"{self.peraturan}: {name}")
        return found


def layout_of(regulation: Regulation) -> Layout:
    """The forms of a regulation that is shipped."""
    return read(regulation.peraturan.kode)


@cache
def read(code: str) -> Layout:
    """Read the forms of a shipped regulation by its `kode`; once a process."""
    file = files("core.reports") / "layouts" / f"{code}.toml"
    raw = read_toml(file.read_text("utf-8"), file.name)
    return Layout.model_validate(raw)
