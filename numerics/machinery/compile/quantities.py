"""f(m = 3 kg, v = 2 km/s) = 6000 kg·m/s: quantities with units into a compiled formula, and out of it.

Each quantity has to have the dimension that the symbol table gives its symbol. It is put in as a number of SI units,
and the result is a quantity in SI units, of the dimension that the formula has. Quantities are those of pint, told by
what they can do: nothing is imported here.
Not guaranteed: anything of a formula that hides a unit in a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.units import Units, shown

__all__ = ["in_si", "is_quantity", "with_unit"]

_EXACT = 40  # digits up to which pint's units of angles, which hold π, may be used
_FLOATS = 15


def is_quantity(value: Any) -> bool:
    """Whether a value is a quantity of pint."""
    return all(
        hasattr(value, name) for name in ("magnitude", "dimensionality", "units", "_REGISTRY")
    )


def in_si(
    formula: Formula, values: Mapping[sp.Symbol, Any], digits: int
) -> tuple[dict[sp.Symbol, Any], Any]:
    """The values as numbers of SI units, and the registry; raises ValueError for one that has another dimension.

    What has no unit may be a plain number; where any value is a quantity, what has a unit has to be one.
    """
    if digits > _EXACT:
        raise ValueError(
            f"{formula.id}: quantities with units are taken up to {_EXACT} digits, not {digits}"
        )
    registries = {id(v._REGISTRY): v._REGISTRY for v in values.values() if is_quantity(v)}
    if len(registries) != 1:
        raise ValueError(
            f"{formula.id}: the quantities come from {len(registries)} registries of units"
        )
    (registry,) = registries.values()
    table = Units(formula.symbols)
    return {
        s: _number(formula.id, s, v, table, registry, digits) for s, v in values.items()
    }, registry


def _number(
    name: str, symbol: sp.Symbol, value: Any, table: Units, registry: Any, digits: int
) -> Any:
    dimension = table.of(symbol)
    if not is_quantity(value):
        if dimension not in (None, 1):
            raise ValueError(
                f"{name}: {symbol} has the unit {shown(dimension)}, and a number without one was given among quantities"
            )
        return value
    wanted = _unit(sp.S.One if dimension is None else dimension, registry, name)
    if value.dimensionality != wanted.dimensionality:
        raise ValueError(
            f"{name}: {symbol} has the unit {shown(dimension)} ({_said(wanted)}), and a quantity in {value.units} "
            f"({_said(value)}) was given"
        )
    if not value._is_multiplicative:
        raise ValueError(
            f"{name}: {symbol} was given in {value.units}, whose zero is no zero: convert it to kelvin first"
        )
    factor = registry.Quantity(registry.non_int_type(1), value.units).to(wanted).magnitude
    return _times(value.magnitude, factor, name, symbol, digits)


def _said(value: Any) -> str:
    return "no dimension" if value.dimensionless else str(value.dimensionality)


def _times(magnitude: Any, factor: Any, name: str, symbol: sp.Symbol, digits: int) -> Any:
    if factor == 1 or isinstance(magnitude, np.ma.MaskedArray):  # which is refused where it is read
        return magnitude
    if isinstance(factor, float) and factor.is_integer() and abs(factor) < 2**53:
        factor = int(factor)
    if isinstance(magnitude, (np.ndarray, list, tuple)):
        return np.asarray(magnitude) * float(factor)
    if isinstance(magnitude, (float, np.floating)):
        return float(magnitude) * float(factor)
    if isinstance(magnitude, (complex, np.complexfloating)):
        return complex(magnitude) * float(factor)
    if isinstance(factor, float):
        if digits > _FLOATS:
            raise ValueError(
                f"{name}: the unit of {symbol} is {factor!r} SI units as a float, too coarse for {digits} "
                "digits: make the quantities with UnitRegistry(non_int_type=fractions.Fraction)"
            )
        factor = Fraction(repr(factor))
    if isinstance(magnitude, (int, np.integer)):
        return int(magnitude) * Fraction(factor)
    if isinstance(magnitude, (Fraction, Decimal)):
        return Fraction(magnitude) * Fraction(factor)
    raise TypeError(
        f"{name}: {symbol} is a quantity of {type(magnitude).__name__}: with a unit that is no SI unit it has to be "
        "one of whole numbers, fractions, floats or arrays"
    )


def with_unit(formula: Formula, found: Any, registry: Any) -> Any:
    """The result as a quantity in SI units; truths stay what they are."""
    table = Units(formula.symbols)
    if isinstance(formula.expression, sp.Tuple):
        parts = zip(formula.expression, found, strict=True)
        return tuple(_dressed(e, v, table, registry, formula) for e, v in parts)
    return _dressed(formula.expression, found, table, registry, formula)


def _dressed(e: sp.Basic, value: Any, table: Units, registry: Any, formula: Formula) -> Any:
    if not isinstance(e, sp.Expr):
        return value
    dimension = table.of(e)
    if dimension is None and value != 0:
        raise ValueError(f"{formula.id}: the symbol table does not tell the dimension of {e}")
    return registry.Quantity(
        value, _unit(sp.S.One if dimension is None else dimension, registry, formula.id)
    )


def _unit(dimension: Any, registry: Any, name: str) -> Any:
    """A dimension in SI base units as a unit of the registry."""
    unit = registry.Unit("")
    for base, power in dimension.as_powers_dict().items():
        if base == 1:
            continue
        if str(base) not in registry:
            raise ValueError(
                f"{name}: the unit {base} of the symbol table is none of the registry's"
            )
        unit = unit * registry.Unit(str(base)) ** (int(power) if power.is_Integer else float(power))
    return unit
