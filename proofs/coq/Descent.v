(* The changes of the weights lead downhill: what the update does to E, and what momentum may do to it. *)
Require Import Reals Arith List Lra Lia.
From Coquelicot Require Import Coquelicot.
From Backprop Require Import Sum Rules Activation Network Derivative Gradient.
Open Scope R_scope.
Import ListNotations.

Section Directions.

Variable N : network.

(* The inner product over all weights of the network. *)
Definition dot (a b : weights) : R :=
  sum (depth N) (fun l => sum (width N l) (fun k =>
    sum_from_0 (width N (pred l)) (fun j => a l k j * b l k j))).

Definition a_weight (l k j : nat) : Prop :=
  (1 <= l <= depth N)%nat /\ (1 <= k <= width N l)%nat /\ (j <= width N (pred l))%nat.

Lemma dot_ext a b a' b' :
  (forall l k j, a l k j = a' l k j) -> (forall l k j, b l k j = b' l k j) -> dot a b = dot a' b'.
Proof.
  intros same_a same_b. apply sum_ext; intros. apply sum_ext; intros. apply sum_from_0_ext; intros.
  now rewrite same_a, same_b.
Qed.

Lemma dot_mult_l c a b : dot (fun l k j => c * a l k j) b = c * dot a b.
Proof.
  unfold dot. rewrite <- sum_mult_l. apply sum_ext; intros. rewrite <- sum_mult_l. apply sum_ext; intros.
  rewrite <- sum_from_0_mult_l. apply sum_from_0_ext; intros. ring.
Qed.

Lemma dot_plus_l a a' b : dot (fun l k j => a l k j + a' l k j) b = dot a b + dot a' b.
Proof.
  unfold dot. rewrite <- sum_plus. apply sum_ext; intros. rewrite <- sum_plus. apply sum_ext; intros.
  rewrite <- sum_from_0_plus. apply sum_from_0_ext; intros. ring.
Qed.

Lemma dot_sym a b : dot a b = dot b a.
Proof.
  apply sum_ext; intros. apply sum_ext; intros. apply sum_from_0_ext; intros. ring.
Qed.

Lemma dot_self_nonneg a : 0 <= dot a a.
Proof.
  apply sum_nonneg; intros. apply sum_nonneg; intros. apply sum_from_0_nonneg; intros.
  apply Rle_0_sqr.
Qed.

Lemma dot_self_pos a l k j : a_weight l k j -> a l k j <> 0 -> 0 < dot a a.
Proof.
  intros (layer & unit & input) nonzero.
  apply Rlt_le_trans with (a l k j * a l k j); [now apply Rsqr_pos_lt|].
  apply Rle_trans with (sum_from_0 (width N (pred l)) (fun j => a l k j * a l k j)).
  { apply (sum_from_0_term_le _ j (fun j => a l k j * a l k j)); [assumption|]. intros; apply Rle_0_sqr. }
  apply Rle_trans with (sum (width N l) (fun k => sum_from_0 (width N (pred l)) (fun j => a l k j * a l k j))).
  { apply (sum_term_le _ k (fun k => sum_from_0 (width N (pred l)) (fun j => a l k j * a l k j))); [assumption|].
    intros; apply sum_from_0_nonneg; intros; apply Rle_0_sqr. }
  apply (sum_term_le _ l (fun l => sum (width N l) (fun k =>
    sum_from_0 (width N (pred l)) (fun j => a l k j * a l k j)))); [assumption|].
  intros; apply sum_nonneg; intros; apply sum_from_0_nonneg; intros; apply Rle_0_sqr.
Qed.

(* -dE/dw for a set of patterns, as back-propagation computes it (EQ-8). *)
Definition downhill (w : weights) (patterns : list (signals * signals)) : weights :=
  fun l k j => sum_over patterns (fun s t => delta N w s t l k * y N w s (pred l) j).

