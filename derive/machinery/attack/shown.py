"""A point and the values there, in words; and exact numbers in a context of mpmath."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp


def number(ctx: Any, value: sp.Expr) -> Any:
    """An exact number in a context of mpmath."""
    if isinstance(value, sp.Rational):
        return ctx.mpf(int(value.p)) / int(value.q)
    real, imaginary = value.as_real_imag()
    if imaginary == 0:
        return ctx.mpf(str(sp.N(value, 50)))
    return ctx.mpc(str(sp.N(real, 50)), str(sp.N(imaginary, 50)))


def shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    z = complex(value)
    if abs(z.imag) <= 1e-12 * abs(z):
        return f"{z.real:.10g}"
    return f"{z.real:.10g} {'+' if z.imag >= 0 else '-'} {abs(z.imag):.10g}i"


def at_point(env: Mapping[sp.Basic, Any]) -> str:
    where = ", ".join(
        f"{s} = {shown(v)}" for s, v in sorted(env.items(), key=lambda kv: str(kv[0]))
    )
    return f"at {where} " if where else ""


def differ(env: Mapping[sp.Basic, Any], left: Any, right: Any) -> str:
    one, other = shown(left), shown(right)
    apart = f", and they differ by {shown(left - right)}" if one == other and left != right else ""
    return f"{at_point(env)}the left side is {one}, the right side {other}{apart}"
