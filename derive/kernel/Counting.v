(* Counting the real zeros of polynomials, and those at which they rise or fall. *)
From Softpot Require Import Softpot.
Require Import Permutation Classical_Prop.
Open Scope R_scope.

Lemma counts_unique P n m : counts P n -> counts P m -> n = m.
Proof.
  intros [l [L [<- A]]] [k [K [<- B]]]. apply Permutation_length. apply NoDup_Permutation; [ exact L | exact K | ].
  intro x. rewrite A, B. reflexivity.
Qed.
Lemma counts_ext P Q n : (forall x, P x <-> Q x) -> counts P n -> counts Q n.
Proof. intros E [l [L [N A]]]. exists l. repeat split; try assumption; intro H; [ apply E, A, H | apply A, E, H ]. Qed.
Lemma counts_0 (P : R -> Prop) : (forall x, ~ P x) -> counts P 0.
Proof. intro H. exists nil. repeat split; [ constructor | intros [] | intro K; exact (H x K) ]. Qed.
Lemma counts_1 (P : R -> Prop) a : P a -> (forall x, P x -> x = a) -> counts P 1.
Proof.
  intros A H. exists (a :: nil). repeat split.
  - repeat constructor. intros [].
  - intros [<- | []]. exact A.
  - intro K. left. symmetry. exact (H x K).
Qed.
Lemma counts_2 (P : R -> Prop) a b : a <> b -> P a -> P b -> (forall x, P x -> x = a \/ x = b) -> counts P 2.
Proof.
  intros N A B H. exists (a :: b :: nil). repeat split.
  - repeat constructor; [ intros [E | []]; apply N; symmetry; exact E | intros [] ].
  - intros [<- | [<- | []]]; assumption.
  - intro K. destruct (H x K); simpl; auto.
Qed.
Lemma counts_3 (P : R -> Prop) a b c : a <> b -> a <> c -> b <> c -> P a -> P b -> P c ->
  (forall x, P x -> x = a \/ x = b \/ x = c) -> counts P 3.
Proof.
  intros N M O A B C H. exists (a :: b :: c :: nil). repeat split.
  - repeat constructor; simpl; intuition auto.
  - intros [<- | [<- | [<- | []]]]; assumption.
  - intro K. destruct (H x K) as [-> | [-> | ->]]; simpl; auto.
Qed.

(* ------------------------------------------------------------- a polynomial has a number of zeros *)

Fixpoint poly (l : list R) (x : R) : R := match l with nil => 0 | c :: k => c + x * poly k x end.
Fixpoint quotient (l : list R) (a : R) : list R :=
  match l with nil => nil | c :: k => match k with nil => nil | _ :: _ => poly k a :: quotient k a end end.

Lemma divided l a x : poly l x = poly l a + (x - a) * poly (quotient l a) x.
Proof.
  induction l as [ | c k IH ]; [ simpl; ring | ]. destruct k as [ | d k ]; [ simpl; ring | ].
  change (c + x * poly (d :: k) x = c + a * poly (d :: k) a +
    (x - a) * (poly (d :: k) a + x * poly (quotient (d :: k) a) x)).
  rewrite IH. ring.
Qed.
Lemma quotient_length l a : length (quotient l a) = pred (length l).
Proof.
  induction l as [ | c k IH ]; [ reflexivity | ]. destruct k as [ | d k ]; [ reflexivity | ].
  change (S (length (quotient (d :: k) a)) = S (length k)). rewrite IH. reflexivity.
Qed.
Lemma quotient_last l a : (2 <= length l)%nat -> last (quotient l a) 0 = last l 0.
Proof.
  induction l as [ | c k IH ]; [ simpl; lia | ]. destruct k as [ | d k ]; [ simpl; lia | ]. intros _.
  destruct k as [ | e k ]; [ simpl; ring | ].
  change (last (poly (d :: e :: k) a :: quotient (d :: e :: k) a) 0 = last (d :: e :: k) 0).
  rewrite <- IH by (simpl; lia). reflexivity.
Qed.
Lemma zeros_listed n : forall l, length l = S n -> last l 0 <> 0 -> exists r, forall x, poly l x = 0 -> In x r.
Proof.
  induction n as [ | n IH ]; intros l L N.
  - destruct l as [ | c [ | d k ] ]; simpl in L; try discriminate.
    exists nil. intros x X. apply N. simpl in *. rewrite <- X. ring.
  - destruct (classic (exists a, poly l a = 0)) as [[a A] | H].
    + destruct (IH (quotient l a)) as [r Z].
      * rewrite quotient_length, L. reflexivity.
      * rewrite quotient_last by (rewrite L; lia). exact N.
      * exists (a :: r). intros x X. rewrite (divided l a x), A, Rplus_0_l in X.
        destruct (Rmult_integral _ _ X) as [D | D]; [ left; lra | right; exact (Z x D) ].
    + exists nil. intros x X. apply H. exists x. exact X.
