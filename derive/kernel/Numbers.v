(* Comparisons of numbers, by intervals that Rocq computes. *)
From Softpot Require Import Softpot.
From Interval Require Import Tactic.
Open Scope R_scope.

(* a < b between numbers made of rationals, pi, roots, exp, ln and circular functions; n bits are carried *)
Ltac numbers n :=
  cbv beta;
  repeat match goal with |- _ /\ _ => split end;
  unfold Rpower, cosh, sinh, tanh;
  first [ lra | interval with (i_prec n) ].
