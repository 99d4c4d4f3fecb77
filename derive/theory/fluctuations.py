"""Footnote 2: how large the fluctuations of the linear coefficient have to be for Eq. (2)."""

from __future__ import annotations

from sympy import Abs, Derivative, Expr, Integral, Rational, Subs, Tuple, exp, gamma, oo, pi, sqrt

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import GammaIntegral, equal
from softpot.derive.machinery.theory import Printed, entry
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.derive.theory.distribution import SECTION
from softpot.derive.theory.symbols import S

eta, t, t_p, h_p, eta_p = S.eta, S.t, S.t_p, S.h_p, S.eta_p
width, f_0 = S.delta_h, S.f_0
THIRD = Rational(1, 3)

LINE = (t_p, -oo, oo)


def _normal(h: Expr) -> Expr:
    """The normal density of the linear coefficient, about zero."""
    value: Expr = exp(-(h**2) / (2 * width**2)) / (sqrt(2 * pi) * width)
    return value


def _premise(d: Derivation) -> Expr:
    """The lines shared by both limits; the linear coefficient as a function of eta, t and t'."""
    _, _, h_of = d.uses("shift").args
    d.uses("sea-gull")
    d.premise(
        equal(S.G_p(h_p, eta_p, t_p), f_0 * _normal(h_p)),
        "the linear coefficient fluctuates about zero, with the width {width}; the density {f} of {eta} and {t} "
        "changes so little in the range concerned that it is a constant",
        width=width, f=f_0, eta=eta_p, t=t_p,
    )  # fmt: skip
    return h_of  # type: ignore[no-any-return]


@entry(
    "linear-fluctuations",
    title="Large fluctuations of the linear coefficient",
    equation="footnote 2",
    section=SECTION,
    expected=Verdict.VERIFIED,
    printed=Printed(
        None,
        PrintedVerdict.UNREADABLE,
        survives="The condition of the footnote is lost. What follows from Eq. (6) is a width of h' much larger than "
        "|eta|^(3/2) for all eta in question.",
    ),
    note="The width has to be so large because h' enters with all t' for which it lies within its width, and they "
    "reach to |t'| of order delta_h^(1/3). P_0 here falls with eta, so that P has a minimum in t at t = 0; it also "
    "limits the range of the sea-gull to |eta| much below 2.5 delta_h^(2/3).",
)
def linear_fluctuations(d: Derivation) -> Derived:
    """With a normal distribution of h' about zero of width delta_h, P is |eta| P_0 with P_0 constant up to the relative
    correction -2 Gamma(5/6)/Gamma(1/6) (eta - 3t^2/8)/delta_h^(2/3): Eq. (2) needs delta_h much larger than
    |eta|^(3/2)."""
    h_of = _premise(d)
    on_line = t_p * eta / 2 + t_p**3 / 16
    at_zero = t_p**3 / 16
    d.step(
        equal(Subs(h_of, t, 0), on_line),
        "{P_0} is a function of the invariants, so the line {line} is enough, where the first is {eta} and "
        "the second is 0",
        P_0=S.P_smooth(eta, t), line=equal(t, 0), eta=eta,
    )  # fmt: skip
    leading = gamma(Rational(1, 6)) * f_0 / (3 * sqrt(pi) * width ** (2 * THIRD))
    d.step(
        equal(Integral(f_0 * _normal(at_zero) / 2, LINE), leading),
        "half of the integral over {t_p} at its end",
        GammaIntegral(),
        t_p=t_p,
    )
    slope = -f_0 * t_p**4 * _normal(at_zero) / (64 * width**2)
    d.step(
        equal(Subs(Derivative(f_0 * _normal(on_line) / 2, eta), eta, 0), slope),
        "the integrand's derivative with respect to {eta}",
        eta=eta,
    )
    first = -2 * gamma(Rational(5, 6)) * f_0 / (3 * sqrt(pi) * width ** (4 * THIRD))
    d.step(
        equal(Integral(slope, LINE), first),
        "and its integral; the derivative with respect to the other invariant vanishes by symmetry",
        GammaIntegral(),
    )
    plus = f_0 * t_p**8 * _normal(at_zero) / (2048 * width**4)
    minus = f_0 * t_p**2 * _normal(at_zero) / (8 * width**2)
    d.step(
        equal(Subs(Derivative(f_0 * _normal(on_line) / 2, (eta, 2)), eta, 0), plus - minus),
        "its second derivative has two parts",
    )
    second = 2 * f_0 / (3 * width**2)
    d.step(
        equal(Tuple(Integral(plus, LINE), Integral(minus, LINE)), Tuple(second, second)),
        "which cancel: there is no correction of second order",
        GammaIntegral(),
    )
    result = Abs(eta) * (leading + first * (eta - Rational(3, 8) * t**2))
    d.limit(
        equal(S.P(eta, t), result),
        "that the rest is of third order, {e} and {c} being of first order, is left to numbers",
        e=eta / width ** (2 * THIRD),
        c=t**2 / width ** (2 * THIRD),
    )
    return d.result(result, lhs=S.P(eta, t))


