(* omega4-uniform: The fourth power of the frequency *)
(* For V = kappa x^2/2 + x^4/24 - f x with smooth densities of curvature kappa and force f, vibrations in the deepest minima have the density D(omega) = 4 sqrt(3) p(0) q(0) omega^4, and those of potentials with one minimum 8 sqrt(6)/3 p(0) q(0) omega^4, 2 sqrt(2)/3 of it: the sea-gull of the soft-potential model. *)
From Softpot Require Import Softpot Integrals.
Open Scope R_scope.
Section section_omega4_uniform.
Variables S_0 z Omega_1 lamda_c x_m p_0 q_0 : R.

(* the symbol z *)
Hypothesis z_positive : 0 < z.

(* the symbol Omega_1 *)
Hypothesis Omega_1_positive : 0 < Omega_1.

(* the symbol lamda_c *)
Hypothesis lamda_c_positive : 0 < lamda_c.

(* the symbol p_0 *)
Hypothesis p_0_positive : 0 < p_0.

(* the symbol q_0 *)
Hypothesis q_0_positive : 0 < q_0.

(* 1, by exact simplification to zero: the potential y**4/24 + y**2*(lamda_c - x_m**2/2)/2 - y*(lamda_c*x_m - x_m**3/3) is stationary at x_m, with the curvature lamda_c *)
Theorem line_1 : ex_derive (fun x_m' : R => x_m' ^ 4 / 24 + x_m' ^ 2 * (lamda_c - x_m ^ 2 / 2) / 2 - x_m' * (lamda_c * x_m - x_m ^ 3 / 3)) x_m /\ derivable 2 (fun x_m' : R => x_m' ^ 4 / 24 + x_m' ^ 2 * (lamda_c - x_m ^ 2 / 2) / 2 - x_m' * (lamda_c * x_m - x_m ^ 3 / 3)) x_m /\ ((Derive (fun x_m' : R => x_m' ^ 4 / 24 + x_m' ^ 2 * (lamda_c - x_m ^ 2 / 2) / 2 - x_m' * (lamda_c * x_m - x_m ^ 3 / 3)) x_m = 0) /\ (Derive_n (fun x_m' : R => x_m' ^ 4 / 24 + x_m' ^ 2 * (lamda_c - x_m ^ 2 / 2) / 2 - x_m' * (lamda_c * x_m - x_m ^ 3 / 3)) 2 x_m = lamda_c)).
Proof.
intros. ready. assert (d1 : is_derive (fun x_m' : R => x_m' ^ 4 / 24 + x_m' ^ 2 * (lamda_c - x_m ^ 2 / 2) / 2 - x_m' * (lamda_c * x_m - x_m ^ 3 / 3)) x_m (- lamda_c * x_m + x_m ^ 3 / 3 + x_m ^ 3 / 6 + x_m * (lamda_c - x_m ^ 2 / 2))). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d1). assert (d2 : derived 0 (fun x_m' : R => x_m' ^ 4 / 24 + x_m' ^ 2 * (lamda_c - x_m ^ 2 / 2) / 2 - x_m' * (lamda_c * x_m - x_m ^ 3 / 3)) (fun x_m' : R => x_m' ^ 4 / 24 + x_m' ^ 2 * (lamda_c - x_m ^ 2 / 2) / 2 - x_m' * (lamda_c * x_m - x_m ^ 3 / 3)) x_m) by apply derived_0. assert (d3 : derived 1 (fun x_m' : R => x_m' ^ 4 / 24 + x_m' ^ 2 * (lamda_c - x_m ^ 2 / 2) / 2 - x_m' * (lamda_c * x_m - x_m ^ 3 / 3)) (fun x_m' : R => - lamda_c * x_m + x_m ^ 3 / 3 + x_m' ^ 3 / 6 + x_m' * (lamda_c - x_m ^ 2 / 2)) x_m). { apply (derived_S 0 (fun x_m' : R => x_m' ^ 4 / 24 + x_m' ^ 2 * (lamda_c - x_m ^ 2 / 2) / 2 - x_m' * (lamda_c * x_m - x_m ^ 3 / 3)) (fun x_m' : R => x_m' ^ 4 / 24 + x_m' ^ 2 * (lamda_c - x_m ^ 2 / 2) / 2 - x_m' * (lamda_c * x_m - x_m ^ 3 / 3)) (fun x_m' : R => - lamda_c * x_m + x_m ^ 3 / 3 + x_m' ^ 3 / 6 + x_m' * (lamda_c - x_m ^ 2 / 2)) _ d2). apply (around_from (fun x_m' : R => True)); [ around | intros x_m'; given ]. slope. first [ field; need | ring ]. } assert (d4 : derived 2 (fun x_m' : R => x_m' ^ 4 / 24 + x_m' ^ 2 * (lamda_c - x_m ^ 2 / 2) / 2 - x_m' * (lamda_c * x_m - x_m ^ 3 / 3)) (fun x_m' : R => lamda_c - x_m ^ 2 / 2 + x_m' ^ 2 / 2) x_m). { apply (derived_S 1 (fun x_m' : R => x_m' ^ 4 / 24 + x_m' ^ 2 * (lamda_c - x_m ^ 2 / 2) / 2 - x_m' * (lamda_c * x_m - x_m ^ 3 / 3)) (fun x_m' : R => - lamda_c * x_m + x_m ^ 3 / 3 + x_m' ^ 3 / 6 + x_m' * (lamda_c - x_m ^ 2 / 2)) (fun x_m' : R => lamda_c - x_m ^ 2 / 2 + x_m' ^ 2 / 2) _ d3). apply (around_from (fun x_m' : R => True)); [ around | intros x_m'; given ]. slope. first [ field; need | ring ]. } apply derived_at in d4; destruct d4 as [? d4]; cbv beta in d4; rewrite d4. split. { exists_slope. } split. { need. } split. { first [ field; need | ring | same_bodies; field; need ]. } first [ field; need | ring | same_bodies; field; need ].
Qed.

(* 2, by exact simplification to zero: the area element of curvature and force *)
Theorem line_2 : det2 1 (- x_m) x_m (lamda_c - x_m ^ 2) = lamda_c.
Proof.
try clear line_1. intros. ready. unfold det2, det3. first [ field; need | ring ].
Qed.

(* 3, by exact simplification to zero: the potential from that minimum: the second factor has no zero, and the minimum is the deepest, where 3*lamda_c - x_m**2 is positive *)
Theorem line_3 : - (x_m ^ 4 / 24 + x_m ^ 2 * (lamda_c - x_m ^ 2 / 2) / 2 - x_m * (lamda_c * x_m - x_m ^ 3 / 3)) + ((x_m + z) ^ 4 / 24 + (x_m + z) ^ 2 * (lamda_c - x_m ^ 2 / 2) / 2 - (x_m + z) * (lamda_c * x_m - x_m ^ 3 / 3)) = z ^ 2 * (12 * lamda_c + 4 * x_m * z + z ^ 2) / 24.
Proof.
try clear line_1. try clear line_2. intros. ready. first [ field; need | ring ].
Qed.

(* 4, by differentiation of an antiderivative: places of deepest minima *)
Theorem line_4 : is_RInt (fun x_m : R => lamda_c * p_0 * q_0) (- sqrt 3 * sqrt lamda_c) (sqrt 3 * sqrt lamda_c) (2 * sqrt 3 * sqrt lamda_c ^ 3 * p_0 * q_0).
Proof.
try clear line_1. try clear line_2. try clear line_3. intros. ready. apply (integral (fun x_m' : R => lamda_c * p_0 * q_0 * x_m')). { intros x_m' G; bounds G. all: slope. all: first [ field; need | ring ]. } { intros x_m' G; bounds G. all: cont. all: need. } { intros x_m' G; bounds G. all: cont. all: need. } cbv beta. root_2 r1 3. root_2 r2 lamda_c. write (sqrt 3) as (r1 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is r2_is]; need | ring [r1_is r2_is] ] ]). write (sqrt lamda_c) as (r2 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is r2_is]; need | ring [r1_is r2_is] ] ]). first [ field [r1_is r2_is]; need | ring [r1_is r2_is] | rewrite <- ?r1_is, <- ?r2_is; first [ field; need | ring ] ].
Qed.

(* 5, by exact simplification to zero: with the frequency, whose square is the curvature *)
Theorem line_5 : 4 * sqrt 3 * Omega_1 * sqrt (Omega_1 ^ 2) ^ 3 * p_0 * q_0 = 4 * sqrt 3 * Omega_1 ^ 4 * p_0 * q_0.
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear line_4. intros. ready. root_2 r1 3. write (sqrt 3) as (r1 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is]; need | ring [r1_is] ] ]). write (sqrt (Omega_1 ^ 2)) as (Omega_1 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is]; need | ring [r1_is] ] ]). first [ field [r1_is]; need | ring [r1_is] | rewrite <- ?r1_is; first [ field; need | ring ] ].
Qed.

