"""Evidence on Eq. (8): splittings of symmetric double wells to many digits, and the series that they follow.

With u = |alpha|^(-3/2) a computed quantity over the leading form is a series 1 + c_1 u + c_2 u² + ...; the
coefficients come from levels at N values of alpha by interpolation with a polynomial of degree N - 1 in u, their
errors from leaving out the value where the series converges worst, and a rational (times sqrt 2 for odd
powers) is named where its denominator is too small for a chance. Each one found is put in before the next.

Units: w, except where w is given.  Errors: EvidenceError, NotConverged.
Not guaranteed: the series is asymptotic, and the errors of the coefficients are estimates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import log10
from typing import Any

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, Table, compare, converges
from softpot.numerics.machinery.outward import outward
from softpot.numerics.spectrum import levels
from softpot.numerics.theory.double_well_series import amplitude
from softpot.numerics.theory.sampling import context, real, span
from softpot.numerics.theory.stated import states

SIZES = (10, 12, 16, 20, 24, 28, 32, 36, 40, 46, 52, 60, 70, 80, 95, 110)  # |alpha|
JUDGED = (10, 16, 20, 28, 40, 60)  # where formulas are judged by their rate
FITTED = SIZES[3:]  # where coefficients are fitted
W = Fraction(2, 3)  # a value that hides no power as a 1
DIGITS = 60  # of a splitting
ROOM = 400  # of the context, for levels that agree to 240 digits
TILT = Fraction(-1, 10**16)  # beta: so small that its square is below 10^-30
RATES = (-1.5, -4.5)
LIMIT_DIGITS = 12


def _decimals(size: int) -> int:
    """How many digits two levels of the symmetric potential agree to, about."""
    return int(0.4714 * size**1.5 / 2.302) + 3


@cache
def split(size: int, beta: Fraction) -> Any:
    """eps_2 - eps_1 at alpha = -size, to DIGITS digits."""
    ctx = context(ROOM)
    near = min(_decimals(size), 300 if beta == 0 else 20)
    low, high = levels(-size, beta, 2, digits=DIGITS + near, method="matrices")
    return ctx.mpf(high.value) - ctx.mpf(low.value)


def symmetric(size: int) -> Any:
    """The splitting of the symmetric potential."""
    return split(size, Fraction(0))


def power_series(sizes: Sequence[int], values: Sequence[Any], first: int = 0) -> list[Any]:
    """Coefficients of u^first, u^(first + 1), ... of the polynomial in u through the values."""
    ctx = context(ROOM)
    small = [1 / ctx.mpf(size) ** 1.5 for size in sizes]
    table = ctx.matrix(len(sizes), len(sizes))
    for i, u in enumerate(small):
        for j in range(len(sizes)):
            table[i, j] = u ** (j + first)
    return list(ctx.lu_solve(table, ctx.matrix(list(values))))


def named(value: Any, error: float) -> Fraction | None:
    """The rational with the smallest denominator within the error, unless one would be there by chance."""
    size = abs(Fraction(int(value * 2**300), 2**300))
    rest, steps = size, [(0, 1), (1, 0)]
    while True:
        whole = rest.numerator // rest.denominator
        p, q = (whole * b + a for a, b in zip(*steps[-2:], strict=True))
        steps.append((p, q))
        if abs(Fraction(p, q) - size) <= error:
            break
        rest = 1 / (rest - whole)
    if q * q * error > 1e-3:
        return None
    return Fraction(p if value > 0 else -p, q)


@dataclass(frozen=True)
class Leading:
    """A computed quantity and the leading form, in plain powers, that its series is taken over."""

    name: str
    computed: Callable[[int], Any]
    scale: Callable[[Any, int], Any]


@cache
def coefficients(what: Leading) -> tuple[tuple[Any, float, Fraction | None], ...]:
    """(c_k, its error, rational or None) for k = 0, 1, ..., from computed levels over plain powers of alpha."""
    ctx = context(ROOM)
    ratios = [what.computed(size) / what.scale(ctx, size) for size in FITTED]
    found: list[tuple[Any, float, Fraction | None]] = []
    for k in range(6):
        known = [
            ctx.sqrt(2) ** (j % 2) * real(ctx, exact)
            for j, (_, _, exact) in enumerate(found)
            if exact is not None
        ]
        rest = [
            ratio - sum(c / ctx.mpf(size) ** (1.5 * j) for j, c in enumerate(known))
            for size, ratio in zip(FITTED, ratios, strict=True)
        ]
        place = k - len(known)
        value = power_series(FITTED, rest, len(known))[place]
        error = float(abs(value - power_series(FITTED[1:], rest[1:], len(known))[place]))
        exact = named(value / ctx.sqrt(2) ** (k % 2), error) if place == 0 else None
        found.append((value, error, exact))
    return tuple(found)


def _amplitude_scale(ctx: Any, size: int) -> Any:
    """The leading splitting, as typed here from the literature on the quartic double well."""
    a = ctx.mpf(size)
    front = 8 * ctx.mpf(2) ** ctx.mpf("0.25") * a ** ctx.mpf("1.25") / ctx.sqrt(ctx.pi)
    return front * ctx.exp(-ctx.sqrt(2) * a * ctx.sqrt(a) / 3)


SPLITTING = Leading("splitting", symmetric, _amplitude_scale)


def _shown(value: Any, error: float) -> str:
    """The digits that are certain, by the error estimate."""
    digits = min(25, max(1, int(log10(float(abs(value))) - log10(error))))
    return str(context(40).nstr(value, digits, strip_zeros=False))


def _series(what: Leading) -> Evidence:
    """The coefficients found from levels, and the rationals they are."""
    rows = []
    for k, (value, error, exact) in enumerate(coefficients(what)):
        surd = " sqrt(2)" if k % 2 else ""
        rows.append((str(k), _shown(value, error), "-" if exact is None else f"{exact}{surd}"))
    found = sum(exact is not None for _, _, exact in coefficients(what))
    return Evidence(
        "series",
        f"coefficients of |alpha|^(-3k/2) in the computed {what.name} over its leading form: at least the first three "
        "are rationals, times sqrt(2) for odd k",
        found >= 3,
        len(FITTED),
        table=Table(("k", "found from levels", "identified as"), tuple(rows)),
    )


def judged(formula: Formula, what: Leading) -> Iterator[Evidence]:
    """The leading and the corrected form against computed numbers: rates, limits and coefficients."""
    f = members(formula, "mpmath", 60)
    ctx = context(ROOM)
    computed = {size: what.computed(size) for size in FITTED + JUDGED}
    values = {
        size: [ctx.mpf(v) / real(ctx, W) for v in f(w=W, alpha=Fraction(-size), beta=TILT)]
        for size in computed
    }
    for k, (rate, name) in enumerate(zip(RATES, ("leading", "corrected"), strict=True)):
        rest = [computed[size] / values[size][k] - 1 for size in JUDGED]
        rows = tuple(
            (
                str(-size),
                ctx.nstr(computed[size], 12),
                ctx.nstr(values[size][k], 12),
                ctx.nstr(r, 4),
            )
            for size, r in zip(JUDGED, rest, strict=True)
        )
        yield converges(
            f"computed {what.name} over the {name} form, less 1, alpha from {span(JUDGED, '-')}",
            JUDGED, rest, rate, 0.1, unit="|alpha|",
            table=Table(("alpha", "computed, w", f"{name} form", "ratio less 1"), rows),
            series={"size": JUDGED, "residual": [abs(r) for r in rest]},
        )  # fmt: skip
        fit = power_series(FITTED, [computed[size] / values[size][k] for size in FITTED])
        yield compare(
            f"the prefactor of the {name} form, extrapolated to infinite |alpha|",
            [Pair("infinite |alpha|", ctx.mpf(1), fit[0])], LIMIT_DIGITS, kind="limit",
        )  # fmt: skip
    fit = power_series(FITTED, [values[size][1] / values[size][0] for size in FITTED])
    pairs = (Pair(f"c_{k}", fit[k], coefficients(what)[k][0]) for k in (1, 2))
    yield compare("the two corrections against those found from levels", pairs, LIMIT_DIGITS)
    yield _series(what)


@states
def tunnel_amplitude(formula: Formula, digits: int) -> Iterator[Evidence]:
    """Splittings of symmetric double wells; the exact series by recursion beside them."""
    yield from judged(formula, SPLITTING)
    yield _recursion(formula)


def _recursion(formula: Formula) -> Evidence:
    """The formula's corrections and the coefficients found from levels against the exact recursion."""
    f, ctx = members(formula, "mpmath", 60), context(ROOM)
    exact = [real(ctx, c) * ctx.mpf(8) ** (ctx.mpf(k) / 2) for k, c in enumerate(amplitude(5))]
    failing, rows = "", []
    for k, ((value, error, _), wanted) in enumerate(
        zip(coefficients(SPLITTING), exact, strict=True)
    ):
        off = float(abs(value - wanted))
        if off > 3 * error and not failing:
            failing = (
                f"c_{k} is {ctx.nstr(value, 12)} from levels, {ctx.nstr(wanted, 12)} by recursion"
            )
        rows.append((str(k), _shown(value, error), ctx.nstr(wanted, 25), outward(off, ".1g")))
    # three sizes make three coefficients of the ratio of both forms, to the fourth order in u = 10^-9
    sizes = [10**6 * n for n in (1, 2, 3)]
    ratios = []
    for size in sizes:
        leading, corrected = (ctx.mpf(v) for v in f(w=W, alpha=Fraction(-size), beta=TILT))
        ratios.append(corrected / leading if leading else ctx.inf)
    found = power_series(sizes, ratios)
    for k in (1, 2):
        if abs(found[k] - exact[k]) > ctx.mpf(10) ** -6 and not failing:
            failing = f"c_{k} of the formula is {ctx.nstr(found[k], 12)}, {ctx.nstr(exact[k], 12)} by recursion"
    return Evidence(
        "recursion",
        "coefficients of |alpha|^(-3k/2) by an exact recursion of the Riccati equation, against those found from "
        "levels within three times their errors, and against the formula",
        not failing,
        len(rows) + 2,
        failing=failing,
        table=Table(("k", "found from levels", "by recursion", "difference"), tuple(rows)),
    )
