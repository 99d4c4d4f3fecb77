(* The lemmas and tactics that exported derivations use. Nothing here is assumed; everything is proved. *)
Require Export Reals Lra Psatz List.
Require Import FunctionalExtensionality.
From Coquelicot Require Export Coquelicot.
Require Import Nsatz.
Open Scope R_scope.

(* ---------------------------------------------------------------- what the statements speak of *)

Definition det2 (a b c d : R) : R := a * d - b * c.
Definition det3 (a b c d e f g h i : R) : R :=
  a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g).

(* f has a derivative of order n at x, and of every lower order around x *)
Fixpoint derivable (n : nat) (f : R -> R) (x : R) : Prop :=
  match n with
  | O => True
  | S m => ex_derive (Derive_n f m) x /\ locally x (derivable m f)
  end.

(* the points with the property are n in number *)
Definition counts (P : R -> Prop) (n : nat) : Prop :=
  exists l : list R, NoDup l /\ length l = n /\ forall x, In x l <-> P x.
Definition countable (P : R -> Prop) : Prop := exists n, counts P n.

(* f changes its sign at x, from - to + or from + to - *)
Definition rises (f : R -> R) (x : R) : Prop :=
  exists d, 0 < d /\ forall h, 0 < h < d -> f (x - h) < 0 < f (x + h).
Definition falls (f : R -> R) (x : R) : Prop :=
  exists d, 0 < d /\ forall h, 0 < h < d -> f (x + h) < 0 < f (x - h).

Definition erf (x : R) : R := 2 / sqrt PI * RInt (fun u => exp (- u ^ 2)) 0 x.

(* ------------------------------------------------------------------------------------- signs *)

Ltac known := solve [ assumption | lra ].

Lemma exp_above_1 v : 0 < v -> 1 < exp v.
Proof. intro V. rewrite <- exp_0. exact (exp_increasing 0 v V). Qed.
Lemma exp_minus_1 v : 0 < v -> 0 < exp v - 1.
Proof. intro V. generalize (exp_above_1 v V). lra. Qed.
Lemma sinh_pos v : 0 < v -> 0 < sinh v.
Proof. intro V. unfold sinh. assert (exp (- v) < exp v) by (apply exp_increasing; lra). lra. Qed.

Lemma squares_apart a b : 0 <= a -> a < b -> 0 < - a ^ 2 + b ^ 2.
Proof. intros A B. replace (- a ^ 2 + b ^ 2) with ((b - a) * (b + a)) by ring. apply Rmult_lt_0_compat; lra. Qed.

(* t () is what is tried when all else has failed *)
Ltac sign_pos_ t :=
  first
  [ assumption
  | match goal with
    | |- 0 < sqrt _ => apply sqrt_lt_R0; sign_pos_ t
    | |- 0 < exp _ => apply exp_pos
    | |- 0 < Rpower _ _ => apply exp_pos
    | |- 0 < PI => apply PI_RGT_0
    | |- 0 < exp _ - 1 => apply exp_minus_1; sign_pos_ t
    | |- 0 < cosh _ => unfold cosh; sign_pos_ t
    | |- 0 < sinh _ => apply sinh_pos; sign_pos_ t
    | |- 0 < Rabs _ => apply Rabs_pos_lt; sign_nz_ t
    | |- 0 < _ / _ => apply Rdiv_lt_0_compat; sign_pos_ t
    | |- 0 < _ * _ => apply Rmult_lt_0_compat; sign_pos_ t
    | |- 0 < / _ => apply Rinv_0_lt_compat; sign_pos_ t
    | |- 0 < _ ^ _ => apply pow_lt; sign_pos_ t
    | |- 0 < - ?a ^ 2 + ?b ^ 2 => apply squares_apart; [ sign_nonneg_ t | lra ]
    | |- 0 < _ + _ => first [ lra
                            | apply Rplus_lt_le_0_compat; [ sign_pos_ t | sign_nonneg_ t ]
                            | apply Rplus_le_lt_0_compat; [ sign_nonneg_ t | sign_pos_ t ] ]
    end
  | lra
  | t () ]
with sign_nonneg_ t :=
  first
  [ assumption
  | match goal with
    | |- 0 <= sqrt _ => apply sqrt_pos
    | |- 0 <= Rabs _ => apply Rabs_pos
    | |- 0 <= INR _ => apply pos_INR
    | |- 0 <= _ ^ 2 => apply pow2_ge_0
    | |- 0 <= _ * _ => apply Rmult_le_pos; sign_nonneg_ t
    | |- 0 <= _ / _ => apply Rdiv_le_0_compat; [ sign_nonneg_ t | sign_pos_ t ]
    | |- 0 <= _ ^ _ => apply pow_le; sign_nonneg_ t
    | |- 0 <= _ + _ => apply Rplus_le_le_0_compat; sign_nonneg_ t
    end
  | apply Rlt_le; sign_pos_ t
  | lra
  | t () ]
with sign_nz_ t :=
  first
  [ assumption
  | match goal with
    | |- _ * _ <> 0 => apply Rmult_integral_contrapositive_currified; sign_nz_ t
    | |- _ / _ <> 0 => apply Rmult_integral_contrapositive_currified; sign_nz_ t
    | |- _ ^ _ <> 0 => apply pow_nonzero; sign_nz_ t
    | |- / _ <> 0 => apply Rinv_neq_0_compat; sign_nz_ t
    | |- - _ <> 0 => apply Ropp_neq_0_compat; sign_nz_ t
    | |- Rabs _ <> 0 => apply Rabs_no_R0; sign_nz_ t
    | |- det2 _ _ _ _ <> 0 => unfold det2; rewrite ?Rmult_0_l, ?Rmult_0_r, ?Rminus_0_r, ?Rminus_0_l; sign_nz_ t
    | H : ?x <> 0 |- ?x <> 0 => exact H
    end
  | lra
  | apply Rgt_not_eq; red; sign_pos_ t
  | apply Rlt_not_eq; lra
  | let H := fresh in intro H; first [ lra | t () ] ].
Ltac sign_pos := sign_pos_ ltac:(fun _ => nra).
Ltac sign_nonneg := sign_nonneg_ ltac:(fun _ => nra).
Ltac sign_nz := sign_nz_ ltac:(fun _ => nra).

