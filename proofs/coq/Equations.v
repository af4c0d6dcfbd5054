(* EQ-1 .. EQ-22 of spec/equations.md, each under its number. A derivative dA/dB is that of A as a function of B
   alone, at the value that B has in the network. *)
Require Import Reals Arith List Lra Lia.
From Coquelicot Require Import Coquelicot.
From Backprop Require Import Sum Rules Activation Network Derivative Gradient.
Open Scope R_scope.

Section Equations.

Variables (N : network) (w : weights) (s t : signals) (eta : R).

Let L := depth N.
Let J (l : nat) := width N (pred l).
Let y := y N w s.
Let x := x N w s.
Let e := e N w s t.
Let delta := delta N w s t.

(* The quantities of the equations as functions of one variable. *)
Definition E_of_w l k j := fun v => E N (set w l k j v) s t.
Definition E_of_e k := fun v => half_sum_of_squares (width N L) (put e k v).
Definition E_of_y l j := fun v => E_of_outputs N w t l (put (y l) j v).
Definition E_of_x l j := fun v => E_of_net_inputs N w t l (put (x l) j v).
Definition e_of_y l j k := fun v => t k - y_given N w l (put (y l) j v) L k.
Definition x_of_w l k j := fun v => Network.x N (set w l k j v) s l k.
Definition x_of_y l k j := fun v => net_input (width N l) (w (S l)) (put (y l) j v) k.

(* Gradient descent, said with the derivative alone. *)
Definition descend (l k j : nat) : R := w l k j - eta * Derive (E_of_w l k j) (w l k j).

Section Output_layer.

Variable k : nat.
Hypothesis deep : (1 <= L)%nat.
Hypothesis unit : (1 <= k <= width N L)%nat.

Lemma EQ_01 j : descend L k j = w L k j - eta * Derive (E_of_w L k j) (w L k j).
Proof. reflexivity. Qed.

Lemma EQ_03 : E N w s t = 1 / 2 * sum (width N L) (fun k => e k * e k) /\ is_derive (E_of_e k) (e k) (e k).
Proof.
  split; [reflexivity|]. unfold E_of_e, half_sum_of_squares. eapply derive_equal.
  - apply derive_mult; [apply derive_const|]. apply derive_sum. intros i _.
    apply derive_mult; apply put_moves.
  - rewrite (sum_single _ k); [|assumption|].
    + cbv beta. rewrite !put_here, Nat.eqb_refl. field.
    + intros i _ other. destruct (Nat.eqb_spec i k); [contradiction|]. ring.
Qed.

Lemma EQ_04 : e k = t k - y L k /\ is_derive (fun y_k : R => t k - y_k) (y L k) (-1).
Proof.
  split; [reflexivity|]. eapply derive_equal.
  - apply derive_minus; [apply derive_const|apply identity_slope].
  - lra.
Qed.

