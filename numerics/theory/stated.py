"""What the lines of a derivation that are left to numbers state, held against what was measured.

    orders of what is left out, from the rates at which computed remainders fall; the bound on the first gap, by
    computed gaps; where a formula is said to hold (``domains``)

A line that states another order, a bound turned, with another sign or with room to spare, or a domain that is not
the computed one, refutes the entry. Nothing is added where all agree: the evidence itself has the numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import sympy as sp

from softpot.derive.machinery.derivation import Derived
from softpot.derive.machinery.step import Role, Step
from softpot.derive.machinery.symbols import SymbolTable
from softpot.numerics.machinery.evidence import Evidence
from softpot.numerics.machinery.gather import Judging
from softpot.numerics.statistics.gap.gaps import gap_and_slope
from softpot.numerics.theory.domains import where_wrong
from softpot.numerics.theory.gap_cells import END
from softpot.numerics.theory.level_curves import fold, least_on_fold

GAPS = 13 * 4  # potentials whose gaps are held against a bound
NAMES = ("order", "far", "near", "missing", "square", "e", "c")


def one(rates: Sequence[sp.Rational]) -> sp.Rational:
    """The rate, which is the same for all evidence."""
    (rate,) = set(rates)
    return rate


Orders = Callable[[SymbolTable, Sequence[sp.Rational]], tuple[sp.Expr, ...]]

_IN_SIZE: Orders = lambda S, r: (abs(S.alpha) ** min(r),)  # noqa: E731 - of the leading and of the corrected form
_IN_ALPHA: Orders = lambda S, r: (S.alpha ** one(r),)  # noqa: E731
_IN_ENERGY: Orders = lambda S, r: ((S.E / S.w) ** one(r),)  # noqa: E731

ORDERS: dict[str, Orders] = {
    # eta = s and t ~ sqrt(s): of first order in s each, and without a unit of length
    "linear-fluctuations": lambda S, r: (
        S.t**2 / S.delta_h ** sp.Rational(2, one(r)), S.eta / S.delta_h ** sp.Rational(2, one(r)),
    ),
    "narrow-fluctuations": lambda S, r: ((S.delta_h / S.eta ** sp.Rational(3, 2)) ** one(r),),
    "harmonic-limit": _IN_ALPHA,
    "harmonic-excitations": _IN_ALPHA,
    # for the powers of |alpha| there is test_two_level, by levels at one energy
    "two-level-form": lambda S, r: (
        (S.E_12 / S.w) ** one(r) / abs(S.alpha)**4,
        (S.Delta * S.Delta_0 / (S.w * S.E_12)) ** one(r) / abs(S.alpha),
    ),
    # |alpha| = 2 y_0²
    "two-level-remainder": lambda S, r: (S.y_0 ** (2 * one(r)),) * 2,
    "asymmetry": _IN_SIZE,
    "tunnel-amplitude": _IN_SIZE,
    "two-level-density": lambda S, r: (sp.sqrt(S.eta_L) * S.alpha_min ** min(r),),
    "two-level-density-flat": lambda S, r: (S.alpha_min ** r[0], S.ell ** -r[2]),
    "deformation-two-level": lambda S, r: (abs(S.alpha) ** one(r),),
    "deformation-vibrations": lambda S, r: (S.alpha ** one(r),) * 2,
    "vibrations-sea-gull": _IN_ENERGY,
    "vibrations-constant": _IN_ENERGY,
    "vibrations-deepest": _IN_ENERGY,
    "validity-of-E4": lambda S, r: ((S.E / S.w) ** one(r),) * 2,
    "specific-heat-vibrations": lambda S, r: ((S.k_B * S.T / S.w) ** one(r),),
}  # fmt: skip
"""What limit lines leave out, in order, from the rates of the evidence in order."""


WORDS = {"linear-fluctuations": {sp.Integer(3): "of third order"}}
"""Orders that stand in words beside what is of first order."""


def states(judging: Judging) -> Judging:
    """Evidence after which the lines of the derivation are judged too: ``against`` is its ``lines``."""
    judging.lines = against  # type: ignore[attr-defined]
    return judging


def against(derived: Derived, found: Sequence[Evidence]) -> Iterator[Evidence]:
    """Evidence against each line of a derivation that does not say what was measured or computed."""
    for what, failing, samples in (*_orders(derived, found), *_bounds(derived), *_domains(derived)):
        if failing:
            yield Evidence("stated", what, False, samples, failing=failing)


def stated_orders(derived: Derived) -> list[sp.Expr]:
    """The orders that limit lines state."""
    return [
        formula
        for line in derived.steps
        if line.role is Role.LIMIT
        for name, formula in line.reason.formulas
        if name in NAMES and isinstance(formula, sp.Expr)
    ]


def _orders(derived: Derived, found: Sequence[Evidence]) -> Iterator[tuple[str, str, int]]:
    id, stated = derived.formula.id, stated_orders(derived)
    rates = [sp.nsimplify(e.expected_rate) for e in found if e.expected_rate is not None]
    what = "the orders of what is left out, as the lines state them and as remainders were seen to fall"
    if bool(stated) != (id in ORDERS):
        yield what, f"{id} states the orders {stated}, which is not what was measured", 1
    if not stated or id not in ORDERS:
        return
    if not rates:
        raise ValueError("no rate was measured")
    wanted = ORDERS[id](derived.formula.symbols, rates)
    if len(wanted) != len(stated):
        yield what, f"{len(stated)} orders are stated, and {len(wanted)} were measured", len(wanted)
        return
    for order, measured in zip(stated, wanted, strict=True):
        same = sp.powdenest(sp.simplify(order / measured), force=True) == 1
        yield what, "" if same else f"{order} is stated, {measured} was measured", len(wanted)
    for rate, word in WORDS.get(id, {}).items():
        said = word in str(derived.steps[-1].reason)
        yield what, "" if said == (one(rates) == rate) else f"{word} is not the {rate} measured", 1


def bounds(derived: Derived) -> list[Step]:
    """The limit lines that are inequalities."""
    kinds = (sp.GreaterThan, sp.LessThan)
    return [s for s in derived.steps if s.role is Role.LIMIT and isinstance(s.statement, kinds)]


def _bounds(derived: Derived) -> Iterator[tuple[str, str, int]]:
    for line in bounds(derived):
        what = "the bound on the first gap, by computed gaps on both sides of it"
        wrong = (
            ""
            if bounds_the_gap(line.statement, derived.formula.symbols)
            else f"{line.statement} is not the best bound of {GAPS} gaps"
        )
        yield what, wrong, GAPS
        far = dict(line.reason.formulas)["far"]
        ends = (
            isinstance(far, sp.Eq) and far.lhs == derived.formula.symbols.alpha and far.rhs == END
        )
        yield what, "" if ends else f"{far} is stated, the cells end at {END}", 1


def _domains(derived: Derived) -> Iterator[tuple[str, str, int]]:
    try:
        for condition, failing, samples in where_wrong(derived):
            yield (
                f"where {condition} is said to hold, by counting wells or by what it needs",
                failing,
                samples,
            )
    except ValueError as error:
        yield "what is said of where the formula holds", str(error), 1


def bounds_the_gap(statement: sp.Basic, S: SymbolTable) -> bool:
    """Whether a bound on the first gap of potentials with one well is true of computed ones, and the best there is."""
    gaps = sorted(_gaps())
    least = least_on_fold()[1]
    name = S.gap_12(S.D_2, S.D_1)
    put = [statement.subs({name: sp.Float(g), S.E_s: sp.Float(least) * S.w}) for g in gaps]
    nearly = statement.subs({name: sp.Float(least * 1.001), S.E_s: sp.Float(least) * S.w})
    below = statement.subs({name: sp.Float(least * 0.999), S.E_s: sp.Float(least) * S.w})
    return all(p == sp.true for p in put) and nearly == sp.true and below == sp.false


def _gaps() -> list[float]:
    D_2 = np.concatenate([-np.geomspace(0.1, 40.0, 8), np.linspace(0.0, 20.0, 5)])
    D_1 = np.maximum(fold(D_2), 0.0)[:, None] + np.array([1e-6, 0.5, 3.0, 20.0])
    grid = np.broadcast_to(D_2[:, None], D_1.shape)
    return [float(g) for g in gap_and_slope(grid.ravel(), D_1.ravel(), 2)[0]]
