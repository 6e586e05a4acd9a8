"""What handlers may know of the world: a connection, no statement, no table, no terminal."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import sqlalchemy as sa

HANDLERS = Path(__file__).parents[2] / "handlers"
TERMINAL = frozenset({"sys", "typer", "rich", "bot"})
STATEMENTS = frozenset({"execute", "exec_driver_sql", "scalar", "scalars", "stream"})
CONNECTION = ("sqlalchemy.ext.asyncio", ["AsyncConnection"])


def breaches(text: str) -> list[str]:
    """Each thing of a file that handlers leave to others."""
    return [each for node in ast.walk(ast.parse(text)) for each in _of(node)]


def _of(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (each.name for each in names if _foreign(each.name))
        case ast.ImportFrom(module=str(module), names=names):
            if _foreign(module) and (module, [each.name for each in names]) != CONNECTION:
                yield module
            elif module.startswith("db."):
                known = import_module(module)
                some = [each.name for each in names]
                yield from (n for n in some if isinstance(getattr(known, n, None), sa.Table))
        case ast.Call(func=ast.Name(id="print")):
            yield "print"
        case ast.Call(func=ast.Attribute(attr=name)) if name in STATEMENTS:
            yield name


def _foreign(module: str) -> bool:
    return module.partition(".")[0] in TERMINAL | {"sqlalchemy"}


def test_no_handler_knows_a_statement_a_table_or_a_terminal() -> None:
    found = {
        file.relative_to(HANDLERS).as_posix(): wrong
        for file in HANDLERS.rglob("*.py")
        if (wrong := breaches(file.read_text("utf-8")))
    }
    assert found == {}


def test_each_of_them_would_be_found() -> None:
    for line, found in {
        "import sys": "sys",
        "from rich.table import Table": "rich.table",
        "from bot.runtime.message_codec import pack": "bot.runtime.message_codec",
        "import sqlalchemy as sa": "sqlalchemy",
        "from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine": CONNECTION[0],
        "from db.people.office import place": "place",
        "print(1)": "print",
        "await db.execute(query)": "execute",
    }.items():
        assert breaches(line) == [found]
    assert breaches("from sqlalchemy.ext.asyncio import AsyncConnection") == []
