(* The mathematics of the activation functions of src/bp: what they are a step away from where they are known, near 0
   and near their limits. proofs/activation puts the numbers of the C source into it. *)
Require Import Reals ZArith Lra Lia Psatz.
From Flocq Require Import Core.
From Coquelicot Require Import Coquelicot.
From Backprop Require Import Activation Rounding LastRounding.
Open Scope R_scope.

Local Existing Instance format_valid.

(* r coth r - 1 *)
Definition coth_part (r : R) : R := if Req_EM_T r 0 then 0 else r / tanh r - 1.

Lemma tanh_bounded x : -1 < tanh x < 1.
Proof.
  rewrite tanh_quotient. pose proof (exp_pos x). pose proof (exp_pos (- x)).
  assert (0 < exp x + exp (- x)) by lra.
  split; apply (Rmult_lt_reg_r (exp x + exp (- x))); try assumption;
    unfold Rdiv; rewrite Rmult_assoc, Rinv_l by lra; lra.
Qed.

Lemma tanh_0_exact : tanh 0 = 0.
Proof. rewrite tanh_quotient, Ropp_0, exp_0. field. Qed.

Lemma tanh_nonzero r : r <> 0 -> tanh r <> 0.
Proof.
  intros nonzero zero. rewrite tanh_quotient in zero.
  pose proof (exp_pos r). pose proof (exp_pos (- r)).
  assert (exp r - exp (- r) = 0) as same.
  { replace (exp r - exp (- r)) with ((exp r - exp (- r)) / (exp r + exp (- r)) * (exp r + exp (- r)))
      by (field; lra). rewrite zero. ring. }
  assert (exp r = exp (- r)) as eq by lra. apply exp_inv in eq. lra.
Qed.

Lemma tanh_plus a b : tanh (a + b) = (tanh a + tanh b) / (1 + tanh a * tanh b).
Proof.
  pose proof (exp_pos a). pose proof (exp_pos b). pose proof (exp_pos (- a)). pose proof (exp_pos (- b)).
  rewrite !tanh_quotient, Ropp_plus_distr, !exp_plus.
  assert (exp a * exp (- a) = 1) as one_a by (rewrite <- exp_plus, Rplus_opp_r; apply exp_0).
  assert (exp b * exp (- b) = 1) as one_b by (rewrite <- exp_plus, Rplus_opp_r; apply exp_0).
  set (A := exp a) in *. set (B := exp b) in *. set (A' := exp (- a)) in *. set (B' := exp (- b)) in *.
  assert (0 < A * B) by nra. assert (0 < A' * B') by nra.
  assert (0 < A * B') by nra. assert (0 < A' * B) by nra.
  field. repeat split; nra.
Qed.

Lemma tanh_product_small a b : 0 < 1 + tanh a * tanh b.
Proof. pose proof (tanh_bounded a). pose proof (tanh_bounded b). nra. Qed.

Theorem tanh_one_step t r :
  tanh (t + r) = tanh t + (1 - tanh t * tanh t) * r / (1 + coth_part r + tanh t * r).
Proof.
  unfold coth_part. destruct (Req_EM_T r 0) as [->|nonzero].
  - rewrite Rplus_0_r, !Rmult_0_r. unfold Rdiv. ring.
  - rewrite tanh_plus. pose proof (tanh_nonzero r nonzero). pose proof (tanh_product_small t r).
    set (T := tanh t) in *. set (u := tanh r) in *. field. repeat split; try assumption; try lra.
    replace (u + (r - u) + T * r * u) with (r * (1 + T * u)) by ring.
    apply Rmult_integral_contrapositive. split; [assumption|lra].
Qed.

Lemma tanh_by_exp x : tanh x = 1 - 2 / (exp (2 * x) + 1).
Proof.
  rewrite tanh_quotient. replace (2 * x) with (x + x) by ring. rewrite exp_plus, exp_Ropp.
  pose proof (exp_pos x). field. nra.
Qed.

