"""How the terms of an unending sum fall, how many are added, and what carries them on: each piece alone."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice, pairwise
from typing import Any

import flint
import mpmath
import pytest
import sympy as sp

from softpot.numerics.machinery.compile import enclosed, unending
from softpot.numerics.machinery.compile.errors import OutOfDomain, OutOfRange
from softpot.numerics.machinery.compile.unending import Part

mp = mpmath.MPContext()
mp.prec = 300
BITS = 60
acb, arb = flint.acb, flint.arb
k, x = sp.Symbol("k", integer=True), sp.Symbol("x", positive=True)


def terms(f: Any, asked: list[int] | None = None) -> Any:
    def term(n: int, prec: int) -> Part:
        if asked is not None:
            asked.append(n)
        return Part(mp.convert(f(n)), mp.zero)

    return term


def fall(f: Any, first: int = 0, farthest: int = 40) -> Any:
    return unending._fall(mp, terms(f), first, BITS, farthest)


def power(p: str) -> Any:
    return lambda n: mp.mpf(n) ** -mp.mpf(p)


@pytest.mark.parametrize(
    ("p", "good"),
    [("1.03", True), ("1.01", False), ("2", True), ("24", True), ("0.5", False), ("-1", False)],
)
def test_terms_that_fall_like_a_power(p: str, good: bool) -> None:
    """Faster than 1/k by two hundredths at the least, and as fast as one likes: like a power all the same."""
    if good:
        assert fall(power(p)) == (False, False, 1)
    else:
        with pytest.raises(
            OutOfDomain, match=r"diverges, or nearly: far out its terms go like k\*\*"
        ):
            fall(power(p))


@pytest.mark.parametrize(
    ("p", "good"), [("0.03", True), ("0.01", False), ("1", True), ("-1", False)]
)
def test_terms_that_alternate(p: str, good: bool) -> None:
    def f(n: int) -> Any:
        return (-1) ** n * power(p)(n)

    if good:
        assert fall(f) == (False, True, 1)
    else:
        with pytest.raises(OutOfDomain, match="diverges, or nearly"):
            fall(f)


def test_terms_that_fall_fast_or_late() -> None:
    """Where the logarithm falls faster and faster; or regularly only from some place on, up to 2^10."""
    assert fall(lambda n: mp.mpf(2) ** -n, farthest=9) == (True, False, 0)
    assert fall(lambda n: mp.mpf(2) ** (-(n**2)), farthest=9).fast
    for shift in (1, 10, 40):
        found = fall(lambda n, s=shift: mp.mpf(n + s) ** -2)
        assert not found.fast and 1 < found.start <= 1024
        # there the local power is 2 to a tenth, and one step before it is not
        for place, near in ((found.start, True), (found.start // 2, False)):
            local = 2 * mp.log(mp.mpf(2 * place + shift) / (place + shift), 2)
            assert (abs(local - 2) < 0.1) is near
    with pytest.raises(OutOfDomain, match="only beyond k = "):
        fall(lambda n: mp.mpf(n + 10**4) ** -2)


def test_terms_that_do_not_tell_how_they_fall() -> None:
    for f, words in (
        (lambda n: 0 if n > 100 else mp.mpf(1) / n**2, "vanish far out"),
        (lambda n: 0 if n == 8 else mp.mpf(1) / n**2, "here and there"),
        (lambda n: mp.mpf(1 if (n.bit_length() * n) % 3 else -1) / n**2, "follow no pattern"),
    ):
        with pytest.raises(OutOfDomain, match=words):
            fall(f)

    def far(n: int) -> Any:
        if n > 100:
            raise OutOfRange
        return mp.mpf(1) / n**2

    with pytest.raises(OutOfDomain, match="have no value far out"):
        fall(far)
    assert len(unending._looked_at(mp, terms(far), 0, BITS, 40)[0]) == 7


def test_places_at_which_terms_are_looked_at() -> None:
    asked: list[int] = []
    sizes, turned = unending._looked_at(
        mp, terms(lambda n: (-1) ** (n // 2) * mp.mpf(n), asked), 3, BITS, 5
    )
    assert asked == [3 + 2**j + n for j in range(5) for n in (0, 1)]
    assert [float(s) for s in sizes] == pytest.approx(
        [float(mp.log(3 + 2**j, 2)) for j in range(5)]
    )
    assert turned == [((3 + 2**j) // 2 - (4 + 2**j) // 2) % 2 == 1 for j in range(5)]


@pytest.mark.parametrize(
    ("ratio", "blocks"), [(Fraction(1, 2), 6), (Fraction(-1, 3), 4), (Fraction(9, 10), 40)]
)
def test_terms_are_added_until_they_settle_the_sum(ratio: Fraction, blocks: int) -> None:
    """A geometric series, in blocks of 16: no more of them than the digits need, and an error that holds."""
    q = mp.mpf(ratio.numerator) / ratio.denominator
    asked: list[int] = []
    found = unending._added(mp, terms(lambda n: q**n, asked), 2, BITS, 20_000)
    exact = q**2 / (1 - q)
    assert abs(found.value - exact) <= found.error < mp.ldexp(abs(exact), 6 - BITS)
    assert asked == list(range(2, 2 + len(asked))) and len(asked) % 16 == 0
    assert len(asked) <= 16 * blocks
    with pytest.raises(OutOfDomain, match="32 terms of an unending sum do not settle it"):
        unending._added(mp, terms(lambda n: mp.mpf("0.99") ** n), 0, BITS, 32)


def test_errors_of_terms_add_up() -> None:
    def term(n: int, prec: int) -> Part:
        return Part(mp.mpf(2) ** -n, mp.ldexp(1, -n - 20))

    found = unending._added(mp, term, 0, BITS, 20_000)
    assert found.error == pytest.approx(2.0**-19, rel=1e-3)
    assert unending._levin(mp, [term(n, 0) for n in range(40)], 5, 20).error > mp.ldexp(1, -20)


@pytest.mark.parametrize("at", [0, 3, 12])
@pytest.mark.parametrize("count", [6, 15])
def test_levins_transform_is_that_of_mpmath(at: int, count: int) -> None:
    """The u-transform: sum of weights times partial sums over the sum of weights, built here from its definition."""
    given = [Part(1 / mp.mpf(n + 1) ** 2, mp.zero) for n in range(at + count + 1)]
    found = unending._levin(mp, given, at, count)
    partial = [mp.fsum(p.value for p in given[: at + j + 1]) for j in range(count + 1)]
    # Levin's conditions: S_j = S + (at + 1 + j) t_j (c_0 + c_1/(at + 1 + j) + ... ), solved as equations
    rows = [
        [mp.one, *(given[at + j].value * mp.mpf(at + 1 + j) ** (1 - i) for i in range(count))]
        for j in range(count + 1)
    ]
    solved = mp.lu_solve(mp.matrix(rows), mp.matrix(partial))[0]
    assert abs(found.value - solved) < mp.mpf(10) ** -40
    assert abs(found.value - mp.zeta(2)) < mp.mpf(10) ** (-0.5 * count)
    assert 0 < found.error < mp.mpf(10) ** -50


@pytest.mark.parametrize(
    ("f", "first", "exact"),
    [
        (lambda n: 1 / mp.mpf(n) ** 2, 1, mp.zeta(2)),
        (
            lambda n: 1 / mp.mpf(n) ** 3,
            5,
            mp.zeta(3) - 1 - mp.mpf(1) / 8 - mp.mpf(1) / 27 - mp.mpf(1) / 64,
        ),
        (lambda n: (-1) ** n / mp.mpf(n + 1), 0, mp.log(2)),
        (lambda n: 1 / mp.mpf(n + 20) ** 2, 0, mp.zeta(2, 20)),
        (lambda n: mp.mpf(n) / mp.mpf(3) ** n, 0, mp.mpf(3) / 4),
    ],
)
@pytest.mark.parametrize("bits", [40, 90])
def test_unending_sums_within_their_errors(f: Any, first: int, exact: Any, bits: int) -> None:
    """Some hundred terms, more where they fall regularly only from far out on, and an error of about those bits."""
    asked: list[int] = []
    found = unending.unending(mp, terms(f, asked), first, bits)
    assert abs(found.value - exact) <= found.error <= mp.ldexp(abs(exact), 8 - bits)
    assert len(asked) < 1200
    assert mp.prec == 300


def test_sums_whose_terms_mislead_are_refused() -> None:
    """1/k^2 but for one term beyond the first looks: two ways to carry it on disagree."""
    with pytest.raises(OutOfDomain, match="two ways to carry an unending sum on"):
        unending.unending(mp, terms(lambda n: mp.mpf(1) / n**2 + (n in (60, 150))), 1, BITS)


def test_functions_with_corners() -> None:
    assert (
        unending.cornered(sp.Abs(k) + 1, k) == "Abs" and unending.cornered(sp.floor(x) * k, k) == ""
    )
    assert unending.cornered(sp.Piecewise((1, k > 3), (0, True)), k) == "Piecewise"


# --- in Arb


def test_a_quotient_of_power_series() -> None:
    """(1 + 2 u)/(1 - u - u^2): 1, 3, 4, 7, 11, ... each the sum of two before it; and over 2."""
    one = [acb(1), acb(2)], [acb(1), acb(-1), acb(-1)], 8
    assert [float(c.real) for c in enclosed._quotient(*one)] == [1, 3, 4, 7, 11, 18, 29, 47]
    half = [acb(1), acb(2)], [acb(2), acb(-2), acb(-2)], 4
    assert [float(c.real) for c in enclosed._quotient(*half)] == [0.5, 1.5, 2.0, 3.5]
    assert [float(c.real) for c in enclosed._quotient([acb(3)], [acb(4)], 3)] == [0.75, 0.0, 0.0]


@pytest.mark.parametrize("first", [1, 0, -7, 100])
def test_places_at_which_a_rest_is_bounded(first: int) -> None:
    """16 terms at first, and then a quarter more each time, 16 at the least."""
    n = max(first, 1)
    found = list(islice(enclosed._places(n, first), 12))
    assert found[0] == n + 16
    for one, two in pairwise(found):
        assert two - one == max(16, (one - first) // 4)


@pytest.mark.parametrize(
    ("body", "ratio"),
    [
        (x**k / sp.factorial(k), x / (k + 1)),
        (x**k, x),
        (k**2 * x**k, x * (k + 1) ** 2 / k**2),
        (sp.binomial(2 * k, k) * x**k, 2 * x * (2 * k + 1) / (k + 1)),
        (1 / sp.factorial(2 * k), 1 / ((2 * k + 1) * (2 * k + 2))),
    ],
    ids=str,
)
def test_ratios_of_terms(body: sp.Expr, ratio: sp.Expr) -> None:
    found = enclosed._ratio(body, k)
    assert found is not None
    assert sp.simplify(found[0] - ratio) == 0
    # with 1/k in the place of k, and a value at 0 as it stands
    at = {x: sp.Rational(2, 7)}
    for place in (sp.Rational(1, 5), sp.Rational(1, 90)):
        assert sp.simplify((found[1] - ratio.subs(k, 1 / k)).subs(at).subs(k, place)) == 0
    assert found[1].subs(at).subs(k, 0) == sp.limit(ratio.subs(at), k, sp.oo)


def test_terms_without_a_ratio() -> None:
    for body in (sp.factorial(k), k**k, sp.sin(k) / k**2):
        assert enclosed._ratio(body, k) is None


@pytest.mark.parametrize(
    ("body", "alternates"),
    [
        (1 / k**2, False),
        (k / (k**3 + 1), False),
        (sp.S.NegativeOne**k / k, True),
        (sp.S.NegativeOne**k * k / (k**2 + 1), True),
    ],
    ids=str,
)
def test_rational_terms_that_fall_like_a_square(body: sp.Expr, alternates: bool) -> None:
    """Themselves, or in pairs 2 k and 2 k + 1 where signs alternate."""
    found = enclosed._rational(body, k)
    assert found is not None and found[1] is alternates
    for n in (3, 8):
        wanted = body.subs(k, 2 * n) + body.subs(k, 2 * n + 1) if alternates else body.subs(k, n)
        assert found[0].subs(k, n) == wanted


def test_rational_terms_that_fall_too_slowly() -> None:
    for body in (1 / k, k / (k + 1), sp.S.NegativeOne**k * k / (k + 1), sp.S.NegativeOne**k, 2**-k):
        assert enclosed._rational(body, k) is None


@pytest.mark.parametrize(
    ("node", "words"),
    [
        (sp.Limit(1 / k, k, sp.oo), "a limit"),
        (sp.Integral(sp.exp(-x), (x, 0, sp.oo)), "an infinite range"),
        (sp.Integral(sp.exp(-x), (x, -sp.oo, 0)), "an infinite range"),
        (sp.Integral(x, (x, 0, k), (k, 0, 1)), "an integral of an integral"),
        (sp.Product(1 + 1 / k**2, (k, 1, sp.oo)), "an unending product"),
        (sp.Sum(1 / k**2, (k, 1, x), (x, 1, sp.oo)), "an unending sum of sums"),
        (sp.Sum(sp.sin(k) / k**2, (k, 1, sp.oo)), "whose rest has no bound"),
        (sp.Sum(k**-2, (k, 1, sp.oo)), ""),
        (sp.Sum(2**-k, (k, 1, sp.oo)), ""),
        (sp.Sum(k**-x, (k, 1, 9)), ""),
        (sp.Product(k, (k, 1, 9)), ""),
        (sp.Integral(x, (x, 0, 1)), ""),
    ],
    ids=str,
)
def test_what_has_no_enclosure(node: sp.Basic, words: str) -> None:
    said = enclosed.without_enclosure(node)
    assert (words in said and "mpmath" in said) if words else said == ""
