"""Definite integrals that are known by a lemma: Fourier's, Dirichlet's, Poisson's, Euler's, Frullani's.

    ∫_0^∞ e^{−c x²} cos bx dx = ½ √(π/c) e^{−b²/4c}     ∫_0^∞ sin(bx)/x dx = π/2 sign b
    ∫_0^∞ cos(bx)/(x² + c) dx = π e^{−|b|√c}/(2√c)       ∫_0^1 x^{p−1} (1 − x)^{q−1} dx = Γ(p)Γ(q)/Γ(p + q)

Each lemma has its conditions: what has to be positive is looked up in the assumptions of the symbols, or granted by
premises. The parameters are read off by matching, and the integrand of the lemma with them is compared with the
stated one by exact algebra. Sources: DLMF (dlmf.nist.gov), and Gradshteyn and Ryzhik (GR), by number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import sympy as sp

from softpot.derive.machinery.discharge.algebra import equalities
from softpot.derive.machinery.discharge.definite import sign_of
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["LEMMAS", "KnownIntegral", "Lemma"]

x, b, c, p, q, n = (sp.Dummy(name) for name in "xbcpqn")  # n is a whole number


@dataclass(frozen=True)
class Lemma:
    """∫_lower^upper f dx = value for real parameters where each of ``positive`` is > 0; ``whole`` ones are integers."""

    source: str
    integrand: sp.Expr
    lower: sp.Expr
    upper: sp.Expr
    value: sp.Expr
    positive: tuple[sp.Expr, ...] = ()
    whole: tuple[sp.Symbol, ...] = ()

    @property
    def parameters(self) -> list[sp.Symbol]:
        free = self.integrand.free_symbols | self.value.free_symbols
        return sorted(free - {x}, key=str)


_0, _1, _2, pi = sp.Integer(0), sp.Integer(1), sp.Integer(2), sp.pi
_HALF, _LINE, _UNIT, _QUARTER, _ARC = (_0, sp.oo), (-sp.oo, sp.oo), (_0, _1), (_0, pi / 2), (_0, pi)
_TURN = c**2 - p**2 - q**2
_GAUSS = sp.sqrt(pi / c) * sp.exp(-(b**2) / (4 * c))
_DECAY = sp.exp(-sp.Abs(b) * sp.sqrt(c))
_FRESNEL = sp.sqrt(pi / (2 * c)) / 2
_G = sp.gamma
_BETA = _G(p + 1) * _G(q + 1) / _G(p + q + 2)
_WALLIS = _G((p + 1) / 2) * _G((q + 1) / 2) / (2 * _G((p + q) / 2 + 1))
_CIRCLE = 1 / (c + p * sp.cos(x) + q * sp.sin(x))
_RESIDUES = "residues in the unit circle"

LEMMAS: tuple[Lemma, ...] = (
    Lemma("GR 3.896.4", sp.exp(-c * x**2) * sp.cos(b * x), *_HALF, _GAUSS / 2, (c,)),
    Lemma("GR 3.952.1", x * sp.exp(-c * x**2) * sp.sin(b * x), *_HALF, b * _GAUSS / (4 * c), (c,)),
    Lemma("DLMF 4.26.12", sp.sin(b * x) / x, *_HALF, pi / 2 * sp.sign(b)),
    Lemma("GR 3.821.9", sp.sin(b * x) ** 2 / x**2, *_HALF, pi * sp.Abs(b) / 2),
    Lemma("GR 3.941.1", sp.exp(-c * x) * sp.sin(b * x) / x, *_HALF, sp.atan(b / c), (c,)),
    Lemma(
        "GR 3.944.5", x * sp.exp(-c * x) * sp.sin(b * x), *_HALF,
        2 * b * c / (b**2 + c**2) ** 2, (c,),
    ),
    Lemma(
        "GR 3.944.6", x * sp.exp(-c * x) * sp.cos(b * x), *_HALF,
        (c**2 - b**2) / (b**2 + c**2) ** 2, (c,),
    ),
    Lemma("GR 3.723.2", sp.cos(b * x) / (x**2 + c), *_HALF, pi * _DECAY / (2 * sp.sqrt(c)), (c,)),
    Lemma("GR 3.723.3", x * sp.sin(b * x) / (x**2 + c), *_HALF, pi / 2 * _DECAY, (b, c)),
    Lemma("GR 3.691.1", sp.sin(c * x**2), *_HALF, _FRESNEL, (c,)),
    Lemma("GR 3.691.1", sp.cos(c * x**2), *_HALF, _FRESNEL, (c,)),
    Lemma("GR 3.521.1", x / sp.sinh(c * x), *_HALF, pi**2 / (4 * c**2), (c,)),
    Lemma(
        "GR 3.981.3", sp.cos(b * x) / sp.cosh(c * x), *_HALF,
        pi / (2 * c * sp.cosh(pi * b / (2 * c))), (c,),
    ),
    Lemma(
        "GR 3.893.2", sp.exp(-c * sp.Abs(x)) * sp.exp(sp.I * b * x), *_LINE,
        2 * c / (b**2 + c**2), (c,),
    ),
    Lemma("GR 3.893.2", sp.exp(-c * sp.Abs(x)) * sp.cos(b * x), *_LINE, 2 * c / (b**2 + c**2), (c,)),
    Lemma(
        "DLMF 10.22.49", sp.exp(-c * x) * sp.besselj(0, b * x), *_HALF,
        1 / sp.sqrt(b**2 + c**2), (c,),
    ),
    Lemma("GR 3.434.2", (sp.exp(-p * x) - sp.exp(-q * x)) / x, *_HALF, sp.log(q / p), (p, q)),
    Lemma("DLMF 5.9.1", x**p * sp.exp(-c * x), *_HALF, _G(p + 1) / c ** (p + 1), (p + 1, c)),
    Lemma(
        "DLMF 5.12.3", x**p / (1 + x) ** q, *_HALF,
        _G(p + 1) * _G(q - p - 1) / _G(q), (p + 1, q - p - 1),
    ),
    Lemma("DLMF 5.12.3", x**p / (1 + x), *_HALF, pi / sp.sin(pi * (p + 1)), (p + 1, -p)),
    Lemma("GR 3.241.2", 1 / (1 + x**q), *_HALF, pi / (q * sp.sin(pi / q)), (q - 1,)),
    Lemma(
        "DLMF 25.5.1", x**p / (sp.exp(c * x) - 1), *_HALF,
        _G(p + 1) * sp.zeta(p + 1) / c ** (p + 1), (p, c),
    ),
    Lemma("DLMF 25.5.3", 1 / (sp.exp(c * x) + 1), *_HALF, sp.log(2) / c, (c,)),
    Lemma(
        "DLMF 25.5.3", x**p / (sp.exp(c * x) + 1), *_HALF,
        (1 - _2 ** (-p)) * _G(p + 1) * sp.zeta(p + 1) / c ** (p + 1), (p, c),
    ),
    Lemma("DLMF 5.12.1", x**p * (1 - x) ** q, *_UNIT, _BETA, (p + 1, q + 1)),
    Lemma("DLMF 5.12.2", sp.sin(x) ** p * sp.cos(x) ** q, *_QUARTER, _WALLIS, (p + 1, q + 1)),
    Lemma("GR 4.224.3", sp.log(sp.sin(x)), *_QUARTER, -pi * sp.log(2) / 2),
    Lemma("GR 4.224.6", sp.log(sp.cos(x)), *_QUARTER, -pi * sp.log(2) / 2),
    Lemma(_RESIDUES, _CIRCLE, _0, 2 * pi, 2 * pi / sp.sqrt(_TURN), (c, _TURN)),
    Lemma(_RESIDUES, _CIRCLE, -pi, pi, 2 * pi / sp.sqrt(_TURN), (c, _TURN)),
    Lemma(
        _RESIDUES, _CIRCLE.subs(q, 0), *_ARC,
        pi / sp.sqrt(c**2 - p**2), (c, c**2 - p**2),
    ),
    Lemma("DLMF 10.9.1", sp.cos(b * sp.sin(x)), *_ARC, pi * sp.besselj(0, b)),
    Lemma("DLMF 10.9.1", sp.cos(b * sp.cos(x)), *_ARC, pi * sp.besselj(0, b)),
    Lemma("DLMF 10.32.1", sp.exp(b * sp.cos(x)), *_ARC, pi * sp.besseli(0, b)),
    Lemma("DLMF 10.9.2", sp.cos(n * x - b * sp.sin(x)), *_ARC, pi * sp.besselj(n, b), (), (n,)),
)  # fmt: skip
"""The lemmas; what is even is found over the whole line too, with twice the value."""


@dataclass(frozen=True)
class KnownIntegral:
    """∫ f dx = value by a lemma of the table ``LEMMAS``, whose conditions the parameters fulfil.

    ``granted`` holds premises such as a < 1, that make positive what the symbols' assumptions do not. Integrals of even
    functions over the line are twice those from 0. Errors: Undischarged. It is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import KnownIntegral, equal
    >>> x, y = sp.symbols("x y", real=True)
    >>> fourier = sp.Integral(sp.exp(-(x**2)) * sp.cos(x * y), (x, -sp.oo, sp.oo))
    >>> bool(KnownIntegral()(equal(fourier, sp.sqrt(sp.pi) * sp.exp(-(y**2) / 4))))
    True
    """

    granted: tuple[sp.Basic, ...] = field(default=())
    kind: str = "a known integral"

    def assumes(self) -> tuple[sp.Basic, ...]:
        """The inequalities granted."""
        return self.granted

    def __call__(self, statement: sp.Basic) -> str:
        sources: list[str] = []
        for lhs, value in equalities(statement):
            if not isinstance(lhs, sp.Integral) or len(lhs.limits) != 1 or len(lhs.limits[0]) != 3:
                raise Undischarged(f"{lhs} is not a single definite integral")
            why = f"no lemma gives {lhs}"
            for found, source, lacking in self.found(lhs):
                if lacking is not None:
                    why = f"{source} needs {lacking} > 0, which no assumption and no premise says"
                    continue
                if vanishes(found - value):
                    sources.append(source)
                    break
                why = f"{source} gives {found}, not {value}"
            else:
                raise Undischarged(why)
        return f"a known integral: {', '.join(dict.fromkeys(sources))}"

    def found(self, integral: sp.Integral) -> Iterator[tuple[sp.Expr, str, sp.Expr | None]]:
        """The values that lemmas give, each with its source and the first condition that is not known to hold.

        >>> import sympy as sp
        >>> from softpot.derive import KnownIntegral
        >>> x = sp.Symbol("x", real=True)
        >>> dirichlet = sp.Integral(sp.sin(2 * x) / x, (x, 0, sp.oo))
        >>> {value for value, _, lacking in KnownIntegral().found(dirichlet) if lacking is None}
        {pi/2}
        """
        z, lower, upper = integral.limits[0]
        if not (z.is_extended_real or z.is_extended_real is None):
            return
        f = integral.function.xreplace({z: x})
        front, core = sp.factor_terms(f).as_independent(x, as_Add=False)
        for lemma in LEMMAS:
            times = _times(lemma, core, lower, upper)
            if times == 0:
                continue
            for at in _matched(lemma, core):
                value = times * front * lemma.value.xreplace(at)
                if not value.has(x):
                    yield value.xreplace({x: z}), lemma.source, self._lacking(lemma, at)

    def _lacking(self, lemma: Lemma, at: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr | None:
        for condition in lemma.positive:
            wanted = condition.xreplace(at)
            if not self._positive(wanted) and not self._positive(sp.factor(wanted)):
                return wanted
        return None

    def _positive(self, wanted: sp.Expr) -> bool:
        """Whether each factor is positive, by the assumptions or by a premise."""
        return all(
            sign_of(factor) == 1 or any(_says(part, factor) for part in self.granted)
            for factor in sp.Mul.make_args(wanted)
        )


def _says(premise: sp.Basic, wanted: sp.Expr) -> bool:
    """Whether a strict inequality says that something is positive, up to a positive number as factor."""
    if not isinstance(premise, (sp.StrictGreaterThan, sp.StrictLessThan)):
        return False
    ratio = sp.cancel((premise.gts - premise.lts) / wanted)
    return bool(ratio.is_number and ratio.is_positive)


def _times(lemma: Lemma, f: sp.Expr, lower: sp.Expr, upper: sp.Expr) -> int:
    """How often the integral of the lemma makes up the one wanted: once, or twice, or not at all."""
    if (lower, upper) == (lemma.lower, lemma.upper):
        return 1
    if (lower, upper) == _LINE and (lemma.lower, lemma.upper) == _HALF:
        t = sp.Dummy("x", real=True)
        if vanishes(f.xreplace({x: t}) - f.xreplace({x: -t})):
            return 2
    return 0


def _matched(lemma: Lemma, f: sp.Expr) -> Iterator[dict[sp.Symbol, sp.Expr]]:
    """Parameters with which the integrand is the lemma's, which is checked over its range."""
    wild = {a: sp.Wild(str(a), exclude=[x]) for a in lemma.parameters}
    pattern = lemma.integrand.xreplace(wild)
    t = sp.Dummy("x", positive=True) if lemma.lower == 0 else sp.Dummy("x", real=True)
    for form in dict.fromkeys((f, sp.powsimp(sp.powdenest(sp.factor_terms(f))), sp.cancel(f))):
        found = form.match(pattern)
        if found is None:
            continue
        at = {a: found.get(w, sp.Integer(0)) for a, w in wild.items()}
        if not all(v.is_extended_real and v.is_finite is not False for v in at.values()):
            continue
        if any(at[a].is_integer is not True for a in lemma.whole):
            continue
        here = lemma.integrand.xreplace(at)
        if here.has(sp.nan, sp.zoo) or not here.has(x):
            continue
        if vanishes((f - here).xreplace({x: t})):
            yield at