Qed.
Lemma counts_listed r : forall P : R -> Prop, (forall x, P x -> In x r) -> exists n, counts P n.
Proof.
  induction r as [ | a r IH ]; intros P H; [ exists 0%nat; apply counts_0; exact H | ].
  destruct (IH (fun x => P x /\ x <> a)) as [n [l [L [N A]]]].
  - intros x [X Y]. destruct (H x X) as [E | I]; [ exfalso; apply Y; symmetry; exact E | exact I ].
  - destruct (classic (P a)) as [Y | Y].
    + exists (S n), (a :: l). repeat split.
      * constructor; [ intro I; apply A in I; apply (proj2 I); reflexivity | exact L ].
      * simpl. rewrite N. reflexivity.
      * intros [<- | I]; [ exact Y | exact (proj1 (proj1 (A x) I)) ].
      * intro X. destruct (classic (x = a)) as [-> | E]; [ left; reflexivity | right; apply A; split; assumption ].
    + exists n, l. repeat split; try assumption.
      * intro I. exact (proj1 (proj1 (A x) I)).
      * intro X. apply A. split; [ exact X | ]. intros ->. exact (Y X).
Qed.
(* whatever some of the zeros of a polynomial are told by, they have a number *)
Lemma countable_zeros l (P : R -> Prop) : last l 0 <> 0 -> (forall x, P x -> poly l x = 0) -> exists n, counts P n.
Proof.
  intros N H. destruct l as [ | c k ]; [ exfalso; apply N; reflexivity | ].
  destruct (zeros_listed (length k) (c :: k) eq_refl N) as [r Z].
  apply (counts_listed r). intros x X. exact (Z x (H x X)).
Qed.

(* ------------------------------------------------------------------------- where they rise and fall *)

Lemma rises_at f a d : 0 < d -> (forall x, a - d < x < a -> f x < 0) -> (forall x, a < x < a + d -> 0 < f x) -> rises f a.
Proof. intros D A B. exists d. split; [ exact D | ]. intros h H. split; [ apply A | apply B ]; lra. Qed.
Lemma falls_at f a d : 0 < d -> (forall x, a - d < x < a -> 0 < f x) -> (forall x, a < x < a + d -> f x < 0) -> falls f a.
Proof. intros D A B. exists d. split; [ exact D | ]. intros h H. split; [ apply B | apply A ]; lra. Qed.
Lemma no_rise f a d : 0 < d -> (forall x, a - d < x < a -> 0 < f x) \/ (forall x, a < x < a + d -> f x < 0) -> ~ rises f a.
Proof.
  intros D H [e [E K]]. pose (h := Rmin d e / 2).
  assert (0 < h < d /\ h < e) by (unfold h, Rmin; destruct (Rle_dec d e); lra).
  destruct (K h) as [A B]; [ lra | ]. destruct H as [H | H]; [ specialize (H (a - h)) | specialize (H (a + h)) ]; lra.
Qed.
Lemma no_fall f a d : 0 < d -> (forall x, a - d < x < a -> f x < 0) \/ (forall x, a < x < a + d -> 0 < f x) -> ~ falls f a.
Proof.
  intros D H [e [E K]]. pose (h := Rmin d e / 2).
  assert (0 < h < d /\ h < e) by (unfold h, Rmin; destruct (Rle_dec d e); lra).
  destruct (K h) as [A B]; [ lra | ]. destruct H as [H | H]; [ specialize (H (a - h)) | specialize (H (a + h)) ]; lra.
Qed.

(* n zeros, m of them where f rises, k where it falls *)
Definition zeros (f : R -> R) (n m k : nat) : Prop :=
  counts (fun x => f x = 0) n /\ counts (fun x => f x = 0 /\ rises f x) m /\ counts (fun x => f x = 0 /\ falls f x) k.

Section Zeros.
Variable f : R -> R.
Lemma none : (forall x, 0 < f x) -> zeros f 0 0 0.
Proof. intro S. repeat split; apply counts_0; intros x X; specialize (S x); lra. Qed.
Lemma touching a : f a = 0 -> (forall x, x <> a -> 0 < f x) -> zeros f 1 0 0.
Proof.
  intros A S.
  assert (U : forall x, f x = 0 -> x = a).
  { intros x X. destruct (Req_dec x a) as [E | E]; [ exact E | specialize (S x E); lra ]. }
  assert (L : forall x, x < a -> 0 < f x) by (intros; apply S; lra).
  assert (H : forall x, a < x -> 0 < f x) by (intros; apply S; lra).
  repeat split.
  - exact (counts_1 _ a A U).
  - apply counts_0. intros x [X Y]. rewrite (U x X) in Y. revert Y. apply (no_rise f a 1); [ lra | left; intros; apply L; lra ].
  - apply counts_0. intros x [X Y]. rewrite (U x X) in Y. revert Y. apply (no_fall f a 1); [ lra | right; intros; apply H; lra ].
Qed.
Lemma rising_once a : f a = 0 -> (forall x, x < a -> f x < 0) -> (forall x, a < x -> 0 < f x) -> zeros f 1 1 0.
Proof.
  intros A L H.
  assert (U : forall x, f x = 0 -> x = a).
  { intros x X. destruct (Rtotal_order x a) as [E | [E | E]]; [ specialize (L x E); lra | exact E | specialize (H x E); lra ]. }
  repeat split.
  - exact (counts_1 _ a A U).
  - apply (counts_1 _ a); [ split; [ exact A | ] | intros x [X _]; exact (U x X) ].
    apply (rises_at f a 1); [ lra | intros; apply L; lra | intros; apply H; lra ].
  - apply counts_0. intros x [X Y]. rewrite (U x X) in Y. revert Y. apply (no_fall f a 1); [ lra | left; intros; apply L; lra ].
