"""No error, bound or end of an interval is written to the nearest digit: each goes through ``outward``.

A number in a sentence is taken for one where its name says so (error, worst, misfit, sd ...) or the words before or
after it do (at most, within, +-, accurate to ...). Numbers that are typed are written as they are.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = [p for room in ("numerics", "reports") for p in sorted((ROOT / room).rglob("*.py"))]

NAMES = {
    "error", "errors", "worst", "misfit", "sd", "sigma", "spread", "off", "away", "radius", "scale_error", "mass_error",
    "largest_error", "deviation", "gradient_error", "uncertainty",
}  # fmt: skip
BEFORE = re.compile(
    r"(at most|at least|no more than|no less than|within|±|\+-|accurate to|off by|differs by|up to an error of"
    r"|proved above|proved below|none below|<=|≤|>=|≥|fits to|settle at [^:]*:) ?$"
)
AFTER = re.compile(r"^ ?(of itself|(w )?only\b|standard deviations)")
NEAREST = re.compile(r"\.\d+[efg]?$")

TYPED: dict[str, str] = {
    "numerics/machinery/orders.py: limit": "a factor that is typed, such as the root of ten",
    "numerics/cluster/plan.py: MOST_ROWS": "a power of ten",
    "numerics/theory/fluctuations.py: 100 * WITHIN": "a whole number of per cent that is typed",
    "numerics/measured/columns.py: np.median(sigma / C)": "a ratio that is far from that of errors, which is refused",
    "reports/measured/told.py: abs(pull)": "a distance in standard deviations, which is no error of anything",
    "numerics/sound/elements.py: worst.alpha[0]": "a potential, that of the worst error",
    "numerics/sound/elements.py: worst.beta[0]": "the same",
    "numerics/spectrum/doubles/solve.py: worst.a[0]": "the same",
    "numerics/spectrum/doubles/solve.py: worst.b[0]": "the same",
}
"""What is written to the nearest all the same, and why that is no bound that was computed."""


def written(tree: ast.AST) -> Iterator[tuple[int, ast.expr, str, str, str]]:
    """(line, value, form, text before, text after) of the numbers in f-strings that have a form."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.JoinedStr):
            continue
        for k, part in enumerate(node.values):
            if not isinstance(part, ast.FormattedValue) or part.format_spec is None:
                continue
            spec = part.format_spec
            form = "".join(
                v.value if isinstance(v, ast.Constant) else "1"
                for v in (spec.values if isinstance(spec, ast.JoinedStr) else [])
            )  # a number of digits that is computed counts as one
            yield part.lineno, part.value, form, _text(node, k - 1), _text(node, k + 1)


def _text(node: ast.JoinedStr, k: int) -> str:
    part = node.values[k] if 0 <= k < len(node.values) else None
    return str(part.value) if isinstance(part, ast.Constant) else ""


def names(value: ast.AST) -> set[str]:
    found = {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}
    return found | {n.attr for n in ast.walk(value) if isinstance(n, ast.Attribute)}


def nearest(text: str, file: str = "") -> Iterator[str]:
    """What of a module's text is a bound that is written to the nearest digit."""
    tree = ast.parse(text)
    for line, value, form, before, after in written(tree):
        bound = names(value) & NAMES or BEFORE.search(before) or AFTER.search(after)
        if bound and NEAREST.search(form) and f"{file}: {ast.unparse(value)}" not in TYPED:
            yield f"{file}:{line}: {ast.unparse(value)}:{form}"
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        if (
            ast.unparse(node.func).rpartition(".")[2] in ("nstr", "round")
            and names(node.args[0]) & NAMES
        ):
            yield f"{file}:{node.lineno}: {ast.unparse(node)}"


@pytest.mark.quick(0)
@pytest.mark.parametrize("room", ["numerics", "reports"])
def test_bounds_are_rounded_outwards(room: str) -> None:
    found = []
    for path in FILES:
        file = path.relative_to(ROOT).as_posix()
        if file.startswith(room):
            found += nearest(path.read_text("utf-8"), file)
    assert not found, "\n" + "\n".join(found)


def test_what_is_excepted_is_there() -> None:
    for place in TYPED:
        file, _, value = place.partition(": ")
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        assert value in {ast.unparse(v) for _, v, *_ in written(tree)}, place


@pytest.mark.parametrize(
    "text",
    [
        'f"{error:.1e}"', 'f"at most {x:.2g} w"', 'f"off by {x:.3g}"', 'f"{100 * misfit:.2g} %"',
        'f"{v} ± {s:.{p}f}"', 'f"differs by {x:.2g} of itself"', "mpmath.nstr(level.error, 2)", "round(worst, 3)",
        'f"{float(f.error):.{n}g}"', 'f"it is proved above {float(far):.4g} w only"',
    ],
)  # fmt: skip
def test_a_bound_to_the_nearest_is_seen(text: str) -> None:
    assert list(nearest(text))


def test_other_numbers_are_left_alone() -> None:
    for text in (
        'f"{value:.6g}"',
        'f"{x:g} to {y:g}"',
        'f"at most {most} w"',
        "f\"{outward(error, '.1e')}\"",
    ):
        assert not list(nearest(text))
