"""One theorem that Rocq does not accept costs itself alone, whatever is wrong with it."""

from __future__ import annotations

import shutil

import pytest

from softpot.derive.kernel import rocq
from softpot.derive.kernel.processes import Processes
from softpot.derive.kernel.texts import Piece, Text

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("coqc") is None, reason="there is no coqc"),
]
HEAD = "From Softpot Require Import Softpot Integrals Counting Gauss.\nOpen Scope R_scope.\nSection s.\n"
UNIT = "(at_point 0) (at_point 1)"
SUM = (
    f"RInt_gen (fun t => 1 * f t + 1 * g t) {UNIT} = 1 * RInt_gen f {UNIT} + 1 * RInt_gen g {UNIT}"
)
PART = "(fun t => f t y) x"


def _text(*pieces: tuple[str, str, str]) -> Text:
    made = tuple(Piece(0, name, name, claim, proof, step=True) for name, claim, proof in pieces)
    return Text("tried", HEAD + "Variables x y : R.\n", made, "End s.\n")


@pytest.mark.parametrize(
    ("claim", "proof"),
    [
        ("x = y", "need."),
        ("x = (x + y)%nat", "need."),
        ("no_such_name x = 1", "need."),
        ("True", "intros"),
        ("x = x", "exact (no_such_name x)."),
    ],
    ids=["wrong", "ill-typed", "undeclared", "unfinished", "bad proof"],
)
def test_a_failure_costs_one_line(library: Processes, claim: str, proof: str) -> None:
    text = _text(
        ("one", "x + 0 = x", "ring."), ("bad", claim, proof), ("two", "0 + y = y", "ring.")
    )
    result = rocq.settle(text, library)
    assert result.accepted == {"one", "two"} and "bad" in result.why
    assert not rocq.unusual(result.axioms)


def test_what_only_coqc_refuses_costs_one_line(library: Processes, monkeypatch) -> None:
    text = _text(
        ("one", "x + 0 = x", "ring."), ("bad", "x = y", "need."), ("two", "y = y", "ring.")
    )
    everything = rocq.Result(frozenset(text.theorems))
    monkeypatch.setattr(rocq, "tried", lambda text, here, session=None: everything)
    assert rocq.settle(text, library).accepted == {"one", "two"}


FALSE = (
    "erf 0 = 1",
    "erf x = erf (- x)",
    "is_derive erf x (exp (- x ^ 2))",
    "filterlim erf (Rbar_locally p_infty) (locally 2)",
    "counts (fun x : R => x ^ 2 = 1) 1",
    "counts (fun x : R => x ^ 2 = -1) 1",
    "counts (fun x : R => x * 0 = 0) 1",
    "countable (fun x : R => x * 0 = 0)",
    "counts (fun x : R => 4 * x ^ 3 = 0 /\\ falls (fun x : R => 4 * x ^ 3) x) 1",
    "ln (0 * x) = ln 1",
    "/ (0 * x) = 0 * x",
    "x < y -> 0 < - x ^ 2 + y ^ 2",
    "forall f : R -> R -> R, f x y = f y x",
    f"forall f : R -> R, RInt_gen (fun t => 2 * f t) {UNIT} = 2 * RInt_gen f {UNIT}",
    "0 < y -> y ^ 2 = x -> ln (0 + y) = ln x",
    f"forall f g : R -> R, {SUM}",
    f"forall f : R -> R, RInt_gen f {UNIT} = 1 -> is_RInt_gen f {UNIT} 1",
    f"forall f : R -> R, ex_RInt_gen f {UNIT} -> RInt_gen f {UNIT} = 1 -> is_RInt_gen f {UNIT} 2",
    "forall f : R -> R, f x = 1 -> ex_derive f x",
    f"forall f : R -> R -> R, is_derive {PART} (Derive {PART})",
)


def test_new_lemmas_and_tactics_prove_nothing_false(library: Processes) -> None:
    tactics = "need | conclude | told | field; need | alike | same_bodies; field; need | decided | at_end | lim"
    tactics += " | joined | same_calls; first [ ring | field; need ] | multiple 2 (fun t : R => t); field; need"
    tactics += " | same_sides | valued_or_needed | log_of_root; field; need"
    tactics += " | slope; first [ reflexivity | field; need ]"
    tactics += " | lazymatch goal with |- RInt_gen ?f _ _ = _ => term_by_term f; intro; ring end"
    more = "listed (0 :: 1 :: nil) | listed (1 :: 0 :: 1 :: nil)"
    proof = f"intros; first [ {tactics} | {more} ]."
    text = _text(
        *((f"wrong_{k}", claim, proof) for k, claim in enumerate(FALSE)),
        ("right", "x + y = y + x", proof),
    )
    assert rocq.tried(text, library).accepted == {"right"}


TRUE = (
    "erf 0 = 0 /\\ erf (- x) = - erf x",
    "filterlim erf (Rbar_locally p_infty) (locally 1)",
    "0 <= x -> x < y -> 0 < - x ^ 2 + y ^ 2",
    "forall f : R -> R -> R, f (x + y) (2 * x) = f (y + x) (x + x)",
    f"ex_RInt_gen (fun t : R => t) {UNIT} -> "
    f"RInt_gen (fun t : R => 2 * t) {UNIT} = 2 * RInt_gen (fun t : R => t) {UNIT}",
    "0 < y -> y ^ 2 = x -> ln (0 + y) = ln x / 2",
    f"forall f g : R -> R, ex_RInt_gen f {UNIT} -> ex_RInt_gen g {UNIT} -> {SUM}",
    f"forall f : R -> R, ex_RInt_gen f {UNIT} -> RInt_gen f {UNIT} = 1 -> is_RInt_gen f {UNIT} 1",
    f"forall f : R -> R -> R, ex_derive {PART} -> is_derive {PART} (Derive {PART})",
    "counts (fun x : R => 4 * x ^ 3 = 0 /\\ rises (fun x : R => 4 * x ^ 3) x) 1",
)


def test_their_true_forms_are_proved(library: Processes) -> None:
    zero = "ltac:(need) ltac:(intro; cbv beta; ring)"
    proof = (
        "first [ split; [ exact erf_0 | exact (erf_odd x) ] | exact erf_limit | "
        "intros; need | intros; same_sides | intros; log_of_root; field; need | intros; slope; reflexivity | "
        "intros; lazymatch goal with |- RInt_gen ?f _ _ = _ => term_by_term f; intro; ring end | "
        "intros; same_calls; ring | intros; multiple 2 (fun t : R => t); field; need | "
        f"destruct (cubic_0 (fun x : R => 4 * x ^ 3) 0 0 4 {zero}) as "
        "[[? [_ [K _]]] | [[? [_ [_ [_ [K _]]]]] | [[? [N _]] | [[? [_ [N _]]] | [? [N _]]]]]]; "
        "first [ exact K | exfalso; lra ] ]."
    )
    text = _text(*((f"true_{k}", claim, proof) for k, claim in enumerate(TRUE)))
    assert rocq.tried(text, library).accepted == {f"true_{k}" for k in range(len(TRUE))}
