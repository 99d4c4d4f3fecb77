(* resonant-strength: The mean free path of a phonon *)
(* A phonon that shifts D_1 by Lambda e/w is absorbed, by the golden rule, with 1/l = (pi omega/v) Cbar S, where Cbar = P_s Lambda^2/(w rho v^2) and S is the number of transitions of its energy per unit of P_s, each with the square of its matrix element of y and the difference of its occupations. *)
From Softpot Require Import Softpot Integrals.
Open Scope R_scope.
Section section_resonant_strength.
Variables hbar w v_s Lambda P_v C_bar rho_m Omega V_g strain rate S_0 : R.

(* the symbol hbar *)
Hypothesis hbar_positive : 0 < hbar.

(* the symbol w *)
Hypothesis w_positive : 0 < w.

(* the symbol v_s *)
Hypothesis v_s_positive : 0 < v_s.

(* the symbol Lambda *)
Hypothesis Lambda_positive : 0 < Lambda.

(* the symbol P_v *)
Hypothesis P_v_positive : 0 < P_v.

(* the symbol C_bar *)
Hypothesis C_bar_positive : 0 < C_bar.

(* the symbol rho_m *)
Hypothesis rho_m_positive : 0 < rho_m.

(* the symbol Omega *)
Hypothesis Omega_positive : 0 < Omega.

(* the symbol V_g *)
Hypothesis V_g_positive : 0 < V_g.

(* the symbol strain *)
Hypothesis strain_positive : 0 < strain.

(* the symbol rate *)
Hypothesis rate_positive : 0 < rate.

(* the symbol S_0 *)
Hypothesis S_0_positive : 0 < S_0.

(* 1, premise: the mean square strain of one phonon of frequency Omega in the volume *)
Hypothesis line_1 : strain = Omega * hbar / (2 * V_g * rho_m * v_s ^ 2).

(* 2, premise: the golden rule: Lambda couples y to the strain, and P_v*S_0*V_g/w is the number of transitions in the volume, each with the square of its matrix element of y, per energy *)
Hypothesis line_2 : rate = 2 * PI * Lambda ^ 2 * P_v * S_0 * V_g * strain / (hbar * w).

(* 3, premise: a constant of the glass *)
Hypothesis line_3 : C_bar = Lambda ^ 2 * P_v / (rho_m * v_s ^ 2 * w).

(* 4, by exact simplification to zero: the rate over the velocity of sound: the volume drops out *)
Theorem line_4 : rate / v_s = PI * C_bar * Omega * S_0 / v_s.
Proof.
try use line_1. try use line_2. try use line_3. try clear line_1. try clear line_2. try clear line_3. intros. ready. put rate (2 * PI * Lambda ^ 2 * P_v * S_0 * V_g * strain / (hbar * w)). put strain (Omega * hbar / (2 * V_g * rho_m * v_s ^ 2)). put C_bar (Lambda ^ 2 * P_v / (rho_m * v_s ^ 2 * w)). first [ field; need | ring ].
Qed.

(* the result *)
Theorem result : rate / v_s = PI * C_bar * Omega * S_0 / v_s.
Proof.
intros. try at_hand line_1. try at_hand line_2. try at_hand line_3. try at_hand line_4. stated. all: try solve [ joined ]. all: have line_1. all: have line_2. all: have line_3. all: have line_4. all: conclude.
Qed.

End section_resonant_strength.
