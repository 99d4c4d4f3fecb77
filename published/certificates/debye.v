(* debye: The Debye energy, Eq. (11) *)
(* A harmonic atomic potential, eta = 1 without anharmonic terms, has the quantum 2 E_0 eta_L^(3/2); the printed Debye energy is E_0 eta_L^(3/2), half of it. Each reading gives w in terms of it. *)
From Softpot Require Import Softpot Integrals.
Open Scope R_scope.
Section section_debye.
Variables E_0 a m hbar x eta t eta_L w alpha beta y hbar_omega_1 hbar_omega_D : R.
Variable V : R -> R.

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

(* 1, quoted from scaling: derived under scaling *)
Hypothesis line_1 : (eta_L = Rpower 2 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower E_0 (1 / 3) * Rpower a (2 / 3) * Rpower m (1 / 3))) /\ (w = E_0 * eta_L ^ 2) /\ (alpha = eta / eta_L) /\ (beta = - t / sqrt eta_L) /\ (E_0 * (eta * eta_L * y ^ 2 + sqrt eta_L ^ 3 * t * y ^ 3 + eta_L ^ 2 * y ^ 4) / w = alpha * y ^ 2 - beta * y ^ 3 + y ^ 4).

(* 2, premise: a harmonic atomic potential: eta = 1, nothing else *)
Hypothesis line_2 : forall (x : R), V x = E_0 * x ^ 2.

(* 3, by exact simplification to zero: a state of the harmonic potential without a zero, so the lowest *)
Theorem line_3 : derivable 2 (fun x : R => exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) x /\ (E_0 * x ^ 2 * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar)) - hbar ^ 2 * Derive_n (fun x : R => exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) 2 x / (2 * a ^ 2 * m) = sqrt 2 * sqrt E_0 * hbar * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar)) / (2 * a * sqrt m)).
Proof.
try clear line_1. try clear line_2. intros. ready. assert (d1 : derived 0 (fun x : R => exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) (fun x : R => exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) x) by apply derived_0. assert (d2 : derived 1 (fun x : R => exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) (fun x' : R => - sqrt 2 * sqrt E_0 * a * sqrt m * x' * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 / (2 * hbar)) / hbar) x). { apply (derived_S 0 (fun x : R => exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) (fun x : R => exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) (fun x' : R => - sqrt 2 * sqrt E_0 * a * sqrt m * x' * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 / (2 * hbar)) / hbar) _ d1). apply (around_from (fun x' : R => True)); [ around | intros x'; given ]. slope. root_2 r3 2. root_2 r4 E_0. root_2 r5 m. write (sqrt 2) as (r3 ^ 1) by (apply sqrt_is; [ need | first [ field [r3_is r4_is r5_is]; need | ring [r3_is r4_is r5_is] ] ]). write (sqrt E_0) as (r4 ^ 1) by (apply sqrt_is; [ need | first [ field [r3_is r4_is r5_is]; need | ring [r3_is r4_is r5_is] ] ]). write (sqrt m) as (r5 ^ 1) by (apply sqrt_is; [ need | first [ field [r3_is r4_is r5_is]; need | ring [r3_is r4_is r5_is] ] ]). first [ field [r3_is r4_is r5_is]; need | ring [r3_is r4_is r5_is] | rewrite <- ?r3_is, <- ?r4_is, <- ?r5_is; first [ field; need | ring ] ]. } assert (d6 : derived 2 (fun x : R => exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) (fun x' : R => - sqrt 2 * sqrt E_0 * a * sqrt m * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 / (2 * hbar)) / hbar + 2 * E_0 * a ^ 2 * m * x' ^ 2 * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 / (2 * hbar)) / hbar ^ 2) x). { apply (derived_S 1 (fun x : R => exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) (fun x' : R => - sqrt 2 * sqrt E_0 * a * sqrt m * x' * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 / (2 * hbar)) / hbar) (fun x' : R => - sqrt 2 * sqrt E_0 * a * sqrt m * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 / (2 * hbar)) / hbar + 2 * E_0 * a ^ 2 * m * x' ^ 2 * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 / (2 * hbar)) / hbar ^ 2) _ d2). apply (around_from (fun x' : R => True)); [ around | intros x'; given ]. slope. root_2 r7 2. root_2 r8 E_0. root_2 r9 m. write (sqrt 2) as (r7 ^ 1) by (apply sqrt_is; [ need | first [ field [r7_is r8_is r9_is]; need | ring [r7_is r8_is r9_is] ] ]). write (sqrt E_0) as (r8 ^ 1) by (apply sqrt_is; [ need | first [ field [r7_is r8_is r9_is]; need | ring [r7_is r8_is r9_is] ] ]). write (sqrt m) as (r9 ^ 1) by (apply sqrt_is; [ need | first [ field [r7_is r8_is r9_is]; need | ring [r7_is r8_is r9_is] ] ]). first [ field [r7_is r8_is r9_is]; need | ring [r7_is r8_is r9_is] | rewrite <- ?r7_is, <- ?r8_is, <- ?r9_is; first [ field; need | ring ] ]. } apply derived_at in d6; destruct d6 as [? d6]; cbv beta in d6; rewrite d6. split. { need. } root_2 r10 2. root_2 r11 E_0. root_2 r12 m. write (sqrt 2) as (r10 ^ 1) by (apply sqrt_is; [ need | first [ field [r10_is r11_is r12_is]; need | ring [r10_is r11_is r12_is] ] ]). write (sqrt E_0) as (r11 ^ 1) by (apply sqrt_is; [ need | first [ field [r10_is r11_is r12_is]; need | ring [r10_is r11_is r12_is] ] ]). write (sqrt m) as (r12 ^ 1) by (apply sqrt_is; [ need | first [ field [r10_is r11_is r12_is]; need | ring [r10_is r11_is r12_is] ] ]). first [ field [r10_is r11_is r12_is]; need | ring [r10_is r11_is r12_is] | rewrite <- ?r10_is, <- ?r11_is, <- ?r12_is; first [ field; need | ring ] | same_bodies; field; need ].
Qed.

