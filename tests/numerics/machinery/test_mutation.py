"""Weak evidence and methods that accept anything are found out by their mutants."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest
import sympy as sp
from click.testing import CliRunner, Result

from softpot.derive import Quantity, SymbolTable, Theory, Verdict, entry, equal
from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.formula import Formula
from softpot.numerics import SOFT_POTENTIAL, check, compare
from softpot.numerics.machinery import mutation
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair
from softpot.numerics.machinery.ledger import Outcome
from softpot.numerics.machinery.mutants import Mutant, mutants
from softpot.numerics.machinery.mutation import TRIED, entry_mutants, formula_mutants, step_mutants
from softpot.numerics.machinery.reasons import why
from softpot.reports.cli import main

TINY = Path(__file__).parents[2] / "tiny_theory.py"
S = SymbolTable(
    Quantity("x", "x", "a length", assumptions={"positive": True}),
    Quantity("y", "y", "another", assumptions={"positive": True}),
)
x, y = S.x, S.y


@dataclass(frozen=True)
class Accepts:
    """A method that says yes to everything."""

    kind: str = "trust me"

    def __call__(self, statement: sp.Basic) -> str:
        return "of course"


def theory(evidence: Callable[[Formula, int], Evidence], by: object = None) -> Theory:
    @entry("square", title="A square")
    def square(d: Derivation) -> Derived:
        """The square of a sum."""
        d.step(equal((x + y) ** 2, x**2 + 2 * x * y + y**2), "multiply out", by)
        return d.result(x**2 + 2 * x * y + y**2)

    return Theory("One entry", S, (square,)).with_evidence({"square": evidence})


def at(*points: tuple[int, int]) -> Callable[[Formula, int], Evidence]:
    """Evidence by comparison at whole numbers."""

    def evidence(formula: Formula, digits: int) -> Evidence:
        f = members(formula, "mpmath", digits)
        pairs = [Pair(f"x = {a}, y = {b}", f(x=a, y=b)[0], (a + b) ** 2) for a, b in points]
        return compare("whole numbers", pairs, digits)

    return evidence


@pytest.mark.slow
def test_good_evidence_kills_every_mutant() -> None:
    count = entry_mutants(
        (made := theory(at((1, 2), (3, 7)))).derivation("square"), made.evidence["square"], 20
    )
    assert count.survivors == () and count.killed == count.tried > 20
    ledger = check(made, digits=20, mutants=True)
    assert ledger.outcome is Outcome.AS_EXPECTED and ledger["square"].mutants == count


def test_evidence_at_one_point_where_mutants_agree_lets_them_live() -> None:
    """At x = y = 1 no exponent of the formula matters."""
    made = theory(at((1, 1)))
    count = formula_mutants(made.derivation("square"), made.evidence["square"], 20)
    lived = {survivor.change for survivor in count.survivors}
    assert lived == {f"the exponent of {s} {change} 1/2" for s in ("x", "y") for change in "+-"}
    assert all(survivor.of == "formula" for survivor in count.survivors)
    assert count.killed == count.tried - len(count.survivors)
    judged = check(made, digits=20, mutants=True)["square"]
    assert judged.verdict is Verdict.UNKNOWN and "one point only" in why(judged)


@pytest.mark.quick(0)
def test_evidence_where_mutants_agree_lets_them_live() -> None:
    """At x = 1 no exponent of x matters."""
    made = theory(at((1, 1), (1, 2)))
    count = formula_mutants(made.derivation("square"), made.evidence["square"], 20)
    lived = {survivor.change for survivor in count.survivors}
    assert lived == {f"the exponent of x {change} 1/2" for change in "+-"}
    judged = check(made, digits=20, mutants=True)["square"]
    assert judged.verdict is Verdict.DERIVED  # without its mutants nobody would know
    assert judged.outcome is Outcome.UNEXPECTED
    assert "wrong formulas survive: formula: the exponent of x" in why(judged)


def test_evidence_to_few_digits_lets_small_changes_live() -> None:
    def coarse(formula: Formula, digits: int) -> Evidence:
        f = members(formula, "mpmath", 15)
        return compare("to no digit at all", [Pair("x = 3, y = 2", f(x=3, y=2)[0], 25)], 0)

    made = theory(coarse)
    assert formula_mutants(made.derivation("square"), made.evidence["square"], 20).survivors


def test_evidence_that_cannot_be_obtained_kills_nothing() -> None:
    def falls_over(formula: Formula, digits: int) -> Evidence:
        if formula.expression != x**2 + 2 * x * y + y**2:
            raise RuntimeError("I only know the right one")
        return at((1, 2))(formula, digits)

    made = theory(falls_over)
    count = formula_mutants(made.derivation("square"), made.evidence["square"], 20)
    assert count.killed == 0 and count.tried == len(count.survivors) > 0
    assert "I only know the right one" in str(count.survivors[0])


def test_undecided_evidence_kills_nothing() -> None:
    def undecided(formula: Formula, digits: int) -> Evidence:
        return Evidence("ball", "contains zero", None, 1)

    made = theory(undecided)
    assert formula_mutants(made.derivation("square"), made.evidence["square"], 20).killed == 0


@pytest.mark.quick(0)
def test_a_mutant_that_is_no_formula_any_more_is_killed() -> None:
    """√(-2) has no real value: that is found when it is compiled."""

    @entry("root", title="A root")
    def root(d: Derivation) -> Derived:
        """A square root of two."""
        d.step(equal(sp.sqrt(8), 2 * sp.sqrt(2, evaluate=False), ), "two squared is four")  # fmt: skip
        return d.result(2 * sp.sqrt(2))

    def evidence(formula: Formula, digits: int) -> Evidence:
        value = members(formula, "mpmath", digits)()[0]
        return compare("its square", [Pair("squared", value**2, 8), Pair("size", value > 0, 1)], 10)

    try:
        made = Theory("Roots", S, (root,)).with_evidence({"root": evidence})
        derived = made.derivation("root")
    except ValueError:  # √8 is 2√2 as SymPy writes it
        derived = Derived("root", (), Formula("root", 2 * sp.sqrt(2), S))
    assert formula_mutants(derived, evidence, 15).survivors == ()


@pytest.mark.slow
def test_a_method_that_accepts_anything_is_found_out() -> None:
    made = theory(at((1, 2), (3, 7)), Accepts())
    count = step_mutants(made.derivation("square"))
    assert count.killed == 0 and len(count.survivors) == count.tried > 10
    assert {s.of for s in count.survivors} == {"step 1"}
    assert {s.why for s in count.survivors} == {"it was discharged"}
    assert check(made, digits=20, mutants=True).outcome is Outcome.UNEXPECTED


def test_only_earned_verdicts_are_tried() -> None:
    wrong = theory(lambda formula, digits: Evidence("count", "is wrong", False, 1, failing="at 1"))
    assert check(wrong, digits=20, mutants=True)["square"].mutants is None
    assert check(theory(at((1, 2))), digits=20)["square"].mutants is None


def test_reference_numbers_serve_all_mutants() -> None:
    """The evidence is asked once a mutant, and for nothing else."""
    asked = []

    def counted(formula: Formula, digits: int) -> Evidence:
        asked.append(formula.expression)
        return at((1, 2), (3, 7))(formula, digits)

    made = theory(counted)
    count = formula_mutants(made.derivation("square"), made.evidence["square"], 20)
    assert len(asked) == count.tried == len(set(asked))


# The command


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args, prog_name="softpot")


def weakened(folder: Path) -> Path:
    """The tiny theory compared at y = 1, where exponents of y do not matter."""
    path = folder / "weak.py"
    text = TINY.read_text(encoding="utf-8")
    points = "for b in POINTS"
    assert points in text
    path.write_text(text.replace(points, "for b in (Fraction(1),)"), encoding="utf-8")
    return path


@pytest.mark.quick(0)
def test_the_command_when_all_are_caught(tmp_path: Path) -> None:
    out = tmp_path / "l.json"
    result = run("check", "--mutants", "square", "--theory", str(TINY), "--json", str(out))
    assert result.exit_code == 0, result.output
    (found,) = json.loads(out.read_text())["entries"]
    counts = found["mutants"]
    assert set(counts) == {"tried", "killed", "equivalent", "survivors"}
    assert counts["tried"] == counts["killed"] > 20 and counts["survivors"] == []
    assert f"wrong formulas: {counts['killed']} of {counts['tried']} caught" in result.output


@pytest.mark.slow
def test_the_command_when_some_survive(tmp_path: Path) -> None:
    out = tmp_path / "l.json"
    result = run("check", "--mutants", "--theory", str(weakened(tmp_path)), "--json", str(out))
    assert result.exit_code == 1
    by_id = {e["id"]: e["mutants"] for e in json.loads(out.read_text())["entries"]}
    lived = by_id["square"]["survivors"]
    assert by_id["square"]["killed"] == by_id["square"]["tried"] - len(lived) and lived
    assert "every evidence supports it" in lived[0]
    assert "square: wrong formulas survive" in result.output


@pytest.mark.quick(0)
def test_the_command_without_mutants_has_none_in_its_json(tmp_path: Path) -> None:
    out = tmp_path / "l.json"
    assert run("check", "--theory", str(TINY), "--json", str(out)).exit_code == 0
    assert all("mutants" not in e for e in json.loads(out.read_text())["entries"])
    assert run("check", "--mutants", "nothing", "--theory", str(TINY)).exit_code == 2


TRIED_OF_THE_PAPER = [e.id for e in SOFT_POTENTIAL.entries if e.expected in TRIED]


@pytest.mark.slow
@pytest.mark.parametrize("id", TRIED_OF_THE_PAPER[::3])
def test_wrong_formulas_of_the_soft_potential_theory_are_caught(
    id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some ten mutants of every third formula; ``softpot check --mutants`` tries each one of each."""

    def some(expression: sp.Basic) -> tuple[Mutant, ...]:
        every = tuple(mutants(expression))
        return every[:: max(1, len(every) // 10)]

    monkeypatch.setattr(mutation, "mutants", some)
    count = formula_mutants(SOFT_POTENTIAL.derivation(id), SOFT_POTENTIAL.evidence[id], 30)
    assert [str(s) for s in count.survivors] == []
    assert count.tried == count.killed >= 5


def test_many_formulas_are_tried() -> None:
    assert len(TRIED_OF_THE_PAPER) > 30


@pytest.mark.slow
def test_a_check_with_mutants_counts_them_for_what_is_proved_or_verified() -> None:
    ledger = check(ids=["typical-mass", "soft-tail"], mutants=True)
    for judged in ledger.entries:
        tried = judged.verdict in (Verdict.PROVED, Verdict.DERIVED, Verdict.VERIFIED)
        assert (judged.mutants is not None) == tried
        if judged.mutants is not None:
            assert judged.mutants.survivors == ()
            assert judged.mutants.tried == judged.mutants.killed >= 10
    assert ledger.outcome is Outcome.AS_EXPECTED


def test_points_of_the_tiny_theory_are_where_the_weakening_expects_them() -> None:
    assert Fraction(1) not in {Fraction(1, 3), Fraction(7, 2), Fraction(40)}
