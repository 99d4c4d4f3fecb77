r"""P(eta, t) d eta d t = |eta| P_0(eta, t) d eta d t,   alpha = eta/eta_L,   beta = -t/sqrt(eta_L).

A ``Distribution`` is the smooth factor P_0 in units of its own amplitude, the scale eta_L, the choice of origin
at which P_0 is read (the barrier's top, as in the paper, or the deepest minimum), and the cutoffs:

* ``alpha_max``: only two-well potentials with |alpha| <= alpha_max about the barrier's top count;
* ``eta_max``: only one-well potentials with eta <= eta_max count.

Both are properties of the potential, not of the origin.  With ``frozen`` the potentials beyond alpha_max do not
tunnel, but vibrate in the deepest well (see ``statistics.heat.frozen``); without it they do not count at all.
``constant``, ``exponential`` (exp(eta/delta_eta)), ``smooth`` (a SymPy expression in the theory's eta and t) and
``flat`` (the older P = const, without |eta|) make them; ``delta_t`` multiplies P_0 by exp(-t^2/(2 delta_t^2)).

Shapes: ``density(...)`` takes arrays that broadcast.  Units: all numbers dimensionless; densities in units of the
amplitude P_0 (or P).  Errors: ValueError or TypeError, in one sentence; a request that diverges is refused.
Not guaranteed: that a P_0 given by an expression is smooth between the points where it is evaluated.
Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eqs. (2), (6), (10).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
import sympy as sp

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.showing import latex_number
from softpot.derive.machinery.travel import Travels
from softpot.derive.theory.symbols import S
from softpot.numerics.machinery.compile import Compiled, compiled
from softpot.numerics.machinery.exact import Number, exact, shown
from softpot.numerics.machinery.outward import outward
from softpot.numerics.statistics.model.geometry import FloatArray, wells_of_top
from softpot.numerics.statistics.model.tunnelling import curvature_of_splitting

if TYPE_CHECKING:
    from softpot.numerics.statistics.model.sampling import Ensemble

__all__ = [
    "LARGEST_CUTOFF",
    "SMALLEST_CUTOFF",
    "Distribution",
    "Origin",
]

Origin = Literal["barrier-top", "deepest-minimum"]

# what a Distribution is made of
_KINDS: dict[str, type] = {
    "name": str, "factor": sp.Expr, "eta_L": float, "alpha_max": float, "eta_max": float, "sea_gull": bool,
    "frozen": bool,
}  # fmt: skip

SMALLEST_CUTOFF = 1.0
SMALLEST_FROZEN = 4.0
LARGEST_CUTOFF = 1e12
SMALLEST_SCALE = 1e-12
_FAR = np.array([1e8, 1e10, 1e12])


def positive(value: object, name: str, why: str) -> float:
    """A finite number above zero, or one sentence."""
    number = float(exact(value, name))
    if not number > 0.0:
        raise ValueError(f"{name} is {number:g}, but a positive number is needed because {why}")
    return number


def within(value: object, name: str, low: float, high: float, why: str) -> float:
    """A number in a range, or one sentence."""
    number = positive(value, name, why)
    if not low <= number <= high:
        raise ValueError(
            f"{name} is {number:g}, but a number from {low:g} to {high:g} is needed because {why}"
        )
    return number


@dataclass(frozen=True)
class Distribution(Travels):
    """P(eta, t) = |eta| P_0(eta, t) (or P = P_0), with its scale, origin and cutoffs.

    ``Distribution.constant``, ``exponential``, ``smooth`` and ``flat`` make one.
    factor: P_0 as an expression in eta and t alone, in units of its amplitude.  sea_gull: whether P = |eta| P_0.
    eta_L: the scale, alpha = eta/eta_L and beta = -t/sqrt(eta_L).
    alpha_max: potentials with two wells count up to |alpha| = alpha_max about the barrier's top; +inf for all.
    eta_max: potentials with one well count up to eta = eta_max; +inf for all.
    origin: where P_0 is read, "barrier-top" or "deepest-minimum".
    frozen: whether potentials beyond alpha_max, which do not tunnel, still vibrate in their deepest well.
    respects_equivalent_origins: whether P/|eta| has equal values at equivalent origins, as Eq. (6) demands, tested
    on random potentials with two wells.
    Raises: TypeError or ValueError for what is no distribution, or leads to no finite result.
    Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eqs. (2), (6), (10).
    Not guaranteed: that a P_0 given by an expression is smooth between the points where it is evaluated.

    >>> from softpot import Distribution
    >>> Distribution.constant(alpha_max=10)
    Distribution P = |eta| P_0, P_0 = 1
      eta_L = 0.01, two wells: |alpha| <= 10, origin: barrier-top
    """

    name: str
    factor: sp.Expr
    eta_L: float
    alpha_max: float
    eta_max: float
    origin: Origin
    sea_gull: bool
    frozen: bool = False
    respects_equivalent_origins: bool = field(init=False)
    _compiled: Compiled | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, kind in _KINDS.items():
            if not isinstance(getattr(self, name), kind):
                raise TypeError(
                    f"{name} is {shown(getattr(self, name))}, but {kind.__name__} is needed: constant, exponential, "
                    "smooth and flat make distributions"
                )
        if not (self.eta_L > 0.0 and self.alpha_max > 0.0 and self.eta_max > 0.0):
            raise ValueError(
                f"eta_L, alpha_max and eta_max are {self.eta_L:g}, {self.alpha_max:g} and {self.eta_max:g}, but "
                "positive numbers are needed because they are a scale and two cutoffs"
            )
        if self.frozen and not SMALLEST_FROZEN <= self.alpha_max < inf:
            raise ValueError(
                f"frozen is given and alpha_max is {self.alpha_max:g}, but a cutoff of at least {SMALLEST_FROZEN:g} is "
                "needed because wells are frozen beyond it and hold no level below a lower barrier"
            )
        if not isinstance(self.origin, str) or self.origin not in (
            "barrier-top",
            "deepest-minimum",
        ):
            raise ValueError(
                f'origin is {shown(self.origin)}, but "barrier-top" or "deepest-minimum" is needed because these are '
                "the choices that meet each potential once"
            )
        number = self.factor.free_symbols
        # double precision knows no e^-800, which for a density is zero
        safe = self.factor.replace(sp.exp, lambda power: sp.exp(sp.Max(power, -300)))
        made = compiled(Formula("P_0", safe, S), "numpy") if number else None
        object.__setattr__(self, "_compiled", made)
        object.__setattr__(self, "respects_equivalent_origins", self._respects())

    @classmethod
    def constant(
        cls,
        *,
        alpha_max: Number | None = None,
        smallest_splitting: Number | None = None,
        eta_L: Number = Fraction(1, 100),
        eta_max: Number | None = None,
        delta_t: Number | None = None,
        origin: Origin = "barrier-top",
        frozen: bool = False,
    ) -> Distribution:
        """P = |eta| P_0, P_0 constant, for |alpha| <= alpha_max.

        eta_L: the scale, 1e-12 to 1.  origin: where P_0 is read.  eta_max: the cutoff of potentials with one well.
        alpha_max, smallest_splitting: the cutoff of potentials with two, as |alpha| (1 to 1e12) or as the least
        tunnel splitting in w; one of them.  delta_t: multiplies P_0 by exp(-t^2/(2 delta_t^2)).
        frozen: potentials beyond the cutoff do not tunnel, but vibrate in their deepest well.
        Raises: TypeError or ValueError, also where the specific heat would diverge.
        Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eqs. (2), (10).

        >>> from softpot import Distribution
        >>> made = Distribution.constant(smallest_splitting="1e-6")
        >>> round(made.alpha_max, 4), made.respects_equivalent_origins
        (11.5471, True)
        """
        factor = _width(sp.Integer(1), delta_t)
        cut = _cutoff(alpha_max, smallest_splitting)
        return _made("constant", factor, eta_L, cut, eta_max, origin, True, frozen)

    @classmethod
    def exponential(
        cls,
        delta_eta: Number = Fraction(1, 10),
        *,
        eta_L: Number = Fraction(1, 100),
        eta_max: Number | None = None,
        alpha_max: Number | None = None,
        smallest_splitting: Number | None = None,
        delta_t: Number | None = None,
        origin: Origin = "barrier-top",
        frozen: bool = False,
    ) -> Distribution:
        """P = |eta| P_0, P_0 = exp(eta/delta_eta), one-well potentials up to eta_max (1 unless told).

        delta_eta: the width of P_0 in eta.
        eta_L: the scale, 1e-12 to 1.  origin: where P_0 is read.  eta_max: the cutoff of potentials with one well.
        alpha_max, smallest_splitting: the cutoff of potentials with two, as |alpha| (1 to 1e12) or as the least
        tunnel splitting in w; one of them.  delta_t: multiplies P_0 by exp(-t^2/(2 delta_t^2)).
        frozen: potentials beyond the cutoff do not tunnel, but vibrate in their deepest well.
        Raises: TypeError or ValueError, also where the specific heat would diverge.
        Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), text below Eq. (10).
        Not guaranteed: equal values at equivalent origins, which Eq. (6) demands and this P_0 has not.

        >>> from softpot import Distribution
        >>> Distribution.exponential("0.2", eta_L="0.02")
        Distribution P = |eta| P_0, P_0 = exp(5*eta)
          eta_L = 0.02, one well: eta <= 1, origin: barrier-top
          (other values at equivalent origins of one potential, against Eq. (6))
        """
        positive(delta_eta, "delta_eta", "it is the width of P_0 in eta")
        factor = _width(sp.exp(S.eta / _rational(delta_eta, "delta_eta")), delta_t)
        upper = 1 if eta_max is None else eta_max
        cut = _cutoff(alpha_max, smallest_splitting)
        return _made("exponential", factor, eta_L, cut, upper, origin, True, frozen)

    @classmethod
    def smooth(
        cls,
        factor: Any,
        *,
        eta_L: Number = Fraction(1, 100),
        eta_max: Number | None = None,
        alpha_max: Number | None = None,
        smallest_splitting: Number | None = None,
        origin: Origin = "barrier-top",
        frozen: bool = False,
    ) -> Distribution:
        """P = |eta| P_0, P_0 a SymPy expression in the theory's symbols eta and t.

        factor: not negative, and bounded where the cutoffs are; text is never evaluated.
        eta_L: the scale, 1e-12 to 1.  origin: where P_0 is read.  eta_max: the cutoff of potentials with one well.
        alpha_max, smallest_splitting: the cutoff of potentials with two, as |alpha| (1 to 1e12) or as the least
        tunnel splitting in w; one of them.
        frozen: potentials beyond the cutoff do not tunnel, but vibrate in their deepest well.
        Raises: TypeError or ValueError, also where the specific heat would diverge.
        Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eqs. (2), (6).
        Not guaranteed: that P_0 is smooth between the points where it is evaluated.

        >>> from softpot import SOFT_POTENTIAL, Distribution
        >>> S = SOFT_POTENTIAL.symbols
        >>> invariant = S.eta - 3 * S.t**2 / 8  # the same at equivalent origins
        >>> Distribution.smooth(1 + 100 * invariant**2, alpha_max=9).respects_equivalent_origins
        True
        """
        if not isinstance(factor, sp.Expr):
            raise TypeError(
                f"P_0 is {shown(factor)}, but a SymPy expression in eta and t is needed because text is never "
                "evaluated"
            )
        others = sorted(s.name for s in factor.free_symbols - {S.eta, S.t})
        if others:
            raise ValueError(
                f"P_0 depends on {', '.join(others)}, but it may depend only on the theory's eta and t because "
                "everything else must have a number"
            )
        cut = _cutoff(alpha_max, smallest_splitting)
        return _made("smooth", factor, eta_L, cut, eta_max, origin, True, frozen)

    @classmethod
    def flat(
        cls,
        *,
        eta_L: Number = Fraction(1, 100),
        alpha_max: Number | None = None,
        smallest_splitting: Number | None = None,
        eta_max: Number | None = None,
        origin: Origin = "barrier-top",
        frozen: bool = False,
    ) -> Distribution:
        """P(eta, t) = const, without the factor |eta|: the distribution of the older theory.

        eta_L: the scale, 1e-12 to 1.  origin: where P_0 is read.  eta_max: the cutoff of potentials with one well.
        alpha_max, smallest_splitting: the cutoff of potentials with two, as |alpha| (1 to 1e12) or as the least
        tunnel splitting in w; one of them.
        frozen: potentials beyond the cutoff do not tunnel, but vibrate in their deepest well.
        Raises: TypeError or ValueError, also where the specific heat would diverge.
        Source: V. G. Karpov, M. I. Klinger, F. N. Ignat'ev, Sov. Phys. JETP 57, 439 (1983).

        >>> from softpot import Distribution
        >>> Distribution.flat().unit
        'P eta_L^(3/2)'
        """
        cut = _cutoff(alpha_max, smallest_splitting)
        return _made("flat", sp.Integer(1), eta_L, cut, eta_max, origin, False, frozen)

    def sample(
        self,
        count: int,
        seed: int,
        *,
        one_well: Number = 60.0,
        reach: Number = 40.0,
        alpha_cut: Number | None = None,
    ) -> Ensemble:
        """(alpha, beta) drawn at random, with weights that sum to the integral of P; half with one well, half with
        two.

        count: 2 to 10^7.  seed: the same potentials are drawn from it every time.
        one_well: the largest alpha of a potential with one well.  reach: the largest difference in depth of two
        wells, in w.
        alpha_cut: the largest |alpha| of a barrier's top; the distribution's alpha_max unless given.
        Returns: an ``Ensemble`` of arrays (count,), dimensionless.
        Raises: TypeError or ValueError.
        Not guaranteed: efficiency for P_0 that vary by orders of magnitude over the window.

        >>> from softpot import Distribution
        >>> drawn = Distribution.constant(alpha_max=9).sample(1000, seed=1)
        >>> drawn.alpha.shape, int((drawn.D_2 < -6).sum()) > 100
        ((1000,), True)
        """
        from softpot.numerics.statistics.model.sampling import sample

        return sample(self, count, seed, one_well=one_well, reach=reach, alpha_cut=alpha_cut)

    def _bounds(self) -> list[tuple[str, str, float]]:
        """The scale and the cutoffs, in words and as LaTeX."""
        bounds = [("eta_L =", r"\eta_L =", self.eta_L)]
        if self.alpha_max < inf:
            bounds.append(("two wells: |alpha| <=", r"|\alpha| \le", self.alpha_max))
        if self.eta_max < inf:
            bounds.append(("one well: eta <=", r"\eta \le", self.eta_max))
        return bounds

    def __repr__(self) -> str:
        kind = f"P = |eta| P_0, P_0 = {self.factor}" if self.sea_gull else f"P = {self.factor}"
        bounds = [f"{words} {outward(value, '.6g')}" for words, _, value in self._bounds()]
        lines = [f"Distribution {kind}", f"  {', '.join(bounds)}, origin: {self.origin}"]
        if self.frozen:
            lines.append(
                "  (frozen: potentials beyond do not tunnel, but vibrate in their deepest well)"
            )
        if not self.respects_equivalent_origins:
            lines.append("  (other values at equivalent origins of one potential, against Eq. (6))")
        return "\n".join(lines)

    def _repr_latex_(self) -> str:
        kind = r"P = |\eta|\, P_0,\quad P_0" if self.sea_gull else "P"
        factor = r"= \mathrm{const}"
        if self.factor.free_symbols:
            factor = r"\propto " + sp.latex(self.factor, symbol_names=S.latex_names())
        bounds = [f"{words} {latex_number(value)}" for _, words, value in self._bounds()]
        return "$\\displaystyle " + r",\quad ".join([f"{kind} {factor}", *bounds]) + "$"

    @property
    def unit(self) -> str:
        """What densities of states are counted in, times 1/w, and specific heats, times k_B."""
        return "P_0 eta_L^(5/2)" if self.sea_gull else "P eta_L^(3/2)"

    def factor_at(self, alpha: FloatArray, beta: FloatArray) -> FloatArray:
        """P_0 at eta = eta_L alpha, t = -sqrt(eta_L) beta, averaged over the sign of t (on which no level depends).

        alpha, beta: arrays that broadcast; the result has their shape.
        Raises: ValueError where P_0 is negative or not finite.

        >>> import numpy as np
        >>> from softpot import Distribution
        >>> Distribution.exponential("0.1").factor_at(np.array([10.0]), np.array([0.0])).round(6).tolist()
        [2.718282]
        """
        if self._compiled is None:
            return np.full(np.broadcast_shapes(alpha.shape, beta.shape), float(self.factor))
        eta, t = np.broadcast_arrays(self.eta_L * alpha, np.sqrt(self.eta_L) * beta)
        names = {symbol.name for symbol in self.factor.free_symbols}
        total = np.zeros(eta.shape)
        with np.errstate(all="ignore"):
            for sign in (1.0, -1.0) if "t" in names else (1.0,):
                values = {"eta": eta, "t": sign * t}
                found = self._compiled(**{k: v for k, v in values.items() if k in names})
                total = total + np.broadcast_to(np.asarray(found, dtype=np.float64), eta.shape)
                self._check(
                    np.broadcast_to(np.asarray(found, dtype=np.float64), eta.shape), eta, sign * t
                )
        return total / (2.0 if "t" in names else 1.0)

    def _check(self, value: FloatArray, eta: FloatArray, t: FloatArray) -> None:
        wrong = ~(np.isfinite(value) & (value >= 0.0))
        if wrong.any():
            at = int(np.flatnonzero(wrong.ravel())[0])
            raise ValueError(
                f"P_0 is {value.ravel()[at]:g} at eta = {eta.ravel()[at]:g}, t = {t.ravel()[at]:g}, but it must be "
                "finite and not negative there because it is a density of potentials"
            )

    def density(
        self, alpha: FloatArray, beta: FloatArray, a: FloatArray, b: FloatArray
    ) -> FloatArray:
        """P_0 per |alpha| d alpha d beta (for P = const: 1/|alpha|), cutoffs not applied; arrays that broadcast.

        alpha, beta: the barrier's top, or the only stationary point, of each potential.  a, b: its deepest minimum.
        Raises: ValueError where P_0 is negative or not finite.

        >>> import numpy as np
        >>> from softpot import Distribution
        >>> top, deep = (np.array([-4.0]), np.array([0.0])), (np.array([8.0]), np.array([5.66]))
        >>> Distribution.flat().density(*top, *deep).tolist()
        [0.25]
        """
        here = (alpha, beta) if self.origin == "barrier-top" else (a, b)
        value = self.factor_at(*here)
        return value if self.sea_gull else value / np.abs(here[0])

    @property
    def largest_alpha(self) -> float:
        """eta_max/eta_L, the cutoff of the one-well side in alpha."""
        return self.eta_max / self.eta_L

    def _respects(self) -> bool:
        """Equal values at barrier top and deepest minimum of random potentials with two wells."""
        source = np.random.default_rng(59)
        spread = min(1.0, 1.0 / self.eta_L, self.alpha_max)
        alpha = -spread * np.concatenate(
            [source.uniform(0.0, 1.0, 64), source.uniform(0.0, 5.0, 64)]
        )
        beta = np.sqrt(np.abs(alpha)) * source.uniform(0.0, 3.0, 128)
        wells = wells_of_top(alpha, beta)
        deep = (wells.a, 2.0 * wells.s * np.sqrt(wells.a))
        one, two = self.factor_at(alpha, beta), self.factor_at(*deep)
        if not self.sea_gull:
            one, two = one / np.abs(alpha), two / deep[0]
        return bool(np.all(np.abs(one - two) <= 1e-9 * np.maximum(one, two)))


def _cutoff(alpha_max: object | None, smallest_splitting: object | None) -> float:
    if alpha_max is not None and smallest_splitting is not None:
        raise ValueError(
            "both alpha_max and smallest_splitting are given, but only one is needed because each fixes the other"
        )
    if smallest_splitting is not None:
        value = positive(smallest_splitting, "smallest_splitting", "it is a tunnel splitting in w")
        return curvature_of_splitting(value)
    if alpha_max is None:
        return inf
    value = positive(alpha_max, "alpha_max", "it cuts off |alpha|")
    if not SMALLEST_CUTOFF <= value <= LARGEST_CUTOFF:
        raise ValueError(
            f"alpha_max is {value:g}, but a cutoff from {SMALLEST_CUTOFF:g} to {LARGEST_CUTOFF:g} is needed because "
            "the accuracy was tested only there"
        )
    return value


def _width(factor: sp.Expr, delta_t: object | None) -> sp.Expr:
    if delta_t is None:
        return factor
    positive(delta_t, "delta_t", "it is the width of P_0 in t")
    return cast(sp.Expr, factor * sp.exp(-(S.t**2) / (2 * _rational(delta_t, "delta_t") ** 2)))


def _rational(value: object, name: str) -> sp.Rational:
    found: Fraction = exact(value, name)
    return sp.Rational(found.numerator, found.denominator)


def _made(
    name: str, factor: sp.Expr, eta_L: object, alpha_max: float, eta_max: object | None, origin: Origin,
    sea_gull: bool, frozen: bool,
) -> Distribution:  # fmt: skip
    """The distribution, once it is known to lead to finite results."""
    scale = within(eta_L, "eta_L", SMALLEST_SCALE, 1.0, "soft potentials are those with |eta| << 1")
    unlimited = isinstance(eta_max, float) and eta_max == inf
    upper = inf
    if eta_max is not None and not unlimited:
        upper = within(eta_max, "eta_max", SMALLEST_SCALE, LARGEST_CUTOFF, "it cuts off eta")
    made = Distribution(name, factor, scale, alpha_max, upper, origin, sea_gull, frozen)
    if made.eta_max == inf and _grows(made):
        if unlimited:
            raise ValueError(
                f"P_0 = {factor} grows with eta faster than exp(-2 w sqrt(alpha)/k_B T) falls, so an upper bound "
                "eta_max is needed because the specific heat diverges without one"
            )
        made = Distribution(name, factor, scale, alpha_max, 1.0, origin, sea_gull, frozen)
    if made.alpha_max == inf:
        _converges(made)
    return made


def _grows(made: Distribution) -> bool:
    """Whether P_0 grows on the one-well side by more than any power."""
    try:
        values = made.factor_at(_FAR, 0.0 * _FAR)
    except (ValueError, ArithmeticError):
        return True
    return bool(values[2] > 1e12 * values[1] > 0.0)


def _converges(made: Distribution) -> None:
    """Raise unless the integral of |alpha|^(-1/2) P_0 over deep wells converges."""
    zero = 0.0 * _FAR
    wells = wells_of_top(-_FAR, zero)
    try:
        value = made.density(-_FAR, zero, wells.a, 2.0 * np.sqrt(wells.a)) * np.sqrt(_FAR)
    except ArithmeticError:
        raise ValueError(
            f"P_0 = {made.factor} is too large in deep wells for double precision, so alpha_max or smallest_splitting "
            "is needed because the specific heat diverges without one"
        ) from None
    # the integrand times |alpha| must fall
    if value[-1] > 1e-100 and not value[-1] < 0.5 * value[-2]:
        raise ValueError(
            f"P_0 = {made.factor} without a cutoff on deep wells has no finite density of two-level systems because "
            "the specific heat diverges as sqrt(alpha_max): give alpha_max or smallest_splitting"
        )
