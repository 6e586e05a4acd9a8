"""`peraturan`: which text a regulation file is."""

from datetime import date

from core.law.entry import Slug, Table, Text


class Peraturan(Table):
    """Which text this is; `singkatan` is how a citation names it."""

    kode: Slug
    nama: Text
    singkatan: Text
    tentang: Text
    berlaku_sejak: date
