(* Integrals by antiderivatives, proper and improper, and the limits that they need. *)
From Softpot Require Import Softpot.
Open Scope R_scope.

Lemma integral_le (F f : R -> R) (a b : R) : a <= b ->
  (forall x, a < x < b -> is_derive F x (f x)) ->
  (forall x, a <= x <= b -> continuous F x) ->
  (forall x, a <= x <= b -> continuous f x) ->
  is_RInt f a b (F b - F a).
Proof.
  intros AB D C c.
  set (g := extension_C0 f (Finite a) (Finite b)).
  assert (Gf : forall x, a <= x <= b -> g x = f x).
  { intros x X. apply extension_C0_ext; simpl; lra. }
  assert (Gc : forall x, continuous g x).
  { apply extension_C0_continuous; [ exact AB | ]. intros x X Y. apply c. split; assumption. }
  set (G := fun x => RInt g a x).
  assert (Gd : forall x, is_derive G x (g x)).
  { intro x. apply (is_derive_RInt g G a x); [ | exact (Gc x) ].
    apply filter_forall. intro y. apply (RInt_correct g a y).
    apply (ex_RInt_continuous g a y). intros z _. exact (Gc z). }
  assert (I : is_RInt f a b (G b)).
  { apply (is_RInt_ext g); [ | apply (RInt_correct g a b); apply (ex_RInt_continuous g a b); intros z _; exact (Gc z) ].
    intros x X. rewrite Rmin_left, Rmax_right in X by exact AB. apply Gf. lra. }
  destruct (MVT_gen (fun x => G x - F x) a b (fun _ => 0)) as [z [_ Z]].
  - intros x X. rewrite Rmin_left, Rmax_right in X by exact AB.
    eapply D_eq; [ apply (D_sub G F x (g x) (f x)); [ exact (Gd x) | exact (D x X) ] | ].
    rewrite Gf; [ ring | lra ].
  - intros x X. rewrite Rmin_left, Rmax_right in X by exact AB.
    apply continuity_pt_filterlim. apply (C_sub G F x); [ | exact (C x X) ].
    apply C_slope. exists (g x). exact (Gd x).
  - replace (F b - F a) with (G b); [ exact I | ].
    assert (G a = 0) by (unfold G; rewrite RInt_point; reflexivity). lra.
Qed.

Lemma integral (F f : R -> R) (a b v : R) :
  (forall x, Rmin a b < x < Rmax a b -> is_derive F x (f x)) ->
  (forall x, Rmin a b <= x <= Rmax a b -> continuous F x) ->
  (forall x, Rmin a b <= x <= Rmax a b -> continuous f x) ->
  F b - F a = v -> is_RInt f a b v.
Proof.
  intros D C c <-. destruct (Rle_dec a b) as [AB | BA].
  - rewrite Rmin_left, Rmax_right in * by exact AB. exact (integral_le F f a b AB D C c).
  - assert (AB : b <= a) by lra. rewrite Rmin_right, Rmax_left in * by exact AB.
    replace (F b - F a) with (@opp R_NormedModule (F a - F b)) by (unfold opp; simpl; ring).
    apply is_RInt_swap. exact (integral_le F f b a AB D C c).
Qed.

(* -------------------------------------------------------------------------------------- limits *)

Lemma L_at (F : R -> R) (a : R) : filterlim F (at_point a) (locally (F a)).
Proof. intros P HP. exact (locally_singleton _ _ HP). Qed.
Lemma L_right (F : R -> R) (a : R) : continuous F a -> filterlim F (at_right a) (locally (F a)).
Proof. intros C. eapply filterlim_filter_le_1; [ | exact C ]. apply filter_le_within. Qed.
Lemma L_left (F : R -> R) (a : R) : continuous F a -> filterlim F (at_left a) (locally (F a)).
Proof. intros C. eapply filterlim_filter_le_1; [ | exact C ]. apply filter_le_within. Qed.
Lemma L_eq (F : R -> R) G (a b : R) : filterlim F G (locally a) -> a = b -> filterlim F G (locally b).
Proof. intros H <-. exact H. Qed.

