"""f = compiled(formula, "mpmath", digits=50): numbers from a formula, in the backend that suits.

    numpy    float64 arrays, fast; at most 15 digits, rounding not tracked
    mpmath   any number of digits, with a running error bound
    arb      any number of digits, enclosed rigorously in a ball

The three walk the same expression (``walk``) with their own operations (``arrays``, ``running``,
``balls``). What a backend cannot give to its tolerance it does not give: it raises.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import flint
import mpmath
import numpy as np
import sympy as sp
from gmpy2 import mpq

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import SymbolTable
from softpot.numerics.machinery.compile import balls, running
from softpot.numerics.machinery.compile.arguments import bind, hold, samples
from softpot.numerics.machinery.compile.arrays import WHOLE, Arrays, Traced
from softpot.numerics.machinery.compile.byflint import missing
from softpot.numerics.machinery.compile.enclosed import without_enclosure
from softpot.numerics.machinery.compile.errors import (
    CompileError,
    OutOfDomain,
    OutOfRange,
    PrecisionLoss,
)
from softpot.numerics.machinery.compile.growing import bits_of, grown, precisions, rational_first
from softpot.numerics.machinery.compile.inside import conditions, inside, spread
from softpot.numerics.machinery.compile.named import NAMED
from softpot.numerics.machinery.compile.parts import Complex, complex_formula
from softpot.numerics.machinery.compile.precision import steady
from softpot.numerics.machinery.compile.quantities import in_si, is_quantity, with_unit
from softpot.numerics.machinery.compile.walk import Walk, check, nodes
from softpot.numerics.machinery.exact import complex_parts, exact
from softpot.numerics.machinery.travel import travelling_context
from softpot.numerics.machinery.watch import Watch, Watched, plain

FLOAT_DIGITS = 15  # decimal digits that a float64 surely holds
MAX_DIGITS = 100_000

_SAMPLES = 4  # points at which a new callable is tried
_HELP = 'the backends "mpmath" and "arb" have no such limit'


class Compiled:
    """f(eta="1/3", t=2):  a formula as a callable, by name or in the order of ``arguments``.

    Inputs: int, Fraction, "1/3", "0.1", mpf are exact; a float is its binary value, accepted up to 15 digits and
    refused above.  The NumPy backend takes arrays of them too, and broadcasts.
    Returns: numpy: ndarray of float64 (float for scalars); mpmath: mpf of ``context``, whose own precision is
    ``digits`` and a little more, relative error at most 10**-digits; arb: a ball with that relative radius (wider
    only when an input is itself a ball).  Relations give bool (arrays of bool; Arb: None where undecidable), a
    Tuple gives a tuple.
    Quantities of pint are taken, each in a unit of the dimension that the symbol table gives its symbol, and give
    a quantity in SI units; a number in the place of one that has a unit is refused among them.
    Raises: TypeError or ValueError for inputs, OutOfDomain, OutOfRange, PrecisionLoss for values; all sentences
    name the formula and, for scalars, the point.
    A point outside the formula's ``domain``, or a ball that reaches beyond it, raises OutsideDomain, an OutOfDomain
    (a condition on symbols that are no arguments is not asked).
    Not guaranteed: that a value which is 0 for irrational reasons is found to be 0 (it raises PrecisionLoss;
    rational zeros are exact).

    >>> from sympy import sqrt
    >>> from softpot import Formula, Quantity, SymbolTable, compiled
    >>> S = SymbolTable(Quantity("x", "x", "a length", "m", assumptions={"positive": True}))
    >>> f = compiled(Formula("root", sqrt(S.x), S), "mpmath", 40)
    >>> f.context.nstr(f(x=2), 40)
    '1.41421356237309504880168872420969807857'
    >>> compiled(Formula("root", sqrt(S.x), S), "numpy")(x=[1, "1/4"]).tolist()
    [1.0, 0.5]
    """

    def __init__(self, formula: Formula, backend: str, digits: int) -> None:
        self.formula = plain(formula)
        self.watch: Watch | None = None
        self.backend = backend
        self.digits = digits
        self.arguments: tuple[sp.Symbol, ...] = self.formula.arguments
        self.conditions = conditions(formula.domain, self.arguments)
        self._evaluate = _EVALUATE[backend]
        self.complex = complex_formula(self.formula.expression)
        self.context = travelling_context(bits_of(digits) + 16)
        self._work = mpmath.MPContext()

    def __call__(self, /, *given: Any, **named: Any) -> Any:
        values = bind(self.formula.id, self.arguments, given, named)
        if any(is_quantity(v) for v in values.values()):
            numbers, registry = in_si(self.formula, values, self.digits)
            return with_unit(
                self.formula, self(**{s.name: v for s, v in numbers.items()}), registry
            )
        inputs = {s: self._read(v, s) for s, v in values.items()}
        for symbol, value in inputs.items():
            hold(symbol, value)
            if self.backend == "numpy" and symbol.is_integer and np.any(np.abs(value) >= WHOLE):
                raise OutOfRange(
                    f"{self.formula.id}: {symbol.name} has a value beyond 2**53, where float64 does not hold every "
                    f"whole number; {_HELP}"
                )
        try:
            inside(self.backend, self.formula.id, self.conditions, self.digits, inputs, self._work)
            found = self._evaluate(self, inputs)
            if self.watch is not None:
                self.watch.saw({s.name: _seen(v) for s, v in inputs.items()}, found)
                self._tried(values)
            return found
        except OutOfRange as error:
            raise OutOfRange(f"{self._where(inputs)}: {error}; {_HELP}") from None
        except OutOfDomain as error:
            raise type(error)(f"{self._where(inputs)}: {error}") from None
        except PrecisionLoss as error:
            raise PrecisionLoss(f"{self._where(inputs)}: {error}", error.best) from None

    def members(self, /, **known: Any) -> tuple[Any, ...]:
        """The formula's members (one, unless it is a Tuple) at a point; what the formula does not need is left out.

        A deliberately wrong formula may have lost an argument; the evidence that judges it should not have to know.

        >>> from softpot import Formula, Quantity, SymbolTable, compiled
        >>> S = SymbolTable(Quantity("x", "x", "a length", "m"))
        >>> compiled(Formula("square", S.x**2, S), "numpy").members(x=3, y=5)
        (9.0,)
        """
        needed = {str(symbol) for symbol in self.arguments}
        table = self.formula.symbols
        symbols = {name: SymbolTable.symbol(table, name) for name in known if name in table}
        self._tried({s: known[n] for n, s in symbols.items() if isinstance(s, sp.Symbol)})
        value = self(**{name: v for name, v in known.items() if name in needed})
        return tuple(value) if isinstance(self.formula.expression, sp.Tuple) else (value,)

    def _tried(self, values: Mapping[sp.Symbol, Any]) -> None:
        """Tell the watch which whole numbers were named."""
        if self.watch is not None:
            self.watch.tried({s.name: v for s, v in values.items() if s.is_integer})

    def __reduce__(self) -> tuple[Any, ...]:
        return Compiled, (self.formula, self.backend, self.digits)

    def __repr__(self) -> str:
        names = ", ".join(s.name for s in self.arguments)
        return f"<{self.formula.id}({names}) in {self.backend} to {self.digits} digits>"

    def _repr_latex_(self) -> str:
        return self.formula._repr_latex_()

    def _read(self, value: Any, symbol: sp.Symbol) -> Any:
        """An exact number or an array of floats; of complex ones where the symbol may be complex."""
        read = _array if self.backend == "numpy" else self._scalar
        parts = complex_parts(value)
        if parts is None:
            return read(value, symbol.name)
        if symbol.is_extended_real:
            raise TypeError(
                f"{symbol.name} is real wherever the formula holds, and a complex number was given: "
                "give the symbol other assumptions in the symbol table"
            )
        names = (f"the {which} part of {symbol.name}" for which in ("real", "imaginary"))
        re, im = (read(part, name) for part, name in zip(parts, names, strict=True))
        return Complex(re, im) if np.any(im != 0) else re

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
    """f(x_1, x_2, ...), a formula as a callable that gives numbers, in ``backend`` to ``digits`` digits.

    formula: a ``Formula``.
    backend: "numpy" for arrays of doubles, "mpmath" for many digits with a running error bound, "arb" for balls
    that enclose the value.  digits: 1 to 100 000; with "numpy" at most 15.
    Returns: a ``Compiled``.  It is evaluated once before it is returned, at a point that the symbols' assumptions
    admit.
    Raises: CompileError for what has no number (Float, integral, unspecified or unknown function); TypeError or
    ValueError for a backend or a number of digits that does not exist.
    Not guaranteed: with "numpy", that rounding errors stay small.

    >>> from softpot import compiled, formula
    >>> f = compiled(formula("two-level-form"), "mpmath", 20)
    >>> f
    <two-level-form(Delta, Delta_0) in mpmath to 20 digits>
    >>> f(Delta=3, Delta_0="4")
    mpf('5.0')
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
    made = Compiled(formula, backend, digits)
    check(made.formula.expression, formula.id)
    if backend == "arb":
        _encloses(made.formula.expression, formula.id)
    _try(made)
    made.watch = formula.watch if isinstance(formula, Watched) else None
    return made