Lemma EQ_05 :
  x L k = sum_from_0 (J L) (fun j => w L k j * y (pred L) j)
  /\ y L k = f N L (x L k) /\ is_derive (f N L) (x L k) (f' N L (x L k)).
Proof.
  split; [reflexivity|]. split; [apply y_of_net_input; lia|apply f_moves].
Qed.

Lemma EQ_06 : delta L k = e k * f' N L (x L k) /\ is_derive (E_of_x L k) (x L k) (- delta L k).
Proof.
  split.
  - unfold delta. rewrite delta_by_dE_dy by (unfold L in *; lia).
    unfold dE_dy, L. rewrite Nat.eqb_refl. unfold e, x. ring.
  - apply delta_is_sensitivity; unfold L in *; lia.
Qed.

End Output_layer.

(* The layers below a weight do not see it. *)
Lemma y_below_weight l k j v m i :
  (m < l)%nat -> Network.y N (set w l k j v) s m i = y m i.
Proof.
  unfold y. revert i. induction m as [|m IH]; intros i below; [reflexivity|].
  simpl. apply with_bias_ext. intros k' _. f_equal.
  apply sum_from_0_ext. intros j' _. rewrite IH by lia. f_equal.
  unfold set. destruct (Nat.eqb_spec (S m) l); [lia|reflexivity].
Qed.

(* EQ-7 and EQ-20 at once: a net input depends on one of its weights through that input's signal. *)
Lemma net_input_of_weight l k j :
  (1 <= l)%nat -> (j <= J l)%nat -> is_derive (x_of_w l k j) (w l k j) (y (pred l) j).
Proof.
  intros layer input.
  apply (is_derive_ext (fun v => sum_from_0 (J l) (fun i => set w l k j v l k i * y (pred l) i))).
  { intros v. apply sum_from_0_ext. intros i _. rewrite y_below_weight by lia. reflexivity. }
  eapply derive_equal.
  - apply derive_sum_from_0. intros i _. apply derive_mult; [apply set_moves|apply derive_const].
  - rewrite (sum_from_0_single _ j); [|assumption|].
    + rewrite !Nat.eqb_refl. cbn [andb]. ring.
    + intros i _ other. destruct (Nat.eqb_spec i j); [contradiction|].
      rewrite !Nat.eqb_refl. cbn [andb]. ring.
Qed.

(* EQ-8 and what EQ-12, EQ-21 and EQ-22 rest on: the main theorem in the words of this file. *)
Lemma gradient_here l k j :
  (1 <= l <= L)%nat -> (1 <= k <= width N l)%nat -> (j <= J l)%nat ->
  Derive (E_of_w l k j) (w l k j) = - (delta l k * y (pred l) j).
Proof. intros. apply is_derive_unique. now apply gradient. Qed.

Section Output_weights.

Variables (k j : nat).
Hypothesis deep : (1 <= L)%nat.
Hypothesis unit : (1 <= k <= width N L)%nat.
Hypothesis input : (j <= J L)%nat.

Lemma EQ_07 : is_derive (x_of_w L k j) (w L k j) (y (pred L) j).
Proof. apply net_input_of_weight; assumption. Qed.

Lemma EQ_08 : is_derive (E_of_w L k j) (w L k j) (- (delta L k * y (pred L) j)).
Proof. apply gradient; unfold L in *; (assumption || lia). Qed.

Lemma EQ_02 :
  Derive (E_of_w L k j) (w L k j)
  = Derive (E_of_e k) (e k) * Derive (fun y_k : R => t k - y_k) (y L k) * Derive (f N L) (x L k)
    * Derive (x_of_w L k j) (w L k j).
Proof.
  rewrite (is_derive_unique _ _ _ EQ_08), (is_derive_unique _ _ _ EQ_07).
  rewrite (is_derive_unique _ _ _ (proj2 (EQ_03 k unit))).
  rewrite (is_derive_unique _ _ _ (proj2 (EQ_04 k))).
  rewrite (is_derive_unique _ _ _ (proj2 (proj2 (EQ_05 k deep unit)))).
  rewrite (proj1 (EQ_06 k deep unit)). ring.
Qed.

Lemma EQ_09 :
  change N eta w s t L k j = eta * delta L k * y (pred L) j
  /\ change N eta w s t L k j = - eta * Derive (E_of_w L k j) (w L k j).
Proof. split; [reflexivity|]. rewrite (is_derive_unique _ _ _ EQ_08). unfold change. fold delta y. ring. Qed.

Lemma EQ_10 :
  update N eta w s t L k j = w L k j + eta * delta L k * y (pred L) j
  /\ update N eta w s t L k j = descend L k j.
Proof. split; [reflexivity|]. unfold update, descend. rewrite (proj2 EQ_09). ring. Qed.

End Output_weights.

Section Hidden_layer.

(* Unit j of hidden layer l; i is one of its inputs, k a unit of the layer after. *)
Variables (l j : nat).
Hypothesis hidden : (1 <= l < L)%nat.
Hypothesis unit : (1 <= j <= width N l)%nat.

Lemma EQ_11 i : descend l j i = w l j i - eta * Derive (E_of_w l j i) (w l j i).
Proof. reflexivity. Qed.

Lemma EQ_16 k :
  x (S l) k = sum_from_0 (width N l) (fun j => w (S l) k j * y l j)
  /\ is_derive (x_of_y l k j) (y l j) (w (S l) k j).
Proof.
  split; [reflexivity|]. unfold x_of_y, net_input. eapply derive_equal.
  - apply derive_sum_from_0. intros i' _. apply derive_mult; [apply derive_const|apply put_moves].
  - rewrite (sum_from_0_single _ j); [|lia|].
    + rewrite Nat.eqb_refl. ring.
    + intros i' _ other. destruct (Nat.eqb_spec i' j); [contradiction|]. ring.
Qed.

Lemma EQ_17 :
  is_derive (E_of_y l j) (y l j) (- sum (width N (S l)) (fun k => delta (S l) k * w (S l) k j)).
Proof.
  eapply derive_equal; [apply gradient_of_output; unfold L in *; (assumption || lia)|].
  unfold dE_dy. destruct (Nat.eqb_spec l (depth N)); [unfold L in *; lia|reflexivity].
Qed.

Lemma EQ_18 : y l j = f N l (x l j) /\ is_derive (f N l) (x l j) (f' N l (x l j)).
Proof. split; [apply y_of_net_input; lia|apply f_moves]. Qed.

Lemma EQ_13 :
  is_derive (E_of_x l j) (x l j) (- delta l j)
  /\ delta l j = - Derive (E_of_y l j) (y l j) * f' N l (x l j).
Proof.
  split; [apply delta_is_sensitivity; unfold L in *; (assumption || lia)|].
  rewrite (is_derive_unique _ _ (dE_dy N w s t l j)).
  - apply delta_by_dE_dy. unfold L in *. lia.
  - apply gradient_of_output; unfold L in *; (assumption || lia).
Qed.

Lemma EQ_19 :
  delta l j = f' N l (x l j) * sum (width N (S l)) (fun k => delta (S l) k * w (S l) k j).
Proof. rewrite (proj2 EQ_13), (is_derive_unique _ _ _ EQ_17). ring. Qed.

Lemma EQ_20 i : (i <= J l)%nat -> is_derive (x_of_w l j i) (w l j i) (y (pred l) i).
Proof. intros. apply net_input_of_weight; (assumption || lia). Qed.

Lemma EQ_12 i :
  (i <= J l)%nat ->
  change N eta w s t l j i = eta * delta l j * y (pred l) i
  /\ change N eta w s t l j i = - eta * Derive (E_of_w l j i) (w l j i).
Proof.
  intros input. split; [reflexivity|]. rewrite gradient_here by (assumption || lia).
  unfold change. fold delta y. ring.
Qed.

Lemma EQ_21 i :
  (i <= J l)%nat ->
  change N eta w s t l j i
  = eta * y (pred l) i * f' N l (x l j) * sum (width N (S l)) (fun k => delta (S l) k * w (S l) k j).
Proof. intros input. rewrite (proj1 (EQ_12 i input)), EQ_19. ring. Qed.

Lemma EQ_22 i :
  (i <= J l)%nat ->
  update N eta w s t l j i = w l j i + eta * delta l j * y (pred l) i
  /\ update N eta w s t l j i = descend l j i.
Proof.
  intros input. split; [reflexivity|].
  unfold update, descend. rewrite (proj2 (EQ_12 i input)). ring.
Qed.

(* The errors as functions of a hidden output: the derivative that each of them has. *)
Lemma error_of_output o :
  is_derive (e_of_y l j o) (y l j)
    (- dy N w s l (fun _ _ _ => 0) (fun k => if (k =? j)%nat then 1 else 0) L o).
Proof.
  eapply derive_equal.
  - apply derive_minus; [apply derive_const|].
    apply (y_moves N w s l (fun _ => w) (fun _ _ _ => 0) (fun v => put (y l) j v)
      (fun k => if (k =? j)%nat then 1 else 0)).
    + reflexivity.
    + intros. apply put_here.
    + intros. apply derive_const.
    + intros. apply put_moves.
    + lia.
  - unfold L. ring.
Qed.

(* Over all output units, however many layers lie between. *)
Lemma EQ_14 :
  Derive (E_of_y l j) (y l j)
  = sum (width N L) (fun o => e o * Derive (e_of_y l j o) (y l j)).
Proof.
  apply is_derive_unique. eapply derive_equal.
  - unfold E_of_y, E_of_outputs, half_sum_of_squares.
    apply derive_mult; [apply derive_const|]. apply derive_sum. intros o _.
    apply derive_mult; apply error_of_output.
  - rewrite Rmult_0_l, Rplus_0_l, <- sum_mult_l. apply sum_ext. intros o _.
    rewrite (is_derive_unique _ _ _ (error_of_output o)).
    unfold e_of_y, e, Network.e. rewrite (y_given_self N w w s) by (reflexivity || lia || (intros; apply put_here)).
    unfold L. field.
Qed.

(* e_k as a function of x_k: k an output unit, l the last hidden layer. *)
Lemma EQ_15 k :
  S l = L -> (1 <= k <= width N L)%nat ->
  Derive (e_of_y l j k) (y l j)
  = Derive (fun x_k : R => t k - f N L x_k) (x L k) * Derive (x_of_y l k j) (y l j).
Proof.
  intros last unit_after.
  assert (is_derive (fun x_k : R => t k - f N L x_k) (x L k) (0 - f' N L (x L k))) as of_x.
  { apply derive_minus; [apply derive_const|apply f_moves]. }
  rewrite (is_derive_unique _ _ _ of_x), (is_derive_unique _ _ _ (proj2 (EQ_16 k))).
  apply is_derive_unique.
  apply (is_derive_ext (fun v => t k - f N L (x_of_y l k j v))).
  - intros v. unfold e_of_y. rewrite <- last, y_given_above by lia.
    rewrite last. destruct k as [|k']; [lia|]. simpl with_bias. f_equal. f_equal.
    unfold x_of_y, net_input. rewrite last. apply sum_from_0_ext. intros i' _. rewrite y_given_below by lia. f_equal.
    destruct i'; [|reflexivity]. unfold put. destruct (Nat.eqb_spec 0 j); [lia|apply y_bias].
  - apply (derive_comp (fun x_k => t k - f N L x_k)); [|apply EQ_16].
    replace (x_of_y l k j (y l j)) with (x L k); [exact of_x|].
    rewrite <- last. unfold x_of_y, x, Network.x, net_input. apply sum_from_0_ext.
    intros. rewrite put_here. reflexivity.
Qed.

(* EQ-14 and EQ-15 from any hidden layer to the one after it, where dE/dy_k stands for -e_k. *)
Lemma EQ_15_any_layer k :
  Derive (fun v : R => f N (S l) (x_of_y l k j v)) (y l j)
  = Derive (f N (S l)) (x (S l) k) * Derive (x_of_y l k j) (y l j).
Proof.
  rewrite (is_derive_unique _ _ _ (f_moves N (S l) (x (S l) k))).
  rewrite (is_derive_unique _ _ _ (proj2 (EQ_16 k))).
  apply is_derive_unique, derive_comp; [|apply EQ_16].
  replace (x_of_y l k j (y l j)) with (x (S l) k); [apply f_moves|].
  unfold x_of_y, x, Network.x, net_input. apply sum_from_0_ext.
  intros. rewrite put_here. reflexivity.
Qed.

End Hidden_layer.

Lemma EQ_14_any_layer l j :
  (1 <= l < L)%nat -> (1 <= j <= width N l)%nat ->
  Derive (E_of_y l j) (y l j)
  = sum (width N (S l)) (fun k =>
      Derive (E_of_y (S l) k) (y (S l) k) * Derive (fun v : R => f N (S l) (x_of_y l k j v)) (y l j)).
Proof.
  intros hidden unit. rewrite (is_derive_unique _ _ _ (EQ_17 l j hidden unit)), <- sum_opp.
  apply sum_ext. intros k unit_after.
  rewrite EQ_15_any_layer by assumption. rewrite (is_derive_unique _ _ _ (proj2 (EQ_16 l j hidden unit k))).
  rewrite (is_derive_unique _ _ _ (f_moves N (S l) (x (S l) k))).
  rewrite (is_derive_unique _ _ (dE_dy N w s t (S l) k)).
  - unfold delta. rewrite delta_by_dE_dy by (unfold L in *; lia). unfold x. ring.
  - apply gradient_of_output; unfold L in *; (assumption || lia).
Qed.

(* With one hidden layer, as in the derivation: layers 1 and 2, everything in full. *)
Theorem one_hidden_layer j i :
  L = 2%nat -> (1 <= j <= width N 1)%nat -> (i <= width N 0)%nat ->
  is_derive (E_of_w 1 j i) (w 1%nat j i)
    (- (with_bias s i * f' N 1 (x 1 j)
        * sum (width N 2) (fun k => (t k - y 2 k) * f' N 2 (x 2 k) * w 2%nat k j))).
Proof.
  intros two unit input. eapply derive_equal; [apply gradient; unfold L in *; (assumption || lia)|].
  fold delta y. rewrite (EQ_19 1 j) by (lia || assumption).
  rewrite (sum_ext (width N 2) (fun k => delta 2 k * w 2%nat k j)
    (fun k => (t k - y 2 k) * f' N 2 (x 2 k) * w 2%nat k j)).
  - cbn [pred]. change (y 0 i) with (with_bias s i). ring.
  - intros k unit_k. destruct (EQ_06 k) as [output_delta _]; [lia|now rewrite two|].
    unfold e, Network.e in output_delta. fold L y in output_delta. rewrite two in output_delta.
    now rewrite output_delta.
Qed.

(* The plain delta rule: without f', delta_k = e_k. *)
Lemma delta_rule k :
  (1 <= L)%nat -> (1 <= k <= width N L)%nat -> activation_of N L = identity_activation -> delta L k = e k.
Proof.
  intros deep unit linear. rewrite (proj1 (EQ_06 k deep unit)).
  unfold f'. fold L. rewrite linear. simpl. ring.
Qed.

End Equations.
