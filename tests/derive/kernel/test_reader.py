"""What the kept texts say, read back by another grammar, has the values that SymPy gives the lines."""

from __future__ import annotations

import random
import re

import mpmath
import pytest
import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import Equivalent

from softpot.derive.later import LATER
from softpot.derive.machinery.discharge import Cells
from softpot.derive.machinery.step import Role
from softpot.derive.machinery.told import sides
from softpot.derive.theory import SOFT_POTENTIAL

from . import reader

THEORIES = {"paper": SOFT_POTENTIAL, "later": LATER}
KEPT = [
    (name, path)
    for name, theory in THEORIES.items()
    for path in sorted(theory.certificates.glob("*.v"))
]
x = sp.Dummy()
WITNESS = 2 + x / 3 + x**2 / 7 - x**3 / 11


def _decaying(y, *others):
    """A function of several variables that is integrable over the line in the first one."""
    tilt = sum(other / (k + 3) for k, other in enumerate(others))
    return (1 + y / 3 + y**2 / 7 + tilt + y * tilt**2 / 5) / 9, y**2


def _named(symbol):
    return re.sub(r"\W", "_", symbol.name)


class Mismatch(AssertionError):
    """The text does not say what the line says."""


def _points(derived, seed):
    """A number for each symbol, as its assumptions have it."""
    rng = random.Random(seed)
    table = derived.formula.symbols
    found = {}
    for name in table:
        symbol = getattr(table, name)
        if isinstance(symbol, sp.Symbol):
            size = sp.Rational(rng.randint(20, 90), 37)
            sign = 1 if symbol.is_nonnegative or rng.random() < 0.5 else -1
            found[symbol] = sp.Integer(rng.randint(1, 5)) if symbol.is_integer else sign * size
    return found


def _fitting(step, derived):
    """A point at which the conditions of a line hold."""
    for seed in range(len(derived.steps), len(derived.steps) + 200):
        point = _points(derived, seed)
        if all(_witnessed(c).xreplace(point) != sp.false for c in step.conditions):
            return point
    raise AssertionError(f"no point fits the conditions of {step.statement}")


def _witnessed(e):
    def witness(f):
        if len(f.args) < 3:
            return WITNESS.subs(x, f.args[0])
        factor, square = _decaying(*f.args)
        return factor * sp.exp(-square)

    return e.replace(lambda f: isinstance(f, AppliedUndef), witness)


def _by_sympy(side, point):
    spelled = _witnessed(side)
    if any(bound.is_infinite for one in spelled.atoms(sp.Integral) for bound in one.limits[0][1:]):
        done = spelled.replace(
            lambda e: isinstance(e, sp.Integral),
            lambda e: sp.Integral(e.function.doit(integrals=False), *e.limits),
        )
        valued = done.doit(integrals=False).subs(point)  # bound symbols stay as they are
        return sp.N(valued.replace(lambda e: isinstance(e, sp.Integral), _by_quadrature), 20)
    return sp.N(spelled.doit().xreplace(point), 20)


def _by_quadrature(integral):
    """Its value; of nested ones the inner are left to SymPy, whose numbers of whole integrals take minutes."""
    if integral.free_symbols or len(integral.limits) > 1:
        return integral
    ((variable, *ends),) = integral.limits
    integrand = sp.lambdify(variable, integral.function, "mpmath")
    with mpmath.workdps(20):
        places = [
            mpmath.inf * int(sp.sign(end)) if end.is_infinite else mpmath.mpf(str(sp.N(end, 20)))
            for end in ends
        ]
        if {*places} == {mpmath.inf, -mpmath.inf}:
            places.insert(1, 0)
        return sp.Float(str(mpmath.quad(integrand, places)), 20)


def _environment(point, read):
    env = {_named(s): mpmath.mpf(v.p) / v.q for s, v in point.items()}
    for name in read.functions:
        env[name] = _function
    return env


def _function(t, *others):
    if len(others) < 2:
        return 2 + t / 3 + t**2 / 7 - t**3 / 11
    factor, square = _decaying(t, *others)
    return factor * mpmath.exp(-square)


def _by_reader(tree, point, read):
    return reader.value(tree, _environment(point, read))