Qed.
(* touching 0 from below at a, then rising at b *)
Lemma below_then a b : a < b -> f a = 0 -> f b = 0 -> (forall x, x < b -> x <> a -> f x < 0) -> (forall x, b < x -> 0 < f x) ->
  zeros f 2 1 0.
Proof.
  intros AB A B L H.
  assert (U : forall x, f x = 0 -> x = a \/ x = b).
  { intros x X. destruct (Req_dec x a) as [E | E]; [ left; exact E | right ].
    destruct (Rtotal_order x b) as [F | [F | F]]; [ specialize (L x F E); lra | exact F | specialize (H x F); lra ]. }
  repeat split.
  - apply (counts_2 _ a b); [ lra | exact A | exact B | exact U ].
  - apply (counts_1 _ b).
    + split; [ exact B | ]. apply (rises_at f b (b - a)); [ lra | intros; apply L; lra | intros; apply H; lra ].
    + intros x [X Y]. destruct (U x X) as [-> | E]; [ exfalso | exact E ]. revert Y.
      apply (no_rise f a (b - a)); [ lra | right; intros; apply L; lra ].
  - apply counts_0. intros x [X Y]. revert Y. destruct (U x X) as [-> | ->].
    + apply (no_fall f a (b - a)); [ lra | left; intros; apply L; lra ].
    + apply (no_fall f b (b - a)); [ lra | left; intros; apply L; lra ].
Qed.
(* rising at a, then touching 0 from above at b *)
Lemma above_after a b : a < b -> f a = 0 -> f b = 0 -> (forall x, x < a -> f x < 0) -> (forall x, a < x -> x <> b -> 0 < f x) ->
  zeros f 2 1 0.
Proof.
  intros AB A B L H.
  assert (U : forall x, f x = 0 -> x = a \/ x = b).
  { intros x X. destruct (Req_dec x b) as [E | E]; [ right; exact E | left ].
    destruct (Rtotal_order x a) as [F | [F | F]]; [ specialize (L x F); lra | exact F | specialize (H x F E); lra ]. }
  repeat split.
  - apply (counts_2 _ a b); [ lra | exact A | exact B | exact U ].
  - apply (counts_1 _ a).
    + split; [ exact A | ]. apply (rises_at f a (b - a)); [ lra | intros; apply L; lra | intros; apply H; lra ].
    + intros x [X Y]. destruct (U x X) as [E | ->]; [ exact E | exfalso ]. revert Y.
      apply (no_rise f b (b - a)); [ lra | left; intros; apply H; lra ].
  - apply counts_0. intros x [X Y]. revert Y. destruct (U x X) as [-> | ->].
    + apply (no_fall f a (b - a)); [ lra | left; intros; apply L; lra ].
    + apply (no_fall f b (b - a)); [ lra | right; intros; apply H; lra ].
Qed.
Lemma falling_rising a b : a < b -> f a = 0 -> f b = 0 -> (forall x, x < a -> 0 < f x) -> (forall x, a < x < b -> f x < 0) ->
  (forall x, b < x -> 0 < f x) -> zeros f 2 1 1.
Proof.
  intros AB A B L M H.
  assert (U : forall x, f x = 0 -> x = a \/ x = b).
  { intros x X. destruct (Rtotal_order x a) as [E | [E | E]]; [ specialize (L x E); lra | left; exact E | right ].
    destruct (Rtotal_order x b) as [F | [F | F]]; [ specialize (M x (conj E F)); lra | exact F | specialize (H x F); lra ]. }
  repeat split.
  - apply (counts_2 _ a b); [ lra | exact A | exact B | exact U ].
  - apply (counts_1 _ b).
    + split; [ exact B | ]. apply (rises_at f b (b - a)); [ lra | intros; apply M; lra | intros; apply H; lra ].
    + intros x [X Y]. destruct (U x X) as [-> | E]; [ exfalso | exact E ]. revert Y.
      apply (no_rise f a (b - a)); [ lra | left; intros; apply L; lra ].
  - apply (counts_1 _ a).
    + split; [ exact A | ]. apply (falls_at f a (b - a)); [ lra | intros; apply L; lra | intros; apply M; lra ].
    + intros x [X Y]. destruct (U x X) as [E | ->]; [ exact E | exfalso ]. revert Y.
      apply (no_fall f b (b - a)); [ lra | right; intros; apply H; lra ].
Qed.
Lemma rising_falling_rising a b c : a < b -> b < c -> f a = 0 -> f b = 0 -> f c = 0 ->
  (forall x, x < a -> f x < 0) -> (forall x, a < x < b -> 0 < f x) -> (forall x, b < x < c -> f x < 0) ->
  (forall x, c < x -> 0 < f x) -> zeros f 3 2 1.
