(* How far from a true value a result is whose last rounding takes something near that value: the error in ulps. *)
Require Import Reals ZArith Lra Lia Psatz.
From Flocq Require Import Core.
From Backprop Require Import Rounding.
Open Scope R_scope.

(* The spacing of the doubles at a, 2^-1074 where a is subnormal. *)
Definition ulp_at (a : R) : R := ulp radix2 format a.

Lemma format_valid : Valid_exp format.
Proof. apply FLT_exp_valid. reflexivity. Qed.

Local Existing Instance format_valid.

Lemma ulp_at_bpow m : (-1022 <= m)%Z -> ulp_at (bpow radix2 m) = bpow radix2 (m - 52).
Proof.
  intros normal. unfold ulp_at. rewrite ulp_bpow. unfold format, FLT_exp, emin, prec. f_equal. lia.
Qed.

Lemma ulp_at_grows a b : Rabs a <= Rabs b -> ulp_at a <= ulp_at b.
Proof. intros le. apply ulp_le; [apply format_valid|apply FLT_exp_monotone|exact le]. Qed.

Lemma ulp_at_least_tiny a : bpow radix2 emin <= ulp_at a.
Proof.
  replace (bpow radix2 emin) with (ulp_at 0) by (apply ulp_FLT_0; reflexivity).
  apply ulp_at_grows. rewrite Rabs_R0. apply Rabs_pos.
Qed.

Theorem ulp_at_least m a :
  (-1022 <= m)%Z -> bpow radix2 m <= Rabs a -> bpow radix2 (m - 52) <= ulp_at a.
Proof.
  intros normal le. rewrite <- ulp_at_bpow by assumption. apply ulp_at_grows.
  rewrite Rabs_pos_eq by apply bpow_ge_0. exact le.
Qed.

Lemma rnd_nearest a g : double g -> Rabs (rnd a - a) <= Rabs (g - a).
Proof.
  intros d. unfold rnd, ZnearestE.
  destruct (round_N_pt radix2 format (fun x => negb (Z.even x)) a) as [_ nearest].
  apply nearest. exact d.
Qed.

Lemma rnd_half_ulp a : Rabs (rnd a - a) <= / 2 * ulp_at a.
Proof. apply error_le_half_ulp. apply format_valid. Qed.

(* A rounding to nearest adds half an ulp of the true value, even if it crosses a power of two. *)
Theorem last_rounding z f K :
  0 <= K <= 1 / 2 -> Rabs (z - f) <= K * ulp_at f -> Rabs (rnd z - f) <= (1 / 2 + K) * ulp_at f.
Proof.
  intros range near.
  assert (0 <= ulp_at f) as positive by apply ulp_ge_0.
  assert (Rabs (rnd z - f) <= Rabs (rnd z - z) + Rabs (z - f)) as triangle.
  { replace (rnd z - f) with ((rnd z - z) + (z - f)) by ring. apply Rabs_triang. }
  destruct (Rle_or_lt (ulp_at z) (ulp_at f)) as [le|lt].
  - pose proof (rnd_half_ulp z). nra.
  - (* A power of two, itself a double, is between f and z. *)
    assert (exists g, double g /\ Rabs (g - z) <= Rabs (z - f)) as (g & dg & between).
    { assert (Rabs f < Rabs z) as beyond.
      { apply Rnot_le_lt. intros le. apply (Rlt_irrefl (ulp_at z)).
        apply Rle_lt_trans with (2 := lt). apply ulp_at_grows. exact le. }
      set (p := bpow radix2 (mag radix2 z - 1)).
      assert (z <> 0) as nonzero by (intros ->; rewrite Rabs_R0 in beyond; pose proof (Rabs_pos f); lra).
      assert (p <= Rabs z) as below by (apply bpow_mag_le; assumption).
      assert (Rabs f < p) as above.
      { apply Rnot_le_lt. intros le. apply (Rlt_irrefl (ulp_at z)). apply Rle_lt_trans with (2 := lt).
        destruct (Req_dec f 0) as [->|f_nonzero].
        - rewrite Rabs_R0 in le. pose proof (bpow_gt_0 radix2 (mag radix2 z - 1)). unfold p in le. lra.
        - unfold ulp_at. rewrite !ulp_neq_0 by assumption. apply bpow_le. unfold cexp.
          apply FLT_exp_monotone. apply mag_ge_bpow in le. lia. }
      assert (double p) as p_double.
      { apply generic_format_bpow.
        assert (emin < format (mag radix2 z))%Z as grows.
        { apply (lt_bpow radix2). pose proof (ulp_at_least_tiny f) as tiny. unfold ulp_at in lt, tiny.
          rewrite (ulp_neq_0 _ _ z) in lt by assumption. unfold cexp in lt. lra. }
        unfold format, FLT_exp, emin, prec in *. lia. }
      assert (double (- p)) as m_double by (apply generic_format_opp; exact p_double).
      destruct (Rle_or_lt 0 z).
      - exists p. split; [assumption|]. rewrite (Rabs_pos_eq z) in * by assumption.
        pose proof (Rle_abs f). rewrite Rabs_minus_sym, !Rabs_pos_eq by lra. lra.
      - exists (- p). split; [assumption|]. rewrite (Rabs_left z) in * by assumption.
        pose proof (Rle_abs (- f)). rewrite Rabs_Ropp in *. rewrite (Rabs_left1 (z - f)) by lra.
        rewrite Rabs_pos_eq by lra. lra. }
    pose proof (rnd_nearest z g dg). nra.
