(* The machine's numbers: Flocq's binary64, with infinities and NaN. As long as what enters is within BP_LIMIT, no
   operation of a sum or an update overflows, every result is finite, and its value is that of Rounding.v. *)
Require Import Reals ZArith Arith Lra Lia.
From Flocq Require Import Core BinarySingleNaN.
From Backprop Require Import Sum Activation Network Rounding.
Open Scope R_scope.

Global Instance prec_below_emax : Prec_lt_emax 53 1024 := eq_refl.

Definition binary64 : Set := binary_float 53 1024.
Definition add (a b : binary64) : binary64 := Bplus mode_NE a b.
Definition mul (a b : binary64) : binary64 := Bmult mode_NE a b.

(* BP_LIMIT of spec/arithmetic.md *)
Definition limit : R := bpow radix2 200.
Definition within (a : binary64) : Prop := is_finite a = true /\ Rabs (B2R a) <= limit.

Lemma value_is_double (a : binary64) : double (B2R a).
Proof. exact (generic_format_B2R 53 1024 a). Qed.

Lemma bpow_double n : (0 <= n)%Z -> double (bpow radix2 n).
Proof.
  intros whole. apply (generic_format_bpow radix2 format). unfold format, FLT_exp, emin, prec. lia.
Qed.

Lemma rnd_below a n : (0 <= n)%Z -> Rabs a <= bpow radix2 n -> Rabs (rnd a) <= bpow radix2 n.
Proof.
  intros whole below. apply abs_round_le_generic; try assumption.
  - apply FLT_exp_valid. reflexivity.
  - apply valid_rnd_N.
  - now apply bpow_double.
Qed.

Lemma no_overflow a :
  Rabs a <= bpow radix2 1000 -> Rlt_bool (Rabs (rnd a)) (bpow radix2 1024) = true.
Proof.
  intros below. apply Rlt_bool_true. apply Rle_lt_trans with (bpow radix2 1000).
  - now apply rnd_below.
  - apply bpow_lt. lia.
Qed.

Lemma add_rounds a b :
  is_finite a = true -> is_finite b = true -> Rabs (B2R a + B2R b) <= bpow radix2 1000 ->
  is_finite (add a b) = true /\ B2R (add a b) = rnd (B2R a + B2R b).
Proof.
  intros finite_a finite_b below.
  pose proof (Bplus_correct 53 1024 _ _ mode_NE a b finite_a finite_b) as correct.
  change (round radix2 (SpecFloat.fexp 53 1024) (round_mode mode_NE)) with rnd in correct.
  rewrite no_overflow in correct by assumption. destruct correct as (value & finite & _).
  split; [exact finite|exact value].
Qed.

Lemma mul_rounds a b :
  is_finite a = true -> is_finite b = true -> Rabs (B2R a * B2R b) <= bpow radix2 1000 ->
  is_finite (mul a b) = true /\ B2R (mul a b) = rnd (B2R a * B2R b).
Proof.
  intros finite_a finite_b below.
  pose proof (Bmult_correct 53 1024 _ _ mode_NE a b) as correct.
  change (round radix2 (SpecFloat.fexp 53 1024) (round_mode mode_NE)) with rnd in correct.
  rewrite no_overflow in correct by assumption. destruct correct as (value & finite & _).
  split; [|exact value]. unfold mul. rewrite finite, finite_a, finite_b. reflexivity.
Qed.

(* The loop of the trainer: start; then + a_1 b_1, + a_2 b_2, ... *)
Fixpoint machine_sum (start : binary64) (n : nat) (a b : nat -> binary64) : binary64 :=
  match n with
  | O => start
  | S m => add (machine_sum start m a b) (mul (a n) (b n))
  end.

Lemma product_below a b x y :
  (0 <= x)%Z -> Rabs a <= bpow radix2 x -> Rabs b <= bpow radix2 y -> Rabs (a * b) <= bpow radix2 (x + y).
Proof.
  intros _ below_a below_b. rewrite Rabs_mult, bpow_plus.
  apply Rmult_le_compat; (assumption || apply Rabs_pos).
Qed.

Lemma sum_below n f c : (forall k, (1 <= k <= n)%nat -> f k <= c) -> sum n f <= INR n * c.
Proof.
  induction n as [|n IH]; intros below; [simpl; lra|].
  rewrite S_INR. cbn [sum]. assert (sum n f <= INR n * c) by (apply IH; intros; apply below; lia).
  assert (f (S n) <= c) by (apply below; lia). lra.
Qed.

