(* second-derivative: The curvature of a level in the strain *)
(* A strain shifts D_1, and the ground state answers in second order: d^2 eps_1/d D_1^2 is -2 times the sum over m > 1 of |<1|y|m>|^2/(eps_m - eps_1). *)
From Softpot Require Import Softpot Integrals.
Open Scope R_scope.
Section section_second_derivative.
Variables y_12 c_m gap : R.

(* the symbol y_12 *)
Hypothesis y_12_positive : 0 < y_12.

(* the symbol gap *)
Hypothesis gap_positive : 0 < gap.

(* 1, premise: to first order in a change of D_1 the ground state changes by c_m times a state that lies gap higher: the Schroedinger equation, multiplied by that state, says so *)
Hypothesis line_1 : c_m * gap + y_12 = 0.

(* 2, by substitution back: so *)
Theorem line_2 : c_m = - y_12 / gap.
Proof.
try use line_1. try clear line_1. intros. ready. assert (q1 : c_m * gap + y_12 = 0) by (first [ assumption | lra ]). assert (q2 : c_m = - y_12 / gap). { apply Rminus_diag_uniq. transitivity ((/ gap) * (c_m * gap + y_12)). { first [ field; need | ring ]. } rewrite q1; ring. } rewrite q2. first [ field; need | ring ].
Qed.

(* 3, by exact simplification to zero: the second derivative of the energy is the sum over all states of the left side *)
Theorem line_3 : 2 * c_m * y_12 = - 2 * y_12 ^ 2 / gap.
Proof.
try use line_1. try use line_2. try clear line_1. try clear line_2. intros. ready. put c_m (- y_12 / gap). first [ field; need | ring ].
Qed.

(* the result *)
Theorem result : 2 * c_m * y_12 = - 2 * y_12 ^ 2 / gap.
Proof.
intros. try at_hand line_1. try at_hand line_2. try at_hand line_3. stated. all: try solve [ joined ]. all: have line_1. all: have line_2. all: have line_3. all: conclude.
Qed.

End section_second_derivative.
