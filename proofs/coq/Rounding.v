(* How far the rounded results of spec/arithmetic.md are from the exact ones. The model is binary64 with gradual
   underflow and no largest number: every operation is exact, then rounded to nearest even. Binary64.v shows that
   within the range of BP_LIMIT nothing overflows, so that the model is what a machine computes. *)
Require Import Reals ZArith Arith Lra Lia Psatz.
From Flocq Require Import Core Relative Plus_error.
From Backprop Require Import Sum Activation Network.
Open Scope R_scope.

Definition emin : Z := (-1074)%Z.
Definition prec : Z := 53%Z.
Definition format : Z -> Z := FLT_exp emin prec.

Global Instance prec_positive : Prec_gt_0 prec := eq_refl.

(* The numbers of binary64, and rounding to them. *)
Definition double (a : R) : Prop := generic_format radix2 format a.
Definition rnd (a : R) : R := round radix2 format ZnearestE a.

(* u bounds the relative error of a rounding, half of eta_min what is lost by underflow. *)
Definition u : R := bpow radix2 (-53).
Definition eta_min : R := bpow radix2 (-1074).

(* gamma n bounds the relative error of n roundings. *)
Definition gamma (n : nat) : R := (1 + u) ^ n - 1.

Lemma u_pos : 0 < u.
Proof. apply bpow_gt_0. Qed.

Lemma u_small : u <= 1 / 8.
Proof. unfold u. apply Rle_trans with (bpow radix2 (-3)); [apply bpow_le; lia|simpl; lra]. Qed.

Lemma eta_min_pos : 0 < eta_min.
Proof. apply bpow_gt_0. Qed.

Lemma u_is_unit_roundoff : u_ro radix2 prec = u.
Proof. unfold u_ro, u, prec. simpl. lra. Qed.

Lemma u_ratio : u / (1 + u) <= u.
Proof.
  pose proof u_pos. apply (Rmult_le_reg_r (1 + u)); [lra|].
  unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. nra.
Qed.

Lemma rnd_double a : double (rnd a).
Proof. apply generic_format_round; [apply FLT_exp_valid; reflexivity|apply valid_rnd_N]. Qed.

Lemma double_0 : double 0.
Proof. apply generic_format_0. Qed.

Lemma rnd_exact a : double a -> rnd a = a.
Proof. apply round_generic, valid_rnd_N. Qed.

(* One rounding: a relative error of at most u, and at most eta_min / 2 when the result underflows. *)
Lemma rnd_error a :
  exists d h, Rabs d <= u /\ Rabs h <= eta_min / 2 /\ rnd a = a * (1 + d) + h.