Proof.
  intros AB BC A B C L M N H.
  assert (U : forall x, f x = 0 -> x = a \/ x = b \/ x = c).
  { intros x X. destruct (Rtotal_order x a) as [E | [E | E]]; [ specialize (L x E); lra | left; exact E | right ].
    destruct (Rtotal_order x b) as [F | [F | F]]; [ specialize (M x (conj E F)); lra | left; exact F | right ].
    destruct (Rtotal_order x c) as [G | [G | G]]; [ specialize (N x (conj F G)); lra | exact G | specialize (H x G); lra ]. }
  repeat split.
  - apply (counts_3 _ a b c); try lra. exact U.
  - apply (counts_2 _ a c); [ lra | | | ].
    + split; [ exact A | ]. apply (rises_at f a (b - a)); [ lra | intros; apply L; lra | intros; apply M; lra ].
    + split; [ exact C | ]. apply (rises_at f c (c - b)); [ lra | intros; apply N; lra | intros; apply H; lra ].
    + intros x [X Y]. destruct (U x X) as [E | [-> | E]]; [ left; exact E | exfalso | right; exact E ]. revert Y.
      apply (no_rise f b (b - a)); [ lra | left; intros; apply M; lra ].
  - apply (counts_1 _ b).
    + split; [ exact B | ]. apply (falls_at f b (Rmin (b - a) (c - b))).
      * apply Rmin_glb_lt; lra.
      * intros x X. apply M. pose proof (Rmin_l (b - a) (c - b)). lra.
      * intros x X. apply N. pose proof (Rmin_r (b - a) (c - b)). lra.
    + intros x [X Y]. destruct (U x X) as [-> | [E | ->]]; [ exfalso | exact E | exfalso ]; revert Y.
      * apply (no_fall f a (b - a)); [ lra | left; intros; apply L; lra ].
      * apply (no_fall f c (c - b)); [ lra | right; intros; apply H; lra ].
Qed.

(* signs of products of linear factors *)
Lemma neg_pos a b : a < 0 -> 0 < b -> a * b < 0.
Proof. intros; nra. Qed.
Lemma neg_neg a b : a < 0 -> b < 0 -> 0 < a * b.
Proof. intros; nra. Qed.
Lemma pos_neg a b : 0 < a -> b < 0 -> a * b < 0.
Proof. intros; nra. Qed.
Lemma pos_pos a b : 0 < a -> 0 < b -> 0 < a * b.
Proof. intros; nra. Qed.
Lemma square_pos a : a <> 0 -> 0 < a ^ 2.
Proof. intro N. rewrite <- Rsqr_pow2. exact (Rsqr_pos_lt a N). Qed.

Lemma quadratic u v c : 0 < c -> (forall x, f x = u + v * x + c * x ^ 2) ->
  v ^ 2 - 4 * u * c < 0 /\ zeros f 0 0 0 \/
  v ^ 2 - 4 * u * c = 0 /\ zeros f 1 0 0 \/
  0 < v ^ 2 - 4 * u * c /\ zeros f 2 1 1.
Proof.
  intros C F. set (D := v ^ 2 - 4 * u * c).
  assert (Q : forall x, f x = c * (x + v / (2 * c)) ^ 2 - D / (4 * c)) by (intro x; rewrite F; unfold D; field; lra).
  destruct (Rtotal_order D 0) as [K | [K | K]].
  - left. split; [ exact K | ]. apply none. intro x. rewrite Q.
    assert (0 <= c * (x + v / (2 * c)) ^ 2) by (apply Rmult_le_pos; [ lra | apply pow2_ge_0 ]).
    assert (0 < - D / (4 * c)) by (apply Rdiv_lt_0_compat; lra).
    replace (- D / (4 * c)) with (- (D / (4 * c))) in * by (field; lra). lra.
  - right; left. split; [ exact K | ]. rewrite K in Q. apply (touching (- v / (2 * c))).
    + rewrite Q. field. lra.
    + intros x X. rewrite Q. replace (0 / (4 * c)) with 0 by (field; lra). rewrite Rminus_0_r.
      apply pos_pos; [ exact C | ]. apply square_pos. intro E. apply X. replace (- v / (2 * c)) with (- (v / (2 * c))) by (field; lra). lra.
  - right; right. split; [ exact K | ]. set (s := sqrt D).
    assert (S0 : 0 < s) by (apply sqrt_lt_R0; exact K).
    assert (S2 : s ^ 2 = D) by (apply pow2_sqrt; lra).
    set (a := (- v - s) / (2 * c)). set (b := (- v + s) / (2 * c)).
    assert (G : forall x, f x = c * ((x - a) * (x - b))).
    { intro x. rewrite Q, <- S2. unfold a, b. field. lra. }
    assert (AB : a < b) by (unfold a, b, Rdiv; apply Rmult_lt_compat_r; [ apply Rinv_0_lt_compat; lra | lra ]).
    apply (falling_rising a b AB).
    + rewrite G. ring.
    + rewrite G. ring.
    + intros x X. rewrite G. apply pos_pos; [ exact C | apply neg_neg; lra ].
    + intros x X. rewrite G. apply pos_neg; [ exact C | ]. apply pos_neg; lra.
    + intros x X. rewrite G. apply pos_pos; [ exact C | apply pos_pos; lra ].
Qed.