def _encloses(expression: sp.Basic, name: str) -> None:
    """CompileError for a function that Arb lacks, or for an unending sum or an integral without an enclosure."""
    for node in nodes(expression, name):
        without = without_enclosure(node)
        if without:
            raise CompileError(f"the formula {name} holds {without}")
        lacks = missing(NAMED[node.func][0]) if node.func in NAMED else ""
        if lacks:
            raise CompileError(f'the formula {name} holds {lacks} (the backend "mpmath" has it)')


def _seen(value: Any) -> Any:
    """An input as the watch notes it: a complex number as one thing."""
    if not isinstance(value, Complex):
        return value
    if isinstance(value.re, np.ndarray) or isinstance(value.im, np.ndarray):
        return value.re + 1j * value.im
    return str(value)


def _try(made: Compiled) -> None:
    """Evaluate at sample points until one has a value; a point without one is not the formula's fault.

    What takes many evaluations itself (an integral, a limit, an unending sum) is not tried.
    """
    columns = [samples(s, place, _SAMPLES) for place, s in enumerate(made.arguments)]
    if not all(columns):
        raise CompileError(
            f"{made.formula.id}: no rational number fulfils the assumptions of its symbols"
        )
    if made.formula.expression.has(sp.Integral, sp.Limit, sp.oo, -sp.oo):
        return
    for k in range(_SAMPLES):
        try:
            made(*(column[k % len(column)] for column in columns))
        except ArithmeticError:
            continue
        return


