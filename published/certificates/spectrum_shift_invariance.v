(* spectrum-shift-invariance: The spectrum does not depend on t', Eq. (6) *)
(* Given eta and t, every level of the general expansion (3) is the level of the potential (1) plus one and the same constant, whatever t' is: the distances between levels do not depend on t'. *)
From Softpot Require Import Softpot Integrals.
Open Scope R_scope.
Section section_spectrum_shift_invariance.
Variables E_0 a m hbar x eta t x_p h_p eta_p t_p x_0 E_p k E : R.
Variable f : R -> R.

(* the symbol E_0 *)
Hypothesis E_0_positive : 0 < E_0.

(* the symbol a *)
Hypothesis a_positive : 0 < a.

(* the symbol m *)
Hypothesis m_positive : 0 < m.

(* the symbol hbar *)
Hypothesis hbar_positive : 0 < hbar.

(* the symbol E *)
Hypothesis E_positive : 0 < E.

(* 1, quoted from shift: derived under shift *)
Hypothesis line_1 : (x_0 = t / 4 - t_p / 4) /\ (eta_p = eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8) /\ (h_p = - t * (eta - t ^ 2 / 4) / 2 + t_p * (eta - 3 * t ^ 2 / 8 + t_p ^ 2 / 8) / 2).

(* 2, by exact simplification to zero: the value of the general expansion at the new origin, in units of E_0 *)
Theorem line_2 : eta_p * x_0 ^ 2 + h_p * x_0 + t_p * x_0 ^ 3 + x_0 ^ 4 = - (t - t_p) ^ 2 * (16 * eta - 3 * t ^ 2 + 2 * t * t_p + t_p ^ 2) / 256.
Proof.
try use line_1. try clear line_1. intros. ready. put h_p (- t * (eta - t ^ 2 / 4) / 2 + t_p * (eta - 3 * t ^ 2 / 8 + t_p ^ 2 / 8) / 2). put eta_p (eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8). put x_0 (t / 4 - t_p / 4). first [ field; need | ring ].
Qed.

(* 3, by exact simplification to zero: in the moved coordinate the potential is that constant plus the potential (1) *)
Theorem line_3 : eta_p * (x + x_0) ^ 2 + h_p * (x + x_0) + t_p * (x + x_0) ^ 3 + (x + x_0) ^ 4 = eta * x ^ 2 + t * x ^ 3 + x ^ 4 - (t - t_p) ^ 2 * (16 * eta - 3 * t ^ 2 + 2 * t * t_p + t_p ^ 2) / 256.
Proof.
try use line_1. try clear line_1. try clear line_2. intros. ready. put h_p (- t * (eta - t ^ 2 / 4) / 2 + t_p * (eta - 3 * t ^ 2 / 8 + t_p ^ 2 / 8) / 2). put eta_p (eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8). put x_0 (t / 4 - t_p / 4). first [ field; need | ring ].
Qed.

(* 4, by exact simplification to zero: the kinetic energy does not notice the move: on exponentials, which span all functions, two derivatives give the same factor wherever the origin is *)
Theorem line_4 : derivable 2 (fun x_p : R => exp (k * (- x_0 + x_p))) x_p /\ (Derive_n (fun x_p : R => exp (k * (- x_0 + x_p))) 2 x_p = k ^ 2 * exp (k * (- x_0 + x_p))).
Proof.
try clear line_1. try clear line_2. try clear line_3. intros. ready. assert (d1 : derived 0 (fun x_p : R => exp (k * (- x_0 + x_p))) (fun x_p : R => exp (k * (- x_0 + x_p))) x_p) by apply derived_0. assert (d2 : derived 1 (fun x_p : R => exp (k * (- x_0 + x_p))) (fun x_p' : R => k * exp (k * (- x_0 + x_p'))) x_p). { apply (derived_S 0 (fun x_p : R => exp (k * (- x_0 + x_p))) (fun x_p : R => exp (k * (- x_0 + x_p))) (fun x_p' : R => k * exp (k * (- x_0 + x_p'))) _ d1). apply (around_from (fun x_p' : R => True)); [ around | intros x_p'; given ]. slope. first [ field; need | ring ]. } assert (d3 : derived 2 (fun x_p : R => exp (k * (- x_0 + x_p))) (fun x_p' : R => k ^ 2 * exp (k * (- x_0 + x_p'))) x_p). { apply (derived_S 1 (fun x_p : R => exp (k * (- x_0 + x_p))) (fun x_p' : R => k * exp (k * (- x_0 + x_p'))) (fun x_p' : R => k ^ 2 * exp (k * (- x_0 + x_p'))) _ d2). apply (around_from (fun x_p' : R => True)); [ around | intros x_p'; given ]. slope. first [ field; need | ring ]. } apply derived_at in d3; destruct d3 as [? d3]; cbv beta in d3; rewrite d3. split. { need. } exponential (exp (k * (- x_0 + x_p))) ((exp (k * x_p)) ^ 1 / ((exp (k * x_0)) ^ 1)). exponential (exp (- k * (x_0 - x_p))) ((exp (k * x_p)) ^ 1 / ((exp (k * x_0)) ^ 1)). first [ field; need | ring | same_bodies; field; need ].
Qed.

(* 5, premise: a state f(x) of the potential (1) with the energy E *)
Hypothesis line_5 : forall (x : R), derivable 2 f x /\ (hbar ^ 2 * Derive_n f 2 x / (2 * a ^ 2 * m) = (- E + E_0 * (eta * x ^ 2 + t * x ^ 3 + x ^ 4)) * f x).

(* 6, by exact simplification to zero: is, moved, a state of the general expansion, with this energy; and the other way round *)
Theorem line_6 : derivable 2 f x -> E_0 * (eta * x ^ 2 + t * x ^ 3 + x ^ 4 - (t - t_p) ^ 2 * (16 * eta - 3 * t ^ 2 + 2 * t * t_p + t_p ^ 2) / 256) * f x - hbar ^ 2 * Derive_n f 2 x / (2 * a ^ 2 * m) = (E - E_0 * (t - t_p) ^ 2 * (16 * eta - 3 * t ^ 2 + 2 * t * t_p + t_p ^ 2) / 256) * f x.
Proof.
try use line_5. try use (line_5 x). try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. intros. ready. change_to (hbar ^ 2 * Derive_n f 2 x / (2 * a ^ 2 * m)) ((- E + E_0 * (eta * x ^ 2 + t * x ^ 3 + x ^ 4)) * f x). first [ field; need | ring | same_bodies; field; need | same_calls; first [ ring | field; need ] ].
Qed.

(* 7, definition: the level of the general expansion *)
Hypothesis line_7 : E_p = E - E_0 * (t - t_p) ^ 2 * (16 * eta - 3 * t ^ 2 + 2 * t * t_p + t_p ^ 2) / 256.

(* the result *)
Theorem result : E_p = E - E_0 * (t - t_p) ^ 2 * (16 * eta - 3 * t ^ 2 + 2 * t * t_p + t_p ^ 2) / 256.
Proof.
intros. try at_hand line_1. try at_hand line_2. try at_hand line_3. try at_hand line_4. try at_hand line_5. try at_hand line_6. try at_hand line_7. try at_hand (line_5 x). stated. all: try solve [ joined ]. all: have line_1. all: have line_2. all: have line_3. all: have line_4. all: have line_5. all: have line_6. all: have line_7. all: have (line_5 x). all: conclude.
Qed.

End section_spectrum_shift_invariance.
(* copied by softpot report *)
