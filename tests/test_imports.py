"""What no contract of import-linter says: no circle of files, and nothing around the layers."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
BY_STRING = {"import_module", "__import__"}


def nodes(room: str) -> Iterator[ast.AST]:
    for file in sorted((ROOT / room).rglob("*.py")):
        yield from ast.walk(ast.parse(file.read_text("utf-8")))


def names(node: ast.AST) -> set[str]:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return {name}
        case ast.ImportFrom(names=aliases):
            return {each.name for each in aliases}
    return set()


def test_no_files_import_each_other_in_a_circle() -> None:
    """Not even by way of others, and not even for a type checker only."""
    graph = grimp.build_graph("core", "db", "handlers", "bot", cache_dir=None)
    imported = {each: graph.find_modules_directly_imported_by(each) for each in graph.modules}
    assert len(imported) > 300
    TopologicalSorter(imported).prepare()  # a CycleError names the files


def test_handlers_know_of_the_database_only_the_type_of_a_connection() -> None:
    found = {
        (node.module, each.name)
        for node in nodes("handlers")
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for each in node.names
    }
    whole = {
        name for node in nodes("handlers") if isinstance(node, ast.Import) for name in _of(node)
    }
    assert found == {("sqlalchemy.ext.asyncio", "AsyncConnection")}
    assert "sqlalchemy" not in whole


def _of(node: ast.Import) -> set[str]:
    return {each.name.partition(".")[0] for each in node.names}


@pytest.mark.parametrize("room", ["core", "db", "handlers"])
def test_nothing_is_imported_by_a_string(room: str) -> None:
    assert not any(names(node) & BY_STRING for node in nodes(room))