(* terms that are 0 times something left out *)
Ltac without_zeros :=
  progress (unfold Rdiv; rewrite ?Rmult_0_r, ?Rmult_0_l, ?Rminus_0_r, ?Rplus_0_r, ?Rplus_0_l);
  rewrite ?Rmult_0_r, ?Rmult_0_l, ?Rminus_0_r, ?Rplus_0_r, ?Rplus_0_l.

(* a proposition that a term needs, or a side condition of a tactic *)
Ltac need_ t :=
  repeat match goal with
  | |- _ /\ _ => split
  | |- True => exact I
  end;
  first
  [ assumption
  | match goal with
    | |- 0 < _ => sign_pos_ t
    | |- 0 <= _ => sign_nonneg_ t
    | |- _ <> 0 => sign_nz_ t
    end
  | lra
  | without_zeros; first
    [ assumption
    | lra
    | match goal with
      | |- 0 < _ => sign_pos_ t
      | |- 0 <= _ => sign_nonneg_ t
      | |- _ <> 0 => sign_nz_ t
      end ] ].
Ltac need := need_ ltac:(fun _ => nra).
Ltac brief := need_ ltac:(fun _ => fail).

(* ------------------------------------------------------------------------------- derivatives *)

Section Derivatives.
Variables (f g : R -> R) (x a b : R).
Lemma D_eq : is_derive f x a -> a = b -> is_derive f x b.
Proof. intros H <-. exact H. Qed.
Lemma D_ext : is_derive g x a -> locally x (fun y => f y = g y) -> is_derive f x a.
Proof.
  intros H L. apply (is_derive_ext_loc g f x a); [ | exact H ].
  eapply filter_imp; [ | exact L ]. intros y E. symmetry. exact E.
Qed.
Lemma D_const (c : R) : is_derive (fun _ => c) x 0.
Proof. exact (is_derive_const c x). Qed.
Lemma D_id : is_derive (fun y => y) x 1.
Proof. exact (is_derive_id (K := R_AbsRing) x). Qed.
Hypothesis Hf : is_derive f x a.
Lemma D_opp : is_derive (fun y => - f y) x (- a).
Proof. exact (is_derive_opp f x a Hf). Qed.
Lemma D_scale c : is_derive (fun y => c * f y) x (c * a).
Proof. exact (is_derive_scal f x c a Hf). Qed.
Lemma D_inv : f x <> 0 -> is_derive (fun y => / f y) x (- a / f x ^ 2).
Proof. intro N. exact (is_derive_inv f x a Hf N). Qed.
Lemma D_pow n : is_derive (fun y => f y ^ n) x (INR n * a * f x ^ pred n).
Proof. exact (is_derive_pow f n x a Hf). Qed.
Lemma D_of u : is_derive u (f x) b -> is_derive (fun y => u (f y)) x (b * a).
Proof. intro H. rewrite Rmult_comm. exact (is_derive_comp u f x b a H Hf). Qed.
Hypothesis Hg : is_derive g x b.
Lemma D_add : is_derive (fun y => f y + g y) x (a + b).
Proof. exact (is_derive_plus f g x a b Hf Hg). Qed.
Lemma D_sub : is_derive (fun y => f y - g y) x (a - b).
Proof. exact (is_derive_minus f g x a b Hf Hg). Qed.
Lemma D_mul : is_derive (fun y => f y * g y) x (a * g x + f x * b).
Proof. exact (Derive.is_derive_mult f g x a b Hf Hg). Qed.
Lemma D_div : g x <> 0 -> is_derive (fun y => f y / g y) x ((a * g x - f x * b) / g x ^ 2).
Proof. intro N. exact (is_derive_div f g x a b Hf Hg N). Qed.
End Derivatives.

Lemma D_sqrt f x a : is_derive f x a -> 0 < f x -> is_derive (fun y => sqrt (f y)) x (a / (2 * sqrt (f x))).
Proof. exact (is_derive_sqrt f x a). Qed.
Lemma D_exp f x a : is_derive f x a -> is_derive (fun y => exp (f y)) x (exp (f x) * a).
Proof. intro H. exact (D_of f x a _ H exp (is_derive_exp (f x))). Qed.
Lemma D_ln f x a : is_derive f x a -> 0 < f x -> is_derive (fun y => ln (f y)) x (/ f x * a).
Proof. intros H P. exact (D_of f x a _ H ln (is_derive_ln (f x) P)). Qed.
Lemma D_sin f x a : is_derive f x a -> is_derive (fun y => sin (f y)) x (cos (f x) * a).
Proof. intro H. exact (D_of f x a _ H sin (is_derive_sin (f x))). Qed.
Lemma D_cos f x a : is_derive f x a -> is_derive (fun y => cos (f y)) x (- sin (f x) * a).
Proof. intro H. exact (D_of f x a _ H cos (is_derive_cos (f x))). Qed.
Lemma D_atan f x a : is_derive f x a -> is_derive (fun y => atan (f y)) x (/ (1 + f x ^ 2) * a).
Proof.
  intro H. refine (D_of f x a _ H atan _).
  replace (f x ^ 2) with (Rsqr (f x)) by (unfold Rsqr; ring). exact (is_derive_atan (f x)).
Qed.
Lemma D_tan f x a : is_derive f x a -> cos (f x) <> 0 -> is_derive (fun y => tan (f y)) x (a / cos (f x) ^ 2).
Proof.
  intros H N. unfold tan. eapply D_eq.
  - apply (D_div (fun y => sin (f y)) (fun y => cos (f y))); [ exact (D_sin f x a H) | exact (D_cos f x a H) | exact N ].
  - cbv beta. assert (S : sin (f x) ^ 2 = 1 - cos (f x) ^ 2).
    { pose proof (sin2_cos2 (f x)) as S. unfold Rsqr in S. nra. }
    field [S]. exact N.
Qed.
Lemma D_sinh f x a : is_derive f x a -> is_derive (fun y => sinh (f y)) x (cosh (f x) * a).
Proof.
  intro H. unfold sinh, cosh. eapply D_eq.
  - apply (D_div (fun y => exp (f y) - exp (- f y)) (fun _ => 2)).
    + apply D_sub; [ exact (D_exp f x a H) | exact (D_exp (fun y => - f y) x _ (D_opp f x a H)) ].
    + apply D_const.
    + lra.
  - cbv beta. field.
