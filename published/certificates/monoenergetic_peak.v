(* monoenergetic-peak: Maximum of c/T^3 of vibrations of one energy *)
(* If all vibrations have the one energy E_d, then c/T^3 has exactly one extremum, a maximum, at the temperature where xi coth(xi/2) = 5 with xi = E_d/k_B T = 4.9281...; the paper says that c/T^3 falls above about E_d/5. *)
From Softpot Require Import Softpot Integrals Numbers.
Open Scope R_scope.
Section section_monoenergetic_peak.
Variables T k_B xi N_osc E_d xi_low xi_high xi_m : R.
Variable c_d : R -> R.

(* the symbol T *)
Hypothesis T_positive : 0 < T.

(* the symbol k_B *)
Hypothesis k_B_positive : 0 < k_B.

(* the symbol xi *)
Hypothesis xi_positive : 0 < xi.

(* the symbol N_osc *)
Hypothesis N_osc_positive : 0 < N_osc.

(* the symbol E_d *)
Hypothesis E_d_positive : 0 < E_d.

(* the symbol xi_m *)
Hypothesis xi_m_positive : 0 < xi_m.

(* 1, definition: the specific heat of N_osc vibrations of energy E_d *)
Hypothesis line_1 : forall (T : R), 0 < T -> c_d T = E_d ^ 2 * N_osc / (4 * T ^ 2 * k_B * sinh (E_d / (2 * T * k_B)) ^ 2).

(* 1: the value exists, and is what the table says of its name *)
Theorem line_1_exists : forall (T : R), 0 < T -> sinh (E_d / (2 * T * k_B)) <> 0.
Proof.
use line_1. fits.
Qed.

