(* equivalent-origins: P_0 at equivalent origins, Eq. (6) *)
(* By Eq. (6) P_0 depends on the two invariants only, and may be any function of them; so it takes equal values at equivalent origins, and next to eta = 0 its derivatives are tied to each other. A constant is allowed, and so is exp(I_1/delta_eta); exp(eta/delta_eta) is not, and taken at the barrier's top alone it makes the density of potentials jump across the fold by the factor exp(9 t^2/(8 delta_eta)). *)
From Softpot Require Import Softpot Integrals.
Open Scope R_scope.
Section section_equivalent_origins.
Variables eta t h_p eta_p t_p x_0 s eta_1 t_1 I_1 I_2 delta_eta : R.
Variables N_s N_0 : nat.
Variable G_p : R -> R -> R -> R.
Variable P_smooth : R -> R -> R.

(* the symbol delta_eta *)
Hypothesis delta_eta_positive : 0 < delta_eta.

(* 1, quoted from shift: derived under shift *)
Hypothesis line_1 : (x_0 = t / 4 - t_p / 4) /\ (eta_p = eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8) /\ (h_p = - t * (eta - t ^ 2 / 4) / 2 + t_p * (eta - 3 * t ^ 2 / 8 + t_p ^ 2 / 8) / 2).

(* 2, definition: the factor of Abs(eta) in the density, Eq. (6) *)
Hypothesis line_2 : forall (eta : R) (t : R), P_smooth eta t = RInt_gen (fun t_p : R => G_p (- t * (eta - t ^ 2 / 4) / 2 + t_p * (eta - 3 * t ^ 2 / 8 + t_p ^ 2 / 8) / 2) (eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8) t_p) (Rbar_locally m_infty) (Rbar_locally p_infty) / 2.

(* 3, definition: the first invariant of the form (1) *)
Hypothesis line_3 : I_1 = eta - 3 * t ^ 2 / 8.

(* 4, definition: and the second *)
Hypothesis line_4 : I_2 = t * (eta - t ^ 2 / 4) / 2.

(* 5, by exact simplification to zero: both coefficients in the integrand depend on (eta, t) through the invariants only *)
Theorem line_5 : ex_RInt_gen (fun t_p : R => G_p (- t * (eta - t ^ 2 / 4) / 2 + t_p * (eta - 3 * t ^ 2 / 8 + t_p ^ 2 / 8) / 2) (eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8) t_p) (Rbar_locally m_infty) (Rbar_locally p_infty) -> ex_RInt_gen (fun t_p : R => G_p (- I_2 + t_p * (I_1 + t_p ^ 2 / 8) / 2) (I_1 + 3 * t_p ^ 2 / 8) t_p) (Rbar_locally m_infty) (Rbar_locally p_infty) -> RInt_gen (fun t_p : R => G_p (- t * (eta - t ^ 2 / 4) / 2 + t_p * (eta - 3 * t ^ 2 / 8 + t_p ^ 2 / 8) / 2) (eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8) t_p) (Rbar_locally m_infty) (Rbar_locally p_infty) / 2 = RInt_gen (fun t_p : R => G_p (- I_2 + t_p * (I_1 + t_p ^ 2 / 8) / 2) (I_1 + 3 * t_p ^ 2 / 8) t_p) (Rbar_locally m_infty) (Rbar_locally p_infty) / 2.
Proof.
try use line_3. try use line_4. try clear line_1. try clear line_2. try clear line_3. try clear line_4. intros. ready. put I_1 (eta - 3 * t ^ 2 / 8). put I_2 (t * (eta - t ^ 2 / 4) / 2). first [ field; need | ring | same_bodies; field; need | same_calls; first [ ring | field; need ] ].
Qed.

(* 6, by exact simplification to zero: and conversely: a G_p(h_p, eta_p, t_p) that is twice any function of the invariants of its arguments, times a function of t_p with integral 1, makes that function the P_smooth(eta, t) *)
Theorem line_6 : (eta_p - 3 * t_p ^ 2 / 8 = eta - 3 * t ^ 2 / 8) /\ (- h_p + t_p * (eta_p - t_p ^ 2 / 4) / 2 = t * (eta - t ^ 2 / 4) / 2).
Proof.
try use line_1. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. intros. ready. put h_p (- t * (eta - t ^ 2 / 4) / 2 + t_p * (eta - 3 * t ^ 2 / 8 + t_p ^ 2 / 8) / 2). put eta_p (eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8). split. { first [ field; need | ring ]. } first [ field; need | ring ].
Qed.

(* 7, quoted from origins: derived under origins *)
Hypothesis line_7 : (eta_1 = eta + 6 * s ^ 2 + 3 * s * t) /\ (t_1 = 4 * s + t) /\ (((eta <> 0) /\ ((N_s = 1%nat) \/ (eta < 0))) <-> ((eta < 0) \/ (9 * t ^ 2 / 32 < eta))) /\ ((N_0 = 0%nat) <-> (t ^ 2 < 4 * eta)).

(* 8, premise: s is a stationary point, another origin *)
Hypothesis line_8 : 2 * eta * s + 4 * s ^ 3 + 3 * s ^ 2 * t = 0.

(* 9, by elimination: seen from there the invariants, and with them P_smooth(eta, t), are the same *)
Theorem line_9 : (eta + 6 * s ^ 2 + 3 * s * t - 3 * (4 * s + t) ^ 2 / 8 = eta - 3 * t ^ 2 / 8) /\ ((4 * s + t) * (eta + 6 * s ^ 2 + 3 * s * t - (4 * s + t) ^ 2 / 4) / 2 = t * (eta - t ^ 2 / 4) / 2).
Proof.
try use line_8. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. try clear line_8. intros. ready. split. { first [ field; need | ring ]. } assert (q1 : 2 * eta * s + 4 * s ^ 3 + 3 * s ^ 2 * t = 0) by (first [ assumption | lra ]). combine (1 * (2 * eta * s + 4 * s ^ 3 + 3 * s ^ 2 * t)). rewrite q1; ring.
Qed.

(* 10, by exact simplification to zero: at Eq(eta, 0) a barrier top meets a second minimum, and the first invariant does not change in this direction *)
Theorem line_10 : ex_derive (fun eta' : R => eta' - 3 * t ^ 2 / 8) 0 /\ ex_derive (fun t : R => 0 - 3 * t ^ 2 / 8) t /\ (3 * t * Derive (fun eta' : R => eta' - 3 * t ^ 2 / 8) 0 / 4 + Derive (fun t : R => 0 - 3 * t ^ 2 / 8) t = 0).
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. try clear line_8. try clear line_9. intros. ready. assert (d1 : is_derive (fun eta' : R => eta' - 3 * t ^ 2 / 8) 0 1). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d1). assert (d2 : is_derive (fun t : R => 0 - 3 * t ^ 2 / 8) t (- 3 * t / 4)). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d2). split. { exists_slope. } split. { exists_slope. } first [ field; need | ring | same_bodies; field; need ].
Qed.

