(* two-wells: Two wells or one, Eq. (1) *)
(* The potential has two wells if and only if eta < (9/32) t^2 and eta is not zero; on both boundary lines one well and a horizontal inflection are left. *)
From Softpot Require Import Softpot Integrals Counting.
Open Scope R_scope.
Section section_two_wells.
Variables E_0 x eta t : R.
Variables N_s N_min N_top : nat.
Variable V : R -> R.

(* the symbol E_0 *)
Hypothesis E_0_positive : 0 < E_0.

(* there is the number N_s *)
Theorem N_s_exists : countable (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3 = 0).
Proof.
listed (0 :: 2 * eta :: 3 * t :: 4 :: nil).
Qed.

(* N_s is the number of real x with 2*eta*x + 3*t*x**2 + 4*x**3 = 0 *)
Hypothesis N_s_counts : counts (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3 = 0) N_s.

(* there is the number N_min *)
Theorem N_min_exists : countable (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3 = 0 /\ rises (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3) x).
Proof.
listed (0 :: 2 * eta :: 3 * t :: 4 :: nil).
Qed.

(* N_min is the number of real x with 2*eta*x + 3*t*x**2 + 4*x**3 = 0, where it rises *)
Hypothesis N_min_counts : counts (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3 = 0 /\ rises (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3) x) N_min.

(* there is the number N_top *)
Theorem N_top_exists : countable (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3 = 0 /\ falls (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3) x).
Proof.
listed (0 :: 2 * eta :: 3 * t :: 4 :: nil).
Qed.

(* N_top is the number of real x with 2*eta*x + 3*t*x**2 + 4*x**3 = 0, where it falls *)
Hypothesis N_top_counts : counts (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3 = 0 /\ falls (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3) x) N_top.

(* 1, premise: the expansion of the potential in the soft mode *)
Hypothesis line_1 : forall (x : R), V x = E_0 * (eta * x ^ 2 + t * x ^ 3 + x ^ 4).

(* 2, by exact simplification to zero: in units of E_0 the slope has the root Eq(x, 0) and a quadratic factor *)
Theorem line_2 : is_derive (fun x : R => eta * x ^ 2 + t * x ^ 3 + x ^ 4) x (x * (2 * eta + 3 * t * x + 4 * x ^ 2)).
Proof.
try clear line_1. try clear N_s_counts. try clear N_min_counts. try clear N_top_counts. intros. ready. slope. first [ field; need | ring ].
Qed.

(* 3, by exact simplification to zero: the other two stationary points are real where the square root is *)
Theorem line_3 : 0 <= - 32 * eta + 9 * t ^ 2 -> 2 * eta + 3 * t * x + 4 * x ^ 2 = (3 * t / 8 + x + sqrt (- 32 * eta + 9 * t ^ 2) / 8) * (3 * t / 2 + 4 * x - sqrt (- 32 * eta + 9 * t ^ 2) / 2).
Proof.
try clear line_1. try clear line_2. try clear N_s_counts. try clear N_min_counts. try clear N_top_counts. intros. ready. root_2 r1 (- 32 * eta + 9 * t ^ 2). write (sqrt (- 32 * eta + 9 * t ^ 2)) as (r1 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is]; need | ring [r1_is] ] ]). first [ field [r1_is]; need | ring [r1_is] | rewrite <- ?r1_is; first [ field; need | ring ] ].
Qed.

(* 4, by exact simplification to zero: the discriminant of the slope, from its roots; it vanishes where two stationary points meet *)
Theorem line_4 : 0 <= - 32 * eta + 9 * t ^ 2 -> 16 * (- 32 * eta + 9 * t ^ 2) * (- 3 * t / 8 - sqrt (- 32 * eta + 9 * t ^ 2) / 8) ^ 2 * (- 3 * t / 8 + sqrt (- 32 * eta + 9 * t ^ 2) / 8) ^ 2 = 4 * eta ^ 2 * (- 32 * eta + 9 * t ^ 2).
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear N_s_counts. try clear N_min_counts. try clear N_top_counts. intros. ready. root_2 r1 (- 32 * eta + 9 * t ^ 2). write (sqrt (- 32 * eta + 9 * t ^ 2)) as (r1 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is]; need | ring [r1_is] ] ]). first [ field [r1_is]; need | ring [r1_is] | rewrite <- ?r1_is; first [ field; need | ring ] ].
Qed.

(* 5, by real-root counting: minima are the roots at which the slope turns from negative to positive, counted exactly in each cell that the discriminant cuts out, and on its lines *)
Theorem line_5 : (N_min = 2%nat) <-> ((eta <> 0) /\ (eta < 9 * t ^ 2 / 32)).
Proof.
clear - N_min_counts. intros. first [ cells (cubic_0 (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3) (2 * eta) (3 * t) 4 ltac:(need) ltac:(intro; cbv beta; field)) ].
Qed.

(* 6, by real-root counting: the boundary cases: on both lines two stationary points are left *)
Theorem line_6 : (N_s = 2%nat) <-> ((t <> 0) /\ ((eta = 0) \/ (eta = 9 * t ^ 2 / 32))).
Proof.
clear - N_s_counts. intros. first [ cells (cubic_0 (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3) (2 * eta) (3 * t) 4 ltac:(need) ltac:(intro; cbv beta; field)) ].
Qed.

(* 7, by real-root counting: elsewhere and on the boundary there is one well and no barrier, so one of the two stationary points on a boundary line is a horizontal inflection *)
Theorem line_7 : (N_min = 2%nat) \/ ((N_min = 1%nat) /\ (N_top = 0%nat)).
Proof.
clear - N_min_counts N_top_counts. intros. first [ cells (cubic_0 (fun x : R => 2 * eta * x + 3 * t * x ^ 2 + 4 * x ^ 3) (2 * eta) (3 * t) 4 ltac:(need) ltac:(intro; cbv beta; field)) ].
Qed.

(* the result *)
Theorem result : (N_min = 2%nat) <-> ((eta <> 0) /\ (eta < 9 * t ^ 2 / 32)).
Proof.
intros. try at_hand line_1. try at_hand line_2. try at_hand line_3. try at_hand line_4. try at_hand line_5. try at_hand line_6. try at_hand line_7. try at_hand (line_1 x). stated. all: try solve [ joined ]. all: have line_1. all: have line_2. all: have line_3. all: have line_4. all: have line_5. all: have line_6. all: have line_7. all: have (line_1 x). all: conclude.
Qed.

End section_two_wells.
(* copied by softpot report *)
