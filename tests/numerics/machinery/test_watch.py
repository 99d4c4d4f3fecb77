"""Evidence cannot flatter: what never looks, looks once, looks away from the least numbers, or at itself is none."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from typing import Any

import flint
import gmpy2
import mpmath
import numpy as np
import pytest
import sympy as sp

from softpot.derive import (
    Printed,
    PrintedVerdict,
    Quantity,
    SymbolTable,
    Theory,
    TheoryError,
    entry,
    equal,
)
from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.formula import Formula
from softpot.numerics import Evidence, Pair, check, compare, converges
from softpot.numerics.machinery.compile import compiled
from softpot.numerics.machinery.evidence import EvidenceError
from softpot.numerics.machinery.gather import gather
from softpot.numerics.machinery.watch import plain, watched
from softpot.numerics.spectrum import enclose, levels

NAT = {"integer": True, "nonnegative": True}
S = SymbolTable(
    Quantity("x", "x", "a number"),
    Quantity("w", "w", "a result"),
    Quantity("n", "n", "0, 1, 2, ...", assumptions=NAT),
    Quantity("m", "m", "0, 1, 2, ...", assumptions=NAT),
    Quantity("N", "N", "a norm", function=True),
)
x, w, n, m = S.x, S.w, S.n, S.m
SQUARE = Formula("e", x**2 + 2 * x + 1, S, lhs=w)
MP = mpmath.MPContext()
MP.dps = 60
Maker = Callable[[Formula, int], Any]


def theory(evidence: Maker) -> Theory:
    @entry("e", title="t")
    def e(d: Derivation) -> Derived:
        """A square."""
        d.define(w, (x + 1) ** 2, "a name")
        d.step(equal((x + 1) ** 2, x**2 + 2 * x + 1), "expanded")
        return d.result(x**2 + 2 * x + 1, lhs=w)

    return Theory("t", S, (e,)).with_evidence({"e": evidence})


def refused(evidence: Maker, formula: Formula = SQUARE) -> str:
    with pytest.raises(EvidenceError) as error:
        gather(theory(evidence), "e", formula, 20)
    return str(error.value)


def honest(formula: Formula, digits: int) -> Evidence:
    f = compiled(formula, "mpmath", digits).members
    return compare(
        "by hand", [Pair(f"x = {k}", f(x=k)[0], MP.mpf(k + 1) ** 2) for k in (1, 2, 5)], digits
    )


def test_honest_evidence_is_gathered():
    (found,) = gather(theory(honest), "e", SQUARE, 20)
    assert found.supports and found.samples == 3
    assert check(theory(honest)).entries[0].verdict == "derived"


def never(formula: Formula, digits: int) -> Evidence:
    return compare("one and one", [Pair("here", MP.mpf(1), MP.mpf(1))], digits)


def compiles_only(formula: Formula, digits: int) -> Evidence:
    compiled(formula, "mpmath", digits)
    return compare("others", [Pair(f"x = {k}", MP.mpf(k), MP.mpf(k)) for k in (1, 2)], digits)


def asks_its_arguments(formula: Formula, digits: int) -> Evidence:
    names = [str(s) for s in formula.arguments]
    return compare("others", [Pair(f"{names} = {k}", MP.mpf(k), MP.mpf(k)) for k in (1, 2)], digits)


def counts_by_itself(formula: Formula, digits: int) -> Evidence:
    return Evidence("count", "points", True, 12)


@pytest.mark.quick(2)
@pytest.mark.parametrize("evidence", [never, compiles_only, asks_its_arguments, counts_by_itself])
def test_it_has_to_call_the_formula(evidence):
    assert "never calls the formula" in refused(evidence)
    judged = check(theory(evidence)).entries[0]
    assert judged.verdict == "unknown" and "never calls" in judged.unobtained


def one_point(formula: Formula, digits: int) -> Evidence:
    f = compiled(formula, "mpmath", digits)
    return compare("here", [Pair("x = 3", f(x=3), MP.mpf(16)) for _ in range(4)], digits)


def one_array(formula: Formula, digits: int) -> Evidence:
    value = compiled(formula, "numpy")(x=np.full(5, 3.0))
    return compare("here", [Pair("x = 3", float(v), 16.0) for v in value], 12)


@pytest.mark.parametrize("evidence", [one_point, one_array])
def test_it_has_to_vary(evidence):
    assert "one point only" in refused(evidence)


def test_arrays_are_many_points():
    def evidence(formula: Formula, digits: int) -> Evidence:
        at = np.linspace(-2, 3, 7)
        value = compiled(formula, "numpy")(x=at)
        return compare(
            "there",
            [Pair(f"{a}", float(v), float((a + 1) ** 2)) for a, v in zip(at, value, strict=True)],
            12,
        )

    assert gather(theory(evidence), "e", SQUARE, 20)


def test_a_formula_that_is_the_same_wherever_it_is_tried():
    def evidence(formula: Formula, digits: int) -> Evidence:
        f = compiled(formula, "mpmath", digits)
        return compare(
            "sides of a parabola", [Pair(f"{k}", f(x=k), MP.mpf(4)) for k in (1, -3)], digits
        )

    assert "the same value" in refused(evidence)


def test_a_constant_beside_a_constant():
    def evidence(formula: Formula, digits: int) -> Evidence:
        f = compiled(formula, "mpmath", digits)
        for k in (1, 2, 3):
            f(x=k)
        return compare(
            "one and one", [Pair(f"{k}", MP.mpf(1), MP.mpf(1)) for k in (1, 2, 3)], digits
        )

    assert "compares a number with itself" in refused(evidence)


def by_another_backend(formula: Formula, digits: int) -> Evidence:
    f = compiled(formula, "mpmath", digits)
    return compare(
        "itself", [Pair(f"{k}", f(x=k), f(x=k)) for k in (Fraction(1, 3), Fraction(2, 7))], digits
    )


def same_object(formula: Formula, digits: int) -> Evidence:
    f = compiled(formula, "mpmath", digits)
    values = [f(x=k) for k in (Fraction(1, 3), Fraction(2, 7))]
    return compare("itself", [Pair("x", v, v) for v in values], digits)


@pytest.mark.parametrize("evidence", [by_another_backend, same_object])
def test_a_formula_beside_itself(evidence):
    assert "the formula with itself" in refused(evidence)


def test_equal_values_at_different_points_are_no_flattery():
    """An invariance: the formula at one point against the formula at another."""

    def evidence(formula: Formula, digits: int) -> Evidence:
        f = compiled(formula, "mpmath", digits)
        pairs = [Pair(f"{k}", f(x=k), f(x=-2 - k)) for k in (Fraction(1, 3), Fraction(2, 7))]
        return compare("mirrored", pairs, digits)

    assert gather(theory(evidence), "e", SQUARE, 20)


def test_calls_from_other_threads_and_of_members_count():
    def evidence(formula: Formula, digits: int) -> Evidence:
        part = formula.with_expression(sp.expand(formula.expression))
        f = compiled(part, "arb", digits)
        with ThreadPoolExecutor(3) as pool:
            values = list(pool.map(lambda k: f(x=k), (1, 2, 3)))
        return compare(
            "there", [Pair(f"{k}", v, (k + 1) ** 2) for k, v in enumerate(values, 1)], digits
        )

    assert gather(theory(evidence), "e", SQUARE, 20)


def test_outside_the_domain_it_says_nothing():
    inside = Formula("e", SQUARE.expression, S, domain=x > 2, lhs=w)
    words = refused(honest, inside)
    assert "says nothing" in words and "outside the domain, x > 2" in words and "x = 1" in words


def test_no_real_value_in_the_domain_refutes():
    (found,) = gather(theory(honest), "e", Formula("e", sp.sqrt(x - 2), S, lhs=w), 20)
    assert found.supports is False


def test_refuting_evidence_need_not_vary():
    (found,) = gather(theory(one_point), "e", Formula("e", x**2, S, lhs=w), 20)
    assert found.supports is False


# whole numbers: from the least that the table allows, and equal ones


def norm(*numbers: int) -> Maker:
    def evidence(formula: Formula, digits: int) -> Evidence:
        f = compiled(formula, "mpmath", digits).members
        return compare(
            "quadrature", [Pair(f"n = {k}", f(n=k)[0], MP.pi / 2) for k in numbers], digits
        )

    return evidence


def test_a_whole_number_that_only_the_left_side_names():
    formula = Formula("e", sp.pi / 2, S, lhs=S.N(n))
    assert "n may be 0" in refused(norm(1, 2, 3), formula)
    assert "n may be 0" in refused(norm(), formula) or "no samples" in refused(norm(), formula)
    assert gather(theory(norm(0, 1, 2)), "e", formula, 20)


def pairs_of(*numbers: tuple[int, int]) -> Maker:
    def evidence(formula: Formula, digits: int) -> Evidence:
        f = compiled(formula, "mpmath", digits)
        return compare(
            "sums", [Pair(f"{a}, {b}", f(m=a, n=b), MP.mpf(a + b)) for a, b in numbers], digits
        )

    return evidence


def test_whole_numbers_from_the_least_and_equal_ones():
    formula = Formula("e", m + n, S)
    assert "m may be 0" in refused(pairs_of((1, 0), (2, 2)), formula)
    assert "never tries them equal" in refused(pairs_of((1, 0), (0, 2)), formula)
    assert gather(theory(pairs_of((0, 3), (2, 2), (1, 0))), "e", formula, 20)
    apart = Formula("e", m + n, S, domain=m > n)
    assert gather(
        theory(pairs_of((3, 0), (1, 0))),
        "e",
        Formula("e", m + n, S, domain=sp.And(m > n, m < 9)),
        20,
    )
    # m = 0 is not in the domain with any n
    assert "m may be 1" in refused(pairs_of((4, 0), (2, 1)), apart)


def test_the_least_number_in_the_domain():
    formula = Formula("e", n**2, S, domain=n > 2)

    def evidence(*numbers: int) -> Maker:
        def made(formula: Formula, digits: int) -> Evidence:
            f = compiled(formula, "mpmath", digits)
            return compare(
                "squares", [Pair(f"{k}", f(n=k), MP.mpf(k * k)) for k in numbers], digits
            )

        return made

    assert "n may be 3" in refused(evidence(4, 5), formula)
    assert gather(theory(evidence(3, 5)), "e", formula, 20)


def test_a_counted_result_is_no_parameter():
    table = S | SymbolTable(Quantity("k", "k", "how many", assumptions=NAT))
    formula = Formula("e", x > 0, table, lhs=sp.Eq(table.k, 2))

    def evidence(formula: Formula, digits: int) -> Evidence:
        said = compiled(formula, "numpy")(x=np.array([-1.0, 2.0]))
        return Evidence("count", "two", bool(said[1] and not said[0]), 2)

    assert gather(theory(evidence), "e", formula, 20)


def test_a_watched_formula_is_the_formula():
    under = watched(SQUARE)
    assert under == SQUARE and SQUARE == plain(under) and repr(under) == repr(SQUARE)
    assert under.arguments == (x,) and not under.watch.read
    assert under.expression == SQUARE.expression and under.watch.read
    assert type(pickle.loads(pickle.dumps(under))) is Formula
    with pytest.raises(TheoryError, match="Float"):
        under.with_expression(sp.Float("0.5") * x)
    assert compiled(under, "mpmath", 20).formula == SQUARE


# radii and floating-point numbers


def interval(low: Any, high: Any) -> Any:
    return mpmath.MPIntervalContext().mpf([low, high])


QUARTER = flint.arb(1, 0.25)


@pytest.mark.parametrize(
    ("value", "reference"),
    [
        (MP.mpf("0.9"), QUARTER), (QUARTER, MP.mpf("0.9")), (QUARTER, QUARTER), (flint.arb("0.9"), QUARTER),
        (0.9, flint.arb(1, 0.25)), (Fraction(9, 10), QUARTER), (interval("0.8", "1.1"), MP.mpf(1)),
        (MP.mpf(1), interval("0.8", "1.1")), (MP.mpc(1, 0), flint.acb(flint.arb(1), flint.arb(0, 0.1))),
        (flint.acb(flint.arb(1, 0.1)), 1),
    ],
    ids=str,
)  # fmt: skip
def test_a_radius_counts_on_either_side(value, reference):
    found = compare("balls", [Pair("x", value, reference)], 6)
    assert found.supports is None and found.digits == 0 and "radius" in found.failing


@pytest.mark.parametrize(
    "value", [MP.mpf(2), 2.0, 2, Fraction(2), flint.arb(2), flint.arb(2, 0.1), MP.mpc(2, 1)]
)
def test_beyond_the_radius_it_refutes(value):
    for one, other in ((value, QUARTER), (QUARTER, value)):
        found = compare("balls", [Pair("x", one, other)], 6)
        assert found.supports is False and found.failing


def test_narrow_balls_support():
    before, flint.ctx.prec = flint.ctx.prec, 170
    try:
        ball = flint.arb("1.41421356237309504880168872420969807857 +/- 1e-35")
    finally:
        flint.ctx.prec = before
    for one, other in ((MP.sqrt(2), ball), (ball, MP.sqrt(2)), (ball, ball.mid())):
        found = compare("balls", [Pair("x", one, other)], 20)
        assert found.supports is True and found.digits == 20
    # the digits are those of the worst that the radius allows
    found = compare(
        "balls", [Pair("x", MP.sqrt(2), flint.arb("1.41421356237309504880168872421 +/- 1e-8"))], 5
    )
    assert found.supports is True and 5e-9 < found.worst < 1e-8


def test_enclosures_and_levels_stand_for_their_intervals():
    wide = enclose((-5, "-4.9"), "1/2", 1, 12)
    (level,) = levels(-5, "1/2", only=[1], digits=25, method="series")
    narrow = enclose(-5, "1/2", 1, 22)
    assert (
        compare("levels", [Pair("x", level, narrow), Pair("x", narrow, level)], 20).supports is True
    )
    assert compare("levels", [Pair("x", level, wide)], 6).supports is None
    assert compare("levels", [Pair("x", level.mpf + 1, wide)], 2).supports is False


def test_the_ball_of_a_truncated_series_does_not_pass():
    """1/(1 + x) = 1 - x/2, with a ball of radius 1/4."""

    def evidence(formula: Formula, digits: int) -> Evidence:
        f = compiled(formula, "mpmath", digits)
        points = (Fraction(1, 10), Fraction(1, 5), Fraction(2, 5))
        return compare(
            "balls",
            [Pair(f"{k}", f(x=k), flint.arb(float(1 / (1 + k)), 0.25)) for k in points],
            digits,
        )

    (found,) = gather(theory(evidence), "e", Formula("e", 1 - x / 2, S), 10)
    assert found.supports is None


@pytest.mark.parametrize(
    ("kind", "held"),
    [(float, 15), (np.float64, 15), (np.float32, 6), (np.float16, 3), (np.longdouble, 15), (complex, 15),
     (np.complex64, 6), (gmpy2.mpfr, 15), (lambda v: np.array(v, dtype=np.float32), 6)],
)  # fmt: skip
def test_floating_point_numbers_are_not_believed_beyond_their_digits(kind, held):
    for one, other in ((kind(0.5), MP.mpf("0.5")), (MP.mpf("0.5"), kind(0.5))):
        assert compare("numbers", [Pair("x", one, other)], held).supports is True
        with pytest.raises(EvidenceError, match=f"has {held}: give mpmath numbers"):
            compare("numbers", [Pair("x", one, other)], held + 1)


def test_what_is_no_number():
    for thing in ("1", None, [1], sp.Symbol("x"), object()):
        with pytest.raises(EvidenceError, match="numbers are compared"):
            compare("things", [Pair("x", MP.mpf(1), thing)], 5)


def test_a_rate_with_radii():
    sizes = [1.0, 2.0, 4.0, 8.0]
    exact = [MP.mpf(2) ** -k for k in range(4)]
    assert converges("r", sizes, exact, -1.0, 0.1, unit="x").supports is True
    narrow = [flint.arb(2.0**-k, 1e-3 * 2.0**-k) for k in range(4)]
    assert converges("r", sizes, narrow, -1.0, 0.1, unit="x").supports is True
    wide = [flint.arb(2.0**-k, 0.4 * 2.0**-k) for k in range(4)]
    assert converges("r", sizes, wide, -1.0, 0.1, unit="x").supports is None
    assert converges("r", sizes, narrow, -3.0, 0.1, unit="x").supports is False
    assert converges("r", sizes, narrow[::-1], -1.0, 0.1, unit="x").supports is False
    with pytest.raises(EvidenceError, match="sizes that differ"):
        converges("r", [1.0, 2.0, 2.0], exact[:3], -1.0, 0.1, unit="x")


# the printed form shown is the one judged


@pytest.mark.quick(5)
@pytest.mark.parametrize(
    ("form", "seen"),
    [
        (x + 7, x + 5), (x + 7, 2 * (x + 7)), (x + 7, x), (sp.Integer(3), sp.Integer(4)), (2 * x, 3 * x),
        (sp.pi * x, x), (x / 5, w / 4 + x / 5), (sp.Integer(5), w / 4), (x**2, x**3), (x, 2 + x),
    ],
    ids=str,
)  # fmt: skip
def test_another_form_is_not_shown(form, seen):
    for shown in (equal(S.N(x), seen), sp.Le(S.N(x), seen), seen):
        with pytest.raises(TheoryError, match="is not the one judged"):
            Printed(form, PrintedVerdict.AGREES, shown=shown)


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        (x + 7, equal(w, x + 7)), (x**2 - 1, equal(w, (x - 1) * (x + 1))), (x / 4, equal(w, n + x / 4)),
        (sp.Integer(5), equal(w, m / (5 * n))), (x > 1, x > 1), (3 * x, w <= 3 * x),
        (sp.Tuple(x, n), equal(sp.Tuple(w, m), sp.Tuple(x, n))),
    ],
    ids=str,
)  # fmt: skip
def test_the_form_itself_is_shown(form, shown):
    assert Printed(form, PrintedVerdict.AGREES, member=None, shown=shown).shown == shown


def test_of_the_same_left_side_nothing_may_differ():
    printed = Printed(x + 7, PrintedVerdict.AGREES, shown=equal(w, n + x + 7))
    with pytest.raises(TheoryError, match="is not the one judged"):
        printed.put_in(SQUARE)
