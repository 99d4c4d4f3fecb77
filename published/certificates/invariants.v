(* invariants: The two invariants of the quartic, Eq. (4) *)
(* The shift leaves I_1 and I_2 unchanged, and they are complete: two quartics with the same I_1 and I_2 differ by a shift and a constant only. *)
From Softpot Require Import Softpot Integrals.
Open Scope R_scope.
Section section_invariants.
Variables eta t h h_p eta_p t_p x_0 I_1 I_2 y : R.

(* 1, quoted from shift: derived under shift *)
Hypothesis line_1 : (x_0 = t / 4 - t_p / 4) /\ (eta_p = eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8) /\ (h_p = - t * (eta - t ^ 2 / 4) / 2 + t_p * (eta - 3 * t ^ 2 / 8 + t_p ^ 2 / 8) / 2).

(* 2, by exact simplification to zero: the first invariant, with the values that the shift gives to the primed coefficients *)
Theorem line_2 : eta_p - 3 * t_p ^ 2 / 8 = eta - 3 * t ^ 2 / 8.
Proof.
try use line_1. try clear line_1. intros. ready. put h_p (- t * (eta - t ^ 2 / 4) / 2 + t_p * (eta - 3 * t ^ 2 / 8 + t_p ^ 2 / 8) / 2). put eta_p (eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8). first [ field; need | ring ].
Qed.

(* 3, by exact simplification to zero: the second invariant, with the values that the shift gives to the primed coefficients *)
Theorem line_3 : - h_p + t_p * (eta_p - t_p ^ 2 / 4) / 2 = t * (eta - t ^ 2 / 4) / 2.
Proof.
try use line_1. try clear line_1. try clear line_2. intros. ready. put h_p (- t * (eta - t ^ 2 / 4) / 2 + t_p * (eta - 3 * t ^ 2 / 8 + t_p ^ 2 / 8) / 2). put eta_p (eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8). first [ field; need | ring ].
Qed.

(* 4, definition: the first invariant of a quartic *)
Hypothesis line_4 : I_1 = eta_p - 3 * t_p ^ 2 / 8.

(* 5, definition: and the second *)
Hypothesis line_5 : I_2 = - h_p + t_p * (eta_p - t_p ^ 2 / 4) / 2.

(* 6, by exact simplification to zero: with the origin where the cubic term vanishes, the invariants are the only coefficients *)
Theorem line_6 : eta_p * (- t_p / 4 + y) ^ 2 + h_p * (- t_p / 4 + y) + t_p * (- t_p / 4 + y) ^ 3 + (- t_p / 4 + y) ^ 4 = eta_p * t_p ^ 2 / 16 - h_p * t_p / 4 - 3 * t_p ^ 4 / 256 + y ^ 4 + y ^ 2 * (eta_p - 3 * t_p ^ 2 / 8) - y * (- h_p + t_p * (eta_p - t_p ^ 2 / 4) / 2).
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. intros. ready. first [ field; need | ring ].
Qed.

(* 7, premise: for the next line: a second quartic, eta*x**2 + h*x + t*x**3 + x**4, has the same invariants *)
Hypothesis line_7 : (eta_p - 3 * t_p ^ 2 / 8 = eta - 3 * t ^ 2 / 8) /\ (- h_p + t_p * (eta_p - t_p ^ 2 / 4) / 2 = - h + t * (eta - t ^ 2 / 4) / 2).

(* 8, by elimination: two quartics with equal invariants, each about its own centre, have the same slope everywhere, hence differ by a constant *)
Theorem line_8 : is_derive (fun y : R => - eta * (- t / 4 + y) ^ 2 + eta_p * (- t_p / 4 + y) ^ 2 - h * (- t / 4 + y) + h_p * (- t_p / 4 + y) - t * (- t / 4 + y) ^ 3 + t_p * (- t_p / 4 + y) ^ 3 - (- t / 4 + y) ^ 4 + (- t_p / 4 + y) ^ 4) y 0.
Proof.
try use line_1. try use line_7. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. intros. ready. slope. assert (q1 : - eta + eta_p + 3 * t ^ 2 / 8 - 3 * t_p ^ 2 / 8 = 0) by (first [ assumption | lra ]). assert (q2 : h - h_p - t * (eta - t ^ 2 / 4) / 2 + t_p * (eta_p - t_p ^ 2 / 4) / 2 = 0) by (first [ assumption | lra ]). combine ((2 * y) * (- eta + eta_p + 3 * t ^ 2 / 8 - 3 * t_p ^ 2 / 8) + (-1) * (h - h_p - t * (eta - t ^ 2 / 4) / 2 + t_p * (eta_p - t_p ^ 2 / 4) / 2)). rewrite q1, q2; ring.
Qed.

(* the result *)
Theorem result : (I_1 = eta_p - 3 * t_p ^ 2 / 8) /\ (I_2 = - h_p + t_p * (eta_p - t_p ^ 2 / 4) / 2).
Proof.
intros. try at_hand line_1. try at_hand line_2. try at_hand line_3. try at_hand line_4. try at_hand line_5. try at_hand line_6. try at_hand line_7. try at_hand line_8. stated. all: try solve [ joined ]. all: have line_1. all: have line_2. all: have line_3. all: have line_4. all: have line_5. all: have line_6. all: have line_7. all: have line_8. all: conclude.
Qed.

End section_invariants.
(* copied by softpot report *)
