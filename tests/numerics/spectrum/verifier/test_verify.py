"""verify_enclosure: what it shares with the proof, and false claims refused."""

from __future__ import annotations

import ast
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from softpot.numerics import spectrum
from softpot.numerics.spectrum import (
    NotProved,
    enclose,
    verify_enclosure,
)

SPECTRUM = "softpot.numerics.spectrum."


def source(module: str) -> str:
    """The text of a module of the package, named without the package."""
    return (Path(spectrum.__file__).parent / f"{module.replace('.', '/')}.py").read_text()


def imported(module: str) -> set[str]:
    """The modules of the package that a module imports, and those that they import."""
    found, todo = set(), [module]
    while todo:
        for node in ast.walk(ast.parse(source(todo.pop()))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(SPECTRUM):
                name = str(node.module).removeprefix(SPECTRUM)
                if name not in found:
                    found.add(name)
                    todo.append(name)
    return found


def test_the_verifier_shares_only_the_record_with_the_proof() -> None:
    """The record with its decimals, the errors, and the name of an array's type."""
    proof, verifier = imported("prover.enclosure"), imported("verifier.verify")
    assert len(proof) > 8 and len(verifier) > 6
    assert proof & verifier <= {
        "types.record", "types.decimals", "types.errors", "types.notproved", "types.arrays"
    }  # fmt: skip


def test_beta_interval_is_not_verified() -> None:
    with pytest.raises(NotProved, match="interval of beta"):
        verify_enclosure(enclose(3, (1, "1.01"), 1, 12))


@pytest.mark.slow
@pytest.mark.parametrize(("alpha", "beta", "n"), [(9, 6, 2), ("-20.5", "3.25", 4), (-30, 0, 3)])
def test_false_claims_are_refused(alpha: object, beta: object, n: int) -> None:
    true = enclose(alpha, beta, n, 25 if beta else 40)
    width = true.width
    false = [
        replace(true, n=n + 1),
        replace(true, n=n - 1),
        replace(true, lower=true.lower + 2 * width, upper=true.upper + 2 * width),
        replace(true, lower=true.lower - 2 * width, upper=true.upper - 2 * width),
        replace(true, lower=true.upper, upper=true.lower),
        replace(true, lower=true.lower + 50, upper=true.upper + 50),
        replace(true, n=0),
        replace(true, alpha=(true.alpha[0] + 1, true.alpha[0])),
        replace(true, beta=(true.beta[0] + Fraction(1, 10**20),) * 2),
    ]
    for claim in false:
        with pytest.raises(NotProved):
            verify_enclosure(claim)


def test_only_an_enclosure_is_verified() -> None:
    with pytest.raises(TypeError, match="an Enclosure is needed"):
        verify_enclosure((1, 2))  # type: ignore[arg-type]
