(* The trainer's bound on the weights: what the update does to the largest magnitudes bounds what it does to each
   weight, because rounding is monotone (spec/arithmetic.md, Range). *)
Require Import Reals ZArith Lra.
From Flocq Require Import Core.
From Backprop Require Import Rounding.
Open Scope R_scope.

Lemma rnd_monotone a b : a <= b -> rnd a <= rnd b.
Proof. apply round_le; [apply FLT_exp_valid; reflexivity|apply valid_rnd_N]. Qed.

Lemma rnd_Rabs a : Rabs (rnd a) = rnd (Rabs a).
Proof. symmetry. apply round_NE_abs. apply FLT_exp_valid. reflexivity. Qed.

Lemma rnd_bounded a A : Rabs a <= A -> Rabs (rnd a) <= rnd A.
Proof. intros below. rewrite rnd_Rabs. now apply rnd_monotone. Qed.

Lemma rnd_product_bounded a b A B : Rabs a <= A -> Rabs b <= B -> Rabs (rnd (a * b)) <= rnd (A * B).
Proof.
  intros below_a below_b. apply rnd_bounded. rewrite Rabs_mult.
  apply Rmult_le_compat; (assumption || apply Rabs_pos).
Qed.

Lemma rnd_sum_bounded a b A B : Rabs a <= A -> Rabs b <= B -> Rabs (rnd (a + b)) <= rnd (A + B).
Proof.
  intros below_a below_b. apply rnd_bounded. apply Rle_trans with (1 := Rabs_triang _ _). lra.
Qed.

(* w + g y *)
Theorem update_bounded eta delta w y Delta W Y :
  0 <= eta -> Rabs delta <= Delta -> Rabs w <= W -> Rabs y <= Y ->
  Rabs (rounded_update eta delta w y) <= rounded_update eta Delta W Y.
Proof.
  intros rate below_delta below_w below_y. unfold rounded_update.
  apply rnd_sum_bounded; [assumption|]. apply rnd_product_bounded; [|assumption].
  apply rnd_product_bounded; [|assumption]. rewrite Rabs_pos_eq; lra.
Qed.

(* With momentum: c' = g y + alpha c, then w + c'. *)
Theorem momentum_bounded eta alpha delta w y c Delta W Y C :
  0 <= eta -> 0 <= alpha -> Rabs delta <= Delta -> Rabs w <= W -> Rabs y <= Y -> Rabs c <= C ->
  Rabs (rounded_change eta delta y alpha c) <= rounded_change eta Delta Y alpha C
  /\ Rabs (rnd (w + rounded_change eta delta y alpha c)) <= rnd (W + rounded_change eta Delta Y alpha C).
Proof.
  intros rate inertia below_delta below_w below_y below_c.
  assert (Rabs (rounded_change eta delta y alpha c) <= rounded_change eta Delta Y alpha C).
  { unfold rounded_change. apply rnd_sum_bounded; apply rnd_product_bounded; try assumption;
      [|rewrite Rabs_pos_eq; lra].
    apply rnd_product_bounded; [rewrite Rabs_pos_eq; lra|assumption]. }
  split; [assumption|]. now apply rnd_sum_bounded.
Qed.