def compare(text, derived):
    """The number of pairs compared; raises Mismatch where the text says something else than the derivation."""
    read, compared = reader.read(text), 0
    for number, step in enumerate(derived.steps, 1):
        point = _fitting(step, derived)
        tree = read.hypotheses.get(f"line_{number}", read.theorems.get(f"line_{number}"))
        if tree is None:
            raise Mismatch(f"line {number} is missing")
        wanted = [p for p in sides(step.statement) if all(isinstance(e, sp.Expr) for e in p)]
        stated = list(reader.equations(tree))
        speaks, says = reader.existing(tree)
        if step.role is Role.DEFINITION:  # a theorem of its own says that the value exists
            says |= reader.existing(read.theorems.get(f"line_{number}_exists"))[1]
        if speaks != says:
            raise Mismatch(f"line {number} speaks of derivatives without saying that they exist")
        if len(stated) != len(wanted):
            raise Mismatch(f"line {number} has {len(stated)} equations, not {len(wanted)}")
        for pair, trees in zip(wanted, stated, strict=True):
            named = isinstance(pair[1], sp.Integral) and not isinstance(pair[0], sp.Integral)
            relation = trees[0][:2] == ("apply", "RInt_gen")  # the integral stands before its value
            turned = pair[::-1] if named and relation else pair
            compared += _alike(turned, trees, point, read, number)
        for pair, trees in _inequalities(step.statement, tree, number):
            compared += _alike(pair, trees, point, read, number)
        _logic(step.statement, tree, point, read, number)
        _conditions(step, tree, point, read, number)
    _signs(read, derived)
    _counts(read, derived, point)
    return compared


def _counts(read, derived, point):
    """What each number of zeros counts, at points of the line: zeros of the same polynomial, told by the same signs."""
    told = {
        _named(count.symbol): (step.method, count)
        for step in derived.steps
        if isinstance(step.method, Cells)
        for count in step.method.counts
    }
    stated = {n: t for n, t in read.hypotheses.items() if n.endswith("_counts")}
    if {f"{name}_counts" for name in told} != set(stated):
        raise Mismatch("the numbers of zeros are not those of the lines")
    for name, (method, count) in told.items():
        head, counts, predicate, variable = stated[f"{name}_counts"]
        exists = read.theorems.get(f"{name}_exists")
        if (head, counts, variable) != ("apply", "counts", name):
            raise Mismatch(f"{name} is not said to count anything")
        if exists != ("apply", "countable", predicate):
            raise Mismatch(f"{name} is not shown to exist")
        _, (bound,), body = predicate
        parts = list(reader.split(body)[1])
        kinds = [p[1] for p in parts if p[0] == "apply"]
        if kinds != [
            word for word, is_so in (("rises", count.rising), ("falls", count.falling)) if is_so
        ]:
            raise Mismatch(f"{name} counts other changes of sign")
        conditions = parts[1 + len(kinds) :]
        if bool(conditions) != (count.condition != sp.true):
            raise Mismatch(f"{name} counts under other conditions")
        for value in (sp.Rational(-17, 5), sp.Integer(0), sp.Rational(3, 7), sp.Rational(29, 4)):
            for sign in (1, -1):
                here = {s: sign * v if not s.is_nonnegative else v for s, v in point.items()}
                here[method.variable] = value
                env = {**_environment(here, read), bound: mpmath.mpf(value.p) / value.q}
                _zero(method.polynomial.xreplace(here), parts[0], env, name)
                for part in parts[1 : 1 + len(kinds)]:
                    _, (other,), inner = part[2]
                    if part[3] != bound:
                        raise Mismatch(f"{name} counts changes of sign elsewhere")
                    _zero(
                        method.polynomial.xreplace(here),
                        ("=", inner, 0),
                        {**env, other: env[bound]},
                        name,
                    )
                truth = [reader.holds(c, env) for c in conditions]
                if conditions and all(truth) != bool(count.condition.xreplace(here)):
                    raise Mismatch(f"{name} counts under another condition")


def _zero(wanted, tree, env, name):
    if tree[0] != "=" or tree[2] != 0:
        raise Mismatch(f"{name} does not count zeros")
    got = reader.value(tree[1], env)
    if abs(got - mpmath.mpf(wanted.p) / wanted.q) > mpmath.mpf(10) ** -9 * max(1, abs(got)):
        raise Mismatch(f"{name} counts zeros of another polynomial")


