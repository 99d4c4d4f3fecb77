"""Each hypothesis of a lemma of the enclosures, and each tolerance of the levels, fed with what it must refuse.

What is true is known without the code: zeros of sines, tails of series summed as rationals, level numbers of the pure
quartic from the literature.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import factorial
from types import SimpleNamespace
from typing import Any

import flint
import numpy as np
import pytest

from softpot.numerics.machinery.compile.precision import precision
from softpot.numerics.spectrum import NotConverged, NotProved, enclose, methods
from softpot.numerics.spectrum.doubles import levels as doubles
from softpot.numerics.spectrum.doubles import solve as solving
from softpot.numerics.spectrum.doubles.basis import LEFT, RIGHT, make_plan
from softpot.numerics.spectrum.matrices import certified
from softpot.numerics.spectrum.matrices.precise import _rounded, precise_level, precise_levels
from softpot.numerics.spectrum.native import route
from softpot.numerics.spectrum.native.route import Guarded
from softpot.numerics.spectrum.potential.quartic import Quartic, ball_of, positive_beyond
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.spectrum.prover import bracket
from softpot.numerics.spectrum.prover import enclosure as enclosing
from softpot.numerics.spectrum.series import digits as series_digits
from softpot.numerics.spectrum.series import powerseries, search, sturm
from softpot.numerics.spectrum.series.matching import Box
from softpot.numerics.spectrum.types.notproved import Undecided
from softpot.numerics.spectrum.verifier import ritz, staircase, verify
from softpot.numerics.spectrum.wave import delicate

Patch = pytest.MonkeyPatch
arb = flint.arb


def returns(value: Any) -> Callable[..., Any]:
    return lambda *args, **kwargs: value


def balls(*values: float) -> list[Any]:
    return [arb(v) for v in values]


# --- one zero at most in a cell


@pytest.mark.parametrize(
    ("q", "one"),
    [
        ((-9.86, 0, 0, 0, 0), True),  # sin(3.14 x): zeros 1.0005 apart
        ((-9.88, 0, 0, 0, 0), False),  # sin(3.1432 x): two zeros fit into the cell
        ((-20.0, 0, 0, 0, 0), False),
        ((-39.0, 0, 0, 0, 0), False),  # just below 4 pi²
        ((-5.0, 2.0, -1.0, 1.0, 0.85), True),
        ((-5.0, 2.0, -1.0, 1.0, 0.9), False),  # every coefficient counts with its size
        ((20.0, 30.0, 30.0, 30.0, 30.0), True),  # V > E throughout
        ((20.0, -12.0, -7.0, 0, 0), True),
        ((20.0, -12.0, -9.0, 0, 0), False),  # V = E − 1 at x = 1
        ((20.0, 0, 0, 0, -21.0), False),
        ((20.0, -20.0, 0, 0, 0), False),  # V = E at the end of the cell
    ],
)
def test_two_zeros_are_not_excluded_where_there_may_be_two(q: tuple[float, ...], one: bool) -> None:
    assert sturm._one_zero_at_most(balls(*q)) is one


def test_a_ball_about_pi_squared_excludes_nothing() -> None:
    assert not sturm._one_zero_at_most([-arb(arb.pi() ** 2, 1e-12), *balls(0, 0, 0, 0)])
    assert not sturm._one_zero_at_most([arb(20, 5), *balls(-16.0, 0, 0, 0)])
    assert not sturm._one_zero_at_most([arb(20), arb(0, 21), *balls(0, 0, 0)])
    assert sturm._one_zero_at_most([arb(20), arb(0, 19), *balls(0, 0, 0)])


def a_constant(value: float) -> Quartic:
    """V = value, which is no quartic, and whose levels in a box are known: value + (pi k/length)²."""
    none = Fraction(0)
    return Quartic((Fraction(value), none, none, none, none, none), None, 1)


@pytest.mark.parametrize("condition", [sturm.DIRICHLET, sturm.NEUMANN])
@pytest.mark.parametrize(
    ("cells", "energy"), [(1, 2 * 9.87), (1, 3.9 * 9.87), (3, 9 * 1.01 * 9.87), (2, 10 * 9.87)]
)
def test_levels_of_a_box_are_not_lost(cells: int, energy: float, condition: int) -> None:
    """Cells that may hold two zeros: an energy above (pi cells)² is refused rather than miscounted."""
    nodes = [k / cells for k in range(cells + 1)]
    with pytest.raises(Undecided, match="two zeros"):
        sturm.count_below(a_constant(0.0), arb(energy), nodes, condition, 100)


@pytest.mark.parametrize(("k", "offset"), [(1, 0.2), (4, -0.2), (7, 0.1)])
def test_levels_of_a_box_are_counted(k: int, offset: float) -> None:
    """(pi k)² + offset lies above k − 1 or k levels of a box of length 1 with walls, and one more without."""
    nodes = [j / 16 for j in range(17)]
    energy = arb((np.pi * k) ** 2 + offset)
    below = k if offset > 0 else k - 1
    assert sturm.count_below(a_constant(0.0), energy, nodes, sturm.DIRICHLET, 100) == below
    assert sturm.count_below(a_constant(0.0), energy, nodes, sturm.NEUMANN, 100) == below + 1
    assert sturm.count_below(a_constant(3.0), energy + 3, nodes, sturm.DIRICHLET, 100) == below


def test_a_sign_that_is_open_is_not_guessed() -> None:
    for ball in (arb(0), arb(0, 1e-30), arb(1e-31, 1e-30), arb("nan")):
        with pytest.raises(Undecided, match="sign"):
            sturm.sign(ball)
    assert (sturm.sign(arb(2e-30, 1e-30)), sturm.sign(arb(-2e-30, 1e-30))) == (1, -1)


def test_an_edge_of_the_potential_is_a_node() -> None:
    none = Fraction(0)
    edged = Quartic((none, none, none, none, none, Fraction(1)), None, 1)
    with pytest.raises(Undecided, match="edge"):
        sturm.carry(edged, arb(0), [-0.5, 0.5], (arb(1), arb(0)), 60)
    nodes = [-1.0, -0.5, 0.0, 0.5, 1.0]
    assert len(sturm.carry(edged, arb(0), nodes, (arb(1), arb(0)), 60)) == 4


@pytest.mark.parametrize(("c", "energy"), [(3, 2.0), (-2, 1.0), (5, -1.5)])
def test_both_sides_of_an_edge(c: int, energy: float) -> None:
    """V = c |z|³: what goes out to the right as an even state comes back from the left as one."""
    none = Fraction(0)
    edged = Quartic((none, none, none, none, none, Fraction(c)), None, 1)
    ((value, slope),) = sturm.carry(edged, arb(energy), [0.0, 0.5], (arb(1), arb(0)), 80)
    ((back, flat),) = sturm.carry(edged, arb(energy), [-0.5, 0.0], (value, -slope), 80)
    assert back.contains(1) and flat.contains(0) and back.rad() < 1e-15 and flat.rad() < 1e-15
    # to the second order psi'' = V − E at z = 0
    ((near, _),) = sturm.carry(edged, arb(energy), [0.0, 2.0**-20], (arb(1), arb(0)), 80)
    assert abs(float(near - 1) * 2**40 + energy / 2) < 1e-4


# --- remainders of power series


@pytest.mark.parametrize("c", [1, 5, 20, 30])
@pytest.mark.parametrize("last", [6, 7, 9, 12])
def test_a_remainder_holds_the_tail(c: int, last: int) -> None:
    """psi'' = c psi from (1, 1): b_k = c^[k/2]/k!, so that both tails are sums of rationals."""
    terms = {k: Fraction(c ** (k // 2), factorial(k)) for k in range(120)}
    given = [ball_of(terms[k]) for k in range(last, last - 6, -1)]
    found = powerseries._remainders(given, arb(c), last)
    assert (found is None) == (Fraction(c, last * (last + 1)) > Fraction(1, 2))
    if found is not None:
        value, slope = found
        assert value.rad() > sum((float(terms[k]) for k in range(last + 1, 120)), 0.0)
        assert slope.rad() > sum((k * float(terms[k]) for k in range(last + 1, 120)), 0.0)


@pytest.mark.parametrize("power", range(5))
def test_a_remainder_holds_the_tail_of_late_terms(power: int) -> None:
    """psi'' = 10 x^power psi, whose terms come at distances power + 2: the largest of the six may be the oldest."""
    c, last = Fraction(10), 6
    b = {-k: Fraction(0) for k in range(8)} | {0: Fraction(1), 1: Fraction(1)}
    for k in range(1, 90):
        b[k + 1] = c * b[k - 1 - power] / (k * (k + 1))
    found = powerseries._remainders([ball_of(b[last - k]) for k in range(6)], arb(10), last)
    assert found is not None
    value, slope = found
    assert value.rad() > sum(float(b[k]) for k in range(last + 1, 91))
    assert slope.rad() > sum(k * float(b[k]) for k in range(last + 1, 91))


@pytest.mark.parametrize(("total", "held"), [(21.0, True), (21.0001, False), (41.0, False)])
def test_theta_is_at_most_one_half(total: float, held: bool) -> None:
    assert (powerseries._remainders(balls(*[1.0] * 6), arb(total), 6) is not None) is held
    assert powerseries._remainders(balls(*[1.0] * 6), arb(21, 1e-9), 6) is None


@pytest.mark.parametrize(
    ("q", "start"),
    [((-9, 0, 0, 0, 0), (1, 0)), ((-9, 0, 1, 0, 0), (0, 1)), ((-9, 1, 0, 0, 0), (1, 0))],
)
def test_the_remainder_is_added(
    monkeypatch: Patch, q: tuple[float, ...], start: tuple[float, float]
) -> None:
    """Whatever the lemma gives is in the radius of every sum that has terms."""
    monkeypatch.setattr(powerseries, "_remainders", returns((arb(0, 0.25), arb(0, 0.5))))
    total = powerseries.sums(tuple(balls(*q)), (arb(start[0]), arb(start[1])), 60)
    for value, slope in ((total.even, total.even_slope), (total.odd, total.odd_slope)):
        if value.rad() > 0:
            assert value.rad() > 0.24 and slope.rad() > 0.49
    assert not (total.even == 0 and total.odd == 0)


# --- the two ends of an enclosure


def test_outside_the_box_the_potential_exceeds_the_energy() -> None:
    """V = y⁴ exceeds 16 beyond |y| = 2 and not before."""
    quartic = Quartic.of(Fraction(0), Fraction(1, 10**9), 1)
    bracket.check_outside(Box(quartic, -2.01, 2.01), Fraction(16), 100)
    for left, right, side in ((-2.01, 1.99, "right"), (-1.99, 2.01, "left")):
        with pytest.raises(Undecided, match=f"to the {side}"):
            bracket.check_outside(Box(quartic, left, right), Fraction(16), 100)
    # a second well beyond the place: V = y² (y − 3)² − 1 < 0 next to y = 3
    well = balls(-1, 0, 9, -6, 1)
    assert not positive_beyond(well, arb(0), arb(1), 1)
    assert positive_beyond(well, arb(0), arb(1), 1, arb(1))
    assert positive_beyond(well, arb(0), arb(4), 1)


def test_the_counts_of_the_first_interval() -> None:
    """-psi'' + y⁴ psi has levels 3.7997 and 11.6447, the first and second odd ones."""
    quartic = Quartic.of(Fraction(0), Fraction(0), 4)
    box = Box(quartic, 0.0, 5.0)
    bracket._check_counts(box, Fraction(4), Fraction(12), 120, 0)
    with pytest.raises(Undecided, match="fewer than 1"):
        bracket._check_counts(box, Fraction(37, 10), Fraction(12), 120, 0)
    with pytest.raises(Undecided, match="more than 2"):
        bracket._check_counts(box, Fraction(4), Fraction(22), 120, 0)  # the third is 21.238


@pytest.mark.parametrize("moved", ["low", "high"])
def test_the_candidate_stays_where_it_is_the_only_one(monkeypatch: Patch, moved: str) -> None:
    original = bracket.isolate

    def narrowed(quartic: Quartic, n: int) -> bracket.Isolated:
        found = original(quartic, n)
        value = Fraction(float(found.found.value))
        return replace(found, **{moved: value + Fraction(1 if moved == "low" else -1, 10**6)})

    monkeypatch.setattr(bracket, "isolate", narrowed)
    with pytest.raises(NotProved, match="left the interval"):
        enclose(3, 1, 2, 20)


def test_the_second_box_holds_the_first(monkeypatch: Patch) -> None:
    monkeypatch.setattr(bracket, "_hull", lambda one, two: Box(one.quartic, -1.0, 1.0))
    with pytest.raises(NotProved, match="does not contain"):
        enclose(3, 1, 2, 20)


@pytest.mark.parametrize("end", [0, 1])
def test_each_end_lies_on_its_side(monkeypatch: Patch, end: int) -> None:
    """Both ends on one side of the level: the sign at the other end says so."""
    original = bracket._decimal_interval

    def moved(found: Any, digits: int) -> tuple[Fraction, Fraction] | None:
        interval = original(found, digits)
        assert interval is not None
        shift = (interval[1] - interval[0]) * (1 if end == 0 else -1)
        return interval[0] + shift, interval[1] + shift

    monkeypatch.setattr(bracket, "_decimal_interval", moved)
    with pytest.raises(NotProved, match="other side"):
        enclose(3, 1, 2, 20)


def test_enclosures_for_intervals_take_the_outer_ends(monkeypatch: Patch) -> None:
    """The lower end is that of V_low, the upper end that of V_high."""
    asked = []

    def told(quartic: Quartic, n: int, digits: int) -> tuple[Fraction, Fraction]:
        asked.append(quartic.coefficients)
        place = quartic.coefficients[2] + quartic.coefficients[5]
        return place, place + Fraction(1, 10**12)

    monkeypatch.setattr(enclosing, "bracket", told)
    found = enclose(("1", "2"), ("-3", "5"), 1, 10)
    assert [c[2] for c in asked] == [1, 2]
    assert (found.lower, found.upper) == (1 - 4, 2 + 4 + Fraction(1, 10**12))


# --- the second proof


@pytest.fixture(scope="module")
def quartic_ground() -> Any:
    return enclose(0, "1/3", 2, 12)


def test_a_level_too_many_below_nu_is_refused(monkeypatch: Patch, quartic_ground: Any) -> None:
    """The staircase is an upper bound: one level more than the index allows proves nothing."""
    e = quartic_ground
    verify._verify_lower(e.alpha[0], e.beta[0], e.lower, e.n, 13.0, 0)
    original = staircase.most_levels_below
    monkeypatch.setattr(verify, "most_levels_below", lambda *given: original(*given) + 1)
    with pytest.raises(NotProved, match="no more than"):
        verify._verify_lower(e.alpha[0], e.beta[0], e.lower, e.n, 13.0, 0)


@pytest.mark.parametrize(("found", "refused"), [(1, True), (2, False), (3, False)])
def test_a_level_too_few_below_the_upper_end_is_refused(
    monkeypatch: Patch, quartic_ground: Any, found: int, refused: bool
) -> None:
    e = quartic_ground
    monkeypatch.setattr(verify, "levels_below", returns(found))
    if refused:
        with pytest.raises(NotProved, match="only 1 levels"):
            verify._verify_upper(e.alpha[0], e.beta[0], e.upper, e.n, 13.0, 0)
    else:
        verify._verify_upper(e.alpha[0], e.beta[0], e.upper, e.n, 13.0, 0)


def test_the_pivots_decide_for_the_lower_end(monkeypatch: Patch, quartic_ground: Any) -> None:
    e = quartic_ground
    monkeypatch.setattr(verify, "_negative_definite", returns(False))
    with pytest.raises(NotProved, match="could not be shown"):
        verify._verify_lower(e.alpha[0], e.beta[0], e.lower, e.n, 13.0, 0)


@pytest.mark.parametrize(
    ("lower", "nu", "definite"),
    [(0.5, 2.5, True), (0.5, 3.5, True), (1.5, 2.5, False), (0.5, 0.9, False), (0.5, 2.0, False)],
)
def test_negative_definite(monkeypatch: Patch, lower: float, nu: float, definite: bool) -> None:
    """H with the eigenvalues 1 and 2 on the span: (x − lower)(x − nu) < 0 for both only in between."""
    monkeypatch.setattr(verify, "apply", lambda matrix, v: [v[0] * 1, v[1] * 2, *balls(0, 0, 0, 0)])
    turned = [balls(0.6, 0.8), balls(-0.8, 0.6)]
    found = verify._negative_definite(None, turned, arb(lower), arb(nu))  # type: ignore[arg-type]
    assert found is definite


def test_a_stair_lies_below_the_potential() -> None:
    """V = −5 y² − 3 y³ + y⁴ on cells of several widths, at 400 places of each."""
    p = balls(-5.0, 3.0)
    for width in (0.1, 0.5, 2.0):
        for left in np.arange(-4.0, 5.0, 0.7):
            y = np.linspace(left, left + width, 401)
            lowest = float((-5 * y**2 - 3 * y**3 + y**4).min())
            stair = float(staircase._stair(p, float(left), float(left + width)))
            assert stair <= lowest and lowest - stair < 400 * width**2 + 40 * width


def test_a_stair_holds_one_zero_at_most(monkeypatch: Patch) -> None:
    """A stair over which k h exceeds pi is refused: its zeros would be lost."""
    ends = (-4.0, 4.0)
    count = staircase.most_levels_below(arb(0), arb(0), 30.0, ends, 0.5, 128)
    assert count == 7  # the seventh level of the pure quartic is 26.528, the eighth 32.099
    monkeypatch.setattr(staircase, "_next", lambda a, b, energy, z, rise: z + 0.62)
    with pytest.raises(NotProved, match="two zeros"):
        staircase.most_levels_below(arb(0), arb(0), 30.0, ends, 0.5, 128)


def test_the_stairs_reach_to_where_the_potential_exceeds_the_energy() -> None:
    """y² (y − 3)²·... : at y = 1.2 V exceeds 1 on both sides, and falls below it again further out."""
    p = balls(9.0, 6.0)  # y² (y − 3)²
    assert not staircase._outside(p, arb(1), 1.2, 1)
    assert not staircase._outside(p, arb(1), 1.2, -1)
    assert staircase._outside(p, arb(1), 3.6, 1)
    assert staircase._outside(p, arb(1), -0.4, -1)
    assert not staircase._outside(p, arb(1), 3.2, 1)


def test_a_pivot_that_is_open_is_not_counted() -> None:
    matrix = ritz.Bands(tuple([arb(0)] * 3 for _ in range(5)))
    assert ritz.levels_below(matrix, arb(1)) == 3
    assert ritz.levels_below(matrix, arb(-1)) == 0
    with pytest.raises(NotProved, match="pivot"):
        ritz.levels_below(matrix, arb(0, 1e-9))


def test_an_interval_is_needed() -> None:
    for lower, upper in ((1, 1), (2, 1)):
        with pytest.raises(NotProved, match="not below"):
            verify._decimals(Fraction(lower), Fraction(upper))


# --- levels as doubles


def test_a_basis_that_is_too_small_is_enlarged(monkeypatch: Patch) -> None:
    """From a dozen functions on: what is accepted has the digits stated, whatever the estimate said."""
    alpha, beta = np.array([-12.0, 3.0, -4.0, 0.0]), np.array([2.0, 1.0, 0.5, 0.0])
    points = reduce_quartic(alpha, beta)
    plan = make_plan(points, 4, allow_separate=False)
    monkeypatch.setattr(
        solving, "first_rung", lambda plan: np.zeros(plan.owner.size, dtype=np.intp)
    )
    solution = solving.solve(points, plan)
    energies, _ = doubles.merge(points, plan, solution, 4)
    found = np.sort(energies, axis=1) + points.v0[:, None]
    for row, a, b in zip(found, alpha, beta, strict=True):
        wanted = [float(level.value) for level in precise_levels(float(a), float(b), 4, 20)]
        assert np.abs(row - wanted).max() <= 1e-10 * max(1.0, np.abs(wanted).max())


def test_a_level_just_beyond_the_tolerance_is_not_verified(monkeypatch: Patch) -> None:
    """Ritz values raised by hand, by 0.9 and by 1.1 of the tolerance."""
    points = reduce_quartic(np.array([3.0]), np.array([1.0]))
    plan = make_plan(points, 2)
    original = np.linalg.eigvalsh
    for share, good in ((0.9, True), (1.1, False)):
        raised = iter([share * 4e-11, 0.0])

        def eigvalsh(matrix: Any, raised: Any = raised) -> Any:
            found = original(matrix)
            return found + next(raised) * np.maximum(1.0, np.abs(found + points.v0[0]))

        monkeypatch.setattr(solving.np.linalg, "eigvalsh", eigvalsh)
        energies = np.full((1, 2), np.inf)
        part, functions = np.array([0]), np.array([64])
        found = solving._solve_batch(points, plan, part, functions, energies, None)
        monkeypatch.undo()
        assert bool(found[0]) is good


@pytest.mark.parametrize(
    ("right", "complete"), [((1.5, 2.5), True), ((2.5, 3.5), True), ((0.1, 0.2), False)]
)
def test_separate_wells_are_searched_up_to_the_last_level(
    right: tuple[float, float], complete: bool
) -> None:
    """Three levels of the left well and two of the right one: the lowest three, as far as both lists reach."""
    left = (1.0, 2.0, 3.0)
    plan: Any = SimpleNamespace(
        kind=np.array([LEFT, RIGHT]), owner=np.array([0, 0]), wanted=np.array([3, 2])
    )
    solution: Any = SimpleNamespace(energies=np.array([left, (*right, np.inf)]), moments=None)
    points: Any = SimpleNamespace(a=np.zeros(1), symmetric=np.array([False]))
    if complete:
        found, _ = doubles.merge(points, plan, solution, 3)
        assert found.tolist() == [sorted(left + right)[:3]]
    else:
        with pytest.raises(NotConverged, match="not searched"):
            doubles.merge(points, plan, solution, 3)


# --- levels to many digits


@pytest.mark.parametrize(
    ("alpha", "beta", "n", "digits"), [(0, 0, 1, 22), (-7, "3/2", 3, 15), (4, "-1/3", 2, 25)]
)
def test_the_error_of_a_level_is_an_error(alpha: Any, beta: Any, n: int, digits: int) -> None:
    """The text differs from the level, known to more digits by the other route, by no more than the error."""
    by_series = series_digits.level(alpha, beta, n, digits)
    by_matrices = precise_level(alpha, beta, n, digits)
    more = Fraction(precise_level(alpha, beta, n, digits + 8).value)
    for found in (by_series, by_matrices):
        stated = methods.rational(found.error)
        assert abs(Fraction(found.value) - more) <= stated + Fraction(1, 10 ** (digits + 6))
        assert stated < Fraction(10) ** (1 - digits) * max(1, abs(more))


@pytest.mark.parametrize(
    ("more", "decimals", "settled"),
    [
        ("", 24.0, False),  # fewer decimals than digits
        ("", 40.0, True),
        ("4999", 27.0, False),  # next to the middle between two decimals, nearer than it is known
        ("4999", 40.0, True),
        ("4", 27.0, True),
    ],
)
def test_a_level_keeps_the_error_of_the_search(
    monkeypatch: Patch, more: str, decimals: float, settled: bool
) -> None:
    """1.060362090484182899647046 and some more, known to so many decimals: are its 25 digits?"""
    with precision(200):
        truth = arb("1.060362090484182899647046" + more).mid()
    found = search.Found(truth, decimals, arb("-inf"), arb(3.8))
    monkeypatch.setattr(series_digits, "refined", lambda quartic, start, wanted: found)
    if settled:
        level = series_digits.level(0, 0, 1, 25)
        assert level.value == "1.060362090484182899647046"
        away = Fraction(int("0" + more), 10 ** (24 + len(more)))
        assert methods.rational(level.error) >= away + Fraction(1, 10**39)
    else:
        with pytest.raises(NotConverged, match="not settled"):
            series_digits.level(0, 0, 1, 25)


@pytest.mark.parametrize(
    ("share", "confirmed"), [(0.9, True), (-0.9, True), (1.2, False), (-1.2, False)]
)
def test_a_second_basis_confirms_within_the_tolerance(share: float, confirmed: bool) -> None:
    (finer,) = certified.certified_levels(Fraction(3), Fraction(1), [2], 40)
    tolerance = Fraction(1, 10**20)
    theta = finer.theta + tolerance * Fraction(share)
    assert certified._confirmed(finer.matrix, theta, tolerance, 2) is confirmed
    assert not certified._confirmed(finer.matrix, finer.theta, tolerance, 1)
    assert not certified._confirmed(finer.matrix, finer.theta, tolerance, 3)


def test_digits_are_given_only_where_they_are_known() -> None:
    """22 digits of 1.5000..., known within 10^-27 and 10^-28; and the middle between two decimals."""
    level = SimpleNamespace(n=1, theta=Fraction(3, 2), tolerance=Fraction(1, 10**28))
    assert _rounded(level, 22)[0] is not None  # type: ignore[arg-type]
    level.tolerance = Fraction(11, 10**28)
    assert _rounded(level, 22)[0] is None  # type: ignore[arg-type]
    level = SimpleNamespace(n=1, theta=Fraction(5, 10**15) + 1, tolerance=Fraction(1, 10**30))
    assert _rounded(level, 15)[0] is None  # type: ignore[arg-type]
    level = SimpleNamespace(n=1, theta=Fraction(1, 10**31), tolerance=Fraction(1, 10**30))
    assert _rounded(level, 15)[0] is None  # type: ignore[arg-type]


@pytest.mark.parametrize("side", [-1, 1])
def test_a_level_outside_its_proved_interval_is_refused(monkeypatch: Patch, side: int) -> None:
    """Twice the stated error is the room that there is; both routes exclude each other beyond it."""
    proved = enclose(3, 1, 1, 20)
    (level,) = precise_levels(3, 1, 1, 20)
    error = methods.rational(level.error)
    value = Fraction(level.value)
    monkeypatch.setattr("softpot.numerics.spectrum.verifier.verify.verify_enclosure", returns(True))
    for room, refused in ((Fraction(9, 5), False), (Fraction(11, 5), True)):
        shift = value + side * room * error
        moved = replace(proved, **({"lower": shift} if side > 0 else {"upper": shift}))
        moved = replace(moved, **({"upper": shift + 1} if side > 0 else {"lower": shift - 1}))
        monkeypatch.setattr("softpot.numerics.spectrum.prover.enclosure.enclose", returns(moved))
        if refused:
            with pytest.raises(NotProved, match="outside"):
                methods._certified(Fraction(3), Fraction(1), level)
        else:
            assert methods._certified(Fraction(3), Fraction(1), level).enclosure is moved


# --- states


@pytest.mark.parametrize(("gap", "near"), [(0.9e-5, True), (1.1e-5, False)])
def test_states_that_rounding_mixes(gap: float, near: bool) -> None:
    energies, no = np.array([[1.0, 1.0 + gap, 3.0]]), np.array([False])
    assert delicate.delicate_levels(energies, np.zeros(1), no, no)[0].tolist() == [near, near]
    assert not delicate.delicate_levels(energies, np.zeros(1), ~no, no).any()
    close = np.array([[1.0, 1.0 + gap * 1e-4, 3.0]])
    assert delicate.delicate_levels(close, np.zeros(1), no, ~no)[0].tolist() == [near, near]


@pytest.mark.parametrize(("gap", "resolved"), [(1.1, True), (0.9, False)])
def test_states_are_resolved_by_digits(monkeypatch: Patch, gap: float, resolved: bool) -> None:
    """Levels 10^10 tolerances apart are told apart; closer ones get more digits, and end in an error."""
    asked = []

    def certified_levels(alpha: Any, beta: Any, numbers: list[int], decimals: int) -> list[Any]:
        asked.append(decimals)
        tolerance = Fraction(1, 10**decimals)
        apart = Fraction(gap) * 10**10 * tolerance
        return [SimpleNamespace(n=n, theta=n * apart, tolerance=tolerance) for n in numbers]

    monkeypatch.setattr(delicate, "certified_levels", certified_levels)
    if resolved:
        assert [f.n for f in delicate.resolved_states(Fraction(1), Fraction(1), [2])] == [2]
        assert asked == [30]
    else:
        with pytest.raises(NotConverged, match="240 digits"):
            delicate.resolved_states(Fraction(1), Fraction(1), [2])
        assert asked == [30, 60, 120, 240]


@pytest.mark.parametrize(("alpha", "beta"), [(-20.0, 0.7), (0.0, 1.0), (12.0, 3.0)])
def test_states_have_eight_digits_everywhere(alpha: float, beta: float) -> None:
    """Against sine functions on a grid, also where psi is small; weights by the sum over the grid."""
    from softpot.numerics.spectrum import wave_functions

    h = 0.04
    k = np.arange(-200, 201)
    apart = np.subtract.outer(k, k)
    far = np.where(apart == 0, 1, apart)
    bend = np.where(apart == 0, np.pi**2 / 3.0, 2.0 * (-1.0) ** apart / far**2) / h**2
    y = h * k
    vectors = np.linalg.eigh(bend + np.diag(alpha * y**2 - beta * y**3 + y**4))[1][:, :5]
    found = wave_functions(alpha, beta, 5).psi(y)
    wanted = (vectors * np.sign((vectors * found.T).sum(axis=0))).T / np.sqrt(h)
    assert np.abs(found - wanted).max() < 1e-8


# --- the compiled library's own guard


def test_what_the_compiled_guard_doubts_is_computed_anew(monkeypatch: Patch) -> None:
    """Wrong levels that the guard does not confirm are replaced; those that it confirms are taken."""
    alpha, beta = np.array([3.0, -4.0]), np.array([1.0, 0.5])
    points = reduce_quartic(alpha, beta)
    right = doubles.levels_by_lapack(points, 2)

    def guarded(*given: Any, moments: bool = False, **named: Any) -> Guarded:
        values = np.full((2, 2, 3), 7.0) if moments else None
        return Guarded(np.full((2, 2), 7.0), values, np.array([True, False]))

    monkeypatch.setattr(doubles, "library", returns(object()))
    monkeypatch.setattr(doubles, "guarded_levels", guarded)
    found = doubles.levels_above(points, 2)
    assert found[0].tolist() == [7.0, 7.0] and np.allclose(found[1], right[1], atol=1e-9)
    found = doubles._compiled(alpha, beta, 2)
    assert np.allclose(found[1], right[1] + points.v0[1], atol=1e-9)
    found, moments = doubles.levels_and_moments(alpha, beta, 2)
    assert np.allclose(found[1], right[1], atol=1e-9) and (np.abs(moments[1]) < 7).all()
    assert (moments[0] == 7.0).all()


def test_the_library_says_when_there_is_no_memory(monkeypatch: Patch) -> None:
    failing = SimpleNamespace(softpot_levels=returns(1))
    monkeypatch.setattr(route, "library", returns(failing))
    with pytest.raises(MemoryError, match="2 potentials"):
        route.guarded_levels(np.zeros(2), np.zeros(2), 1)


def test_nodes_that_the_guard_doubts_are_no_nodes(monkeypatch: Patch) -> None:
    """Rows of the table that the library does not vouch for are left out of what is interpolated."""

    def table(count: int, rows: int, columns: int, step: float, values: int, good: int) -> None:
        ctypes.memset(values, 0, rows * columns * (count + 5) * 8)
        ctypes.memset(good, 0, rows * columns)
        ctypes.memset(good, 1, 1)

    monkeypatch.setattr(route, "library", returns(SimpleNamespace(softpot_table=table)))
    found = route._table.__wrapped__(2)
    assert (found[0] == 0).all() and np.isnan(found[1:]).all()


def test_a_state_is_told_apart_from_both_neighbours(monkeypatch: Patch) -> None:
    """Also the last of sixty, whose upper neighbour is the sixty-first."""
    asked: list[list[int]] = []

    def levels(alpha: Fraction, beta: Fraction, wanted: list[int], decimals: int) -> list[Any]:
        asked.append(wanted)
        return [
            SimpleNamespace(n=n, theta=Fraction(n), tolerance=Fraction(1, 10**20)) for n in wanted
        ]

    monkeypatch.setattr(delicate, "certified_levels", levels)
    delicate.resolved_states(Fraction(1), Fraction(0), [1, 60])
    assert asked == [[1, 2, 59, 60, 61]]
