"""Evidence at its limits: digits just reached, rates just told, what is kept of calls, and how it is shown."""

from __future__ import annotations

from typing import Any

import flint
import mpmath
import numpy as np
import pytest
import sympy as sp
from mpmath import mpc, mpf

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.numerics import Evidence, Pair, compare, converges
from softpot.numerics.machinery import evidence, watch
from softpot.numerics.machinery.compile.errors import OutOfDomain, OutsideDomain
from softpot.numerics.machinery.evidence import EvidenceError, agreed_digits
from softpot.numerics.machinery.gather import gathered, on_lines, weighed
from softpot.numerics.machinery.watch import Compared, Watch, flaw, number_key

NAT = {"integer": True, "nonnegative": True}
T = SymbolTable(
    Quantity("x", "x", "a number"),
    Quantity("n", "n", "0, 1, 2, ...", assumptions=NAT),
    Quantity("m", "m", "0, 1, 2, ...", assumptions=NAT),
    Quantity("p", "p", "1, 2, 3, ...", assumptions={"integer": True, "positive": True}),
    Quantity("i", "i", "a whole number", assumptions={"integer": True}),
)
x, n, m, p, i = T.x, T.n, T.m, T.p, T.i
PLAIN = Formula("f", x**2, T, "")


# --- digits


def test_digits_that_are_just_reached() -> None:
    """An error of exactly 10^-8 has eight digits; a part in a million more has not."""
    scale = mpf(10) ** 8
    found = compare("numbers", [Pair("x", mpf(5), mpf(6), scale)], 8)
    assert (found.supports, found.digits, found.failing) == (True, 8, "")
    over = compare("numbers", [Pair("x", mpf(5), mpf("6.000001"), scale)], 8)
    assert (over.supports, over.digits) == (False, 7)
    assert over.failing == "at x the formula gives 5.0, the reference 6.000001"
    assert compare("numbers", [Pair("x", mpf(1), mpf(1))], 8).worst == 0.0


def test_the_worst_pair_is_told() -> None:
    """Its digits and its error, wherever it stands; the first that refutes is shown."""
    good, bad, worse = (
        Pair(w, mpf(1), mpf(1) + mpf(off))
        for w, off in (("a", "1e-12"), ("b", "1e-4"), ("c", "1e-3"))
    )
    for pairs in ([good, bad, worse], [worse, bad, good], [bad, good, worse]):
        found = compare("numbers", pairs, 8)
        assert (found.samples, found.digits) == (3, 3) and found.worst == pytest.approx(
            1e-3, rel=2e-3
        )
        assert found.failing.startswith(f"at {'c' if pairs[0] is worse else 'b'} the formula")
    far = compare("numbers", [Pair("x", mpf(1), mpf(500))], 8)
    assert (far.digits, far.worst) == (0, pytest.approx(0.998, abs=1.1e-3))


def test_agreement_with_a_scale() -> None:
    assert agreed_digits(mpf(3), mpf(3)) == (float("inf"), 0.0)
    digits, error = agreed_digits(mpf(100), mpf(101))
    assert digits == pytest.approx(np.log10(101), rel=1e-9) and error == pytest.approx(
        1 / 101, rel=1e-9
    )
    assert agreed_digits(mpf(100), mpf(101), mpf(10))[1] == pytest.approx(0.1, rel=1e-9)
    assert agreed_digits(mpf(1), mpf(2), mpf(0))[0] == -float("inf")
    assert agreed_digits(mpf(1), mpf(2), mpf("nan"))[0] == -float("inf")
    # at the best of two balls, relative to the most that they may be
    found = evidence._agreement(flint.arb(1, 0.25), flint.arb(2, 0.25), None, evidence._context(0))
    assert found.error == pytest.approx(1.5 / 1.75, rel=1e-6)
    assert 10.0**-found.best == pytest.approx(0.5 / 2.25, rel=1e-6)
    assert evidence._context(0).prec == 64 + 320 and evidence._context(100).prec == 64 + 800


