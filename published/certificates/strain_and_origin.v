(* strain-and-origin: What a change of the linear coefficient does to eta and t, Eq. (4), (11) *)
(* If the coefficients of the general expansion change a little, eta and t seen from the moved stationary point change as eta' and t' do, and by -3t/(2 eta) and -2/eta for each unit of h'. *)
From Softpot Require Import Softpot Integrals.
Open Scope R_scope.
Section section_strain_and_origin.
Variables eta t h_p eta_p t_p x_0 deta_dh dt_dh : R.

(* 1, quoted from shift: derived under shift *)
Hypothesis line_1 : (x_0 = t / 4 - t_p / 4) /\ (eta_p = eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8) /\ (h_p = - t * (eta - t ^ 2 / 4) / 2 + t_p * (eta - 3 * t ^ 2 / 8 + t_p ^ 2 / 8) / 2).

(* 2, premise: h' changes by one unit and t' stays; the changes of eta and t are the unknowns *)
Hypothesis line_2 : ex_derive (fun eta : R => - t * (eta - t ^ 2 / 4) / 2 + t * (eta - 3 * t ^ 2 / 8 + t ^ 2 / 8) / 2) eta /\ ex_derive (fun t' : R => - t' * (eta - t' ^ 2 / 4) / 2 + t * (eta - 3 * t' ^ 2 / 8 + t ^ 2 / 8) / 2) t /\ (deta_dh * Derive (fun eta : R => - t * (eta - t ^ 2 / 4) / 2 + t * (eta - 3 * t ^ 2 / 8 + t ^ 2 / 8) / 2) eta + dt_dh * Derive (fun t' : R => - t' * (eta - t' ^ 2 / 4) / 2 + t * (eta - 3 * t' ^ 2 / 8 + t ^ 2 / 8) / 2) t = 1).

(* 3, premise: and eta' stays *)
Hypothesis line_3 : ex_derive (fun eta : R => eta - 3 * t ^ 2 / 8 + 3 * t ^ 2 / 8) eta /\ ex_derive (fun t' : R => eta - 3 * t' ^ 2 / 8 + 3 * t ^ 2 / 8) t /\ (deta_dh * Derive (fun eta : R => eta - 3 * t ^ 2 / 8 + 3 * t ^ 2 / 8) eta + dt_dh * Derive (fun t' : R => eta - 3 * t' ^ 2 / 8 + 3 * t ^ 2 / 8) t = 0).

(* 4, by substitution back: two linear equations, of which this is the solution *)
Theorem line_4 : eta <> 0 -> (deta_dh = - 3 * t / (2 * eta)) /\ (dt_dh = - 2 / eta).
Proof.
try use line_2. try use line_3. try clear line_1. try clear line_2. try clear line_3. intros. ready. split. { assert (q1 : - dt_dh * eta / 2 - 1 = 0). { transitivity (deta_dh * Derive (fun eta : R => - t * (eta - t ^ 2 / 4) / 2 + t * (eta - 3 * t ^ 2 / 8 + t ^ 2 / 8) / 2) eta + dt_dh * Derive (fun t' : R => - t' * (eta - t' ^ 2 / 4) / 2 + t * (eta - 3 * t' ^ 2 / 8 + t ^ 2 / 8) / 2) t - 1). { assert (d2 : is_derive (fun eta : R => - t * (eta - t ^ 2 / 4) / 2 + t * (eta - 3 * t ^ 2 / 8 + t ^ 2 / 8) / 2) eta (- t / 2 + t / 2)). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d2). assert (d3 : is_derive (fun t' : R => - t' * (eta - t' ^ 2 / 4) / 2 + t * (eta - 3 * t' ^ 2 / 8 + t ^ 2 / 8) / 2) t (- eta / 2 + 3 * t ^ 2 / 8 - 3 * t * t / 8)). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d3). unfold det2, det3. first [ field; need | ring | same_bodies; field; need ]. } first [ assumption | lra ]. } assert (q4 : deta_dh - 3 * dt_dh * t / 4 = 0). { transitivity (deta_dh * Derive (fun eta : R => eta - 3 * t ^ 2 / 8 + 3 * t ^ 2 / 8) eta + dt_dh * Derive (fun t' : R => eta - 3 * t' ^ 2 / 8 + 3 * t ^ 2 / 8) t). { assert (d5 : is_derive (fun eta : R => eta - 3 * t ^ 2 / 8 + 3 * t ^ 2 / 8) eta 1). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d5). assert (d6 : is_derive (fun t' : R => eta - 3 * t' ^ 2 / 8 + 3 * t ^ 2 / 8) t (- 3 * t / 4)). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d6). unfold det2, det3. first [ field; need | ring | same_bodies; field; need ]. } first [ assumption | lra ]. } combine ((- 3 * t / (2 * eta)) * (- dt_dh * eta / 2 - 1) + 1 * (deta_dh - 3 * dt_dh * t / 4)). rewrite ?q1, ?q4; ring. } assert (q7 : - dt_dh * eta / 2 - 1 = 0). { transitivity (deta_dh * Derive (fun eta : R => - t * (eta - t ^ 2 / 4) / 2 + t * (eta - 3 * t ^ 2 / 8 + t ^ 2 / 8) / 2) eta + dt_dh * Derive (fun t' : R => - t' * (eta - t' ^ 2 / 4) / 2 + t * (eta - 3 * t' ^ 2 / 8 + t ^ 2 / 8) / 2) t - 1). { assert (d8 : is_derive (fun eta : R => - t * (eta - t ^ 2 / 4) / 2 + t * (eta - 3 * t ^ 2 / 8 + t ^ 2 / 8) / 2) eta (- t / 2 + t / 2)). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d8). assert (d9 : is_derive (fun t' : R => - t' * (eta - t' ^ 2 / 4) / 2 + t * (eta - 3 * t' ^ 2 / 8 + t ^ 2 / 8) / 2) t (- eta / 2 + 3 * t ^ 2 / 8 - 3 * t * t / 8)). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d9). unfold det2, det3. first [ field; need | ring | same_bodies; field; need ]. } first [ assumption | lra ]. } assert (q10 : deta_dh - 3 * dt_dh * t / 4 = 0). { transitivity (deta_dh * Derive (fun eta : R => eta - 3 * t ^ 2 / 8 + 3 * t ^ 2 / 8) eta + dt_dh * Derive (fun t' : R => eta - 3 * t' ^ 2 / 8 + 3 * t ^ 2 / 8) t). { assert (d11 : is_derive (fun eta : R => eta - 3 * t ^ 2 / 8 + 3 * t ^ 2 / 8) eta 1). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d11). assert (d12 : is_derive (fun t' : R => eta - 3 * t' ^ 2 / 8 + 3 * t ^ 2 / 8) t (- 3 * t / 4)). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d12). unfold det2, det3. first [ field; need | ring | same_bodies; field; need ]. } first [ assumption | lra ]. } combine ((- 2 / eta) * (- dt_dh * eta / 2 - 1)). rewrite ?q7, ?q10; ring.
Qed.

