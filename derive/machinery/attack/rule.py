"""∫_a^b f(x) dx by mpmath's tanh-sinh quadrature, with the nodes of few intervals kept for the next one.

Steps are halved until all digits of the context are right, although a line is judged by the first few of them: it is
the halving that finds a narrow peak beside something large.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mpmath.calculus.quadrature import TanhSinh

from softpot.derive.machinery.attack.functions import Context, Number

__all__ = ["Rule"]

_MOST_KEPT = 256  # nodes of an interval and a step that are kept
_MOST_KNOWN = 16 * _MOST_KEPT  # intervals and steps that were met once


class Rule(TanhSinh):  # type: ignore[misc]
    """The rule of one context, which keeps its nodes.

    >>> from mpmath.ctx_mp import MPContext
    >>> ctx = MPContext()
    >>> value, error = Rule(ctx).integral(lambda x: ctx.log(x), [0, 1, 2])
    >>> abs(value - (2 * ctx.log(2) - 2)) < 1e-14 and error < 1e-14
    True
    """

    def integral(
        self, f: Callable[[Number], Number], points: Sequence[Number]
    ) -> tuple[Number, Number]:
        """The integral over the pieces between the points, and the error as estimated from the last three sums."""
        if len(self.transformed_cache) > _MOST_KEPT or len(self.interval_count) > _MOST_KNOWN:
            self.transformed_cache.clear()
            self.interval_count.clear()
        context: Context = self.ctx
        value, error = context.quad(f, points, method=lambda _: self, error=True)
        return value, error
