"""What a formula means, as a nested tuple, and a number that stands for it.

The number is complex. Sums, products, powers and elementary functions have their own values. Every other function is
a fixed smooth function of its arguments, told by its name. Integrals, sums, products, limits and derivatives are
taken over a few fixed points (``ROUGH``), so that they cost nothing and still differ whenever integrand, variable,
limits or order do; ``FINE`` takes them as numerical methods do, to be compared with SymPy's own values. Relations and
statements are combined from their sides into numbers as well.
"""

from __future__ import annotations

import cmath
import math
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Meaning = tuple[Any, ...]
Env = dict[str, complex]
INFINITY = 2.9  # what stands for ∞ where points are rough

REAL: Mapping[str, Callable[[complex], complex]] = {
    "exp": cmath.exp,
    "log": cmath.log,
    "sin": cmath.sin,
    "cos": cmath.cos,
    "tan": cmath.tan,
    "sinh": cmath.sinh,
    "cosh": cmath.cosh,
    "tanh": cmath.tanh,
    "asin": cmath.asin,
    "acos": cmath.acos,
    "atan": cmath.atan,
    "coth": lambda z: 1 / cmath.tanh(z),
    "cot": lambda z: 1 / cmath.tan(z),
    "sec": lambda z: 1 / cmath.cos(z),
    "csc": lambda z: 1 / cmath.sin(z),
    "asinh": cmath.asinh,
    "acosh": cmath.acosh,
    "atanh": cmath.atanh,
    "abs": abs,
    "re": lambda z: complex(z).real,
    "im": lambda z: complex(z).imag,
    "conjugate": lambda z: complex(z).conjugate(),
}
SYMMETRIC = frozenset({"Max", "Min", "set", "∪", "∩"})
CONSTANTS = {
    "pi": math.pi,
    "E": math.e,
    "I": 1j,
    "EulerGamma": 0.5772156649,
    "GoldenRatio": 1.6180339887,
    "Catalan": 0.9159655942,
    "oo": INFINITY,
    "true": 0.831,
    "false": 0.277,
    "EmptySet": 0.113,
}


def weight(name: str, place: int = 0) -> float:
    """A fixed number between 0.5 and 1.5 for a name and a place."""
    return 0.5 + zlib.crc32(f"{name} {place}".encode()) / 2**32


@dataclass(frozen=True)
class Scale:
    """How integrals and their like are taken."""

    integral: Callable[[Callable[[complex], complex], complex, complex], complex]
    sum: Callable[[Callable[[complex], complex], complex, complex], complex]
    product: Callable[[Callable[[complex], complex], complex, complex], complex]
    step: float
    near: float


def _points(
    weights: tuple[float, ...], multiply: bool = False
) -> Callable[[Callable[[complex], complex], complex, complex], complex]:
    def taken(f: Callable[[complex], complex], low: complex, high: complex) -> complex:
        total: complex = 1 if multiply else 0
        for place, w in enumerate(weights):
            at = low + (high - low) * (0.17 + 0.61 * place / len(weights))
            total = total * (f(at) + 0.1 * w) if multiply else total + w * f(at)
        return total if multiply else total * (high - low + 0.3)

    return taken


def _gauss(f: Callable[[complex], complex], low: complex, high: complex) -> complex:
    nodes = (
        0.1488743389816312,
        0.4333953941292472,
        0.6794095682990244,
        0.8650633666889845,
        0.9739065285171717,
    )
    weights = (
        0.2955242247147529,
        0.2692667193099963,
        0.2190863625159821,
        0.1494513491505806,
        0.0666713443086881,
    )
    half, middle, total = (high - low) / 2, (high + low) / 2, 0j
    for x, w in zip(nodes, weights, strict=True):
        total += w * (f(middle + half * x) + f(middle - half * x))
    return total * half


def _counted(multiply: bool) -> Callable[[Callable[[complex], complex], complex, complex], complex]:
    def taken(f: Callable[[complex], complex], low: complex, high: complex) -> complex:
        total: complex = 1 if multiply else 0
        for k in range(round(low.real), round(high.real) + 1):
            total = total * f(k) if multiply else total + f(k)
        return total

    return taken


