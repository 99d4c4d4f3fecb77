(* typical-mass: The mass that belongs to w, Eq. (7), (11) *)
(* Given E_0, a and w, the mass is hbar^2 sqrt(E_0)/(2 a^2 w^(3/2)); eta_L, w/eta_L and the printed Debye energy follow from E_0 and w alone. *)
From Softpot Require Import Softpot Integrals.
Open Scope R_scope.
Section section_typical_mass.
Variables E_0 a m hbar eta t eta_L w alpha beta y hbar_omega_1 hbar_omega_D : R.

(* the symbol E_0 *)
Hypothesis E_0_positive : 0 < E_0.

(* the symbol a *)
Hypothesis a_positive : 0 < a.

(* the symbol m *)
Hypothesis m_positive : 0 < m.

(* the symbol hbar *)
Hypothesis hbar_positive : 0 < hbar.

(* the symbol eta_L *)
Hypothesis eta_L_positive : 0 < eta_L.

(* the symbol w *)
Hypothesis w_positive : 0 < w.

(* the symbol hbar_omega_1 *)
Hypothesis hbar_omega_1_positive : 0 < hbar_omega_1.

(* the symbol hbar_omega_D *)
Hypothesis hbar_omega_D_positive : 0 < hbar_omega_D.

(* 1, quoted from scaling: derived under scaling *)
Hypothesis line_1 : (eta_L = Rpower 2 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower E_0 (1 / 3) * Rpower a (2 / 3) * Rpower m (1 / 3))) /\ (w = E_0 * eta_L ^ 2) /\ (alpha = eta / eta_L) /\ (beta = - t / sqrt eta_L) /\ (E_0 * (eta * eta_L * y ^ 2 + sqrt eta_L ^ 3 * t * y ^ 3 + eta_L ^ 2 * y ^ 4) / w = alpha * y ^ 2 - beta * y ^ 3 + y ^ 4).

(* 2, quoted from debye: derived under debye *)
Hypothesis line_2 : (hbar_omega_1 = 2 * E_0 * sqrt eta_L ^ 3) /\ (w = sqrt eta_L * hbar_omega_1 / 2) /\ (hbar_omega_D = E_0 * sqrt eta_L ^ 3) /\ (w = sqrt eta_L * hbar_omega_D).

(* 3, by substitution back: from w in terms of eta_L *)
Theorem line_3 : eta_L = sqrt w / sqrt E_0.
Proof.
try use line_1. try clear line_1. try clear line_2. intros. ready. assert (q1 : - E_0 * eta_L ^ 2 + w = 0) by (first [ assumption | lra ]). assert (q2 : eta_L ^ 2 = w / E_0). { apply Rminus_diag_uniq. transitivity ((- 1 / E_0) * (- E_0 * eta_L ^ 2 + w)). { first [ field; need | ring ]. } rewrite q1; ring. } apply (power_unique _ _ 2); [ need | need | lia | ]. transitivity ((w / E_0) ^ 1). { rewrite <- q2. first [ field; need | ring ]. } root_2 r3 E_0. root_2 r4 w. write (sqrt w) as (r4 ^ 1) by (apply sqrt_is; [ need | first [ field [r3_is r4_is]; need | ring [r3_is r4_is] ] ]). write (sqrt E_0) as (r3 ^ 1) by (apply sqrt_is; [ need | first [ field [r3_is r4_is]; need | ring [r3_is r4_is] ] ]). first [ field [r3_is r4_is]; need | ring [r3_is r4_is] | rewrite <- ?r3_is, <- ?r4_is; first [ field; need | ring ] ].
Qed.

