(* The error function, and the integral of exp(-x^2). *)
From Softpot Require Import Softpot Integrals.
Open Scope R_scope.

Lemma gauss_0 : gauss 0 = 0.
Proof. unfold gauss. rewrite RInt_point. reflexivity. Qed.

(* (int_0^x exp(-u^2))^2 + int_0^1 exp(-x^2 (1 + s^2))/(1 + s^2) ds does not depend on x *)
Definition integrand (x s : R) : R := exp (- x ^ 2 * (1 + s ^ 2)) / (1 + s ^ 2).
Lemma one_plus_square s : 0 < 1 + s ^ 2.
Proof. pose proof (pow2_ge_0 s). lra. Qed.
Lemma integrand_slope (x s : R) : is_derive (fun y => integrand y s) x (- 2 * x * exp (- x ^ 2 * (1 + s ^ 2))).
Proof. pose proof (one_plus_square s). unfold integrand. slope. field. lra. Qed.
Lemma integrand_continuous x s : continuous (fun s => integrand x s) s.
Proof. pose proof (one_plus_square s). unfold integrand. cont. lra. Qed.
Definition rest (x : R) : R := RInt (fun s => integrand x s) 0 1.
Lemma slopes_continuous x s : continuity_2d_pt (fun y s => - 2 * y * exp (- y ^ 2 * (1 + s ^ 2))) x s.
Proof.
  apply (continuity_2d_pt_mult (fun y _ => - 2 * y) (fun y s => exp (- y ^ 2 * (1 + s ^ 2)))).
  - apply (continuity_2d_pt_mult (fun _ _ => - 2) (fun y _ => y)); [ apply continuity_2d_pt_const | apply continuity_2d_pt_id1 ].
  - apply (continuity_1d_2d_pt_comp exp (fun y s => - y ^ 2 * (1 + s ^ 2))).
    + apply continuity_pt_filterlim. exact (continuous_exp _).
    + apply (continuity_2d_pt_mult (fun y _ => - y ^ 2) (fun _ s => 1 + s ^ 2)).
      * apply (continuity_1d_2d_pt_comp (fun z => - z ^ 2) (fun y _ => y)); [ | apply continuity_2d_pt_id1 ].
        apply continuity_pt_filterlim. change (continuous (fun z => - z ^ 2) x). cont.
      * apply (continuity_1d_2d_pt_comp (fun z => 1 + z ^ 2) (fun _ s => s)); [ | apply continuity_2d_pt_id2 ].
        apply continuity_pt_filterlim. change (continuous (fun z => 1 + z ^ 2) s). cont.
Qed.
Lemma rest_slope (x : R) : is_derive rest x (- 2 * exp (- x ^ 2) * gauss x).
Proof.
  assert (D : is_derive rest x (RInt (fun s => Derive (fun y => integrand y s) x) 0 1)).
  { apply (is_derive_RInt_param integrand 0 1 x).
    - apply filter_forall. intros y s _. exists (- 2 * y * exp (- y ^ 2 * (1 + s ^ 2))). apply integrand_slope.
    - intros s _. apply (continuity_2d_pt_ext (fun y s => - 2 * y * exp (- y ^ 2 * (1 + s ^ 2)))).
      + intros y z. symmetry. apply is_derive_unique, integrand_slope.
      + apply slopes_continuous.
    - apply filter_forall. intro y. apply (ex_RInt_continuous (fun s => integrand y s)). intros s _. apply integrand_continuous. }
  eapply D_eq; [ exact D | ].
  transitivity (RInt (fun s => scal (- 2 * exp (- x ^ 2)) (scal x (exp (- (x * s + 0) ^ 2)))) 0 1).
  - apply RInt_ext. intros s _. transitivity (- 2 * x * exp (- x ^ 2 * (1 + s ^ 2))).
    + exact (is_derive_unique _ _ _ (integrand_slope x s)).
    + replace (- x ^ 2 * (1 + s ^ 2)) with (- x ^ 2 + - (x * s + 0) ^ 2) by ring. rewrite exp_plus.
      unfold scal; simpl; unfold mult; simpl. ring.
  - transitivity (scal (- 2 * exp (- x ^ 2)) (RInt (fun s => scal x (exp (- (x * s + 0) ^ 2))) 0 1)).
    + apply (RInt_scal (V := R_CompleteNormedModule)).
      apply (ex_RInt_continuous (fun s => scal x (exp (- (x * s + 0) ^ 2)))). intros s _.
      change (continuous (fun s => x * exp (- (x * s + 0) ^ 2)) s). cont.
    + apply (f_equal (Rmult (- 2 * exp (- x ^ 2)))).
      transitivity (RInt (fun u => exp (- u ^ 2)) (x * 0 + 0) (x * 1 + 0)).
      * apply (RInt_comp_lin (V := R_CompleteNormedModule) (fun u => exp (- u ^ 2)) x 0 0 1). apply gauss_integrable.
      * replace (x * 0 + 0) with 0 by ring. replace (x * 1 + 0) with x by ring. reflexivity.
