(* origins: Equivalent origins *)
(* Each stationary point s gives another pair (eta_1, t_1) of the same potential. There are three pairs if and only if it has two wells, two on the fold, and otherwise one. With the origin on top of the barrier the pairs fill eta > (9/32) t^2 and eta < 0; with the origin in the deepest minimum they fill t^2 < 4 eta. *)
From Softpot Require Import Softpot Integrals Counting.
Open Scope R_scope.
Section section_origins.
Variables x eta t s eta_1 t_1 : R.
Variables N_s N_min N_top N_0 : nat.

(* there is the number N_s *)
Theorem N_s_exists : countable (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3 = 0).
Proof.
listed (0 :: 2 * eta :: 3 * t :: 4 :: nil).
Qed.

(* N_s is the number of real x with 2*eta*x + 3*t*x**2 + 4*x**3 = 0 *)
Hypothesis N_s_counts : counts (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3 = 0) N_s.

(* there is the number N_top *)
Theorem N_top_exists : countable (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3 = 0 /\ falls (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3) x).
Proof.
listed (0 :: 2 * eta :: 3 * t :: 4 :: nil).
Qed.

(* N_top is the number of real x with 2*eta*x + 3*t*x**2 + 4*x**3 = 0, where it falls *)
Hypothesis N_top_counts : counts (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3 = 0 /\ falls (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3) x) N_top.

(* there is the number N_0 *)
Theorem N_0_exists : countable (fun x : R => eta + t * x + x ^ 2 = 0).
Proof.
listed (eta :: t :: 1 :: nil).
Qed.

(* N_0 is the number of real x with eta + t*x + x**2 = 0 *)
Hypothesis N_0_counts : counts (fun x : R => eta + t * x + x ^ 2 = 0) N_0.

(* 1, quoted from two-wells: derived under two-wells *)
Hypothesis line_1 : (N_min = 2%nat) <-> ((eta <> 0) /\ (eta < 9 * t ^ 2 / 32)).

(* 2, premise: s is a stationary point *)
Hypothesis line_2 : 2 * eta * s + 4 * s ^ 3 + 3 * s ^ 2 * t = 0.

(* 3, definition: half the curvature there *)
Hypothesis line_3 : eta_1 = eta + 6 * s ^ 2 + 3 * s * t.

(* 4, definition: and a sixth of the third derivative *)
Hypothesis line_4 : t_1 = 4 * s + t.

(* 5, by elimination: seen from s the potential has the form (1) again: the linear term is the slope at s *)
Theorem line_5 : - eta * s ^ 2 + eta * (s + x) ^ 2 - s ^ 4 - s ^ 3 * t + t * (s + x) ^ 3 + (s + x) ^ 4 = x ^ 4 + x ^ 3 * (4 * s + t) + x ^ 2 * (eta + 6 * s ^ 2 + 3 * s * t).
Proof.
try use line_2. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear N_s_counts. try clear N_top_counts. try clear N_0_counts. intros. ready. assert (q1 : 2 * eta * s + 4 * s ^ 3 + 3 * s ^ 2 * t = 0) by (first [ assumption | lra ]). combine (x * (2 * eta * s + 4 * s ^ 3 + 3 * s ^ 2 * t)). rewrite q1; ring.
Qed.

(* 6, by elimination: both invariants are the same, as they must be *)
Theorem line_6 : (eta + 6 * s ^ 2 + 3 * s * t - 3 * (4 * s + t) ^ 2 / 8 = eta - 3 * t ^ 2 / 8) /\ ((4 * s + t) * (eta + 6 * s ^ 2 + 3 * s * t - (4 * s + t) ^ 2 / 4) / 2 = t * (eta - t ^ 2 / 4) / 2).
Proof.
try use line_2. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear N_s_counts. try clear N_top_counts. try clear N_0_counts. intros. ready. split. { first [ field; need | ring ]. } assert (q1 : 2 * eta * s + 4 * s ^ 3 + 3 * s ^ 2 * t = 0) by (first [ assumption | lra ]). combine (1 * (2 * eta * s + 4 * s ^ 3 + 3 * s ^ 2 * t)). rewrite q1; ring.
Qed.

(* 7, by real-root counting: different stationary points give different t_1, so pairs are counted by stationary points: three if and only if there are two wells *)
Theorem line_7 : (N_s = 3%nat) <-> ((eta <> 0) /\ (eta < 9 * t ^ 2 / 32)).
Proof.
clear - N_s_counts. intros. first [ cells (cubic_0 (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3) (2 * eta) (3 * t) 4 ltac:(need) ltac:(intro; cbv beta; field)) ].
Qed.

(* 8, by real-root counting: two on the fold, where two of them meet *)
Theorem line_8 : (N_s = 2%nat) <-> ((t <> 0) /\ ((eta = 0) \/ (eta = 9 * t ^ 2 / 32))).
Proof.
clear - N_s_counts. intros. first [ cells (cubic_0 (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3) (2 * eta) (3 * t) 4 ltac:(need) ltac:(intro; cbv beta; field)) ].
Qed.

(* 9, by real-root counting: and one elsewhere *)
Theorem line_9 : (N_s = 1%nat) \/ (N_s = 2%nat) \/ (N_s = 3%nat).
Proof.
clear - N_s_counts. intros. first [ cells (cubic_0 (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3) (2 * eta) (3 * t) 4 ltac:(need) ltac:(intro; cbv beta; field)) ].
Qed.

