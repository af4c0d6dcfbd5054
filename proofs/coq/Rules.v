(* The rules of differentiation, spelt with the operations of R. *)
Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Backprop Require Import Sum.
Open Scope R_scope.

Lemma derive_const (a v : R) : is_derive (fun _ : R => a) v 0.
Proof. apply (is_derive_const a v). Qed.

Lemma derive_plus (f g : R -> R) (v a b : R) :
  is_derive f v a -> is_derive g v b -> is_derive (fun v => f v + g v) v (a + b).
Proof. apply (is_derive_plus f g v a b). Qed.

Lemma derive_minus (f g : R -> R) (v a b : R) :
  is_derive f v a -> is_derive g v b -> is_derive (fun v => f v - g v) v (a - b).
Proof. apply (is_derive_minus f g v a b). Qed.

Lemma derive_mult (f g : R -> R) (v a b : R) :
  is_derive f v a -> is_derive g v b ->
  is_derive (fun v => f v * g v) v (a * g v + f v * b).
Proof. apply Derive.is_derive_mult. Qed.

Lemma derive_comp (f g : R -> R) (v a b : R) :
  is_derive f (g v) a -> is_derive g v b -> is_derive (fun v => f (g v)) v (a * b).
Proof. intros df dg. rewrite Rmult_comm. exact (is_derive_comp f g v a b df dg). Qed.

Lemma derive_equal (f : R -> R) (v a b : R) : is_derive f v a -> a = b -> is_derive f v b.
Proof. intros df <-. exact df. Qed.

Lemma derive_sum n (f : R -> nat -> R) (v : R) (df : nat -> R) :
  (forall k, (1 <= k <= n)%nat -> is_derive (fun v => f v k) v (df k)) ->
  is_derive (fun v => sum n (f v)) v (sum n df).
Proof.
  induction n as [|n IH]; intros each; simpl.
  - apply derive_const.
  - apply derive_plus; [apply IH; intros|]; apply each; lia.
Qed.

Lemma derive_sum_from_0 n (f : R -> nat -> R) (v : R) (df : nat -> R) :
  (forall j, (j <= n)%nat -> is_derive (fun v => f v j) v (df j)) ->
  is_derive (fun v => sum_from_0 n (f v)) v (sum_from_0 n df).
Proof.
  intros each. unfold sum_from_0. apply (derive_plus (fun v => f v O)).
  - apply each; lia.
  - apply derive_sum. intros; apply each; lia.
Qed.