Lemma rounded_sum_below start n a b :
  double start -> INR n <= bpow radix2 52 -> Rabs start <= limit ->
  (forall j, (1 <= j <= n)%nat -> Rabs (a j) <= limit /\ Rabs (b j) <= limit) ->
  Rabs (rounded_sum start n a b) <= bpow radix2 500.
Proof.
  intros known few small_start small.
  pose proof (rounded_sum_error start n a b known few) as near.
  pose proof (sum_and_start start n (fun j => a j * b j)) as exact_below.
  assert (sum n (fun j => Rabs (a j * b j)) <= bpow radix2 452) as products.
  { apply Rle_trans with (INR n * bpow radix2 400).
    - apply sum_below. intros k range. destruct (small k range).
      apply (product_below (a k) (b k) 200 200); (lia || assumption).
    - change 452%Z with (52 + 400)%Z. rewrite bpow_plus. apply Rmult_le_compat_r; [apply bpow_ge_0|exact few]. }
  set (A := Rabs start + sum n (fun j => Rabs (a j * b j))) in *.
  assert (0 <= A).
  { apply Rle_trans with (2 := exact_below). apply Rabs_pos. }
  assert (A <= bpow radix2 453) as terms.
  { unfold A. apply Rle_trans with (bpow radix2 452 + bpow radix2 452).
    - apply Rplus_le_compat; [|exact products]. apply Rle_trans with (1 := small_start). apply bpow_le. lia.
    - change 453%Z with (1 + 452)%Z. rewrite bpow_plus. pose proof (bpow_gt_0 radix2 452). simpl (bpow radix2 1). lra. }
  assert (gamma (S n) <= 4) as factor.
  { pose proof (gamma_le_1 n few). pose proof (gamma_succ n). pose proof u_small. pose proof u_pos.
    pose proof (gamma_pos n). nra. }
  assert (INR n * eta_min <= bpow radix2 453) as lost.
  { apply Rle_trans with (bpow radix2 52 * eta_min).
    - apply Rmult_le_compat_r; [apply bpow_ge_0|exact few].
    - unfold eta_min. rewrite <- bpow_plus. apply bpow_le. lia. }
  set (computed := rounded_sum start n a b) in *.
  replace computed with (computed - (start + sum n (fun j => a j * b j)) + (start + sum n (fun j => a j * b j)))
    by ring.
  apply Rle_trans with (1 := Rabs_triang _ _).
  apply Rle_trans with (6 * bpow radix2 453).
  - assert (gamma (S n) * A <= 4 * bpow radix2 453).
    { apply Rmult_le_compat; [apply gamma_pos|assumption..]. }
    lra.
  - apply Rle_trans with (bpow radix2 3 * bpow radix2 453).
    + apply Rmult_le_compat_r; [apply bpow_ge_0|simpl; lra].
    + rewrite <- bpow_plus. apply bpow_le. lia.
Qed.

