"""Integrals of derivatives of what jumps: dθ/dx is 0 beside the jump and no function at it.

∫_0^2 dθ(x − 1)/dx dx is 1, and not the integral of 0
"""

from __future__ import annotations

import sympy as sp

from softpot.derive.machinery.errors import Undischarged

__all__ = ["refuse_jumps"]

_JUMPING = (
    sp.Piecewise,
    sp.Heaviside,
    sp.sign,
    sp.floor,
    sp.ceiling,
    sp.frac,
    sp.Mod,
    sp.arg,
    sp.atan2,
)


def refuse_jumps(statement: sp.Basic) -> None:
    """Raises Undischarged where an integral runs over a variable by which something with cases is differentiated.

    >>> import sympy as sp
    >>> from softpot.derive import equal
    >>> from softpot.derive.machinery.discharge.jumps import refuse_jumps
    >>> x = sp.Symbol("x", real=True)
    >>> refuse_jumps(equal(sp.Integral(sp.Derivative(sp.arg(x - 1), x), (x, 0, 2)), 0))
    Traceback (most recent call last):
    softpot.derive.machinery.errors.Undischarged: ...
    """
    for integral in statement.atoms(sp.Integral):
        for node in integral.function.atoms(sp.Derivative):
            running = set(node.variables) & set(integral.variables)
            for jump in node.expr.atoms(*_JUMPING):
                if running & jump.free_symbols:
                    raise Undischarged(
                        f"{node} has no value where {jump} jumps, so its integral need not be that of what it is "
                        "elsewhere: integrate from jump to jump"
                    )
