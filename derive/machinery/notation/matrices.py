"""How matrices and determinants are written."""

from __future__ import annotations

from typing import Any

import sympy as sp

from softpot.derive.machinery.errors import Unwritable
from softpot.derive.machinery.notation.names import Atom
from softpot.derive.machinery.notation.rules import Rules, Writes, named
from softpot.derive.machinery.notation.shapes import call, marked, power, product
from softpot.derive.machinery.notation.tree import Grid, Name, Node


def _grid(w: Writes, matrix: Any, left: str, right: str) -> Grid:
    if not matrix.rows or not matrix.cols:
        raise Unwritable("no output has a form for a matrix without members")
    rows = tuple(
        tuple(w.node(matrix[i, j]) for j in range(matrix.cols)) for i in range(matrix.rows)
    )
    return Grid(left, rows, right)


def _determinant(w: Writes, e: sp.Determinant) -> Node:
    inner = e.args[0]
    if isinstance(inner, sp.MatrixBase):
        return _grid(w, inner, "|", "|")
    return call(named(r"\det", "det"), [w.node(inner)])


def _inverse(w: Writes, e: sp.Basic) -> Node:
    return power(w.node(e.args[0]), w.node(sp.Integer(-1)))


def _mark(latex: str, shown: str, plain: str) -> Any:
    name = Name(latex, (Atom(shown, upright=True),), {"T": "ᵀ"}.get(shown, shown), plain)
    return lambda w, e: marked(w.node(e.args[0]), name)


RULES: Rules = {
    "MatrixBase": lambda w, e: _grid(w, e, "[", "]"),
    "Determinant": _determinant,
    "Trace": lambda w, e: call(named(r"\operatorname{tr}", "tr", "trace"), [w.node(e.args[0])]),
    "Transpose": _mark(r"\mathrm{T}", "T", "transpose"),
    "transpose": _mark(r"\mathrm{T}", "T", "transpose"),
    "Adjoint": _mark(r"\dagger", "†", "adjoint"),
    "adjoint": _mark(r"\dagger", "†", "adjoint"),
    "Inverse": _inverse,
    "MatPow": lambda w, e: power(w.node(e.args[0]), w.node(e.args[1])),
    "MatMul": lambda w, e: product([w.node(factor) for factor in e.args]),
}
