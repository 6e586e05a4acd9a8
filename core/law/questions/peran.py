"""`peran`: which roles there are, and what each of them may do."""

from enum import StrEnum

from core.law.choice import ListOf
from core.law.entry import Question, Table


class Role(StrEnum):
    """Who may do something by the regulation; an act asks for one of them."""

    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"
    HEAD = "kepala"
    BKPSDM_MANAGER = "pengelola_bkpsdm"
    KOMINFO_MANAGER = "pengelola_kominfo"


class Peran(Table):
    """Who may do what.

    `sk_wajib` lists the roles that hold only with a decree; `pegawai_bkpsdm` and `pegawai_kominfo`
    those that only somebody who works there can hold. `lihat_rekap`: who reads the recap beside
    those who make it (`rekap`). Whoever `terima_masalah` passes a problem on to those who
    `tangani_masalah`, the first of whom also has what nobody receives.
    """

    atur_ulang_akun: Question[ListOf[Role]]
    kode_aktivasi: Question[ListOf[Role]]
    atur_jam_kerja: Question[ListOf[Role]]
    atur_sif: Question[ListOf[Role]]
    atur_lokasi: Question[ListOf[Role]]
    pindah_lokasi: Question[ListOf[Role]]
    atur_atasan: Question[ListOf[Role]]
    perbarui_data: Question[ListOf[Role]]
    atur_status: Question[ListOf[Role]]
    blokir: Question[ListOf[Role]]
    pantau: Question[ListOf[Role]]
    rekap: Question[ListOf[Role]]
    lihat_rekap: Question[ListOf[Role]]
    sampaikan_laporan: Question[ListOf[Role]]
    terima_masalah: Question[ListOf[Role]]
    tangani_masalah: Question[ListOf[Role]]
    setujui_laporan: Question[ListOf[Role]]
    terima_laporan: Question[ListOf[Role]]
    tunjuk_operator: Question[ListOf[Role]]
    tetapkan_peran: Question[ListOf[Role]]
    sk_wajib: Question[ListOf[Role]]
    pegawai_bkpsdm: Question[ListOf[Role]]
    pegawai_kominfo: Question[ListOf[Role]]