@entry(
    "narrow-fluctuations",
    title="Small fluctuations of the linear coefficient",
    equation="footnote 2",
    section=SECTION,
    expected=Verdict.VERIFIED,
)
def narrow_fluctuations(d: Derivation) -> Derived:
    """Where delta_h is much smaller than eta^(3/2) the older result, P finite at eta = 0, comes back: for potentials
    with one well P is the density f_0 itself, up to a correction of order delta_h^2/eta^3."""
    h_of = _premise(d)
    d.premise(eta > Rational(9, 32) * t**2, "one well, so a single origin")
    d.step(
        equal(Subs(h_of, t_p, t), 0),
        "the linear coefficient vanishes where {t_p} is {t}: there the origin is the stationary point itself",
        t=t, t_p=t_p,
    )  # fmt: skip
    linear = S.h_g
    first, second, third = 2 / eta, -3 * t / eta**3, 3 * (9 * t**2 - 4 * eta) / (2 * eta**5)
    slopes = (eta / 2, 3 * t / 8, Rational(3, 8))
    for order, (value, which) in enumerate(zip(slopes, ("first", "second", "third"), strict=True)):
        d.step(
            equal(Subs(Derivative(h_of, (t_p, order + 1)), t_p, t), value),
            f"its {which} derivative there",
        )
    d.step(
        equal(
            Tuple(
                slopes[0] * first,
                slopes[1] * first**2 + slopes[0] * second,
                slopes[2] * first**3 + 3 * slopes[1] * first * second + slopes[0] * third,
            ),
            Tuple(1, 0, 0),
        ),
        "the first three derivatives {derivatives} of {t_p} as a function of the linear coefficient {v}: one function "
        "put into the other gives {v}, whose derivatives are 1, 0 and 0",
        derivatives=Tuple(first, second, third), t_p=t_p, v=linear,
    )  # fmt: skip
    whole = (linear, -oo, oo)
    d.step(
        equal(
            Tuple(*(Integral(linear**k * _normal(linear), whole) for k in (0, 2))),
            Tuple(1, width**2),
        ),
        "the mean of 1 and of {square} over a normal distribution",
        GammaIntegral(),
        square=linear**2,
    )  # fmt: skip
    result = f_0 * (1 + width**2 * (27 * t**2 - 12 * eta) / (8 * eta**4))
    d.step(
        equal(eta * f_0 / 2 * (first + third / 2 * width**2), result),
        "half of {eta} times the mean of the derivative",
        eta=eta,
    )
    d.limit(
        equal(S.P(eta, t), result),
        "that the rest is of the order {order} is left to numbers",
        order=width**4 / eta**6,
    )
    return d.result(result, lhs=S.P(eta, t), domain=eta > Rational(9, 32) * t**2)
