"""f = compiled(formula, "mpmath", digits=50): numbers from a formula, in the backend that suits.

    numpy    float64 arrays, fast; at most 15 digits, rounding not tracked
    mpmath   any number of digits, with a running error bound
    arb      any number of digits, enclosed rigorously in a ball

The three walk the same expression (``walk``) with their own operations (``arrays``, ``running``,
``balls``). What a backend cannot give to its tolerance it does not give: it raises.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import flint
import mpmath
import numpy as np
import sympy as sp

from derive.machinery.formula import Formula
from numerics.machinery.compile import balls, running
from numerics.machinery.compile.arguments import bind, hold, samples
from numerics.machinery.compile.arrays import Arrays, Traced
from numerics.machinery.compile.errors import (
    CompileError,
    OutOfDomain,
    OutOfRange,
    PrecisionLoss,
    Undecided,
)
from numerics.machinery.compile.rational import RationalFirst
from numerics.machinery.compile.walk import Walk, check
from numerics.machinery.exact import exact

FLOAT_DIGITS = 15  # decimal digits that a float64 surely holds
MAX_DIGITS = 100_000

_SAMPLES = 4  # points at which a new callable is tried
_HELP = 'the backends "mpmath" and "arb" have no such limit'


class Compiled:
    """A formula as a callable: by name, ``f(eta="1/3", t=2)``, or in the order of ``arguments``.

    Inputs: int, Fraction, "1/3", "0.1", mpf are exact; a float is its binary value, accepted up to 15
    digits and refused above. The NumPy backend takes arrays of them too, and broadcasts.
    Returns: numpy: ndarray of float64 (float for scalars); mpmath: mpf of ``context``, whose own
    precision is ``digits`` and a little more, relative error at most 10**−digits; arb: a ball
    with that relative radius (wider only when an input is itself a ball). Relations give bool (arrays
    of bool; Arb: None where undecidable), a Tuple gives a tuple.
    Raises TypeError or ValueError for inputs, OutOfDomain, OutOfRange, PrecisionLoss for values; all
    sentences name the formula and, for scalars, the point.
    Not guaranteed: that the point lies in the formula's ``domain``; that a value which is 0
    for irrational reasons is found to be 0 (it raises PrecisionLoss; rational zeros are exact).
    """

    def __init__(self, formula: Formula, backend: str, digits: int) -> None:
        self.formula = formula
        self.backend = backend
        self.digits = digits
        self.arguments: tuple[sp.Symbol, ...] = formula.arguments
        self._evaluate = _EVALUATE[backend]
        self.context = mpmath.MPContext()
        self.context.prec = _bits(digits) + 16
        self._work = mpmath.MPContext()

    def __call__(self, *given: Any, **named: Any) -> Any:
        values = bind(self.formula.id, self.arguments, given, named)
        read = _array if self.backend == "numpy" else self._scalar
        inputs = {s: read(v, s.name) for s, v in values.items()}
        for symbol, value in inputs.items():
            hold(symbol, value)
        try:
            return self._evaluate(self, inputs)
        except OutOfRange as error:
            raise OutOfRange(f"{self._where(inputs)}: {error}; {_HELP}") from None
        except OutOfDomain as error:
            raise OutOfDomain(f"{self._where(inputs)}: {error}") from None
        except PrecisionLoss as error:
            raise PrecisionLoss(f"{self._where(inputs)}: {error}", error.best) from None

    def __repr__(self) -> str:
        names = ", ".join(s.name for s in self.arguments)
        return f"<{self.formula.id}({names}) in {self.backend} to {self.digits} digits>"

    def _repr_latex_(self) -> str:
        return self.formula._repr_latex_()

    def _scalar(self, value: Any, name: str) -> Any:
        if isinstance(value, flint.arb):
            if self.backend != "arb":
                raise TypeError(f'{name} is an Arb ball, which only the backend "arb" takes')
            return balls.ball(value)
        return exact(value, name, floats=self.digits <= FLOAT_DIGITS)

    def _where(self, inputs: Mapping[sp.Symbol, Any]) -> str:
        shown = ", ".join(
            f"{s.name} = {v}"
            for s, v in inputs.items()
            if not isinstance(v, np.ndarray) or v.ndim == 0
        )
        return f"{self.formula.id} at {shown}" if shown else self.formula.id


def compiled(formula: Formula, backend: str = "mpmath", digits: int = FLOAT_DIGITS) -> Compiled:
    """The formula as a callable in ``backend`` ("numpy", "mpmath" or "arb") to ``digits`` digits.

    It is evaluated once before it is returned, at a point that the symbols' assumptions admit.
    Raises CompileError for what has no number (Float, integral, unspecified or unknown function) and
    ValueError for a backend or a number of digits that does not exist.
    """
    if not isinstance(formula, Formula):
        raise TypeError(f"a Formula is compiled, got {type(formula).__name__}")
    if not isinstance(backend, str) or backend not in _EVALUATE:
        given = " ".join(repr(backend).split())
        raise ValueError(f"the backends are {', '.join(BACKENDS)}, got {given:.80}")
    if isinstance(digits, bool) or not isinstance(digits, int) or not 1 <= digits <= MAX_DIGITS:
        raise ValueError(f"digits must be a whole number from 1 to {MAX_DIGITS}, got {digits!r}")
    if backend == "numpy" and digits > FLOAT_DIGITS:
        raise ValueError(f"float64 holds {FLOAT_DIGITS} digits, got digits={digits}: {_HELP}")
    check(formula.expression, formula.id)
    made = Compiled(formula, backend, digits)
    _try(made)
    return made


def _try(made: Compiled) -> None:
    """Evaluate at sample points until one has a value; a point without one is not the formula's fault."""
    columns = [samples(s, place, _SAMPLES) for place, s in enumerate(made.arguments)]
    if not all(columns):
        raise CompileError(
            f"{made.formula.id}: no rational number fulfils the assumptions of its symbols"
        )
    for k in range(_SAMPLES):
        try:
            made(*(column[k % len(column)] for column in columns))
        except ArithmeticError:
            continue
        return