(* 11, by exact simplification to zero: nor does the second; so for any differentiable function of them the derivative by t is -3*t/4 times that by eta there *)
Theorem line_11 : ex_derive (fun eta' : R => t * (eta' - t ^ 2 / 4) / 2) 0 /\ ex_derive (fun t : R => t * (0 - t ^ 2 / 4) / 2) t /\ (3 * t * Derive (fun eta' : R => t * (eta' - t ^ 2 / 4) / 2) 0 / 4 + Derive (fun t : R => t * (0 - t ^ 2 / 4) / 2) t = 0).
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. try clear line_8. try clear line_9. try clear line_10. intros. ready. assert (d1 : is_derive (fun eta' : R => t * (eta' - t ^ 2 / 4) / 2) 0 (t / 2)). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d1). assert (d2 : is_derive (fun t : R => t * (0 - t ^ 2 / 4) / 2) t (0 / 2 - 3 * t ^ 2 / 8)). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d2). split. { exists_slope. } split. { exists_slope. } first [ field; need | ring | same_bodies; field; need ].
Qed.

(* 12, by exact simplification to zero: an exponential that is allowed: a function of the first invariant, equal to exp(eta/delta_eta) at Eq(t, 0) *)
Theorem line_12 : exp (I_1 / delta_eta) = exp ((eta - 3 * t ^ 2 / 8) / delta_eta).
Proof.
try use line_3. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. try clear line_8. try clear line_9. try clear line_10. try clear line_11. intros. ready. put I_1 (eta - 3 * t ^ 2 / 8). first [ field; need | ring ].
Qed.