(* The weights after going h times the way d. *)
Definition along (w d : weights) (h : R) : weights := fun l k j => w l k j + h * d l k j.

Lemma E_set_ext w w' patterns :
  (forall l k j, w' l k j = w l k j) -> E_set N w' patterns = E_set N w patterns.
Proof.
  intros same. unfold E_set. induction patterns as [|p rest IH]; simpl; [reflexivity|].
  rewrite IH. f_equal.
  rewrite <- (E_given_self N w w') by assumption. symmetry. now apply E_given_self.
Qed.

(* The derivative of E along any direction d. *)
Theorem directional_derivative w d patterns :
  is_derive (fun h : R => E_set N (along w d h) patterns) 0 (- dot (downhill w patterns) d).
Proof.
  unfold E_set. eapply derive_equal.
  - apply (derive_sum_over patterns (fun h : R => E N (along w d h))). intros s t.
    apply (E_moves_with_weights N w s t (along w d) d).
    + intros. unfold along. ring.
    + intros. unfold along. eapply derive_equal.
      * apply derive_plus; [apply derive_const|].
        apply derive_mult; [apply identity_slope|apply derive_const].
      * cbv beta. ring.
  - induction patterns as [|p rest IH]; simpl.
    + unfold dot, downhill. simpl. rewrite sum_zero; [ring|].
      intros. apply sum_zero; intros. apply sum_from_0_zero; intros. ring.
    + rewrite IH. unfold downhill. simpl. rewrite dot_plus_l. fold (downhill w rest). unfold dot at 2.
      unfold from_weights. ring.
Qed.

(* Along the change of an update the derivative is -eta times the sum of the squares of the gradient. *)
Theorem update_derivative eta w patterns :
  is_derive (fun h : R => E_set N (along w (change_set N eta w patterns) h) patterns) 0
    (- (eta * dot (downhill w patterns) (downhill w patterns))).
Proof.
  eapply derive_equal; [apply directional_derivative|].
  rewrite dot_sym, <- dot_mult_l. reflexivity.
Qed.

Theorem update_descends eta w patterns :
  0 <= eta -> - (eta * dot (downhill w patterns) (downhill w patterns)) <= 0.
Proof.
  intros rate. pose proof (dot_self_nonneg (downhill w patterns)). nra.
Qed.

Theorem update_descends_strictly eta w patterns l k j :
  0 < eta -> a_weight l k j -> downhill w patterns l k j <> 0 ->
  - (eta * dot (downhill w patterns) (downhill w patterns)) < 0.
Proof.
  intros rate weight nonzero. pose proof (dot_self_pos _ _ _ _ weight nonzero). nra.
Qed.

(* Where a differentiable function falls, a short way lowers it. *)
Lemma short_way_down (g : R -> R) (dg : R) :
  is_derive g 0 dg -> dg < 0 -> exists h0, 0 < h0 /\ forall h, 0 < h < h0 -> g h < g 0.
Proof.
  intros derivative falls. apply is_derive_Reals in derivative.
  destruct (derivative (- dg) ltac:(lra)) as [h0 near]. exists h0. split; [apply cond_pos|].
  intros h range. specialize (near h ltac:(lra)). rewrite Rplus_0_l in near.
  specialize (near ltac:(rewrite Rabs_pos_eq; lra)). apply Rabs_def2 in near.
  assert ((g h - g 0) / h < 0) by lra.
  assert (g h - g 0 = (g h - g 0) / h * h) by (field; lra). nra.
Qed.

(* A learning rate that is small enough lowers E, unless the gradient is zero. *)
Theorem small_update_lowers_E w patterns l k j :
  a_weight l k j -> downhill w patterns l k j <> 0 ->
  exists eta0, 0 < eta0 /\
    forall eta, 0 < eta < eta0 -> E_set N (update_set N eta w patterns) patterns < E_set N w patterns.
Proof.
  intros weight nonzero.
  destruct (short_way_down (fun h : R => E_set N (along w (downhill w patterns) h) patterns)
    (- dot (downhill w patterns) (downhill w patterns))) as (eta0 & positive & lower).
  - apply directional_derivative.
  - pose proof (dot_self_pos _ _ _ _ weight nonzero). lra.
  - exists eta0. split; [exact positive|]. intros eta range. specialize (lower eta range).
    rewrite (E_set_ext w (along w (downhill w patterns) 0)) in lower by (intros; unfold along; ring).
    exact lower.
Qed.

(* The same for the update after each pattern: it is the E of that pattern that falls. *)
Theorem small_update_of_pattern_lowers_E w s t l k j :
  a_weight l k j -> delta N w s t l k * y N w s (pred l) j <> 0 ->
  exists eta0, 0 < eta0 /\ forall eta, 0 < eta < eta0 -> E N (update N eta w s t) s t < E N w s t.
Proof.
  intros weight nonzero.
  destruct (small_update_lowers_E w [(s, t)] l k j weight) as (eta0 & positive & lower).
  { unfold downhill. simpl. lra. }
  exists eta0. split; [exact positive|]. intros eta range. specialize (lower eta range).
  rewrite (E_set_ext (update N eta w s t)) in lower.
  - unfold E_set in lower. simpl in lower. lra.
  - intros l' k' j'. unfold update_set, change_set, update, change. simpl. ring.
Qed.

(* Momentum: Delta w(m) = eta delta y + alpha Delta w(m-1), the change before being c. *)
Definition momentum_change (eta alpha : R) (w c : weights) patterns : weights :=
  fun l k j => change_set N eta w patterns l k j + alpha * c l k j.

Theorem momentum_derivative eta alpha w c patterns :
  is_derive (fun h : R => E_set N (along w (momentum_change eta alpha w c patterns) h) patterns) 0
    (- (eta * dot (downhill w patterns) (downhill w patterns) + alpha * dot (downhill w patterns) c)).
Proof.
  eapply derive_equal; [apply directional_derivative|].
  rewrite dot_sym. unfold momentum_change. rewrite dot_plus_l, dot_mult_l, (dot_sym c).
  unfold change_set. rewrite (dot_mult_l eta (downhill w patterns)). reflexivity.
Qed.

(* It leads downhill when the change before still does, *)
Theorem momentum_descends eta alpha w c patterns l k j :
  0 < eta -> 0 <= alpha -> a_weight l k j -> downhill w patterns l k j <> 0 ->
  0 <= dot (downhill w patterns) c ->
  - (eta * dot (downhill w patterns) (downhill w patterns) + alpha * dot (downhill w patterns) c) < 0.
Proof.
  intros rate inertia weight nonzero agrees. pose proof (dot_self_pos _ _ _ _ weight nonzero). nra.
Qed.

(* or when it is small beside the new one. *)
Theorem small_momentum_descends eta alpha w c patterns :
  0 < eta ->
  alpha * alpha * dot c c < eta * eta * dot (downhill w patterns) (downhill w patterns) ->
  - (eta * dot (downhill w patterns) (downhill w patterns) + alpha * dot (downhill w patterns) c) < 0.
Proof.
  intros rate small. set (g := downhill w patterns) in *.
  pose proof (dot_self_nonneg (fun l k j => eta * g l k j + alpha * c l k j)) as square.
  rewrite dot_plus_l, dot_mult_l, dot_mult_l in square.
  rewrite (dot_sym g), (dot_sym c), !dot_plus_l, !dot_mult_l, (dot_sym c g) in square.
  assert (0 < 2 * eta * (eta * dot g g + alpha * dot g c)) by nra. nra.
Qed.

End Directions.

(* Momentum adds up all gradients before, older ones with higher powers of alpha. For one weight: *)
Fixpoint with_momentum (eta alpha : R) (g : nat -> R) (m : nat) : R :=
  match m with
  | O => eta * g O
  | S before => eta * g m + alpha * with_momentum eta alpha g before
  end.

Theorem momentum_unrolled eta alpha g m :
  with_momentum eta alpha g m = eta * sum_from_0 m (fun n => alpha ^ (m - n) * g n).
Proof.
  induction m as [|m IH].
  - unfold sum_from_0. simpl. ring.
  - cbn [with_momentum]. rewrite IH. unfold sum_from_0. cbn [sum]. rewrite Nat.sub_diag.
    rewrite (sum_ext m (fun n => alpha ^ (S m - n) * g n) (fun n => alpha * (alpha ^ (m - n) * g n))).
    2: { intros n range. replace (S m - n)%nat with (S (m - n)) by lia. rewrite <- tech_pow_Rmult. ring. }
    rewrite sum_mult_l. rewrite !Nat.sub_0_r, <- tech_pow_Rmult. simpl (alpha ^ 0). ring.
Qed.

(* With momentum a step can lead uphill, however the gradient looks: one linear unit that has only its bias, the
   second update from rest. *)
Definition bias_only : network :=
  {| depth := 1; width l := l; activation_of _ := identity_activation |}.

Definition at_zero : list (signals * signals) := [(fun _ => 0, fun _ => 0)].

Theorem momentum_can_climb :
  exists (N : network) (patterns : list (signals * signals)) (w0 : weights) (eta alpha : R),
    0 < eta /\ 0 <= alpha < 1 /\
    let c1 := momentum_change N eta alpha w0 (fun _ _ _ => 0) patterns in
    let w1 := along w0 c1 1 in
    let c2 := momentum_change N eta alpha w1 c1 patterns in
    let w2 := along w1 c2 1 in
    Derive (fun h : R => E_set N (along w1 c2 h) patterns) 0 > 0
    /\ E_set N w2 patterns > E_set N w1 patterns.
Proof.
  exists bias_only, at_zero, (fun _ _ _ => 1), (3 / 2), (9 / 10).
  split; [lra|]. split; [lra|]. intros c1 w1 c2 w2.
  set (bias := fun a : weights => a 1%nat 1%nat 0%nat).
  assert (forall w, bias (downhill bias_only w at_zero) = - bias w) as slope.
  { intros w. unfold bias, downhill. cbn. unfold e, x. cbn. unfold f. cbn.
    unfold net_input, sum_from_0. cbn. ring. }
  assert (forall w, E_set bias_only w at_zero = 1 / 2 * (bias w * bias w)) as error.
  { intros w. unfold bias, E_set. cbn. unfold E, half_sum_of_squares. cbn. unfold e. cbn. unfold f. cbn.
    unfold net_input, sum_from_0. cbn. ring. }
  assert (forall a b, dot bias_only a b = bias a * bias b) as product.
  { intros a b. unfold bias, dot, sum_from_0. cbn. ring. }
  assert (bias c1 = - (3 / 2)) as first_change.
  { change (bias c1) with (3 / 2 * bias (downhill bias_only (fun _ _ _ => 1) at_zero) + 9 / 10 * 0).
    rewrite slope. unfold bias. lra. }
  assert (bias w1 = - (1 / 2)) as first_weight.
  { change (bias w1) with (1 + 1 * bias c1). lra. }
  assert (bias c2 = - (6 / 10)) as second_change.
  { change (bias c2) with (3 / 2 * bias (downhill bias_only w1 at_zero) + 9 / 10 * bias c1).
    rewrite slope. lra. }
  assert (bias w2 = - (11 / 10)) as second_weight.
  { change (bias w2) with (bias w1 + 1 * bias c2). lra. }
  split.
  - rewrite (is_derive_unique _ _ _ (directional_derivative bias_only w1 c2 at_zero)).
    rewrite product, slope, first_weight, second_change. lra.
  - rewrite !error, first_weight, second_weight. lra.
Qed.
