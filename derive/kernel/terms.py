"""SymPy's expressions as terms of Rocq, with everything that has to hold for them to mean what they say.

Division, roots, logarithms, derivatives, integrals and sums are total in Rocq: 1/0, sqrt(-1), ln(-1) and the derivative
of |x| at 0 are some real number. So each term comes with its *needs*: the denominator is not 0, the argument of the
root not negative, the derivative exists. A line's theorem states them beside the line itself.

This module and ``statements`` are what has to be trusted of the export. Whatever they do not know is not exported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import sympy as sp
from sympy.core.function import AppliedUndef

SUM, PRODUCT, MINUS, POWER, CALL, ATOM = range(6)
"""How tightly the outermost operator of a term binds."""


class NotExported(Exception):
    """The line has no theorem; the message says why, in words."""


@dataclass(frozen=True)
class Need:
    """A proposition that has to hold, and the names of the file's symbols and bound variables in it.

    ``existence``: that a derivative, integral or sum exists. ``unspecified``: it speaks of functions that the theory
    leaves open, so that only the line's own conditions can give it.
    """

    text: str
    free: frozenset[str] = frozenset()
    existence: bool = False
    unspecified: bool = False


@dataclass(frozen=True)
class Atom:
    """A part of a term that field arithmetic does not look into: its text, what it is, and its scope.

    ``node`` is the expression with the values of substituted symbols put in. Proofs use it; no statement does.
    """

    kind: str
    text: str
    node: sp.Basic
    written: sp.Basic
    scope: Scope
    inner: str = ""


@dataclass(frozen=True)
class Term:
    """A term's text, how tightly its outermost operator binds, its needs, and the names that occur freely in it."""

    text: str
    level: int = ATOM
    needs: tuple[Need, ...] = ()
    free: frozenset[str] = frozenset()
    unspecified: bool = False
    atoms: tuple[Atom, ...] = ()

    def at(self, level: int) -> str:
        """The text, in brackets where it binds less tightly than asked."""
        return self.text if self.level >= level else f"({self.text})"


@dataclass(frozen=True)
class Bound:
    """What stands for a symbol: its term as a real number, and as a natural number where it is one."""

    term: Term
    natural: Term | None = None
    positive: bool = False
    nonnegative: bool = False
    nonzero: bool = False


@dataclass(frozen=True)
class Scope:
    """What the symbols and the unspecified functions of a line stand for, and names for its bound variables."""

    symbols: Mapping[sp.Symbol, Bound]
    functions: Mapping[sp.Basic, str]
    taken: frozenset[str] = frozenset()
    values: Mapping[sp.Basic, sp.Basic] = field(default_factory=dict)

    def bind(self, symbol: sp.Symbol, bound: Bound, value: sp.Basic | None = None) -> Scope:
        """The scope with another meaning of the symbol; ``value`` where an expression is put in for it."""
        values = {s: v for s, v in self.values.items() if s != symbol}
        if value is not None:
            values[symbol] = value
        return replace(self, symbols={**self.symbols, symbol: bound}, values=values)

    def resolved(self, e: sp.Basic) -> sp.Basic:
        """The expression with the values of substituted symbols put in."""
        return e.xreplace(dict(self.values)) if self.values else e

    def fresh(self, symbol: sp.Symbol, body: sp.Basic) -> tuple[str, Scope]:
        """A name for a bound variable: the symbol's own where nothing else of that name occurs in the body."""
        inside = {
            name
            for other in body.free_symbols | {f.func for f in body.atoms(AppliedUndef)}
            if other != symbol
            for name in self._names_of(other)
        }
        own = self.symbols[symbol].term.free if symbol in self.symbols else frozenset()
        name = min(own) if len(own) == 1 else _plain(symbol)
        while name in inside or (name in self.taken and name not in own):
            name += "'"
        return name, replace(self, taken=self.taken | {name})

    def _names_of(self, other: sp.Basic) -> frozenset[str]:
        if other in self.symbols:
            return self.symbols[other].term.free
        name = self.functions.get(other)
        return frozenset() if name is None else frozenset({name})