@pytest.mark.parametrize(
    ("number", "long"),
    [
        (mpf((1 << 60) + 1, prec=100), True),
        (mpf((1 << 59) + 1, prec=100), False),
        (mpmath.mp.make_mpc((mpf(1)._mpf_, mpf((1 << 60) + 1, prec=100)._mpf_)), True),
        (mpmath.mp.make_mpc((mpf((1 << 60) + 1, prec=100)._mpf_, mpf(1)._mpf_)), True),
        (mpc(mpf(1), mpf(3)), False),
        (flint.arb((1 << 60) + 1), True),
        (flint.arb((1 << 59) + 1), False),
        (flint.acb(1, flint.arb((1 << 60) + 1)), True),
        (flint.acb((1 << 60) + 1, 1), True),
        (flint.acb(1, 3), False),
        (0.1, False),
        ("text", False),
        (7, False),
    ],
    ids=str,
)
def test_numbers_of_more_bits_than_two_ways_share(number: Any, long: bool) -> None:
    with mpmath.workprec(100):
        assert evidence._long(number_key(number)) is long


def test_keys_of_numbers() -> None:
    """Equal for equal numbers; a complex number without an imaginary part is a real one."""
    assert number_key(mpc(2, 0)) == number_key(mpf(2)) != number_key(mpc(2, 1))
    assert number_key(mpc(2, -1)) == (mpf(2)._mpf_, mpf(-1)._mpf_)
    assert number_key(2 + 0j) == 2.0 and number_key(2 + 1j) == 2 + 1j
    assert number_key(flint.acb(2, 0)) == number_key(mpf(2)) != number_key(flint.acb(2, 1))
    assert number_key(flint.acb(2, 1)) == number_key(mpc(2, 1))
    assert number_key(flint.arb(2, 0.5)) != number_key(flint.arb(2))
    assert number_key(flint.arb("nan")) == number_key(flint.arb("nan")) != number_key(flint.arb(0))
    assert number_key(sp.Rational(1, 3)) == "1/3"


def test_what_compare_saw() -> None:
    """One number everywhere; and pairs that are equal in every bit, of more bits than chance leaves equal."""
    third = [mpf(1) / k for k in (3, 7)]
    with mpmath.workprec(100):
        long = [mpf(1) / k for k in (3, 7)]

    def seen(*pairs: tuple[Any, Any]) -> Compared:
        found = compare("numbers", [Pair("x", *pair) for pair in pairs], 5).compared
        assert found is not None
        return found

    assert seen((third[0], third[0]), (third[0], third[0])).constant
    assert not seen((third[0], third[0]), (third[1], third[1])).constant
    assert not seen((third[0], third[1]), (third[0], third[1])).constant
    assert seen((long[0], long[0]), (long[1], long[1])).same == tuple(map(number_key, long))
    assert seen((long[0], long[0]), (long[1], long[0])).same == ()
    assert seen((third[0], third[0])).same == ()


# --- rates


def test_a_rate_is_that_of_the_last_two_points() -> None:
    errors = [1.0, 0.9, 0.1]
    found = converges("a rest", [1, 2, 8], errors, -1.5, 0.1, unit="x")
    assert (
        found.rate == pytest.approx(np.log(1 / 9) / np.log(4), abs=1e-4) and found.supports is True
    )
    assert (found.samples, found.expected_rate, found.worst, found.failing) == (
        3,
        -1.5,
        pytest.approx(0.1, abs=1.1e-3),
        "",
    )
    for tolerance in (0.085, 0.084):
        found = converges("a rest", [1, 2, 8], errors, -1.5, tolerance, unit="x")
        assert found.supports is bool(abs(np.log(1 / 9) / np.log(4) + 1.5) <= tolerance)
    exact = converges("a rest", [1, 2, 4], [1.0, 0.25, 0.0625], -2.5, 0.5, unit="x")
    assert exact.supports is True  # a rate off by just the tolerance
    still = converges("a rest", [1, 2, 4], [1.0, 1.0, 0.5], -1, 0.5, unit="x")
    assert still.supports is False and "x^-1.000" in still.failing
    assert "it is 1 at 1 and 0.5 at 4" in still.failing


def test_a_rate_of_too_few_or_equal_sizes() -> None:
    for sizes, errors in (
        ([1, 2], [1, 0.5]),
        ([1, 2, 4], [1, 0.5]),
        ([1, 2, 4], [1, 0.5, 0.25, 0.1]),
    ):
        with pytest.raises(EvidenceError, match="three points or more"):
            converges("a rest", sizes, errors, -1, 0.5, unit="x")
    with pytest.raises(EvidenceError, match=r"sizes that differ, got \[2, 2\]"):
        converges("a rest", [1, 2, 2], [1, 0.5, 0.25], -1, 0.5, unit="x")