(* a cubic one of whose zeros is 0 *)
Lemma cubic_0 u v c : 0 < c -> (forall x, f x = u * x + v * x ^ 2 + c * x ^ 3) ->
  v ^ 2 - 4 * u * c < 0 /\ zeros f 1 1 0 \/
  v ^ 2 - 4 * u * c = 0 /\ v = 0 /\ u = 0 /\ zeros f 1 1 0 \/
  v ^ 2 - 4 * u * c = 0 /\ v <> 0 /\ 0 < u /\ zeros f 2 1 0 \/
  0 < v ^ 2 - 4 * u * c /\ u = 0 /\ v <> 0 /\ zeros f 2 1 0 \/
  0 < v ^ 2 - 4 * u * c /\ u <> 0 /\ zeros f 3 2 1.
Proof.
  intros C F. set (D := v ^ 2 - 4 * u * c).
  assert (Q : forall x, f x = x * (c * (x + v / (2 * c)) ^ 2 - D / (4 * c))) by (intro x; rewrite F; unfold D; field; lra).
  assert (F0 : f 0 = 0) by (rewrite F; ring).
  destruct (Rtotal_order D 0) as [K | [K | K]].
  - left. split; [ exact K | ].
    assert (P : forall x, 0 < c * (x + v / (2 * c)) ^ 2 - D / (4 * c)).
    { intro x. assert (0 <= c * (x + v / (2 * c)) ^ 2) by (apply Rmult_le_pos; [ lra | apply pow2_ge_0 ]).
      assert (0 < - D / (4 * c)) by (apply Rdiv_lt_0_compat; lra).
      replace (- D / (4 * c)) with (- (D / (4 * c))) in * by (field; lra). lra. }
    apply (rising_once 0 F0); intros x X; rewrite Q; [ apply neg_pos | apply pos_pos ]; try lra; apply P.
  - rewrite K in Q. assert (Q' : forall x, f x = x * (c * (x - (- v / (2 * c))) ^ 2)) by (intro x; rewrite Q; field; lra).
    set (r := - v / (2 * c)) in Q'. assert (Fr : f r = 0) by (rewrite Q'; ring).
    assert (P : forall x, x <> r -> 0 < c * (x - r) ^ 2) by (intros x X; apply pos_pos; [ exact C | apply square_pos; lra ]).
    destruct (Rtotal_order v 0) as [V | [V | V]].
    + assert (R0 : 0 < r) by (unfold r; apply Rdiv_lt_0_compat; lra).
      right; right; left. split; [ exact K | ]. split; [ lra | ]. split; [ unfold D in K; nra | ].
      apply (above_after 0 r R0 F0 Fr).
      * intros x X. rewrite Q'. apply neg_pos; [ lra | apply P; lra ].
      * intros x X Y. rewrite Q'. apply pos_pos; [ lra | apply P; exact Y ].
    + assert (R0 : r = 0) by (unfold r; rewrite V; field; lra). rewrite R0 in *.
      right; left. split; [ exact K | ]. split; [ exact V | ]. split; [ unfold D in K; nra | ].
      apply (rising_once 0 F0); intros x X; rewrite Q'; [ apply neg_pos | apply pos_pos ]; try lra; apply P; lra.
    + assert (R0 : r < 0).
      { assert (0 < v / (2 * c)) by (apply Rdiv_lt_0_compat; lra). unfold r. replace (- v / (2 * c)) with (- (v / (2 * c))) by (field; lra). lra. }
      right; right; left. split; [ exact K | ]. split; [ lra | ]. split; [ unfold D in K; nra | ].
      apply (below_then r 0 R0 Fr F0).
      * intros x X Y. rewrite Q'. apply neg_pos; [ lra | apply P; exact Y ].
      * intros x X. rewrite Q'. apply pos_pos; [ lra | apply P; lra ].
  - destruct (Req_dec u 0) as [U | U].
    + assert (V : v <> 0) by (intro V; unfold D in K; rewrite U, V in K; lra).
      assert (G : forall x, f x = c * (x ^ 2 * (x - (- v / c)))) by (intro x; rewrite F, U; field; lra).
      set (r := - v / c) in G. assert (Fr : f r = 0) by (rewrite G; ring).
      right; right; right; left. split; [ exact K | ]. split; [ exact U | ]. split; [ exact V | ].
      destruct (Rdichotomy v 0 V) as [W | W].
      * assert (R0 : 0 < r) by (unfold r; apply Rdiv_lt_0_compat; lra).
        apply (below_then 0 r R0 F0 Fr).
        -- intros x X Y. rewrite G. apply pos_neg; [ exact C | ]. apply pos_neg; [ apply square_pos; exact Y | lra ].
        -- intros x X. rewrite G. apply pos_pos; [ exact C | ]. apply pos_pos; [ apply square_pos; lra | lra ].
      * assert (R0 : r < 0).
        { assert (0 < v / c) by (apply Rdiv_lt_0_compat; lra). unfold r. replace (- v / c) with (- (v / c)) by (field; lra). lra. }
        apply (above_after r 0 R0 Fr F0).
        -- intros x X. rewrite G. apply pos_neg; [ exact C | ]. apply pos_neg; [ apply square_pos; lra | lra ].
        -- intros x X Y. rewrite G. apply pos_pos; [ exact C | ]. apply pos_pos; [ apply square_pos; exact Y | lra ].
    + right; right; right; right. split; [ exact K | ]. split; [ exact U | ].
      set (s := sqrt D). assert (S0 : 0 < s) by (apply sqrt_lt_R0; exact K).
      assert (S2 : s ^ 2 = D) by (apply pow2_sqrt; lra).
      set (a := (- v - s) / (2 * c)). set (b := (- v + s) / (2 * c)).
      assert (G : forall x, f x = c * (x * ((x - a) * (x - b)))) by (intro x; rewrite Q, <- S2; unfold a, b; field; lra).
      assert (AB : a < b) by (unfold a, b, Rdiv; apply Rmult_lt_compat_r; [ apply Rinv_0_lt_compat; lra | lra ]).
      assert (N : a * b <> 0).
      { replace (a * b) with (u / c).
        - apply Rmult_integral_contrapositive_currified; [ exact U | apply Rinv_neq_0_compat; lra ].
        - unfold a, b. replace ((- v - s) / (2 * c) * ((- v + s) / (2 * c))) with ((v ^ 2 - s ^ 2) / (4 * c ^ 2)) by (field; lra).
          rewrite S2. unfold D. field. lra. }
      assert (A0 : a <> 0) by (intro E; apply N; rewrite E; ring).
      assert (B0 : b <> 0) by (intro E; apply N; rewrite E; ring).
      assert (Fa : f a = 0) by (rewrite G; ring). assert (Fb : f b = 0) by (rewrite G; ring).
      destruct (Rdichotomy a 0 A0) as [A1 | A1]; [ destruct (Rdichotomy b 0 B0) as [B1 | B1] | ].
      * apply (rising_falling_rising a b 0); try assumption; intros x X; rewrite G.
        -- apply pos_neg; [ exact C | apply neg_pos; [ lra | apply neg_neg; lra ] ].
        -- apply pos_pos; [ exact C | apply neg_neg; [ lra | apply pos_neg; lra ] ].
        -- apply pos_neg; [ exact C | apply neg_pos; [ lra | apply pos_pos; lra ] ].
        -- apply pos_pos; [ exact C | apply pos_pos; [ lra | apply pos_pos; lra ] ].
      * apply (rising_falling_rising a 0 b); try assumption; intros x X; rewrite G.
        -- apply pos_neg; [ exact C | apply neg_pos; [ lra | apply neg_neg; lra ] ].
        -- apply pos_pos; [ exact C | apply neg_neg; [ lra | apply pos_neg; lra ] ].
        -- apply pos_neg; [ exact C | apply pos_neg; [ lra | apply pos_neg; lra ] ].
        -- apply pos_pos; [ exact C | apply pos_pos; [ lra | apply pos_pos; lra ] ].
      * assert (B1 : 0 < b) by lra.
        apply (rising_falling_rising 0 a b); try assumption; intros x X; rewrite G.
        -- apply pos_neg; [ exact C | apply neg_pos; [ lra | apply neg_neg; lra ] ].
        -- apply pos_pos; [ exact C | apply pos_pos; [ lra | apply neg_neg; lra ] ].
        -- apply pos_neg; [ exact C | apply pos_neg; [ lra | apply pos_neg; lra ] ].
        -- apply pos_pos; [ exact C | apply pos_pos; [ lra | apply pos_pos; lra ] ].