Qed.

(* Powers of two. *)
Lemma double_scaled a k : double a -> (k <= 0)%Z -> bpow radix2 (-1022) <= Rabs a * bpow radix2 k
  -> double (a * bpow radix2 k).
Proof.
  intros d down normal.
  assert (a <> 0) as nonzero.
  { intros ->. rewrite Rabs_R0, Rmult_0_l in normal. pose proof (bpow_gt_0 radix2 (-1022)). lra. }
  assert (-1021 <= mag radix2 a + k)%Z as large.
  { rewrite <- mag_mult_bpow by assumption.
    apply mag_ge_bpow. rewrite Rabs_mult, (Rabs_pos_eq (bpow radix2 k)) by apply bpow_ge_0. exact normal. }
  set (n := Ztrunc (scaled_mantissa radix2 format a)). set (e := cexp radix2 format a).
  assert (a = IZR n * bpow radix2 e) as whole by exact d.
  assert (a * bpow radix2 k = F2R (Float radix2 n (e + k))) as same.
  { rewrite whole at 1. unfold F2R. simpl. rewrite bpow_plus. ring. }
  rewrite same. apply generic_format_F2R. intros _. rewrite <- same.
  unfold e, cexp. rewrite mag_mult_bpow by assumption. simpl. unfold format, FLT_exp, emin, prec. lia.
Qed.

Lemma ulp_at_scaled a k :
  (k <= 0)%Z -> bpow radix2 (-1022) <= Rabs a -> ulp_at a * bpow radix2 k <= ulp_at (a * bpow radix2 k).
Proof.
  intros down normal.
  assert (a <> 0) as nonzero by (intros ->; rewrite Rabs_R0 in normal; pose proof (bpow_gt_0 radix2 (-1022)); lra).
  assert (-1021 <= mag radix2 a)%Z as large by (apply mag_ge_bpow; exact normal).
  pose proof (bpow_gt_0 radix2 k). unfold ulp_at. rewrite !ulp_neq_0 by (try assumption; nra).
  unfold cexp. rewrite mag_mult_bpow, <- bpow_plus by assumption. apply bpow_le.
  unfold format, FLT_exp, emin, prec. lia.
Qed.

(* A rounded result, scaled and rounded again: exact where it stays normal, half the smallest double where not. *)
Theorem scaled_rounding z f k K :
  0 <= K <= 1 / 2 -> (k < 0)%Z -> bpow radix2 (-1022) <= Rabs f -> Rabs (z - f) <= K * ulp_at f ->
  Rabs (rnd (rnd z * bpow radix2 k) - f * bpow radix2 k) <= (3 / 4 + K) * ulp_at (f * bpow radix2 k).
