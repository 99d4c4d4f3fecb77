"""What is false has no accepted theorem, whatever method claims to prove it.

Division by 0, roots and logarithms of negative numbers, derivatives and integrals that do not exist are some real
number in Rocq: statements that live on this are written down here with no conditions, as a careless derivation would
have them, and no theorem that is exported for them may be accepted. Changed lines of the paper's entries neither.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from itertools import islice

import pytest
import sympy as sp

from softpot.derive.kernel.processes import Processes
from softpot.derive.kernel.texts import Text, text, text_of
from softpot.derive.machinery.derivation import Derived
from softpot.derive.machinery.discharge import Identity
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.prose import prose
from softpot.derive.machinery.step import Role, Step
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.machinery.mutants import equivalent, mutants

T = SymbolTable(
    Quantity("x", "x", "a number"),
    Quantity("y", "y", "a number"),
    Quantity("p", "p", "a positive number", assumptions={"positive": True}),
    Quantity("n", "n", "a whole number", assumptions={"integer": True, "nonnegative": True}),
)
x, y, p, n = T.x, T.y, T.p, T.n
Inverse = lambda e: sp.Pow(e, -1, evaluate=False)  # noqa: E731
Plain = lambda f, *a: f(*a, evaluate=False)  # noqa: E731

FALSE = {
    "x/x = 1": (Plain(sp.Mul, x, Inverse(x)), 1),
    "0/0 = 0": (Plain(sp.Mul, 0, Inverse(Plain(sp.Add, x, -x))), 0),
    "1/0 = 0": (Inverse(Plain(sp.Add, x, -x)), 0),
    "x/0 = y/0": (
        Plain(sp.Mul, x, Inverse(Plain(sp.Add, y, -y))),
        Plain(sp.Mul, y, Inverse(Plain(sp.Add, y, -y))),
    ),
    "sqrt of a negative": (sp.sqrt(-1 - x**2), 0),
    "sqrt squared": (Plain(sp.Pow, sp.sqrt(x), 2), x),
    "ln of a negative": (sp.log(-1 - x**2), 0),
    "ln of a product": (sp.log(x * y), sp.log(x) + sp.log(y)),
    "exp ln": (Plain(sp.exp, sp.log(x)), x),
    "a fractional power": (Plain(sp.Pow, sp.cbrt(x), 3), x),
    "slope of |x| at 0": (sp.Subs(sp.Derivative(sp.Abs(x), x), x, 0), 0),
    "slope of 1/x at 0": (sp.Subs(sp.Derivative(1 / x, x), x, 0), 0),
    "tan at a pole": (Plain(sp.Mul, sp.tan(x), sp.cos(x)), sp.sin(x)),
    "integral of 1/x": (sp.Integral(1 / x, (x, -1, 1)), 0),
    "asin of what is large": (Plain(sp.sin, sp.asin(x)), x),
    "an identity": ((x + 1) ** 2, x**2 + 1),
    "a sign": (sp.sqrt(x**2), x),
    "a number": (p, 0 * p + 1),
    "a sum": (sp.Sum(n, (n, 1, 3)), 7),
}

needs_rocq = pytest.mark.skipif(shutil.which("coqc") is None, reason="there is no coqc")


def exported(*steps: Step) -> Text:
    formula = Formula("e", x, T)
    derived = Derived("e", steps, formula)
    told = replace(
        SOFT_POTENTIAL.entry("shift"), id="e", title="false", statement="All of it is false."
    )
    return text(told, derived)


def accepted(library: Processes, head: str, theorems: dict[str, tuple[str, str]]) -> set[str]:
    """The theorems (claim and proof by name) that Rocq accepts after the head, each alone."""
    lines = ["Set Default Timeout 20.", head]
    for name, (claim, proof) in theorems.items():
        lines.append(f"Theorem {name} : {claim}.\nProof.\n{proof}\nQed.")
        lines.append(f"Definition accepted__{name} := {name}.\nAbort All.")
    done = subprocess.run(
        ["coqtop", "-q", "-w", "none", "-R", str(library.folder), "Softpot"],
        input="\n".join(lines) + "\n", capture_output=True, text=True, check=False,
    )  # fmt: skip
    return set(re.findall(r"accepted__(\S+) is defined", done.stdout))


def stated(name: str) -> Step:
    left, right = FALSE[name]
    return Step(Role.STEP, sp.Eq(left, right, evaluate=False), prose("as stated"), Identity())


@pytest.mark.quick(12)
@pytest.mark.parametrize("name", FALSE)
def test_what_a_total_function_hides_is_stated(name: str) -> None:
    """No line about a partial function comes without its condition."""
    (piece, *_) = [p for p in exported(stated(name)).pieces if p.step]
    partial = not any(word in name for word in ("identity", "sign", "number", "sum"))
    if partial and not piece.missing:
        assert "/\\" in piece.claim, piece.claim


@pytest.mark.slow
@needs_rocq
def test_false_statements_are_not_accepted(library: Processes) -> None:
    good = Step(Role.STEP, sp.Eq((x + 1) ** 2, x**2 + 2 * x + 1), prose("right"), Identity())
    made = exported(*map(stated, FALSE), good)
    theorems = {
        piece.name: (piece.claim, piece.proof)
        for piece in made.pieces
        if piece.step and piece.proof
    }
    # the same claims with every tactic that proves something by itself
    harder = {f"{k}_again": (claim, f"intros; {_ALL}.") for k, (claim, _) in theorems.items()}
    hypotheses = [
        f"Hypothesis {q.name} : {q.claim}." for q in made.pieces if q.claim and not q.proof
    ]
    found = accepted(library, "\n".join([made.head, *hypotheses]), theorems | harder)
    right = f"line_{len(FALSE) + 1}"
    assert found == {right, f"{right}_again"}


_ALL = "repeat split; first [ need | lra | field; need | ring | nra | conclude | reflexivity ]"


@pytest.mark.slow
@needs_rocq
@pytest.mark.parametrize("id", ["shift", "invariants", "jacobian"])
def test_changed_lines_are_not_accepted(library: Processes, id: str) -> None:
    """Each line of an entry that is proved, made wrong, with the proof of the right one."""
    derived, right = SOFT_POTENTIAL.derivation(id), text_of(SOFT_POTENTIAL, id)
    claims = {}
    for number, step in enumerate(derived.steps, 1):
        if step.role is not Role.STEP:
            continue
        for k, mutant in enumerate(islice(mutants(step.statement, clauses=False), 6)):
            if equivalent(mutant.expression, step.statement):
                continue
            steps = (*derived.steps[: number - 1], replace(step, statement=mutant.expression))
            made = text(SOFT_POTENTIAL.entry(id), replace(derived, steps=steps))
            for piece in made.pieces:
                if piece.number == number and piece.step and piece.proof:
                    claims[f"wrong_{number}_{k}"] = (piece.claim, piece.proof)
    assert len(claims) > 5
    rights = {f"right_{q.number}": (q.claim, q.proof) for q in right.pieces if q.step}
    hypotheses = [f"Hypothesis {q.name} : {q.claim}." for q in right.pieces if q.claim and q.number]
    assert accepted(
        library, "\n".join([right.head, *_signs(right), *hypotheses]), claims | rights
    ) == set(rights)


def _signs(made: Text) -> list[str]:
    return [
        f"Hypothesis {q.name} : {q.claim}."
        for q in made.pieces
        if q.claim and not q.number and not q.proof
    ]