Qed.
End Zeros.

(* ---------------------------------------------------------------- zeros of x^3 + a x + b, some of them *)

Lemma counts_opp (P : R -> Prop) n : counts (fun x => P (- x)) n -> counts P n.
Proof.
  intros [l [L [<- A]]]. exists (map Ropp l). repeat split.
  - apply FinFun.Injective_map_NoDup; [ intros x y E; lra | exact L ].
  - apply map_length.
  - intro I. apply in_map_iff in I. destruct I as [y [<- Y]]. apply A, Y.
  - intro X. apply in_map_iff. exists (- x). split; [ ring | ]. apply A. rewrite Ropp_involutive. exact X.
Qed.

Section Cubic.
Variables a b : R.
Let f (x : R) : R := x ^ 3 + a * x + b.
Lemma cubic_zero p q : p < q -> f p * f q < 0 -> exists x, p < x < q /\ f x = 0.
Proof.
  intros PQ S. assert (C : Ranalysis1.continuity f).
  { intro x. apply continuity_pt_filterlim. apply C_slope. unfold f. eexists. diff. }
  destruct (IVT_gen f p q 0 C) as [x [X F]].
  - unfold Rmin, Rmax. destruct (Rle_dec (f p) (f q)); nra.
  - rewrite Rmin_left, Rmax_right in X by lra. exists x. split; [ | exact F ].
    destruct X as [[X | X] [Y | Y]]; subst; rewrite ?F in S; lra.
Qed.
Lemma cubic_far p : exists q, p < q /\ 0 < q /\ 0 < f q.
Proof.
  pose (m := 1 + Rabs a + Rabs b + Rabs p). exists m.
  pose proof (Rabs_pos a). pose proof (Rabs_pos b). pose proof (Rabs_pos p). pose proof (Rle_abs p).
  assert (- Rabs a <= a) by (pose proof (Rle_abs (- a)); rewrite Rabs_Ropp in *; lra).
  assert (- Rabs b <= b) by (pose proof (Rle_abs (- b)); rewrite Rabs_Ropp in *; lra).
  assert (M : 1 <= m /\ Rabs a + Rabs b < m ^ 2) by (unfold m; split; [ lra | nra ]).
  split; [ unfold m; lra | split; [ lra | ]]. unfold f.
  assert (m * Rabs a + m * Rabs b < m * m ^ 2) by (rewrite <- Rmult_plus_distr_l; apply Rmult_lt_compat_l; lra).
  assert (- (m * Rabs a) <= a * m) by nra. assert (Rabs b <= m * Rabs b) by nra. nra.