Lemma logistic_by_tanh x : logistic x = (1 + tanh (x / 2)) / 2.
Proof.
  unfold logistic. rewrite tanh_quotient. pose proof (exp_pos (x / 2)). pose proof (exp_pos (- (x / 2))).
  replace (- x) with (- (x / 2) + - (x / 2)) by field. rewrite exp_plus.
  assert (exp (x / 2) * exp (- (x / 2)) = 1) as one by (rewrite <- exp_plus, Rplus_opp_r; apply exp_0).
  set (a := exp (x / 2)) in *. set (b := exp (- (x / 2))) in *.
  assert (a = / b) as -> by (apply (Rmult_eq_reg_r b); [rewrite Rinv_l; lra|lra]).
  field. nra.
Qed.

Theorem logistic_one_step t r :
  logistic (t + r) =
  logistic t + logistic t * (1 - logistic t) * r / (1 + coth_part (r / 2) + (logistic t - 1 / 2) * r).
Proof.
  rewrite !logistic_by_tanh. replace ((t + r) / 2) with (t / 2 + r / 2) by field. rewrite tanh_one_step.
  assert (1 + coth_part (r / 2) + tanh (t / 2) * (r / 2) <> 0) as nonzero.
  { unfold coth_part. destruct (Req_EM_T (r / 2) 0) as [->|r_nonzero]; [lra|].
    pose proof (tanh_nonzero _ r_nonzero). pose proof (tanh_product_small (t / 2) (r / 2)).
    replace (1 + (r / 2 / tanh (r / 2) - 1) + tanh (t / 2) * (r / 2))
      with (r / 2 * (1 + tanh (t / 2) * tanh (r / 2)) / tanh (r / 2)) by (field; assumption).
    apply Rmult_integral_contrapositive_currified; [|apply Rinv_neq_0_compat; assumption].
    apply Rmult_integral_contrapositive_currified; [assumption|lra]. }
  set (T := tanh (t / 2)) in *. set (C := coth_part (r / 2)) in *. field.
  intros zero. apply nonzero. lra.
Qed.

