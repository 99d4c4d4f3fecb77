r"""eps_n = value +- error:  one level, as the routes to many digits give it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from softpot.derive.machinery.showing import shortened
from softpot.numerics.machinery.outward import scientific
from softpot.numerics.spectrum.types.decimals import from_text

if TYPE_CHECKING:
    from softpot.numerics.spectrum.types.record import Enclosure

__all__ = ["Level"]


@dataclass(frozen=True)
class Level:
    """eps_n = value +- error:  one level, in units of w.

    n: 1, 2, 3, ...
    value: a decimal string of exactly `digits` significant digits.
    error: an mpmath.mpf, estimated bound on |value - eps_n|: the rounding to `digits` digits plus the tolerance to
    which two bases, or two precisions, agree.
    enclosure: an interval that was proved to contain eps_n, where one was asked for.
    by_alpha, by_beta: d eps_n/d alpha and d eps_n/d beta in double precision, where they were asked for.
    Not guaranteed: that the error is a bound; the enclosure is.

    >>> from softpot import levels
    >>> (level,) = levels(0, 0, only=[2], digits=30)
    >>> level
    Level(2: 3.79967302980139416878309418851 +- 2.6e-30)
    >>> float(level)
    3.799673029801394
    """

    n: int
    value: str
    error: Any
    digits: int
    enclosure: Enclosure | None = None
    by_alpha: float | None = None
    by_beta: float | None = None

    @property
    def mpf(self) -> Any:
        """The value as an mpmath.mpf that carries all digits, whatever mpmath's precision is."""
        return from_text(self.value, self.digits)

    def __float__(self) -> float:
        return float(self.value)

    def __repr__(self) -> str:
        more = "" if self.enclosure is None else ", certified"
        for name in ("by_alpha", "by_beta"):
            slope = getattr(self, name)
            more += "" if slope is None else f", {name} = {slope:.8g}"
        return f"Level({self.n}: {shortened(self.value)} +- {scientific(self.error, 2)}{more})"

    def _repr_latex_(self) -> str:
        value = shortened(self.value, 100).replace("...", r"\ldots ")
        return rf"$\varepsilon_{{{self.n}}} = {value}$"