def _plain(symbol: sp.Symbol) -> str:
    from softpot.derive.kernel.names import RESERVED, identifier

    name = identifier(str(symbol))
    return f"{name}'" if name in RESERVED else name


def real(
    name: str, positive: bool = False, nonnegative: bool = False, nonzero: bool = False
) -> Bound:
    """A name that stands for a real number."""
    return Bound(Term(name, free=frozenset({name})), None, positive, nonnegative, nonzero)


def natural(name: str, positive: bool = False, nonzero: bool = False) -> Bound:
    """A name that stands for a natural number."""
    free = frozenset({name})
    return Bound(
        Term(f"INR {name}", CALL, free=free), Term(name, free=free), positive, True, nonzero
    )


# ---------------------------------------------------------------------------------------------- terms


def term(e: sp.Basic, scope: Scope) -> Term:
    """The term of a real expression; raises NotExported for what it does not know."""
    for kinds, write in _WRITERS:
        if isinstance(e, kinds):
            return write(e, scope)
    raise NotExported(f"{_name(e)} is not among the functions that are exported")


def _name(e: sp.Basic) -> str:
    return type(e).__name__ if not isinstance(e, AppliedUndef) else str(e.func)


def _joined(
    text: str, level: int, *parts: Term, needs: tuple[Need, ...] = (), atoms: tuple[Atom, ...] = ()
) -> Term:
    gathered: dict[str, Need] = {}
    for need in (n for part in parts for n in part.needs):
        gathered.setdefault(need.text, need)
    for need in needs:
        gathered.setdefault(need.text, need)
    return Term(
        text,
        level,
        tuple(gathered.values()),
        frozenset().union(*(part.free for part in parts)),
        any(part.unspecified for part in parts),
        tuple({a.text: a for a in (*(x for part in parts for x in part.atoms), *atoms)}.values()),
    )


def _symbol(e: sp.Symbol, scope: Scope) -> Term:
    bound = scope.symbols.get(e)
    if bound is None:
        raise NotExported(f"{e} is not a real symbol")
    return bound.term


def _integer(e: sp.Integer, scope: Scope) -> Term:
    return Term(str(int(e)), ATOM if e >= 0 else MINUS)


def _rational(e: sp.Rational, scope: Scope) -> Term:
    return Term(f"{int(e.p)} / {int(e.q)}", PRODUCT if e >= 0 else MINUS - 1)


def _add(e: sp.Add, scope: Scope) -> Term:
    parts, text = [], ""
    for k, argument in enumerate(e.as_ordered_terms() if isinstance(e, sp.Add) else e.args):
        coefficient, _ = argument.as_coeff_Mul()
        if k and coefficient.is_negative and not isinstance(argument, sp.Add):
            part = term(-argument, scope)
            text += f" - {part.at(PRODUCT)}"
        else:
            part = term(argument, scope)
            text += f" + {part.at(PRODUCT)}" if k else part.at(PRODUCT)
        parts.append(part)
    return _joined(text, SUM, *parts)


def _mul(e: sp.Mul, scope: Scope) -> Term:
    if not e.is_commutative:
        raise NotExported("factors that do not commute are no real numbers")
    above: list[Term] = []
    below: list[Term] = []
    needs: list[Need] = []
    negative = False
    for factor in e.as_ordered_factors():
        if isinstance(factor, sp.Rational):
            negative ^= bool(factor < 0)
            if abs(factor.p) != 1:
                above.append(Term(str(abs(int(factor.p)))))
            if factor.q != 1:
                below.append(Term(str(int(factor.q))))
            continue
        base, exponent = factor.as_base_exp() if isinstance(factor, sp.Pow) else (factor, None)
        if exponent is not None and exponent.is_Rational and exponent < 0:
            inverse, need = _below(base, -exponent, scope)
            below.append(inverse)
            needs += need
        else:
            above.append(term(factor, scope))
    single = len(above) == 1 and not below
    text = " * ".join(part.at(POWER) for part in above) or "1"
    if below:
        product = " * ".join(part.at(POWER) for part in below)
        text += f" / ({product})" if len(below) > 1 else f" / {below[0].at(POWER)}"
    level = max(above[0].level, POWER) if single else PRODUCT
    if negative:
        text, level = f"- {text}", MINUS if single else PRODUCT
    return _joined(text, level, *above, *below, needs=tuple(needs))


