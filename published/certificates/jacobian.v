(* jacobian: The Jacobian, Eq. (5) *)
(* The volume element of the map from (eta, t, t') to the coefficients (h', eta', t') of the general expansion is |eta|/2, and that of the inverse map 2/|eta|. *)
From Softpot Require Import Softpot Integrals.
Open Scope R_scope.
Section section_jacobian.
Variables eta t h_p eta_p t_p x_0 J : R.

(* 1, quoted from shift: derived under shift *)
Hypothesis line_1 : (x_0 = t / 4 - t_p / 4) /\ (eta_p = eta - 3 * t ^ 2 / 8 + 3 * t_p ^ 2 / 8) /\ (h_p = - t * (eta - t ^ 2 / 4) / 2 + t_p * (eta - 3 * t ^ 2 / 8 + t_p ^ 2 / 8) / 2).

(* 2, by exact simplification to zero: expand along the last row: every t and t' cancels *)
Theorem line_2 : det3 (- t / 2 + t_p / 2) (- eta / 2 + 3 * t ^ 2 / 8 - 3 * t * t_p / 8) (eta / 2 - 3 * t ^ 2 / 16 + 3 * t_p ^ 2 / 16) 1 (- 3 * t / 4) (3 * t_p / 4) 0 0 1 = eta / 2.
Proof.
try clear line_1. intros. ready. unfold det2, det3. first [ field; need | ring ].
Qed.

(* 3, definition: the volume element *)
Hypothesis line_3 : J = Rabs (det3 (- t / 2 + t_p / 2) (- eta / 2 + 3 * t ^ 2 / 8 - 3 * t * t_p / 8) (eta / 2 - 3 * t ^ 2 / 16 + 3 * t_p ^ 2 / 16) 1 (- 3 * t / 4) (3 * t_p / 4) 0 0 1).

(* 3: the value exists, and is what the table says of its name *)
Theorem J_nonnegative : 0 <= J.
Proof.
use line_3. fits.
Qed.

(* 4, by exact simplification to zero: a volume is positive *)
Theorem line_4 : J = Rabs eta / 2.
Proof.
try use line_3. try use J_nonnegative. try clear line_1. try clear line_2. try clear line_3. intros. ready. put J (Rabs (det3 (- t / 2 + t_p / 2) (- eta / 2 + 3 * t ^ 2 / 8 - 3 * t * t_p / 8) (eta / 2 - 3 * t ^ 2 / 16 + 3 * t_p ^ 2 / 16) 1 (- 3 * t / 4) (3 * t_p / 4) 0 0 1)). unfold det2, det3. absolute (Rabs (det3 (- t / 2 + t_p / 2) (- eta / 2 + 3 * t ^ 2 / 8 - 3 * t * t_p / 8) (eta / 2 - 3 * t ^ 2 / 16 + 3 * t_p ^ 2 / 16) 1 (- 3 * t / 4) (3 * t_p / 4) 0 0 1)) (Rabs eta / 2). first [ field; need | ring ].
Qed.

(* 5, by exact simplification to zero: the inverse map has the reciprocal volume element, where eta is not 0 *)
Theorem line_5 : J <> 0 -> eta <> 0 -> Rabs eta <> 0 /\ (/ J = 2 / Rabs eta).
Proof.
try use line_3. try use J_nonnegative. try clear line_1. try clear line_2. try clear line_3. try clear line_4. intros. ready. put J (Rabs (det3 (- t / 2 + t_p / 2) (- eta / 2 + 3 * t ^ 2 / 8 - 3 * t * t_p / 8) (eta / 2 - 3 * t ^ 2 / 16 + 3 * t_p ^ 2 / 16) 1 (- 3 * t / 4) (3 * t_p / 4) 0 0 1)). split. { need. } unfold det2, det3. absolute (Rabs (det3 (- t / 2 + t_p / 2) (- eta / 2 + 3 * t ^ 2 / 8 - 3 * t * t_p / 8) (eta / 2 - 3 * t ^ 2 / 16 + 3 * t_p ^ 2 / 16) 1 (- 3 * t / 4) (3 * t_p / 4) 0 0 1)) (Rabs eta / 2). first [ field; need | ring ].
Qed.

(* the result *)
Theorem result : J <> 0 -> eta <> 0 -> Rabs eta <> 0 /\ ((J = Rabs eta / 2) /\ (/ J = 2 / Rabs eta)).
Proof.
intros. try at_hand line_1. try at_hand line_2. try at_hand line_3. try at_hand J_nonnegative. try at_hand line_4. try at_hand line_5. stated. all: try solve [ joined ]. all: have line_1. all: have line_2. all: have line_3. all: have J_nonnegative. all: have line_4. all: have line_5. all: conclude.
Qed.

End section_jacobian.
(* copied by softpot report *)
