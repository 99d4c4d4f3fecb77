"""Named functions at parameters where general formulas break down: whole, zero and negative ones, in three backends.

Arb and mpmath share no code here; where both answer they agree, and values that are known in closed form are typed
from their definitions (generating functions, recurrences, limits).
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.numerics.machinery.compile import OutOfDomain, PrecisionLoss, compiled

T = SymbolTable(*(Quantity(x, x, "a real number", assumptions={"real": True}) for x in "abcd"))
BACKENDS = ("numpy", "mpmath", "arb")


def value(kind: Any, backend: str, point: tuple[Any, ...]) -> complex:
    names = (T.a, T.b, T.c, T.d)[: len(point)]
    found = compiled(Formula("f", kind(*names, evaluate=False), T), backend)(*point)
    return complex(found.mid() if backend == "arb" and hasattr(found, "mid") else found)


# I_40(1/2) = Σ_k (1/4)^(2k+40)/(k! (k + 40)!), and I_(−40) = I_40
BESSEL = sum(
    Fraction(1, 4) ** (2 * k + 40) / (math.factorial(k) * math.factorial(k + 40)) for k in range(20)
)

# Σ C_n^(−2) t^n = (1 − 2xt + t²)², Σ C_n^0 t^n = 1; P_(1/2)^(0,b)(1) = 1; P_n^(−2,−2) from its sum over s
KNOWN = [
    (sp.gegenbauer, (3, -2, Fraction(1, 4)), -1.0),
    (sp.gegenbauer, (2, -2, Fraction(1, 4)), 2.25),
    (sp.gegenbauer, (4, -2, Fraction(1, 4)), 1.0),
    (sp.gegenbauer, (5, -2, Fraction(1, 4)), 0.0),
    (sp.gegenbauer, (80, -40, Fraction(1, 4)), 1.0),
    (sp.gegenbauer, (79, -40, Fraction(1, 4)), -20.0),
    (sp.gegenbauer, (90, -40, Fraction(1, 4)), 0.0),
    (sp.gegenbauer, (0, 0, Fraction(1, 4)), 1.0),
    (sp.gegenbauer, (0, -1, Fraction(1, 4)), 1.0),
    (sp.jacobi, (Fraction(1, 2), 0, Fraction(1, 2), 1), 1.0),
    (sp.jacobi, (Fraction(5, 2), 1, Fraction(1, 2), 1), 3.5),
    (sp.jacobi, (1, -2, -2, Fraction(1, 4)), -0.25),
    (sp.besseli, (-40, Fraction(1, 2)), float(BESSEL)),
]


@pytest.mark.quick(21)
@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(("kind", "point", "known"), KNOWN)
def test_a_value_that_the_definition_gives_is_met_in_every_backend(
    kind: Any, point: tuple[Any, ...], known: float, backend: str
) -> None:
    try:
        found_value = value(kind, backend, point)
    except PrecisionLoss:
        assert backend == "arb"  # a ball that cannot leave 0 or a pole: refused, not answered
        return
    assert found_value == pytest.approx(
        known, rel=1e-13, abs=1e-13 if abs(known) > 0.1 or not known else 0
    )


@pytest.mark.quick(8)
@pytest.mark.parametrize("degree", ["5/2", "1/3", "-1/2", "-27/10"])
@pytest.mark.parametrize("a", ["0", "1", "2", "1/2"])
@pytest.mark.parametrize("b", ["0", "1", "-1/2", "3/2"])
def test_jacobi_functions_of_a_degree_that_is_not_whole_agree_with_arb(
    degree: str, a: str, b: str
) -> None:
    point = tuple(Fraction(v) for v in (degree, a, b, "3/10"))
    enclosed = value(sp.jacobi, "arb", point)
    assert value(sp.jacobi, "mpmath", point) == pytest.approx(enclosed, rel=1e-12)
    assert value(sp.jacobi, "numpy", point) == pytest.approx(enclosed, rel=1e-12)


@pytest.mark.quick(6)
@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    ("kind", "point"),
    [
        (sp.atan2, (0, 0)),
        (sp.arg, (0,)),
        (sp.uppergamma, (Fraction(-1, 2), 0)),
        (sp.uppergamma, (0, 0)),
        (sp.jacobi, (Fraction(5, 2), -1, Fraction(1, 2), Fraction(1, 4))),
    ],
)
def test_what_has_no_value_is_refused_in_every_backend(
    kind: Any, point: tuple[Any, ...], backend: str
) -> None:
    with pytest.raises((OutOfDomain, PrecisionLoss)):
        value(kind, backend, point)


@pytest.mark.quick(5)
@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("theta", ["-1", "1", "4", "7", "-4"])
def test_a_spherical_harmonic_is_one_of_the_cosine_for_every_angle(
    theta: str, backend: str
) -> None:
    """Y_2^1 = −√(15/(8π)) √(1 − cos² θ) cos θ e^(iφ), as SymPy has it: the square root is never negative."""
    point = (2, 1, Fraction(theta), Fraction(1, 2))
    cosine = math.cos(float(theta))
    size = -math.sqrt(15 / (8 * math.pi)) * math.sqrt(1 - cosine**2) * cosine
    wanted = size * complex(math.cos(0.5), math.sin(0.5))
    names = (T.a, T.b, T.c, T.d)
    turned = sp.I * sp.Ynm(*names, evaluate=False)  # i says that the formula is complex
    found = compiled(Formula("f", turned, T), backend)(*point)
    assert complex(found) == pytest.approx(1j * wanted, rel=1e-12)
