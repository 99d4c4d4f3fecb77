"""Every public function on what is no number, no shape, no precision: a value, or one clear sentence.

The sentence is a TypeError, ValueError or ArithmeticError (or NotConverged, which levels promise); any warning is
an error here, and nothing takes longer than a moment.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import flint
import mpmath
import numpy as np
import pytest
import sympy as sp

from softpot import derive, numerics
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.numerics.machinery.exact import exact
from softpot.numerics.spectrum import NotConverged

ALLOWED = (TypeError, ValueError, ArithmeticError, NotConverged)
HOSTILE: dict[str, Any] = {
    "NaN": math.nan,
    "inf": math.inf,
    "-inf": -math.inf,
    "numpy NaN": np.float32("nan"),
    "mpf NaN": mpmath.nan,
    "mpf inf": mpmath.inf,
    "mpc": mpmath.mpc(1, 2),
    "pi": mpmath.pi,
    "sympy pi": sp.pi,
    "symbol": sp.Symbol("x"),
    "Float": sp.Float("0.1"),
    "zoo": sp.zoo,
    "Decimal NaN": Decimal("NaN"),
    "Decimal sNaN": Decimal("sNaN"),
    "Decimal huge": Decimal("1e100000"),
    "arb": flint.arb(1),
    "arb NaN": flint.arb("nan"),
    "arb inf": flint.arb("+/- inf"),
    "fmpq": flint.fmpq(1, 3),
    "None": None,
    "True": True,
    "numpy False": np.False_,
    "complex": 1 + 2j,
    "bytes": b"1",
    "empty string": "",
    "words": "one half",
    "1/0": "1/0",
    "code": "__import__('os')",
    "long string": "9" * 5000,
    "long fraction": "1/" + "7" * 3900,
    "1e-4000": "1e-4000",
    "huge": 10**400,
    "tiny": Fraction(1, 10**400),
    "1e308": 1e308,
    "-1e308": -1e308,
    "denormal": 5e-324,
    "largest": np.finfo(np.float64).max,
    "longdouble": np.longdouble("1e4000"),
    "float16": np.float16(1.5),
    "int64 min": np.int64(-(2**63)),
    "uint64 max": np.uint64(2**64 - 1),
    "list": [1, 2],
    "empty list": [],
    "ragged": [[1, 2], [3]],
    "nested": [[[[1]]]],
    "mixed list": [1, "x", None],
    "list of strings": ["1/2", "0.25"],
    "empty array": np.empty(0),
    "empty matrix": np.empty((0, 3)),
    "0-d array": np.array(1.5),
    "array": np.ones(3),
    "wrong shape": np.ones((2, 5)),
    "array with NaN": np.array([1.0, np.nan]),
    "array with inf": np.array([np.inf, 1.0]),
    "complex array": np.ones(2, dtype=complex),
    "bool array": np.array([True]),
    "object array": np.array([1, None, "x"], dtype=object),
    "bytes array": np.array([b"1"]),
    "dates": np.array(["2020-01-01"], dtype="datetime64[D]"),
    "date": np.datetime64("2020-01-01"),
    "record": np.zeros(2, dtype=[("a", float)]),
    "int8 array": np.array([1, 2], dtype=np.int8),
    "longdouble array": np.array(["1e4000"], dtype=np.longdouble),
    "masked": np.ma.masked_array([1.0, 2.0], mask=[True, False]),
    "matrix": sp.Matrix([1, 2]),
    "dict": {},
    "set": {1.0},
    "generator": (k for k in range(2)),
    "range": range(2),
    "type": float,
    "function": math.sin,
    "object": object(),
}
PRECISIONS: dict[str, Any] = {
    k: HOSTILE[k]
    for k in ("NaN", "inf", "None", "True", "complex", "words", "1/0", "huge", "list", "array", "0-d array",
              "arb", "Float", "Decimal NaN", "object", "fmpq", "mpf inf", "bytes", "float16", "int64 min")
}  # fmt: skip
PRECISIONS |= {
    "0": 0,
    "-1": -1,
    "15.0": 15.0,
    "10^9": 10**9,
    "'15'": "15",
    "numpy 15": np.int64(15),
}

T = SymbolTable(
    Quantity("x", "x", "a number"),
    Quantity("m", "m", "a mass", assumptions={"positive": True}),
)
FORMULA = Formula(
    "f", sp.exp(T.x) / T.m + sp.sqrt(T.m), T
)  # grows, divides and has a domain: each can go wrong
SHAPES = {
    "a number": Formula("one", T.x + 1, T),
    "a tuple": Formula("two", sp.Tuple(T.x, sp.pi, T.m**2), T),
    "a relation": Formula("three", sp.Gt(T.x, 0), T),
    "cases": Formula("four", sp.Piecewise((T.x, T.x > 0), (1 / T.x, True)), T),
    "no argument": Formula("five", sp.sqrt(2) * sp.pi, T),
}


def answers(call: Callable[[], Any]) -> Any:
    """What the call returns; or None, when it refuses in one clear sentence."""
    try:
        return call()
    except ALLOWED as error:
        words = str(error)
        assert words and "\n" not in words, f"{type(error).__name__}: {words!r}"
        assert not words.startswith(("unsupported operand", "'")), words  # Python's own, not ours
        return None


def is_finite(value: Any) -> bool:
    """Whether no NaN and no infinity hides in an answer."""
    if isinstance(value, tuple):
        return all(map(is_finite, value))
    if isinstance(value, flint.arb):
        return bool(value.is_finite())
    if value is None or isinstance(value, (bool, str)):
        return True
    if isinstance(value, np.ndarray):
        return bool(np.isfinite(value).all())
    return bool(mpmath.isfinite(value))


@pytest.mark.parametrize("given", HOSTILE.values(), ids=HOSTILE.keys())
class TestNumbers:
    """Where a number belongs."""

    @pytest.mark.slow
    @pytest.mark.parametrize("backend", ["numpy", "mpmath", "arb"])
    def test_compiled(self, backend: str, given: Any) -> None:
        f = numerics.compiled(FORMULA, backend, 15)
        for args in ((given, 1), (1, given), (given, given)):
            found = answers(lambda args=args: f(*args))
            assert isinstance(given, flint.arb) or is_finite(found)

    @pytest.mark.quick(29)
    def test_compiled_to_many_digits(self, given: Any) -> None:
        f = numerics.compiled(SHAPES["cases"], "mpmath", 60)
        assert is_finite(answers(lambda: f(given)))

    @pytest.mark.quick(27)
    def test_levels_and_gradients(self, given: Any) -> None:
        for args in ((given, 0), (0, given), (given, given)):
            for gradients in (False, True):
                found = answers(
                    lambda args=args, more=gradients: numerics.levels(*args, 2, gradients=more)
                )
                assert found is None or is_finite(np.array(found))

    @pytest.mark.quick(29)
    def test_states(self, given: Any) -> None:
        for args in ((given, 0), (0, given)):
            answers(lambda args=args: numerics.wave_functions(*args, 2))

    @pytest.mark.quick(11)
    def test_precise_levels(self, given: Any) -> None:
        for args in ((given, 0), (0, given)):
            for method in ("matrices", "series"):
                found = answers(
                    lambda args=args, method=method: numerics.levels(
                        *args, 1, digits=15, method=method
                    )
                )
                assert found is None or all(is_finite(level.mpf) for level in found.ravel())

    def test_exact(self, given: Any) -> None:
        assert answers(lambda: exact(given, "x")) is None or isinstance(exact(given, "x"), Fraction)

    def test_where_a_state_is_asked_for(self, given: Any) -> None:
        for call in (STATES.psi, STATES.weight_below, STATES.weight_above):
            found = answers(lambda call=call: call(given))
            assert found is None or is_finite(found)


STATES = numerics.wave_functions(0, 0, 2)


@pytest.mark.parametrize("given", PRECISIONS.values(), ids=PRECISIONS.keys())
class TestWholeNumbers:
    """Where a count, an index or a number of digits belongs."""

    def test_counts(self, given: Any) -> None:
        for call in (numerics.levels, numerics.wave_functions):
            answers(lambda call=call: call(0, 0, given))
        answers(lambda: numerics.levels(0, 0, given, gradients=True))
        answers(lambda: numerics.levels(0, 0, given, digits=15))
        answers(lambda: numerics.levels(0, 0, only=[given], digits=15))
        answers(lambda: numerics.levels(0, 0, only=given))
        answers(lambda: numerics.levels(0, 0, method=given))

    def test_digits(self, given: Any) -> None:
        answers(lambda: numerics.levels(0, 0, 1, digits=given))
        answers(lambda: numerics.levels(0, 0, 1, digits=given, method="series"))
        for backend in ("numpy", "mpmath", "arb"):
            answers(lambda backend=backend: numerics.compiled(FORMULA, backend, given))

    def test_digits_of_a_check(self, given: Any) -> None:
        answers(lambda: numerics.check(ids=["debye"] if given is None else [], digits=given)
                if not isinstance(given, (int, np.integer)) or not 1 <= given <= 200 else None)  # fmt: skip


@pytest.mark.parametrize("given", HOSTILE.values(), ids=HOSTILE.keys())
class TestOtherArguments:
    """Where an id, a backend, a formula or a theory belongs."""

    def test_ids(self, given: Any) -> None:
        assert answers(lambda: derive.formula(given)) is None
        if given is not None and not _is_empty(given):
            assert answers(lambda: numerics.check(ids=given)) is None

    def test_backends_and_formulas(self, given: Any) -> None:
        assert answers(lambda: numerics.compiled(FORMULA, given)) is None
        assert answers(lambda: numerics.compiled(given)) is None

    def test_theories(self, given: Any) -> None:
        if given is not None:
            assert answers(lambda: numerics.check(given)) is None


def _is_empty(given: Any) -> bool:
    """No ids are all ids: a whole check."""
    try:
        return len(given) == 0
    except TypeError:
        return given is False or isinstance(given, np.bool_)


GLASS = numerics.Distribution.constant(alpha_max=10)
LEVELS = numerics.Glass(GLASS)
CURVE = numerics.specific_heat(0.02, LEVELS)
MATERIAL = numerics.Material(
    1.6e-18, 1e-10, 1.7e-25, density=2200.0, velocity_longitudinal=5800.0, velocity_transverse=3800.0, P_0=1e28
)  # fmt: skip
MAKERS: dict[str, Callable[..., Any]] = {
    "constant": lambda **k: numerics.Distribution.constant(**({"alpha_max": 10} | k)),
    "exponential": numerics.Distribution.exponential,
    "flat": numerics.Distribution.flat,
    "smooth": lambda **k: numerics.Distribution.smooth(sp.Integer(1), **({"alpha_max": 10} | k)),
}
BOUNDS = ("alpha_max", "eta_max", "eta_L", "smallest_splitting", "origin", "delta_t", "delta_eta")


@pytest.mark.slow
@pytest.mark.parametrize("given", HOSTILE.values(), ids=HOSTILE.keys())
class TestStatistics:
    """Where a temperature, an energy, a property of a distribution or of a material belongs."""

    def test_temperatures_and_energies(self, given: Any) -> None:
        for call in (numerics.specific_heat, numerics.density_of_states):
            found = answers(lambda call=call: call(given, GLASS))
            assert found is None or (is_finite(found.value) and is_finite(found.error))

    def test_ranges_of_a_minimum(self, given: Any) -> None:
        for call in (numerics.minimum_of_heat, numerics.maximum_of_heat):
            answers(lambda call=call: call(GLASS, given, 0.002))
            answers(lambda call=call: call(GLASS, 0.001, given))

    def test_what_is_no_distribution(self, given: Any) -> None:
        calls = (
            lambda: numerics.specific_heat(0.02, given),
            lambda: numerics.density_of_states(0.02, given),
            lambda: numerics.minimum_of_heat(given),
            lambda: numerics.maximum_of_heat(given),
            lambda: numerics.Glass(given),
            lambda: LEVELS.with_distribution(given),
            lambda: MATERIAL.amplitude(given),
            lambda: MATERIAL.heat_in_SI(CURVE, given),
            lambda: MATERIAL.density_in_SI(CURVE, given),
            lambda: numerics.Distribution(*[given] * 7),
        )
        for call in calls:
            assert answers(call) is None

    def test_what_is_no_table_no_curve_no_transition(self, given: Any) -> None:
        assert answers(lambda: numerics.Glass(GLASS, None, given)) is None
        assert answers(lambda: numerics.density_of_states(0.02, GLASS, given)) is None
        for call in (MATERIAL.heat_in_SI, MATERIAL.heat_per_mass, MATERIAL.density_in_SI):
            assert answers(lambda call=call: call(given, GLASS)) is None

    @pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())
    def test_properties_of_a_distribution(self, make: Callable[..., Any], given: Any) -> None:
        for name in BOUNDS:
            made = answers(lambda name=name: make(**{name: given}))
            if made is None:
                continue
            glass = LEVELS.with_distribution(made)
            curve = answers(lambda glass=glass: numerics.specific_heat(0.02, glass))
            assert curve is None or (is_finite(curve.value) and (curve.value >= 0).all())

    def test_energies_of_delocalisation(self, given: Any) -> None:
        glass = answers(lambda: numerics.Glass(GLASS, given))
        if glass is None:
            return
        for call in (numerics.specific_heat, numerics.density_of_states):
            found = answers(lambda call=call: call(0.02, glass))
            assert found is None or is_finite(found.value)
        for call in (numerics.minimum_of_heat, numerics.maximum_of_heat):
            answers(lambda call=call: call(glass, 0.02, 0.021))

    def test_factors_of_a_distribution(self, given: Any) -> None:
        answers(lambda: numerics.Distribution.smooth(given, alpha_max=10))

    def test_ensembles(self, given: Any) -> None:
        calls = [
            lambda: GLASS.sample(given, 1),
            lambda: GLASS.sample(10, given),
        ]
        calls += [
            lambda name=name: GLASS.sample(10, 1, **{name: given})
            for name in ("one_well", "reach", "alpha_cut")
        ]
        for call in calls:
            drawn = answers(call)
            assert drawn is None or is_finite(drawn.weight)
        drawn = GLASS.sample(10, 1)
        answers(lambda: drawn.mean(given))

    def test_materials(self, given: Any) -> None:
        names = ("E_0", "a", "m", "density", "velocity_longitudinal", "P_0", "n_0", "energy_n_0")
        right = {"E_0": 1.6e-18, "a": 1e-10, "m": 1.7e-25}
        for name in names:
            made = answers(lambda name=name: numerics.Material(**(right | {name: given})))
            assert made is None or is_finite(made.w_kelvin)
        heat = answers(lambda: MATERIAL.debye_heat(given))
        assert heat is None or is_finite(heat)

    def test_files_of_a_material(self, given: Any) -> None:
        assert answers(lambda: numerics.read_material(given)) is None


@pytest.mark.parametrize("formula", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("backend", ["numpy", "mpmath", "arb"])
def test_sizes_over_all_orders_of_magnitude(backend: str, formula: Formula) -> None:
    f = numerics.compiled(formula, backend, 15)
    powers = (-4000, -400, -320, -308, -20, 0, 20, 307, 308, 400, 4000)
    for power, sign in itertools.product(powers, (1, -1)):
        point = {"x": sign * Fraction(10) ** power, "m": Fraction(10) ** -power}
        found = answers(lambda point=point: f(**{s.name: point[s.name] for s in f.arguments}))
        assert is_finite(found)


@pytest.mark.parametrize(
    ("shapes", "shape"),
    [
        (((0,), (1,)), (0,)), (((0, 3), (3,)), (0, 3)), (((2, 1), (1, 3)), (2, 3)), (((), (2,)), (2,)),
        (((2,), (3,)), None), (((0,), (2,)), None), (((1, 1, 1, 1),), (1, 1, 1, 1)),
    ],
)  # fmt: skip
def test_shapes(shapes: tuple[tuple[int, ...], ...], shape: tuple[int, ...] | None) -> None:
    arrays = [np.ones(s) for s in shapes]
    arrays += [np.ones(())] * (2 - len(arrays))
    found = answers(lambda: numerics.levels(*arrays, 2))
    slopes = answers(lambda: numerics.levels(*arrays, 2, gradients=True))
    values = answers(lambda: numerics.compiled(FORMULA, "numpy")(*arrays))
    if shape is None:
        assert found is None and slopes is None and values is None
    else:
        assert {found.shape, *(s.shape for s in slopes)} == {(*shape, 2)}
        assert np.shape(values) == shape


def test_the_nearest_ids_are_named() -> None:
    with pytest.raises(TheoryError, match="jacobian"):
        derive.formula("jacobain")
    with pytest.raises(TheoryError, match="jacobian"):
        numerics.check(ids=["jacobain"])


def test_one_id_is_not_taken_for_its_letters() -> None:
    with pytest.raises(TypeError, match="list of strings such as"):
        numerics.check(ids="jacobian")