ROUGH = Scale(
    _points((0.83, 1.19, 0.71)), _points((1.07, 0.77)), _points((0.9, 1.3), True), 0.03, 0.05
)
FINE = Scale(_gauss, _counted(False), _counted(True), 1e-4, 1e-6)


def relation(sign: str, left: Meaning, right: Meaning) -> Meaning:
    """A relation; an equation of tuples is one for each pair that is not 1 = 1, of statements an equivalence."""
    if sign == "=" and left[0] == right[0] == "tuple" and len(left) == len(right):
        pairs = [relation("=", a, b) for a, b in zip(left[1:], right[1:], strict=True)]
        telling = [p for p, a, b in zip(pairs, left[1:], right[1:], strict=True) if a != b]
        return listed(telling or pairs[:1])  # 1 = 1 says nothing
    if sign == "=" and (is_statement(left) or is_statement(right)):
        return ("connect", "⇔", left, right)
    return ("relate", sign, left, right)


def is_statement(m: Meaning) -> bool:
    return m[0] in ("relate", "connect", "not", "list") or m in (
        ("const", "true"),
        ("const", "false"),
    )


def listed(members: list[Meaning]) -> Meaning:
    flat = [part for m in members for part in (m[1:] if m[0] == "list" else (m,))]
    return flat[0] if len(flat) == 1 else ("list", *flat)


def number(m: Meaning, env: Env, scale: Scale = ROUGH) -> complex:
    """The number that stands for a meaning."""
    return _KINDS[m[0]](m, env, scale)


def power(base: complex, exponent: complex) -> complex:
    base, exponent = complex(base), complex(exponent)
    if exponent.imag == 0 and exponent.real == int(exponent.real) and abs(exponent.real) < 200:
        return complex(base ** int(exponent.real))
    if base == 0:
        return 0
    # adding 0.0 makes −0.0 to 0.0: the cut of the logarithm belongs to its upper side
    return cmath.exp(exponent * cmath.log(complex(base.real + 0.0, base.imag + 0.0)))


def wave(z: complex) -> complex:
    """A sine that stays small whatever is put in."""
    return cmath.sin(3 * z / (1 + abs(z)))


def opaque(name: str, values: list[complex]) -> complex:
    """A fixed smooth function for a name."""
    if name in SYMMETRIC:
        return sum(wave(weight(name) * v + 0.4) for v in values) + weight(name, 1) * math.prod(
            wave(0.3 * v + 1.1) for v in values
        )
    total, product = complex(weight(name, 97)), 1 + 0j
    for place, v in enumerate(values):
        s = wave(weight(name, place) * v + weight(name, place + 31))
        total += weight(name, place + 57) * s
        product *= s
    return total + 0.37 * product


def _call(m: Meaning, env: Env, scale: Scale) -> complex:
    values = [number(a, env, scale) for a in m[2:]]
    if m[1] in REAL and len(values) == 1:
        return REAL[m[1]](complex(values[0].real + 0.0, values[0].imag + 0.0))
    return opaque(m[1], values)


def _big(m: Meaning, env: Env, scale: Scale) -> complex:
    """("big", sign, body, limits), the innermost limit first: (variable, low, high)."""
    _, sign, body, limits = m
    if not limits:
        return number(body, env, scale)
    (variable, low, high), rest = limits[-1], limits[:-1]
    method = {"∫": scale.integral, "∑": scale.sum, "∏": scale.product}[sign]
    start = number(low, env, scale) if low is not None else 0.21 if sign == "∫" else 0.4
    end = number(high, env, scale) if high is not None else env.get(variable, 0.9)

    def inner(at: complex) -> complex:
        return number(("big", sign, body, rest), env | {variable: at}, scale)

    return method(inner, complex(start), complex(end))


def _limit(m: Meaning, env: Env, scale: Scale) -> complex:
    _, body, variable, point, side = m
    at, sign = number(point, env, scale), {"+": 1.0, "-": -1.0, "+-": 0.6}[side]
    near = [number(body, env | {variable: at + k * sign * scale.near}, scale) for k in (1, 3)]
    return (
        near[0] if scale is ROUGH else (3 * near[0] - near[1]) / 2
    )  # the side must be seen where points are rough