def _below(base: sp.Expr, exponent: sp.Rational, scope: Scope) -> tuple[Term, list[Need]]:
    """A denominator base^exponent, exponent > 0, and that it is not 0."""
    made = _power(base, exponent, scope)
    if exponent.is_Integer:
        if obviously(base, scope, "nonzero"):
            return made, []
        inner = term(base, scope)
        return made, [Need(f"{inner.text} <> 0", inner.free, unspecified=inner.unspecified)]
    if obviously(base, scope, "positive"):
        return made, []
    inner = term(base, scope)
    return made, [Need(f"0 < {inner.at(SUM)}", inner.free, unspecified=inner.unspecified)]


def _pow(e: sp.Pow, scope: Scope) -> Term:
    base, exponent = e.args
    if not e.is_commutative:
        raise NotExported("powers of what does not commute are no real numbers")
    if exponent.is_Rational:
        if exponent >= 0:
            return _power(base, exponent, scope)
        made, needs = _below(base, -exponent, scope)
        return _joined(f"/ {made.at(MINUS)}", MINUS, made, needs=tuple(needs))
    if base is sp.E:
        inner = term(exponent, scope)
        return _joined(f"exp {inner.at(ATOM)}", CALL, inner)
    whole = _natural(exponent, scope)
    below = term(base, scope)
    if whole is not None:
        return _joined(f"{below.at(CALL)} ^ {whole.at(ATOM)}", POWER, below, whole)
    above = term(exponent, scope)
    return _joined(
        f"Rpower {below.at(ATOM)} {above.at(ATOM)}", CALL, below, above,
        needs=_positive(base, below, scope),
    )  # fmt: skip


def _power(base: sp.Expr, exponent: sp.Rational, scope: Scope) -> Term:
    """base^exponent for an exponent that is not negative."""
    inner = term(base, scope)
    if exponent.is_Integer:
        if exponent == 1:
            return inner
        return _joined(f"{inner.at(CALL)} ^ {int(exponent)}", POWER, inner)
    if exponent.q == 2:
        needs: tuple[Need, ...] = ()
        if not obviously(base, scope, "nonnegative"):
            needs = (Need(f"0 <= {inner.at(SUM)}", inner.free, unspecified=inner.unspecified),)
        root = f"sqrt {inner.at(ATOM)}"
        atom = _atom("root", root, base, scope, inner.text)
        if exponent.p == 1:
            return _joined(root, CALL, inner, needs=needs, atoms=(atom,))
        return _joined(f"{root} ^ {int(exponent.p)}", POWER, inner, needs=needs, atoms=(atom,))
    text = f"Rpower {inner.at(ATOM)} ({int(exponent.p)} / {int(exponent.q)})"
    atom = _atom("power", text, sp.Pow(base, exponent, evaluate=False), scope, inner.text)
    return _joined(text, CALL, inner, needs=_positive(base, inner, scope), atoms=(atom,))


def _atom(kind: str, text: str, e: sp.Basic, scope: Scope, inner: str = "") -> Atom:
    return Atom(kind, text, scope.resolved(e), e, scope, inner)


def _positive(base: sp.Basic, made: Term, scope: Scope) -> tuple[Need, ...]:
    if obviously(base, scope, "positive"):
        return ()
    return (Need(f"0 < {made.at(SUM)}", made.free, unspecified=made.unspecified),)


