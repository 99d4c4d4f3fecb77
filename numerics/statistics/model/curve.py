r"""f(x) +- error:  what ``density_of_states`` and ``specific_heat`` return, with the units of x and of f.

Shapes: x, value and error (K,).  Units: ``x_unit`` and ``unit``, as text such as "w/k_B" and "k_B P_0 eta_L^(5/2)".
Errors: ValueError for arrays of different shapes.
Not guaranteed: that the error is a bound; it is an estimate, which is rounded upwards where it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from softpot.derive.machinery.showing import aligned, html_table
from softpot.numerics.machinery.chunked import is_chunked
from softpot.numerics.machinery.outward import outward
from softpot.numerics.statistics.model.geometry import FloatArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Curve"]


@dataclass(frozen=True, eq=False)
class Curve:
    """f(x) +- error, with the units of both axes.

    x, value, error: arrays (K,), or arrays of dask, all three of which ``dask.compute(curve)`` works out at once; the
    error is absolute.
    unit: of value and error.  x_unit: of x.  quantity, variable: the letters of value and x, such as "c" and "T".
    Raises: ValueError for arrays of different shapes.
    Not guaranteed: that the error is a bound; it is an estimate.

    >>> from softpot import Distribution, specific_heat
    >>> curve = specific_heat(0.03, Distribution.flat(alpha_max=9))
    >>> curve.quantity, curve.unit, curve.variable, curve.x_unit
    ('c', 'k_B P eta_L^(3/2)', 'T', 'w/k_B')
    """

    x: FloatArray
    value: FloatArray
    error: FloatArray
    unit: str
    x_unit: str = ""
    quantity: str = "f"
    variable: str = "x"

    def __post_init__(self) -> None:
        shapes = np.shape(self.x), np.shape(self.value), np.shape(self.error)
        if len(set(shapes)) != 1:
            raise ValueError(
                f"x, value and error have shapes {shapes[0]}, {shapes[1]} and {shapes[2]}, but one shape is needed "
                "because each point has one value and one error"
            )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Curve):
            return NotImplemented
        words = (self.unit, self.x_unit, self.quantity, self.variable)
        same = words == (other.unit, other.x_unit, other.quantity, other.variable)
        return same and all(
            np.array_equal(getattr(self, name), getattr(other, name))
            for name in ("x", "value", "error")
        )

    __hash__ = None  # type: ignore[assignment]

    def plot(self, axes: Axes | None = None, **look: Any) -> Axes:
        r"""Draw f(x) on axes of Matplotlib, both logarithmic, with their names and units; gives the axes.

        axes: those of a figure of yours; None makes a figure through ``matplotlib.pyplot``.  look: as for
        ``Axes.plot``, such as ``label`` and ``linestyle``.
        Not guaranteed: that points with f = 0 are seen, since the axes are logarithmic.

        >>> from matplotlib.figure import Figure
        >>> from softpot import Distribution, density_of_states
        >>> n = density_of_states([0.01, 0.1], Distribution.constant(alpha_max=9))
        >>> axes = n.plot(Figure().subplots(), label="P_0 constant")
        >>> axes.get_xlabel(), axes.get_ylabel()
        ('E (w)', 'n(E) (P_0 eta_L^(5/2)/w)')
        """
        if axes is None:
            from matplotlib import pyplot

            axes = pyplot.figure().subplots()
        axes.plot(self.x, self.value, **look)
        place = f" ({self.x_unit})" if self.x_unit else ""
        axes.set(
            xscale="log", yscale="log", xlabel=f"{self.variable}{place}",
            ylabel=f"{self.quantity}({self.variable}) ({self.unit})",
        )  # fmt: skip
        return axes

    @property
    def _title(self) -> str:
        places = f"{self.variable} in {self.x_unit}, " if self.x_unit else ""
        name = f"{self.quantity}({self.variable})"
        return (
            f"Curve {name}, {places}{self.quantity} in {self.unit}, {prod(np.shape(self.x))} points"
        )

    def _rows(self) -> tuple[tuple[str, str, str], list[list[str]]]:
        points = zip(np.ravel(self.x), np.ravel(self.value), np.ravel(self.error), strict=True)
        rows = [[f"{x:.6g}", f"{value:.8g}", outward(error, ".1e")] for x, value, error in points]
        return (self.variable, self.quantity, "error"), rows

    def __repr__(self) -> str:
        if is_chunked(self.value):
            return f"{self._title}, not computed yet"
        return "\n".join([self._title, *("  " + line for line in aligned(*self._rows()))])

    def _repr_html_(self) -> str:
        if is_chunked(self.value):
            return f"<p>{self!r}</p>"
        return html_table(self._title, *self._rows(), marked=True)