(* 2, by exact simplification to zero: which is Einstein's form *)
Theorem line_2 : exp (E_d / (T * k_B)) - 1 <> 0 -> sinh (E_d / (2 * T * k_B)) <> 0 /\ (E_d ^ 2 * N_osc / (4 * T ^ 2 * k_B * sinh (E_d / (2 * T * k_B)) ^ 2) = E_d ^ 2 * N_osc * exp (E_d / (T * k_B)) / (T ^ 2 * k_B * (exp (E_d / (T * k_B)) - 1) ^ 2)).
Proof.
try clear line_1. intros. ready. split. { need. } unfold tanh, sinh, cosh. try assert (e1 : 1 < (exp (E_d / (2 * T * k_B)))) by (apply exp_above_1; need). exponential (exp (E_d / (2 * T * k_B))) ((exp (E_d / (2 * T * k_B))) ^ 1). exponential (exp (- (E_d / (2 * T * k_B)))) (1 / ((exp (E_d / (2 * T * k_B))) ^ 1)). exponential (exp (E_d / (T * k_B))) ((exp (E_d / (2 * T * k_B))) ^ 2). first [ field; need | ring ].
Qed.

(* 3, by exact simplification to zero: the logarithmic derivative of c_d(T)/T**3 *)
Theorem line_3 : 0 < c_d T / T ^ 3 -> ex_derive (fun T : R => ln (c_d T / T ^ 3)) T -> locally T (fun T : R => T <> 0) /\ locally T (fun T : R => 0 < c_d T / T ^ 3) /\ sinh (E_d / (2 * T * k_B)) <> 0 /\ (T * Derive (fun T : R => ln (c_d T / T ^ 3)) T = E_d * cosh (E_d / (2 * T * k_B)) / (T * k_B * sinh (E_d / (2 * T * k_B))) - 5).
Proof.
try use line_1. try use (line_1 T T_positive). try clear line_1. try clear line_2. intros. ready. change_to (c_d T) (E_d ^ 2 * N_osc / (4 * T ^ 2 * k_B * sinh (E_d / (2 * T * k_B)) ^ 2)). try extended (Derive (fun T : R => ln (c_d T / T ^ 3)) T) (Derive (fun T : R => ln (E_d ^ 2 * N_osc / (4 * T ^ 5 * k_B * sinh (E_d / (2 * T * k_B)) ^ 2))) T). assert (d1 : is_derive (fun T : R => ln (E_d ^ 2 * N_osc / (4 * T ^ 5 * k_B * sinh (E_d / (2 * T * k_B)) ^ 2))) T (4 * T ^ 5 * k_B * (E_d ^ 3 * N_osc * cosh (E_d / (2 * T * k_B)) / (4 * T ^ 7 * k_B ^ 2 * sinh (E_d / (2 * T * k_B)) ^ 3) - 5 * E_d ^ 2 * N_osc / (4 * T ^ 6 * k_B * sinh (E_d / (2 * T * k_B)) ^ 2)) * sinh (E_d / (2 * T * k_B)) ^ 2 / (E_d ^ 2 * N_osc))). { slope. unfold tanh, sinh, cosh. try assert (e2 : 1 < (exp (E_d / (2 * T * k_B)))) by (apply exp_above_1; need). exponential (exp (E_d / (2 * T * k_B))) ((exp (E_d / (2 * T * k_B))) ^ 1). exponential (exp (- (E_d / (2 * T * k_B)))) (1 / ((exp (E_d / (2 * T * k_B))) ^ 1)). exponential (exp (E_d / (2 * T * k_B))) ((exp (E_d / (2 * T * k_B))) ^ 1). exponential (exp (- (E_d / (2 * T * k_B)))) (1 / ((exp (E_d / (2 * T * k_B))) ^ 1)). first [ field; need | ring ]. } rewrite (is_derive_unique _ _ _ d1). split. { around_or_nearby. } split. { around_or_nearby. } split. { need. } unfold tanh, sinh, cosh. try assert (e3 : 1 < (exp (E_d / (2 * T * k_B)))) by (apply exp_above_1; need). exponential (exp (E_d / (2 * T * k_B))) ((exp (E_d / (2 * T * k_B))) ^ 1). exponential (exp (- (E_d / (2 * T * k_B)))) (1 / ((exp (E_d / (2 * T * k_B))) ^ 1)). exponential (exp (E_d / (2 * T * k_B))) ((exp (E_d / (2 * T * k_B))) ^ 1). exponential (exp (- (E_d / (2 * T * k_B)))) (1 / ((exp (E_d / (2 * T * k_B))) ^ 1)). first [ field; need | ring | same_bodies; field; need ].
Qed.

(* 4, by exact simplification to zero: how it depends on xi, the energy over T*k_B *)
Theorem line_4 : locally xi (fun xi : R => sinh (xi / 2) <> 0) /\ sinh (xi / 2) <> 0 /\ (is_derive (fun xi : R => xi * cosh (xi / 2) / sinh (xi / 2) - 5) xi ((- xi + sinh xi) / (2 * sinh (xi / 2) ^ 2))).
Proof.
try clear line_1. try clear line_2. try clear line_3. intros. ready. split. { around_or_nearby. } split. { need. } slope. unfold tanh, sinh, cosh. try assert (e1 : 1 < (exp (xi / 2))) by (apply exp_above_1; need). exponential (exp (xi / 2)) ((exp (xi / 2)) ^ 1). exponential (exp (- (xi / 2))) (1 / ((exp (xi / 2)) ^ 1)). exponential (exp (xi / 2)) ((exp (xi / 2)) ^ 1). exponential (exp (- (xi / 2))) (1 / ((exp (xi / 2)) ^ 1)). exponential (exp xi) ((exp (xi / 2)) ^ 2). exponential (exp (- xi)) (1 / ((exp (xi / 2)) ^ 2)). first [ field; need | ring ].
Qed.

(* 5, by signs of derivatives: so it rises with xi, falls with the temperature, and is zero once at most *)
Theorem line_5 : xi < sinh xi.
Proof.
try clear line_1. try clear line_2. try clear line_3. try clear line_4. intros. ready. enough (0 < - xi + sinh xi) by lra. refine (above_0 (fun xi' : R => - xi' + sinh xi') (fun xi' : R => cosh xi' - 1) _ _ _ xi _); [ at_0 | | | need ]. { intros xi' ?. slope. unfold tanh, sinh, cosh. try assert (e1 : 1 < (exp xi')) by (apply exp_above_1; need). exponential (exp xi') ((exp xi') ^ 1). exponential (exp (- xi')) (1 / ((exp xi') ^ 1)). exponential (exp xi') ((exp xi') ^ 1). exponential (exp (- xi')) (1 / ((exp xi') ^ 1)). first [ field; need | ring ]. } intros xi' ?. refine (above_0 (fun xi'' : R => cosh xi'' - 1) (fun xi'' : R => sinh xi'') _ _ _ xi' _); [ at_0 | | | need ]. { intros xi'' ?. slope. unfold tanh, sinh, cosh. try assert (e2 : 1 < (exp xi'')) by (apply exp_above_1; need). exponential (exp xi'') ((exp xi'') ^ 1). exponential (exp (- xi'')) (1 / ((exp xi'') ^ 1)). exponential (exp xi'') ((exp xi'') ^ 1). exponential (exp (- xi'')) (1 / ((exp xi'') ^ 1)). first [ field; need | ring ]. } intros xi'' ?. need.
Qed.

(* 6, definition: a number *)
Hypothesis line_6 : xi_low = 49281193581732837753278915137328580605409 / 10000000000000000000000000000000000000000.

(* 6: the value exists, and is what the table says of its name *)
Theorem xi_low_positive : 0 < xi_low.
Proof.
use line_6. fits.
Qed.

(* 7, definition: and one that is larger by 1 in the last place *)
Hypothesis line_7 : xi_high = 4928119358173283775327891513732858060541 / 1000000000000000000000000000000000000000.

(* 7: the value exists, and is what the table says of its name *)
Theorem xi_high_positive : 0 < xi_high.
Proof.
use line_7. fits.
Qed.

(* 8, premise: xi_m is where it is zero: the place of the extremum, Eq(T, E_d/(k_B*xi_m)) *)
Hypothesis line_8 : sinh (xi_m / 2) <> 0 /\ (xi_m * cosh (xi_m / 2) / sinh (xi_m / 2) - 5 = 0).

(* 9, by signs at both ends of an interval: c_d(T)/T**3 rises at temperatures below that place and falls above it: a maximum, and the only extremum *)
Theorem line_9 : (xi_low < xi_m) /\ (xi_m < xi_high).
Proof.
try use line_6. try use line_7. try use line_8. try use xi_low_positive. try use xi_high_positive. try clear line_1. try clear line_2. try clear line_3. try clear line_4. try clear line_5. try clear line_6. try clear line_7. try clear line_8. intros. ready. put xi_low (49281193581732837753278915137328580605409 / 10000000000000000000000000000000000000000). put xi_high (4928119358173283775327891513732858060541 / 1000000000000000000000000000000000000000). assert (q1 : forall xi_m' : R, 0 < xi_m' -> 0 < - xi_m' / 2 + sinh xi_m' / 2). { intros xi_m' ?. refine (above_0 (fun xi_m'' : R => - xi_m'' / 2 + sinh xi_m'' / 2) (fun xi_m'' : R => cosh xi_m'' / 2 - 1 / 2) _ _ _ xi_m' _); [ at_0 | | | need ]. { intros xi_m'' ?. slope. unfold tanh, sinh, cosh. try assert (e3 : 1 < (exp xi_m'')) by (apply exp_above_1; need). exponential (exp xi_m'') ((exp xi_m'') ^ 1). exponential (exp (- xi_m'')) (1 / ((exp xi_m'') ^ 1)). exponential (exp xi_m'') ((exp xi_m'') ^ 1). exponential (exp (- xi_m'')) (1 / ((exp xi_m'') ^ 1)). first [ field; need | ring ]. } intros xi_m'' ?. refine (above_0 (fun xi_m''' : R => cosh xi_m''' / 2 - 1 / 2) (fun xi_m''' : R => sinh xi_m''' / 2) _ _ _ xi_m'' _); [ at_0 | | | need ]. { intros xi_m''' ?. slope. unfold tanh, sinh, cosh. try assert (e4 : 1 < (exp xi_m''')) by (apply exp_above_1; need). exponential (exp xi_m''') ((exp xi_m''') ^ 1). exponential (exp (- xi_m''')) (1 / ((exp xi_m''') ^ 1)). exponential (exp xi_m''') ((exp xi_m''') ^ 1). exponential (exp (- xi_m''')) (1 / ((exp xi_m''') ^ 1)). first [ field; need | ring ]. } intros xi_m''' ?. need. } assert (q2 : forall xi_m' : R, 0 < xi_m' -> 0 < sinh (xi_m' / 2)). { intros xi_m' ?. refine (above_0 (fun xi_m'' : R => sinh (xi_m'' / 2)) (fun xi_m'' : R => cosh (xi_m'' / 2) / 2) _ _ _ xi_m' _); [ at_0 | | | need ]. { intros xi_m'' ?. slope. unfold tanh, sinh, cosh. try assert (e5 : 1 < (exp (xi_m'' / 2))) by (apply exp_above_1; need). exponential (exp (xi_m'' / 2)) ((exp (xi_m'' / 2)) ^ 1). exponential (exp (- (xi_m'' / 2))) (1 / ((exp (xi_m'' / 2)) ^ 1)). exponential (exp (xi_m'' / 2)) ((exp (xi_m'' / 2)) ^ 1). exponential (exp (- (xi_m'' / 2))) (1 / ((exp (xi_m'' / 2)) ^ 1)). first [ field; need | ring ]. } intros xi_m'' ?. need. } apply (bracket (fun xi_m' : R => xi_m' * cosh (xi_m' / 2) / sinh (xi_m' / 2) - 5) (fun xi_m' : R => (- xi_m' / 2 + sinh xi_m' / 2) / sinh (xi_m' / 2) ^ 2)). { need. } { need. } { need. } { intros xi_m' ?. pose proof (q1 xi_m' ltac:(assumption)). pose proof (q2 xi_m' ltac:(assumption)). slope. unfold tanh, sinh, cosh. try assert (e6 : 1 < (exp (xi_m' / 2))) by (apply exp_above_1; need). exponential (exp (xi_m' / 2)) ((exp (xi_m' / 2)) ^ 1). exponential (exp (- (xi_m' / 2))) (1 / ((exp (xi_m' / 2)) ^ 1)). exponential (exp (xi_m' / 2)) ((exp (xi_m' / 2)) ^ 1). exponential (exp (- (xi_m' / 2))) (1 / ((exp (xi_m' / 2)) ^ 1)). exponential (exp xi_m') ((exp (xi_m' / 2)) ^ 2). exponential (exp (- xi_m')) (1 / ((exp (xi_m' / 2)) ^ 2)). first [ field; need | ring ]. } { intros xi_m' ?. pose proof (q1 xi_m' ltac:(assumption)). pose proof (q2 xi_m' ltac:(assumption)). need. } { numbers 300%positive. } { numbers 300%positive. } first [ assumption | lra ].
Qed.

(* the result *)
Theorem result : 0 < c_d T / T ^ 3 -> ex_derive (fun T : R => ln (c_d T / T ^ 3)) T -> locally T (fun T : R => T <> 0) /\ locally T (fun T : R => 0 < c_d T / T ^ 3) /\ sinh (E_d / (2 * T * k_B)) <> 0 /\ ((T * Derive (fun T : R => ln (c_d T / T ^ 3)) T = E_d * cosh (E_d / (2 * T * k_B)) / (T * k_B * sinh (E_d / (2 * T * k_B))) - 5) /\ (xi_low = 49281193581732837753278915137328580605409 / 10000000000000000000000000000000000000000) /\ (xi_high = 4928119358173283775327891513732858060541 / 1000000000000000000000000000000000000000)).
Proof.
intros. try at_hand line_1. try at_hand line_1_exists. try at_hand line_2. try at_hand line_3. try at_hand line_4. try at_hand line_5. try at_hand line_6. try at_hand xi_low_positive. try at_hand line_7. try at_hand xi_high_positive. try at_hand line_8. try at_hand line_9. try at_hand (line_1 T T_positive). stated. all: try solve [ joined ]. all: have line_1. all: have line_1_exists. all: have line_2. all: have line_3. all: have line_4. all: have line_5. all: have line_6. all: have xi_low_positive. all: have line_7. all: have xi_high_positive. all: have line_8. all: have line_9. all: have (line_1 T T_positive). all: conclude.
Qed.

End section_monoenergetic_peak.
(* copied by softpot report *)