(* What a proof about the rounded operations of a row shows of z, what the last one rounds, becomes the error of the
   result: `value` and `rest` are the row's, P is the polynomial for coth_part, e and d what they lack. *)
Theorem logistic_row t r value rest e P d z m K :
  (-1022 <= m)%Z -> 0 <= K <= 1 / 2 -> bpow radix2 m <= logistic (t + r) ->
  value + (rest + e) = logistic t -> P + d = coth_part (r / 2) ->
  (let Y := value + (rest + e) in
   Rabs (z - (Y + Y * (1 - Y) * r / (1 + (P + d) + (Y - 1 / 2) * r))) <= K * bpow radix2 (m - 52)) ->
  Rabs (rnd z - logistic (t + r)) <= (1 / 2 + K) * ulp_at (logistic (t + r)).
Proof.
  intros normal range large known poly. cbv zeta. rewrite known, poly, <- logistic_one_step. intros near.
  apply last_rounding; [assumption|]. apply Rle_trans with (1 := near).
  apply Rmult_le_compat_l; [lra|]. apply ulp_at_least; [assumption|].
  apply Rle_trans with (1 := large). apply Rle_abs.
Qed.

Theorem tanh_row t r value rest e P d z m K :
  (-1022 <= m)%Z -> 0 <= K <= 1 / 2 -> bpow radix2 m <= Rabs (tanh (t + r)) ->
  value + (rest + e) = tanh t -> P + d = coth_part r ->
  (let Y := value + (rest + e) in
   Rabs (z - (Y + (1 - Y * Y) * r / (1 + (P + d) + Y * r))) <= K * bpow radix2 (m - 52)) ->
  Rabs (rnd z - tanh (t + r)) <= (1 / 2 + K) * ulp_at (tanh (t + r)).
Proof.
  intros normal range large known poly. cbv zeta. rewrite known, poly, <- tanh_one_step. intros near.
  apply last_rounding; [assumption|]. apply Rle_trans with (1 := near).
  apply Rmult_le_compat_l; [lra|]. apply ulp_at_least; assumption.
Qed.

(* Where f is at least a power of two. *)
Lemma logistic_grows a b : a <= b -> logistic a <= logistic b.
Proof.
  intros le. unfold logistic, Rdiv. rewrite !Rmult_1_l. apply Rinv_le_contravar; [apply logistic_denominator|].
  apply Rplus_le_compat_l. destruct le as [lt| ->]; [|apply Rle_refl]. left. apply exp_increasing. lra.
Qed.

Lemma tanh_grows a b : a <= b -> tanh a <= tanh b.
Proof.
  intros le. pose proof (logistic_grows (2 * a) (2 * b)) as grows. rewrite !logistic_by_tanh in grows.
  replace (2 * a / 2) with a in grows by field. replace (2 * b / 2) with b in grows by field. lra.
Qed.

Lemma tanh_odd x : tanh (- x) = - tanh x.
Proof.
  rewrite !tanh_quotient, Ropp_involutive. pose proof (exp_pos x). pose proof (exp_pos (- x)). field. lra.
Qed.

Lemma tanh_abs x : Rabs (tanh x) = tanh (Rabs x).
Proof.
  assert (forall y, 0 <= y -> 0 <= tanh y) as positive
    by (intros y le; rewrite <- tanh_0_exact; apply tanh_grows; assumption).
  destruct (Rle_or_lt 0 x).
  - rewrite !Rabs_pos_eq by auto. reflexivity.
  - rewrite (Rabs_left x), <- Rabs_Ropp, <- tanh_odd by assumption. apply Rabs_pos_eq, positive. lra.
Qed.

(* 1 where f is next to 1. *)
Theorem logistic_saturates a x :
  1 - logistic a <= bpow radix2 (-54) -> a <= x -> Rabs (1 - logistic x) <= 1 / 2 * ulp_at (logistic x).
Proof.
  intros close le. pose proof (logistic_grows a x le).
  assert (logistic x < 1) as below.
  { rewrite logistic_by_tanh. pose proof (tanh_bounded (x / 2)). lra. }
  assert (bpow radix2 (-53) <= ulp_at (logistic x)).
  { apply (ulp_at_least (-1)); [lia|]. apply Rle_trans with (2 := Rle_abs _).
    assert (bpow radix2 (-54) <= 1 / 2) by (apply Rle_trans with (bpow radix2 (-1)); [apply bpow_le; lia|simpl; lra]).
    simpl (bpow radix2 (-1)). lra. }
  rewrite Rabs_pos_eq by lra. replace (bpow radix2 (-54)) with (1 / 2 * bpow radix2 (-53)) in close.
  - lra.
  - change (-53)%Z with (1 + -54)%Z. rewrite bpow_plus. simpl (bpow radix2 1). lra.
Qed.

Theorem tanh_saturates a x :
  0 <= a -> 1 - tanh a <= bpow radix2 (-54) -> a <= Rabs x ->
  Rabs ((if Rlt_dec 0 x then 1 else -1) - tanh x) <= 1 / 2 * ulp_at (tanh x).
Proof.
  intros positive close le. pose proof (tanh_grows a (Rabs x) le) as grows.
  assert (Rabs ((if Rlt_dec 0 x then 1 else -1) - tanh x) = 1 - tanh (Rabs x)) as ->.
  { pose proof (tanh_bounded x). destruct (Rlt_dec 0 x).
    - rewrite !Rabs_pos_eq; lra.
    - rewrite (Rabs_left1 x), tanh_odd by lra. rewrite Rabs_left; lra. }
  assert (bpow radix2 (-53) <= ulp_at (tanh x)).
  { apply (ulp_at_least (-1)); [lia|]. rewrite tanh_abs.
    assert (bpow radix2 (-54) <= 1 / 2) by (apply Rle_trans with (bpow radix2 (-1)); [apply bpow_le; lia|simpl; lra]).
    simpl (bpow radix2 (-1)). lra. }
  replace (bpow radix2 (-54)) with (1 / 2 * bpow radix2 (-53)) in close.
  - lra.
  - change (-53)%Z with (1 + -54)%Z. rewrite bpow_plus. simpl (bpow radix2 1). lra.
Qed.

(* 0 where f is below half the smallest double. *)
Theorem logistic_vanishes a x :
  logistic a <= bpow radix2 (-1075) -> x <= a -> Rabs (0 - logistic x) <= 1 / 2 * ulp_at (logistic x).
Proof.
  intros small le. pose proof (logistic_grows x a le). pose proof (ulp_at_least_tiny (logistic x)) as tiny.
  assert (0 < logistic x) by (unfold logistic; pose proof (logistic_denominator x); apply Rdiv_lt_0_compat; lra).
  rewrite Rabs_minus_sym, Rminus_0_r, Rabs_pos_eq by lra.
  replace (bpow radix2 (-1075)) with (1 / 2 * bpow radix2 emin) in small; [lra|].
  unfold emin. change (-1074)%Z with (1 + -1075)%Z. rewrite bpow_plus. simpl (bpow radix2 1). lra.
Qed.

(* tanh near 0. *)
Lemma mean_value (f df : R -> R) (r : R) :
  (forall x, is_derive f x (df x)) -> exists c, Rabs c <= Rabs r /\ f r - f 0 = df c * r.
Proof.
  intros derive. destruct (MVT_gen f 0 r df) as (c & between & eq).
  - intros. apply derive.
  - intros x _. apply derivable_continuous_pt. exists (df x). apply is_derive_Reals, derive.
  - exists c. rewrite Rminus_0_r in eq. split; [|exact eq].
    unfold Rabs, Rmin, Rmax in *. destruct (Rle_dec 0 r), (Rcase_abs c), (Rcase_abs r); lra.
Qed.

Lemma tanh_rise r : exists c, Rabs c <= Rabs r /\ tanh r = (1 - tanh c * tanh c) * r.
Proof.
  destruct (mean_value tanh (fun x => 1 - tanh x * tanh x) r tanh_slope) as (c & small & eq).
  exists c. rewrite tanh_0_exact, Rminus_0_r in eq. auto.
Qed.

Lemma tanh_below x : Rabs (tanh x) <= Rabs x.
Proof.
  destruct (tanh_rise x) as (c & _ & ->). rewrite Rabs_mult. pose proof (tanh_bounded c). pose proof (Rabs_pos x).
  rewrite (Rabs_pos_eq (1 - _)) by nra. nra.
Qed.

Lemma square_abs a : a * a = Rabs a * Rabs a.
Proof. rewrite <- Rabs_mult. symmetry. apply Rabs_pos_eq. nra. Qed.

Lemma tanh_near_0 r : Rabs (r - tanh r) <= Rabs r * (r * r).
Proof.
  destruct (tanh_rise r) as (c & small & eq). rewrite eq.
  replace (r - (1 - tanh c * tanh c) * r) with (r * (tanh c * tanh c)) by ring.
  rewrite Rabs_mult. apply Rmult_le_compat_l; [apply Rabs_pos|].
  rewrite Rabs_pos_eq by nra. rewrite (square_abs (tanh c)), (square_abs r).
  pose proof (tanh_below c). pose proof (Rabs_pos (tanh c)). nra.
Qed.

(* How near a polynomial is to coth_part: near 0 by the derivative of r - tanh r (1 + P r), which is 0 at 0, and by
   that itself beyond. *)
Theorem coth_part_near (P P' : R -> R) b0 b1 e :
  P 0 = 0 -> (forall r, P (- r) = P r) -> (forall r, is_derive P r (P' r)) -> 0 < b0 <= b1 -> 0 <= e ->
  (forall r, 0 <= r <= b0 -> Rabs (1 - ((1 - tanh r * tanh r) * (1 + P r) + tanh r * P' r)) <= e) ->
  (forall r, b0 <= r <= b1 -> Rabs (r - tanh r * (1 + P r)) <= e * b0) ->
  forall r, Rabs r <= b1 -> Rabs (coth_part r - P r) * (1 - tanh b1 * tanh b1) <= e.
Proof.
  intros P_0 even derive order e_positive inside outside.
  set (g := fun r => r - tanh r * (1 + P r)).
  assert (forall r, 0 <= r <= b1 -> Rabs (g r) <= e * r) as bound.
  { intros r range. destruct (Rle_or_lt r b0) as [le|lt].
    - destruct (mean_value g (fun r => 1 - ((1 - tanh r * tanh r) * (1 + P r) + tanh r * P' r)) r)
      as (c & small & eq).
      + intros x. unfold g.
        apply (is_derive_minus (fun r => r) (fun r => tanh r * (1 + P r)) x 1); [apply (is_derive_id x)|].
        apply (is_derive_mult tanh (fun r => 1 + P r)); [apply tanh_slope| |intros; apply Rmult_comm].
        replace (P' x) with (0 + P' x) by ring.
        apply (is_derive_plus (fun _ => 1) P); [apply (is_derive_const (1 : R))|apply derive].
      + assert (g 0 = 0) as g_0 by (unfold g; rewrite tanh_0_exact; ring).
        rewrite g_0, Rminus_0_r in eq. rewrite eq, Rabs_mult, (Rabs_pos_eq r) by lra.
        apply Rmult_le_compat_r; [lra|]. rewrite (Rabs_pos_eq r) in small by lra.
        destruct (Rle_or_lt 0 c).
        * rewrite Rabs_pos_eq in small by assumption. apply inside. lra.
        * rewrite Rabs_left in small by assumption. specialize (inside (- c)).
          assert (P' (- c) = - P' c) as odd.
          { transitivity (Derive P (- c)); [symmetry; apply is_derive_unique, derive|]. apply is_derive_unique.
            apply (is_derive_ext (fun r => P (- r))); [exact even|].
            replace (- P' c) with (scal (-1) (P' c)) by (unfold scal; simpl; unfold mult; simpl; ring).
            apply (is_derive_comp P Ropp); [rewrite Ropp_involutive; apply derive|].
            apply (is_derive_opp (fun x => x) (- c) 1), (is_derive_id (- c)). }
          rewrite tanh_odd, even, odd in inside.
          replace (1 - ((1 - tanh c * tanh c) * (1 + P c) + tanh c * P' c))
            with (1 - ((1 - - tanh c * - tanh c) * (1 + P c) + - tanh c * - P' c)) by ring.
          apply inside. lra.
    - apply Rle_trans with (e * b0); [apply outside; lra|]. apply Rmult_le_compat_l; lra. }
  assert (forall r, 0 < r <= b1 -> Rabs (coth_part r - P r) * (1 - tanh b1 * tanh b1) <= e) as positive.
  { intros r range. unfold coth_part. destruct (Req_EM_T r 0) as [|nonzero]; [lra|].
    assert (0 < tanh r * tanh r) by (pose proof (tanh_nonzero r nonzero); nra).
    assert (0 <= tanh r) as sign by (rewrite <- tanh_0_exact; apply tanh_grows; lra).
    assert (0 < tanh r) as strict by nra.
    replace (r / tanh r - 1 - P r) with (g r / tanh r) by (unfold g; field; lra).
    unfold Rdiv. rewrite Rabs_mult, (Rabs_pos_eq (/ tanh r)) by (left; apply Rinv_0_lt_compat; assumption).
    assert (r * (1 - tanh b1 * tanh b1) <= tanh r) as steep.
    { destruct (tanh_rise r) as (c & small & eq). rewrite eq at 1.
      rewrite (square_abs (tanh c)), (Rmult_comm r). apply Rmult_le_compat_r; [lra|].
      assert (Rabs (tanh c) <= tanh b1).
      { rewrite tanh_abs. apply tanh_grows. rewrite (Rabs_pos_eq r) in small by lra. lra. }
      pose proof (Rabs_pos (tanh c)). nra. }
    assert (0 < 1 - tanh b1 * tanh b1) by (pose proof (tanh_bounded b1); nra).
    apply (Rmult_le_reg_r (tanh r)); [assumption|].
    replace (Rabs (g r) * / tanh r * (1 - tanh b1 * tanh b1) * tanh r)
      with (Rabs (g r) * (1 - tanh b1 * tanh b1)) by (field; lra).
    pose proof (bound r). apply Rle_trans with (e * r * (1 - tanh b1 * tanh b1)).
    - apply Rmult_le_compat_r; [lra|]. apply bound. lra.
    - rewrite Rmult_assoc. apply Rmult_le_compat_l; assumption. }
  intros r range. destruct (Rtotal_order r 0) as [neg|[zero|pos]].
  - replace (coth_part r - P r) with (coth_part (- r) - P (- r)).
    + apply positive. rewrite Rabs_left in range by assumption. lra.
    + rewrite even. unfold coth_part. destruct (Req_EM_T r 0), (Req_EM_T (- r) 0); try lra.
      rewrite tanh_odd. pose proof (tanh_nonzero r n). field. assumption.
  - subst r. unfold coth_part. destruct (Req_EM_T 0 0); [|lra]. rewrite P_0, Rminus_0_r, Rabs_R0. lra.
  - apply positive. rewrite Rabs_pos_eq in range by lra. lra.
Qed.

(* exp by the integer N nearest to the number of its turns, x / ln 2. *)
Theorem exp_by_turns x N :
  let rho := IZR N * (ln 2 / 2) + x / 2 in
  exp x = (1 + coth_part rho + rho) / (1 + coth_part rho - rho) * bpow radix2 (- N).
Proof.
  cbv zeta. set (rho := IZR N * (ln 2 / 2) + x / 2).
  assert (exp x = exp rho * exp rho * bpow radix2 (- N)) as ->.
  { rewrite bpow_exp, <- !exp_plus. f_equal. rewrite opp_IZR. unfold rho. simpl (IZR radix2). field. }
  f_equal. unfold coth_part. destruct (Req_EM_T rho 0) as [->|nonzero]; [rewrite exp_0; field|].
  pose proof (tanh_nonzero rho nonzero) as tanh_rho. revert tanh_rho. rewrite tanh_quotient.
  pose proof (exp_pos rho). pose proof (exp_pos (- rho)).
  assert (exp rho * exp (- rho) = 1) as one by (rewrite <- exp_plus, Rplus_opp_r; apply exp_0).
  set (a := exp rho) in *. set (b := exp (- rho)) in *. intros quotient.
  assert (a - b <> 0) as differ by (intros zero; apply quotient; rewrite zero; unfold Rdiv; ring).
  assert (a = / b) as -> by (apply (Rmult_eq_reg_r b); [rewrite Rinv_l; lra|lra]).
  assert (1 - b * b <> 0) as square.
  { intros zero. apply differ. replace (/ b - b) with ((1 - b * b) / b) by (field; lra). rewrite zero.
    unfold Rdiv. ring. }
  field. repeat split; [lra|nra|exact square|].
  replace (1 - b * b + (rho * (1 + b * b) - (1 - b * b)) - rho * (1 - b * b)) with (2 * rho * b * b) by ring.
  repeat apply Rmult_integral_contrapositive_currified; lra.
Qed.

Lemma logistic_by_exp x : logistic x = exp x * (1 + - logistic x).
Proof.
  unfold logistic. rewrite exp_Ropp. pose proof (exp_pos x). field. lra.
Qed.

(* tanh where the quotient is next to nothing. *)
Theorem tanh_tiny r g den :
  double r -> bpow radix2 (-900) <= Rabs r <= bpow radix2 (-30) -> Rabs g <= bpow radix2 (-60) -> 1 / 2 <= den ->
  Rabs (rnd (r - rnd (rnd (r * g) / den)) - tanh r) <= (1 / 2 + 1 / 16) * ulp_at (tanh r).
Proof.
  intros d range small large. pose proof (Rabs_pos r).
  assert (r <> 0) as nonzero.
  { intros ->. rewrite Rabs_R0 in range. pose proof (bpow_gt_0 radix2 (-900)). lra. }
  assert (forall k, (-100 <= k <= 0)%Z -> double (Rabs r * bpow radix2 k)) as power.
  { intros k bound. apply double_scaled; [|lia|].
    - apply generic_format_abs. exact d.
    - rewrite Rabs_Rabsolu. apply Rle_trans with (bpow radix2 (-900) * bpow radix2 k).
      + rewrite <- bpow_plus. apply bpow_le. lia.
      + apply Rmult_le_compat_r; [apply bpow_ge_0|lra]. }
  assert (forall a k, (-100 <= k <= 0)%Z -> Rabs a <= Rabs r * bpow radix2 k
    -> Rabs (rnd a) <= Rabs r * bpow radix2 k) as kept.
  { intros a k bound le.
    apply abs_round_le_generic; [apply format_valid|apply valid_rnd_N|apply power; exact bound|exact le]. }
  assert (Rabs (rnd (r * g)) <= Rabs r * bpow radix2 (-60)) as product.
  { apply kept; [lia|]. rewrite Rabs_mult. apply Rmult_le_compat_l; assumption. }
  assert (Rabs (rnd (rnd (r * g) / den)) <= Rabs r * bpow radix2 (-59)) as quotient.
  { apply kept; [lia|]. unfold Rdiv. rewrite Rabs_mult.
    assert (0 < / den <= 2) as inverse.
    { split; [apply Rinv_0_lt_compat; lra|]. apply (Rmult_le_reg_r den); [lra|]. rewrite Rinv_l by lra. lra. }
    rewrite (Rabs_pos_eq (/ den)) by lra. change (-59)%Z with (1 + -60)%Z. rewrite bpow_plus. simpl (bpow radix2 1).
    pose proof (Rabs_pos (rnd (r * g))). nra. }
  set (q := rnd (rnd (r * g) / den)) in *.
  assert (Rabs (r - tanh r) <= Rabs r * bpow radix2 (-60)) as cubic.
  { apply Rle_trans with (1 := tanh_near_0 r). apply Rmult_le_compat_l; [assumption|].
    rewrite square_abs. change (-60)%Z with (-30 + -30)%Z. rewrite bpow_plus. apply Rmult_le_compat; lra. }
  apply last_rounding; [lra|].
  assert (Rabs (tanh r) * bpow radix2 (-53) <= ulp_at (tanh r)) as spacing
    by (left; apply (ulp_FLT_gt radix2 emin prec)).
  replace (r - q - tanh r) with ((r - tanh r) + - q) by ring.
  apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp.
  assert (bpow radix2 (-60) <= 1 / 4) by (apply Rle_trans with (bpow radix2 (-2)); [apply bpow_le; lia|simpl; lra]).
  assert (/ 2 * Rabs r <= Rabs (tanh r)).
  { pose proof (Rabs_triang (tanh r) (r - tanh r)) as triangle.
    replace (tanh r + (r - tanh r)) with r in triangle by ring. nra. }
  replace (bpow radix2 (-59)) with (/ 64 * bpow radix2 (-53)) in quotient
    by (change (-59)%Z with (-6 + -53)%Z; rewrite bpow_plus; simpl (bpow radix2 (-6)); lra).
  replace (bpow radix2 (-60)) with (/ 128 * bpow radix2 (-53)) in cubic
    by (change (-60)%Z with (-7 + -53)%Z; rewrite bpow_plus; simpl (bpow radix2 (-7)); lra).
  pose proof (bpow_gt_0 radix2 (-53)). nra.
Qed.

Theorem tanh_tiniest r :
  double r -> Rabs r <= bpow radix2 (-900) -> Rabs (rnd (r - 0) - tanh r) <= (1 / 2 + 1 / 16) * ulp_at (tanh r).
Proof.
  intros d small. rewrite Rminus_0_r. apply last_rounding; [lra|].
  pose proof (Rabs_pos r). pose proof (ulp_at_least_tiny (tanh r)) as tiny.
  apply Rle_trans with (1 := tanh_near_0 r). apply Rle_trans with (1 / 16 * bpow radix2 emin); [|lra].
  rewrite square_abs. apply Rle_trans with (bpow radix2 (-900) * (bpow radix2 (-900) * bpow radix2 (-900))).
  - pose proof (bpow_ge_0 radix2 (-900)). apply Rmult_le_compat; try assumption; [|apply Rmult_le_compat; assumption].
    apply Rmult_le_pos; assumption.
  - rewrite <- !bpow_plus. apply Rle_trans with (bpow radix2 (-4 + emin)); [apply bpow_le; unfold emin; lia|].
    rewrite bpow_plus. simpl (bpow radix2 (-4)). lra.
Qed.