def _derive(m: Meaning, env: Env, scale: Scale) -> complex:
    _, body, by = m
    if not by:
        return number(body, env, scale)
    (variable, count), rest = by[-1], by[:-1]
    inner: Meaning = ("derive", body, rest)
    if not isinstance(variable, str) or count[0] != "num":
        values = [number(inner, env, scale), number(count, env, scale)]
        values.append(
            env.get(variable, 0.7) if isinstance(variable, str) else number(variable, env, scale)
        )
        return opaque("derivative", values)
    at = env[variable]
    for _ in range(int(count[1])):
        inner = ("slope", inner, variable)
    return number(inner, env | {variable: at}, scale)


def _slope(m: Meaning, env: Env, scale: Scale) -> complex:
    _, body, variable = m
    at, h = env[variable], scale.step
    up, down = (number(body, env | {variable: at + k * h}, scale) for k in (1, -1))
    return (up - down) / (2 * h)


def _substitute(m: Meaning, env: Env, scale: Scale) -> complex:
    _, body, pairs = m
    values = {v: number(p, env, scale) for v, p in pairs}
    return number(body, env | values, scale)


def _relate(m: Meaning, env: Env, scale: Scale) -> complex:
    left, right = number(m[2], env, scale), number(m[3], env, scale)
    return weight(m[1]) + weight(m[1], 1) * wave(0.9 * left) + weight(m[1], 2) * wave(1.1 * right)


def _connect(m: Meaning, env: Env, scale: Scale) -> complex:
    values = [number(a, env, scale) for a in m[2:]]
    if m[1] == "⇒":
        return opaque("implies", values)
    name = m[1]
    return weight(name, 3) * math.prod(v + weight(name) for v in values) + sum(
        v * v for v in values
    )


def _row(m: Meaning, env: Env, scale: Scale) -> complex:
    values = [number(a, env, scale) for a in m[1:]]
    if not values:
        return 0.6
    return values[0] + sum(weight(m[0], k) * 3.3 * v for k, v in enumerate(values) if k)


def _cases(m: Meaning, env: Env, scale: Scale) -> complex:
    total = 0j
    for place, (value, when) in enumerate(m[1]):
        c = 0.45 if when is None else number(when, env, scale)
        total += (number(value, env, scale) + 0.9 * c) * wave(0.3 + c + place)
    return total


def _grid(m: Meaning, env: Env, scale: Scale) -> complex:
    total = complex(weight("grid", 1000 * len(m[2]) + len(m[2][0])))
    for i, row in enumerate(m[2]):
        for j, cell in enumerate(row):
            total += weight("grid", 100 * i + j) * number(cell, env, scale)
    return total if m[1] == "[" else opaque("determinant", [total])


_KINDS: Mapping[str, Callable[[Meaning, Env, Scale], complex]] = {
    "num": lambda m, env, scale: complex(float(m[1])),
    "name": lambda m, env, scale: env[m[1]],
    "const": lambda m, env, scale: complex(CONSTANTS.get(m[1], weight(m[1]))),
    "add": lambda m, env, scale: sum((number(a, env, scale) for a in m[1:]), 0j),
    "mul": lambda m, env, scale: math.prod((number(a, env, scale) for a in m[1:]), start=1 + 0j),
    "neg": lambda m, env, scale: -number(m[1], env, scale),
    "div": lambda m, env, scale: number(m[1], env, scale) / number(m[2], env, scale),
    "pow": lambda m, env, scale: power(number(m[1], env, scale), number(m[2], env, scale)),
    "call": _call,
    "big": _big,
    "limit": _limit,
    "derive": _derive,
    "slope": _slope,
    "subs": _substitute,
    "relate": _relate,
    "connect": _connect,
    "not": lambda m, env, scale: 1.9 - 0.8 * number(m[1], env, scale),
    "tuple": _row,
    "list": _row,
    "cases": _cases,
    "grid": _grid,
}