def _bits(digits: int) -> int:
    return math.ceil(digits * math.log2(10)) + 1


def _precisions(digits: int) -> Iterator[int]:
    """Working precisions in bits: a guard of 32 at first, then doubled, up to 16 times or 8192."""
    first = _bits(digits) + 32
    last = max(16 * first, 8192)
    while first < 2 * last:
        yield min(first, last)
        first *= 2


def _grown(digits: int, attempt: Callable[[int], Any]) -> Any:
    """The first attempt that succeeds; PrecisionLoss with the last one's enclosure if none does."""
    best: Any = None
    for bits in _precisions(digits):
        try:
            settled, best = attempt(bits)
        except Undecided:
            continue
        if settled:
            return best
    reached = f"at {bits} bits of working precision"
    if best is None:
        raise PrecisionLoss(
            f"a sign could not be decided {reached}: two numbers are equal, or nearly"
        )
    raise PrecisionLoss(
        f"{digits} digits were not reached {reached}: the value is 0, or nearly", best
    )


def _members(value: Any) -> list[Any]:
    """The numbers and truths of a result, its tuples opened."""
    if type(value) is tuple:
        return [member for part in value for member in _members(part)]
    return [value]


def _mapped(value: Any, function: Callable[[Any], Any]) -> Any:
    if type(value) is tuple:
        return tuple(_mapped(part, function) for part in value)
    return function(value)


def _rational_first(table: RationalFirst, f: Compiled, inputs: Mapping[sp.Symbol, Any]) -> Any:
    values = {s: table.number(v) if isinstance(v, Fraction) else v for s, v in inputs.items()}
    return Walk(table, values)(f.formula.expression)


