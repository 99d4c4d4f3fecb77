"""Is this expression identically zero? By exact algebra, and never against the numbers.

Rational functions with radicals are decided as polynomials (``radicals``).  For the rest ``vanishes`` answers True
only when exact rewriting reaches 0 *and* the expression is 0 at sample points: SymPy's ``simplify`` has been wrong, and
a sample can refute it though it cannot prove.
It never uses ``Expr.equals``, which decides by one random point.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp
from sympy.core.evalf import PrecisionExhausted
from sympy.core.function import AppliedUndef
from sympy.functions.elementary.hyperbolic import HyperbolicFunction

from softpot.derive.machinery.discharge.gammaforms import COUNTED, not_by_gamma
from softpot.derive.machinery.discharge.leibniz import may_be_carried_out
from softpot.derive.machinery.discharge.radicals import is_zero
from softpot.derive.machinery.discharge.recurrences import in_lowest_orders
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.points import ratio

# What SymPy would evaluate by its own lights, which have been wrong
_AS_THEY_STAND = (sp.Sum, sp.Product, sp.Limit)

_DIGITS = 30  # of the samples; an identity that fails does so in the first few
_MOST_DIGITS = 10_000  # before what cancels is taken for 0
_SIZES = (sp.Integer(1), sp.Integer(1), sp.Integer(1), sp.Rational(1, 10**4), sp.Integer(40))
_POINTS = len(_SIZES)
_FAR = 40  # shifts of an argument of Γ beyond which nothing is multiplied out


def vanishes(expression: sp.Basic) -> bool:
    """Whether f = 0 identically on the domain that the symbols of the expression assume.

    Derivatives, determinants and substitutions are carried out; integrals, sums and limits are
    not: they cancel only as they stand. False means "not shown", which is not "shown non-zero".
    """
    if isinstance(expression, sp.MatrixBase):
        return all(vanishes(member) for member in expression)
    carried = carry_out(expression)
    if isinstance(carried, sp.MatrixBase):
        return all(vanishes(member) for member in carried)
    if carried == 0:
        return True
    if not isinstance(carried, sp.Expr):
        return False
    decided = is_zero(carried)
    if decided is not None:
        return decided
    if not _zero_at_samples(carried):
        return False
    return any(form == 0 for form in _forms(carried))


def carry_out(expression: sp.Basic) -> sp.Basic:
    """The expression with derivatives, determinants and substitutions done.

    Integrals, sums, products and limits stay as they stand, and so does a derivative or a substitution
    of one: SymPy's own evaluation of them is no proof. A derivative of an integral is carried out where
    that may be done (``leibniz``).
    """
    kept: dict[sp.Basic, sp.Basic] = {}
    done = _masked(expression, kept).doit(integrals=False)
    if isinstance(done, (sp.Basic, sp.MatrixBase)):
        for shown, meant in kept.items():
            done = done.subs(shown, meant)
    if isinstance(done, sp.MatrixBase):
        return done
    if isinstance(done, sp.Basic):
        return done.replace(lambda e: isinstance(e, sp.Integral), _linear)
    raise TheoryError(f"{expression} is not an expression")


def _masked(
    expression: sp.Basic, kept: dict[sp.Basic, sp.Basic], kinds: tuple[type, ...] = _AS_THEY_STAND
) -> sp.Basic:
    """The expression with a dummy, noted in ``kept``, for each outermost part that must not be evaluated."""
    if (
        isinstance(expression, kinds)
        or (isinstance(expression, (sp.Derivative, sp.Subs)) and expression.has(*_AS_THEY_STAND))
        or (isinstance(expression, sp.Derivative) and not may_be_carried_out(expression))
    ):
        for shown, meant in kept.items():
            if meant == expression:
                return shown
        made = sp.Dummy(real=getattr(expression, "is_extended_real", None))
        kept[made] = expression
        return made
    if not expression.args or isinstance(expression, sp.Integral):
        return expression
    args = [_masked(part, kept, kinds) for part in expression.args]
    return (
        expression
        if all(a is b for a, b in zip(args, expression.args, strict=True))
        else (expression.func(*args))
    )


def _linear(integral: sp.Integral) -> sp.Basic:
    """The integral with the factors that do not depend on its variables in front of it."""
    variables = integral.variables
    constant, rest = integral.function.as_independent(*variables, as_Add=False)
    return constant * sp.Integral(rest, *integral.limits)


def _forms(expression: sp.Expr) -> Iterator[sp.Expr]:
    """Ever more costly exact rewritings, each of which leaves the value alone."""
    yield sp.expand(expression)
    numerator = sp.numer(sp.together(expression))
    yield sp.expand(numerator)
    yield sp.expand(sp.powdenest(sp.expand_power_base(numerator), force=False))
    yield sp.expand(sp.powsimp(sp.expand(numerator)))
    hidden = _masked(sp.expand(numerator), {}, (*_AS_THEY_STAND, sp.Integral))
    yield sp.radsimp(hidden)  # SymPy 1.13 would look for roots in the limits of an integral
    yield sp.expand(numerator.rewrite(sp.exp))
    if numerator.has(HyperbolicFunction):  # quotients of exponentials, over one denominator
        yield sp.expand(sp.numer(sp.together(numerator.rewrite(sp.exp))))
    yield from _special_forms(numerator)
    lowered = in_lowest_orders(sp.expand(numerator))
    if lowered != numerator:
        yield sp.expand(sp.numer(sp.together(lowered)))
    masked: dict[sp.Basic, sp.Basic] = {}
    last = _masked(_countable(expression), masked, (*_AS_THEY_STAND, sp.Integral))
    if not any(_stands_alone(node, last) for node in masked):
        yield sp.simplify(last)


def _stands_alone(node: sp.Basic, e: sp.Expr) -> bool:
    """Whether e is a number other than 0 times the unknown, and something free of it: that is not 0."""
    parts = [part for part in sp.Add.make_args(sp.expand_mul(e)) if part.has(node)]
    return len(parts) == 1 and bool((parts[0] / node).is_number)


def _countable(e: sp.Expr) -> sp.Expr:
    """With a dummy for each binomial, factorial or the like that must not be rewritten by Γ."""
    kept = not_by_gamma(e)
    if kept:  # what is left need not cancel, and SymPy would multiply out Γ(n + 1000)/Γ(n)
        kept |= {f for f in e.atoms(*COUNTED) if any(abs(i) > _FAR for i in f.atoms(sp.Integer))}
    return e.xreplace({node: sp.Dummy(real=node.is_extended_real) for node in kept})


def _special_forms(e: sp.Expr) -> Iterator[sp.Expr]:
    """Rewritings that single functions ask for, each an identity of principal values."""
    if e.has(sp.acos):
        yield sp.expand(e.replace(sp.acos, lambda z: sp.pi / 2 - sp.asin(z)))
    if e.has(sp.hankel1, sp.hankel2, sp.erfi):
        e = e.replace(sp.hankel1, lambda v, z: sp.besselj(v, z) + sp.I * sp.bessely(v, z))
        e = e.replace(sp.hankel2, lambda v, z: sp.besselj(v, z) - sp.I * sp.bessely(v, z))
        yield sp.expand(e.replace(sp.erfi, lambda z: -sp.I * sp.erf(sp.I * z, evaluate=False)))
    if e.has(sp.jn, sp.yn, sp.harmonic, sp.polylog):
        yield sp.expand(sp.numer(sp.together(sp.expand_func(_countable(e)))))
    if e.has(sp.conjugate, sp.re, sp.im, sp.Abs):
        yield _in_parts(e)
    if e.has(sp.Max, sp.Min):
        yield sp.expand(
            e.replace(sp.Max, _larger).replace(sp.Min, lambda *v: -_larger(*(-a for a in v)))
        )
    if e.has(sp.I):
        turned = _cartesian(e)
        if turned != e:
            yield sp.expand(turned)
            yield sp.expand(sp.radsimp(sp.numer(sp.together(turned))))
    if e.has(sp.sin, sp.cos, sp.tan, sp.cot) and not e.has(*_AS_THEY_STAND, sp.Integral):
        halved = {s: 2 * s for s in e.free_symbols if s.is_integer is None}
        yield sp.expand(sp.numer(sp.together(e.subs(halved, simultaneous=True).rewrite(sp.exp))))


def _larger(*values: sp.Expr) -> sp.Expr:
    """max(a, b) = (a + b + |a − b|)/2 of two real numbers."""
    if len(values) != 2 or not all(v.is_real for v in values):
        return sp.Max(*values)
    a, b = values
    return (a + b + sp.Abs(a - b)) / 2


def _cartesian(e: sp.Expr) -> sp.Expr:
    """With angles as arcs of tangents, and what turns by them, and powers of complex numbers, as x + iy."""
    e = e.replace(sp.arg, _angle).replace(sp.exp, _turn)
    return e.replace(
        lambda node: isinstance(node, sp.Pow) and node.is_number and node.base.has(sp.I),
        sp.expand_complex,
    )


def _turn(exponent: sp.Expr) -> sp.Expr:
    """exp(i k atan t) = ((1 + i t)/√(1 + t²))^k for real t and whole k."""
    factor, rest = sp.Integer(1), []
    for term in sp.Add.make_args(exponent):
        angles = [f for f in sp.Mul.make_args(term) if isinstance(f, sp.atan)]
        count = term / (sp.I * angles[0]) if len(angles) == 1 else sp.nan
        if count.is_Integer and angles[0].args[0].is_extended_real:
            t = angles[0].args[0]
            factor *= ((1 + sp.I * t) / sp.sqrt(1 + t**2)) ** count
        else:
            rest.append(term)
    return factor * sp.exp(sp.Add(*rest))


def _angle(z: sp.Expr) -> sp.Expr:
    """arg(x + iy) = atan(y/x) where x > 0."""
    x, y = sp.expand_complex(z).as_real_imag()
    known = not (x.has(sp.re, sp.im) or y.has(sp.re, sp.im)) and y.is_extended_real
    return sp.atan(sp.cancel(y / x)) if known and x.is_positive else sp.arg(z)


def _in_parts(e: sp.Expr) -> sp.Expr:
    """With z = x + iy, x and y real, for each complex symbol."""
    put = {}
    for z in sorted(e.free_symbols, key=str):
        if z.is_extended_real is None and z.is_commutative and z.is_imaginary is None:
            put[z] = sp.Dummy("x", real=True) + sp.I * sp.Dummy("y", real=True)
    if not put or e.has(*_AS_THEY_STAND, sp.Integral, AppliedUndef):
        return e
    return sp.expand(sp.expand_complex(e.subs(put, simultaneous=True)))


def _zero_at_samples(expression: sp.Expr) -> bool:
    """Whether the expression is zero at a few rational points that its symbols' assumptions admit."""
    if expression.has(*_AS_THEY_STAND):
        return True
    expression = _made_concrete(expression)
    symbols = sorted(expression.free_symbols, key=str)
    for k in range(_POINTS):
        point = {s: _sample(s, place, k) for place, s in enumerate(symbols)}
        terms = sp.Add.make_args(expression)
        values = [_number(term.subs(point)) for term in terms]
        if not all(value.is_number and value.is_finite for value in values):
            continue
        scale = max((abs(value) for value in values), default=sp.Integer(0))
        if abs(sum(values)) > scale * sp.Rational(1, 10**20):
            return False
    return True


