(* scaling: The dimensionless equation, Eq. (7) *)
(* With y = x/sqrt(eta_L) the Schroedinger equation of the potential (1) has no constants but alpha and beta, and its levels come in units of w = E_0 eta_L^2. *)
From Softpot Require Import Softpot Integrals.
Open Scope R_scope.
Section section_scaling.
Variables E_0 a m hbar x eta t eta_L w alpha beta y k H lamda : R.
Variable V : R -> R.
Variable f : R -> R.

(* the symbol E_0 *)
Hypothesis E_0_positive : 0 < E_0.

(* the symbol a *)
Hypothesis a_positive : 0 < a.

(* the symbol m *)
Hypothesis m_positive : 0 < m.

(* the symbol hbar *)
Hypothesis hbar_positive : 0 < hbar.

(* the symbol lamda *)
Hypothesis lamda_positive : 0 < lamda.

(* 1, premise: the Hamiltonian on a function f(x), for a particle of mass m with displacement a*x *)
Hypothesis line_1 : derivable 2 f x /\ (H = V x * f x - hbar ^ 2 * Derive_n f 2 x / (2 * a ^ 2 * m)).

(* 2, premise: in the soft potential *)
Hypothesis line_2 : forall (x : R), V x = E_0 * (eta * x ^ 2 + t * x ^ 3 + x ^ 4).

(* 3, definition: the scale of anharmonicity *)
Hypothesis line_3 : eta_L = Rpower 2 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower E_0 (1 / 3) * Rpower a (2 / 3) * Rpower m (1 / 3)).

(* 3: the value exists, and is what the table says of its name *)
Theorem eta_L_positive : 0 < eta_L.
Proof.
use line_3. fits.
Qed.

(* 4, by exact simplification to zero: measure x in units sqrt(lamda): on exponentials, which span all functions, two derivatives give a factor 1/lamda and exp(k*y) differentiated twice *)
Theorem line_4 : derivable 2 (fun x : R => exp (k * x / sqrt lamda)) x /\ (Derive_n (fun x : R => exp (k * x / sqrt lamda)) 2 x = k ^ 2 * exp (k * x / sqrt lamda) / lamda).
Proof.
try clear line_1. try clear line_2. try clear line_3. intros. ready. assert (d1 : derived 0 (fun x : R => exp (k * x / sqrt lamda)) (fun x : R => exp (k * x / sqrt lamda)) x) by apply derived_0. assert (d2 : derived 1 (fun x : R => exp (k * x / sqrt lamda)) (fun x' : R => k * exp (k * x' / sqrt lamda) / sqrt lamda) x). { apply (derived_S 0 (fun x : R => exp (k * x / sqrt lamda)) (fun x : R => exp (k * x / sqrt lamda)) (fun x' : R => k * exp (k * x' / sqrt lamda) / sqrt lamda) _ d1). apply (around_from (fun x' : R => True)); [ around | intros x'; given ]. slope. root_2 r3 lamda. write (sqrt lamda) as (r3 ^ 1) by (apply sqrt_is; [ need | first [ field [r3_is]; need | ring [r3_is] ] ]). first [ field [r3_is]; need | ring [r3_is] | rewrite <- ?r3_is; first [ field; need | ring ] ]. } assert (d4 : derived 2 (fun x : R => exp (k * x / sqrt lamda)) (fun x' : R => k ^ 2 * exp (k * x' / sqrt lamda) / lamda) x). { apply (derived_S 1 (fun x : R => exp (k * x / sqrt lamda)) (fun x' : R => k * exp (k * x' / sqrt lamda) / sqrt lamda) (fun x' : R => k ^ 2 * exp (k * x' / sqrt lamda) / lamda) _ d2). apply (around_from (fun x' : R => True)); [ around | intros x'; given ]. slope. root_2 r5 lamda. write (sqrt lamda) as (r5 ^ 1) by (apply sqrt_is; [ need | first [ field [r5_is]; need | ring [r5_is] ] ]). first [ field [r5_is]; need | ring [r5_is] | rewrite <- ?r5_is; first [ field; need | ring ] ]. } apply derived_at in d4; destruct d4 as [? d4]; cbv beta in d4; rewrite d4. split. { need. } root_2 r6 lamda. write (sqrt lamda) as (r6 ^ 1) by (apply sqrt_is; [ need | first [ field [r6_is]; need | ring [r6_is] ] ]). first [ field [r6_is]; need | ring [r6_is] | rewrite <- ?r6_is; first [ field; need | ring ] | same_bodies; field; need ].
Qed.

(* 5, premise: choose the unit so that the kinetic and the quartic coefficient are equal *)
Hypothesis line_5 : hbar ^ 2 / (2 * a ^ 2 * lamda * m) = E_0 * lamda ^ 2.

