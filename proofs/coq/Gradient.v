(* Back-propagation computes the gradient: dE/dw_kj = -delta_k y_j for every weight of every layer. *)
Require Import Reals Arith List Lra Lia.
From Coquelicot Require Import Coquelicot.
From Backprop Require Import Sum Rules Activation Network Derivative.
Open Scope R_scope.

Lemma set_same w l k j v : set w l k j v l k j = v.
Proof. unfold set. now rewrite !Nat.eqb_refl. Qed.

Lemma set_here w l k j l' k' j' : set w l k j (w l k j) l' k' j' = w l' k' j'.
Proof.
  unfold set. destruct (Nat.eqb_spec l' l) as [->|], (Nat.eqb_spec k' k) as [->|], (Nat.eqb_spec j' j) as [->|];
    reflexivity.
Qed.

Lemma set_moves (w : weights) l k j (v0 : R) l' k' j' :
  is_derive (fun v : R => set w l k j v l' k' j') v0
    (if ((l' =? l) && (k' =? k) && (j' =? j))%nat%bool then 1 else 0).
Proof.
  unfold set. destruct ((l' =? l) && (k' =? k) && (j' =? j))%nat%bool.
  - apply identity_slope.
  - apply derive_const.
Qed.

(* The contribution of the one weight that moves, and of no other. *)
Lemma from_one_weight N w s t l k j :
  (1 <= l <= depth N)%nat -> (1 <= k <= width N l)%nat -> (j <= width N (pred l))%nat ->
  sum (depth N) (from_weights N w s t
    (fun l' k' j' => if ((l' =? l) && (k' =? k) && (j' =? j))%nat%bool then 1 else 0))
  = delta N w s t l k * y N w s (pred l) j.
Proof.
  intros layer unit input. unfold from_weights.
  rewrite (sum_single _ l) by (assumption || (intros l' _ other; apply sum_zero; intros; apply sum_from_0_zero;
    intros; destruct (Nat.eqb_spec l' l); [contradiction|]; simpl; ring)).
  rewrite (sum_single _ k) by (assumption || (intros k' _ other; apply sum_from_0_zero; intros;
    destruct (Nat.eqb_spec k' k); [contradiction|]; rewrite Nat.eqb_refl; simpl; ring)).
  rewrite (sum_from_0_single _ j) by (assumption || (intros j' _ other;
    destruct (Nat.eqb_spec j' j); [contradiction|]; rewrite !Nat.eqb_refl; simpl; ring)).
  rewrite !Nat.eqb_refl. simpl. ring.
Qed.

(* The main theorem, for one pattern. *)
Theorem gradient (N : network) (w : weights) (s t : signals) (l k j : nat) :
  (1 <= l <= depth N)%nat -> (1 <= k <= width N l)%nat -> (j <= width N (pred l))%nat ->
  is_derive (fun v : R => E N (set w l k j v) s t) (w l k j)
    (- (delta N w s t l k * y N w s (pred l) j)).
Proof.
  intros layer unit input. eapply derive_equal.
  - apply (E_moves_with_weights N w s t (set w l k j)).
    + apply set_here.
    + intros. apply set_moves.
  - now rewrite from_one_weight.
Qed.

(* A derivative of each pattern's E gives that of the set's. *)
Lemma derive_sum_over patterns (q : R -> signals -> signals -> R) (v0 : R)
    (dq : signals -> signals -> R) :
  (forall s t, is_derive (fun v : R => q v s t) v0 (dq s t)) ->
  is_derive (fun v : R => sum_over patterns (q v)) v0 (sum_over patterns dq).
Proof.
  intros each. induction patterns as [|p rest IH]; simpl.
  - apply derive_const.
  - apply (derive_plus (fun v => q v (fst p) (snd p))); [apply each|exact IH].
Qed.

(* The main theorem, for a set of patterns. *)
Theorem gradient_of_set (N : network) (w : weights) (patterns : list (signals * signals)) (l k j : nat) :
  (1 <= l <= depth N)%nat -> (1 <= k <= width N l)%nat -> (j <= width N (pred l))%nat ->
  is_derive (fun v : R => E_set N (set w l k j v) patterns) (w l k j)
    (sum_over patterns (fun s t => - (delta N w s t l k * y N w s (pred l) j))).
Proof.
  intros layer unit input. unfold E_set.
  apply (derive_sum_over patterns (fun v => E N (set w l k j v))).
  intros s t. now apply gradient.
Qed.

Lemma put_here u j k : put u j (u j) k = u k.
Proof. unfold put. destruct (Nat.eqb_spec k j) as [->|]; reflexivity. Qed.

Lemma put_moves (u : signals) j (v0 : R) k :
  is_derive (fun v : R => put u j v k) v0 (if (k =? j)%nat then 1 else 0).
Proof.
  unfold put. destruct (k =? j)%nat.
  - apply identity_slope.
  - apply derive_const.
Qed.

(* dE/dy_j, the other outputs of its layer as they are: EQ-3, EQ-4 and EQ-17. *)
Theorem gradient_of_output (N : network) (w : weights) (s t : signals) (l j : nat) :
  (l <= depth N)%nat -> (1 <= j <= width N l)%nat ->
  is_derive (fun v : R => E_of_outputs N w t l (put (y N w s l) j v)) (y N w s l j) (dE_dy N w s t l j).
Proof.
  intros layer unit. eapply derive_equal.
  - apply (E_moves_with_outputs N w s t l); [assumption| |].
    + intros. apply put_here.
    + intros. apply put_moves.
  - rewrite (sum_single _ j); [|assumption|].
    + rewrite Nat.eqb_refl. ring.
    + intros k _ other. destruct (Nat.eqb_spec k j); [contradiction|]. ring.
Qed.

Lemma y_of_net_input N w s l j : (1 <= l)%nat -> (1 <= j)%nat -> y N w s l j = f N l (x N w s l j).
Proof. intros layer unit. destruct l; [lia|]. destruct j; [lia|]. reflexivity. Qed.

(* delta_j = -dE/dx_j for every layer: EQ-6 and EQ-13. *)
Theorem delta_is_sensitivity (N : network) (w : weights) (s t : signals) (l j : nat) :
  (1 <= l <= depth N)%nat -> (1 <= j <= width N l)%nat ->
  is_derive (fun v : R => E_of_net_inputs N w t l (put (x N w s l) j v)) (x N w s l j)
    (- delta N w s t l j).
Proof.
  intros layer unit. eapply derive_equal.
  - apply (E_moves_with_outputs N w s t l (fun v k => f N l (put (x N w s l) j v k))
      (fun k => f' N l (x N w s l k) * (if (k =? j)%nat then 1 else 0))); [lia| |].
    + intros k unit_k. rewrite put_here, y_of_net_input by lia. reflexivity.
    + intros k unit_k. apply derive_comp; [|apply put_moves].
      rewrite put_here. apply slope_is_derivative.
  - rewrite (sum_single _ j); [|assumption|].
    + rewrite Nat.eqb_refl, delta_by_dE_dy by lia. ring.
    + intros k _ other. destruct (Nat.eqb_spec k j); [contradiction|]. ring.
Qed.
