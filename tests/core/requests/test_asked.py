"""Every question of the law is asked by code, as the syntax tree has it; no comment fools that."""

import ast
from collections.abc import Iterator
from pathlib import Path

from core.law.regulation import NOT_ASKED_YET, value_types
from tests.core.law.test_obeyed import ONLY

ROOT = Path(__file__).parents[3]


def asked_by_code() -> set[str]:
    files = (file for room in ("core", "db", "handlers", "bot") for file in room_of(room))
    return {key for file in files for key in _asked(ast.parse(file.read_text("utf-8")))}


def room_of(room: str) -> Iterator[Path]:
    return (file for file in (ROOT / room).rglob("*.py") if "demo" not in file.parts)


def _asked(tree: ast.Module) -> Iterator[str]:
    """`x.presensi.kali_per_hari`, or `y.kali_per_hari` where y is `x.presensi` in a function."""
    return (key for key in _read(tree) if key in value_types())


def _read(tree: ast.Module) -> Iterator[str]:
    for scope in (tree, *(each for each in ast.walk(tree) if isinstance(each, FUNCTIONS))):
        names = dict(_aliases(scope))
        for node in ast.walk(scope):
            match node:
                case ast.Attribute(value=ast.Attribute(attr=section), attr=name):
                    yield f"{section}.{name}"
                case ast.Attribute(value=ast.Name(id=alias), attr=name) if alias in names:
                    yield from (f"{section}.{name}" for section in names[alias])
                case ast.For(iter=ast.Attribute(attr="jenis_izin")):
                    yield from KINDS
                case _:
                    pass


FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
SECTIONS = frozenset(key.partition(".")[0] for key in value_types())
KINDS = [key for key in value_types() if key.startswith("jenis_izin.")]


def _aliases(scope: ast.AST) -> Iterator[tuple[str, set[str]]]:
    """Names that hold a section of the law: by assignment, or as an argument of its type."""
    if isinstance(scope, FUNCTIONS):
        for each in scope.args.args:
            if isinstance(each.annotation, ast.Name) and each.annotation.id.lower() in SECTIONS:
                yield each.arg, {each.annotation.id.lower()}
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign):
            for target, value in _pairs(node.targets[0], node.value):
                found = {a.attr for a in ast.walk(value) if isinstance(a, ast.Attribute)} & SECTIONS
                if isinstance(target, ast.Name) and found and _section(value):
                    yield target.id, found


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return list(zip(target.elts, value.elts, strict=True))
    return [(target, value)]


def _section(value: ast.expr) -> bool:
    """Whether a value is a section, or one of two."""
    if isinstance(value, ast.IfExp):
        return any(map(_section, (value.body, value.orelse)))
    return isinstance(value, ast.Attribute) and value.attr in SECTIONS


def test_every_question_is_asked_by_code() -> None:
    """Of one that has a single answer the others are refused when the file is read."""
    missing = set(value_types()) - asked_by_code() - set(ONLY)
    assert missing == set(NOT_ASKED_YET), "asked by nobody, or no longer to stand in NOT_ASKED_YET"


def test_a_question_in_a_comment_or_a_text_is_not_asked() -> None:
    text = '"""x.presensi.kali_per_hari"""\n# y.akun.per_pegawai\nz = "law.izin.bebas_apel"\n'
    assert set(_asked(ast.parse(text))) == set()
    assert set(_asked(ast.parse("law.izin.bebas_apel.on(day)"))) == {"izin.bebas_apel"}