Qed.
Lemma rest_0 : rest 0 = PI / 4.
Proof.
  unfold rest. apply is_RInt_unique. replace (PI / 4) with (atan 1 - atan 0) by (rewrite atan_1, atan_0; ring).
  apply (is_RInt_ext (fun s => / (1 + s ^ 2))).
  - intros s _. change (/ (1 + s ^ 2) = exp (- 0 ^ 2 * (1 + s ^ 2)) / (1 + s ^ 2)).
    replace (- 0 ^ 2 * (1 + s ^ 2)) with 0 by ring. rewrite exp_0. unfold Rdiv. ring.
  - apply (integral (fun s => atan s)); [ | | | reflexivity ]; intros s _; pose proof (one_plus_square s).
    + slope. field. lra.
    + cont.
    + cont. lra.
Qed.
Lemma square_and_rest x : gauss x ^ 2 + rest x = PI / 4.
Proof.
  assert (D : forall y : R, is_derive (fun y => gauss y ^ 2 + rest y) y 0).
  { intro y. eapply D_eq; [ apply (D_add (fun z => gauss z ^ 2) rest); [ apply (D_pow gauss); apply gauss_slope | apply rest_slope ] | ]. simpl. ring. }
  rewrite <- rest_0. transitivity (gauss 0 ^ 2 + rest 0); [ | rewrite gauss_0; ring ].
  destruct (MVT_gen (fun y => gauss y ^ 2 + rest y) 0 x (fun _ => 0)) as [c [_ E]].
  - intros y _. apply D.
  - intros y _. apply continuity_pt_filterlim. apply (C_slope (fun y => gauss y ^ 2 + rest y)). exists 0. apply D.
  - lra.
Qed.
Lemma rest_between x : 0 <= rest x <= exp (- x ^ 2).
Proof.
  assert (I : ex_RInt (fun s => integrand x s) 0 1) by (apply (ex_RInt_continuous (fun s => integrand x s)); intros s _; apply integrand_continuous).
  split.
  - apply (RInt_ge_0 (fun s => integrand x s)); [ lra | exact I | ]. intros s _. unfold integrand. pose proof (one_plus_square s). need.
  - replace (exp (- x ^ 2)) with (RInt (fun _ => exp (- x ^ 2)) 0 1).
    + apply RInt_le; [ lra | exact I | apply ex_RInt_const | ]. intros s S. unfold integrand.
      pose proof (one_plus_square s). pose proof (pow2_ge_0 s). pose proof (pow2_ge_0 x).
      apply (Rle_trans _ (exp (- x ^ 2 * (1 + s ^ 2)))).
      * apply (Rmult_le_reg_r (1 + s ^ 2)); [ lra | ]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra.
        pose proof (exp_pos (- x ^ 2 * (1 + s ^ 2))). nra.
      * destruct (Rle_lt_or_eq_dec (- x ^ 2 * (1 + s ^ 2)) (- x ^ 2)) as [L | E]; [ nra | | ].
        -- apply Rlt_le. apply exp_increasing. exact L.
        -- rewrite E. apply Rle_refl.
    + rewrite RInt_const. unfold scal; simpl; unfold mult; simpl. ring.
