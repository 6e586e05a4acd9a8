"""In whose report an office's month is: what was handed in goes before today's operators."""

import pytest

from core.month.reporting import Reporting

PARENTS = {"dinkes": None, "puskesmas": "dinkes", "pustu": "puskesmas", "setda": None}
ALL = {"dinkes", "puskesmas", "pustu"}


@pytest.mark.parametrize(
    ("reporters", "listed", "by", "parts"),
    [
        pytest.param(
            {"dinkes", "puskesmas"},
            {},
            ("dinkes", "puskesmas", "puskesmas", None),
            {"dinkes": {"dinkes"}, "puskesmas": {"puskesmas", "pustu"}},
            id="AMB-37 nothing was handed in",
        ),
        pytest.param(
            {"dinkes", "puskesmas"},
            {"dinkes": {"dinkes", "puskesmas", "pustu"}},
            ("dinkes", "dinkes", "dinkes", None),
            {"dinkes": ALL, "puskesmas": set()},
            id="AMB-93 a part that has its operator since",
        ),
        pytest.param(
            {"dinkes", "puskesmas"},
            {"dinkes": {"pustu"}},
            ("dinkes", "dinkes", "dinkes", None),
            {"dinkes": ALL, "puskesmas": set()},
            id="AMB-93 also one without people in between",
        ),
        pytest.param(
            {"dinkes", "puskesmas"},
            {"dinkes": {"dinkes"}},
            ("dinkes", "puskesmas", "puskesmas", None),
            {"dinkes": {"dinkes"}, "puskesmas": {"puskesmas", "pustu"}},
            id="AMB-93 but not one that it does not list",
        ),
        pytest.param(
            {"dinkes"},
            {"puskesmas": {"puskesmas", "pustu"}},
            ("dinkes", "puskesmas", "puskesmas", None),
            {"dinkes": {"dinkes"}, "puskesmas": {"puskesmas", "pustu"}},
            id="AMB-93 a part whose operator has gone since",
        ),
        pytest.param(
            {"dinkes", "pustu"},
            {"dinkes": {"dinkes", "pustu"}, "pustu": {"pustu"}},
            ("dinkes", "dinkes", "pustu", None),
            {"dinkes": ALL, "pustu": {"pustu"}},
            id="AMB-93 of two that list it its own",
        ),
    ],
)
def test_who_reports_an_office(
    reporters: set[str],
    listed: dict[str, set[str]],
    by: tuple[str | None, ...],
    parts: dict[str, set[str]],
) -> None:
    found = Reporting(PARENTS, reporters, listed)
    assert tuple(found.by(each) for each in PARENTS) == by
    assert {each: set(found.parts(each)) for each in parts} == parts
    elsewhere = tuple(None if who == each else who for each, who in zip(PARENTS, by, strict=True))
    assert tuple(found.elsewhere(each) for each in PARENTS) == elsewhere
