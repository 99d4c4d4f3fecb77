"""Random expressions of the grammar that theories use are read back from every form, at all widths."""

from __future__ import annotations

import random

import pytest
import sympy as sp

from .expressions import SYMBOLS, Maker, S
from .fromsympy import meaning
from .lexicon import Lexicon
from .meaning import FINE, number
from .mutants import of_line, of_mathml
from .writing import forms, says, values, values_of, wrong


def _check(seed: int, count: int, names: Lexicon, depths: tuple[int, ...]) -> None:
    maker, failures, without = Maker(seed), [], 0
    for k in range(count):
        try:
            e = maker.statement(depths[k % len(depths)])
        except (ValueError, TypeError):  # SymPy finds that it diverges, or cannot be compared
            without += 1
            continue
        columns = 20 + (seed * 31 + 7 * k) % 101
        try:
            failures += wrong(e, S, names, columns)
        except AssertionError:  # infinite, or not defined, wherever it was tried
            without += 1
    assert not failures, "\n\n".join(failures[:5])
    assert without < count / 10


def test_a_hundred(names: Lexicon) -> None:
    _check(7, 60, names, (1, 2))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_five_thousand(names: Lexicon, seed: int) -> None:
    _check(1000 + seed, 500, names, (1, 2, 2, 3))


def _mutants(seed: int, count: int, names: Lexicon) -> tuple[int, list[str]]:
    rng, maker, tried, missed = random.Random(seed), Maker(seed), 0, []
    while tried < count:
        e = maker.statement(rng.choice([1, 2]))
        expected = values_of(meaning(e, names.same), S, names)
        if not all(v == v for v in expected):
            continue
        for what, written, reader in forms(e, S, 70):
            if what == "terminal" or "lines" in what:
                continue
            wrongly = (
                of_mathml(written, rng)
                if what == "MathML"
                else of_line(written, what == "LaTeX", rng)
            )
            for mutant in wrongly:
                tried += 1
                if not says(mutant, reader, expected, S, names):
                    missed.append(f"{what}:\n{written}\n{mutant}")
    return tried, missed


def test_mutants_are_noticed(names: Lexicon) -> None:
    tried, missed = _mutants(3, 100, names)
    assert tried >= 100 and not missed, "\n\n".join(missed[:5])


@pytest.mark.slow
def test_a_thousand_mutants_are_noticed(names: Lexicon) -> None:
    tried, missed = _mutants(11, 1000, names)
    assert tried >= 1000 and not missed, "\n\n".join(missed[:5])


@pytest.mark.quick(3)
@pytest.mark.parametrize(
    "e",
    [
        sp.exp(-(S.x**2)) * sp.sqrt(S.a) / (S.E_0 + 1) ** 2 - sp.Rational(3, 7) * S.t,
        sp.Integral(sp.exp(-(S.x**2)) * S.y, (S.x, 0, S.a)),
        sp.Sum(S.k**2 * S.n, (S.k, 1, S.n), (S.n, 1, 5)),
        sp.Product(S.k + S.a, (S.k, 1, 4)),
        sp.Derivative(sp.sin(S.x * S.y), S.x, S.y),
        sp.Subs(S.x * S.y + S.t, (S.x, S.y), (S.a, S.t)),
        sp.Limit(sp.sin(S.x) / S.x, S.x, 0),
        (-1) ** (S.n + 1) * sp.log(S.a) ** sp.Rational(1, 3),
    ],
    ids=str,
)
def test_the_numbers_are_those_of_sympy(names: Lexicon, e: sp.Expr) -> None:
    env = values(S, names, 4)
    put = {
        s: sp.Float(str(complex(env[s.name]).real), 30) if s is not S.n else int(env["n"].real)
        for s in SYMBOLS
    }
    expected = complex(sp.N(e.doit().subs(put) if not e.has(sp.Limit) else e.doit()))
    got = number(meaning(e, names.same), env, FINE)
    assert got == pytest.approx(expected, rel=1e-3)


@pytest.mark.slow
def test_a_longer_run(names: Lexicon) -> None:
    """Deeper expressions, most of which have to be broken over many lines."""
    _check(77, 250, names, (3, 3, 4))