Section Limits.
Context {T : Type} {G : (T -> Prop) -> Prop} {FG : Filter G}.
Variables (f g : T -> R) (a b c : R).
Lemma L_const : filterlim (fun _ : T => c) G (locally c).
Proof. apply filterlim_const. Qed.
Hypothesis A : filterlim f G (locally a).
Lemma L_of (u : R -> R) : continuous u a -> filterlim (fun y => u (f y)) G (locally (u a)).
Proof. intro C. eapply filterlim_comp; [ exact A | exact C ]. Qed.
Lemma L_opp : filterlim (fun y => - f y) G (locally (- a)).
Proof. exact (L_of (fun z => - z) (C_opp (fun z => z) a (C_id a))). Qed.
Hypothesis B : filterlim g G (locally b).
Lemma L_add : filterlim (fun y => f y + g y) G (locally (a + b)).
Proof. exact (filterlim_comp_2 (G := locally a) (H := locally b) f g Rplus A B (filterlim_plus a b)). Qed.
Lemma L_mul : filterlim (fun y => f y * g y) G (locally (a * b)).
Proof. exact (filterlim_comp_2 (G := locally a) (H := locally b) f g Rmult A B (filterlim_mult a b)). Qed.
End Limits.
Section Limits.
Context {T : Type} {G : (T -> Prop) -> Prop} {FG : Filter G}.
Variables (f g : T -> R) (a b c : R).
Hypothesis A : filterlim f G (locally a).
Hypothesis B : filterlim g G (locally b).
Lemma L_sub : filterlim (fun y => f y - g y) G (locally (a - b)).
Proof. exact (L_add f (fun y => - g y) a (- b) A (L_opp g b B)). Qed.
Lemma L_div : b <> 0 -> filterlim (fun y => f y / g y) G (locally (a / b)).
Proof.
  intro N. apply (L_mul f (fun y => / g y) a (/ b) A).
  apply (L_of g b B Rinv). exact (C_inv (fun z => z) b (C_id b) N).
Qed.
End Limits.

(* between ends that are limits: inside an interval I that reaches both *)
Lemma integral_gen (F f : R -> R) (Fa Fb : (R -> Prop) -> Prop) (A B v : R) (I : R -> Prop)
  {FFa : ProperFilter Fa} {FFb : ProperFilter Fb} :
  (forall x y z, I x -> I y -> x <= z <= y -> I z) -> Fa I -> Fb I ->
  (forall x, I x -> is_derive F x (f x)) -> (forall x, I x -> continuous f x) ->
  filterlim F Fa (locally A) -> filterlim F Fb (locally B) -> B - A = v -> is_RInt_gen f Fa Fb v.
Proof.
  intros V Ia Ib D c LA LB <- P HP.
  assert (Q : filter_prod Fa Fb (fun ab => P (F (snd ab) - F (fst ab)))).
  { assert (L : filterlim (fun ab => F (snd ab) - F (fst ab)) (filter_prod Fa Fb) (locally (B - A))).
    { apply (L_sub (fun ab => F (snd ab)) (fun ab => F (fst ab)) B A).
      - eapply filterlim_comp; [ apply filterlim_snd | exact LB ].
      - eapply filterlim_comp; [ apply filterlim_fst | exact LA ]. }
    exact (L P HP). }
  assert (J : filter_prod Fa Fb (fun ab => I (fst ab) /\ I (snd ab))).
  { exact (Filter_prod _ _ _ I I Ia Ib (fun x y X Y => conj X Y)). }
  change (filter_prod Fa Fb (fun ab => exists l, is_RInt f (fst ab) (snd ab) l /\ P l)).
  generalize (filter_and _ _ J Q). apply filter_imp. intros [a b] [[X Y] R]. simpl in *.
  exists (F b - F a). split; [ | exact R ].
  assert (N : forall x, Rmin a b <= x <= Rmax a b -> I x).
  { intros x Z. unfold Rmin, Rmax in Z. destruct (Rle_dec a b); [ apply (V a b) | apply (V b a) ]; try assumption; lra. }
  apply (integral F f a b).
  - intros x Z. apply D, N. lra.
  - intros x Z. apply C_slope. exists (f x). exact (D x (N x Z)).
  - intros x Z. exact (c x (N x Z)).
  - reflexivity.