Qed.
Lemma D_cosh f x a : is_derive f x a -> is_derive (fun y => cosh (f y)) x (sinh (f x) * a).
Proof.
  intro H. unfold sinh, cosh. eapply D_eq.
  - apply (D_div (fun y => exp (f y) + exp (- f y)) (fun _ => 2)).
    + apply D_add; [ exact (D_exp f x a H) | exact (D_exp (fun y => - f y) x _ (D_opp f x a H)) ].
    + apply D_const.
    + lra.
  - cbv beta. field.
Qed.
Lemma D_Rpower f x a c : is_derive f x a -> 0 < f x ->
  is_derive (fun y => Rpower (f y) c) x (c * a * Rpower (f x) c / f x).
Proof.
  intros H P. unfold Rpower. eapply D_eq.
  - apply D_exp. apply D_scale. apply D_ln; eassumption.
  - cbv beta. field. lra.
Qed.
Lemma D_Rpower' f g x a b : is_derive f x a -> is_derive g x b -> 0 < f x ->
  is_derive (fun y => Rpower (f y) (g y)) x ((b * ln (f x) + g x * a / f x) * Rpower (f x) (g x)).
Proof.
  intros H K P. unfold Rpower. eapply D_eq.
  - apply D_exp. apply D_mul; [ exact K | apply D_ln; eassumption ].
  - cbv beta. field. lra.
Qed.
Lemma D_abs f x a : is_derive f x a -> f x <> 0 -> is_derive (fun y => Rabs (f y)) x (f x / Rabs (f x) * a).
Proof.
  intros H N. eapply D_eq. apply (is_derive_Rabs f x a H N).
  unfold Rabs, sign. destruct (Rcase_abs (f x)); destruct (total_order_T 0 (f x)) as [[K | K] | K]; try lra; field; lra.
Qed.
Lemma D_function u f x a : is_derive f x a -> ex_derive u (f x) -> is_derive (fun y => u (f y)) x (Derive u (f x) * a).
Proof. intros H E. exact (D_of f x a _ H u (Derive_correct u (f x) E)). Qed.

(* the integral of exp(-u^2) from 0, and the error function *)
Lemma gauss_continuous (x : R) : continuous (fun u : R => exp (- u ^ 2)) x.
Proof.
  apply (ex_derive_continuous (fun u : R => exp (- u ^ 2))). exists (exp (- x ^ 2) * (- (INR 2 * 1 * x ^ pred 2))).
  apply (D_exp (fun u => - u ^ 2)). apply (D_opp (fun u => u ^ 2)). apply (D_pow (fun u => u)). apply D_id.
Qed.
Lemma gauss_integrable a b : ex_RInt (fun u => exp (- u ^ 2)) a b.
Proof. apply (ex_RInt_continuous (fun u => exp (- u ^ 2))). intros z _. apply gauss_continuous. Qed.
Definition gauss (x : R) : R := RInt (fun u => exp (- u ^ 2)) 0 x.
Lemma gauss_slope (x : R) : is_derive gauss x (exp (- x ^ 2)).
Proof.
  apply (is_derive_RInt (fun u => exp (- u ^ 2)) gauss 0 x); [ | apply gauss_continuous ].
  apply filter_forall. intro y. apply (RInt_correct (fun u => exp (- u ^ 2)) 0 y). apply gauss_integrable.
Qed.
Lemma D_erf f x a : is_derive f x a -> is_derive (fun y => erf (f y)) x (2 / sqrt PI * exp (- f x ^ 2) * a).
Proof.
  intro H. refine (D_of f x a _ H erf _). eapply D_eq; [ apply (D_scale gauss); apply gauss_slope | ]. ring.
Qed.