def test_errors_with_radii_are_taken_at_the_worst() -> None:
    balls = [flint.arb(4.0**-k, 4.0**-k * 1e-3) for k in range(3)]
    found = converges("a rest", [1, 2, 4], balls, -2, 0.1, unit="x")
    assert found.supports is True and found.failing == ""
    wide = [flint.arb(4.0**-k, 4.0**-k * 0.1) for k in range(3)]
    found = converges("a rest", [1, 2, 4], wide, -2, 0.1, unit="x")
    assert (
        found.supports is None
        and found.failing == "the errors are not known well enough to tell a rate"
    )
    touching = [flint.arb(1), flint.arb(0, 0.25)]
    assert (
        converges("a rest", [1, 2, 4], [flint.arb(4), *touching], -2, 0.1, unit="x").supports
        is None
    )


# --- what evidence is


def test_what_evidence_may_support() -> None:
    for supports in (True, False, None, np.True_, np.False_):
        assert Evidence("k", "w", supports, 1).supports in (True, False, None)  # type: ignore[arg-type]
        assert not isinstance(Evidence("k", "w", supports, 1).supports, np.bool_)  # type: ignore[arg-type]
    for wrong in (1, 0, 1.0, "yes", np.int64(1)):
        with pytest.raises(EvidenceError, match="True, False or None"):
            Evidence("k", "w", wrong, 1)  # type: ignore[arg-type]
    for samples in (0, -1):
        with pytest.raises(EvidenceError, match="no samples"):
            Evidence("k", "w", True, samples)


def test_how_evidence_is_shown() -> None:
    assert repr(Evidence("k", "w", True, 1)) == "k: supports, 1 samples (w)"
    full = Evidence(
        "k", "w", False, 4, digits=3, rate=-2.5, expected_rate=-3.0, factor=1.23456, failing="at x"
    )
    assert (
        repr(full)
        == "k: refutes, 3 digits, rate -2.5 (-3 expected), factor 1.23, 4 samples (w); at x"
    )
    assert repr(Evidence("k", "w", None, 2)) == "k: undecided, 2 samples (w)"
    for supports, word in ((True, "supports"), (False, "refutes"), (None, "undecided")):
        made = Evidence("k", "w", supports, 7, digits=9)
        assert made._repr_latex_() == f"$\\text{{{word}: 9 digits, 7 samples}}$"
        made = Evidence("k", "w", supports, 7, digits=9, rate=-2.5, expected_rate=-3.0)
        assert made._repr_latex_() == f"$\\text{{{word}: rate -2.5 (-3.0), 7 samples}}$"
    long = Evidence("k", "w" * 300, True, 1, failing="f" * 400)
    assert len(repr(long)) < 100 + 200 + 60
    # a reason of 200 letters and a description of 100 stand whole
    for of, most in (("f", 200), ("w", 100)):
        for more in (0, 1):
            words = of * (most + more)
            made = Evidence("k", words if of == "w" else "x", True, 1, failing=words * (of == "f"))
            assert (words in repr(made)) is (more == 0)


def test_series_for_figures_are_real() -> None:
    found = compare(
        "numbers", [Pair("x", mpf(1), mpf(1))], 5, series={"x": [1, mpf(2)], "y": []}
    ).series
    assert dict(found) == {"x": (1.0, 2.0), "y": ()}
    assert all(type(v) is float for v in found["x"])
    with pytest.raises(EvidenceError, match="the series y holds complex"):
        evidence.frozen_series({"x": [1.0], "y": [1.0, 1j]})  # type: ignore[list-item]
    assert dict(evidence.frozen_series(None)) == {}
    assert evidence.round_for_show(mpf("1.2341e-9")) == 1.24e-9


# --- gathering


def test_a_formula_without_a_value_is_refuted_by_one_sample() -> None:
    def judging(formula: Any, digits: int) -> Any:
        yield Evidence("k", "w", True, 5)
        raise OutOfDomain("the logarithm of -1")

    first, last = gathered("e", judging, PLAIN, 5)
    assert first.samples == 5
    assert (last.kind, last.supports, last.samples, last.failing) == (
        "domain",
        False,
        1,
        "the logarithm of -1",
    )


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OutsideDomain("x = -1"), "tries the formula where it says nothing: x = -1"),
        (EvidenceError("own words"), "^own words$"),
        (ZeroDivisionError("nought"), "could not be had: ZeroDivisionError: nought"),
        (SystemExit(), "could not be had: SystemExit$"),
    ],
)
def test_evidence_that_could_not_be_had(error: BaseException, words: str) -> None:
    def judging(formula: Any, digits: int) -> Any:
        raise error

    with pytest.raises(EvidenceError, match=words):
        list(gathered("e", judging, PLAIN, 5))


