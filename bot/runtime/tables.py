"""Whether the tables may be written to, and what an operator is told if not."""

from sqlalchemy.ext.asyncio import AsyncEngine

from db import schema
from db.schema import Condition, Difference, Stage

DIFFERENCES_SHOWN = 12  # in one message: the first of them lead to the rest

_KINDS = {
    "table": "tabel",
    "column": "kolom",
    "primary key": "kunci utama",
    "foreign key": "kunci asing",
    "unique": "kunci unik",
    "check": "aturan",
    "index": "indeks",
}


class UnfitTables(Exception):
    """These tables are not those of this release; the text says what to do."""

    def __init__(self, condition: Condition) -> None:
        super().__init__(words(condition))


class Tables:
    """What is known of one database's tables; asked at the start and by /readyz, never in between.

    `unfit` only once they were seen to be wrong: a database that is away says nothing.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._fingerprint = ""
        self._condition = Condition(Stage.RIGHT, None)

    @property
    def unfit(self) -> bool:
        return self._condition.stage is not Stage.RIGHT

    async def look(self) -> Condition:
        """Compare them if somebody has touched them since. Raises what the database raises."""
        async with self._engine.connect() as db:
            found = await schema.fingerprint(db)
            if found != self._fingerprint:
                self._condition = await schema.inspect(db)
                self._fingerprint = found
        return self._condition

    async def check(self) -> None:
        """Raises `UnfitTables`, or what the database raises."""
        condition = await self.look()
        if self.unfit:
            raise UnfitTables(condition)


def words(condition: Condition) -> str:
    """What is wrong and what to do next, in Indonesian; several lines."""
    newest = schema.revisions()[-1]
    match condition.stage:
        case Stage.RIGHT:
            return "Tabel basis data sudah benar."
        case Stage.EMPTY:
            return "Basis data belum disiapkan; jalankan dulu: hadir migrate"
        case Stage.OLDER:
            return (
                f"Tabel basis data dari rilis lama ({condition.revision or 'tanpa nomor'}, "
                f"seharusnya {newest}). Buat cadangan, lalu jalankan: hadir migrate"
            )
        case Stage.NEWER:
            return (
                f"Tabel basis data dari rilis Hadir yang lebih baru ({condition.revision}, "
                f"di sini {newest}). Pasang rilis yang sama; jangan ubah tabelnya."
            )
        case Stage.DIFFERENT:
            lines = [_line(each) for each in condition.differences[:DIFFERENCES_SHOWN]]
            if more := len(condition.differences) - DIFFERENCES_SHOWN:
                lines += [f"  … dan {more} lagi"] if more > 0 else []
            return "\n".join(
                [
                    "Tabel basis data tidak seperti seharusnya:",
                    *lines,
                    "Pulihkan dari cadangan, atau betulkan tabelnya, lalu jalankan: hadir migrate",
                ]
            )


def summary(condition: Condition) -> str:
    """The same in one line, for /readyz and the log."""
    parts = [f"{each.table} {' '.join(each.part).strip()}" for each in condition.differences[:3]]
    told = f": {', '.join(parts)}" if parts else ""
    return f"tables are {condition.stage.value} ({condition.revision}){told}"


def _line(each: Difference) -> str:
    kind, name = each.part
    if kind == "table":
        return f"  tabel {each.table}: tidak ada"
    what = f"  tabel {each.table}, {_KINDS[kind]} {name}".rstrip()
    if each.found is None:
        return f"{what}: tidak ada, seharusnya {each.expected}"
    if each.expected is None:
        return f"{what}: {each.found}, seharusnya tidak ada"
    return f"{what}: {each.found}, seharusnya {each.expected}"
