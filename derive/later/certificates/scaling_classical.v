(* scaling-classical: Scaling at high temperatures *)
(* Far above w the quartics move classically, and all scale: with y as T^(1/4), D_2 as T^(1/2), D_1 as T^(3/4) and frequencies as T^(1/4) the strength is S = tau^(3/4) g(eps/tau^(1/4)) for the uniform distribution, and tau^(1/4) g'(eps/tau^(1/4)) for P = const. *)
From Softpot Require Import Softpot Integrals.
Open Scope R_scope.
Section section_scaling_classical.
Variables D_1 D_2 y rho tau_T : R.

(* the symbol rho *)
Hypothesis rho_positive : 0 < rho.

(* the symbol tau_T *)
Hypothesis tau_T_positive : 0 < tau_T.

(* 1, premise: the unit of length *)
Hypothesis line_1 : rho = Rpower tau_T (1 / 4).

(* 2, by exact simplification to zero: the potential at scaled coefficients and coordinate is the temperature times the same one *)
Theorem line_2 : D_1 * rho ^ 4 * y + D_2 * rho ^ 4 * y ^ 2 + rho ^ 4 * y ^ 4 = tau_T * (D_1 * y + D_2 * y ^ 2 + y ^ 4).
Proof.
try use line_1. try clear line_1. intros. ready. put rho (Rpower tau_T (1 / 4)). root r1 tau_T 4%nat. write (Rpower tau_T (1 / 4)) as (r1 ^ 1) by (apply (power_is _ _ _ 1 4); [ need | need | lia | simpl; lra | first [ field [r1_is]; need | ring [r1_is] ] ]). first [ field [r1_is]; need | ring [r1_is] | rewrite <- ?r1_is; first [ field; need | ring ] ].
Qed.

(* 3, by exact simplification to zero: the occupations differ by rho over the temperature, the area of coefficients scales as rho**5, and the spectral density of y**2 as its square over a frequency *)
Theorem line_3 : rho ^ 7 / tau_T = Rpower tau_T (3 / 4).
Proof.
try use line_1. try clear line_1. try clear line_2. intros. ready. put rho (Rpower tau_T (1 / 4)). root r1 tau_T 4%nat. write (Rpower tau_T (1 / 4)) as (r1 ^ 1) by (apply (power_is _ _ _ 1 4); [ need | need | lia | simpl; lra | first [ field [r1_is]; need | ring [r1_is] ] ]). write (Rpower tau_T (3 / 4)) as (r1 ^ 3) by (apply (power_is _ _ _ 3 4); [ need | need | lia | simpl; lra | first [ field [r1_is]; need | ring [r1_is] ] ]). first [ field [r1_is]; need | ring [r1_is] | rewrite <- ?r1_is; first [ field; need | ring ] ].
Qed.

(* 4, by exact simplification to zero: without the factor of the sea-gull, which scales as rho**2 *)
Theorem line_4 : rho ^ 5 / tau_T = Rpower tau_T (1 / 4).
Proof.
try use line_1. try clear line_1. try clear line_2. try clear line_3. intros. ready. put rho (Rpower tau_T (1 / 4)). root r1 tau_T 4%nat. write (Rpower tau_T (1 / 4)) as (r1 ^ 1) by (apply (power_is _ _ _ 1 4); [ need | need | lia | simpl; lra | first [ field [r1_is]; need | ring [r1_is] ] ]). first [ field [r1_is]; need | ring [r1_is] | rewrite <- ?r1_is; first [ field; need | ring ] ].
Qed.

(* the result *)
Theorem result : (rho ^ 7 / tau_T = Rpower tau_T (3 / 4)) /\ (rho ^ 5 / tau_T = Rpower tau_T (1 / 4)).
Proof.
intros. try at_hand line_1. try at_hand line_2. try at_hand line_3. try at_hand line_4. stated. all: try solve [ joined ]. all: have line_1. all: have line_2. all: have line_3. all: have line_4. all: conclude.
Qed.

End section_scaling_classical.
