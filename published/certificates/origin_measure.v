(* origin-measure: Each choice covers every potential once *)
(* The barrier-top region and the deepest-minimum region each cover the plane of the invariants once, and |eta| d(eta) d(t) = 2 d(I_1) d(I_2). For constant P_0 the sea-gull distribution is therefore uniform in the coefficients of the depressed quartic, with density P_s. *)
From Softpot Require Import Softpot Integrals Counting.
Open Scope R_scope.
Section section_origin_measure.
Variables eta t h_p eta_p t_p I_1 I_2 J_I P_0 P_s eta_L : R.
Variables N_b N_d : nat.

(* the symbol P_0 *)
Hypothesis P_0_positive : 0 < P_0.

(* the symbol eta_L *)
Hypothesis eta_L_positive : 0 < eta_L.

(* there is the number N_b *)
Theorem N_b_exists : countable (fun t : R => 8 * I_1 * t - 16 * I_2 + t ^ 3 = 0 /\ ((I_1 + 3 * t ^ 2 / 8 < 0) \/ (9 * t ^ 2 / 32 < I_1 + 3 * t ^ 2 / 8))).
Proof.
listed (- 16 * I_2 :: 8 * I_1 :: 0 :: 1 :: nil).
Qed.

(* N_b is the number of real t with 8*I_1*t - 16*I_2 + t**3 = 0, and (I_1 + 3*t**2/8 < 0) | (I_1 + 3*t**2/8 > 9*t**2/32) *)
Hypothesis N_b_counts : counts (fun t : R => 8 * I_1 * t - 16 * I_2 + t ^ 3 = 0 /\ ((I_1 + 3 * t ^ 2 / 8 < 0) \/ (9 * t ^ 2 / 32 < I_1 + 3 * t ^ 2 / 8))) N_b.

(* there is the number N_d *)
Theorem N_d_exists : countable (fun t : R => 8 * I_1 * t - 16 * I_2 + t ^ 3 = 0 /\ (t ^ 2 < 4 * I_1 + 3 * t ^ 2 / 2)).
Proof.
listed (- 16 * I_2 :: 8 * I_1 :: 0 :: 1 :: nil).
Qed.

(* N_d is the number of real t with 8*I_1*t - 16*I_2 + t**3 = 0, and t**2 < 4*I_1 + 3*t**2/2 *)
Hypothesis N_d_counts : counts (fun t : R => 8 * I_1 * t - 16 * I_2 + t ^ 3 = 0 /\ (t ^ 2 < 4 * I_1 + 3 * t ^ 2 / 2)) N_d.

(* 1, quoted from invariants: derived under invariants *)
Hypothesis line_1 : (I_1 = eta_p - 3 * t_p ^ 2 / 8) /\ (I_2 = - h_p + t_p * (eta_p - t_p ^ 2 / 4) / 2).

(* 2, premise: the potential in the form (1) *)
Hypothesis line_2 : (h_p = 0) /\ (eta_p = eta) /\ (t_p = t).

(* 3, by exact simplification to zero: the invariants of this form *)
Theorem line_3 : (I_1 = eta - 3 * t ^ 2 / 8) /\ (I_2 = t * (eta - t ^ 2 / 4) / 2).
Proof.
try use line_1. try use line_2. try clear line_1. try clear line_2. try clear N_b_counts. try clear N_d_counts. intros. ready. put I_1 (eta_p - 3 * t_p ^ 2 / 8). put I_2 (- h_p + t_p * (eta_p - t_p ^ 2 / 4) / 2). put h_p 0. put eta_p eta. put t_p t. split. { first [ field; need | ring ]. } first [ field; need | ring ].
Qed.

(* 4, by exact simplification to zero: the area element of the invariants *)
Theorem line_4 : det2 1 (- 3 * t / 4) (t / 2) (eta / 2 - 3 * t ^ 2 / 8) = eta / 2.
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear N_b_counts. try clear N_d_counts. intros. ready. unfold det2, det3. first [ field; need | ring ].
Qed.

(* 5, by exact simplification to zero: given the invariants, the possible t are the real roots of a cubic *)
Theorem line_5 : 8 * I_1 * t - 16 * I_2 + t ^ 3 = 0.
Proof.
try use line_2. try use line_3. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear N_b_counts. try clear N_d_counts. intros. ready. put I_1 (eta - 3 * t ^ 2 / 8). put I_2 (t * (eta - t ^ 2 / 4) / 2). first [ field; need | ring ].
Qed.

(* 6, by exact simplification to zero: and each of them fixes eta *)
Theorem line_6 : eta = I_1 + 3 * t ^ 2 / 8.
Proof.
try use line_2. try use line_3. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear N_b_counts. try clear N_d_counts. intros. ready. put I_1 (eta - 3 * t ^ 2 / 8). put I_2 (t * (eta - t ^ 2 / 4) / 2). first [ field; need | ring ].
Qed.

