"""Definite functions in the place of undefined ones: smooth, of the sign that the table gives, and fast to compute.

    bell    A exp(−Σ (a_i − c_i)²/3)       so that integrals over a line exist
    curve   a cubic without symmetry, or its exponential where the function is positive
    wave    sin(Σ k_i a_i + φ) + const

An identity that holds for every function holds for these, so they can refute it. Their derivatives are known:

    bell    with u = a_i − c_i and s = 3 + i, ∂^{n+1} = −(2/s) (u ∂^n + n ∂^{n−1}) from e^{−u²/s}
    wave    Π k_i^{n_i} sin(Σ k_i a_i + φ + π Σ n_i/2)
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from softpot.derive.machinery.attack.functions import Context, Number

KINDS = ("bell", "curve", "wave")


class Witnesses:
    """One definite function for each undefined one; another kind gives other functions."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._centres: dict[tuple[int, int], Number] = {}

    def __call__(self, head: sp.Basic) -> Callable[[tuple[Number, ...], Context], Number]:
        number, sign = _number(head), _sign(head)
        function = getattr(self, f"_{self.kind}")
        if not sign:
            return lambda arguments, ctx: function(number, arguments, ctx)
        if self.kind == "bell":
            return lambda arguments, ctx: sign * function(number, arguments, ctx)
        return lambda arguments, ctx: sign * ctx.exp(function(number, arguments, ctx) / 9)

    def derivative(
        self, head: sp.Basic, orders: tuple[int, ...]
    ) -> Callable[[tuple[Number, ...], Context], Number] | None:
        """∂^n_1/∂a_1^n_1 … of the function, n_i = orders[i]; None where it is left to differences."""
        number, sign = _number(head), _sign(head)
        if self.kind == "bell":
            return lambda arguments, ctx: (
                (sign or 1) * self._bell_slope(number, arguments, ctx, orders)
            )
        if self.kind == "wave" and not sign:
            return lambda arguments, ctx: self._wave_slope(number, arguments, ctx, orders)
        return None

    def _bell_slope(
        self, number: int, arguments: tuple[Number, ...], ctx: Context, orders: tuple[int, ...]
    ) -> Number:
        found = self._bell(number, arguments, ctx)
        for k, (a, n) in enumerate(zip(arguments, orders, strict=True)):
            if n:
                away = a - self._centre(number + 2 * k, ctx)
                last, here = ctx.zero, ctx.one
                for m in range(n):
                    last, here = here, -2 * (away * here + m * last) / (3 + k)
                found = found * here
        return found

    @staticmethod
    def _wave_slope(
        number: int, arguments: tuple[Number, ...], ctx: Context, orders: tuple[int, ...]
    ) -> Number:
        total, factor, turns = ctx.mpf(number) / 5, ctx.one, sum(orders)
        for k, (a, n) in enumerate(zip(arguments, orders, strict=True)):
            rate = ctx.mpf(k + number + 2) / (k + 3)
            total += rate * a
            factor = factor * rate**n
        wave = ctx.cos(total) if turns % 2 else ctx.sin(total)
        return -factor * wave if turns % 4 > 1 else factor * wave

    def _centre(self, which: int, ctx: Context) -> Number:
        """The centre of a bell in one argument, to the digits that hold now."""
        known = self._centres.get((which, ctx.prec))
        if known is None:
            known = self._centres[which, ctx.prec] = ctx.mpf(which) / 11
        return known

    def _bell(self, number: int, arguments: tuple[Number, ...], ctx: Context) -> Number:
        total = ctx.zero
        for k, a in enumerate(arguments):
            away = a - self._centre(number + 2 * k, ctx)
            total += away * away / (3 + k)
        if abs(total) > 1e4:
            return ctx.zero
        return ctx.mpf(number + 4) / 5 * ctx.exp(-total)

    @staticmethod
    def _curve(number: int, arguments: tuple[Number, ...], ctx: Context) -> Number:
        total = ctx.mpf(number) / 3
        for k, a in enumerate(arguments):
            total += (k + 2) * a / 5 + number * a**2 / (k + 9) - a**3 / (k + number + 6)
        return total

    @staticmethod
    def _wave(number: int, arguments: tuple[Number, ...], ctx: Context) -> Number:
        total = ctx.mpf(number) / 5
        for k, a in enumerate(arguments):
            total += ctx.mpf(k + number + 2) / (k + 3) * a
        return ctx.sin(total) + ctx.mpf(number) / 4


def _number(head: sp.Basic) -> int:
    """From 1 to 7, by the letters of its name: what tells one function's witness from another's."""
    return 1 + sum(map(ord, str(head))) % 7


def _sign(head: sp.Basic) -> int:
    """The sign that the table gives a function; 0 for none."""
    assumed = dict(getattr(head, "_kwargs", {}))
    if assumed.get("positive") or assumed.get("nonnegative"):
        return 1
    return -1 if assumed.get("negative") or assumed.get("nonpositive") else 0