def _natural(e: sp.Basic, scope: Scope) -> Term | None:
    """The expression as a natural number: sums and products of natural symbols and numbers; None for others."""
    if isinstance(e, sp.Integer) and e >= 0:
        return Term(str(int(e)))
    if isinstance(e, sp.Symbol) and e in scope.symbols:
        return scope.symbols[e].natural
    if isinstance(e, (sp.Add, sp.Mul)):
        parts = [_natural(argument, scope) for argument in e.args]
        found = [part for part in parts if part is not None]
        if len(found) == len(parts):
            sign, level = (" + ", SUM) if isinstance(e, sp.Add) else (" * ", PRODUCT)
            return _joined(sign.join(part.at(level + 1) for part in found), level, *found)
    return None


def natural_number(e: sp.Basic, scope: Scope) -> Term | None:
    """The expression as a term of type nat, or None where it is not one."""
    return _natural(e, scope)


def _call(name: str) -> Callable[[sp.Function, Scope], Term]:
    def write(e: sp.Function, scope: Scope) -> Term:
        parts = [term(argument, scope) for argument in e.args]
        text = " ".join([name, *(p.at(ATOM) for p in parts)])
        return _joined(text, CALL, *parts, atoms=(_atom(name, text, e, scope, parts[0].at(ATOM)),))

    return write


def _log(e: sp.log, scope: Scope) -> Term:
    if len(e.args) != 1:
        raise NotExported("a logarithm to another base is not exported")
    inner = term(e.args[0], scope)
    needs = _positive(e.args[0], inner, scope)
    text = f"ln {inner.at(ATOM)}"
    return _joined(
        text, CALL, inner, needs=needs, atoms=(_atom("ln", text, e, scope, inner.at(ATOM)),)
    )


def _tan(e: sp.tan, scope: Scope) -> Term:
    inner = term(e.args[0], scope)
    need = Need(f"cos {inner.at(ATOM)} <> 0", inner.free, unspecified=inner.unspecified)
    return _joined(f"tan {inner.at(ATOM)}", CALL, inner, needs=(need,))


def _arc(name: str) -> Callable[[sp.Function, Scope], Term]:
    def write(e: sp.Function, scope: Scope) -> Term:
        inner = term(e.args[0], scope)
        need = Need(f"-1 <= {inner.at(SUM)} <= 1", inner.free, unspecified=inner.unspecified)
        return _joined(f"{name} {inner.at(ATOM)}", CALL, inner, needs=(need,))

    return write


def _extreme(name: str) -> Callable[[sp.Expr, Scope], Term]:
    def write(e: sp.Expr, scope: Scope) -> Term:
        parts = [term(argument, scope) for argument in sp.ordered(e.args)]
        text = parts[-1].at(ATOM)
        for part in reversed(parts[:-1]):
            text = f"({name} {part.at(ATOM)} {text})"
        return _joined(text, ATOM, *parts)

    return write


def _factorial(e: sp.factorial, scope: Scope) -> Term:
    whole = _natural(e.args[0], scope)
    if whole is None:
        raise NotExported("a factorial of what was not shown to be a natural number")
    return _joined(f"INR (fact {whole.at(ATOM)})", CALL, whole)


def _applied(e: AppliedUndef, scope: Scope) -> Term:
    name = scope.functions.get(e.func)
    if name is None:
        raise NotExported(f"the unspecified function {e.func} has no real values here")
    parts = [term(argument, scope) for argument in e.args]
    made = _joined(" ".join([name, *(p.at(ATOM) for p in parts)]), CALL, *parts)
    return replace(made, free=made.free | {name}, unspecified=True)


def _determinant(e: sp.Determinant, scope: Scope) -> Term:
    matrix = e.arg
    if not isinstance(matrix, sp.MatrixBase) or matrix.rows not in (2, 3):
        raise NotExported("determinants are exported of matrices with two or three rows")
    parts = [term(member, scope) for member in matrix]
    text = " ".join([f"det{matrix.rows}", *(p.at(ATOM) for p in parts)])
    return _joined(text, CALL, *parts)