(* No overflow: the machine's sum is finite and is the rounded sum. *)
Theorem machine_sum_rounds start n a b :
  INR n <= bpow radix2 52 -> within start ->
  (forall j, (1 <= j <= n)%nat -> within (a j) /\ within (b j)) ->
  is_finite (machine_sum start n a b) = true
  /\ B2R (machine_sum start n a b) = rounded_sum (B2R start) n (fun j => B2R (a j)) (fun j => B2R (b j)).
Proof.
  intros few (finite_start & small_start) each. induction n as [|n IH].
  - split; [exact finite_start|reflexivity].
  - assert (INR n <= bpow radix2 52) as fewer by (rewrite S_INR in few; lra).
    destruct IH as (finite_sum & sum_value); [exact fewer|intros; apply each; lia|].
    destruct (each (S n)) as ((finite_a & small_a) & (finite_b & small_b)); [lia|].
    cbn [machine_sum rounded_sum]. set (before := machine_sum start n a b) in *.
    assert (Rabs (B2R (a (S n)) * B2R (b (S n))) <= bpow radix2 400) as product.
    { apply (product_below _ _ 200 200); (lia || assumption). }
    destruct (mul_rounds (a (S n)) (b (S n))) as (finite_product & product_value); try assumption.
    { apply Rle_trans with (1 := product). apply bpow_le. lia. }
    rewrite <- product_value, <- sum_value. apply add_rounds; try assumption.
    rewrite product_value, sum_value. apply Rle_trans with (1 := Rabs_triang _ _).
    apply Rle_trans with (bpow radix2 500 + bpow radix2 500).
    + apply Rplus_le_compat.
      * apply rounded_sum_below; try assumption; [apply value_is_double|].
        intros j range. destruct (each j) as ((_ & ?) & (_ & ?)); [lia|]. now split.
      * apply rnd_below; [lia|]. apply Rle_trans with (1 := product). apply bpow_le. lia.
    + apply Rle_trans with (bpow radix2 1 * bpow radix2 500).
      * pose proof (bpow_gt_0 radix2 500). simpl (bpow radix2 1). lra.
      * rewrite <- bpow_plus. apply bpow_le. lia.
Qed.

(* What a machine computes as the net input of a unit, against EQ-5 and EQ-16. *)
Theorem machine_net_input_error J (w : nat -> nat -> binary64) (y : nat -> binary64) k :
  INR J <= bpow radix2 52 -> B2R (y O) = 1 ->
  (forall j, (j <= J)%nat -> within (w k j) /\ within (y j)) ->
  let W := fun k j => B2R (w k j) in
  let Y := fun j => B2R (y j) in
  let x := machine_sum (w k O) J (w k) y in
  is_finite x = true
  /\ Rabs (B2R x - net_input J W Y k)
     <= gamma (S J) * sum_from_0 J (fun j => Rabs (W k j * Y j)) + INR J * eta_min.
Proof.
  intros few bias each W Y x.
  destruct (machine_sum_rounds (w k O) J (w k) y) as (finite & value);
    [exact few|apply each; lia|intros; apply each; lia|].
  split; [exact finite|]. unfold x. rewrite value.
  apply (net_input_error J W Y k); [exact bias|apply value_is_double|exact few].
Qed.

(* What a machine computes as a hidden sum, against EQ-17. *)
Theorem machine_hidden_sum_error K (delta : nat -> binary64) (w : nat -> nat -> binary64) j :
  INR K <= bpow radix2 52 ->
  (forall k, (1 <= k <= K)%nat -> within (delta k) /\ within (w k j)) ->
  let d := machine_sum (B754_zero false) K delta (fun k => w k j) in
  is_finite d = true
  /\ Rabs (B2R d - sum K (fun k => B2R (delta k) * B2R (w k j)))
     <= gamma K * sum K (fun k => Rabs (B2R (delta k) * B2R (w k j))) + INR K * eta_min.
Proof.
  intros few each d.
  destruct (machine_sum_rounds (B754_zero false) K delta (fun k => w k j)) as (finite & value); try assumption.
  { split; [reflexivity|]. simpl. rewrite Rabs_R0. apply bpow_ge_0. }
  split; [exact finite|]. unfold d. rewrite value.
  exact (rounded_sum_from_0_error K (fun k => B2R (delta k)) (fun k => B2R (w k j)) few).
Qed.

(* What a machine computes as an updated weight, against EQ-10 and EQ-22. *)
Theorem machine_update_error eta delta w y :
  within eta -> within delta -> within w -> within y ->
  let after := add w (mul (mul eta delta) y) in
  is_finite after = true
  /\ Rabs (B2R after - (B2R w + B2R eta * B2R delta * B2R y))
     <= u * Rabs (B2R w) + gamma 3 * Rabs (B2R eta * B2R delta * B2R y) + (Rabs (B2R y) + 1) * eta_min.
Proof.
  intros (finite_eta & small_eta) (finite_delta & small_delta) (finite_w & small_w) (finite_y & small_y) after.
  assert (Rabs (B2R eta * B2R delta) <= bpow radix2 400) as first.
  { apply (product_below _ _ 200 200); (lia || assumption). }
  destruct (mul_rounds eta delta) as (finite_g & g); try assumption.
  { apply Rle_trans with (1 := first). apply bpow_le. lia. }
  assert (Rabs (B2R (mul eta delta) * B2R y) <= bpow radix2 600) as second.
  { apply (product_below _ _ 400 200); [lia| |assumption]. rewrite g. apply rnd_below; [lia|assumption]. }
  destruct (mul_rounds (mul eta delta) y) as (finite_c & c); try assumption.
  { apply Rle_trans with (1 := second). apply bpow_le. lia. }
  destruct (add_rounds w (mul (mul eta delta) y)) as (finite_after & value); try assumption.
  { rewrite c. apply Rle_trans with (1 := Rabs_triang _ _).
    apply Rle_trans with (bpow radix2 600 + bpow radix2 600).
    - apply Rplus_le_compat; [|now apply rnd_below].
      apply Rle_trans with (1 := small_w). apply bpow_le. lia.
    - apply Rle_trans with (bpow radix2 1 * bpow radix2 600).
      + pose proof (bpow_gt_0 radix2 600). simpl (bpow radix2 1). lra.
      + rewrite <- bpow_plus. apply bpow_le. lia. }
  split; [exact finite_after|]. unfold after. rewrite value, c, g.
  apply (update_error (B2R eta) (B2R delta) (B2R w) (B2R y)). apply value_is_double.
Qed.