Qed.

Notation infinite f G := (filterlim f G (Rbar_locally p_infty)).
Section Infinite.
Context {G : (R -> Prop) -> Prop} {FG : Filter G}.
Variables (f g : R -> R).
Lemma I_intro : (forall m, G (fun y => m < f y)) -> infinite f G.
Proof. intros H P [m M]. change (G (fun y => P (f y))). generalize (H m). apply filter_imp. intros y Y. exact (M _ Y). Qed.
End Infinite.
Section Infinite.
Context {G : (R -> Prop) -> Prop} {FG : Filter G}.
Variables (f g : R -> R).
Hypothesis A : infinite f G.
Lemma I_elim m : G (fun y => m < f y).
Proof. apply (A (fun z => m < z)). exists m. intros; assumption. Qed.
Lemma I_above : (G (fun y => f y <= g y)) -> infinite g G.
Proof.
  intro H. apply I_intro. intro m. generalize (filter_and _ _ H (I_elim m)). apply filter_imp. intros y Y. lra.
Qed.
Lemma I_scale c : 0 < c -> infinite (fun y => c * f y) G.
Proof.
  intro C. apply I_intro. intro m. generalize (I_elim (m / c)). apply filter_imp. intros y Y.
  apply (Rmult_lt_compat_l c) in Y; [ | exact C ]. replace (c * (m / c)) with m in Y by (field; lra). exact Y.
Qed.
Lemma I_scale' c : 0 < c -> infinite (fun y => f y * c) G.
Proof.
  intro C. apply I_intro. intro m. generalize (I_elim (m / c)). apply filter_imp. intros y Y.
  apply (Rmult_lt_compat_r c) in Y; [ | exact C ]. replace (m / c * c) with m in Y by (field; lra). exact Y.
Qed.
Lemma I_div c : 0 < c -> infinite (fun y => f y / c) G.
Proof. intro C. apply I_scale'. apply Rinv_0_lt_compat. exact C. Qed.
Lemma I_pow n : (0 < n)%nat -> infinite (fun y => f y ^ n) G.
Proof.
  intro N. apply I_intro. intro m. generalize (I_elim (Rmax 1 m)). apply filter_imp. intros y Y.
  assert (1 < f y /\ m < f y) as [U V] by (unfold Rmax in Y; destruct (Rle_dec 1 m); lra).
  apply (Rlt_le_trans _ (f y)); [ exact V | ]. rewrite <- (pow_1 (f y)) at 1. apply Rle_pow; [ lra | lia ].
Qed.
Lemma I_sqrt : infinite (fun y => sqrt (f y)) G.
Proof.
  apply I_intro. intro m. generalize (I_elim (Rmax 0 m ^ 2)). apply filter_imp. intros y Y.
  apply (Rle_lt_trans _ (Rmax 0 m)); [ apply Rmax_r | ].
  rewrite <- (sqrt_pow2 (Rmax 0 m)) by apply Rmax_l. apply sqrt_lt_1_alt. split; [ apply pow2_ge_0 | exact Y ].
Qed.
Lemma Z_div c : filterlim (fun y => c / f y) G (locally 0).
Proof.
  apply (L_eq _ _ (c * 0) 0); [ | ring ]. apply (L_mul (fun _ => c) (fun y => / f y) c 0 (L_const c)).
  eapply filterlim_comp; [ exact A | ]. apply (filterlim_Rbar_inv p_infty). discriminate.
