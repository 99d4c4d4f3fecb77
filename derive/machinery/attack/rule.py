"""∫_a^b f(x) dx by tanh-sinh sums, each with half the step of the one before, until the error is a small share of it.

mpmath's own loop goes on until all digits of the context are right; a line is judged by the first few of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from mpmath.calculus.quadrature import TanhSinh

from softpot.derive.machinery.attack.functions import Context, Number

__all__ = ["Rule"]

_SHARE = 1e-17  # of the integral: the error, as estimated, at which the steps are small enough
_FEWEST = 4  # sums before that: two that agree by accident are no estimate
_MOST_KEPT = 256  # intervals whose nodes are kept


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
        ctx: Context = self.ctx
        prec, least = ctx.prec, ctx.eps / 8
        if len(self.transformed_cache) > _MOST_KEPT:
            self.transformed_cache.clear()
            self.interval_count.clear()
        total = error = ctx.zero
        try:
            ctx.prec += 20
            for a, b in pairwise(points):
                sums: list[Number] = []
                far = ctx.zero
                for degree in range(1, self.guess_degree(prec) + 1):
                    nodes = self.get_nodes(a, b, degree, prec)
                    sums.append(self.sum_next(f, nodes, degree, prec, sums))
                    if degree == 1:
                        continue
                    far = self.estimate_error(sums, prec, least)
                    enough = max(abs(total), abs(sums[-1])) * _SHARE if degree >= _FEWEST else 0
                    if far <= max(least, enough):
                        break
                total += sums[-1]
                error += far
        finally:
            ctx.prec = prec
        return +total, error