(* 7, by real-root counting: exactly one root lies in the barrier-top region, for all invariants off the fold *)
Theorem line_7 : (N_b = 1%nat) \/ (8 * I_1 ^ 3 + 27 * I_2 ^ 2 = 0).
Proof.
clear - N_b_counts. intros. first [ chosen (cubic_outer (8 * I_1) (- 16 * I_2)) | chosen (cubic_inner (8 * I_1) (- 16 * I_2)) ].
Qed.

(* 8, by real-root counting: exactly one root lies in the deepest-minimum region, for all invariants but those of symmetric wells and of the pure quartic *)
Theorem line_8 : (N_d = 1%nat) \/ ((I_2 = 0) /\ (I_1 <= 0)).
Proof.
clear - N_d_counts. intros. first [ chosen (cubic_outer (8 * I_1) (- 16 * I_2)) | chosen (cubic_inner (8 * I_1) (- 16 * I_2)) ].
Qed.

(* 9, definition: the area element *)
Hypothesis line_9 : J_I = Rabs (det2 1 (- 3 * t / 4) (t / 2) (eta / 2 - 3 * t ^ 2 / 8)).

(* 9: the value exists, and is what the table says of its name *)
Theorem J_I_nonnegative : 0 <= J_I.
Proof.
use line_9. fits.
Qed.

(* 10, by exact simplification to zero: the exceptions are lines, of no area, so each region carries the measure of the invariants *)
Theorem line_10 : J_I = Rabs eta / 2.
Proof.
try use line_9. try use J_I_nonnegative. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. try clear line_8. try clear line_9. try clear N_b_counts. try clear N_d_counts. intros. ready. put J_I (Rabs (det2 1 (- 3 * t / 4) (t / 2) (eta / 2 - 3 * t ^ 2 / 8))). unfold det2, det3. absolute (Rabs (det2 1 (- 3 * t / 4) (t / 2) (eta / 2 - 3 * t ^ 2 / 8))) (Rabs eta / 2). first [ field; need | ring ].
Qed.

(* 11, definition: the density per unit D_1 and D_2, with P_0 constant: P_0 over half the area element, times the area of the invariants per unit of both *)
Hypothesis line_11 : P_s = 2 * P_0 * Rabs (det2 eta_L 0 0 (- sqrt eta_L ^ 3)).

(* 11: the value exists, and is what the table says of its name *)
Theorem P_s_positive : 0 < P_s.
Proof.
use line_11. fits.
Qed.

(* 12, by exact simplification to zero: it is constant too *)
Theorem line_12 : P_s = 2 * P_0 * sqrt eta_L ^ 5.
Proof.
try use line_11. try use P_s_positive. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. try clear line_8. try clear line_9. try clear line_10. try clear line_11. try clear N_b_counts. try clear N_d_counts. intros. ready. put P_s (2 * P_0 * Rabs (det2 eta_L 0 0 (- sqrt eta_L ^ 3))). unfold det2, det3. assert (a1 : Rabs (det2 eta_L 0 0 (- sqrt eta_L ^ 3)) = sqrt eta_L ^ 5). { apply abs_opposite; [ need | ]. unfold det2, det3. root_2 r2 eta_L. write (sqrt eta_L) as (r2 ^ 1) by (apply sqrt_is; [ need | first [ field [r2_is]; need | ring [r2_is] ] ]). first [ field [r2_is]; need | ring [r2_is] ]. } unfold det2, det3 in a1; rewrite ?a1; clear a1. root_2 r3 eta_L. write (sqrt eta_L) as (r3 ^ 1) by (apply sqrt_is; [ need | first [ field [r3_is]; need | ring [r3_is] ] ]). first [ field [r3_is]; need | ring [r3_is] | rewrite <- ?r3_is; first [ field; need | ring ] ].
Qed.

(* the result *)
Theorem result : (J_I = Rabs eta / 2) /\ (P_s = 2 * P_0 * sqrt eta_L ^ 5).
Proof.
intros. try at_hand line_1. try at_hand line_2. try at_hand line_3. try at_hand line_4. try at_hand line_5. try at_hand line_6. try at_hand line_7. try at_hand line_8. try at_hand line_9. try at_hand J_I_nonnegative. try at_hand line_10. try at_hand line_11. try at_hand P_s_positive. try at_hand line_12. stated. all: try solve [ joined ]. all: have line_1. all: have line_2. all: have line_3. all: have line_4. all: have line_5. all: have line_6. all: have line_7. all: have line_8. all: have line_9. all: have J_I_nonnegative. all: have line_10. all: have line_11. all: have P_s_positive. all: have line_12. all: conclude.
Qed.

End section_origin_measure.
(* copied by softpot report *)