def _inequalities(statement, tree, number):
    """The sides of a strict inequality, or of several joined by "and", beside those of the text, smaller one first."""
    parts = statement.args if isinstance(statement, sp.And) else (statement,)
    strict = (sp.StrictLessThan, sp.StrictGreaterThan)
    if not all(isinstance(p, strict) for p in parts):
        return
    stated = reader.split(tree)[1]
    if len(stated) < len(parts) or any(t[0] != "<" for t in stated[-len(parts) :]):
        raise Mismatch(f"line {number} is not {len(parts)} strict inequalities")
    ordered = list(sp.ordered(parts)) if len(parts) > 1 else parts
    for part, said in zip(ordered, stated[-len(parts) :], strict=True):
        smaller, larger = part.args if isinstance(part, strict[0]) else part.args[::-1]
        yield (smaller, larger), (said[1], said[2])


def _logic(statement, tree, point, read, number):
    """A statement of "or", or of "if and only if", is true where that of the text is, at many points."""
    if not isinstance(statement, (sp.Or, Equivalent)):
        return
    rng = random.Random(number)
    (said,) = reader.split(tree)[1]
    seen = set()
    for _ in range(60):
        here = {
            s: sp.Integer(rng.randint(0, 3))
            if s.is_integer
            else sp.Rational(rng.randint(-4, 4), rng.randint(1, 3))
            for s in point
        }
        wanted = bool(statement.xreplace(here))
        seen.add(wanted)
        if reader.holds(said, _environment(here, read)) is not wanted:
            raise Mismatch(f"line {number} is not {wanted} where the line is")
    if seen != {True, False}:
        raise Mismatch(f"line {number} was not both true and false")


def _alike(pair, trees, point, read, number):
    for side, tree in zip(pair, trees, strict=True):
        wanted = _by_sympy(side, point)
        if not wanted.is_real:
            return 0
        got = _by_reader(tree, point, read)
        if abs(got - mpmath.mpf(str(wanted))) > mpmath.mpf(10) ** -9 * max(1, abs(got)):
            raise Mismatch(f"line {number}: {side} is {wanted}, but the text has {got}")
    return 1


def _conditions(step, tree, point, read, number):
    """The relations in front of a conclusion hold where the line's conditions do, and fail where one fails."""
    before = reader.split(tree)[0]
    symbols = {s for c in step.conditions for s in c.free_symbols}
    for moved in ({}, *({s: sp.Integer(0)} for s in sorted(symbols, key=str))):
        here = {**point, **moved}
        try:
            env = _environment(here, read)
            got = [reader.holds(part, env) for part in before]
        except (ZeroDivisionError, KeyError):
            continue
        wanted = [_witnessed(c).xreplace(here) for c in step.conditions]
        if any(w not in (sp.true, sp.false) for w in wanted):
            continue
        if all(g for g in got if g is not None) and not all(wanted):
            raise Mismatch(f"line {number} leaves out a condition")
        if all(wanted) and not all(g for g in got if g is not None) and not step.premises:
            raise Mismatch(f"line {number} has a condition that the line has not")


def _signs(read, derived):
    """Each sign that is stated is what the symbol table says, and each positive number has its own."""
    table = derived.formula.symbols
    by_name = {
        _named(s): s for n in table for s in (getattr(table, n),) if isinstance(s, sp.Symbol)
    }
    stated = {}
    for name, tree in (*read.hypotheses.items(), *read.theorems.items()):
        if name.startswith("line_") or name == "result" or name.endswith("_counts"):
            continue
        if tree[:2] == ("apply", "countable"):
            continue
        sign, zero, variable = tree
        if zero != 0 or not isinstance(variable, str) or variable in stated:
            raise Mismatch(f"{name} is no sign of a symbol of its own")
        stated[variable] = sign
    for variable in read.numbers:
        symbol = by_name[variable]
        wanted = "<" if symbol.is_positive else "<=" if symbol.is_nonnegative else None
        if symbol.is_integer and wanted == "<=":
            wanted = None  # a natural number
        if stated.get(variable) != wanted:
            raise Mismatch(f"{variable} has the sign {stated.get(variable)}, not {wanted}")


def _derived(name, path):
    theory = THEORIES[name]
    (id,) = (e.id for e in theory.entries if e.id.replace("-", "_") == path.stem)
    return theory.derivation(id)


QUICK = {"shift", "invariants", "jacobian", "scaling"}  # the others take up to seconds to derive