def _members(value: Any) -> list[Any]:
    """The numbers and truths of a result, its tuples opened."""
    if type(value) is tuple:
        return [member for part in value for member in _members(part)]
    return [value]


def _mapped(value: Any, function: Callable[[Any], Any]) -> Any:
    if type(value) is tuple:
        return tuple(_mapped(part, function) for part in value)
    return function(value)


def _arb(f: Compiled, inputs: Mapping[sp.Symbol, Any]) -> Any:
    wide = any(  # no precision makes these narrow
        not isinstance(part, Fraction)
        for v in inputs.values()
        for part in (v if isinstance(v, Complex) else (v,))
    )

    def value() -> Any:
        table = balls.Balls()
        table.complex = f.complex
        found = rational_first(table, f.formula.expression, inputs)
        return _shaped(f, found, lambda v: _inexact(table, v))

    def attempt(bits: int) -> tuple[bool, Any]:
        made = steady(bits, value)
        numbers = [v for v in _members(made) if isinstance(v, (flint.arb, flint.acb))]
        narrow = wide or all(balls.accurate(v, bits_of(f.digits)) for v in numbers)
        decided = None not in _members(made) or bits == last
        return narrow and decided, made

    *_, last = precisions(f.digits)
    return grown(f.digits, attempt)


def _mpmath(f: Compiled, inputs: Mapping[sp.Symbol, Any]) -> Any:
    def attempt(bits: int) -> tuple[bool, Any]:
        work = f._work
        work.prec = bits
        table = running.Running(work)
        table.complex = f.complex
        found = rational_first(table, f.formula.expression, inputs)
        settled = all(_settled(v, f.digits, work) for v in _members(found))
        return settled, _shaped(f, found, lambda v: _mpf(f.context, v))

    with running.LOCK:
        return grown(f.digits, attempt)