(* 4, by exact simplification to zero: and one with a single zero, so the next *)
Theorem line_4 : derivable 2 (fun x : R => x * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) x /\ (E_0 * x ^ 3 * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar)) - hbar ^ 2 * Derive_n (fun x : R => x * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) 2 x / (2 * a ^ 2 * m) = 3 * sqrt 2 * sqrt E_0 * hbar * x * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar)) / (2 * a * sqrt m)).
Proof.
try clear line_1. try clear line_2. try clear line_3. intros. ready. assert (d1 : derived 0 (fun x : R => x * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) (fun x : R => x * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) x) by apply derived_0. assert (d2 : derived 1 (fun x : R => x * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) (fun x' : R => - sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 / (2 * hbar)) / hbar + exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 / (2 * hbar))) x). { apply (derived_S 0 (fun x : R => x * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) (fun x : R => x * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) (fun x' : R => - sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 / (2 * hbar)) / hbar + exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 / (2 * hbar))) _ d1). apply (around_from (fun x' : R => True)); [ around | intros x'; given ]. slope. root_2 r3 2. root_2 r4 E_0. root_2 r5 m. write (sqrt 2) as (r3 ^ 1) by (apply sqrt_is; [ need | first [ field [r3_is r4_is r5_is]; need | ring [r3_is r4_is r5_is] ] ]). write (sqrt E_0) as (r4 ^ 1) by (apply sqrt_is; [ need | first [ field [r3_is r4_is r5_is]; need | ring [r3_is r4_is r5_is] ] ]). write (sqrt m) as (r5 ^ 1) by (apply sqrt_is; [ need | first [ field [r3_is r4_is r5_is]; need | ring [r3_is r4_is r5_is] ] ]). first [ field [r3_is r4_is r5_is]; need | ring [r3_is r4_is r5_is] | rewrite <- ?r3_is, <- ?r4_is, <- ?r5_is; first [ field; need | ring ] ]. } assert (d6 : derived 2 (fun x : R => x * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) (fun x' : R => - 3 * sqrt 2 * sqrt E_0 * a * sqrt m * x' * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 / (2 * hbar)) / hbar + 2 * E_0 * a ^ 2 * m * x' ^ 3 * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 / (2 * hbar)) / hbar ^ 2) x). { apply (derived_S 1 (fun x : R => x * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x ^ 2 / (2 * hbar))) (fun x' : R => - sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 / (2 * hbar)) / hbar + exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 / (2 * hbar))) (fun x' : R => - 3 * sqrt 2 * sqrt E_0 * a * sqrt m * x' * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 / (2 * hbar)) / hbar + 2 * E_0 * a ^ 2 * m * x' ^ 3 * exp (- sqrt 2 * sqrt E_0 * a * sqrt m * x' ^ 2 / (2 * hbar)) / hbar ^ 2) _ d2). apply (around_from (fun x' : R => True)); [ around | intros x'; given ]. slope. root_2 r7 2. root_2 r8 E_0. root_2 r9 m. write (sqrt 2) as (r7 ^ 1) by (apply sqrt_is; [ need | first [ field [r7_is r8_is r9_is]; need | ring [r7_is r8_is r9_is] ] ]). write (sqrt E_0) as (r8 ^ 1) by (apply sqrt_is; [ need | first [ field [r7_is r8_is r9_is]; need | ring [r7_is r8_is r9_is] ] ]). write (sqrt m) as (r9 ^ 1) by (apply sqrt_is; [ need | first [ field [r7_is r8_is r9_is]; need | ring [r7_is r8_is r9_is] ] ]). first [ field [r7_is r8_is r9_is]; need | ring [r7_is r8_is r9_is] | rewrite <- ?r7_is, <- ?r8_is, <- ?r9_is; first [ field; need | ring ] ]. } apply derived_at in d6; destruct d6 as [? d6]; cbv beta in d6; rewrite d6. split. { need. } root_2 r10 2. root_2 r11 E_0. root_2 r12 m. write (sqrt 2) as (r10 ^ 1) by (apply sqrt_is; [ need | first [ field [r10_is r11_is r12_is]; need | ring [r10_is r11_is r12_is] ] ]). write (sqrt E_0) as (r11 ^ 1) by (apply sqrt_is; [ need | first [ field [r10_is r11_is r12_is]; need | ring [r10_is r11_is r12_is] ] ]). write (sqrt m) as (r12 ^ 1) by (apply sqrt_is; [ need | first [ field [r10_is r11_is r12_is]; need | ring [r10_is r11_is r12_is] ] ]). first [ field [r10_is r11_is r12_is]; need | ring [r10_is r11_is r12_is] | rewrite <- ?r10_is, <- ?r11_is, <- ?r12_is; first [ field; need | ring ] | same_bodies; field; need ].
Qed.