Proof.
  destruct (relative_error_N_FLT'_ex radix2 emin prec prec_positive (fun x => negb (Z.even x)) a)
    as (d & h & small_d & small_h & _ & rounded).
  exists d, h. rewrite u_is_unit_roundoff in small_d. pose proof u_ratio.
  split; [lra|]. split; [|exact rounded]. unfold eta_min. fold emin. lra.
Qed.

(* A sum of two doubles does not underflow. *)
Lemma rnd_sum_error a b :
  double a -> double b -> exists d, Rabs d <= u /\ rnd (a + b) = (a + b) * (1 + d).
Proof.
  intros double_a double_b.
  destruct (FLT_plus_error_N_ex radix2 emin prec (fun x => negb (Z.even x)) a b double_a double_b)
    as (d & small & rounded).
  exists d. rewrite u_is_unit_roundoff in small. pose proof u_ratio. split; [lra|exact rounded].
Qed.

Lemma gamma_0 : gamma 0 = 0.
Proof. unfold gamma. simpl. ring. Qed.

Lemma gamma_succ n : 1 + gamma (S n) = (1 + u) * (1 + gamma n).
Proof. unfold gamma. simpl. ring. Qed.

Lemma gamma_pos n : 0 <= gamma n.
Proof.
  pose proof u_pos. induction n as [|n IH]; [rewrite gamma_0; lra|].
  pose proof (gamma_succ n). nra.
Qed.

Lemma gamma_le n m : (n <= m)%nat -> gamma n <= gamma m.
Proof.
  induction 1 as [|m _ IH]; [lra|].
  pose proof (gamma_succ m). pose proof (gamma_pos m). pose proof u_pos. nra.
Qed.

(* The usual form of the bound. *)
Theorem gamma_bound n : INR n * u < 1 -> gamma n <= INR n * u / (1 - INR n * u).
Proof.
  intros few. pose proof u_pos.
  assert ((1 + gamma n) * (1 - INR n * u) <= 1) as product.
  { clear few. induction n as [|n IH]; [rewrite gamma_0; simpl; lra|].
    rewrite gamma_succ, S_INR. pose proof (gamma_pos n). pose proof (pos_INR n).
    assert (0 <= INR n * u) by nra.
    assert ((1 + u) * (1 - (INR n + 1) * u) <= 1 - INR n * u) by nra. nra. }
  apply (Rmult_le_reg_r (1 - INR n * u)); [lra|].
  unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra.
Qed.

(* 2^52 roundings at most double a number. *)
Lemma gamma_le_1 n : INR n <= bpow radix2 52 -> gamma n <= 1.
Proof.
  intros few.
  assert (INR n * u <= 1 / 2) as half.
  { apply Rle_trans with (bpow radix2 52 * u).
    - apply Rmult_le_compat_r; [apply bpow_ge_0|exact few].
    - unfold u. rewrite <- bpow_plus. simpl. lra. }
  apply Rle_trans with (INR n * u / (1 - INR n * u)); [apply gamma_bound; lra|].
  apply (Rmult_le_reg_r (1 - INR n * u)); [lra|].
  unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra.
Qed.

Lemma one_rounding d : Rabs d <= u -> Rabs (1 + d) <= 1 + u.
Proof. intros small. apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_R1. lra. Qed.

(* start; then + a_1 b_1, + a_2 b_2, ..., one rounding for each product and each sum. *)
Fixpoint rounded_sum (start : R) (n : nat) (a b : nat -> R) : R :=
  match n with
  | O => start
  | S m => rnd (rounded_sum start m a b + rnd (a n * b n))
  end.

Lemma rounded_sum_double start n a b : double start -> double (rounded_sum start n a b).
Proof. intros known. destruct n; [exact known|apply rnd_double]. Qed.

(* One product more. *)
Lemma one_product_more q S' S A U a b :
  (1 <= q)%nat -> double S' -> Rabs (S' - S) <= gamma q * A + U -> Rabs S <= A ->
  Rabs (rnd (S' + rnd (a * b)) - (S + a * b))
  <= gamma (Datatypes.S q) * (A + Rabs (a * b)) + (1 + u) * (U + eta_min / 2).
Proof.
  intros one known near below.
  destruct (rnd_error (a * b)) as (d & h & small_d & small_h & product).
  destruct (rnd_sum_error S' (rnd (a * b)) known (rnd_double _)) as (d' & small_d' & total).
  rewrite total, product. set (p := a * b) in *. pose proof u_pos.
  replace ((S' + (p * (1 + d) + h)) * (1 + d') - (S + p))
    with ((S' - S + p * d + h) * (1 + d') + (S + p) * d') by ring.
  pose proof (gamma_succ q). pose proof (gamma_le 1 q one) as g1.
  assert (gamma 1 = u) as g1u by (unfold gamma; simpl; ring). rewrite g1u in g1.
  pose proof (one_rounding d' small_d') as factor.
  apply Rle_trans with (1 := Rabs_triang _ _). rewrite !Rabs_mult.
  assert (Rabs (S' - S + p * d + h) <= gamma q * A + U + Rabs p * u + eta_min / 2) as inner.
  { apply Rle_trans with (1 := Rabs_triang _ _). apply Rplus_le_compat; [|exact small_h].
    apply Rle_trans with (1 := Rabs_triang _ _). apply Rplus_le_compat; [exact near|].
    rewrite Rabs_mult. apply Rmult_le_compat_l; [apply Rabs_pos|exact small_d]. }
  assert (Rabs (S + p) <= A + Rabs p) as outer.
  { apply Rle_trans with (1 := Rabs_triang _ _). lra. }
  pose proof (Rabs_pos p). pose proof (Rabs_pos (S + p)). pose proof (Rabs_pos (S' - S + p * d + h)).
  pose proof (Rabs_pos d'). pose proof (Rabs_pos (1 + d')).
  apply Rle_trans with ((gamma q * A + U + Rabs p * u + eta_min / 2) * (1 + u) + (A + Rabs p) * u).
  - apply Rplus_le_compat; apply Rmult_le_compat; lra.
  - replace (gamma (Datatypes.S q)) with ((1 + u) * (1 + gamma q) - 1) by lra.
    assert (0 <= (1 + u) * (gamma q - u) * Rabs p) by (repeat apply Rmult_le_pos; lra). lra.
Qed.

(* What underflow of n products can add up to. *)
Definition underflow (n : nat) : R := INR n * (1 + gamma n) * (eta_min / 2).

Lemma underflow_succ n : (1 + u) * (underflow n + eta_min / 2) <= underflow (S n).
Proof.
  unfold underflow. rewrite S_INR, gamma_succ.
  pose proof u_pos. pose proof eta_min_pos. pose proof (gamma_pos n).
  assert (0 <= (1 + u) * gamma n * (eta_min / 2)) by (repeat apply Rmult_le_pos; lra). lra.
Qed.

Lemma underflow_bound n : INR n <= bpow radix2 52 -> underflow n <= INR n * eta_min.
Proof.
  intros few. unfold underflow. pose proof (gamma_le_1 n few). pose proof eta_min_pos. pose proof (pos_INR n).
  assert (0 <= INR n * (1 - gamma n) * (eta_min / 2)) by (repeat apply Rmult_le_pos; lra). lra.
Qed.

Lemma sum_Rabs n f : Rabs (sum n f) <= sum n (fun k => Rabs (f k)).
Proof.
  induction n as [|n IH]; simpl; [rewrite Rabs_R0; lra|].
  apply Rle_trans with (1 := Rabs_triang _ _). lra.
Qed.

Lemma sum_and_start start n f : Rabs (start + sum n f) <= Rabs start + sum n (fun k => Rabs (f k)).
Proof. apply Rle_trans with (1 := Rabs_triang _ _). pose proof (sum_Rabs n f). lra. Qed.

(* With a number to start from there are n + 1 terms, *)
Theorem rounded_sum_error start n a b :
  double start -> INR n <= bpow radix2 52 ->
  Rabs (rounded_sum start n a b - (start + sum n (fun j => a j * b j)))
  <= gamma (S n) * (Rabs start + sum n (fun j => Rabs (a j * b j))) + INR n * eta_min.
Proof.
  intros known few.
  apply Rle_trans with
    (gamma (S n) * (Rabs start + sum n (fun j => Rabs (a j * b j))) + underflow n);
    [clear few|pose proof (underflow_bound n few); lra].
  induction n as [|n IH].
  - simpl. replace (start - (start + 0)) with 0 by ring. rewrite Rabs_R0.
    unfold underflow. simpl. pose proof (gamma_pos 1). pose proof (Rabs_pos start). nra.
  - cbn [rounded_sum sum]. rewrite <- !Rplus_assoc.
    apply Rle_trans with (1 := one_product_more (S n) _ _ _ _ _ _ ltac:(lia)
      (rounded_sum_double _ _ _ _ known) IH (sum_and_start _ _ _)).
    pose proof (underflow_succ n). lra.
Qed.

(* with 0 to start from there are n: the first sum is exact. *)
Theorem rounded_sum_from_0_error n a b :
  INR n <= bpow radix2 52 ->
  Rabs (rounded_sum 0 n a b - sum n (fun k => a k * b k))
  <= gamma n * sum n (fun k => Rabs (a k * b k)) + INR n * eta_min.
Proof.
  intros few.
  apply Rle_trans with (gamma n * sum n (fun k => Rabs (a k * b k)) + underflow n);
    [clear few|pose proof (underflow_bound n few); lra].
  destruct n as [|n].
  { simpl. rewrite Rminus_0_r, Rabs_R0. unfold underflow. simpl. lra. }
  induction n as [|n IH].
  - cbn [rounded_sum sum]. rewrite !Rplus_0_l, (rnd_exact (rnd _)) by apply rnd_double.
    destruct (rnd_error (a 1%nat * b 1%nat)) as (d & h & small_d & small_h & ->).
    replace (a 1%nat * b 1%nat * (1 + d) + h - a 1%nat * b 1%nat) with (a 1%nat * b 1%nat * d + h) by ring.
    apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_mult.
    assert (gamma 1 = u) as -> by (unfold gamma; simpl; ring).
    pose proof (underflow_succ 0) as lost. unfold underflow in lost at 1. simpl INR in lost.
    pose proof u_pos. pose proof eta_min_pos. pose proof (Rabs_pos (a 1%nat * b 1%nat)). nra.
  - set (m := S n) in *. cbn [rounded_sum sum].
    apply Rle_trans with (1 := one_product_more m _ _ _ _ _ _ ltac:(unfold m; lia)
      (rounded_sum_double _ _ _ _ double_0) IH (sum_Rabs _ _)).
    pose proof (underflow_succ m). lra.
Qed.

(* The net input (EQ-5, EQ-16), bias first: J + 1 terms, J products. *)
Definition rounded_net_input (J : nat) (w : nat -> nat -> R) (y : signals) (k : nat) : R :=
  rounded_sum (w k O) J (w k) y.

Theorem net_input_error J w y k :
  y O = 1 -> double (w k O) -> INR J <= bpow radix2 52 ->
  Rabs (rounded_net_input J w y k - net_input J w y k)
  <= gamma (S J) * sum_from_0 J (fun j => Rabs (w k j * y j)) + INR J * eta_min.
Proof.
  intros bias known few. unfold rounded_net_input, net_input, sum_from_0. rewrite bias, !Rmult_1_r.
  now apply rounded_sum_error.
Qed.

(* The hidden sum (EQ-17): K terms. *)
Definition rounded_hidden_sum (K : nat) (delta : signals) (w : nat -> nat -> R) (j : nat) : R :=
  rounded_sum 0 K delta (fun k => w k j).

Theorem hidden_sum_error K delta w j :
  INR K <= bpow radix2 52 ->
  Rabs (rounded_hidden_sum K delta w j - sum K (fun k => delta k * w k j))
  <= gamma K * sum K (fun k => Rabs (delta k * w k j)) + INR K * eta_min.
Proof. apply rounded_sum_from_0_error. Qed.

(* The hidden delta (EQ-19), f' times the computed sum. *)
Theorem hidden_delta_error K delta w j slope :
  INR K <= bpow radix2 52 ->
  Rabs (rnd (slope * rounded_hidden_sum K delta w j) - slope * sum K (fun k => delta k * w k j))
  <= gamma (S K) * (Rabs slope * sum K (fun k => Rabs (delta k * w k j)))
     + (2 * INR K * Rabs slope + 1) * eta_min.
Proof.
  intros few. pose proof (hidden_sum_error K delta w j few) as near.
  pose proof (sum_Rabs K (fun k => delta k * w k j)) as below.
  set (d := sum K (fun k => delta k * w k j)) in *. set (A := sum K (fun k => Rabs (delta k * w k j))) in *.
  set (d' := rounded_hidden_sum K delta w j) in *.
  destruct (rnd_error (slope * d')) as (r & h & small_r & small_h & ->).
  replace (slope * d' * (1 + r) + h - slope * d) with (slope * ((d' - d) * (1 + r) + d * r) + h) by ring.
  pose proof u_pos. pose proof u_small. pose proof eta_min_pos. pose proof (gamma_pos K). pose proof (pos_INR K).
  pose proof (one_rounding r small_r). pose proof (Rabs_pos slope). pose proof (Rabs_pos d).
  apply Rle_trans with (1 := Rabs_triang _ _).
  apply Rle_trans with (Rabs slope * ((gamma K * A + INR K * eta_min) * (1 + u) + A * u) + eta_min / 2).
  - apply Rplus_le_compat; [|assumption]. rewrite Rabs_mult. apply Rmult_le_compat_l; [assumption|].
    apply Rle_trans with (1 := Rabs_triang _ _). rewrite !Rabs_mult.
    apply Rplus_le_compat; apply Rmult_le_compat; try apply Rabs_pos; assumption.
  - replace (gamma (S K)) with ((1 + u) * (1 + gamma K) - 1) by (pose proof (gamma_succ K); lra).
    assert (0 <= Rabs slope * (INR K * eta_min) * (1 - u)) by (repeat apply Rmult_le_pos; lra). lra.
Qed.

(* The gradient of a batch of n patterns (EQ-8 summed): n terms. *)
Theorem batch_gradient_error n (delta y : signals) :
  INR n <= bpow radix2 52 ->
  Rabs (rounded_sum 0 n delta y - sum n (fun p => delta p * y p))
  <= gamma n * sum n (fun p => Rabs (delta p * y p)) + INR n * eta_min.
Proof. apply rounded_sum_from_0_error. Qed.

Lemma two_roundings d d' : Rabs d <= u -> Rabs d' <= u -> Rabs (d + d' + d * d') <= gamma 2.
Proof.
  intros small_d small_d'. replace (gamma 2) with (u + u + u * u) by (unfold gamma; simpl; ring).
  apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_mult.
  pose proof (Rabs_triang d d'). pose proof (Rabs_pos d). pose proof (Rabs_pos d').
  assert (Rabs d * Rabs d' <= u * u) by (apply Rmult_le_compat; lra). lra.
Qed.

(* Two factors that are off by a rounding each, and by underflow. *)
Lemma rnd_product_of_rounded p q d h :
  Rabs d <= u -> Rabs h <= eta_min / 2 ->
  Rabs (rnd ((p * (1 + d) + h) * q) - p * q)
  <= gamma 2 * Rabs (p * q) + (1 + u) * (eta_min / 2) * Rabs q + eta_min / 2.
Proof.
  intros small_d small_h.
  destruct (rnd_error ((p * (1 + d) + h) * q)) as (d' & h' & small_d' & small_h' & ->).
  replace ((p * (1 + d) + h) * q * (1 + d') + h' - p * q)
    with (p * q * (d + d' + d * d') + h * (1 + d') * q + h') by ring.
  pose proof u_pos. pose proof eta_min_pos.
  apply Rle_trans with (1 := Rabs_triang _ _). apply Rplus_le_compat; [|exact small_h'].
  apply Rle_trans with (1 := Rabs_triang _ _). rewrite !Rabs_mult.
  pose proof (Rabs_pos p). pose proof (Rabs_pos q). pose proof (Rabs_pos h).
  pose proof (Rabs_pos d). pose proof (Rabs_pos d').
  pose proof (one_rounding d' small_d').
  pose proof (two_roundings d d' small_d small_d').
  apply Rplus_le_compat.
  - rewrite (Rmult_comm (gamma 2)). apply Rmult_le_compat_l; [nra|assumption].
  - apply Rmult_le_compat_r; [assumption|]. rewrite (Rmult_comm (1 + u)).
    apply Rmult_le_compat; try assumption. apply Rabs_pos.
Qed.

(* The same when the first factor cannot underflow. *)
Lemma product_after_one_rounding p q d :
  Rabs d <= u -> Rabs (rnd (p * (1 + d) * q) - p * q) <= gamma 2 * Rabs (p * q) + eta_min / 2.
Proof.
  intros small_d.
  destruct (rnd_error (p * (1 + d) * q)) as (d' & h' & small_d' & small_h' & ->).
  replace (p * (1 + d) * q * (1 + d') + h' - p * q) with (p * q * (d + d' + d * d') + h') by ring.
  apply Rle_trans with (1 := Rabs_triang _ _). apply Rplus_le_compat; [|exact small_h'].
  rewrite Rabs_mult, Rmult_comm. apply Rmult_le_compat_r; [apply Rabs_pos|]. now apply two_roundings.
Qed.

(* The update (EQ-9, EQ-10, EQ-12, EQ-22): g = eta delta, then w + g y. *)
Definition rounded_update (eta delta w y : R) : R := rnd (w + rnd (rnd (eta * delta) * y)).

Theorem update_error eta delta w y :
  double w ->
  Rabs (rounded_update eta delta w y - (w + eta * delta * y))
  <= u * Rabs w + gamma 3 * Rabs (eta * delta * y) + (Rabs y + 1) * eta_min.
Proof.
  intros known. unfold rounded_update.
  destruct (rnd_error (eta * delta)) as (d & h & small_d & small_h & ->).
  pose proof (rnd_product_of_rounded (eta * delta) y d h small_d small_h) as product.
  set (q := rnd _) in *. set (p := eta * delta * y) in *.
  destruct (rnd_sum_error w q known (rnd_double _)) as (d' & small_d' & ->).
  replace ((w + q) * (1 + d') - (w + p)) with ((q - p) * (1 + d') + (w + p) * d') by ring.
  apply Rle_trans with (1 := Rabs_triang _ _). rewrite !Rabs_mult.
  pose proof u_pos. pose proof u_small. pose proof eta_min_pos.
  pose proof (Rabs_pos y). pose proof (Rabs_pos p). pose proof (Rabs_pos w).
  pose proof (one_rounding d' small_d').
  apply Rle_trans with
    ((gamma 2 * Rabs p + (1 + u) * (eta_min / 2) * Rabs y + eta_min / 2) * (1 + u) + (Rabs w + Rabs p) * u).
  - apply Rplus_le_compat; apply Rmult_le_compat; try apply Rabs_pos; try assumption. apply Rabs_triang.
  - pose proof (gamma_succ 2) as three. replace (gamma 3) with ((1 + u) * (1 + gamma 2) - 1) by lra.
    assert ((1 + u) * (1 + u) <= 2) by nra.
    assert (0 <= (2 - (1 + u) * (1 + u)) * (eta_min / 2) * Rabs y) by (repeat apply Rmult_le_pos; lra).
    assert (0 <= (1 - u) * (eta_min / 2)) by (apply Rmult_le_pos; lra). lra.
Qed.

(* The change with momentum, g y + alpha c, where c is the change before. *)
Definition rounded_change (eta delta y alpha c : R) : R :=
  rnd (rnd (rnd (eta * delta) * y) + rnd (alpha * c)).

Theorem momentum_change_error eta delta y alpha c :
  Rabs (rounded_change eta delta y alpha c - (eta * delta * y + alpha * c))
  <= gamma 3 * Rabs (eta * delta * y) + gamma 2 * Rabs (alpha * c) + (Rabs y + 2) * eta_min.
Proof.
  unfold rounded_change.
  destruct (rnd_error (eta * delta)) as (d & h & small_d & small_h & ->).
  pose proof (rnd_product_of_rounded (eta * delta) y d h small_d small_h) as product.
  set (q := rnd (_ * y)) in *. set (p := eta * delta * y) in *.
  assert (Rabs (rnd (alpha * c) - alpha * c) <= u * Rabs (alpha * c) + eta_min / 2) as inertia.
  { destruct (rnd_error (alpha * c)) as (d1 & h1 & small_d1 & small_h1 & ->).
    replace (alpha * c * (1 + d1) + h1 - alpha * c) with (alpha * c * d1 + h1) by ring.
    apply Rle_trans with (1 := Rabs_triang _ _). rewrite (Rabs_mult _ d1), (Rmult_comm u).
    apply Rplus_le_compat; [apply Rmult_le_compat_l; [apply Rabs_pos|]|]; assumption. }
  destruct (rnd_sum_error q (rnd (alpha * c)) (rnd_double _) (rnd_double _)) as (d' & small_d' & ->).
  set (r := rnd (alpha * c)) in *. set (a := alpha * c) in *.
  replace ((q + r) * (1 + d') - (p + a)) with ((q - p + (r - a)) * (1 + d') + (p + a) * d') by ring.
  pose proof u_pos. pose proof u_small. pose proof eta_min_pos. pose proof (one_rounding d' small_d').
  pose proof (Rabs_pos y). pose proof (Rabs_pos p). pose proof (Rabs_pos a).
  pose proof (Rabs_triang (q - p) (r - a)). pose proof (Rabs_triang p a).
  apply Rle_trans with (1 := Rabs_triang _ _). rewrite !Rabs_mult.
  apply Rle_trans with
    ((gamma 2 * Rabs p + (1 + u) * (eta_min / 2) * Rabs y + eta_min / 2 + (u * Rabs a + eta_min / 2)) * (1 + u)
     + (Rabs p + Rabs a) * u).
  - apply Rplus_le_compat; apply Rmult_le_compat; try apply Rabs_pos; lra.
  - replace (gamma 3) with ((1 + u) * (1 + gamma 2) - 1) by (pose proof (gamma_succ 2); lra).
    replace (gamma 2 * Rabs a) with ((u + u + u * u) * Rabs a) by (unfold gamma; simpl; ring).
    assert ((1 + u) * (1 + u) <= 2) by nra.
    assert (0 <= (2 - (1 + u) * (1 + u)) * (eta_min / 2) * Rabs y) by (repeat apply Rmult_le_pos; lra).
    assert (0 <= (1 - u) * eta_min) by (apply Rmult_le_pos; lra). lra.
Qed.

(* An update without a product by y, w + eta delta: that of a bias, whose signal is 1, and that after a batch, where
   eta is h and delta the sum of the gradients. *)
Theorem plain_update_error eta delta w :
  double w ->
  Rabs (rnd (w + rnd (eta * delta)) - (w + eta * delta))
  <= u * Rabs w + gamma 2 * Rabs (eta * delta) + eta_min.
Proof.
  intros known. pose proof u_small. pose proof eta_min_pos.
  destruct (rnd_error (eta * delta)) as (d & h & small_d & small_h & product).
  destruct (rnd_sum_error w (rnd (eta * delta)) known (rnd_double _)) as (d' & small_d' & ->).
  rewrite product. set (p := eta * delta) in *. clear product.
  replace ((w + (p * (1 + d) + h)) * (1 + d') - (w + p))
    with (w * d' + p * (d + d' + d * d') + h * (1 + d')) by ring.
  pose proof u_pos.
  pose proof (one_rounding d' small_d').
  pose proof (Rabs_pos d). pose proof (Rabs_pos d').
  pose proof (two_roundings d d' small_d small_d').
  apply Rle_trans with (1 := Rabs_triang _ _).
  replace (u * Rabs w + gamma 2 * Rabs p + eta_min)
    with (Rabs w * u + Rabs p * gamma 2 + eta_min) by ring.
  apply Rplus_le_compat.
  - apply Rle_trans with (1 := Rabs_triang _ _). rewrite !Rabs_mult.
    apply Rplus_le_compat; apply Rmult_le_compat_l; try apply Rabs_pos; assumption.
  - rewrite Rabs_mult. apply Rle_trans with (eta_min / 2 * (1 + u)).
    + apply Rmult_le_compat; try apply Rabs_pos; assumption.
    + assert (0 <= eta_min / 2 * (1 - u)) by (apply Rmult_le_pos; lra). lra.
Qed.

Lemma double_1 : double 1.
Proof. apply (generic_format_bpow radix2 format 0). unfold format, FLT_exp, emin, prec. lia. Qed.

(* The error e = t - y (EQ-4) and the output delta e f' (EQ-6). *)
Theorem output_delta_error t y slope :
  double t -> double y ->
  Rabs (rnd (rnd (t - y) * slope) - (t - y) * slope)
  <= gamma 2 * Rabs ((t - y) * slope) + eta_min / 2.
Proof.
  intros known_t known_y.
  destruct (rnd_sum_error t (- y) known_t (generic_format_opp _ _ _ known_y)) as (d & small_d & e_rounded).
  fold (t - y) in e_rounded. rewrite e_rounded.
  apply product_after_one_rounding. exact small_d.
Qed.

(* The slope of the logistic function, y (1 - y), *)
Theorem logistic_slope_error y :
  double y ->
  Rabs (rnd (y * rnd (1 - y)) - y * (1 - y)) <= gamma 2 * Rabs (y * (1 - y)) + eta_min / 2.
Proof.
  intros known.
  destruct (rnd_sum_error 1 (- y) double_1 (generic_format_opp _ _ _ known)) as (d & small_d & rounded).
  fold (1 - y) in rounded. rewrite rounded, !(Rmult_comm y).
  apply product_after_one_rounding. exact small_d.
Qed.

(* and that of tanh, 1 - y y. *)
Theorem tanh_slope_error y :
  Rabs (rnd (1 - rnd (y * y)) - (1 - y * y)) <= u * Rabs (1 - y * y) + gamma 2 * (y * y) + eta_min.
Proof.
  destruct (rnd_error (y * y)) as (d & h & small_d & small_h & square).
  destruct (rnd_sum_error 1 (- rnd (y * y)) double_1 (generic_format_opp _ _ _ (rnd_double _)))
    as (d' & small_d' & rounded).
  fold (1 - rnd (y * y)) in rounded. rewrite rounded, square.
  replace ((1 - (y * y * (1 + d) + h)) * (1 + d') - (1 - y * y))
    with ((1 - y * y) * d' + - ((y * y * d + h) * (1 + d'))) by ring.
  pose proof u_pos. pose proof u_small. pose proof eta_min_pos.
  pose proof (Rle_0_sqr y) as positive. unfold Rsqr in positive.
  assert (gamma 2 = u + u + u * u) as -> by (unfold gamma; simpl; ring).
  pose proof (one_rounding d' small_d').
  assert (Rabs (y * y * d + h) <= y * y * u + eta_min / 2).
  { apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_mult, (Rabs_pos_eq (y * y)) by assumption.
    apply Rplus_le_compat; [apply Rmult_le_compat_l|]; assumption. }
  apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp, !Rabs_mult.
  apply Rle_trans with (Rabs (1 - y * y) * u + (y * y * u + eta_min / 2) * (1 + u)).
  - apply Rplus_le_compat; [apply Rmult_le_compat_l; [apply Rabs_pos|assumption]|].
    apply Rmult_le_compat; try apply Rabs_pos; assumption.
  - assert (0 <= y * y * u) by (apply Rmult_le_pos; lra).
    assert (0 <= eta_min / 2 * (1 - u)) by (apply Rmult_le_pos; lra). lra.
Qed.

(* E of a pattern (EQ-3): the squares added, then halved. *)
Theorem pattern_error_error K e :
  INR K <= bpow radix2 52 ->
  Rabs (rnd (1 / 2 * rounded_sum 0 K e e) - half_sum_of_squares K e)
  <= gamma (S K) * half_sum_of_squares K e + (INR K + 1) * eta_min.
Proof.
  intros few. pose proof (rounded_sum_from_0_error K e e few) as squares. unfold half_sum_of_squares.
  rewrite (sum_ext K (fun k => Rabs (e k * e k)) (fun k => e k * e k)) in squares
    by (intros; apply Rabs_pos_eq, Rle_0_sqr).
  assert (0 <= sum K (fun k => e k * e k)) by (apply sum_nonneg; intros; apply Rle_0_sqr).
  set (q := sum _ _) in *. set (q' := rounded_sum _ _ _ _) in *.
  destruct (rnd_error (1 / 2 * q')) as (d & h & small_d & small_h & ->).
  replace (1 / 2 * q' * (1 + d) + h - 1 / 2 * q) with (1 / 2 * (q' - q) * (1 + d) + 1 / 2 * q * d + h) by ring.
  pose proof u_pos. pose proof u_small. pose proof eta_min_pos. pose proof (gamma_pos K). pose proof (pos_INR K).
  pose proof (one_rounding d small_d).
  apply Rle_trans with (1 := Rabs_triang _ _).
  apply Rle_trans with (1 / 2 * (gamma K * q + INR K * eta_min) * (1 + u) + 1 / 2 * q * u + eta_min / 2).
  - apply Rplus_le_compat; [|assumption]. apply Rle_trans with (1 := Rabs_triang _ _).
    rewrite !Rabs_mult, (Rabs_pos_eq (1 / 2)), (Rabs_pos_eq q) by lra.
    apply Rplus_le_compat; apply Rmult_le_compat; try apply Rabs_pos; try lra.
    apply Rmult_le_pos; [lra|apply Rabs_pos].
  - replace (gamma (S K)) with ((1 + u) * (1 + gamma K) - 1) by (pose proof (gamma_succ K); lra).
    assert (0 <= INR K * eta_min * (1 - u)) by (repeat apply Rmult_le_pos; lra).
    assert (0 <= INR K * eta_min) by (apply Rmult_le_pos; lra). lra.
Qed.
