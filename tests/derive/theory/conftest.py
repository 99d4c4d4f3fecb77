"""What the tests of every derivation share: statements made wrong on purpose, and what is demanded of any entry."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache

import pytest
import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFunction

from softpot.derive import Derived, Role, Step, TheoryError, Verdict
from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.machinery.mutants import Mutant, somewhere

from .domains import assert_holds_where_it_says

S = SOFT_POTENTIAL.symbols
HALF, SEVEN_EIGHTHS = sp.Rational(1, 2), sp.Rational(7, 8)
_TURNED = {
    sp.StrictLessThan: sp.StrictGreaterThan,
    sp.StrictGreaterThan: sp.StrictLessThan,
    sp.LessThan: sp.GreaterThan,
    sp.GreaterThan: sp.LessThan,
    sp.Eq: sp.Ne,
    sp.Ne: sp.Eq,
}


def _changed(node: sp.Basic, inside_logic: bool) -> Iterator[sp.Basic]:
    """Wrong versions of one node: a coefficient times 7/8, a sign flipped, an exponent off by 1/2."""
    if isinstance(node, Relational):
        for k in (0, 1):
            for side in _wrong_sides(node.args[k], node.args[1 - k]):
                args = [side if j == k else node.args[j] for j in (0, 1)]
                yield sp.Eq(*args, evaluate=False) if isinstance(node, sp.Eq) else node.func(*args)
        if inside_logic or not isinstance(node, sp.Eq):
            yield _TURNED[node.func](*node.args)
    elif isinstance(node, sp.Add):
        for k in range(len(node.args)):
            factor = (SEVEN_EIGHTHS, -1)[k % 2]
            yield sp.Add(*(factor * a if j == k else a for j, a in enumerate(node.args)))
    elif isinstance(node, sp.Pow):
        yield node.args[0] ** (node.args[1] + HALF)


def _wrong_sides(side: sp.Basic, other: sp.Basic) -> Iterator[sp.Basic]:
    if isinstance(side, sp.Tuple):
        for k, (member, opposite) in enumerate(zip(side.args, other.args, strict=True)):
            for wrong in _wrong_sides(member, opposite):
                yield sp.Tuple(*(wrong if j == k else m for j, m in enumerate(side.args)))
    elif side == 0:
        yield sp.Integer(1)
    elif isinstance(side, sp.Expr) and not isinstance(side, (sp.Integral, sp.Limit)) and other != 0:
        yield SEVEN_EIGHTHS * side
        yield -side


def _evaluated(mutant: sp.Basic) -> sp.Basic:
    """An inequality of numbers is true or false; an equation stays as written."""
    if isinstance(mutant, BooleanFunction):
        return mutant.func(*map(_evaluated, mutant.args))
    if isinstance(mutant, Relational) and not isinstance(mutant, sp.Eq):
        return mutant.func(*mutant.args)
    return mutant


def mutants(statement: sp.Basic) -> list[sp.Basic]:
    """Every wrong version of a statement, each with one change somewhere, without repetition."""
    logic = isinstance(statement, BooleanFunction) and not isinstance(statement, sp.And)

    def changes(node: sp.Basic) -> Iterator[Mutant]:
        return (Mutant("", new) for new in _changed(node, logic))

    found = dict.fromkeys(_evaluated(mutant.expression) for mutant in somewhere(statement, changes))
    return [mutant for mutant in found if mutant != statement]


def _refused(step: Step, mutant: sp.Basic) -> bool:
    if mutant is sp.true or mutant is sp.false:
        return True  # a derivation refuses a statement that has collapsed
    assert step.method is not None
    try:
        step.method(mutant)
    except TheoryError:
        return True
    return False


def _plain(expression: sp.Basic, where: tuple[tuple[sp.Basic, sp.Basic], ...]) -> sp.Expr:
    """Something to put numbers in: limits taken by substitution, integrals replaced by their integrands,
    unspecified functions by a polynomial of their arguments."""
    bare = expression.subs(where)
    bare = bare.replace(
        lambda e: isinstance(e, sp.Limit), lambda e: e.args[0].subs(e.args[1], e.args[2])
    )
    bare = bare.replace(lambda e: isinstance(e, sp.Integral), lambda e: e.function)
    bare = bare.replace(
        lambda e: isinstance(e, AppliedUndef),
        lambda e: sp.Add(*((k + 2) * arg ** (k + 1) for k, arg in enumerate(e.args))),
    )
    return bare.doit()


def _vanishes_at_points(expression: sp.Expr) -> bool:
    source = random.Random(11)
    for _ in range(5):
        point = {
            s: sp.Rational(source.randint(1, 99), 37)
            * (1 if s.is_positive else source.choice((1, -1)))
            for s in sorted(expression.free_symbols, key=str)
        }
        if abs(sp.N(expression.subs(point), 30)) > sp.Rational(1, 10**20):
            return False
    return True


def _true_all_the_same(step: Step, mutant: sp.Basic) -> bool:
    """Whether a changed equation still holds, because what was changed drops out; by numbers."""
    if not isinstance(mutant, sp.Eq):
        return False
    where = getattr(step.method, "where", ())
    if isinstance(mutant.lhs, sp.Tuple):
        return all(
            _vanishes_at_points(_plain(a, where) - _plain(b, where))
            for a, b in zip(*mutant.args, strict=True)
        )
    changed = _plain(mutant.lhs, where) - _plain(mutant.rhs, where)
    stated = _plain(step.statement.args[0], where) - _plain(step.statement.args[1], where)
    return _vanishes_at_points(changed) or _vanishes_at_points(changed - stated)


def accepted_mutants(id: str) -> tuple[int, list[tuple[str, sp.Basic]]]:
    """How many wrong statements were tried on the methods of an entry's steps, and those that passed."""
    tried, passed = 0, []
    for step in SOFT_POTENTIAL.derivation(id).steps:
        if step.method is None:
            continue
        wrong = mutants(step.statement)
        refused = [_refused(step, mutant) for mutant in wrong]
        assert any(refused), f"{id}: no wrong version of {step.statement} was refused"
        tried += len(wrong)
        passed += [
            (str(step.reason), mutant)
            for mutant, no in zip(wrong, refused, strict=True)
            if not no and not _true_all_the_same(step, mutant)
        ]
    return tried, passed