(* 6, by differentiation of an antiderivative: places of minima without another beside them, by the discriminant of the slope *)
Theorem line_6 : is_RInt (fun x_m : R => lamda_c * p_0 * q_0) (- 2 * sqrt 6 * sqrt lamda_c / 3) (2 * sqrt 6 * sqrt lamda_c / 3) (4 * sqrt 6 * sqrt lamda_c ^ 3 * p_0 * q_0 / 3).
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. intros. ready. apply (integral (fun x_m' : R => lamda_c * p_0 * q_0 * x_m')). { intros x_m' G; bounds G. all: slope. all: first [ field; need | ring ]. } { intros x_m' G; bounds G. all: cont. all: need. } { intros x_m' G; bounds G. all: cont. all: need. } cbv beta. root_2 r1 2. root_2 r2 3. root_2 r3 lamda_c. write (sqrt 6) as (r1 ^ 1 * r2 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is r2_is r3_is]; need | ring [r1_is r2_is r3_is] ] ]). write (sqrt lamda_c) as (r3 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is r2_is r3_is]; need | ring [r1_is r2_is r3_is] ] ]). first [ field [r1_is r2_is r3_is]; need | ring [r1_is r2_is r3_is] | rewrite <- ?r1_is, <- ?r2_is, <- ?r3_is; first [ field; need | ring ] ].
Qed.

(* 7, by exact simplification to zero: with the frequency, whose square is the curvature *)
Theorem line_7 : 8 * sqrt 6 * Omega_1 * sqrt (Omega_1 ^ 2) ^ 3 * p_0 * q_0 / 3 = 8 * sqrt 6 * Omega_1 ^ 4 * p_0 * q_0 / 3.
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. intros. ready. root_2 r1 2. root_2 r2 3. write (sqrt 6) as (r1 ^ 1 * r2 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is r2_is]; need | ring [r1_is r2_is] ] ]). write (sqrt (Omega_1 ^ 2)) as (Omega_1 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is r2_is]; need | ring [r1_is r2_is] ] ]). first [ field [r1_is r2_is]; need | ring [r1_is r2_is] | rewrite <- ?r1_is, <- ?r2_is; first [ field; need | ring ] ].
Qed.