(* 13, by exact simplification to zero: for exp(eta/delta_eta) the slanted derivative is not 0 where t is not: it is not allowed, even next to Eq(eta, 0) *)
Theorem line_13 : ex_derive (fun eta' : R => exp (eta' / delta_eta)) 0 /\ ex_derive (fun t : R => exp (0 / delta_eta)) t /\ (3 * t * Derive (fun eta' : R => exp (eta' / delta_eta)) 0 / 4 + Derive (fun t : R => exp (0 / delta_eta)) t = 3 * t / (4 * delta_eta)).
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. try clear line_8. try clear line_9. try clear line_10. try clear line_11. try clear line_12. intros. ready. assert (d1 : is_derive (fun eta' : R => exp (eta' / delta_eta)) 0 (exp (0 / delta_eta) / delta_eta)). { slope. replace (exp (0 / delta_eta)) with (1) by (symmetry; transitivity (exp 0); [ apply (f_equal exp); field; need | exact exp_0 ]). first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d1). assert (d2 : is_derive (fun t : R => exp (0 / delta_eta)) t 0). { slope. replace (exp (0 / delta_eta)) with (1) by (symmetry; transitivity (exp 0); [ apply (f_equal exp); field; need | exact exp_0 ]). first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d2). split. { exists_slope. } split. { exists_slope. } replace (exp (0 / delta_eta)) with (1) by (symmetry; transitivity (exp 0); [ apply (f_equal exp); field; need | exact exp_0 ]). first [ field; need | ring | same_bodies; field; need ].
Qed.

(* 14, by exact simplification to zero: on the fold, Eq(eta, 0), the other stationary point is the only minimum, and the pair seen from it is *)
Theorem line_14 : (4 * (- 3 * t / 4) ^ 3 + 3 * (- 3 * t / 4) ^ 2 * t = 0) /\ (6 * (- 3 * t / 4) ^ 2 + 3 * (- 3 * t / 4) * t = 9 * t ^ 2 / 8) /\ (4 * (- 3 * t / 4) + t = - 2 * t).
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. try clear line_8. try clear line_9. try clear line_10. try clear line_11. try clear line_12. try clear line_13. intros. ready. split. { first [ field; need | ring ]. } split. { first [ field; need | ring ]. } first [ field; need | ring ].
Qed.

(* 15, by exact simplification to zero: so with exp(eta/delta_eta) at the barrier's top, or else at the only minimum, the density of potentials is larger on the one-well side of the fold than on the other by this factor *)
Theorem line_15 : exp (0 / delta_eta) <> 0 -> exp ((9 * t ^ 2 / 8) / delta_eta) / exp (0 / delta_eta) = exp (9 * t ^ 2 / (8 * delta_eta)).
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. try clear line_8. try clear line_9. try clear line_10. try clear line_11. try clear line_12. try clear line_13. try clear line_14. intros. ready. replace (exp (0 / delta_eta)) with (1) by (symmetry; transitivity (exp 0); [ apply (f_equal exp); field; need | exact exp_0 ]). exponential (exp ((9 * t ^ 2 / 8) / delta_eta)) ((exp (t ^ 2 / (8 * delta_eta))) ^ 9). exponential (exp (9 * t ^ 2 / (8 * delta_eta))) ((exp (t ^ 2 / (8 * delta_eta))) ^ 9). first [ field; need | ring ].
Qed.

(* the result *)
Theorem result : exp (0 / delta_eta) <> 0 -> ex_RInt_gen (fun t_p : R => G_p (- I_2 + t_p * (I_1 + t_p ^ 2 / 8) / 2) (I_1 + 3 * t_p ^ 2 / 8) t_p) (Rbar_locally m_infty) (Rbar_locally p_infty) -> (P_smooth eta t = RInt_gen (fun t_p : R => G_p (- I_2 + t_p * (I_1 + t_p ^ 2 / 8) / 2) (I_1 + 3 * t_p ^ 2 / 8) t_p) (Rbar_locally m_infty) (Rbar_locally p_infty) / 2) /\ (exp (I_1 / delta_eta) = exp ((eta - 3 * t ^ 2 / 8) / delta_eta)) /\ (exp ((9 * t ^ 2 / 8) / delta_eta) / exp (0 / delta_eta) = exp (9 * t ^ 2 / (8 * delta_eta))).
Proof.
intros. try at_hand line_1. try at_hand line_2. try at_hand line_3. try at_hand line_4. try at_hand line_5. try at_hand line_6. try at_hand line_7. try at_hand line_8. try at_hand line_9. try at_hand line_10. try at_hand line_11. try at_hand line_12. try at_hand line_13. try at_hand line_14. try at_hand line_15. try at_hand (line_2 eta t). stated. all: try solve [ joined ]. all: have line_1. all: have line_2. all: have line_3. all: have line_4. all: have line_5. all: have line_6. all: have line_7. all: have line_8. all: have line_9. all: have line_10. all: have line_11. all: have line_12. all: have line_13. all: have line_14. all: have line_15. all: have (line_2 eta t). all: conclude.
Qed.

End section_equivalent_origins.
(* copied by softpot report *)
