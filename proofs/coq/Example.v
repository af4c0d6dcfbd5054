(* The definitions, unfolded for a network small enough to write out: two inputs, two hidden units, one output, as
   in spec/worked-xor.md. E is the formula that one would write down, and the derivative that Coquelicot finds in that
   formula, without any theorem of this folder, is -delta_j s_i. *)
Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Backprop Require Import Sum Activation Network Derivative Gradient.
Open Scope R_scope.

Definition xor_network : network := {|
  depth := 2;
  width l := match l with 2%nat => 1%nat | _ => 2%nat end;
  activation_of _ := logistic_activation
|}.

Section Xor.

Variables (w : weights) (s t : signals).

Definition hidden (j : nat) : R := w 1%nat j O + w 1%nat j 1%nat * s 1%nat + w 1%nat j 2%nat * s 2%nat.
Definition output (y1 y2 : R) : R := w 2%nat 1%nat O + w 2%nat 1%nat 1%nat * y1 + w 2%nat 1%nat 2%nat * y2.

Let y1 : R := logistic (hidden 1).
Let y2 : R := logistic (hidden 2).
Let y_out : R := logistic (output y1 y2).

Lemma xor_hidden_output j : y xor_network w s 1 (S j) = logistic (hidden (S j)).
Proof. cbn. unfold f. cbn. f_equal. unfold net_input, sum_from_0, hidden. cbn. ring. Qed.

Lemma xor_output : y xor_network w s 2 1%nat = y_out.
Proof.
  change (y xor_network w s 2 1%nat)
    with (logistic (net_input 2 (w 2%nat) (y xor_network w s 1) 1)).
  unfold y_out. f_equal. unfold net_input, sum_from_0, output, y1, y2. cbn [sum].
  rewrite !xor_hidden_output, y_bias. ring.
Qed.

Theorem xor_E : E xor_network w s t = 1 / 2 * (t 1%nat - y_out) ^ 2.
Proof.
  unfold E, half_sum_of_squares, e. cbn [sum depth width xor_network]. rewrite xor_output. ring.
Qed.

Theorem xor_hidden_delta :
  delta xor_network w s t 1 1%nat
  = y1 * (1 - y1) * ((t 1%nat - y_out) * (y_out * (1 - y_out)) * w 2%nat 1%nat 1%nat).
Proof.
  assert (f' xor_network 1 (x xor_network w s 1 1) = y1 * (1 - y1)) as slope_1.
  { pose proof (xor_hidden_output 0) as same. rewrite y_of_net_input in same by lia.
    unfold f', f, y1 in *. cbn [activation_of xor_network logistic_activation slope value] in *.
    rewrite same. reflexivity. }
  assert (f' xor_network 2 (x xor_network w s 2 1) = y_out * (1 - y_out)) as slope_2.
  { pose proof xor_output as same. rewrite y_of_net_input in same by lia.
    unfold f', f in *. cbn [activation_of xor_network logistic_activation slope value] in *.
    rewrite same. reflexivity. }
  unfold delta. cbn [Nat.sub depth xor_network delta_before sum width].
  rewrite slope_1, slope_2. unfold e. cbn [depth xor_network]. rewrite xor_output. ring.
Qed.

End Xor.

Theorem xor_gradient w s t :
  is_derive (fun v : R => E xor_network (set w 1 1 2 v) s t) (w 1%nat 1%nat 2%nat)
    (- (delta xor_network w s t 1 1%nat * s 2%nat)).
Proof.
  rewrite xor_hidden_delta.
  apply (is_derive_ext (fun v : R =>
    1 / 2 * (t 1%nat - logistic (output w
      (logistic (w 1%nat 1%nat O + w 1%nat 1%nat 1%nat * s 1%nat + v * s 2%nat)) (logistic (hidden w s 2)))) ^ 2)).
  { intros v. symmetry. apply xor_E. }
  fold (hidden w s 1). set (h2 := logistic (hidden w s 2)). unfold output, hidden, logistic.
  auto_derive; unfold Rdiv; set (hidden_exp := exp (- (w 1%nat 1%nat O + _ + _)));
    set (output_exp := exp (- (w 2%nat 1%nat O + _ + _)));
    assert (0 < hidden_exp) by apply exp_pos; assert (0 < output_exp) by apply exp_pos.
  - repeat split; lra.
  - field. lra.
Qed.