(* is_derive f x ?, with conditions left over *)
Ltac diff :=
  cbv beta;
  lazymatch goal with
  | |- is_derive (fun _ => ?c) ?x _ => exact (D_const x c)
  | |- is_derive (fun y => y) ?x _ => exact (D_id x)
  | |- is_derive (fun y => - @?f y) ?x _ => refine (D_opp f x _ _); diff
  | |- is_derive (fun y => @?f y + @?g y) ?x _ => refine (D_add f g x _ _ _ _); [ diff | diff ]
  | |- is_derive (fun y => @?f y - @?g y) ?x _ => refine (D_sub f g x _ _ _ _); [ diff | diff ]
  | |- is_derive (fun y => @?f y * @?g y) ?x _ => refine (D_mul f g x _ _ _ _); [ diff | diff ]
  | |- is_derive (fun y => @?f y / @?g y) ?x _ => refine (D_div f g x _ _ _ _ _); [ diff | diff | ]
  | |- is_derive (fun y => / @?f y) ?x _ => refine (D_inv f x _ _ _); [ diff | ]
  | |- is_derive (fun y => @?f y ^ ?n) ?x _ => refine (D_pow f x _ _ n); diff
  | |- is_derive (fun y => sqrt (@?f y)) ?x _ => refine (D_sqrt f x _ _ _); [ diff | ]
  | |- is_derive (fun y => exp (@?f y)) ?x _ => refine (D_exp f x _ _); diff
  | |- is_derive (fun y => ln (@?f y)) ?x _ => refine (D_ln f x _ _ _); [ diff | ]
  | |- is_derive (fun y => sin (@?f y)) ?x _ => refine (D_sin f x _ _); diff
  | |- is_derive (fun y => cos (@?f y)) ?x _ => refine (D_cos f x _ _); diff
  | |- is_derive (fun y => tan (@?f y)) ?x _ => refine (D_tan f x _ _ _); [ diff | ]
  | |- is_derive (fun y => atan (@?f y)) ?x _ => refine (D_atan f x _ _); diff
  | |- is_derive (fun y => sinh (@?f y)) ?x _ => refine (D_sinh f x _ _); diff
  | |- is_derive (fun y => cosh (@?f y)) ?x _ => refine (D_cosh f x _ _); diff
  | |- is_derive (fun y => erf (@?f y)) ?x _ => refine (D_erf f x _ _); diff
  | |- is_derive (fun y => Rabs (@?f y)) ?x _ => refine (D_abs f x _ _ _); [ diff | ]
  | |- is_derive (fun y => Rpower (@?f y) (@?g y)) ?x _ =>
    lazymatch g with
    | fun _ => ?c => refine (D_Rpower f x _ c _ _); [ diff | ]
    | _ => refine (D_Rpower' f g x _ _ _ _ _); [ diff | diff | ]
    end
  | |- is_derive (fun y => ?u (@?f y)) ?x _ => (* u may be a function of y too: then it is left as it is *)
    tryif refine (D_function u f x _ _ _) then [ > diff | .. ]
    else match goal with |- is_derive ?g _ _ => refine (Derive_correct g x _) end
  | |- is_derive ?u ?x _ => refine (Derive_correct u x _)
  end.

(* a second derivative as the derivative of the first *)
Ltac second :=
  repeat match goal with
  | H : derivable 2 ?f ?x |- _ => destruct H as [H _]; change (ex_derive (Derive f) x) in H
  | |- context [Derive_n ?f 2 ?x] => change (Derive_n f 2 x) with (Derive (Derive f) x)
  end.
Ltac slope := second; eapply D_eq; [ diff; cbv beta; need | ]; cbv beta; simpl pred; simpl INR.

(* ------------------------------------------------------------------------- higher derivatives *)

Definition derived (n : nat) (f g : R -> R) (x : R) : Prop :=
  locally x (fun y => derivable n f y /\ Derive_n f n y = g y).

Lemma derived_0 f x : derived 0 f f x.
Proof. unfold derived. apply filter_forall. intro y. split; [ exact I | reflexivity ]. Qed.

Lemma derived_S n (f g h : R -> R) x : derived n f g x -> locally x (fun y => is_derive g y (h y)) -> derived (S n) f h x.
Proof.
  intros H K. unfold derived in *. apply locally_locally in H.
  generalize (filter_and _ _ H K). apply filter_imp. intros y [L D].
  assert (E : is_derive (Derive_n f n) y (h y)).
  { apply (D_ext (Derive_n f n) g y (h y) D). eapply filter_imp; [ | exact L ]. intros z [_ Z]. exact Z. }
  split.
  - split; [ exists (h y); exact E | ]. eapply filter_imp; [ | exact L ]. intros z [Z _]. exact Z.
  - simpl. exact (is_derive_unique _ _ _ E).
Qed.

Lemma derived_at n f g x : derived n f g x -> derivable n f x /\ Derive_n f n x = g x.
Proof. intro H. exact (locally_singleton _ _ H). Qed.

(* what holds of a continuous function at a point, strictly, holds around it *)
Lemma around_pos f x : ex_derive f x -> 0 < f x -> locally x (fun y => 0 < f y).
Proof.
  intros D P. apply ex_derive_continuous in D. apply (D (fun z => 0 < z)). exact (open_gt 0 (f x) P).
Qed.
Lemma around_nz f x : ex_derive f x -> f x <> 0 -> locally x (fun y => f y <> 0).
Proof.
  intros D P. apply ex_derive_continuous in D. apply (D (fun z => z <> 0)). exact (open_neq 0 (f x) P).
Qed.
Lemma around_nonneg f x : ex_derive f x -> 0 < f x -> locally x (fun y => 0 <= f y).
Proof. intros D P. generalize (around_pos f x D P). apply filter_imp. intros; lra. Qed.
Ltac exists_slope :=
  first [ match goal with D : is_derive ?f ?x _ |- ex_derive ?f ?x => exact (ex_intro _ _ D) end
        | eexists; diff; cbv beta; need ].
Ltac around :=
  lazymatch goal with
  | |- locally _ (fun y => _ /\ _) => apply filter_and; around
  | |- locally ?x (fun y => 0 < @?f y) => apply (around_pos f x); [ exists_slope | cbv beta; need ]
  | |- locally ?x (fun y => 0 <= @?f y) => apply (around_nonneg f x); [ exists_slope | cbv beta; need ]
  | |- locally ?x (fun y => @?f y <> 0) => apply (around_nz f x); [ exists_slope | cbv beta; need ]
  | |- locally ?x (fun y => True) => apply filter_forall; intro; exact I
  end.
(* from C around x to what follows from it around x *)
Lemma around_from (C P : R -> Prop) x : locally x C -> (forall y, C y -> P y) -> locally x P.
Proof. intros H K. eapply filter_imp; [ | exact H ]. exact K. Qed.

(* ------------------------------------------------------------------------------ powers, roots *)

Lemma root_exists b (n : nat) : 0 < b -> (0 < n)%nat -> exists r, 0 < r /\ b = r ^ n.
Proof.
  intros B N. exists (Rpower b (/ INR n)). split; [ apply exp_pos | ].
  rewrite <- Rpower_pow by apply exp_pos. rewrite Rpower_mult.
  rewrite Rinv_l by (apply not_0_INR; lia). rewrite Rpower_1; [ reflexivity | exact B ].
Qed.
Lemma root_exists_0 b : 0 <= b -> exists r, 0 <= r /\ b = r ^ 2.
Proof. intro B. exists (sqrt b). split; [ apply sqrt_pos | ]. rewrite pow2_sqrt; [ reflexivity | exact B ]. Qed.
Lemma power_unique x y n : 0 < x -> 0 < y -> (0 < n)%nat -> x ^ n = y ^ n -> x = y.
Proof.
  intros X Y N E. assert (Rpower (x ^ n) (/ INR n) = Rpower (y ^ n) (/ INR n)) as H by (rewrite E; reflexivity).
  rewrite <- !Rpower_pow in H by assumption. rewrite !Rpower_mult in H.
  rewrite Rinv_r in H by (apply not_0_INR; lia). rewrite !Rpower_1 in H; assumption.
Qed.
Lemma power_is b c x (p q : nat) : 0 < b -> 0 < x -> (0 < q)%nat -> c = INR p / INR q -> x ^ q = b ^ p -> Rpower b c = x.
Proof.
  intros B X Q -> E. apply (power_unique _ _ q); [ apply exp_pos | exact X | exact Q | ].
  rewrite E, <- !Rpower_pow; [ | exact B | apply exp_pos ]. rewrite Rpower_mult. f_equal. field.
  apply not_0_INR; lia.
Qed.
Lemma sqrt_is b x : 0 <= x -> x ^ 2 = b -> sqrt b = x.
Proof. intros X <-. exact (sqrt_pow2 x X). Qed.
Lemma exp_times (n : nat) u v : u = INR n * v -> exp u = exp v ^ n.
Proof.
  intros ->. induction n as [ | n IH ]; [ simpl; rewrite Rmult_0_l; exact exp_0 | ].
  rewrite S_INR, Rmult_plus_distr_r, Rmult_1_l, exp_plus, IH. simpl. ring.
Qed.

(* --------------------------------------------------------------------------------- tactics *)

Ltac apart K :=
  lazymatch type of K with
  | _ /\ _ => let A := fresh "K" in let B := fresh "K" in destruct K as [A B]; apart A; apart B
  | _ => idtac
  end.
Ltac use L := let K := fresh "K" in pose proof L as K; cbv beta in K; apart K.
(* what has a value exists *)
Ltac valued :=
  lazymatch goal with
  | |- ex_RInt_gen ?f ?a ?b => match goal with H : is_RInt_gen f a b ?v |- _ => exists v; exact H end
  | |- ex_derive ?f ?x => match goal with H : is_derive f x ?v |- _ => exists v; exact H end
  end.
Ltac valued_or_needed := first [ assumption | valued | need ].
Ltac fulfilled K :=
  try lazymatch type of K with
  | ?A -> ?B =>
    lazymatch type of A with
    | Prop => let H := fresh in assert (H : A) by first [ assumption | brief ]; specialize (K H); clear H; fulfilled K
    end
  end.
Ltac have L :=
  try (let K := fresh "K" in pose proof L as K; cbv beta in K; fulfilled K; apart K).
(* a line for which every condition is at hand in its own words *)
Ltac at_hand L :=
  let K := fresh "K" in pose proof L as K; cbv beta in K;
  repeat lazymatch type of K with
  | ?A -> _ => lazymatch type of A with Prop => specialize (K ltac:(assumption)) end
  end;
  apart K.
(* what a line says in the words of the goal *)
Ltac stated := repeat match goal with |- _ /\ _ => split end; try assumption.
Ltac given := let K := fresh "G" in intro K; apart K.
(* what follows from lines of the form A -> B, where A holds *)
Ltac ready :=
  repeat match goal with
  | K : ?A -> _ |- _ =>
    lazymatch type of A with
    | Prop => let H := fresh in assert (H : A) by first [ assumption | valued | need ]; specialize (K H); clear H; cbv beta in K; apart K
    end
  end.
(* an equation that a line says, in its own words *)
Ltac in_words := match goal with H : ?A |- ?B => constr_eq A B; exact H end.
Ltac value_of l v :=
  lazymatch l with
  | Derive ?f ?x =>
    match goal with H : is_derive ?g ?y ?u |- _ =>
      constr_eq f g; constr_eq x y; constr_eq u v; exact (is_derive_unique f x v H) end
  | RInt ?f ?a ?b =>
    match goal with H : is_RInt ?g ?c ?d ?u |- _ =>
      constr_eq f g; constr_eq a c; constr_eq b d; constr_eq u v; exact (is_RInt_unique f a b v H) end
  | RInt_gen ?f ?a ?b =>
    match goal with H : is_RInt_gen ?g ?c ?d ?u |- _ =>
      constr_eq f g; constr_eq a c; constr_eq b d; constr_eq u v; exact (is_RInt_gen_unique f v H) end
  end.
Ltac told :=
  first
  [ in_words
  | lazymatch goal with |- ?l = ?r => first [ value_of l r | symmetry; first [ in_words | value_of r l ] ] end
  | lazymatch goal with
    | |- context [Derive] => fail
    | |- context [RInt_gen] => fail
    | _ => first [ assumption | congruence | lra ]
    end
  | lra ].
(* the name x stands for v, by the lines in use *)
Ltac put x v :=
  let K := fresh "P" in
  assert (K : x = v) by told;
  rewrite ?K;
  repeat match goal with
  | H : context [x] |- _ => lazymatch H with K => fail | _ => rewrite K in H end
  end;
  try clear K.
(* the same for an expression that is no variable *)
Ltac change_to x v :=
  let K := fresh "P" in
  assert (K : x = v) by told;
  rewrite ?K.
Ltac fits :=
  intros; repeat match goal with |- _ /\ _ => split end;
  try match goal with K : ?x = _ |- context [?x] => rewrite K end;
  first [ need | exists_slope | around ].

(* derivatives and integrals of functions that are the same, written in one way *)
Ltac alike :=
  cbv beta;
  first
  [ reflexivity
  | ring
  | field; need
  | lazymatch goal with
    | |- ?f ?a = ?f ?b => apply (f_equal f); alike
    | |- ?f ?a ?b = ?f ?c ?d => apply (f_equal2 f); alike
    | |- ?f ?a ?b ?c = ?f ?d ?e ?g => apply (f_equal3 f); alike
    end ].
(* an equation between integrals is one between real numbers *)
Ltac as_reals := try match goal with |- @eq _ ?l ?r => change (@eq R l r) end.
Ltac everywhere_alike := apply functional_extensionality; intro; alike.
Ltac same_bodies :=
  as_reals;
  repeat match goal with
  | |- context [RInt_gen ?f ?a ?b] =>
    match goal with |- context [RInt_gen ?g a b] =>
      tryif constr_eq f g then fail else replace (RInt_gen f a b) with (RInt_gen g a b) by
        (apply (f_equal (fun h => RInt_gen h a b)); everywhere_alike)
    end
  | |- context [Derive ?f ?x] =>
    match goal with |- context [Derive ?g x] =>
      tryif constr_eq f g then fail else replace (Derive f x) with (Derive g x) by
        (apply (f_equal (fun h => Derive h x)); everywhere_alike)
    end
  end.

(* values of unspecified functions at arguments that are the same, written in one way *)
Ltac same_calls :=
  repeat match goal with
  | |- context [?f ?a ?b ?c] => is_var f;
    match goal with |- context [f ?x ?y ?z] =>
      tryif constr_eq (f a b c) (f x y z) then fail else replace (f a b c) with (f x y z) by (apply (f_equal3 f); alike)
    end
  | |- context [?f ?a ?b] => is_var f;
    match goal with |- context [f ?x ?y] =>
      tryif constr_eq (f a b) (f x y) then fail else replace (f a b) with (f x y) by (apply (f_equal2 f); alike)
    end
  | |- context [?f ?a] => is_var f;
    match goal with |- context [f ?x] =>
      tryif constr_eq (f a) (f x) then fail else replace (f a) with (f x) by (apply (f_equal f); alike)
    end
  end.

(* an integral of a multiple of g *)
Lemma gen_multiple (f g : R -> R) Fa Fb (c : R) {A : ProperFilter' Fa} {B : ProperFilter' Fb} :
  ex_RInt_gen g Fa Fb -> (forall x, f x = c * g x) -> RInt_gen f Fa Fb = c * RInt_gen g Fa Fb.
Proof.
  intros E H. replace f with (fun x => scal c (g x)).
  - apply (is_RInt_gen_unique (fun x => scal c (g x))). apply (is_RInt_gen_scal (V := R_NormedModule)).
    exact (RInt_gen_correct g E).
  - apply functional_extensionality. intro x. symmetry. exact (H x).
Qed.
Ltac multiple c g :=
  match goal with |- context [RInt_gen ?f ?a ?b] =>
    tryif constr_eq f g then fail else rewrite (gen_multiple f g a b c) by first [ assumption | typeclasses eauto | intro; cbv beta; first [ field; need | ring ] ]
  end;
  as_reals.

(* an integral of a combination of functions, term by term *)
Section Combinations.
Variables (f g k : R -> R) (Fa Fb : (R -> Prop) -> Prop) (c u : R).
Context {A : ProperFilter' Fa} {B : ProperFilter' Fb}.
Lemma gen_times : ex_RInt_gen g Fa Fb -> is_RInt_gen (fun x => c * g x) Fa Fb (c * RInt_gen g Fa Fb).
Proof. intro E. exact (is_RInt_gen_scal (V := R_NormedModule) g c (RInt_gen g Fa Fb) (RInt_gen_correct g E)). Qed.
Lemma gen_added : ex_RInt_gen g Fa Fb -> is_RInt_gen k Fa Fb u ->
  is_RInt_gen (fun x => c * g x + k x) Fa Fb (c * RInt_gen g Fa Fb + u).
Proof. intros E K. exact (is_RInt_gen_plus (V := R_NormedModule) _ k _ u (gen_times E) K). Qed.
Lemma gen_same : (forall x, f x = k x) -> is_RInt_gen k Fa Fb u -> RInt_gen f Fa Fb = u.
Proof.
  intros H K. replace f with k; [ exact (is_RInt_gen_unique k u K) | ].
  apply functional_extensionality. intro x. symmetry. exact (H x).
Qed.
End Combinations.
Ltac combined :=
  lazymatch goal with
  | |- is_RInt_gen (fun x => ?c * @?g x + @?k x) ?a ?b (_ + ?u) =>
    refine (gen_added g k a b c u _ _); [ assumption | combined ]
  | |- is_RInt_gen (fun x => ?c * @?g x) ?a ?b _ => refine (gen_times g a b c _); assumption
  end.
Ltac term_by_term k :=
  lazymatch goal with
  | |- RInt_gen ?f ?a ?b = ?u => refine (gen_same f k a b u _ _); [ | cbv beta; combined ]
  end.
(* what holds for every value of a variable holds for the value y *)
Ltac for_this y :=
  repeat match goal with
  | H : forall x : R, _ |- _ =>
    let T := type of H in lazymatch type of T with Prop => specialize (H y); cbv beta in H; apart H end
  end.

Ltac attempt := first [ assumption | lra ].
(* what is left when lines in use make both sides of an equation the same *)
Ltac values_put :=
  do 8 try match goal with
  | K : RInt_gen ?f ?a ?b = _ |- context [RInt_gen ?f ?a ?b] => rewrite K
  | K : Series ?f = _ |- context [Series ?f] => rewrite K
  end;
  first [ reflexivity | field; need ].
Lemma gen_value (f : R -> R) Fa Fb (v : R) {A : ProperFilter' Fa} {B : ProperFilter' Fb} :
  ex_RInt_gen f Fa Fb -> RInt_gen f Fa Fb = v -> is_RInt_gen f Fa Fb v.
Proof. intros E <-. exact (RInt_gen_correct f E). Qed.
Ltac same_sides :=
  first
  [ attempt
  | lazymatch goal with
    | |- is_RInt_gen ?f ?a ?b ?v => refine (gen_value f a b v _ _); [ assumption | as_reals; values_put ]
    | |- _ => as_reals; values_put
    end ].

(* from lines that hold, their sides put in for each other *)
Ltac joined :=
  do 8 try match goal with K : ?x = _ |- context [?x] => is_var x; rewrite K end;
  match goal with K : ?x = _ |- ?y = _ => constr_eq x y; rewrite K end;
  do 8 try match goal with K : ?x = _ |- context [?x] => is_var x; rewrite K end;
  same_bodies; first [ reflexivity | lra | field; brief ].
Ltac conclude :=
  repeat match goal with |- _ /\ _ => split end;
  first
  [ assumption
  | congruence
  | lra
  | need
  | repeat match goal with
    | H : is_RInt ?f ?a ?b ?v |- _ => apply is_RInt_unique in H
    | H : is_RInt_gen ?f ?a ?b ?v |- _ => apply is_RInt_gen_unique in H
    | H : is_derive ?f ?x ?v |- _ => apply is_derive_unique in H
    end;
    first [ congruence | lra ]
  | do 8 try match goal with K : ?x = _ |- context [?x] => is_var x; rewrite K end;
    match goal with K : ?x = _ |- ?x = _ => rewrite K end;
    do 8 try match goal with K : ?x = _ |- context [?x] => is_var x; rewrite K end;
    same_bodies; first [ reflexivity | lra | field; need ] ].
Lemma exp_nat v n : exp v ^ n = exp (INR n * v).
Proof. symmetry. apply exp_times. reflexivity. Qed.

(* the logarithm of a root at the end of a range *)
Lemma ln_root r t : 0 < r -> r ^ 2 = t -> ln (0 + r) = ln t / 2.
Proof. intros P <-. rewrite Rplus_0_l. simpl. rewrite Rmult_1_r, ln_mult by exact P. field. Qed.
Ltac log_of_root :=
  rewrite ?pow_1; progress repeat match goal with P : 0 < ?r, E : ?r ^ 2 = ?t |- context [ln (0 + ?r)] => rewrite (ln_root r t P E) end.
Ltac root r g q :=
  let P := fresh r "_pos" in let E := fresh r "_is" in let F := fresh in
  assert (F : exists x, 0 < x /\ g = x ^ q%nat) by (apply root_exists; [ need | lia ]);
  destruct F as [r [P E]]; symmetry in E.
Ltac root_0 r g :=
  let P := fresh r "_pos" in let E := fresh r "_is" in let F := fresh in
  assert (F : exists x, 0 <= x /\ g = x ^ 2) by (apply root_exists_0; need);
  destruct F as [r [P E]]; symmetry in E.
Ltac root_2 r g := first [ root r g 2%nat | root_0 r g ].
Tactic Notation "write" constr(t) "as" constr(x) "by" tactic(tac) :=
  let E := fresh "E" in assert (E : t = x) by tac; rewrite ?E in *; clear E.
Lemma abs_same y v : 0 <= v -> y = v -> Rabs y = v.
Proof. intros V ->. apply Rabs_pos_eq. exact V. Qed.
Lemma abs_opposite y v : 0 <= v -> - y = v -> Rabs y = v.
Proof. intros V <-. apply Rabs_left1. lra. Qed.
Ltac absolute x v :=
  let A := fresh "A" in
  assert (A : x = v) by
    (unfold det2, det3, Rabs; repeat destruct (Rcase_abs _); first [ lra | field; need | nra | exfalso; nra ]);
  unfold det2, det3 in A; rewrite ?A; clear A.
Ltac exponential t v :=
  replace t with v by
    (rewrite ?exp_nat; unfold Rdiv; rewrite ?Rmult_1_l; rewrite <- ?exp_Ropp, <- ?exp_plus; rewrite <- ?exp_0; f_equal; simpl INR; field; need).
Tactic Notation "exponent" constr(t) "as" constr(v) "by" tactic(tac) :=
  replace t with v by
    (rewrite ?exp_nat; unfold Rdiv; rewrite ?Rmult_1_l; rewrite <- ?exp_Ropp, <- ?exp_plus; rewrite <- ?exp_0; f_equal; simpl INR;
     unfold Rdiv in *; tac).
Ltac determined := unfold det2, det3.
Ltac stuck := fail.

(* A = B because A - B is the combination of equations that hold *)
Ltac combine c := apply Rminus_diag_uniq; transitivity c; [ field; need | ].
Ltac linear := first [ lra | nsatz ].

(* ------------------------------------------------------------------------------- continuity *)

Section Continuity.
Variables (f g : R -> R) (x : R).
Lemma C_const (c : R) : continuous (fun _ : R => c) x.
Proof. exact (continuous_const c x). Qed.
Lemma C_id : continuous (fun y : R => y) x.
Proof. exact (continuous_id x). Qed.
Hypothesis Hf : continuous f x.
Lemma C_opp : continuous (fun y => - f y) x.
Proof. exact (continuous_opp f x Hf). Qed.
Lemma C_of (u : R -> R) : continuous u (f x) -> continuous (fun y => u (f y)) x.
Proof. intro H. exact (continuous_comp f u x Hf H). Qed.
Hypothesis Hg : continuous g x.
Lemma C_add : continuous (fun y => f y + g y) x.
Proof. exact (continuous_plus f g x Hf Hg). Qed.
Lemma C_sub : continuous (fun y => f y - g y) x.
Proof. exact (continuous_minus f g x Hf Hg). Qed.
Lemma C_mul : continuous (fun y => f y * g y) x.
Proof. exact (continuous_mult f g x Hf Hg). Qed.
End Continuity.
Lemma C_slope (f : R -> R) (x : R) : ex_derive f x -> continuous f x.
Proof. exact (ex_derive_continuous f x). Qed.
Lemma C_inv (f : R -> R) x : continuous f x -> f x <> 0 -> continuous (fun y => / f y) x.
Proof. intros H N. apply (C_of f x H). apply C_slope. exists (- 1 / (f x) ^ 2). apply (D_inv (fun y => y)); [ apply D_id | exact N ]. Qed.
Lemma C_div (f g : R -> R) x : continuous f x -> continuous g x -> g x <> 0 -> continuous (fun y => f y / g y) x.
Proof. intros H K N. apply (C_mul f (fun y => / g y) x H). exact (C_inv g x K N). Qed.
Lemma C_pow (f : R -> R) x n : continuous f x -> continuous (fun y => f y ^ n) x.
Proof.
  intro H. apply (C_of f x H (fun y => y ^ n)). apply C_slope. eexists. apply (D_pow (fun y => y)). apply D_id.
Qed.
Lemma C_sqrt (f : R -> R) x : continuous f x -> continuous (fun y => sqrt (f y)) x.
Proof. intro H. exact (C_of f x H sqrt (continuous_sqrt (f x))). Qed.
Lemma C_abs (f : R -> R) x : continuous f x -> continuous (fun y => Rabs (f y)) x.
Proof. intro H. exact (C_of f x H Rabs (continuous_Rabs (f x))). Qed.
Lemma C_exp (f : R -> R) x : continuous f x -> continuous (fun y => exp (f y)) x.
Proof. intro H. exact (C_of f x H exp (continuous_exp (f x))). Qed.
Lemma C_ln (f : R -> R) x : continuous f x -> 0 < f x -> continuous (fun y => ln (f y)) x.
Proof. intros H P. apply (C_of f x H ln). apply C_slope. eexists. exact (is_derive_ln (f x) P). Qed.
Lemma C_sin (f : R -> R) x : continuous f x -> continuous (fun y => sin (f y)) x.
Proof. intro H. exact (C_of f x H sin (continuous_sin (f x))). Qed.
Lemma C_cos (f : R -> R) x : continuous f x -> continuous (fun y => cos (f y)) x.
Proof. intro H. exact (C_of f x H cos (continuous_cos (f x))). Qed.
Lemma C_atan (f : R -> R) x : continuous f x -> continuous (fun y => atan (f y)) x.
Proof. intro H. exact (C_of f x H atan (continuous_atan (f x))). Qed.
Lemma C_sinh (f : R -> R) x : continuous f x -> continuous (fun y => sinh (f y)) x.
Proof. intro H. apply (C_of f x H sinh). apply C_slope. eexists. apply (D_sinh (fun y => y)). apply D_id. Qed.
Lemma C_cosh (f : R -> R) x : continuous f x -> continuous (fun y => cosh (f y)) x.
Proof. intro H. apply (C_of f x H cosh). apply C_slope. eexists. apply (D_cosh (fun y => y)). apply D_id. Qed.
Lemma C_tan (f : R -> R) x : continuous f x -> cos (f x) <> 0 -> continuous (fun y => tan (f y)) x.
Proof. intros H N. apply (C_of f x H tan). apply C_slope. eexists. apply (D_tan (fun y => y)); [ apply D_id | exact N ]. Qed.
Lemma C_erf (f : R -> R) x : continuous f x -> continuous (fun y => erf (f y)) x.
Proof. intro H. apply (C_of f x H). apply C_slope. eexists. apply (D_erf (fun y => y)). apply D_id. Qed.
Lemma C_Rpower (f g : R -> R) x : continuous f x -> continuous g x -> 0 < f x -> continuous (fun y => Rpower (f y) (g y)) x.
Proof. intros H K P. unfold Rpower. apply C_exp. apply C_mul; [ exact K | apply C_ln; assumption ]. Qed.

(* continuous f x, with conditions left over *)
Ltac cont :=
  cbv beta;
  lazymatch goal with
  | |- continuous (fun _ => ?c) ?x => exact (C_const x c)
  | |- continuous (fun y => y) ?x => exact (C_id x)
  | |- continuous (fun y => - @?f y) ?x => refine (C_opp f x _); cont
  | |- continuous (fun y => @?f y + @?g y) ?x => refine (C_add f g x _ _); [ cont | cont ]
  | |- continuous (fun y => @?f y - @?g y) ?x => refine (C_sub f g x _ _); [ cont | cont ]
  | |- continuous (fun y => @?f y * @?g y) ?x => refine (C_mul f g x _ _); [ cont | cont ]
  | |- continuous (fun y => @?f y / @?g y) ?x => refine (C_div f g x _ _ _); [ cont | cont | ]
  | |- continuous (fun y => / @?f y) ?x => refine (C_inv f x _ _); [ cont | ]
  | |- continuous (fun y => @?f y ^ ?n) ?x => refine (C_pow f x n _); cont
  | |- continuous (fun y => sqrt (@?f y)) ?x => refine (C_sqrt f x _); cont
  | |- continuous (fun y => Rabs (@?f y)) ?x => refine (C_abs f x _); cont
  | |- continuous (fun y => exp (@?f y)) ?x => refine (C_exp f x _); cont
  | |- continuous (fun y => ln (@?f y)) ?x => refine (C_ln f x _ _); [ cont | ]
  | |- continuous (fun y => sin (@?f y)) ?x => refine (C_sin f x _); cont
  | |- continuous (fun y => cos (@?f y)) ?x => refine (C_cos f x _); cont
  | |- continuous (fun y => atan (@?f y)) ?x => refine (C_atan f x _); cont
  | |- continuous (fun y => erf (@?f y)) ?x => refine (C_erf f x _); cont
  | |- continuous (fun y => tan (@?f y)) ?x => refine (C_tan f x _ _); [ cont | ]
  | |- continuous (fun y => sinh (@?f y)) ?x => refine (C_sinh f x _); cont
  | |- continuous (fun y => cosh (@?f y)) ?x => refine (C_cosh f x _); cont
  | |- continuous (fun y => Rpower (@?f y) (@?g y)) ?x => refine (C_Rpower f g x _ _ _); [ cont | cont | ]
  | |- continuous (fun y => ?u (@?f y)) ?x => refine (C_of f x _ u _); [ cont | try assumption ]
  | |- _ => assumption
  end.

(* ------------------------------------------------------------------------------ inequalities *)

Lemma above_0 (f g : R -> R) : f 0 = 0 -> (forall x, 0 <= x -> is_derive f x (g x)) ->
  (forall x, 0 < x -> 0 < g x) -> forall x, 0 < x -> 0 < f x.
Proof.
  intros Z D P x X. destruct (MVT_cor2 f g 0 x X) as [c [E [C _]]].
  - intros c [C _]. apply is_derive_Reals. exact (D c C).
  - rewrite Z, !Rminus_0_r in E. rewrite E. apply Rmult_lt_0_compat; [ exact (P c C) | exact X ].
Qed.
(* the zero of a function that rises lies between two places *)
Lemma bracket (f g : R -> R) (l u x : R) : 0 < l -> 0 < u -> 0 < x ->
  (forall y, 0 < y -> is_derive f y (g y)) -> (forall y, 0 < y -> 0 < g y) ->
  f l < 0 -> 0 < f u -> f x = 0 -> l < x /\ x < u.
Proof.
  intros L U X D P A B Z.
  assert (I : forall a b, 0 < a -> a < b -> f a < f b).
  { intros a b A0 AB. destruct (MVT_cor2 f g a b AB) as [c [E C]].
    - intros c C. apply is_derive_Reals. apply D. lra.
    - assert (0 < g c * (b - a)) by (apply Rmult_lt_0_compat; [ apply P | ]; lra). lra. }
  split; apply Rnot_le_lt; intros [K | K].
  - specialize (I x l X K). lra.
  - subst. lra.
  - specialize (I u x U K). lra.
  - subst. lra.
Qed.
Ltac at_0 :=
  cbv beta; unfold sinh, cosh, Rdiv; rewrite ?Rmult_0_l, ?Rmult_0_r, ?Ropp_0, ?exp_0, ?sin_0, ?cos_0; lra.

(* values put in for functions, by lines that hold for every argument *)
Ltac lines :=
  repeat match goal with
  | L : forall y : R, 0 < y -> ?f y = _ |- context [?f ?z] => rewrite (L z) by need
  | L : forall y : R, ?f y = _ |- context [?f ?z] => rewrite (L z)
  end.
Ltac nearby := apply (around_from (fun y => 0 < y)); [ around | intros ? ?; lines ].
(* the same under a derivative: d is the derivative of f, e that of its value *)
Ltac extended d e :=
  replace d with e by
    (symmetry; apply Derive_ext_loc; nearby; first [ reflexivity | f_equal; field; need | field; need ]).
Ltac around_each := first [ around | exists_slope | need ].
Ltac around_or_nearby :=
  first
  [ around
  | nearby; need
  | apply filter_forall; intro; around_each
  | apply (around_from (fun y => y <> 0)); [ around | intros ? ?; around_each ] ].