(* 5, by exact simplification to zero: a change of eta alone leaves h' as it is *)
Theorem line_5 : ex_derive (fun eta : R => - t * (eta - t ^ 2 / 4) / 2 + t * (eta - 3 * t ^ 2 / 8 + t ^ 2 / 8) / 2) eta /\ (Derive (fun eta : R => - t * (eta - t ^ 2 / 4) / 2 + t * (eta - 3 * t ^ 2 / 8 + t ^ 2 / 8) / 2) eta = 0).
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear line_4. intros. ready. assert (d1 : is_derive (fun eta : R => - t * (eta - t ^ 2 / 4) / 2 + t * (eta - 3 * t ^ 2 / 8 + t ^ 2 / 8) / 2) eta (- t / 2 + t / 2)). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d1). split. { exists_slope. } first [ field; need | ring | same_bodies; field; need ].
Qed.

(* 6, by exact simplification to zero: and is the change of eta' *)
Theorem line_6 : ex_derive (fun eta : R => eta - 3 * t ^ 2 / 8 + 3 * t ^ 2 / 8) eta /\ (Derive (fun eta : R => eta - 3 * t ^ 2 / 8 + 3 * t ^ 2 / 8) eta = 1).
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. intros. ready. assert (d1 : is_derive (fun eta : R => eta - 3 * t ^ 2 / 8 + 3 * t ^ 2 / 8) eta 1). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d1). split. { exists_slope. } first [ field; need | ring | same_bodies; field; need ].
Qed.

