"""No number is typed into a sentence of the evidence: it is put in from what was computed or tried.

What is left in digits is a formula (c/T^3, E_12, t = 0), a reference (Eq. (12)), or the 1 that is taken off a ratio.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = [p for room in ("theory", "later") for p in sorted((ROOT / "numerics" / room).glob("*.py"))]

_FORMULA = re.compile(
    r"""\b(?:eta|t|beta|D_1|\w+_2|n)\ ?[=<>]\ [01](?![.\d]) | \b(?:n\ =\ 1|=\ 0,\ t)\b
    | \bc/T\^3(?!\d) | \bT_min\^3(?!\d) | \blambda\^3(?!\d) | \bof\ omega\^4(?!\d) | \bQ\^-1(?!\d) | 1/\(erg\ cm\^3\)
    | K/\(pi\ k_B\ T/w\)\^2(?!\d) | \b6c/\(pi\^2\ k_B\^2\ T\) | \(~\ Delta_0\^-2\)
    | \(\|eta\|/\{[^}]*\}\)\^\(3/2\) | ^\)\^\(3/2\)\ on | \bdelta_h/eta\^\(3/2\)
    | \|alpha\|\^\(-3/2\)\ through | \|alpha\|\^\(-3k/2\)
    | \b[A-Za-z]+\w*_\d+\b            # names with an index
    | Eqs?\.\ \(\d+\) | potential\ \(\d\)
    | \b(?:less\ 1|1\ less)\b | ^1\ -\ $ | over\ 1$
    | \d*t²(?:/\d+)? | <\ 4\ eta | \d?y[²³⁴]
    | against\ 0, | from\ 0$
    | E_d\ =\ 3w | E_d/w | at\ 2\ w | 2·10\^- | (?<!\d)10\^-?$ | 1\ angstrom | 1e-$
    | \bE\ =\ 3\ k_B\ T | ^\ sqrt\(2\)$ | times\ sqrt\(2\) | \(1/2\)\ ∫ | 4\ E_bb\ \+\ 3\ beta
    | level\ [12]\b | \|r\|/2 | \(0,\ 1\)
    """,
    re.X,
)


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """String constants with a space and a digit, but for docstrings, formats and data."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            apart |= {id(c) for c in ast.walk(node.format_spec)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            text = node.value
            if re.search(r"\d", text) and re.search(r"[A-Za-z]", text) and " " in text.strip():
                yield node.lineno, text


def typed(text: str) -> str:
    """What of a sentence is a number that is typed in."""
    return " ".join(re.findall(r"\S*\d\S*", re.sub(r"\{[^}]*\}", "", _FORMULA.sub("", text))))


@pytest.mark.quick(13)
@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_no_number_is_typed_into_a_sentence(path: Path) -> None:
    found = {
        f"{path.name}:{line}: {typed(text)} in {text!r}"
        for line, text in sentences(path)
        if typed(text)
    }
    assert not found, "\n" + "\n".join(sorted(found))


def test_a_typed_number_is_seen() -> None:
    for text in (
        "computed over formula, less 1, E/w from 10 to 40",
        "the minimum for w = 10 K",
        "closer than one part in 10^38 of it",
        "polynomials of degree 8 that",
        "less (E/w)^3/8",
        "difference (E/w)^6",
        "the maximum of c/T^4",
        "1 + x/sqrt(2)",
        "coefficients of |alpha|^(-5k/2)",
        "alpha from -5 to -8",
    ):
        assert typed(text)
    for text in (
        "c/T^3 of all levels, less 1",
        "Eq. (12) over E_12 at t = 0",
        "|alpha|^(-3k/2) of D_1",
    ):
        assert not typed(text)
