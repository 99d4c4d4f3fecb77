(* shift: Shift of the origin, Eq. (3), (4) *)
(* The shift x' = x + (t - t')/4 takes the general expansion (3) to the form (1), up to a constant; it fixes eta' and h' as functions of eta, t and t'. *)
From Softpot Require Import Softpot Integrals.
Open Scope R_scope.
Section section_shift.
Variables E_0 x eta t x_p h_p eta_p t_p x_0 : R.
Variable V : R -> R.

(* the symbol E_0 *)
Hypothesis E_0_positive : 0 < E_0.

(* 1, premise: the general expansion, with a linear term *)
Hypothesis line_1 : forall (x_p : R), V x_p = E_0 * (eta_p * x_p ^ 2 + h_p * x_p + t_p * x_p ^ 3 + x_p ^ 4).

(* 2, by exact simplification to zero: move the origin by Eq(x_p, x + x_0) and collect powers of the new coordinate *)
Theorem line_2 : eta_p * (x + x_0) ^ 2 + h_p * (x + x_0) + t_p * (x + x_0) ^ 3 + (x + x_0) ^ 4 = eta_p * x_0 ^ 2 + h_p * x_0 + t_p * x_0 ^ 3 + x ^ 4 + x ^ 3 * (t_p + 4 * x_0) + x ^ 2 * (eta_p + 3 * t_p * x_0 + 6 * x_0 ^ 2) + x * (2 * eta_p * x_0 + h_p + 3 * t_p * x_0 ^ 2 + 4 * x_0 ^ 3) + x_0 ^ 4.
Proof.
try clear line_1. intros. ready. first [ field; need | ring ].
Qed.

(* 3, premise: wanted is the form (1): these must be its cubic, quadratic and linear coefficient *)
Hypothesis line_3 : (t_p + 4 * x_0 = t) /\ (eta_p + 3 * t_p * x_0 + 6 * x_0 ^ 2 = eta) /\ (2 * eta_p * x_0 + h_p + 3 * t_p * x_0 ^ 2 + 4 * x_0 ^ 3 = 0).

(* 4, by substitution back: from the cubic coefficient *)
Theorem line_4 : x_0 = t / 4 - t_p / 4.
Proof.
try use line_3. try clear line_1. try clear line_2. try clear line_3. intros. ready. assert (q1 : - t + t_p + 4 * x_0 = 0) by (first [ assumption | lra ]). assert (q2 : x_0 = t / 4 - t_p / 4). { apply Rminus_diag_uniq. transitivity ((1 / 4) * (- t + t_p + 4 * x_0)). { first [ field; need | ring ]. } rewrite q1; ring. } rewrite q2. first [ field; need | ring ].
Qed.

(* 5, by substitution back: with this shift, from the quadratic coefficient *)
Theorem line_5 : eta_p = eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8.
Proof.
try use line_3. try use line_4. try clear line_1. try clear line_2. try clear line_3. try clear line_4. intros. ready. put x_0 (t / 4 - t_p / 4). assert (q1 : - eta + eta_p + 3 * t_p * (t / 4 - t_p / 4) + 6 * (t / 4 - t_p / 4) ^ 2 = 0) by (first [ assumption | lra ]). assert (q2 : eta_p = eta - 3 * t_p * (t / 4 - t_p / 4) - 6 * (t / 4 - t_p / 4) ^ 2). { apply Rminus_diag_uniq. transitivity (1 * (- eta + eta_p + 3 * t_p * (t / 4 - t_p / 4) + 6 * (t / 4 - t_p / 4) ^ 2)). { first [ field; need | ring ]. } rewrite q1; ring. } rewrite q2. first [ field; need | ring ].
Qed.

(* 6, by substitution back: and from the linear coefficient *)
Theorem line_6 : h_p = - t * (eta - t ^ 2 / 4) / 2 + t_p * (eta - 3 * t ^ 2 / 8 + t_p ^ 2 / 8) / 2.
Proof.
try use line_3. try use line_4. try use line_5. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. intros. ready. put eta_p (eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8). put x_0 (t / 4 - t_p / 4). assert (q1 : 2 * (eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8) * (t / 4 - t_p / 4) + h_p + 3 * t_p * (t / 4 - t_p / 4) ^ 2 + 4 * (t / 4 - t_p / 4) ^ 3 = 0) by (first [ assumption | lra ]). assert (q2 : h_p = - 2 * (eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8) * (t / 4 - t_p / 4) - 3 * t_p * (t / 4 - t_p / 4) ^ 2 - 4 * (t / 4 - t_p / 4) ^ 3). { apply Rminus_diag_uniq. transitivity (1 * (2 * (eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8) * (t / 4 - t_p / 4) + h_p + 3 * t_p * (t / 4 - t_p / 4) ^ 2 + 4 * (t / 4 - t_p / 4) ^ 3)). { first [ field; need | ring ]. } rewrite q1; ring. } rewrite q2. first [ field; need | ring ].
Qed.

(* the result *)
Theorem result : (x_0 = t / 4 - t_p / 4) /\ (eta_p = eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8) /\ (h_p = - t * (eta - t ^ 2 / 4) / 2 + t_p * (eta - 3 * t ^ 2 / 8 + t_p ^ 2 / 8) / 2).
Proof.
intros. try at_hand line_1. try at_hand line_2. try at_hand line_3. try at_hand line_4. try at_hand line_5. try at_hand line_6. try at_hand (line_1 x_p). stated. all: try solve [ joined ]. all: have line_1. all: have line_2. all: have line_3. all: have line_4. all: have line_5. all: have line_6. all: have (line_1 x_p). all: conclude.
Qed.

End section_shift.
(* copied by softpot report *)