(* 7, by exact simplification to zero: a change of t and t' by the same amount leaves h' as it is *)
Theorem line_7 : ex_derive (fun t' : R => - t' * (eta - t' ^ 2 / 4) / 2 + t * (eta - 3 * t' ^ 2 / 8 + t ^ 2 / 8) / 2) t /\ ex_derive (fun t' : R => - t * (eta - t ^ 2 / 4) / 2 + t' * (eta - 3 * t ^ 2 / 8 + t' ^ 2 / 8) / 2) t /\ (Derive (fun t' : R => - t' * (eta - t' ^ 2 / 4) / 2 + t * (eta - 3 * t' ^ 2 / 8 + t ^ 2 / 8) / 2) t + Derive (fun t' : R => - t * (eta - t ^ 2 / 4) / 2 + t' * (eta - 3 * t ^ 2 / 8 + t' ^ 2 / 8) / 2) t = 0).
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. intros. ready. assert (d1 : is_derive (fun t' : R => - t' * (eta - t' ^ 2 / 4) / 2 + t * (eta - 3 * t' ^ 2 / 8 + t ^ 2 / 8) / 2) t (- eta / 2 + 3 * t ^ 2 / 8 - 3 * t * t / 8)). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d1). assert (d2 : is_derive (fun t' : R => - t * (eta - t ^ 2 / 4) / 2 + t' * (eta - 3 * t ^ 2 / 8 + t' ^ 2 / 8) / 2) t (eta / 2 - 3 * t ^ 2 / 16 + 3 * t ^ 2 / 16)). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d2). split. { exists_slope. } split. { exists_slope. } first [ field; need | ring | same_bodies; field; need ].
Qed.

(* 8, by exact simplification to zero: and eta' too: t follows t', and eta follows eta' *)
Theorem line_8 : ex_derive (fun t' : R => eta - 3 * t' ^ 2 / 8 + 3 * t ^ 2 / 8) t /\ ex_derive (fun t' : R => eta - 3 * t ^ 2 / 8 + 3 * t' ^ 2 / 8) t /\ (Derive (fun t' : R => eta - 3 * t' ^ 2 / 8 + 3 * t ^ 2 / 8) t + Derive (fun t' : R => eta - 3 * t ^ 2 / 8 + 3 * t' ^ 2 / 8) t = 0).
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. intros. ready. assert (d1 : is_derive (fun t' : R => eta - 3 * t' ^ 2 / 8 + 3 * t ^ 2 / 8) t (- 3 * t / 4)). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d1). assert (d2 : is_derive (fun t' : R => eta - 3 * t ^ 2 / 8 + 3 * t' ^ 2 / 8) t (3 * t / 4)). { slope. first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d2). split. { exists_slope. } split. { exists_slope. } first [ field; need | ring | same_bodies; field; need ].
Qed.

(* the result *)
Theorem result : eta <> 0 -> (deta_dh = - 3 * t / (2 * eta)) /\ (dt_dh = - 2 / eta).
Proof.
intros. try at_hand line_1. try at_hand line_2. try at_hand line_3. try at_hand line_4. try at_hand line_5. try at_hand line_6. try at_hand line_7. try at_hand line_8. stated. all: try solve [ joined ]. all: have line_1. all: have line_2. all: have line_3. all: have line_4. all: have line_5. all: have line_6. all: have line_7. all: have line_8. all: conclude.
Qed.

End section_strain_and_origin.
(* copied by softpot report *)