# ------------------------------------------------------------------------------------ bound variables


def _fun(name: str, body: Term, kind: str = "R") -> str:
    head, _, last = body.text.rpartition(" ")
    if last == name and head.isidentifier() and body.unspecified and kind == "R":
        return head  # an unspecified function of the variable alone
    return f"(fun {name} : {kind} => {body.text})"


def _outside(body: Term, name: str, around: Callable[[Need], Need]) -> tuple[Need, ...]:
    """The needs of a body, those that speak of the bound variable with what says for which of its values."""
    return tuple(around(need) if name in need.free else need for need in body.needs)


def _derivative(e: sp.Derivative, scope: Scope) -> Term:
    """The derivative with respect to the last of the variables, of what is left of it."""
    *before, (x, count) = e.variable_count
    if not isinstance(x, sp.Symbol) or not count.is_Integer:
        raise NotExported(f"a derivative with respect to {x}, or of order {count}")
    inner = sp.Derivative(e.expr, *before) if before else e.expr
    place = term(x, scope)
    name, within = scope.fresh(x, inner)
    body = term(inner, within.bind(x, real(name)))
    function = _fun(name, body)
    free = (body.free - {name}) | place.free

    def near(need: Need) -> Need:
        text = f"locally {place.at(ATOM)} (fun {name} : R => {need.text})"
        return replace(need, text=text, free=(need.free - {name}) | place.free)

    if count == 1:
        text, exists = (
            f"Derive {function} {place.at(ATOM)}",
            f"ex_derive {function} {place.at(ATOM)}",
        )
    else:
        text = f"Derive_n {function} {count} {place.at(ATOM)}"
        exists = f"derivable {count} {function} {place.at(ATOM)}"
    need = Need(exists, free, existence=True, unspecified=body.unspecified)
    needs = (*_outside(body, name, near), *place.needs, need)
    atom = Atom("derivative", text, sp.Tuple(inner, x, count), e, scope, function)
    return Term(text, CALL, _unique(needs), free, body.unspecified, (atom,))