Qed.
End Cubic.

Lemma outer_neg a b : b < 0 -> counts (fun x => x ^ 3 + a * x + b = 0 /\ 0 < x ^ 2 + a) 1.
Proof.
  intro B. pose (l := sqrt (Rmax 0 (- a))).
  assert (L0 : 0 <= l) by apply sqrt_pos.
  assert (L2 : l ^ 2 = Rmax 0 (- a)) by (apply pow2_sqrt; apply Rmax_l).
  pose proof (Rmax_r 0 (- a)) as La.
  assert (Lz : l * (l ^ 2 + a) = 0).
  { unfold l in *. rewrite L2. unfold Rmax. destruct (Rle_dec 0 (- a)); [ ring | ]. rewrite sqrt_0. ring. }
  destruct (cubic_far a b l) as [q [Q [Q0 F]]].
  destruct (cubic_zero a b l q Q) as [x [X Z]].
  - assert (l ^ 3 + a * l + b = b) by (replace (l ^ 3 + a * l + b) with (l * (l ^ 2 + a) + b) by ring; lra). nra.
  - assert (A : forall y, y ^ 3 + a * y + b = 0 -> 0 < y ^ 2 + a -> 0 < y).
    { intros y Y C. apply Rnot_le_lt. intro N. assert (y * (y ^ 2 + a) = - b) by nra. nra. }
    apply (counts_1 _ x); [ split; [ exact Z | nra ] | ].
    intros y [Y C]. specialize (A y Y C).
    assert (E : (y - x) * (y ^ 2 + y * x + x ^ 2 + a) = 0) by nra.
    destruct (Rmult_integral _ _ E) as [D | D]; [ lra | ]. exfalso. assert (0 < y * x) by nra. nra.
Qed.
Lemma cubic_outer a b : b = 0 /\ a <= 0 \/ counts (fun x => x ^ 3 + a * x + b = 0 /\ 0 < x ^ 2 + a) 1.
Proof.
  destruct (Rtotal_order b 0) as [B | [B | B]].
  - right. exact (outer_neg a b B).
  - destruct (Rle_dec a 0) as [A | A]; [ left; split; assumption | right ].
    apply (counts_1 _ 0); [ split; nra | ]. intros x [X Y].
    assert (E : x * (x ^ 2 + a) = 0) by nra. destruct (Rmult_integral _ _ E); lra.
  - right. apply counts_opp. refine (counts_ext _ _ 1 _ (outer_neg a (- b) _)); [ | lra ].
    intro x. cbv beta. split; intros [X Y]; split; nra.
Qed.

Lemma barrier_neg k b : 0 < k -> b < - 2 * k ^ 3 ->
  counts (fun x => x ^ 3 - 3 * k ^ 2 * x + b = 0 /\ (x ^ 2 < k ^ 2 \/ 4 * k ^ 2 < x ^ 2)) 1.
Proof.
  intros K B. destruct (cubic_far (- 3 * k ^ 2) b (2 * k)) as [q [Q [Q0 F]]].
  destruct (cubic_zero (- 3 * k ^ 2) b (2 * k) q Q) as [x [X Z]].
  - assert ((2 * k) ^ 3 + - 3 * k ^ 2 * (2 * k) + b = 2 * k ^ 3 + b) by ring. nra.
  - apply (counts_1 _ x); [ split; [ lra | right; nra ] | ].
    intros y [Y _]. assert (A : 2 * k < y).
    { apply Rnot_le_lt. intro N. assert (0 <= (y + k) ^ 2 * (2 * k - y)) by (apply Rmult_le_pos; [ apply pow2_ge_0 | lra ]). nra. }
    assert (E : (y - x) * (y ^ 2 + y * x + x ^ 2 - 3 * k ^ 2) = 0) by nra.
    destruct (Rmult_integral _ _ E) as [D | D]; [ lra | ]. exfalso. nra.
Qed.
Lemma barrier_between k b : 0 < k -> - 2 * k ^ 3 < b < 2 * k ^ 3 ->
  counts (fun x => x ^ 3 - 3 * k ^ 2 * x + b = 0 /\ (x ^ 2 < k ^ 2 \/ 4 * k ^ 2 < x ^ 2)) 1.