def test_evidence_that_is_none() -> None:
    for given, words in (
        (None, "e has no evidence"),
        (lambda f, d: [], "returned no Evidence"),
        (lambda f, d: [3], "yielded 3, which is no Evidence"),
    ):
        with pytest.raises(EvidenceError, match=words):
            list(gathered("e", given, PLAIN, 5))
    one = Evidence("k", "w", True, 5)
    assert list(gathered("e", lambda f, d: one, PLAIN, 5)) == [one]
    with pytest.raises(
        EvidenceError, match="the evidence for e supports nothing: it never calls the formula"
    ):
        weighed("e", lambda f, d: one, PLAIN, 5)
    no = Evidence("k", "w", False, 5)
    assert weighed("e", lambda f, d: [one, no], PLAIN, 5) == (one, no)


def test_evidence_on_lines() -> None:
    good, bad = Evidence("k", "w", True, 1), Evidence("k", "w", False, 1)

    def judging(formula: Any, digits: int) -> Any: ...

    def fails(derived: Any, found: Any) -> Any:
        raise KeyError("gone")

    derived: Any = object()
    assert on_lines("e", judging, derived, (good,)) == ()
    judging.lines = lambda derived, found: [*found, bad]  # type: ignore[attr-defined]
    assert on_lines("e", judging, derived, (good,)) == (good, bad)
    assert on_lines("e", judging, derived, (good, bad)) == ()
    judging.lines = fails  # type: ignore[attr-defined]
    with pytest.raises(EvidenceError, match="the lines of e could not be judged: KeyError: 'gone'"):
        on_lines("e", judging, derived, (good,))


# --- what is kept of calls


def test_no_more_is_kept_than_is_needed() -> None:
    seen = Watch()
    for k in range(100):
        seen.saw({"x": k}, mpf(k) / 2)
    assert (seen.calls, len(seen.points), len(seen.values), len(seen.sources)) == (100, 64, 64, 100)
    same = Watch()
    for k in range(100):
        same.saw({"x": k}, mpf(1))
    assert (len(same.points), len(same.values)) == (64, 1)
    assert [len(s) for s in same.sources.values()] == [64]
    pairs = Watch()
    pairs.saw({"x": 1}, (mpf(1), mpf(2)))
    assert set(pairs.sources) == {number_key(mpf(1)), number_key(mpf(2))} and len(pairs.values) == 1


@pytest.mark.parametrize("size", [1, 2, 63, 64, 65, 1000])
def test_of_an_array_some_places_are_kept(size: int) -> None:
    """As many as there are up to 64, the first and the last among them."""
    seen, at = Watch(), np.arange(float(size))
    seen.saw({"x": at, "y": 2.0}, at + 7.0)
    assert len(seen.points) == len(seen.values) == min(size, 64) and seen.calls == 1
    assert {(0.0, 2.0), (size - 1.0, 2.0)} <= seen.points
    assert {(7.0,), (size + 6.0,)} <= seen.values
    two = Watch()
    two.saw({"x": at}, (at, at + 1.0))
    assert (0.0, 1.0) in two.values


def test_whole_numbers_that_were_tried() -> None:
    seen = Watch()
    seen.tried({"n": [0, 1, 2.0, 2.5, mpf(4)], "m": [5, 1], "p": flint.arb(1, 0.5)})
    assert seen.whole == {"n": {0, 1, 2, 4}, "m": {1, 5}, "p": set()}
    assert seen.equal == {frozenset(("n", "m"))}
    apart = Watch()
    apart.tried({"n": [0, 1], "m": [1, 0]})
    apart.tried({"n": 3, "m": 4})
    assert apart.equal == set() and apart.whole == {"n": {0, 1, 3}, "m": {0, 1, 4}}


def calls(*numbers: Any, name: str = "x") -> Watch:
    seen = Watch()
    for k in numbers:
        seen.saw({name: k}, mpf(k) ** 2)
        seen.tried({name: k} if name != "x" else {})
    return seen


def seen_at(*numbers: Any) -> Watch:
    seen = Watch()
    for k, number in enumerate(numbers):
        seen.saw({"x": number}, np.arange(2) + k if np.ndim(number) else k)
    return seen


