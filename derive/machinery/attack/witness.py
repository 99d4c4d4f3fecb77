"""Definite functions in the place of undefined ones: smooth, of the sign that the table gives, and fast to compute.

    bell    A exp(−Σ (a_i − c_i)²/3)       so that integrals over a line exist
    curve   a cubic without symmetry, or its exponential where the function is positive
    wave    sin(Σ k_i a_i + φ) + const

An identity that holds for every function holds for these, so they can refute it.
"""

from __future__ import annotations

import sympy as sp

from softpot.derive.machinery.attack.functions import Context, Number

KINDS = ("bell", "curve", "wave")


class Witnesses:
    """One definite function for each undefined one; another kind gives other functions."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(self, head: sp.Basic, arguments: tuple[Number, ...], ctx: Context) -> Number:
        number = 1 + sum(map(ord, str(head))) % 7
        value = getattr(self, f"_{self.kind}")(number, arguments, ctx)
        assumed = dict(getattr(head, "_kwargs", {}))
        if assumed.get("positive") or assumed.get("nonnegative"):
            return value if self.kind == "bell" else ctx.exp(value / 9)
        if assumed.get("negative") or assumed.get("nonpositive"):
            return -value if self.kind == "bell" else -ctx.exp(value / 9)
        return value

    @staticmethod
    def _bell(number: int, arguments: tuple[Number, ...], ctx: Context) -> Number:
        total = ctx.zero
        for k, a in enumerate(arguments):
            total += (a - ctx.mpf(number + 2 * k) / 11) ** 2 / (3 + k)
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