Proof.
  intros range down normal near.
  assert (k <= 0)%Z as not_up by lia. pose proof (ulp_at_scaled f k not_up normal) as scaled.
    pose proof (bpow_gt_0 radix2 k) as positive.
  pose proof (ulp_at_least_tiny (f * bpow radix2 k)) as tiny.
  assert (0 <= ulp_at f) as spacing by apply ulp_ge_0.
  destruct (Rle_or_lt (bpow radix2 (-1022)) (Rabs (rnd z) * bpow radix2 k)) as [large|small].
  - rewrite rnd_exact by (apply double_scaled; [apply rnd_double|assumption|assumption]).
    rewrite <- Rmult_minus_distr_r, Rabs_mult, (Rabs_pos_eq (bpow radix2 k)) by lra.
    pose proof (last_rounding z f K range near). nra.
  - assert (Rabs z * bpow radix2 k < bpow radix2 (-1022)) as z_small.
    { apply Rnot_le_lt. intros le. apply (Rlt_not_le _ _ small).
      replace (-1022)%Z with (-1022 - k + k)%Z by lia. rewrite bpow_plus.
      apply Rmult_le_compat_r; [lra|]. apply abs_round_ge_generic; [apply format_valid|apply valid_rnd_N| |].
      - apply generic_format_bpow. unfold format, FLT_exp, emin, prec. lia.
      - apply (Rmult_le_reg_r (bpow radix2 k)); [assumption|]. rewrite <- bpow_plus.
        replace (-1022 - k + k)%Z with (-1022)%Z by lia. exact le. }
    assert (ulp_at z * bpow radix2 k <= / 2 * bpow radix2 emin) as z_spacing.
    { apply Rle_trans with (bpow radix2 (- k - 1075) * bpow radix2 k).
      - apply Rmult_le_compat_r; [lra|].
        assert (Rabs z < bpow radix2 (-1022 - k)) as z_below.
        { apply (Rmult_lt_reg_r (bpow radix2 k)); [assumption|]. rewrite <- bpow_plus.
          replace (-1022 - k + k)%Z with (-1022)%Z by lia. exact z_small. }
        destruct (Req_dec z 0) as [->|nonzero].
        + unfold ulp_at, format. rewrite ulp_FLT_0 by reflexivity. apply bpow_le. unfold emin. lia.
        + unfold ulp_at. rewrite ulp_neq_0 by assumption. apply bpow_le.
          apply mag_le_bpow in z_below; [|assumption]. unfold cexp, format, FLT_exp, emin, prec. lia.
      - rewrite <- bpow_plus. replace (- k - 1075 + k)%Z with (-1 + -1074)%Z by lia. rewrite bpow_plus. simpl.
        unfold emin. simpl. lra. }
    pose proof (rnd_half_ulp z) as first. pose proof (rnd_half_ulp (rnd z * bpow radix2 k)) as second.
    assert (ulp_at (rnd z * bpow radix2 k) <= bpow radix2 emin) as second_spacing.
    { change emin with (-1022 - 52)%Z. rewrite <- ulp_at_bpow by lia. apply ulp_at_grows.
      rewrite Rabs_mult, !(Rabs_pos_eq (bpow radix2 _)) by apply bpow_ge_0. lra. }
    replace (rnd (rnd z * bpow radix2 k) - f * bpow radix2 k)
      with ((rnd (rnd z * bpow radix2 k) - rnd z * bpow radix2 k) + ((rnd z - z) + (z - f)) * bpow radix2 k) by ring.
    apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_mult, (Rabs_pos_eq (bpow radix2 k)) by lra.
    pose proof (Rabs_triang (rnd z - z) (z - f)).
    assert (Rabs (rnd z - z + (z - f)) * bpow radix2 k <= (/ 2 * ulp_at z + K * ulp_at f) * bpow radix2 k) by nra.
    assert (K * (ulp_at f * bpow radix2 k) <= K * ulp_at (f * bpow radix2 k)) by (apply Rmult_le_compat_l; lra).
    nra.
Qed.

(* The same where the result is far from subnormal: half an ulp, as for any rounding. *)
Theorem scaled_rounding_normal z f k K :
  0 <= K <= 1 / 2 -> (k <= 0)%Z -> bpow radix2 (-1021) <= Rabs f * bpow radix2 k -> Rabs (z - f) <= K * ulp_at f ->
  Rabs (rnd (rnd z * bpow radix2 k) - f * bpow radix2 k) <= (1 / 2 + K) * ulp_at (f * bpow radix2 k).
Proof.
  intros range down far near. pose proof (bpow_gt_0 radix2 k) as positive.
  assert (bpow radix2 (-1021 - k) <= Rabs f) as f_large.
  { apply (Rmult_le_reg_r (bpow radix2 k)); [assumption|]. rewrite <- bpow_plus.
    replace (-1021 - k + k)%Z with (-1021)%Z by lia. exact far. }
  assert (bpow radix2 (-1022) <= Rabs f) as normal by (apply Rle_trans with (2 := f_large); apply bpow_le; lia).
  pose proof (ulp_at_scaled f k down normal) as scaled.
  pose proof (last_rounding z f K range near) as error.
  assert (ulp_at f <= / 2 * Rabs f) as spacing.
  { assert (f <> 0) as nonzero by (intros ->; rewrite Rabs_R0 in normal; pose proof (bpow_gt_0 radix2 (-1022)); lra).
    apply Rle_trans with (bpow radix2 (-52) * Rabs f).
    - unfold ulp_at, format. rewrite Rmult_comm. apply ulp_FLT_le. exact normal.
    - apply Rmult_le_compat_r; [apply Rabs_pos|]. apply Rle_trans
      with (bpow radix2 (-1)); [apply bpow_le; lia|simpl; lra]. }
  assert (bpow radix2 (-1022) <= Rabs (rnd z) * bpow radix2 k) as large.
  { assert (/ 2 * Rabs f <= Rabs (rnd z)).
    { pose proof (Rabs_triang (rnd z) (f - rnd z)) as triangle.
      replace (rnd z + (f - rnd z)) with f in triangle by ring. rewrite (Rabs_minus_sym f) in triangle.
      assert (0 <= ulp_at f) by apply ulp_ge_0. nra. }
    apply Rle_trans with (/ 2 * Rabs f * bpow radix2 k); [|apply Rmult_le_compat_r; lra].
    rewrite Rmult_assoc. change (-1022)%Z with (-1 + -1021)%Z. rewrite bpow_plus. simpl (bpow radix2 (-1)). lra. }
  rewrite rnd_exact by (apply double_scaled; [apply rnd_double|assumption|assumption]).
  rewrite <- Rmult_minus_distr_r, Rabs_mult, (Rabs_pos_eq (bpow radix2 k)) by lra.
  assert (0 <= ulp_at f) by apply ulp_ge_0. nra.
Qed.