(* 4, by substitution back: from eta_L in terms of the constants *)
Theorem line_4 : m = sqrt E_0 * hbar ^ 2 / (2 * a ^ 2 * sqrt w ^ 3).
Proof.
try use line_1. try use line_3. try clear line_1. try clear line_2. try clear line_3. intros. ready. put eta_L (sqrt w / sqrt E_0). assert (q1 : (sqrt w / sqrt E_0) - Rpower 2 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower E_0 (1 / 3) * Rpower a (2 / 3) * Rpower m (1 / 3)) = 0) by (first [ assumption | lra ]). assert (q2 : Rpower m (1 / 3) = Rpower 2 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower E_0 (1 / 3) * Rpower a (2 / 3) * (sqrt w / sqrt E_0))). { apply Rminus_diag_uniq. transitivity ((Rpower m (1 / 3) / (sqrt w / sqrt E_0)) * ((sqrt w / sqrt E_0) - Rpower 2 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower E_0 (1 / 3) * Rpower a (2 / 3) * Rpower m (1 / 3)))). { root r3 2 3%nat. root r4 E_0 6%nat. root r5 a 3%nat. root r6 hbar 3%nat. root r7 m 3%nat. root_2 r8 w. write (Rpower m (1 / 3)) as (r7 ^ 1) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r3_is r4_is r5_is r6_is r7_is r8_is]; need | ring [r3_is r4_is r5_is r6_is r7_is r8_is] ] ]). write (Rpower 2 (2 / 3)) as (r3 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r3_is r4_is r5_is r6_is r7_is r8_is]; need | ring [r3_is r4_is r5_is r6_is r7_is r8_is] ] ]). write (Rpower hbar (2 / 3)) as (r6 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r3_is r4_is r5_is r6_is r7_is r8_is]; need | ring [r3_is r4_is r5_is r6_is r7_is r8_is] ] ]). write (Rpower E_0 (1 / 3)) as (r4 ^ 2) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r3_is r4_is r5_is r6_is r7_is r8_is]; need | ring [r3_is r4_is r5_is r6_is r7_is r8_is] ] ]). write (Rpower a (2 / 3)) as (r5 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r3_is r4_is r5_is r6_is r7_is r8_is]; need | ring [r3_is r4_is r5_is r6_is r7_is r8_is] ] ]). write (sqrt w) as (r8 ^ 1) by (apply sqrt_is; [ need | first [ field [r3_is r4_is r5_is r6_is r7_is r8_is]; need | ring [r3_is r4_is r5_is r6_is r7_is r8_is] ] ]). write (sqrt E_0) as (r4 ^ 3) by (apply sqrt_is; [ need | first [ field [r3_is r4_is r5_is r6_is r7_is r8_is]; need | ring [r3_is r4_is r5_is r6_is r7_is r8_is] ] ]). first [ field [r3_is r4_is r5_is r6_is r7_is r8_is]; need | ring [r3_is r4_is r5_is r6_is r7_is r8_is] | rewrite <- ?r3_is, <- ?r4_is, <- ?r5_is, <- ?r6_is, <- ?r7_is, <- ?r8_is; first [ field; need | ring ] ]. } rewrite q1; ring. } apply (power_unique _ _ 1); [ need | need | lia | ]. transitivity ((Rpower 2 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower E_0 (1 / 3) * Rpower a (2 / 3) * (sqrt w / sqrt E_0))) ^ 3). { rewrite <- q2. root r9 m 3%nat. write (Rpower m (1 / 3)) as (r9 ^ 1) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r9_is]; need | ring [r9_is] ] ]). first [ field [r9_is]; need | ring [r9_is] | rewrite <- ?r9_is; first [ field; need | ring ] ]. } root r10 2 3%nat. root r11 E_0 6%nat. root r12 a 3%nat. root r13 hbar 3%nat. root_2 r14 w. write (Rpower 2 (2 / 3)) as (r10 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r10_is r11_is r12_is r13_is r14_is]; need | ring [r10_is r11_is r12_is r13_is r14_is] ] ]). write (Rpower hbar (2 / 3)) as (r13 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r10_is r11_is r12_is r13_is r14_is]; need | ring [r10_is r11_is r12_is r13_is r14_is] ] ]). write (Rpower E_0 (1 / 3)) as (r11 ^ 2) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r10_is r11_is r12_is r13_is r14_is]; need | ring [r10_is r11_is r12_is r13_is r14_is] ] ]). write (Rpower a (2 / 3)) as (r12 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r10_is r11_is r12_is r13_is r14_is]; need | ring [r10_is r11_is r12_is r13_is r14_is] ] ]). write (sqrt w) as (r14 ^ 1) by (apply sqrt_is; [ need | first [ field [r10_is r11_is r12_is r13_is r14_is]; need | ring [r10_is r11_is r12_is r13_is r14_is] ] ]). write (sqrt E_0) as (r11 ^ 3) by (apply sqrt_is; [ need | first [ field [r10_is r11_is r12_is r13_is r14_is]; need | ring [r10_is r11_is r12_is r13_is r14_is] ] ]). first [ field [r10_is r11_is r12_is r13_is r14_is]; need | ring [r10_is r11_is r12_is r13_is r14_is] | rewrite <- ?r10_is, <- ?r11_is, <- ?r12_is, <- ?r13_is, <- ?r14_is; first [ field; need | ring ] ].
Qed.