def _inexact(table: Any, value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Complex):
        return balls.number(table.inexact(value.re), table.inexact(value.im))
    return table.inexact(value)


def _shaped(f: Compiled, found: Any, shown: Callable[[Any], Any]) -> Any:
    """The result as numbers: complex ones wherever the expression need not be real."""
    if not f.complex:
        return _mapped(found, shown)
    expression = f.formula.expression
    single = not isinstance(found, tuple) or isinstance(found, (Complex, running.Bounded, Traced))
    if isinstance(expression, sp.MatrixBase):
        return tuple(
            tuple(_mapped(_real_or_complex(v, e), shown) for v, e in zip(row, members, strict=True))
            for row, members in zip(found, expression.tolist(), strict=True)
        )
    members = (expression,) if single else tuple(expression)
    values = (found,) if single else tuple(found)
    made = tuple(
        _mapped(_real_or_complex(v, e), shown) for v, e in zip(values, members, strict=True)
    )
    return made[0] if single else made


def _real_or_complex(value: Any, expression: Any) -> Any:
    real = getattr(expression, "is_extended_real", None)
    if isinstance(value, Complex) and real:
        if not _may_be_real(value):
            raise OutOfDomain(f"{expression} is real by its assumptions, and its value is not")
        return value.re
    if real is None or real is False:
        if isinstance(value, (bool, tuple)) and not isinstance(value, (running.Bounded, Traced)):
            return value
        if value is None or (isinstance(value, np.ndarray)):
            return value
        return Complex(value, _NOUGHT[type(value) is Traced])
    return value


def _may_be_real(value: Complex) -> bool:
    """Whether an imaginary part is 0 but for its error."""
    im = value.im
    if isinstance(im, running.Bounded):
        return bool(abs(im.value) <= 4 * im.error)
    if isinstance(im, flint.arb):
        return bool(im.contains(0))
    if isinstance(im, Traced):
        size = np.max(np.abs(value.re.array), initial=0.0)
        return bool(np.all(np.abs(im.array) <= _FLOAT_NOISE * size))
    return bool(im == 0)


_FLOAT_NOISE = 1e-6  # of the largest value: what cancelling may leave of an imaginary part
_NOUGHT = {True: Traced(np.float64(0)), False: mpq(0)}


def _settled(value: Any, digits: int, context: Any) -> bool:
    if isinstance(value, (Complex, running.Bounded)):
        return running.accurate(value, bits_of(digits), context)
    return value is not None


def _mpf(context: Any, value: Any) -> Any:
    """A number in the context that the caller gets: rounded to its digits, which it keeps."""
    if isinstance(value, Complex):
        return context.mpc(_mpf(context, value.re), _mpf(context, value.im))
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, running.Bounded):
        return +context.make_mpf(value.value._mpf_)
    return context.mpf(int(value.numerator)) / int(value.denominator)


def _numpy(f: Compiled, inputs: Mapping[sp.Symbol, Any]) -> Any:
    shape, flat = spread(inputs)
    table = Arrays()
    table.complex = f.complex

    def shown(value: Any) -> Any:
        if isinstance(value, Complex):
            if value.re.small and value.im.small:
                raise OutOfRange("float64 underflows on the way to the value")
            value = np.asarray(value.re.array + 1j * value.im.array, dtype=np.complex128)
        elif isinstance(value, Traced):
            if value.small:
                raise OutOfRange("float64 underflows on the way to the value")
            value = np.asarray(value.array, dtype=np.float64)
        made = np.broadcast_to(value, (int(np.prod(shape)),)).reshape(shape).copy()
        return made if shape else made[()].item()

    with np.errstate(all="ignore"):  # looked at by value, which names the operation
        return _shaped(f, Walk(table, flat)(f.formula.expression), shown)


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
