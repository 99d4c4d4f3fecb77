"""Evidence in one line: a formula against a quadrature, a sum, a random sample, an ordinary differential equation.

Each function takes what the formula says in another way, as a plain Python function of mpmath or NumPy numbers, and
the points at which both are compared; it returns evidence for ``Theory.with_evidence``. None of them looks at the
derivation. ``mp`` is a private context of mpmath that holds more digits than are compared; the points are dicts of
the formula's arguments, whose values are int, Fraction or strings such as "1/3" or "1/2 + 1/3*i". What a point names
besides, such as the small number of a limit, goes to the other way alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import mpmath
import numpy as np

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.bounds import shown_complex
from softpot.numerics.machinery.compile import compiled
from softpot.numerics.machinery.errors import EvidenceError
from softpot.numerics.machinery.evidence import (
    Evidence,
    Pair,
    compare,
    converges,
    round_for_show,
)
from softpot.numerics.machinery.exact import complex_parts, exact
from softpot.numerics.machinery.followed import followed
from softpot.numerics.machinery.outward import outward

__all__ = ["by_ode", "by_quadrature", "by_rate", "by_sampling", "by_summation", "by_value"]

Point = Mapping[str, Any]
Judge = Callable[[Formula, int], Evidence]

_GUARD = 15  # digits beyond those compared
_MOST = 50_000  # terms of a sum
_NONE = 1000  # terms that are 0 one after the other, before a sum is taken to end there
_SIGMAS = 5  # a mean of a sample is known within
_ROUNDED = 1e-12  # of the mean: what rounding leaves of a part that does not scatter
_WRONG = Fraction(1, 1000)  # a leading factor that is off by as much must not be supported
_SLACK = 1.1  # for logarithms in what falls faster than the error


def by_quadrature(
    integrand: Callable[..., Any], limits: Sequence[Any], at: Sequence[Point]
) -> Judge:
    """formula = ∫ f dt: evidence by tanh-sinh quadrature, to the digits of the check.

    integrand: f(mp, t, **point).  limits: two or more numbers, the inner ones where the integrand is not smooth;
    "inf" and "-inf" are ends, too, and so is a function g(mp, **point).  Complex ones are the corners of a path, which
    is followed along straight lines.  at: the points.
    Returns: a function for ``with_evidence``.
    Raises: EvidenceError, when it is called, where twice the digits give another value, of the whole or of one piece
    between two limits (and 0 between two infinite ends): what only cancels from both sides of a pole is no integral.
    Not guaranteed: that an oscillating integral over an infinite range is found.

    >>> from softpot import Formula, Quantity, SymbolTable
    >>> from softpot.numerics import by_quadrature
    >>> S = SymbolTable(Quantity("a", "a", "a rate", assumptions={"positive": True}))
    >>> judge = by_quadrature(lambda mp, t, a: mp.exp(-a * t), (0, "inf"), [{"a": 1}, {"a": "1/3"}])
    >>> judge(Formula("decay", 1 / S.a, S), 20)
    comparison: supports, 20 digits, 2 samples (an integral by quadrature)
    """

    def reference(mp: Any, point: dict[str, Any]) -> Any:
        ends = [_end(mp, end, point) for end in limits]
        pieces = [pair for a, b in pairwise(ends) for pair in _halves(mp, a, b)]
        return [mp.quad(lambda t: integrand(mp, t, **point), pair) for pair in pieces]

    return _against("an integral by quadrature", reference, at)


def by_value(what: str, reference: Callable[..., Any], at: Sequence[Point]) -> Judge:
    """formula = g: evidence by another way of computing it, to the digits of the check.

    what: the other way, in a few words.  reference: g(mp, **point), of a matrix's eigenvalues or a numeric derivative,
    say.  at: the points.
    Raises: EvidenceError, when it is called, where twice the digits give another value.

    >>> from sympy import sqrt
    >>> from softpot import Formula, Quantity, SymbolTable
    >>> from softpot.numerics import by_value
    >>> S = SymbolTable(Quantity("b", "b", "a number"))
    >>> largest = lambda mp, b: max(mp.eigsy(mp.matrix([[1, b], [b, -1]]), eigvals_only=True))
    >>> judge = by_value("an eigenvalue of a matrix", largest, [{"b": 1}, {"b": "2/3"}])
    >>> judge(Formula("level", sqrt(1 + S.b**2), S), 20)
    comparison: supports, 20 digits, 2 samples (an eigenvalue of a matrix)
    """
    return _against(what, lambda mp, point: reference(mp, **point), at)


def by_summation(term: Callable[..., Any], at: Sequence[Point], start: int = 0) -> Judge:
    """formula = Σ_{k ≥ start} f(k): evidence by adding up, to the digits of the check.

    term: f(mp, k, **point), whose size falls at least like a geometric series of ratio 0.99 from some k on.
    Raises: EvidenceError, when it is called, for a series that has not fallen to nothing after 50 000 terms.
    Not guaranteed: series whose terms vanish for a thousand k in a row, and do not later.

    >>> from sympy import exp
    >>> from softpot import Formula, Quantity, SymbolTable
    >>> from softpot.numerics import by_summation
    >>> S = SymbolTable(Quantity("x", "x", "a number"))
    >>> judge = by_summation(lambda mp, k, x: x**k / mp.factorial(k), [{"x": 2}, {"x": "-1/3"}])
    >>> judge(Formula("exponential", exp(S.x), S), 20)
    comparison: supports, 20 digits, 2 samples (a sum, term by term)
    """

    def reference(mp: Any, point: dict[str, Any]) -> Any:
        total, small, none, before = mp.zero, 0, 0, None
        for k in range(start, start + _MOST):
            value = term(mp, k, **point)
            total += value
            size = abs(value)
            none = none + 1 if size == 0 else 0
            if none >= _NONE:
                return total
            if size == 0:
                continue  # which says nothing of the next ones
            falls = before is None or size <= before
            # a tail of ratio 0.99 is a hundred times its first term
            small = small + 1 if falls and size * 100 <= abs(total) * mp.eps else 0
            if small >= 8:
                return total
            before = size
        raise EvidenceError(
            f"a sum has not converged after {_MOST} terms: give one that falls faster"
        )

    return _against("a sum, term by term", reference, at)


def by_ode(
    slope: Callable[..., Any],
    start: tuple[Any, Sequence[Any]],
    at: Sequence[Point],
    along: str,
) -> Judge:
    """formula(x) = y_0(x) with y′ = F(x, y): evidence by Taylor series, step by step, to the digits of the check.

    slope: F(mp, x, y, **point), the list of derivatives of the list y; the formula is the first of y.
    start: x and the list y there, from where x rises.
    along: the name of x among the formula's arguments; ``point`` holds the others.

    >>> from sympy import cos
    >>> from softpot import Formula, Quantity, SymbolTable
    >>> from softpot.numerics import by_ode
    >>> S = SymbolTable(Quantity("x", "x", "a number"))
    >>> judge = by_ode(lambda mp, x, y: [y[1], -y[0]], (0, [1, 0]), [{"x": 1}, {"x": "5/2"}], "x")
    >>> judge(Formula("swing", cos(S.x), S), 15)
    comparison: supports, 15 digits, 2 samples (a differential equation, solved from its initial values)
    """

    def reference(mp: Any, point: dict[str, Any]) -> Any:
        others = {name: value for name, value in point.items() if name != along}
        first, values = _number(mp, start[0]), [_number(mp, v) for v in start[1]]
        if hasattr(first, "_mpc_") or hasattr(point[along], "_mpc_"):
            raise EvidenceError(
                f"{along} is followed through real numbers: on the way to a complex one write {along} = start + s "
                "(end - start) with s from 0 to 1"
            )
        if point[along] < first:
            raise EvidenceError(f"{along} starts at {start[0]}, and is followed upwards only")

        def rising(x: Any, y: Any) -> Any:
            return slope(mp, x, y, **others)

        return followed(mp, rising, first, values, point[along], _shown(point))[0]

    return _against("a differential equation, solved from its initial values", reference, at)


def by_sampling(
    draw: Callable[..., Any], at: Sequence[Point], samples: int = 100_000, seed: int = 1
) -> Judge:
    """formula = <f>: evidence by the mean of a random sample, known within five standard errors.

    Of complex numbers real and imaginary part each have to lie within their own errors; a part that does not
    scatter has to be met to twelve digits of the mean, as the imaginary part of a real sample has to.

    draw: f(rng, size, **point), an array of that many independent values; rng is a NumPy generator.
    Returns: evidence that supports where the formula lies within them; its digits are those that the errors leave.
    Raises: EvidenceError for values that do not scatter or are no numbers, and where not one digit is left.

    >>> from softpot import Formula, Quantity, SymbolTable
    >>> from softpot.numerics import by_sampling
    >>> S = SymbolTable(Quantity("s", "s", "a width", assumptions={"positive": True}))
    >>> judge = by_sampling(lambda rng, size, s: rng.normal(0, s, size) ** 2, [{"s": 1}, {"s": 3}])
    >>> judge(Formula("variance", S.s**2, S), 15).supports
    True
    """

    def judge(formula: Formula, digits: int) -> Evidence:
        f = compiled(formula, "mpmath", 15).members
        failing, worst = "", 0.0
        for number, point in enumerate(at):
            rng = np.random.default_rng([seed, number])
            drawn = draw(rng, samples, **{k: _double(v, k) for k, v in point.items()})
            if np.ma.is_masked(drawn):
                raise EvidenceError(
                    f"the sample at {_shown(point)} holds masked values, which would not count: draw as many others"
                )
            values = np.asarray(drawn)
            if values.dtype.kind not in "biufc":
                raise EvidenceError(f"the sample at {_shown(point)} holds no numbers")
            if values.shape != (samples,):
                raise EvidenceError(
                    f"the sample at {_shown(point)} has the shape {values.shape}, but {samples} independent values in "
                    "one row are needed because the error of their mean is told from that number"
                )
            mean = complex(values.mean())
            errors = [float(part.std(ddof=1)) / samples**0.5 for part in (values.real, values.imag)]
            if not np.isfinite(mean) or not np.isfinite(errors).all() or not max(errors) > 0:
                raise EvidenceError(
                    f"the sample at {_shown(point)} does not scatter, or is no number"
                )
            away = [max(_SIGMAS * error, _ROUNDED * abs(mean)) for error in errors]
            value = complex(f(**point)[0])
            size = abs(mean) if values.dtype.kind == "c" else abs(mean.real)
            worst = max(worst, float(np.hypot(*away)) / size if size else 1.0)
            if abs((value - mean).real) > away[0] or abs((value - mean).imag) > away[1]:
                within = outward(max(away), ".2g")
                words = f"the formula gives {_six(value)}, the sample {_six(mean)} within {within}"
                failing = failing or f"at {_shown(point)} {words}"
        left = int(-np.log10(worst)) if worst < 1 else 0
        if left < 1:
            raise EvidenceError(f"the errors of {samples} samples leave no digit: draw more")
        what = f"means of {samples} samples, within {_SIGMAS} standard errors"
        return Evidence(
            "sampling", what, not failing, len(at), digits=0 if failing else min(digits, left),
            worst=round_for_show(worst), seed=seed, failing=failing,
        )  # fmt: skip

    return judge


def by_rate(
    reference: Callable[..., Any],
    at: Sequence[Point],
    rate: float,
    along: str | Callable[..., Any],
    tolerance: float = 0.1,
) -> Judge:
    """formula/reference − 1 ~ x^rate: evidence for a limit or an asymptotic form, from the fall of its error.

    reference: g(mp, **point), the exact value by another way.  at: three points or more, towards the limit.
    along: the name of x, which counts by its modulus, or a function of mp and the point.
    Returns: a function for ``with_evidence``. It supports where the errors fall at the rate and leave nothing in the
    limit: δ in e = c x^rate + δ, from the last points two by two, falls at least as fast as e.
    Raises: EvidenceError, when it is called, where the points are so far from the limit that a formula with a leading
    factor wrong by 1/1000 would be supported, too. ``check`` does where they do not go where the line holds.

    >>> from softpot import Formula, Quantity, SymbolTable
    >>> from softpot.numerics import by_rate
    >>> S = SymbolTable(Quantity("x", "x", "a small number"))
    >>> judge = by_rate(lambda mp, x: mp.sin(x) / x, [{"x": "1/4"}, {"x": "1/8"}, {"x": "1/16"}], 2, "x")
    >>> judge(Formula("limit", 1 + 0 * S.x, S), 15).supports
    True
    """

    def judge(formula: Formula, digits: int) -> Evidence:
        work = digits + _GUARD
        f, mp = compiled(formula, "mpmath", work).members, _context(work)
        errors = [
            mp.convert(f(**point)[0]) / reference(mp, **_numbers(mp, point)) - 1 for point in at
        ]
        name = along if isinstance(along, str) else "size"
        sizes = [
            abs(_double(point[along], along))
            if isinstance(along, str)
            else float(along(mp, **_numbers(mp, point)))
            for point in at
        ]

        def with_factor(factor: Any) -> Evidence:
            off = [(1 + error) * factor - 1 for error in errors]
            what = f"the relative error along {name}"
            found = converges(what, sizes, off, rate, tolerance, unit=name)
            left = _left_in_the_limit(mp, sizes, off, rate, digits) if found.supports else None
            if left is None:
                return found
            words = f"in the limit the formula is {_six(complex(1 + left))} of what it should be"
            return replace(found, supports=False, failing=words)

        found = with_factor(1)
        for sign in (1, -1) if found.supports else ():
            if with_factor(1 + sign * mp.mpf(_WRONG.numerator) / _WRONG.denominator).supports:
                raise EvidenceError(
                    f"the points end at {name} = {sizes[-1]:g}, from where a leading factor wrong by {float(_WRONG):g} "
                    "cannot be told from a right one: go on towards the limit"
                )
        return replace(found, course=_course(at))

    return judge


def _left_in_the_limit(
    mp: Any, sizes: Sequence[float], errors: Sequence[Any], rate: float, digits: int
) -> Any:
    """δ in e = c x^rate + δ at the last two points; None where it falls at least as fast as e."""
    found = []
    for k in (-3, -2):
        (x, y), (e, f) = map(mp.mpf, sizes[k:][:2]), errors[k:][:2]
        fall = (y / x) ** mp.mpf(rate)
        found.append((f - e * fall) / (1 - fall))
    before, last = found
    expected = abs(before) * (mp.mpf(sizes[-1]) / mp.mpf(sizes[-2])) ** mp.mpf(rate) * _SLACK
    return None if abs(last) <= max(expected, mp.mpf(10) ** -digits) else last


def _course(at: Sequence[Point]) -> dict[str, tuple[float, ...]]:
    """The real values that each argument takes, one point after the other."""
    found = {}
    for name in at[0]:
        values = [_double(point[name], name) for point in at]
        if not any(isinstance(value, complex) for value in values):
            found[name] = tuple(float(value.real) for value in values)
    return found


def _against(
    what: str, reference: Callable[[Any, dict[str, Any]], Any], at: Sequence[Point]
) -> Judge:
    """Evidence that compares with a reference, which is computed with some digits more and with twice as many."""

    def judge(formula: Formula, digits: int) -> Evidence:
        f = compiled(formula, "mpmath", digits + 5).members
        pairs = []
        for point in at:
            mp, more = _context(digits + _GUARD), _context(2 * digits + 2 * _GUARD)
            found, again = (
                [more.convert(part) for part in _parts(reference(c, _numbers(c, point)))]
                for c in (mp, more)
            )
            near = max(map(abs, again)) * more.mpf(10) ** (-digits - 2)
            total = more.fsum(again)
            moved = [abs(a - b) for a, b in zip(found, again, strict=True)]
            if any(away > near for away in moved) or abs(more.fsum(found) - total) > abs(
                total
            ) * more.mpf(10) ** (-digits - 2):
                raise EvidenceError(
                    f"the reference at {_shown(point)} does not settle to {digits} digits: {what}"
                )
            pairs.append(Pair(_shown(point), f(**point)[0], total))
        return compare(what, pairs, digits)

    return judge


def _parts(value: Any) -> list[Any]:
    """What is added up, where a reference comes in parts."""
    return value if isinstance(value, list) else [value]


def _halves(mp: Any, low: Any, high: Any) -> list[list[Any]]:
    """The range, in two parts where both ends are infinite."""
    if mp.isinf(low) and mp.isinf(high) and low != high:
        return [[low, mp.zero], [mp.zero, high]]
    return [[low, high]]


def _end(mp: Any, end: Any, point: dict[str, Any]) -> Any:
    if callable(end):
        return end(mp, **point)
    if isinstance(end, str) and end.strip().lstrip("+-") in ("inf", "oo"):
        return -mp.inf if end.strip().startswith("-") else mp.inf
    return _number(mp, end)


def _context(digits: int) -> Any:
    context = mpmath.MPContext()
    context.dps = digits
    return context


def _number(mp: Any, value: Any) -> Any:
    parts = complex_parts(value)
    if parts is not None:
        return mp.mpc(*(_number(mp, part) for part in parts))
    rational: Fraction = exact(value, "a number")
    return mp.mpf(rational.numerator) / rational.denominator


def _numbers(mp: Any, point: Point) -> dict[str, Any]:
    return {name: _number(mp, value) for name, value in point.items()}


def _double(value: Any, name: str) -> float | complex:
    """A coordinate for a sample, complex where it is."""
    parts = complex_parts(value)
    if parts is None:
        return float(exact(value, name))
    return complex(*(float(exact(part, name)) for part in parts))


def _six(value: complex) -> str:
    real = f"{value.real:.6g}"
    return real if value.imag == 0 else shown_complex(real, f"{value.imag:.6g}")


def _shown(point: Point) -> str:
    return ", ".join(f"{name} = {value}" for name, value in point.items())