(* 6, by substitution back: which this does *)
Theorem line_6 : lamda = Rpower 2 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower E_0 (1 / 3) * Rpower a (2 / 3) * Rpower m (1 / 3)).
Proof.
try use line_5. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. intros. ready. assert (q1 : - E_0 * lamda ^ 2 + hbar ^ 2 / (2 * a ^ 2 * lamda * m) = 0) by (first [ assumption | lra ]). assert (q2 : lamda ^ 3 = hbar ^ 2 / (2 * E_0 * a ^ 2 * m)). { apply Rminus_diag_uniq. transitivity ((- lamda / E_0) * (- E_0 * lamda ^ 2 + hbar ^ 2 / (2 * a ^ 2 * lamda * m))). { first [ field; need | ring ]. } rewrite q1; ring. } apply (power_unique _ _ 3); [ need | need | lia | ]. transitivity ((hbar ^ 2 / (2 * E_0 * a ^ 2 * m)) ^ 1). { rewrite <- q2. first [ field; need | ring ]. } root r3 2 3%nat. root r4 E_0 3%nat. root r5 a 3%nat. root r6 hbar 3%nat. root r7 m 3%nat. write (Rpower 2 (2 / 3)) as (r3 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r3_is r4_is r5_is r6_is r7_is]; need | ring [r3_is r4_is r5_is r6_is r7_is] ] ]). write (Rpower hbar (2 / 3)) as (r6 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r3_is r4_is r5_is r6_is r7_is]; need | ring [r3_is r4_is r5_is r6_is r7_is] ] ]). write (Rpower E_0 (1 / 3)) as (r4 ^ 1) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r3_is r4_is r5_is r6_is r7_is]; need | ring [r3_is r4_is r5_is r6_is r7_is] ] ]). write (Rpower a (2 / 3)) as (r5 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r3_is r4_is r5_is r6_is r7_is]; need | ring [r3_is r4_is r5_is r6_is r7_is] ] ]). write (Rpower m (1 / 3)) as (r7 ^ 1) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r3_is r4_is r5_is r6_is r7_is]; need | ring [r3_is r4_is r5_is r6_is r7_is] ] ]). first [ field [r3_is r4_is r5_is r6_is r7_is]; need | ring [r3_is r4_is r5_is r6_is r7_is] | rewrite <- ?r3_is, <- ?r4_is, <- ?r5_is, <- ?r6_is, <- ?r7_is; first [ field; need | ring ] ].
Qed.

(* 7, by exact simplification to zero: this unit is the square root of eta_L, and both coefficients are one energy *)
Theorem line_7 : hbar ^ 2 / (2 * a ^ 2 * eta_L * m) = E_0 * eta_L ^ 2.
Proof.
try use line_3. try use eta_L_positive. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. intros. ready. put eta_L (Rpower 2 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower E_0 (1 / 3) * Rpower a (2 / 3) * Rpower m (1 / 3))). root r1 2 3%nat. root r2 E_0 3%nat. root r3 a 3%nat. root r4 hbar 3%nat. root r5 m 3%nat. write (Rpower 2 (2 / 3)) as (r1 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower hbar (2 / 3)) as (r4 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower E_0 (1 / 3)) as (r2 ^ 1) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower a (2 / 3)) as (r3 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower m (1 / 3)) as (r5 ^ 1) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] | rewrite <- ?r1_is, <- ?r2_is, <- ?r3_is, <- ?r4_is, <- ?r5_is; first [ field; need | ring ] ].
Qed.

(* 8, definition: the energy unit *)
Hypothesis line_8 : w = E_0 * eta_L ^ 2.

(* 8: the value exists, and is what the table says of its name *)
Theorem w_positive : 0 < w.
Proof.
use eta_L_positive. use line_8. fits.
Qed.

(* 9, definition: the dimensionless quadratic coefficient *)
Hypothesis line_9 : alpha = eta / eta_L.

(* 10, definition: the dimensionless cubic coefficient, with the paper's sign *)
Hypothesis line_10 : beta = - t / sqrt eta_L.

(* 11, by exact simplification to zero: the potential in these units *)
Theorem line_11 : E_0 * (eta * eta_L * y ^ 2 + sqrt eta_L ^ 3 * t * y ^ 3 + eta_L ^ 2 * y ^ 4) / w = alpha * y ^ 2 - beta * y ^ 3 + y ^ 4.
Proof.
try use line_8. try use line_9. try use line_10. try use eta_L_positive. try use w_positive. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. try clear line_8. try clear line_9. try clear line_10. intros. ready. put alpha (eta / eta_L). put beta (- t / sqrt eta_L). put w (E_0 * eta_L ^ 2). root_2 r1 eta_L. write (sqrt eta_L) as (r1 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is]; need | ring [r1_is] ] ]). first [ field [r1_is]; need | ring [r1_is] | rewrite <- ?r1_is; first [ field; need | ring ] ].
Qed.

(* the result *)
Theorem result : (eta_L = Rpower 2 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower E_0 (1 / 3) * Rpower a (2 / 3) * Rpower m (1 / 3))) /\ (w = E_0 * eta_L ^ 2) /\ (alpha = eta / eta_L) /\ (beta = - t / sqrt eta_L) /\ (E_0 * (eta * eta_L * y ^ 2 + sqrt eta_L ^ 3 * t * y ^ 3 + eta_L ^ 2 * y ^ 4) / w = alpha * y ^ 2 - beta * y ^ 3 + y ^ 4).
Proof.
intros. try at_hand line_1. try at_hand line_2. try at_hand line_3. try at_hand eta_L_positive. try at_hand line_4. try at_hand line_5. try at_hand line_6. try at_hand line_7. try at_hand line_8. try at_hand w_positive. try at_hand line_9. try at_hand line_10. try at_hand line_11. try at_hand (line_2 x). stated. all: try solve [ joined ]. all: have line_1. all: have line_2. all: have line_3. all: have eta_L_positive. all: have line_4. all: have line_5. all: have line_6. all: have line_7. all: have line_8. all: have w_positive. all: have line_9. all: have line_10. all: have line_11. all: have (line_2 x). all: conclude.
Qed.

End section_scaling.
(* copied by softpot report *)
