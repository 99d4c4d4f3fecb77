(* typical-parameters: Typical parameters, Eq. (7), (11) *)
(* With E_0 = 10 eV, a = 1 angstrom and m = 100 atomic mass units eta_L is of the order 0.01, w of the order of k_B times 10 K, w/eta_L tenths of electron volts and the Debye energy hundreds of kelvin. *)
From Softpot Require Import Softpot Integrals.
Open Scope R_scope.
Section section_typical_parameters.
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

(* 3, by exact simplification to zero: the energy unit, in terms of the constants *)
Theorem line_3 : w = Rpower 2 (1 / 3) * Rpower E_0 (1 / 3) * Rpower hbar (4 / 3) / (2 * Rpower a (4 / 3) * Rpower m (2 / 3)).
Proof.
try use line_1. try clear line_1. try clear line_2. intros. ready. put w (E_0 * eta_L ^ 2). put eta_L (Rpower 2 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower E_0 (1 / 3) * Rpower a (2 / 3) * Rpower m (1 / 3))). root r1 2 3%nat. root r2 E_0 3%nat. root r3 a 3%nat. root r4 hbar 3%nat. root r5 m 3%nat. write (Rpower 2 (2 / 3)) as (r1 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower hbar (2 / 3)) as (r4 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower E_0 (1 / 3)) as (r2 ^ 1) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower a (2 / 3)) as (r3 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower m (1 / 3)) as (r5 ^ 1) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower 2 (1 / 3)) as (r1 ^ 1) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower hbar (4 / 3)) as (r4 ^ 4) by (apply (power_is _ _ _ 4 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower a (4 / 3)) as (r3 ^ 4) by (apply (power_is _ _ _ 4 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower m (2 / 3)) as (r5 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] | rewrite <- ?r1_is, <- ?r2_is, <- ?r3_is, <- ?r4_is, <- ?r5_is; first [ field; need | ring ] ].
Qed.

(* 4, by exact simplification to zero: the estimate of the deformation potential, in terms of the constants *)
Theorem line_4 : E_0 * eta_L = Rpower 2 (2 / 3) * Rpower E_0 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower a (2 / 3) * Rpower m (1 / 3)).
Proof.
try use line_1. try clear line_1. try clear line_2. try clear line_3. intros. ready. put eta_L (Rpower 2 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower E_0 (1 / 3) * Rpower a (2 / 3) * Rpower m (1 / 3))). root r1 2 3%nat. root r2 E_0 3%nat. root r3 a 3%nat. root r4 hbar 3%nat. root r5 m 3%nat. write (Rpower 2 (2 / 3)) as (r1 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower hbar (2 / 3)) as (r4 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower E_0 (1 / 3)) as (r2 ^ 1) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower a (2 / 3)) as (r3 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower m (1 / 3)) as (r5 ^ 1) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower E_0 (2 / 3)) as (r2 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] | rewrite <- ?r1_is, <- ?r2_is, <- ?r3_is, <- ?r4_is, <- ?r5_is; first [ field; need | ring ] ].
Qed.

(* 5, by exact simplification to zero: the Debye energy, in terms of the constants *)
Theorem line_5 : hbar_omega_D = sqrt 2 * sqrt E_0 * hbar / (2 * a * sqrt m).
Proof.
try use line_1. try use line_2. try clear line_1. try clear line_2. try clear line_3. try clear line_4. intros. ready. put hbar_omega_D (E_0 * sqrt eta_L ^ 3). put eta_L (Rpower 2 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower E_0 (1 / 3) * Rpower a (2 / 3) * Rpower m (1 / 3))). root r1 2 6%nat. root r2 E_0 6%nat. root r3 a 3%nat. root r4 hbar 3%nat. root r5 m 6%nat. write (Rpower 2 (2 / 3)) as (r1 ^ 4) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower hbar (2 / 3)) as (r4 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower E_0 (1 / 3)) as (r2 ^ 2) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower a (2 / 3)) as (r3 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower m (1 / 3)) as (r5 ^ 2) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (sqrt ((r1 ^ 4) * (r4 ^ 2) / (2 * (r2 ^ 2) * (r3 ^ 2) * (r5 ^ 2)))) as (r4 ^ 1 / (r1 ^ 1 * r2 ^ 1 * r3 ^ 1 * r5 ^ 1)) by (apply sqrt_is; [ need | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (sqrt 2) as (r1 ^ 3) by (apply sqrt_is; [ need | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (sqrt E_0) as (r2 ^ 3) by (apply sqrt_is; [ need | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (sqrt m) as (r5 ^ 3) by (apply sqrt_is; [ need | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] | rewrite <- ?r1_is, <- ?r2_is, <- ?r3_is, <- ?r4_is, <- ?r5_is; first [ field; need | ring ] ].
Qed.

(* the result *)
Theorem result : (eta_L = Rpower 2 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower E_0 (1 / 3) * Rpower a (2 / 3) * Rpower m (1 / 3))) /\ (w = Rpower 2 (1 / 3) * Rpower E_0 (1 / 3) * Rpower hbar (4 / 3) / (2 * Rpower a (4 / 3) * Rpower m (2 / 3))) /\ (E_0 * eta_L = Rpower 2 (2 / 3) * Rpower E_0 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower a (2 / 3) * Rpower m (1 / 3))) /\ (hbar_omega_D = sqrt 2 * sqrt E_0 * hbar / (2 * a * sqrt m)).
Proof.
intros. try at_hand line_1. try at_hand line_2. try at_hand line_3. try at_hand line_4. try at_hand line_5. stated. all: try solve [ joined ]. all: have line_1. all: have line_2. all: have line_3. all: have line_4. all: have line_5. all: conclude.
Qed.

End section_typical_parameters.
(* copied by softpot report *)