(* 5, definition: the quantum is their difference *)
Hypothesis line_5 : hbar_omega_1 = sqrt 2 * sqrt E_0 * hbar / (a * sqrt m).

(* 5: the value exists, and is what the table says of its name *)
Theorem hbar_omega_1_positive : 0 < hbar_omega_1.
Proof.
use line_5. fits.
Qed.

(* 6, by exact simplification to zero: in terms of the scale of anharmonicity *)
Theorem line_6 : hbar_omega_1 = 2 * E_0 * sqrt eta_L ^ 3.
Proof.
try use line_1. try use line_5. try use hbar_omega_1_positive. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. intros. ready. put hbar_omega_1 (sqrt 2 * sqrt E_0 * hbar / (a * sqrt m)). put eta_L (Rpower 2 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower E_0 (1 / 3) * Rpower a (2 / 3) * Rpower m (1 / 3))). root r1 2 6%nat. root r2 E_0 6%nat. root r3 a 3%nat. root r4 hbar 3%nat. root r5 m 6%nat. write (sqrt 2) as (r1 ^ 3) by (apply sqrt_is; [ need | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (sqrt E_0) as (r2 ^ 3) by (apply sqrt_is; [ need | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (sqrt m) as (r5 ^ 3) by (apply sqrt_is; [ need | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower 2 (2 / 3)) as (r1 ^ 4) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower hbar (2 / 3)) as (r4 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower E_0 (1 / 3)) as (r2 ^ 2) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower a (2 / 3)) as (r3 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower m (1 / 3)) as (r5 ^ 2) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (sqrt ((r1 ^ 4) * (r4 ^ 2) / (2 * (r2 ^ 2) * (r3 ^ 2) * (r5 ^ 2)))) as (r4 ^ 1 / (r1 ^ 1 * r2 ^ 1 * r3 ^ 1 * r5 ^ 1)) by (apply sqrt_is; [ need | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] | rewrite <- ?r1_is, <- ?r2_is, <- ?r3_is, <- ?r4_is, <- ?r5_is; first [ field; need | ring ] ].
Qed.

(* 7, definition: the Debye energy as it stands in print *)
Hypothesis line_7 : hbar_omega_D = sqrt 2 * sqrt E_0 * hbar / (2 * a * sqrt m).

(* 7: the value exists, and is what the table says of its name *)
Theorem hbar_omega_D_positive : 0 < hbar_omega_D.
Proof.
use line_7. fits.
Qed.

(* 8, by exact simplification to zero: is half of the quantum *)
Theorem line_8 : hbar_omega_D = E_0 * sqrt eta_L ^ 3.
Proof.
try use line_1. try use line_7. try use hbar_omega_D_positive. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. intros. ready. put hbar_omega_D (sqrt 2 * sqrt E_0 * hbar / (2 * a * sqrt m)). put eta_L (Rpower 2 (2 / 3) * Rpower hbar (2 / 3) / (2 * Rpower E_0 (1 / 3) * Rpower a (2 / 3) * Rpower m (1 / 3))). root r1 2 6%nat. root r2 E_0 6%nat. root r3 a 3%nat. root r4 hbar 3%nat. root r5 m 6%nat. write (sqrt 2) as (r1 ^ 3) by (apply sqrt_is; [ need | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (sqrt E_0) as (r2 ^ 3) by (apply sqrt_is; [ need | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (sqrt m) as (r5 ^ 3) by (apply sqrt_is; [ need | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower 2 (2 / 3)) as (r1 ^ 4) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower hbar (2 / 3)) as (r4 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower E_0 (1 / 3)) as (r2 ^ 2) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower a (2 / 3)) as (r3 ^ 2) by (apply (power_is _ _ _ 2 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (Rpower m (1 / 3)) as (r5 ^ 2) by (apply (power_is _ _ _ 1 3); [ need | need | lia | simpl; lra | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). write (sqrt ((r1 ^ 4) * (r4 ^ 2) / (2 * (r2 ^ 2) * (r3 ^ 2) * (r5 ^ 2)))) as (r4 ^ 1 / (r1 ^ 1 * r2 ^ 1 * r3 ^ 1 * r5 ^ 1)) by (apply sqrt_is; [ need | first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] ] ]). first [ field [r1_is r2_is r3_is r4_is r5_is]; need | ring [r1_is r2_is r3_is r4_is r5_is] | rewrite <- ?r1_is, <- ?r2_is, <- ?r3_is, <- ?r4_is, <- ?r5_is; first [ field; need | ring ] ].
Qed.

(* 9, by exact simplification to zero: the energy w in terms of the quantum *)
Theorem line_9 : w = sqrt eta_L * hbar_omega_1 / 2.
Proof.
try use line_1. try use line_6. try use hbar_omega_1_positive. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. try clear line_8. intros. ready. put w (E_0 * eta_L ^ 2). put hbar_omega_1 (2 * E_0 * sqrt eta_L ^ 3). root_2 r1 eta_L. write (sqrt eta_L) as (r1 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is]; need | ring [r1_is] ] ]). first [ field [r1_is]; need | ring [r1_is] | rewrite <- ?r1_is; first [ field; need | ring ] ].
Qed.

(* 10, by exact simplification to zero: and in terms of the expression in print *)
Theorem line_10 : w = sqrt eta_L * hbar_omega_D.
Proof.
try use line_1. try use line_8. try use hbar_omega_D_positive. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. try clear line_8. try clear line_9. intros. ready. put w (E_0 * eta_L ^ 2). put hbar_omega_D (E_0 * sqrt eta_L ^ 3). root_2 r1 eta_L. write (sqrt eta_L) as (r1 ^ 1) by (apply sqrt_is; [ need | first [ field [r1_is]; need | ring [r1_is] ] ]). first [ field [r1_is]; need | ring [r1_is] | rewrite <- ?r1_is; first [ field; need | ring ] ].
Qed.

(* the result *)
Theorem result : (hbar_omega_1 = 2 * E_0 * sqrt eta_L ^ 3) /\ (w = sqrt eta_L * hbar_omega_1 / 2) /\ (hbar_omega_D = E_0 * sqrt eta_L ^ 3) /\ (w = sqrt eta_L * hbar_omega_D).
Proof.
intros. try at_hand line_1. try at_hand line_2. try at_hand line_3. try at_hand line_4. try at_hand line_5. try at_hand hbar_omega_1_positive. try at_hand line_6. try at_hand line_7. try at_hand hbar_omega_D_positive. try at_hand line_8. try at_hand line_9. try at_hand line_10. try at_hand (line_2 x). stated. all: try solve [ joined ]. all: have line_1. all: have line_2. all: have line_3. all: have line_4. all: have line_5. all: have hbar_omega_1_positive. all: have line_6. all: have line_7. all: have hbar_omega_D_positive. all: have line_8. all: have line_9. all: have line_10. all: have (line_2 x). all: conclude.
Qed.

End section_debye.
(* copied by softpot report *)
