"""Definite functions in the place of undefined ones: smooth, of the sign that the table gives, and fast to compute.

    bell    A exp(−Σ (a_i − c_i)²/3)       so that integrals over a line exist
    curve   a cubic without symmetry, or its exponential where the function is positive
    wave    sin(Σ k_i a_i + φ) + const

An identity that holds for every function holds for these, so they can refute it.
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
        number, sign = 1 + sum(map(ord, str(head))) % 7, _sign(head)
        function = getattr(self, f"_{self.kind}")
        if not sign:
            return lambda arguments, ctx: function(number, arguments, ctx)
        if self.kind == "bell":
            return lambda arguments, ctx: sign * function(number, arguments, ctx)
        return lambda arguments, ctx: sign * ctx.exp(function(number, arguments, ctx) / 9)

    def _bell(self, number: int, arguments: tuple[Number, ...], ctx: Context) -> Number:
        total, prec, centres = ctx.zero, ctx.prec, self._centres
        for k, a in enumerate(arguments):
            which = (number + 2 * k, prec)
            centre = centres.get(which)
            if centre is None:
                centre = centres[which] = ctx.mpf(number + 2 * k) / 11
            away = a - centre
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


def _sign(head: sp.Basic) -> int:
    """The sign that the table gives a function; 0 for none."""
    assumed = dict(getattr(head, "_kwargs", {}))
    if assumed.get("positive") or assumed.get("nonnegative"):
        return 1
    return -1 if assumed.get("negative") or assumed.get("nonpositive") else 0