Qed.
Lemma Z_exp : filterlim (fun y => exp (- f y)) G (locally 0).
Proof.
  eapply filterlim_comp; [ | apply is_lim_exp_m ]. eapply filterlim_comp; [ exact A | ].
  exact (filterlim_Rbar_opp p_infty).
Qed.
End Infinite.
Lemma I_id : infinite (fun y => y) (Rbar_locally p_infty).
Proof. exact (filterlim_id R (Rbar_locally p_infty)). Qed.

(* filterlim F G (locally ?), with conditions left over *)
Ltac infinite_ :=
  cbv beta;
  lazymatch goal with
  | |- filterlim (fun y => y) _ _ => exact I_id
  | |- filterlim (fun y => sqrt (@?f y)) _ _ => refine (I_sqrt f _); infinite_
  | |- filterlim (fun y => @?f y ^ ?n) _ _ => refine (I_pow f _ n _); [ infinite_ | lia ]
  | |- filterlim (fun y => @?f y * @?g y) _ _ =>
    lazymatch f with
    | fun _ => ?c => refine (I_scale g _ c _); [ infinite_ | need ]
    | _ => lazymatch g with fun _ => ?c => refine (I_scale' f _ c _); [ infinite_ | need ] end
    end
  | |- filterlim (fun y => @?f y / @?g y) _ _ =>
    lazymatch g with fun _ => ?c => refine (I_div f _ c _); [ infinite_ | need ] end
  | |- _ => assumption
  end.
Ltac lim_more := fail.
Ltac lim :=
  cbv beta;
  first
  [ assumption
  | lazymatch goal with
    | |- filterlim (fun _ => ?c) _ _ => exact (L_const c)
    | |- filterlim (fun y => - @?f y) _ _ => refine (L_opp f _ _); lim
    | |- filterlim (fun y => @?f y + @?g y) _ _ => refine (L_add f g _ _ _ _); [ lim | lim ]
    | |- filterlim (fun y => @?f y - @?g y) _ _ => refine (L_sub f g _ _ _ _); [ lim | lim ]
    | |- filterlim (fun y => @?f y / @?g y) _ _ =>
      first [ lazymatch f with fun _ => ?c => refine (Z_div g _ c); infinite_ end
            | refine (L_div f g _ _ _ _ _); [ lim | lim | need ] ]
    | |- filterlim (fun y => @?f y * @?g y) _ _ => refine (L_mul f g _ _ _ _); [ lim | lim ]
    | |- filterlim (fun y => exp (- @?f y)) _ _ => refine (Z_exp f _); infinite_
    end
  | lim_more ].
Ltac at_end :=
  lazymatch goal with
  | |- filterlim ?F (at_point ?a) _ => exact (L_at F a)
  | |- filterlim ?F (at_right ?a) _ => refine (L_right F a _); cont; need
  | |- filterlim ?F (at_left ?a) _ => refine (L_left F a _); cont; need
  | |- _ => lim
  end.
Ltac reaches :=
  lazymatch goal with
  | |- at_point _ _ => unfold at_point; cbv beta; first [ apply Rle_refl | need ]
  | |- at_right ?a _ => unfold at_right, within; apply filter_forall; intros ? H; exact H
  | |- Rbar_locally p_infty (fun y => ?a < y) => exists a; intros; assumption
  | |- Rbar_locally p_infty (fun y => ?a <= y) => exists a; intros; apply Rlt_le; assumption
  | |- Rbar_locally m_infty (fun y => y < ?a) => exists a; intros; assumption
  | |- Rbar_locally _ (fun y => True) => exists 0; intros; exact I
  end.
Ltac bounds G :=
  try (rewrite Rmin_left in G by solve [ need ]; rewrite Rmax_right in G by solve [ need ]);
  unfold Rmin, Rmax in G;
  repeat match type of G with context [Rle_dec ?a ?b] => destruct (Rle_dec a b) end;
  try (exfalso; lra).
Ltac within := let y := fresh "y" in let G := fresh "G" in intros y G; bounds G; need.