@pytest.mark.quick(0)
@pytest.mark.parametrize(
    ("name", "path"),
    [
        pytest.param(n, p, id=p.stem, marks=() if p.stem in QUICK else pytest.mark.slow)
        for n, p in KEPT
    ],
)
def test_kept_texts_say_what_the_lines_say(name, path):
    assert compare(path.read_text(encoding="utf-8"), _derived(name, path)) > 0


def _claims(text):
    """The places of the statements in a text."""
    return [m.span(1) for m in re.finditer(r"(?:Hypothesis|Theorem) line_\d+ : (.*)\.\n", text)]


CHANGES = {
    "a sign": (r" \+ ", " - "),
    "another sign": (r"= (?=\w)", "= - "),
    "an exponent": (r"\^ 2\b", "^ 3"),
    "a constant": (r"\b([248])\b(?! \^)", r"3"),
    "a factor": (r" \* ", " / "),
    "a name": (r"\beta\b", "t"),
    "another name": (r"\bE_0\b", "w"),
}


@pytest.mark.quick(2)
@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_text_is_noticed(change):
    pattern, by = CHANGES[change]
    tried = noticed = 0
    for stem in ("shift", "jacobian", "scaling"):
        (path,) = (p for n, p in KEPT if n == "paper" and p.stem == stem)
        text, derived = path.read_text(encoding="utf-8"), _derived("paper", path)
        for start, end in _claims(text)[:6]:
            claim = text[start:end]
            changed = re.sub(pattern, by, claim, count=1)
            if changed == claim:
                continue
            tried += 1
            try:
                compare(text[:start] + changed + text[end:], derived)
            except (Mismatch, reader.Unreadable, ZeroDivisionError):
                noticed += 1
    assert tried > 0
    assert noticed == tried


def test_a_swapped_or_missing_hypothesis_is_noticed():
    (path,) = (p for n, p in KEPT if n == "paper" and p.stem == "scaling")
    text, derived = path.read_text(encoding="utf-8"), _derived("paper", path)
    for changed in (
        text.replace("a_positive : 0 < a.", "a_positive : 0 < m."),
        text.replace("a_positive : 0 < a.", "a_positive : 0 < eta."),
        text.replace("a_positive : 0 < a.", "a_positive : a < 0."),
    ):
        assert changed != text
        with pytest.raises(Mismatch):
            compare(changed, derived)
    (path,) = (p for n, p in KEPT if n == "paper" and p.stem == "jacobian")
    text, derived = path.read_text(encoding="utf-8"), _derived("paper", path)
    for was, now in (("J <> 0 -> eta <> 0 -> ", "J <> 0 -> "), ("eta <> 0 -> ", "t <> 0 -> ")):
        with pytest.raises(Mismatch):
            compare(text.replace(was, now), derived)


@pytest.mark.quick(0)
def test_a_changed_inequality_is_noticed():
    (path,) = (p for n, p in KEPT if n == "paper" and p.stem == "monoenergetic_peak")
    text, derived = path.read_text(encoding="utf-8"), _derived("paper", path)
    for was, now in (
        ("line_5 : xi < sinh xi", "line_5 : sinh xi < xi"),
        ("line_5 : xi < sinh xi", "line_5 : xi < cosh xi"),
        ("(xi_m < xi_high)", "(xi_m < xi_low)"),
        ("line_5 : xi < sinh xi", "line_5 : xi <= sinh xi"),
    ):
        changed = text.replace(was, now)
        assert changed != text
        with pytest.raises(Mismatch):
            compare(changed, derived)


@pytest.mark.quick(0)
@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("rises", "falls"),
        ("4 * x ^ 3", "4 * x ^ 2"),
        ("3 * t * x ^ 2", "3 * eta * x ^ 2"),
        ("counts (fun x : R => 2 * eta", "counts (fun x : R => 3 * eta"),
        ("N_min.", "N_s."),
    ],
)
def test_another_number_of_zeros_is_noticed(was, now):
    (path,) = (p for n, p in KEPT if n == "paper" and p.stem == "two_wells")
    text, derived = path.read_text(encoding="utf-8"), _derived("paper", path)
    lines = text.split("\n")
    (k,) = (k for k, line in enumerate(lines) if line.startswith("Hypothesis N_min_counts"))
    lines[k] = lines[k].replace(was, now, 1)
    assert "\n".join(lines) != text
    with pytest.raises(Mismatch):
        compare("\n".join(lines), derived)