Qed.
Lemma gauss_nonneg x : 0 <= x -> 0 <= gauss x.
Proof. intro X. apply (RInt_ge_0 (fun u => exp (- u ^ 2))); [ exact X | apply gauss_integrable | ]. intros u _. apply Rlt_le, exp_pos. Qed.
Lemma rest_vanishes : filterlim rest (Rbar_locally p_infty) (locally 0).
Proof.
  apply (filterlim_le_le (F := Rbar_locally p_infty) (fun _ => 0) rest (fun x => exp (- x ^ 2)) 0).
  - exists 0. intros x _. apply rest_between.
  - apply filterlim_const.
  - apply (Z_exp (fun x => x ^ 2)). apply (I_pow (fun x => x)); [ exact I_id | lia ].
Qed.
Lemma gauss_limit : filterlim gauss (Rbar_locally p_infty) (locally (sqrt PI / 2)).
Proof.
  apply (filterlim_ext_loc (fun x => sqrt (PI / 4 - rest x))).
  - exists 0. intros x X. apply sqrt_is; [ apply gauss_nonneg; lra | ]. rewrite <- (square_and_rest x). ring.
  - replace (sqrt PI / 2) with (sqrt (PI / 4 - 0)).
    + apply (L_of (fun x => PI / 4 - rest x) (PI / 4 - 0)).
      * apply L_sub; [ apply L_const | exact rest_vanishes ].
      * apply continuous_sqrt.
    + pose proof PI_RGT_0. apply sqrt_is; [ pose proof (sqrt_pos PI); lra | ].
      replace ((sqrt PI / 2) ^ 2) with (sqrt PI ^ 2 / 4) by field. rewrite pow2_sqrt by lra. ring.
Qed.
Lemma gauss_odd x : gauss (- x) = - gauss x.
Proof.
  assert (D : forall y : R, is_derive (fun y => gauss (- y) + gauss y) y 0).
  { intro y. eapply D_eq; [ apply (D_add (fun z => gauss (- z)) gauss); [ apply (D_of (fun z => - z) y (- 1)); [ | apply gauss_slope ] | apply gauss_slope ] | ].
    - apply (D_opp (fun z => z)). apply D_id.
    - cbv beta. replace ((- y) ^ 2) with (y ^ 2) by ring. ring. }
  destruct (MVT_gen (fun y => gauss (- y) + gauss y) 0 x (fun _ => 0)) as [c [_ E]].
  - intros y _. apply D.
  - intros y _. apply continuity_pt_filterlim. apply (C_slope (fun y => gauss (- y) + gauss y)). exists 0. apply D.
  - rewrite Ropp_0, gauss_0 in E. lra.
Qed.

(* -------------------------------------------------------------------------------- the error function *)

Lemma erf_0 : erf 0 = 0.
Proof. unfold erf. rewrite RInt_point. unfold zero; simpl. ring. Qed.
Lemma erf_odd x : erf (- x) = - erf x.
Proof. unfold erf. fold (gauss (- x)). fold (gauss x). rewrite gauss_odd. ring. Qed.
Lemma erf_limit : filterlim erf (Rbar_locally p_infty) (locally 1).
Proof.
  pose proof PI_RGT_0. pose proof (sqrt_lt_R0 PI H).
  apply (L_eq _ _ (2 / sqrt PI * (sqrt PI / 2))); [ | field; lra ].
  apply (L_mul (fun _ => 2 / sqrt PI) gauss _ _ (L_const _) gauss_limit).