def _unique(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    return tuple({need.text: need for need in reversed(needs)}.values())[::-1]


def _subs(e: sp.Subs, scope: Scope) -> Term:
    bound = {}
    needs: tuple[Need, ...] = ()
    for variable, value in zip(e.variables, e.point, strict=True):
        made = term(value, scope)
        needs += made.needs
        whole = _natural(value, scope)
        meaning = Bound(
            made, whole,
            positive=obviously(value, scope, "positive"),
            nonnegative=obviously(value, scope, "nonnegative"),
            nonzero=obviously(value, scope, "nonzero"),
        )  # fmt: skip
        bound[variable] = (meaning, scope.resolved(value))
    inner = scope
    for variable, (meaning, resolved) in bound.items():
        inner = inner.bind(variable, meaning, resolved)
    body = term(e.expr, inner)
    return replace(body, needs=_unique((*needs, *body.needs)))


def _integral(e: sp.Integral, scope: Scope) -> Term:
    made: Callable[[Scope], Term] = lambda inner: term(e.function, inner)  # noqa: E731
    for limit in e.limits:
        if len(limit) != 3:
            raise NotExported("an integral without limits")
        made = _integrated(made, e, *limit)
    return made(scope)


def _integrated(
    body_of: Callable[[Scope], Term], e: sp.Integral, x: sp.Symbol, lower: sp.Expr, upper: sp.Expr
) -> Callable[[Scope], Term]:
    def write(scope: Scope) -> Term:
        ends = [None if end.is_infinite else term(end, scope) for end in (lower, upper)]
        if lower in (sp.oo,) or upper in (-sp.oo,):
            raise NotExported("an integral that runs from +infinity or to -infinity")
        name, inner = scope.fresh(x, sp.Tuple(e.function, *e.limits))
        body = body_of(inner.bind(x, real(name)))
        function = _fun(name, body)
        free = (body.free - {name}).union(*(end.free for end in ends if end is not None))
        low, high = ends
        between = _range(name, low, high)

        def within(need: Need) -> Need:
            text = f"(forall {name} : R, {between}{need.text})"
            return replace(need, text=text, free=(need.free - {name}) | free)

        plain = not (low is None or high is None or _singular(e.function, x, lower, upper))
        if plain and low is not None and high is not None:
            arguments = f"{function} {low.at(ATOM)} {high.at(ATOM)}"
            text, exists = f"RInt {arguments}", f"ex_RInt {arguments}"
        else:
            start = (
                "(Rbar_locally m_infty)"
                if low is None
                else _end(e.function, x, lower, low, "right")
            )
            stop = (
                "(Rbar_locally p_infty)"
                if high is None
                else _end(e.function, x, upper, high, "left")
            )
            arguments = f"{function} {start} {stop}"
            text, exists = f"RInt_gen {arguments}", f"ex_RInt_gen {arguments}"
        need = Need(exists, free, existence=True, unspecified=body.unspecified)
        outer = tuple(n for end in ends if end is not None for n in end.needs)
        needs = (*outer, *_outside(body, name, within), need)
        atom = _atom("integral", text, e, scope, function)
        return Term(text, CALL, _unique(needs), free, body.unspecified, (atom,))

    return write


def _range(name: str, low: Term | None, high: Term | None) -> str:
    if low is not None and high is not None:
        a, b = low.at(ATOM), high.at(ATOM)
        return f"Rmin {a} {b} < {name} < Rmax {a} {b} -> "
    if low is not None:
        return f"{low.at(SUM)} < {name} -> "
    return f"{name} < {high.at(SUM)} -> " if high is not None else ""


def _singular(f: sp.Expr, x: sp.Symbol, *ends: sp.Expr) -> bool:
    """Whether the integrand has no value at an end, so that the integral is a limit there."""
    return any(_worthless(f, x, end) for end in ends)


def _worthless(f: sp.Expr, x: sp.Symbol, end: sp.Expr) -> bool:
    """Whether a denominator or the argument of a logarithm in f is 0 at the end of the range, as written."""
    for part in f.atoms(sp.Pow, sp.log):
        if isinstance(part, sp.Pow) and not (part.exp.is_Rational and part.exp.is_negative):
            continue
        if part.args[0].has(x) and part.args[0].xreplace({x: end}).is_zero:
            return True
    return False


def _end(f: sp.Expr, x: sp.Symbol, end: sp.Expr, made: Term, side: str) -> str:
    filter_ = f"at_{side}" if _worthless(f, x, end) else "at_point"
    return f"({filter_} {made.at(ATOM)})"


def _sum(e: sp.Sum, scope: Scope) -> Term:
    if len(e.limits) != 1 or len(e.limits[0]) != 3:
        raise NotExported("a sum over several indices")
    k, lower, upper = e.limits[0]
    first = _natural(lower, scope)
    if first is None:
        raise NotExported("a sum that does not start at a natural number")
    name, inner = scope.fresh(k, sp.Tuple(e.function, lower, upper))
    if upper is sp.oo:
        shifted = Term(f"{first.at(PRODUCT)} + {name}", SUM, free=first.free | {name})
        if first.text == "0":
            shifted = Term(name, free=frozenset({name}))
        index = Bound(
            Term(f"INR {shifted.at(ATOM)}", CALL, free=shifted.free), shifted,
            nonnegative=True, nonzero=_at_least_one(lower), positive=_at_least_one(lower),
        )  # fmt: skip
        body = term(e.function, inner.bind(k, index))
        function = _fun(name, body, "nat")
        text, exists, between = f"Series {function}", f"ex_series {function}", ""
        parts: tuple[Term, ...] = (first,)
    else:
        last = _natural(upper, scope)
        if last is None:
            raise NotExported("a sum that does not end at a natural number")
        body = term(
            e.function,
            inner.bind(
                k, natural(name, nonzero=_at_least_one(lower), positive=_at_least_one(lower))
            ),
        )
        function = _fun(name, body, "nat")
        text, exists = f"sum_n_m {function} {first.at(ATOM)} {last.at(ATOM)}", ""
        between = f"({first.text} <= {name} <= {last.text})%nat -> "
        parts = (first, last)
    free = (body.free - {name}).union(*(part.free for part in parts))

    def each(need: Need) -> Need:
        return replace(
            need,
            text=f"(forall {name} : nat, {between}{need.text})",
            free=(need.free - {name}) | free,
        )

    needs = _outside(body, name, each)
    if exists:
        needs += (Need(exists, free, existence=True, unspecified=body.unspecified),)
    atom = _atom("sum", text, e, scope, function)
    return Term(text, CALL, _unique(needs), free, body.unspecified, (atom,))


def _at_least_one(lower: sp.Expr) -> bool:
    return bool(isinstance(lower, sp.Integer) and lower >= 1)


# ----------------------------------------------------------------------------------------- signs


def obviously(e: sp.Basic, scope: Scope, what: str) -> bool:
    """Whether a sign shows at a glance: of numbers, of symbols known to have it, of products, powers, exponentials.

    It spares the text a need such as 0 < 2; what is not seen here is stated, and proved.
    """
    if isinstance(e, sp.Rational):
        return bool({"positive": e > 0, "nonnegative": e >= 0, "nonzero": e != 0}[what])
    if e is sp.pi or isinstance(e, sp.exp) or e is sp.E:
        return True
    if isinstance(e, sp.Symbol):
        bound = scope.symbols.get(e)
        if bound is None:
            return False
        known = {
            "positive": bound.positive,
            "nonnegative": bound.nonnegative,
            "nonzero": bound.nonzero,
        }
        return known[what] or bound.positive
    if isinstance(e, sp.Mul):
        return all(obviously(factor, scope, what) for factor in e.args)
    if isinstance(e, sp.Pow) and e.exp.is_Rational:
        if e.exp.is_Integer:
            if e.exp % 2 == 0 and what == "nonnegative":
                return True
            return obviously(e.base, scope, what)
        return obviously(e.base, scope, "positive" if what == "nonzero" else what)
    if isinstance(e, sp.Add) and what == "positive":
        return all(obviously(part, scope, what) for part in e.args)
    if isinstance(e, sp.Add) and what == "nonnegative":
        return all(obviously(part, scope, what) for part in e.args)
    if isinstance(e, sp.Add) and what == "nonzero":
        return all(obviously(part, scope, "positive") for part in e.args)
    return isinstance(e, sp.Abs) and what == "nonnegative"


_WRITERS: tuple[tuple[type | tuple[type, ...], Callable[..., Term]], ...] = (
    (sp.Symbol, _symbol),
    (sp.Integer, _integer),
    (sp.Rational, _rational),
    (type(sp.pi), lambda e, scope: Term("PI")),
    (type(sp.E), lambda e, scope: Term("exp 1", CALL)),
    (sp.Add, _add),
    (sp.Mul, _mul),
    (sp.exp, _call("exp")),
    (sp.Pow, _pow),
    (sp.log, _log),
    (sp.sin, _call("sin")),
    (sp.cos, _call("cos")),
    (sp.tan, _tan),
    (sp.asin, _arc("asin")),
    (sp.acos, _arc("acos")),
    (sp.atan, _call("atan")),
    (sp.sinh, _call("sinh")),
    (sp.cosh, _call("cosh")),
    (sp.tanh, _call("tanh")),
    (sp.erf, _call("erf")),
    (sp.Abs, _call("Rabs")),
    (sp.Min, _extreme("Rmin")),
    (sp.Max, _extreme("Rmax")),
    (sp.factorial, _factorial),
    (AppliedUndef, _applied),
    (sp.Determinant, _determinant),
    (sp.Derivative, _derivative),
    (sp.Subs, _subs),
    (sp.Integral, _integral),
    (sp.Sum, _sum),
)