Proof.
  intros K B. destruct (cubic_zero (- 3 * k ^ 2) b (- k) k) as [x [X Z]]; [ lra | | ].
  - assert ((- k) ^ 3 + - 3 * k ^ 2 * (- k) + b = 2 * k ^ 3 + b) by ring.
    assert (k ^ 3 + - 3 * k ^ 2 * k + b = b - 2 * k ^ 3) by ring. nra.
  - apply (counts_1 _ x); [ split; [ lra | left; nra ] | ].
    intros y [Y [C | C]].
    + assert (E : (y - x) * (y ^ 2 + y * x + x ^ 2 - 3 * k ^ 2) = 0) by nra.
      destruct (Rmult_integral _ _ E) as [D | D]; [ lra | ]. exfalso.
      assert (x ^ 2 < k ^ 2) by nra. pose proof (pow2_ge_0 (y - x)). lra.
    + exfalso. assert (y < - 2 * k \/ 2 * k < y) as [A | A] by (destruct (Rle_dec y 0); [ left | right ]; nra).
      * assert (0 <= (y - k) ^ 2 * (- (y + 2 * k))) by (apply Rmult_le_pos; [ apply pow2_ge_0 | lra ]). nra.
      * assert (0 <= (y + k) ^ 2 * (y - 2 * k)) by (apply Rmult_le_pos; [ apply pow2_ge_0 | lra ]). nra.
Qed.
Lemma cubic_inner a b : 4 * a ^ 3 + 27 * b ^ 2 = 0 \/
  counts (fun x => x ^ 3 + a * x + b = 0 /\ (3 * x ^ 2 + a < 0 \/ 0 < 3 * x ^ 2 / 4 + a)) 1.
Proof.
  destruct (Rle_dec 0 a) as [A | A].
  - destruct (cubic_outer a b) as [[B A'] | H]; [ left | right ].
    + assert (a = 0) by lra. subst. ring.
    + revert H. apply counts_ext. intro x. cbv beta. split; intros [X Y]; (split; [ exact X | ]).
      * right. destruct (Rle_lt_or_eq_dec 0 a A) as [P | <-]; nra.
      * destruct (Rle_lt_or_eq_dec 0 a A) as [P | <-]; destruct Y; nra.
  - pose (k := sqrt (- a / 3)). assert (K : 0 < k) by (apply sqrt_lt_R0; lra).
    assert (Ak : a = - 3 * k ^ 2) by (unfold k; rewrite pow2_sqrt by lra; field).
    clearbody k. subst a.
    assert (E : forall c n, counts (fun x => x ^ 3 - 3 * k ^ 2 * x + c = 0 /\ (x ^ 2 < k ^ 2 \/ 4 * k ^ 2 < x ^ 2)) n ->
      counts (fun x => x ^ 3 + - 3 * k ^ 2 * x + c = 0 /\ (3 * x ^ 2 + - 3 * k ^ 2 < 0 \/ 0 < 3 * x ^ 2 / 4 + - 3 * k ^ 2)) n).
    { intros c n. apply counts_ext. intro x. cbv beta. split; intros [X [Y | Y]]; (split; [ lra | ]); first [ left; lra | right; lra ]. }
    assert (P : 0 < k ^ 3) by (apply pow_lt; exact K).
    destruct (Rtotal_order b (- 2 * k ^ 3)) as [B | [B | B]]; [ right; apply E; apply barrier_neg; assumption | left; subst; ring | ].
    destruct (Rtotal_order b (2 * k ^ 3)) as [C | [C | C]]; [ right; apply E; apply barrier_between; [ exact K | split; assumption ] | left; subst; ring | right ].
    apply counts_opp. refine (counts_ext _ _ 1 _ (E (- b) 1%nat (barrier_neg k (- b) K _))); [ | lra ].
    intro x. cbv beta. split; intros [X [Y | Y]]; (split; [ nra | first [ left; lra | right; lra ] ]).
Qed.

(* -------------------------------------------------------------------------- deciding by cells *)

Ltac opened :=
  repeat match goal with
  | H : _ /\ _ |- _ => destruct H
  | H : _ \/ _ |- _ => destruct H
  end.
(* the number that is counted is the one found *)
Ltac counted :=
  repeat match goal with
  | K : counts ?P ?N, L : counts ?P ?n |- _ =>
    is_var N; let E := fresh "E" in assert (E : N = n) by exact (counts_unique P N n K L); clear L; rewrite ?E
  end.
Ltac decided :=
  lazymatch goal with
  | |- _ <-> _ => split; decided
  | |- _ /\ _ => split; decided
  | |- _ \/ _ => first [ left; decided | right; decided ]
  | |- ~ _ => let H := fresh "H" in intro H; decided
  | |- _ -> _ => let H := fresh "H" in intro H; opened; decided
  | |- _ =>
    first
    [ reflexivity
    | assumption
    | lia
    | lra
    | nra
    | exfalso; match goal with H : _ <> _ |- _ => apply H; first [ lra | nra ] end ]
  end.
Ltac cells H := let K := fresh "K" in pose proof H as K; unfold zeros in K; cbv beta in K; opened; counted; decided.
(* of the zeros of x^3 + a x + b those told by conditions that are the same as the lemma's *)
Ltac chosen H :=
  let K := fresh "K" in pose proof H as K; cbv beta in K; destruct K as [K | K];
  [ opened; first [ left; decided | right; decided | decided ]
  | match goal with
    | C : counts ?P ?N, L : counts ?Q 1%nat |- _ =>
      let E := fresh "E" in
      assert (E : N = 1%nat) by
        (apply (counts_unique P N 1%nat C); revert L; apply counts_ext; intro; cbv beta; split; intro; opened; decided);
      rewrite ?E; decided
    end ].
Ltac listed l := unfold countable; apply (countable_zeros l); [ simpl; need | intro; cbv beta; intro; opened; simpl; lra ].