Qed.
Lemma erf_far {T} {G : (T -> Prop) -> Prop} {FG : Filter G} (f : T -> R) :
  filterlim f G (Rbar_locally p_infty) -> filterlim (fun y => erf (f y)) G (locally 1).
Proof. intro H. exact (filterlim_comp _ _ _ f erf _ _ _ H erf_limit). Qed.
Lemma erf_far' {T} {G : (T -> Prop) -> Prop} {FG : Filter G} (f : T -> R) :
  filterlim (fun y => - f y) G (Rbar_locally p_infty) -> filterlim (fun y => erf (f y)) G (locally (- 1)).
Proof.
  intro H. apply (filterlim_ext (fun y => - erf (- f y))).
  - intro y. rewrite erf_odd. ring.
  - apply (L_opp (fun y => erf (- f y)) 1). exact (erf_far _ H).
Qed.

(* ------------------------------------------------------------------- powers times exponentials vanish *)

Lemma decays n c y : 0 < c -> 0 < y -> y ^ n * exp (- (c * y)) <= (INR (S n) / c) ^ S n / y.
Proof.
  intros C Y. assert (N : 0 < INR (S n)) by (apply lt_0_INR; lia).
  set (d := c / INR (S n)). assert (D : 0 < d) by (apply Rdiv_lt_0_compat; assumption).
  assert (E : exp (c * y) = exp (d * y) ^ S n) by (apply exp_times; unfold d; field; lra).
  assert (P : (d * y) ^ S n <= exp (c * y)).
  { rewrite E. apply pow_incr. assert (0 < d * y) by (apply Rmult_lt_0_compat; assumption).
    pose proof (exp_ineq1 (d * y)). lra. }
  rewrite exp_Ropp. apply (Rmult_le_reg_r (exp (c * y))); [ apply exp_pos | ].
  rewrite Rmult_assoc, Rinv_l, Rmult_1_r by (apply Rgt_not_eq, exp_pos).
  replace (y ^ n) with ((INR (S n) / c) ^ S n / y * (d * y) ^ S n).
  - apply Rmult_le_compat_l; [ | exact P ]. apply Rlt_le, Rdiv_lt_0_compat; [ apply pow_lt, Rdiv_lt_0_compat; assumption | exact Y ].
  - rewrite Rpow_mult_distr. replace ((INR (S n) / c) ^ S n / y * (d ^ S n * y ^ S n)) with
      ((INR (S n) / c) ^ S n * d ^ S n * (y ^ S n / y)) by (field; lra).
    rewrite <- Rpow_mult_distr. replace (INR (S n) / c * d) with 1 by (unfold d; field; lra).
    rewrite pow1. simpl. field. lra.
Qed.
Lemma decay_1 n c : 0 < c -> filterlim (fun y => y ^ n * exp (- (c * y))) (Rbar_locally p_infty) (locally 0).
Proof.
  intro C. apply (filterlim_le_le (F := Rbar_locally p_infty) (fun _ => 0) _ (fun y => (INR (S n) / c) ^ S n / y) 0).
  - exists 0. intros y Y. split; [ | exact (decays n c y C Y) ].
    apply Rmult_le_pos; [ apply pow_le; lra | apply Rlt_le, exp_pos ].
  - apply filterlim_const.
  - apply (Z_div (fun y => y) I_id).
Qed.
Lemma decays_2 n c y : 0 < c -> 1 <= Rabs y -> Rabs (y ^ n * exp (- (c * y ^ 2))) <= (INR (S n) / c) ^ S n / Rabs y.
Proof.
  intros C Y. eapply Rle_trans; [ | exact (decays n c (Rabs y) C ltac:(lra)) ].
  rewrite Rabs_mult, <- RPow_abs, (Rabs_pos_eq (exp _)) by (apply Rlt_le, exp_pos).
  apply Rmult_le_compat_l; [ apply pow_le, Rabs_pos | ].
  assert (L : - (c * y ^ 2) <= - (c * Rabs y)).
  { rewrite <- (pow2_abs y). apply Ropp_le_contravar, Rmult_le_compat_l; nra. }
  destruct L as [L | ->]; [ apply Rlt_le, exp_increasing; exact L | apply Rle_refl ].