def _number(term: sp.Expr) -> sp.Expr:
    """The value of a term; with very many digits where parts of it cancel, as in 1 − tanh² of something large."""
    try:
        return sp.N(term, _DIGITS, strict=True)
    except PrecisionExhausted:
        return sp.N(term, _DIGITS, maxn=_MOST_DIGITS)


def _made_concrete(expression: sp.Expr) -> sp.Expr:
    """The expression with a definite function for each undefined one, and point values for integrals.

    An identity that holds for every function, and for integrals as far as they are linear, holds for
    these; so they can refute it.
    """
    while expression.has(sp.Integral):
        expression = expression.replace(
            lambda e: isinstance(e, sp.Integral) and not e.function.has(sp.Integral), _point_values
        )
    if expression.has(AppliedUndef):
        expression = expression.replace(lambda e: isinstance(e, AppliedUndef), _definite)
        expression = expression.doit()
    return expression


def _point_values(integral: sp.Integral) -> sp.Expr:
    """A linear functional in the place of an integral: values of the integrand at two points."""
    first = integral.function.subs([(x, sp.Rational(2, 7)) for x in integral.variables])
    second = integral.function.subs([(x, sp.Rational(5, 3)) for x in integral.variables])
    return first + 3 * second


def _definite(applied: AppliedUndef) -> sp.Expr:
    """A definite function in the place of an undefined one: a cubic without symmetry."""
    number = 1 + sum(map(ord, str(applied.func))) % 7
    total = sp.Rational(number, 3)
    for k, argument in enumerate(applied.args):
        total += (k + 2) * argument + number * argument**3 / (k + 5)
    return total**2


def _sample(symbol: sp.Basic, place: int, k: int) -> sp.Rational:
    """Point number k for symbol number ``place``: all of one sign, of the other, mixed, tiny and huge."""
    if getattr(symbol, "is_integer", None):
        value = sp.Integer(3 + place + (k if k % 2 else 2 * k))
        if getattr(symbol, "is_odd", None) or getattr(symbol, "is_even", None):
            value = 2 * value + (1 if symbol.is_odd else 0)
    else:
        value = sp.Rational(ratio(place, k)) * _SIZES[k]
    mixed = bool((place + k) % 2) if k > 1 else k == 1
    if getattr(symbol, "is_nonpositive", None) or (
        mixed and not getattr(symbol, "is_nonnegative", None)
    ):
        return -value
    return value