@cache
def _derived(id: str) -> Derived:
    made = SOFT_POTENTIAL.derivation(id)
    assert not any(step.statement.atoms(sp.Float) for step in made.steps), f"{id} has a float"
    return made


@pytest.fixture
def derived() -> Callable[[str], Derived]:
    return _derived


@pytest.fixture
def sound() -> Callable[..., None]:
    """What holds for the derivation of any entry."""

    def check(
        id: str, *, exact: bool, premises: tuple[sp.Basic, ...], quoted: tuple[str, ...]
    ) -> None:
        made = _derived(id)
        assert made.exact is exact
        exactly = SOFT_POTENTIAL.entry(id).expected in (Verdict.PROVED, Verdict.DERIVED)
        assert exactly is exact
        assert all(p.role is Role.PREMISE for p in made.premises)
        assert set(premises) <= {p.statement for p in made.premises}
        assert tuple(s.quoted for s in made.steps if s.role is Role.QUOTED) == quoted
        assert any(s.role is Role.LIMIT for s in made.steps) is not exact
        for step in made.steps:
            words = str(step.reason).strip()
            assert len(words.split()) >= 2, f"{id}: a reason in one word: {words!r}"
            assert not words.endswith(".")
            if step.role is Role.STEP:
                assert step.method is not None and step.proof
                assert step.method(step.statement)
            else:
                assert step.method is None and not step.proof
        _latex_is_clean(made)
        assert_holds_where_it_says(id)

    return check


def _latex_is_clean(made: Derived) -> None:
    names = S.latex_names()
    latex = [made.formula.latex()]
    latex += [str(sp.latex(step.statement, symbol_names=names)) for step in made.steps]
    for text in latex:
        assert "mathtt" not in text and "Tuple" not in text
        # symbols by their names in code, which SymPy prints wrongly
        for name in (
            "eta_{p",
            "eta'_",
            "t_{p",
            "h_{p",
            "x_{p",
            "lamda",
            "hbar_",
            "delta_",
            "omega_{D",
        ):
            assert name not in text, text
        assert text.count("{") == text.count("}")


@pytest.fixture
def refuses_wrong_steps() -> Callable[[str, int], None]:
    """No step's method proves a wrong version of its statement; ``least`` of them are tried."""

    def check(id: str, least: int) -> None:
        tried, passed = accepted_mutants(id)
        assert tried >= least, f"only {tried} wrong statements were made"
        assert not passed, (
            f"{len(passed)} of {tried} wrong statements were proved, first {passed[0]}"
        )

    return check