Qed.
Lemma decay_2 n c : 0 < c -> filterlim (fun y => y ^ n * exp (- (c * y ^ 2))) (Rbar_locally p_infty) (locally 0).
Proof.
  intro C. set (k := (INR (S n) / c) ^ S n).
  apply (filterlim_le_le (F := Rbar_locally p_infty) (fun y => - k / y) _ (fun y => k / y) 0).
  - exists 1. intros y Y. pose proof (decays_2 n c y C) as H. rewrite (Rabs_pos_eq y) in H by lra.
    specialize (H ltac:(lra)). fold k in H. apply Rabs_le_between in H. replace (- k / y) with (- (k / y)) by (field; lra). exact H.
  - apply (Z_div (fun y => y) I_id).
  - apply (Z_div (fun y => y) I_id).
Qed.
Lemma turned (f : R -> R) (l : R) :
  filterlim (fun y => f (- y)) (Rbar_locally p_infty) (locally l) -> filterlim f (Rbar_locally m_infty) (locally l).
Proof.
  intro H. apply (filterlim_ext (fun y => f (- - y))); [ intro y; rewrite Ropp_involutive; reflexivity | ].
  exact (filterlim_comp _ _ _ Ropp (fun y => f (- y)) _ _ _ (filterlim_Rbar_opp m_infty) H).
Qed.
Lemma decay_2' n c : 0 < c -> filterlim (fun y => y ^ n * exp (- (c * y ^ 2))) (Rbar_locally m_infty) (locally 0).
Proof.
  intro C. apply turned. apply (filterlim_ext (fun y => (- 1) ^ n * (y ^ n * exp (- (c * y ^ 2))))).
  - intro y. replace (- y) with (- 1 * y) by ring. rewrite Rpow_mult_distr.
    replace ((- 1 * y) ^ 2) with (y ^ 2) by ring. ring.
  - apply (L_eq _ _ ((- 1) ^ n * 0)); [ | ring ].
    exact (L_mul (fun _ => (- 1) ^ n) _ _ _ (L_const _) (decay_2 n c C)).
Qed.
Lemma erf_right c : 0 < c -> filterlim (fun y => erf (c * y)) (Rbar_locally p_infty) (locally 1).
Proof. intro C. apply (erf_far (fun y => c * y)). exact (I_scale (fun y => y) I_id c C). Qed.
Lemma erf_left c : 0 < c -> filterlim (fun y => erf (c * y)) (Rbar_locally m_infty) (locally (- 1)).
Proof.
  intro C. apply turned. apply (filterlim_ext (fun y => - erf (c * y))).
  - intro y. replace (c * - y) with (- (c * y)) by ring. rewrite erf_odd. reflexivity.
  - apply (L_opp (fun y => erf (c * y)) 1). exact (erf_right c C).
Qed.

Ltac lim_more ::=
  lazymatch goal with
  | |- filterlim (fun y => y ^ ?n * exp (- (?c * y))) (Rbar_locally p_infty) _ => exact (decay_1 n c ltac:(need))
  | |- filterlim (fun y => y ^ ?n * exp (- (?c * y ^ 2))) (Rbar_locally p_infty) _ => exact (decay_2 n c ltac:(need))
  | |- filterlim (fun y => y ^ ?n * exp (- (?c * y ^ 2))) (Rbar_locally m_infty) _ => exact (decay_2' n c ltac:(need))
  | |- filterlim (fun y => erf (?c * y)) (Rbar_locally p_infty) _ => exact (erf_right c ltac:(need))
  | |- filterlim (fun y => erf (?c * y)) (Rbar_locally m_infty) _ => exact (erf_left c ltac:(need))
  | |- filterlim (fun y => erf (@?f y)) _ _ => refine (erf_far f _); infinite_
  end.