(* 5, by exact simplification to zero: the estimate of the deformation potential *)
Theorem line_5 : w / eta_L = sqrt E_0 * sqrt w.
Proof.
try use line_3. try clear line_1. try clear line_2. try clear line_3. try clear line_4. intros. ready. put eta_L (sqrt w / sqrt E_0). root_2 r1 E_0. root_2 r2 w. write (sqrt w) as (r2 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is r2_is]; need | ring [r1_is r2_is] ] ]). write (sqrt E_0) as (r1 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is r2_is]; need | ring [r1_is r2_is] ] ]). first [ field [r1_is r2_is]; need | ring [r1_is r2_is] | rewrite <- ?r1_is, <- ?r2_is; first [ field; need | ring ] ].
Qed.

(* 6, by exact simplification to zero: the Debye energy as printed *)
Theorem line_6 : hbar_omega_D = Rpower E_0 (1 / 4) * Rpower w (3 / 4).
Proof.
try use line_2. try use line_3. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. intros. ready. put hbar_omega_D (E_0 * sqrt eta_L ^ 3). put eta_L (sqrt w / sqrt E_0). root r1 E_0 4%nat. root r2 w 4%nat. write (sqrt w) as (r2 ^ 2) by (apply sqrt_is; [ need | first [ field [r1_is r2_is]; need | ring [r1_is r2_is] ] ]). write (sqrt E_0) as (r1 ^ 2) by (apply sqrt_is; [ need | first [ field [r1_is r2_is]; need | ring [r1_is r2_is] ] ]). write (sqrt ((r2 ^ 2) / (r1 ^ 2))) as (r2 ^ 1 / (r1 ^ 1)) by (apply sqrt_is; [ need | first [ field [r1_is r2_is]; need | ring [r1_is r2_is] ] ]). write (Rpower E_0 (1 / 4)) as (r1 ^ 1) by (apply (power_is _ _ _ 1 4); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is]; need | ring [r1_is r2_is] ] ]). write (Rpower w (3 / 4)) as (r2 ^ 3) by (apply (power_is _ _ _ 3 4); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is]; need | ring [r1_is r2_is] ] ]). first [ field [r1_is r2_is]; need | ring [r1_is r2_is] | rewrite <- ?r1_is, <- ?r2_is; first [ field; need | ring ] ].
Qed.

(* the result *)
Theorem result : (m = sqrt E_0 * hbar ^ 2 / (2 * a ^ 2 * sqrt w ^ 3)) /\ (eta_L = sqrt w / sqrt E_0) /\ (w / eta_L = sqrt E_0 * sqrt w) /\ (hbar_omega_D = Rpower E_0 (1 / 4) * Rpower w (3 / 4)).
Proof.
intros. try at_hand line_1. try at_hand line_2. try at_hand line_3. try at_hand line_4. try at_hand line_5. try at_hand line_6. stated. all: try solve [ joined ]. all: have line_1. all: have line_2. all: have line_3. all: have line_4. all: have line_5. all: have line_6. all: conclude.
Qed.

End section_typical_mass.
(* copied by softpot report *)
