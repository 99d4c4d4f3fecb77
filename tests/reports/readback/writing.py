"""Everything that is written of a formula, each with the reader for it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import sympy as sp

from softpot.derive.machinery.formula import Formula
from softpot.reports.machinery.htmlwording import HtmlWording
from softpot.reports.machinery.latex import display as latex_display
from softpot.reports.machinery.latex import latex
from softpot.reports.machinery.mathlines import display as mathml_display
from softpot.reports.machinery.mathml import mathml
from softpot.reports.machinery.text import display, linear

from .fromsympy import meaning
from .grammar import Unreadable
from .latex_reader import read_latex
from .lexicon import Lexicon
from .mathml_reader import read_mathml
from .meaning import Env, Meaning, number
from .text_reader import read_text

Reader = Callable[[str, Lexicon], Meaning]
EM = 2.0  # columns


def forms(e: sp.Basic, table: Any, columns: int) -> Iterator[tuple[str, str, Reader]]:
    """(what it is, what is written, its reader), broken over lines of so many columns."""
    one_line = latex(e, table)
    yield "LaTeX", one_line, read_latex
    if columns % 8 == 0:  # what a page offers to copy is written by the same writer
        assert HtmlWording(table).latex(e) == one_line
    broken = latex_display(e, table, columns / EM)
    if broken != one_line:
        yield "LaTeX on lines", broken, read_latex
    markup = mathml(e, table)
    yield "MathML", markup, read_mathml
    broken = mathml_display(e, table, columns / EM)
    if broken != markup:
        yield "MathML on lines", broken, read_mathml
    line = linear(e, table)
    yield "one line", line, read_text
    drawn = display(e, table, columns)
    if drawn != line:
        yield "terminal", drawn, read_text


def notebook(formula: Formula) -> str:
    """What a notebook is given, without the dollars."""
    return formula._repr_latex_().removeprefix("$\\displaystyle ").removesuffix("$")


def values(table: Any, names: Lexicon, seed: int) -> Env:
    """Values for all symbols, as their assumptions want them."""
    rng, env = random.Random(seed), {}
    for code in table:
        known = dict(table[code].assumptions)
        size = rng.uniform(0.4, 1.6)
        if known.get("integer"):
            value: complex = rng.randint(1, 4)
        elif known.get("positive") or known.get("nonnegative"):
            value = size
        elif known.get("negative"):
            value = -size
        elif known.get("real"):
            value = size * rng.choice([-1, 1])
        else:
            value = complex(size, rng.uniform(-1, 1))
        env[names.same[code]] = value
    return env


def values_of(m: Meaning, table: Any, names: Lexicon) -> list[complex]:
    """The numbers that stand for a meaning at two points, where it has any."""
    found = []
    for seed in range(9):
        try:
            found.append(number(m, values(table, names, seed)))
        except (ZeroDivisionError, OverflowError, ValueError):
            found.append(complex("nan"))
        if sum(v == v for v in found) == 2:
            break
    return found


def wrong(e: sp.Basic, table: Any, names: Lexicon, columns: int) -> list[str]:
    """What is written of a formula and does not say the same."""
    expected = values_of(meaning(e, names.same), table, names)
    assert any(v == v for v in expected), f"no value to compare: {e}"
    found = []
    for what, written, reader in forms(e, table, columns):
        said = says(written, reader, expected, table, names)
        if said:
            found.append(f"{what} of {sp.srepr(e)}: {said}\n{written}")
    return found


def says(written: str, reader: Reader, expected: list[complex], table: Any, names: Lexicon) -> str:
    """How what was written differs from what is meant; "" where it does not."""
    try:
        got = values_of(reader(written, names), table, names)
    except Unreadable as error:
        return f"unreadable, {error}"
    except (KeyError, IndexError, ValueError, TypeError, AssertionError) as error:
        return f"unreadable, {type(error).__name__}: {error}"
    for a, b in zip(expected, got, strict=False):
        if (a == a) != (b == b) or (a == a and abs(a - b) > 1e-6 * (1 + abs(a))):
            return f"{b} instead of {a}"
    return "" if len(got) == len(expected) else "values elsewhere"