def test_flaws_of_evidence_on_points() -> None:
    """One point is enough where a piece compares no points; the same value counts from two points on."""
    plain, other = Compared(False, ()), None
    assert flaw(PLAIN, Watch(), [plain]) == "it never calls the formula"
    assert flaw(PLAIN, Watch(read=True), [plain]) == ""
    assert "one point only" in flaw(PLAIN, calls(1), [plain])
    assert "one point only" in flaw(PLAIN, calls(1, 1), [plain, plain])
    assert flaw(PLAIN, calls(1), [plain, other]) == "" == flaw(PLAIN, calls(1), [other])
    assert "one point only" in flaw(PLAIN, calls(1), [])
    assert flaw(PLAIN, calls(1, 2), [plain]) == ""
    assert "the same value at all points" in flaw(PLAIN, calls(1, -1), [plain])
    assert "compares a number with itself" in flaw(PLAIN, calls(1, 2), [Compared(True, ())])
    for numbers in ((0, 1), (0, mpf(1), -1.0), (0, np.array([1.0, -1.0]))):
        assert "only -1, 0 and 1 are put in for x" in flaw(PLAIN, seen_at(*numbers), [plain])
        assert flaw(PLAIN, seen_at(*numbers), [other]) == ""
    for numbers in (
        (0, 1, 1 + 1j),
        (0, 2),
        (0, 1j),
        (0, flint.arb(1, 0.5)),
        (0, np.array([1.0, 0.5])),
    ):
        assert flaw(PLAIN, seen_at(*numbers), [plain]) == ""
    truth = Formula("t", sp.Gt(x, 0), T, "")
    assert (
        flaw(truth, calls(1, -1), [plain]) == "" == flaw(truth, calls(1, 2), [Compared(True, ())])
    )


def test_a_formula_that_is_its_own_reference() -> None:
    """What it gave at one point alone; a value that two points share may come from elsewhere."""
    keys = tuple(number_key(mpf(k) ** 2) for k in (2, 3))
    itself = Compared(False, keys)
    assert flaw(PLAIN, calls(2, 3), [itself]) == "it compares the formula with itself"
    assert flaw(PLAIN, calls(2, -2, 3), [itself]) == ""
    assert flaw(PLAIN, calls(2, 4), [itself]) == ""


@pytest.mark.parametrize(
    ("symbol", "numbers", "least"),
    [(n, (0, 1), None), (n, (1, 2), 0), (p, (1, 2), None), (p, (2, 3), 1), (i, (5, 6), None)],
)
def test_the_least_whole_number_is_tried(
    symbol: sp.Symbol, numbers: tuple[int, ...], least: int | None
) -> None:
    made = Formula("f", symbol**2 + 1, T, "")
    seen = Watch()
    for k in numbers:
        seen.saw({symbol.name: k}, mpf(k) ** 2 + 1)
        seen.tried({symbol.name: k})
    why = flaw(made, seen, [Compared(False, ())])
    assert why == "" if least is None else f"{symbol} may be {least}, the least whole number" in why
    assert flaw(made, Watch(read=True), []) == ""


def test_the_least_whole_number_of_a_domain() -> None:
    """The first of eight from the least on that lies in it; further out none is asked for."""
    for least, told in ((3, 3), (7, 7), (8, None)):
        made = Formula("f", n**2, T, "", domain=sp.Ge(n, least))
        assert watch._least(made, n) == told
    assert watch._least(Formula("f", p**2, T, ""), p) == 1
    assert [watch._starts(s) for s in (n, p, i, x)] == [0, 1, None, None]


def test_two_whole_numbers_are_tried_equal() -> None:
    made = Formula("f", n**2 + m, T, "")
    seen = Watch()
    for a, b in ((0, 1), (1, 0)):
        seen.saw({"n": a, "m": b}, mpf(a * a + b))
        seen.tried({"n": a, "m": b})
    assert flaw(made, seen, [Compared(False, ())]) in (
        "m and n may be equal, and it never tries them equal",
        "it tries the formula at one point only",
        "the formula has the same value at all points that it tries",
    )
    seen.saw({"n": 2, "m": 3}, mpf(7))
    assert (
        flaw(made, seen, [Compared(False, ())])
        == "m and n may be equal, and it never tries them equal"
    )
    apart = Formula("f", n**2 + m, T, "", domain=sp.Ne(n, m))
    assert flaw(apart, seen, [Compared(False, ())]) == ""
    seen.tried({"n": 2, "m": 2})
    assert flaw(made, seen, [Compared(False, ())]) == ""