def _arb(f: Compiled, inputs: Mapping[sp.Symbol, Any]) -> Any:
    wide = any(
        not isinstance(v, Fraction) for v in inputs.values()
    )  # no precision makes these narrow

    def attempt(bits: int) -> tuple[bool, Any]:
        with balls.precision(bits):
            table = balls.Balls()
            found = _rational_first(table, f, inputs)
            made = _mapped(
                found, lambda v: v if v is None or isinstance(v, bool) else table.inexact(v)
            )
            numbers = [v for v in _members(made) if isinstance(v, flint.arb)]
            narrow = wide or all(balls.accurate(v, _bits(f.digits)) for v in numbers)
            decided = None not in _members(made) or bits == last
            return narrow and decided, made

    *_, last = _precisions(f.digits)
    return _grown(f.digits, attempt)


def _mpmath(f: Compiled, inputs: Mapping[sp.Symbol, Any]) -> Any:
    def attempt(bits: int) -> tuple[bool, Any]:
        work = f._work
        work.prec = bits
        found = _rational_first(running.Running(work), f, inputs)
        settled = all(_settled(v, f.digits, work) for v in _members(found))
        return settled, _mapped(found, lambda v: _mpf(f.context, v))

    with running.LOCK:
        return _grown(f.digits, attempt)


def _settled(value: Any, digits: int, context: Any) -> bool:
    if isinstance(value, running.Bounded):
        return running.accurate(value, _bits(digits), context)
    return value is not None


def _mpf(context: Any, value: Any) -> Any:
    """A number in the context that the caller gets: rounded to its digits, which it keeps."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, running.Bounded):
        return +context.make_mpf(value.value._mpf_)
    return context.mpf(int(value.numerator)) / int(value.denominator)


def _numpy(f: Compiled, inputs: Mapping[sp.Symbol, Any]) -> Any:
    shape = np.broadcast_shapes(*(np.shape(v) for v in inputs.values()))
    flat = {s: Traced(np.broadcast_to(v, shape).ravel()) for s, v in inputs.items()}

    def shown(value: Any) -> Any:
        if isinstance(value, Traced):
            if value.small:
                raise OutOfRange("float64 underflows on the way to the value")
            value = np.asarray(value.array, dtype=np.float64)
        made = np.broadcast_to(value, (int(np.prod(shape)),)).reshape(shape).copy()
        return made if shape else made[()].item()

    with np.errstate(all="ignore"):  # looked at by value, which names the operation
        return _mapped(Walk(Arrays(), flat)(f.formula.expression), shown)


def _array(value: Any, name: str) -> Any:
    """A float64 array of finite numbers; strings, Fractions and lists of them are rounded once."""
    if isinstance(value, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array, and masked numbers would be computed with")
    made = value if isinstance(value, np.ndarray) else None
    if made is None and isinstance(value, (list, tuple)):
        made = np.array(value, dtype=object)
    if made is None or made.ndim == 0:
        return np.float64(_rounded(value, name))
    if made.dtype == object or made.dtype.kind == "U":
        return np.array([_rounded(v, name) for v in made.ravel()], dtype=np.float64).reshape(
            made.shape
        )
    if made.dtype.kind not in "iuf":
        raise TypeError(f"{name} is an array of {made.dtype}, and real numbers are needed")
    if not np.all(np.isfinite(made)):
        raise ValueError(
            f"{name} has a member that is NaN or infinite, and finite numbers are needed"
        )
    with np.errstate(over="ignore", under="ignore"):  # a long double may be beyond a double
        rounded: Any = made.astype(np.float64)
    if not np.all(np.isfinite(rounded)) or np.any((rounded == 0) & (made != 0)):
        raise OutOfRange(f"{name} has a member that is beyond float64; {_HELP}")
    return rounded


def _rounded(value: Any, name: str) -> float:
    rational = exact(value, name)
    try:
        found = float(rational)
    except OverflowError:
        found = math.inf
    if math.isinf(found) or (rational != 0 and abs(found) < np.finfo(np.float64).tiny):
        raise OutOfRange(f"{name} = {value} is beyond float64; {_HELP}")
    return found


_EVALUATE: Mapping[str, Callable[[Compiled, Mapping[sp.Symbol, Any]], Any]] = {
    "numpy": _numpy,
    "mpmath": _mpmath,
    "arb": _arb,
}

BACKENDS = tuple(_EVALUATE)
