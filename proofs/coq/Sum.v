(* Finite sums of real numbers, first index first. *)
Require Import Reals Lra Lia.
Open Scope R_scope.

(* f 1 + f 2 + ... + f n *)
Fixpoint sum (n : nat) (f : nat -> R) : R :=
  match n with
  | O => 0
  | S m => sum m f + f n
  end.

(* f 0 + (f 1 + f 2 + ... + f n): the sums that begin with the bias *)
Definition sum_from_0 (n : nat) (f : nat -> R) : R := f O + sum n f.

Lemma sum_ext n f g : (forall k, (1 <= k <= n)%nat -> f k = g k) -> sum n f = sum n g.
Proof.
  induction n as [|n IH]; intros same; simpl; [reflexivity|].
  rewrite IH by (intros; apply same; lia). rewrite same by lia. reflexivity.
Qed.

Lemma sum_from_0_ext n f g :
  (forall j, (j <= n)%nat -> f j = g j) -> sum_from_0 n f = sum_from_0 n g.
Proof.
  intros same. unfold sum_from_0. rewrite same by lia. f_equal.
  apply sum_ext. intros; apply same; lia.
Qed.

Lemma sum_plus n f g : sum n (fun k => f k + g k) = sum n f + sum n g.
Proof. induction n as [|n IH]; simpl; [lra|]. rewrite IH. lra. Qed.

Lemma sum_mult_l n c f : sum n (fun k => c * f k) = c * sum n f.
Proof. induction n as [|n IH]; simpl; [lra|]. rewrite IH. lra. Qed.

Lemma sum_mult_r n c f : sum n (fun k => f k * c) = sum n f * c.
Proof. induction n as [|n IH]; simpl; [lra|]. rewrite IH. lra. Qed.

Lemma sum_zero n f : (forall k, (1 <= k <= n)%nat -> f k = 0) -> sum n f = 0.
Proof.
  intros zero. rewrite (sum_ext n f (fun _ => 0 * 0)) by (intros; rewrite zero by lia; lra).
  rewrite sum_mult_l. lra.
Qed.

Lemma sum_opp n f : sum n (fun k => - f k) = - sum n f.
Proof. induction n as [|n IH]; simpl; [lra|]. rewrite IH. lra. Qed.

Lemma sum_swap n m f :
  sum n (fun k => sum m (fun j => f k j)) = sum m (fun j => sum n (fun k => f k j)).
Proof.
  induction n as [|n IH]; simpl.
  - symmetry. apply sum_zero. reflexivity.
  - rewrite IH, <- sum_plus. apply sum_ext. reflexivity.
Qed.

Lemma sum_nonneg n f : (forall k, (1 <= k <= n)%nat -> 0 <= f k) -> 0 <= sum n f.
Proof.
  induction n as [|n IH]; intros nonneg; simpl; [lra|].
  assert (0 <= sum n f) by (apply IH; intros; apply nonneg; lia).
  assert (0 <= f (S n)) by (apply nonneg; lia). lra.
Qed.

Lemma sum_le n f g : (forall k, (1 <= k <= n)%nat -> f k <= g k) -> sum n f <= sum n g.
Proof.
  induction n as [|n IH]; intros le; simpl; [lra|].
  assert (sum n f <= sum n g) by (apply IH; intros; apply le; lia).
  assert (f (S n) <= g (S n)) by (apply le; lia). lra.
Qed.

(* A sum of which only one term is not zero. *)
Lemma sum_single n i f :
  (1 <= i <= n)%nat -> (forall k, (1 <= k <= n)%nat -> k <> i -> f k = 0) -> sum n f = f i.
Proof.
  induction n as [|n IH]; intros range others; [lia|]. simpl.
  destruct (Nat.eq_dec i (S n)) as [->|not_last].
  - rewrite sum_zero by (intros; apply others; lia). lra.
  - rewrite IH by (lia || (intros; apply others; lia)).
    rewrite (others (S n)) by lia. lra.
Qed.

Lemma sum_from_0_single n i f :
  (i <= n)%nat -> (forall k, (k <= n)%nat -> k <> i -> f k = 0) -> sum_from_0 n f = f i.
Proof.
  intros range others. unfold sum_from_0. destruct (Nat.eq_dec i 0) as [->|inner].
  - rewrite sum_zero by (intros; apply others; lia). lra.
  - rewrite (others 0%nat) by lia. rewrite (sum_single n i) by (lia || (intros; apply others; lia)). lra.
Qed.

Lemma sum_from_0_plus n f g :
  sum_from_0 n (fun k => f k + g k) = sum_from_0 n f + sum_from_0 n g.
Proof. unfold sum_from_0. rewrite sum_plus. lra. Qed.

Lemma sum_from_0_mult_l n c f : sum_from_0 n (fun k => c * f k) = c * sum_from_0 n f.
Proof. unfold sum_from_0. rewrite sum_mult_l. lra. Qed.

Lemma sum_from_0_zero n f : (forall j, (j <= n)%nat -> f j = 0) -> sum_from_0 n f = 0.
Proof.
  intros zero. unfold sum_from_0. rewrite zero by lia.
  rewrite sum_zero by (intros; apply zero; lia). lra.
Qed.

Lemma sum_from_0_nonneg n f : (forall j, (j <= n)%nat -> 0 <= f j) -> 0 <= sum_from_0 n f.
Proof.
  intros nonneg. unfold sum_from_0.
  assert (0 <= f O) by (apply nonneg; lia).
  assert (0 <= sum n f) by (apply sum_nonneg; intros; apply nonneg; lia). lra.
Qed.

(* A term of a sum of numbers that are not negative is at most the sum. *)
Lemma sum_term_le n i f :
  (1 <= i <= n)%nat -> (forall k, (1 <= k <= n)%nat -> 0 <= f k) -> f i <= sum n f.
Proof.
  induction n as [|n IH]; intros range nonneg; [lia|]. simpl.
  destruct (Nat.eq_dec i (S n)) as [->|not_last].
  - assert (0 <= sum n f) by (apply sum_nonneg; intros; apply nonneg; lia). lra.
  - assert (f i <= sum n f) by (apply IH; [lia|intros; apply nonneg; lia]).
    assert (0 <= f (S n)) by (apply nonneg; lia). lra.
Qed.

Lemma sum_from_0_term_le n i f :
  (i <= n)%nat -> (forall j, (j <= n)%nat -> 0 <= f j) -> f i <= sum_from_0 n f.
Proof.
  intros range nonneg. unfold sum_from_0. destruct (Nat.eq_dec i 0) as [->|inner].
  - assert (0 <= sum n f) by (apply sum_nonneg; intros; apply nonneg; lia). lra.
  - assert (f i <= sum n f) by (apply sum_term_le; [lia|intros; apply nonneg; lia]).
    assert (0 <= f O) by (apply nonneg; lia). lra.
Qed.
