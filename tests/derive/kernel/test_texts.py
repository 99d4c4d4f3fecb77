"""What an exported text says, and that it is the same in every run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from softpot.derive.kernel import rocq
from softpot.derive.kernel.processes import Processes
from softpot.derive.kernel.texts import text_of
from softpot.derive.theory import SOFT_POTENTIAL


def test_a_text_states_variables_premises_and_steps():
    text = text_of(SOFT_POTENTIAL, "shift").written()
    assert "Variables x eta t" in text.replace("E_0 ", "")
    assert "Hypothesis E_0_positive : 0 < E_0." in text
    assert "Theorem line_4 : x_0 = t / 4 - t_p / 4." in text
    assert text.count("(*") == text.count("*)")


def test_side_conditions_are_stated():
    text = text_of(SOFT_POTENTIAL, "jacobian").written()
    line = next(line for line in text.splitlines() if line.startswith("Theorem line_5"))
    # the condition that the line carries, and what is left to be proved of the denominators
    assert "eta <> 0 ->" in line


@pytest.mark.quick(0)
def test_that_the_derivative_of_an_open_function_exists_is_given_to_steps_and_said_by_premises():
    step = text_of(SOFT_POTENTIAL, "deformation-scaling").written()
    assert "Theorem line_8 : ex_derive (fun h : R => E_n h eta t) h -> is_derive" in step
    premise = text_of(SOFT_POTENTIAL, "deformation-potential").written()
    assert "Hypothesis line_2 : forall (u : R), is_derive t_u u 1." in premise


HASHED = ("shift", "sea-gull", "two-level-density", "scaling")


@pytest.mark.slow
def test_the_text_does_not_depend_on_the_order_of_hashes():
    code = (
        "import sys; from softpot.derive.theory import SOFT_POTENTIAL as T; "
        "from softpot.derive.kernel.texts import text_of; "
        f"sys.stdout.buffer.write(''.join(text_of(T, i).written() for i in {HASHED}).encode())"
    )
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"  # of ours, another one
    made = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True,
    )  # fmt: skip
    assert made.stdout.decode() == "".join(text_of(SOFT_POTENTIAL, i).written() for i in HASHED)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("coqc") is None, reason="there is no coqc")
def test_rocq_accepts_the_shift_and_refuses_a_changed_line(library: Processes) -> None:
    text = text_of(SOFT_POTENTIAL, "shift")
    good = rocq.checked(text, library)
    assert good.accepted == frozenset(text.theorems)
    assert rocq.unusual(good.axioms) == ()
    wrong = type(text)(text.id, text.head, tuple(_spoilt(p) for p in text.pieces), text.foot)
    tried = rocq.tried(wrong, library)
    assert tried.accepted == frozenset(text.theorems) - {"line_4"}


def _spoilt(piece):
    from dataclasses import replace

    return replace(piece, claim=piece.claim + " + 1") if piece.name == "line_4" else piece