(* 8, definition: a name for the first *)
Hypothesis line_8 : S_0 = 4 * sqrt 3 * Omega_1 ^ 4 * p_0 * q_0.

(* 8: the value exists, and is what the table says of its name *)
Theorem S_0_positive : 0 < S_0.
Proof.
use line_8. fits.
Qed.

(* 9, by exact simplification to zero: the second over the first *)
Theorem line_9 : 8 * sqrt 6 * Omega_1 ^ 4 * p_0 * q_0 / 3 = 2 * sqrt 2 * S_0 / 3.
Proof.
try use line_8. try use S_0_positive. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. try clear line_8. intros. ready. put S_0 (4 * sqrt 3 * Omega_1 ^ 4 * p_0 * q_0). root_2 r1 2. root_2 r2 3. write (sqrt 6) as (r1 ^ 1 * r2 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is r2_is]; need | ring [r1_is r2_is] ] ]). write (sqrt 2) as (r1 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is r2_is]; need | ring [r1_is r2_is] ] ]). write (sqrt 3) as (r2 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is r2_is]; need | ring [r1_is r2_is] ] ]). first [ field [r1_is r2_is]; need | ring [r1_is r2_is] | rewrite <- ?r1_is, <- ?r2_is; first [ field; need | ring ] ].
Qed.

(* the result *)
Theorem result : (4 * sqrt 3 * Omega_1 * sqrt (Omega_1 ^ 2) ^ 3 * p_0 * q_0 = 4 * sqrt 3 * Omega_1 ^ 4 * p_0 * q_0) /\ (8 * sqrt 6 * Omega_1 * sqrt (Omega_1 ^ 2) ^ 3 * p_0 * q_0 / 3 = 8 * sqrt 6 * Omega_1 ^ 4 * p_0 * q_0 / 3).
Proof.
intros. try at_hand line_1. try at_hand line_2. try at_hand line_3. try at_hand line_4. try at_hand line_5. try at_hand line_6. try at_hand line_7. try at_hand line_8. try at_hand S_0_positive. try at_hand line_9. stated. all: try solve [ joined ]. all: have line_1. all: have line_2. all: have line_3. all: have line_4. all: have line_5. all: have line_6. all: have line_7. all: have line_8. all: have S_0_positive. all: have line_9. all: conclude.
Qed.

End section_omega4_uniform.
