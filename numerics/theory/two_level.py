"""Evidence on Eq. (8): the two lowest levels of double wells, to many digits, against the three closed forms.

With u = |alpha|^(-3/2) a computed quantity over the leading form is a series 1 + c_1 u + c_2 u² + ...; the
coefficients come from levels at N values of alpha by interpolation with a polynomial of degree N - 1 in u, their
errors from leaving out the value where the series converges worst, and a rational (times sqrt 2 for odd
powers) is named where its denominator is too small for a chance. Each one found is put in before the next.

Units: w, except where w is given.  Errors: EvidenceError, NotConverged.
Not guaranteed: the series is asymptotic, and the errors of the coefficients are estimates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from math import log10
from typing import Any

from derive.machinery.formula import Formula
from numerics.machinery.evaluate import members
from numerics.machinery.evidence import Evidence, Pair, Table, compare, converges
from numerics.spectrum import precise_levels, splitting
from numerics.theory.sampling import context, real

SIZES = (10, 12, 16, 20, 24, 28, 32, 36, 40, 46, 52, 60, 70, 80, 95, 110)  # |alpha|
JUDGED = (10, 16, 20, 28, 40, 60)  # where formulas are judged by their rate
FITTED = SIZES[3:]  # where coefficients are fitted
TILT = Fraction(-1, 10**16)  # beta: so small that its square is lost in the digits used
W = Fraction(2, 3)  # a value that hides no power as a 1
DIGITS = 60  # of a splitting
_ROOM = 400  # of the context, for levels that agree to 240 digits
RATES = (-1.5, -4.5)
LIMIT_DIGITS = 12


def _decimals(size: int) -> int:
    """How many digits two levels of the symmetric potential agree to, about."""
    return int(0.4714 * size**1.5 / log10(10) / 2.302) + 3


@cache
def split(size: int, beta: Fraction) -> Any:
    """eps_2 - eps_1 at alpha = -size, to DIGITS digits."""
    ctx = context(_ROOM)
    near = _decimals(size) if beta == 0 else min(_decimals(size), 20)
    low, high = (level.value for level in precise_levels(-size, beta, 2, DIGITS + near))
    return ctx.mpf(high) - ctx.mpf(low)


@cache
def tilted(size: int) -> Any:
    """The asymmetry that TILT makes: (E_12² - Delta_0²)^{1/2}."""
    ctx = context(_ROOM)
    return ctx.sqrt(split(size, TILT) ** 2 - split(size, Fraction(0)) ** 2)


def symmetric(size: int) -> Any:
    """The splitting of the symmetric potential."""
    return split(size, Fraction(0))


def power_series(sizes: Sequence[int], values: Sequence[Any], first: int = 0) -> list[Any]:
    """Coefficients of u^first, u^(first + 1), ... of the polynomial in u through the values."""
    ctx = context(_ROOM)
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


@cache
def coefficients(what: str) -> tuple[tuple[Any, float, Fraction | None], ...]:
    """(c_k, its error, rational or None) for k = 0, 1, ..., from computed levels over plain powers of alpha."""
    ctx = context(_ROOM)
    computed, scale = COMPUTED[what]
    ratios = [computed(size) / scale(ctx, size) for size in FITTED]
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


def _asymmetry_scale(ctx: Any, size: int) -> Any:
    return abs(real(ctx, TILT)) * ctx.mpf(size) ** 1.5 / ctx.sqrt(2)


COMPUTED: dict[str, tuple[Callable[[int], Any], Callable[[Any, int], Any]]] = {
    "splitting": (symmetric, _amplitude_scale),
    "asymmetry": (tilted, _asymmetry_scale),
}


def _shown(value: Any, error: float) -> str:
    """The digits that are certain, by the error estimate."""
    digits = min(25, max(1, int(log10(float(abs(value))) - log10(error))))
    return str(context(40).nstr(value, digits, strip_zeros=False))


def _series(what: str) -> Evidence:
    """The coefficients found from levels, and the rationals they are."""
    rows = []
    for k, (value, error, exact) in enumerate(coefficients(what)):
        surd = " sqrt(2)" if k % 2 else ""
        rows.append((str(k), _shown(value, error), "-" if exact is None else f"{exact}{surd}"))
    found = sum(exact is not None for _, _, exact in coefficients(what))
    return Evidence(
        "series",
        f"coefficients of |alpha|^(-3k/2) in the computed {what} over its leading form: at least the first three "
        "are rationals, times sqrt(2) for odd k",
        found >= 3,
        len(FITTED),
        table=Table(("k", "found from levels", "identified as"), tuple(rows)),
    )


def _judged(formula: Formula, what: str) -> Iterator[Evidence]:
    f = members(formula, "mpmath", 60)
    ctx = context(_ROOM)
    computed = {size: computed_at(what, size) for size in FITTED + JUDGED}
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
            f"computed {what} over the {name} form, less 1, alpha from -10 to -60",
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


def computed_at(what: str, size: int) -> Any:
    """The computed quantity at alpha = -size, in units of w."""
    return COMPUTED[what][0](size)


def tunnel_amplitude(formula: Formula, digits: int) -> Iterator[Evidence]:
    """Splittings of symmetric double wells."""
    return _judged(formula, "splitting")


def asymmetry(formula: Formula, digits: int) -> Iterator[Evidence]:
    """Gaps of hardly tilted double wells, with the splitting of the untilted one taken off in the square."""
    return _judged(formula, "asymmetry")


TILTED = (8, 12, 16)  # |alpha| where the asymmetry is far above the splitting
ENERGIES = (Fraction(4, 5), Fraction(2, 5), Fraction(1, 5), Fraction(1, 10))  # E_12/w
CROSSING = (5, 6, 7, 8)  # |alpha| where both are alike
LEGS = (Fraction(1, 2), Fraction(1), Fraction(2), Fraction(5))  # Delta over Delta_0


@cache
def _per_beta(size: int) -> Fraction:
    """The asymmetry over beta, for beta towards 0, rounded."""
    return Fraction(float(tilted(size) / abs(real(context(_ROOM), TILT))))


@cache
def _gap(size: int, beta: Fraction) -> float:
    return float(splitting(-size, beta, 1, 2))


def _leg(size: int, ratio: Fraction) -> Fraction:
    """The beta at which the asymmetry is this multiple of the splitting."""
    return ratio * Fraction(float(symmetric(size))) / _per_beta(size)


def two_level_form(formula: Formula, digits: int) -> Iterator[Evidence]:
    """Gaps of tilted wells against the form made of the splitting without tilt and of the slope at small tilt."""
    f = members(formula, "mpmath", 20)
    ctx = context(20)

    def residual(size: int, beta: Fraction) -> Any:
        amplitude, slope = Fraction(float(symmetric(size))), _per_beta(size)
        value = ctx.mpf(f(Delta=slope * beta, Delta_0=amplitude)[0])
        return ctx.mpf(_gap(size, beta)) / value - 1

    for size in TILTED:
        tilts = [energy / _per_beta(size) for energy in ENERGIES]
        rest = [residual(size, beta) for beta in tilts]
        gaps = [_gap(size, beta) for beta in tilts]
        rows = tuple(
            (f"{gap:.6f}", ctx.nstr(r, 4), ctx.nstr(r / gap**2 * size**4, 4))
            for gap, r in zip(gaps, rest, strict=True)
        )
        yield converges(
            f"alpha = -{size}, asymmetry far above the splitting: computed gap over the form, less 1, E/w from "
            "0.8 to 0.1",
            gaps, rest, 2.0, 0.1, unit="(E/w)",
            table=Table(("E/w", "ratio less 1", "times |alpha|^4 (w/E)^2"), rows),
        )  # fmt: skip
    for ratio in LEGS:
        tilts = [_leg(size, ratio) for size in CROSSING]
        rest = [residual(size, beta) for size, beta in zip(CROSSING, tilts, strict=True)]
        gaps = [_gap(size, beta) for size, beta in zip(CROSSING, tilts, strict=True)]
        scaled = [r * size**4 for size, r in zip(CROSSING, rest, strict=True)]
        rows = tuple(
            (str(-size), f"{gap:.6g}", ctx.nstr(r, 4), ctx.nstr(s / gap**2, 4))
            for size, gap, r, s in zip(CROSSING, gaps, rest, scaled, strict=True)
        )
        yield converges(
            f"asymmetry {ratio} times the splitting, alpha from -5 to -8: computed gap over the form, less 1, times "
            "|alpha|^4",
            gaps, scaled, 2.0, 0.1, unit="(E/w)",
            table=Table(
                ("alpha", "E/w", "ratio less 1", "times |alpha|^4 (w/E)^2"), rows
            ),
        )  # fmt: skip
    yield _no_tilt(formula)


def _no_tilt(formula: Formula) -> Evidence:
    """Without asymmetry the form is the splitting itself, from alpha = -5 to -60."""
    f, ctx = members(formula, "mpmath", 60), context(_ROOM)
    pairs = []
    for size in (*CROSSING, *JUDGED):
        exact = Fraction(int(symmetric(size) * 2**700), 2**700)
        pairs.append(
            Pair(f"alpha = -{size}", ctx.mpf(f(Delta=0, Delta_0=exact)[0]), real(ctx, exact))
        )
    return compare("without asymmetry the form against the computed splitting", pairs, 30)
