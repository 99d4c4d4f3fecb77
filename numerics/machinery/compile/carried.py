"""Σ to ∞, ∫ and lim in a table of running errors: what ``unending``, ``quadrature`` and ``approached`` need of it.

Terms and integrands are walked like everything else, at the precision that is asked for, each with its error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import flint
import sympy as sp
from gmpy2 import mpq

from softpot.numerics.machinery.compile import approached, quadrature
from softpot.numerics.machinery.compile.analytic import enclosed_integral
from softpot.numerics.machinery.compile.errors import OutOfDomain
from softpot.numerics.machinery.compile.parts import Complex
from softpot.numerics.machinery.compile.precision import precision
from softpot.numerics.machinery.compile.unending import CORNERS, Part, cornered, unending

__all__ = ["integral", "limit", "series"]

_PRODUCT = 64  # factors of an unending product that are multiplied before logarithms are taken


def series(
    table: Any, walk: Any, adds: bool, body: sp.Basic, k: sp.Symbol, low: Any, high: Any
) -> Any:
    """The sum, or product, of body over k from low to high, of which one at least is None: without end."""
    corner = cornered(body, k)
    if corner:
        raise OutOfDomain(
            f"an unending sum or product of {corner} is not carried out: finitely many terms do not tell how it goes on"
        )
    work, bits = table.context, table.bits()
    costly = body.has(sp.Sum, sp.Product, sp.Integral, sp.Limit)
    first, last = (None if b is None else table.whole(b) for b in (low, high))
    if (low is not None and first is None) or (high is not None and last is None):
        raise OutOfDomain("a sum or product runs from one whole number to another")
    if first is not None:
        runs = [(first, 1)]
    else:
        runs = [(0, 1), (1, -1)] if last is None else [(-last, -1)]
    parts = []
    for start, sign in runs:
        term = _term(table, walk, body, k, sign)
        if adds:
            parts.append(unending(work, term, start, bits, costly))
        else:
            parts.append(_product(work, term, start, bits, costly))
    found = [_back(table, p, body) for p in parts]
    return (table.add if adds else table.multiply)(found)


def _term(
    table: Any, walk: Any, body: sp.Basic, k: sp.Symbol, sign: int
) -> Callable[[int, int], Part]:
    def term(n: int, prec: int) -> Part:
        return _walked(table, walk, body, k, mpq(sign * n), prec)

    return term


def _product(
    work: Any, term: Callable[[int, int], Part], first: int, bits: int, costly: bool
) -> Part:
    """exp Σ log of the factors, the first ones multiplied as they are."""
    value, error = work.one, work.zero
    for k in range(first, first + _PRODUCT):
        factor = term(k, bits + 64)
        if not factor.value:
            raise OutOfDomain(
                "a factor of an unending product is 0: it has no value as a limit of logarithms"
            )
        error = error * abs(factor.value) + factor.error * abs(value)
        value = value * factor.value

    def logarithm(k: int, prec: int) -> Part:
        factor = term(k, prec)
        if work.im(factor.value) or not factor.value > 0:
            raise OutOfDomain(
                "an unending product is carried out where its factors become positive"
            )
        keep = work.prec
        try:
            work.prec = prec
            return Part(
                work.log(factor.value), 2 * factor.error / factor.value + work.ldexp(1, 4 - prec)
            )
        finally:
            work.prec = keep

    left = unending(work, logarithm, first + _PRODUCT, bits, costly)
    rest = work.exp(left.value)
    return Part(value * rest, error * rest + 2 * abs(value) * rest * left.error)


def integral(table: Any, walk: Any, body: sp.Basic, x: sp.Symbol, low: Any, high: Any) -> Any:
    """∫ body dx between two expressions."""
    work, bits = table.context, table.bits()
    prec = quadrature.precision_of(bits)
    ends, wrong = [], []
    for bound in (low, high):
        if bound in (sp.oo, -sp.oo):
            ends.append(work.inf if bound is sp.oo else -work.inf)
            continue
        part = _walked(table, walk, bound, x, None, prec)
        if isinstance(part.value, work.mpc) and work.im(part.value):
            raise OutOfDomain("an integral runs between real numbers")
        ends.append(work.re(part.value))
        if part.error:
            wrong.append((work.re(part.value), work.ldexp(part.error, 20)))
    if ends[0] == ends[1]:
        return mpq(0)
    inner = (ends[0] + ends[1]) / 2 if all(map(work.isfinite, ends)) else work.zero
    error = work.zero
    for end, by in wrong:  # what an end is off by, with the integrand beside it
        with work.workprec(prec):
            beside = end + (by if end < inner or work.isinf(inner) else -by)
        error += by * abs(_walked(table, walk, body, x, table.exactly(beside), 2 * prec).value)
    turned = ends[0] > ends[1]
    corners = sorted(c for c in _corners(table, walk, body, x) if min(ends) < c < max(ends))
    places = [min(ends), *corners, max(ends)]

    def f(at: Any, prec: int) -> Part:
        return _walked(table, walk, body, x, table.exactly(at), prec)

    def middle(one: Any, other: Any) -> Part | None:
        return _by_arb(table, walk, body, x, one, other, bits)

    pieces = [
        quadrature.integral(work, f, one, other, bits, middle) for one, other in pairwise(places)
    ]
    found = [_back(table, p, body) for p in (*pieces, Part(work.zero, error))]
    return table.multiply([mpq(-1), table.add(found)]) if turned else table.add(found)


def limit(table: Any, walk: Any, node: Any) -> Any:
    """lim of the expression; from both sides where it asks for that, which must agree."""
    body, x, to, direction = node.args
    work, bits = table.context, table.bits()
    infinite = to in (sp.oo, -sp.oo)
    corner = cornered(body, x)
    if corner:
        raise OutOfDomain(f"a limit of {corner} is not carried out: derive its value first")
    centre = None if infinite else walk(to)
    signs = (
        [1 if to is sp.oo else -1]
        if infinite
        else {"+": [1], "-": [-1]}.get(str(direction), [1, -1])
    )

    def beside(sign: int) -> Callable[[Any, int], Part]:
        def f(h: Any, prec: int) -> Part:
            if centre is None:
                return _walked(table, walk, body, x, table.exactly(sign / h), prec)
            away = table.exactly(sign * h)
            with table.at(prec) as finer:
                at = finer.add([centre, away])
            return _walked(table, walk, body, x, at, prec)

        return f

    found = [approached.limit(work, beside(sign), bits) for sign in signs]
    if len(found) == 2 and abs(found[0].value - found[1].value) > found[0].error + found[1].error:
        raise OutOfDomain("the limits from the two sides differ")
    return _back(table, found[0], body)


def _walked(table: Any, walk: Any, body: sp.Basic, k: sp.Symbol, at: Any, prec: int) -> Part:
    """The expression at k = at (unless that is None), worked out at a precision of its own."""
    work = table.context
    with table.at(prec) as finer:
        found = walk.with_table(finer, {} if at is None else {k: at})(body)
        if isinstance(found, Complex):
            re, im = (finer.inexact(p) for p in found)
            return Part(work.mpc(re.value, im.value), re.error + im.error)
        number = finer.inexact(found)
        return Part(number.value, number.error)


def _back(table: Any, part: Part, body: sp.Basic) -> Any:
    """A number of the table."""
    work = table.context
    re, im = work.re(part.value), work.im(part.value)
    if isinstance(part.value, work.mpc) and im:
        return Complex(table.rounded(+re, part.error), table.rounded(+im, part.error))
    return table.rounded(+re, part.error)


def _corners(table: Any, walk: Any, body: sp.Basic, x: sp.Symbol) -> Iterator[Any]:
    """Where an argument of a modulus, a sign or a condition, linear in x, is 0."""
    for part in body.atoms(*CORNERS[:4], sp.Heaviside, sp.Piecewise):
        if x not in part.free_symbols:
            continue
        for difference in _differences(part):
            slope = sp.diff(difference, x)
            if difference.has(x) and not slope.has(x):
                place = table.inexact(walk(sp.solve(difference, x)[0]))
                yield place.value


def _differences(part: sp.Basic) -> Iterator[sp.Expr]:
    if isinstance(part, sp.Piecewise):
        for relation in part.atoms(sp.core.relational.Relational):
            yield relation.lhs - relation.rhs
    elif isinstance(part, (sp.Max, sp.Min)):
        for one in part.args[1:]:
            yield part.args[0] - one
    else:
        yield part.args[0]


def _by_arb(
    table: Any, walk: Any, body: sp.Basic, x: sp.Symbol, low: Any, high: Any, bits: int
) -> Part | None:
    work = table.context
    with precision(bits + 20):
        at = {
            s: _ball(table, v) for s, v in walk.values.items() if s in body.free_symbols and s != x
        }
        found = enclosed_integral(body, x, at, _arb(low), _arb(high))
        if found is None:
            return None
        real = found.imag.contains(0) and not table.complex
        parts = [(found.real, 1)] if real else [(found.real, 1), (found.imag, work.j)]
        value = work.fsum(_mpf(work, p.mid()) * d for p, d in parts)
        error = work.fsum(_mpf(work, p.rad()) for p, _ in parts)
    return Part(value, error) if error <= work.ldexp(abs(value), 12 - bits) else None


def _arb(value: Any) -> Any:
    sign, mantissa, exponent, _ = value._mpf_
    return flint.arb((-int(mantissa) if sign else int(mantissa), int(exponent)))


def _mpf(work: Any, ball: Any) -> Any:
    mantissa, exponent = ball.man_exp()
    return work.ldexp(work.mpf(int(mantissa)), int(exponent))


def _ball(table: Any, value: Any) -> Any:
    if isinstance(value, Complex):
        return flint.acb(*(_ball(table, p).real for p in value))
    bounded = table.inexact(value)
    return flint.acb(_arb(bounded.value) + flint.arb(0, _arb(bounded.error)))