(* 10, by real-root counting: a potential with two wells has one barrier top, any other has none *)
Theorem line_10 : (N_top = 0%nat) \/ ((N_s = 3%nat) /\ (N_top = 1%nat)).
Proof.
clear - N_s_counts N_top_counts. intros. first [ cells (cubic_0 (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3) (2 * eta) (3 * t) 4 ltac:(need) ltac:(intro; cbv beta; field)) ].
Qed.

(* 11, by exact simplification to zero: the curvature at the origin, negative on top of a barrier *)
Theorem line_11 : derivable 2 (fun x' : R => eta * x' ^ 2 + t * x' ^ 3 + x' ^ 4) 0 /\ (Derive_n (fun x' : R => eta * x' ^ 2 + t * x' ^ 3 + x' ^ 4) 2 0 = 2 * eta).
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. try clear line_8. try clear line_9. try clear line_10. try clear N_s_counts. try clear N_top_counts. try clear N_0_counts. intros. ready. assert (d1 : derived 0 (fun x' : R => eta * x' ^ 2 + t * x' ^ 3 + x' ^ 4) (fun x' : R => eta * x' ^ 2 + t * x' ^ 3 + x' ^ 4) 0) by apply derived_0. assert (d2 : derived 1 (fun x' : R => eta * x' ^ 2 + t * x' ^ 3 + x' ^ 4) (fun y' : R => 2 * eta * y' + 3 * t * y' ^ 2 + 4 * y' ^ 3) 0). { apply (derived_S 0 (fun x' : R => eta * x' ^ 2 + t * x' ^ 3 + x' ^ 4) (fun x' : R => eta * x' ^ 2 + t * x' ^ 3 + x' ^ 4) (fun y' : R => 2 * eta * y' + 3 * t * y' ^ 2 + 4 * y' ^ 3) _ d1). apply (around_from (fun y' : R => True)); [ around | intros y'; given ]. slope. first [ field; need | ring ]. } assert (d3 : derived 2 (fun x' : R => eta * x' ^ 2 + t * x' ^ 3 + x' ^ 4) (fun y' : R => 2 * eta + 6 * t * y' + 12 * y' ^ 2) 0). { apply (derived_S 1 (fun x' : R => eta * x' ^ 2 + t * x' ^ 3 + x' ^ 4) (fun y' : R => 2 * eta * y' + 3 * t * y' ^ 2 + 4 * y' ^ 3) (fun y' : R => 2 * eta + 6 * t * y' + 12 * y' ^ 2) _ d2). apply (around_from (fun y' : R => True)); [ around | intros y'; given ]. slope. first [ field; need | ring ]. } apply derived_at in d3; destruct d3 as [? d3]; cbv beta in d3; rewrite d3. split. { need. } first [ field; need | ring | same_bodies; field; need ].
Qed.

(* 12, by real-root counting: the origin is a barrier top where eta < 0, or the only stationary point: the paper's region *)
Theorem line_12 : ((eta <> 0) /\ ((N_s = 1%nat) \/ (eta < 0))) <-> ((eta < 0) \/ (9 * t ^ 2 / 32 < eta)).
Proof.
clear - N_s_counts. intros. first [ cells (cubic_0 (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3) (2 * eta) (3 * t) 4 ltac:(need) ltac:(intro; cbv beta; field)) ].
Qed.

(* 13, by exact simplification to zero: the potential, in units of E_0, is positive away from the origin where the second factor is *)
Theorem line_13 : eta * x ^ 2 + t * x ^ 3 + x ^ 4 = x ^ 2 * (eta + t * x + x ^ 2).
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. try clear line_8. try clear line_9. try clear line_10. try clear line_11. try clear line_12. try clear N_s_counts. try clear N_top_counts. try clear N_0_counts. intros. ready. first [ field; need | ring ].
Qed.

(* 14, by real-root counting: and that factor is positive where it has no real zero: the origin is the one deepest minimum *)
Theorem line_14 : (N_0 = 0%nat) <-> (t ^ 2 < 4 * eta).
Proof.
clear - N_0_counts. intros. first [ cells (quadratic (fun x : R => eta + t * x + x ^ 2) eta t 1 ltac:(need) ltac:(intro; cbv beta; field)) ].
Qed.

(* the result *)
Theorem result : (eta_1 = eta + 6 * s ^ 2 + 3 * s * t) /\ (t_1 = 4 * s + t) /\ (((eta <> 0) /\ ((N_s = 1%nat) \/ (eta < 0))) <-> ((eta < 0) \/ (9 * t ^ 2 / 32 < eta))) /\ ((N_0 = 0%nat) <-> (t ^ 2 < 4 * eta)).
Proof.
intros. try at_hand line_1. try at_hand line_2. try at_hand line_3. try at_hand line_4. try at_hand line_5. try at_hand line_6. try at_hand line_7. try at_hand line_8. try at_hand line_9. try at_hand line_10. try at_hand line_11. try at_hand line_12. try at_hand line_13. try at_hand line_14. stated. all: try solve [ joined ]. all: have line_1. all: have line_2. all: have line_3. all: have line_4. all: have line_5. all: have line_6. all: have line_7. all: have line_8. all: have line_9. all: have line_10. all: have line_11. all: have line_12. all: have line_13. all: have line_14. all: conclude.
Qed.

End section_origins.
(* copied by softpot report *)
