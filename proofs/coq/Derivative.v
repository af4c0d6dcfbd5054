(* The derivative of E along any differentiable motion of the weights and of the signals of one layer. All of
   EQ-2 .. EQ-20 are special cases. The proof goes forward once, for the derivative of every signal, and backward
   once, where the sums of the deltas take up these derivatives layer by layer. *)
Require Import Reals Arith Lra Lia.
From Coquelicot Require Import Coquelicot.
From Backprop Require Import Sum Rules Activation Network.
Open Scope R_scope.

Section Given.

Variable N : network.

Lemma f_moves l v : is_derive (f N l) v (f' N l v).
Proof. apply slope_is_derivative. Qed.

(* The signals of layer m, those of layer l given as u. *)
Fixpoint y_given (w : weights) (l : nat) (u : signals) (m : nat) : signals :=
  match m with
  | O => with_bias u
  | S below =>
      with_bias (if (m <=? l)%nat then u
        else fun k => f N m (net_input (width N below) (w m) (y_given w l u below) k))
  end.

(* E as a function of the outputs of layer l, and of its net inputs. *)
Definition E_of_outputs (w : weights) (t : signals) (l : nat) (u : signals) : R :=
  half_sum_of_squares (width N (depth N)) (fun k => t k - y_given w l u (depth N) k).

Definition E_of_net_inputs (w : weights) (t : signals) (l : nat) (x : signals) : R :=
  E_of_outputs w t l (fun k => f N l (x k)).

(* dE/dy of a unit of layer l (EQ-3 and EQ-4 for the last layer, EQ-17 for the others). *)
Definition dE_dy (w : weights) (s t : signals) (l j : nat) : R :=
  if (l =? depth N)%nat then - e N w s t j
  else - sum (width N (S l)) (fun k => delta N w s t (S l) k * w (S l) k j).

Lemma with_bias_ext u u' k : (forall j, (1 <= j)%nat -> u j = u' j) -> with_bias u k = with_bias u' k.
Proof. intros same. destruct k; simpl; [reflexivity|apply same; lia]. Qed.

Lemma y_bias w s l : y N w s l O = 1.
Proof. destruct l; reflexivity. Qed.

Lemma y_given_below w l u m k : (m <= l)%nat -> y_given w l u m k = with_bias u k.
Proof.
  intros below. destruct m as [|m]; simpl; [reflexivity|].
  replace (match l with 0%nat => false | S m' => (m <=? m')%nat end) with true; [reflexivity|].
  symmetry. apply (Nat.leb_le (S m) l). lia.
Qed.

Lemma y_given_above w l u m k :
  (l <= m)%nat ->
  y_given w l u (S m) k
  = with_bias (fun k => f N (S m) (net_input (width N m) (w (S m)) (y_given w l u m) k)) k.
Proof.
  intros above. simpl.
  replace (match l with 0%nat => false | S m' => (m <=? m')%nat end) with false; [reflexivity|].
  symmetry. apply (Nat.leb_gt (S m) l). lia.
Qed.

(* Nothing changes when the given signals are those that the network computes. *)
Lemma y_given_self w w' s l u m :
  (forall l k j, w' l k j = w l k j) ->
  (forall j, (1 <= j)%nat -> u j = y N w s l j) ->
  (l <= m)%nat -> forall k, y_given w' l u m k = y N w s m k.
Proof.
  intros same_w same_u above. induction m as [|m IH]; intros k.
  - assert (l = 0%nat) as -> by lia. simpl.
    destruct k; simpl; [reflexivity|]. rewrite same_u by lia. reflexivity.
  - destruct (Nat.eq_dec l (S m)) as [->|below].
    + rewrite y_given_below by lia. destruct k; simpl; [reflexivity|].
      rewrite same_u by lia. reflexivity.
    + rewrite y_given_above by lia. simpl. apply with_bias_ext. intros j _. f_equal.
      unfold net_input. apply sum_from_0_ext. intros i _. rewrite same_w, IH by lia. reflexivity.
Qed.

Lemma E_given_self w w' s t :
  (forall l k j, w' l k j = w l k j) -> E_of_outputs w' t 0 s = E N w s t.
Proof.
  intros same. unfold E_of_outputs, E, half_sum_of_squares, e. f_equal. apply sum_ext. intros k range.
  rewrite (y_given_self w w' s 0) by (assumption || lia || (intros [|j] ?; [lia|reflexivity])). reflexivity.
Qed.

Lemma y_given_start w s m k : y_given w 0 s m k = y N w s m k.
Proof. apply y_given_self; [reflexivity| |lia]. intros [|j] ?; [lia|reflexivity]. Qed.

(* delta = -dE/dy f', for every layer: EQ-6 and EQ-19 at once. *)
Lemma delta_by_dE_dy w s t l j :
  (1 <= l <= depth N)%nat -> delta N w s t l j = - dE_dy w s t l j * f' N l (x N w s l j).
Proof.
  intros range. unfold dE_dy, delta. destruct (Nat.eqb_spec l (depth N)) as [->|hidden].
  - rewrite Nat.sub_diag. simpl. rewrite Nat.sub_0_r. lra.
  - assert (depth N - l = S (depth N - S l))%nat as -> by lia. simpl.
    replace (depth N - S (depth N - S l))%nat with l by lia. lra.
Qed.

End Given.

Section Motion.

Variable N : network.
Variables (w : weights) (s t : signals) (l : nat).

(* Weights and the signals of layer l move with v. At v0 they are w and the signals that w computes from s. *)
Variables (wv : R -> weights) (dw : weights) (uv : R -> signals) (du : signals) (v0 : R).
Hypothesis w_here : forall l k j, wv v0 l k j = w l k j.
Hypothesis u_here : forall j, (1 <= j)%nat -> uv v0 j = y N w s l j.
Hypothesis w_moves : forall l k j, is_derive (fun v => wv v l k j) v0 (dw l k j).
Hypothesis u_moves : forall j, (1 <= j)%nat -> is_derive (fun v => uv v j) v0 (du j).

(* The derivative of a net input, given that of the signals of the layer before. *)
Definition dx (below : nat) (dy : signals) (k : nat) : R :=
  sum_from_0 (width N below)
    (fun j => dw (S below) k j * y N w s below j + w (S below) k j * dy j).

Definition no_bias (u : signals) : signals := fun j => match j with O => 0 | S _ => u j end.

Fixpoint dy (m : nat) : signals :=
  match m with
  | O => no_bias du
  | S below =>
      no_bias (if (m <=? l)%nat then du
        else fun k => f' N m (x N w s m k) * dx below (dy below) k)
  end.

Lemma dy_start k : dy l (S k) = du (S k).
Proof.
  destruct l as [|below] eqn:here; simpl; [reflexivity|].
  rewrite here. simpl. rewrite Nat.leb_refl. reflexivity.
Qed.

Lemma dy_above m k :
  (l <= m)%nat -> dy (S m) (S k) = f' N (S m) (x N w s (S m) (S k)) * dx m (dy m) (S k).
Proof.
  intros above. simpl.
  replace (match l with 0%nat => false | S m' => (m <=? m')%nat end) with false; [reflexivity|].
  symmetry. apply (Nat.leb_gt (S m) l). lia.
Qed.

Lemma with_bias_moves (g : R -> signals) (dg : signals) k :
  (forall j, (1 <= j)%nat -> is_derive (fun v : R => g v j) v0 (dg j)) ->
  is_derive (fun v : R => with_bias (g v) k) v0 (no_bias dg k).
Proof. intros each. destruct k; [exact (derive_const 1 v0)|apply each; lia]. Qed.

(* Forward: every signal has the derivative dy. *)
Lemma y_moves m :
  (l <= m)%nat -> forall k, is_derive (fun v : R => y_given N (wv v) l (uv v) m k) v0 (dy m k).
Proof.
  induction m as [|m IH]; intros above k.
  - assert (l = 0%nat) as start by lia. apply with_bias_moves. exact u_moves.
  - destruct (Nat.eq_dec l (S m)) as [here|below].
    + apply (is_derive_ext (fun v => with_bias (uv v) k)).
      { intros v. symmetry. apply y_given_below. lia. }
      destruct k; simpl dy.
      * exact (derive_const 1 v0).
      * replace (match l with 0%nat => false | S m' => (m <=? m')%nat end) with true;
          [apply u_moves; lia|]. rewrite here, Nat.leb_refl. reflexivity.
    + apply (is_derive_ext (fun v => with_bias
        (fun k => f N (S m) (net_input (width N m) (wv v (S m)) (y_given N (wv v) l (uv v) m) k)) k)).
      { intros v. symmetry. apply y_given_above. lia. }
      destruct k; [exact (derive_const 1 v0)|]. rewrite dy_above by lia. unfold with_bias. cbn -[net_input y_given].
      apply derive_comp.
      * replace (net_input (width N m) (wv v0 (S m)) (y_given N (wv v0) l (uv v0) m) (S k))
          with (x N w s (S m) (S k)).
        { apply slope_is_derivative. }
        unfold x, net_input. apply sum_from_0_ext. intros j _. rewrite w_here.
        rewrite (y_given_self N w (wv v0) s) by (assumption || lia). reflexivity.
      * unfold net_input, dx. apply derive_sum_from_0. intros j _.
        eapply derive_equal.
        { apply derive_mult; [apply w_moves|apply IH; lia]. }
        cbv beta. rewrite w_here, (y_given_self N w (wv v0) s) by (assumption || lia). reflexivity.
Qed.

(* What the motion of the weights of layer m contributes to -dE. *)
Definition from_weights (m : nat) : R :=
  sum (width N m) (fun k => sum_from_0 (width N (pred m))
    (fun j => delta N w s t m k * y N w s (pred m) j * dw m k j)).

Definition from_signals (m : nat) : R := sum (width N m) (fun j => dE_dy N w s t m j * dy m j).

(* Backward: a layer's deltas take up what its signals contribute. *)
Lemma step_back m :
  (l <= m)%nat -> (m < depth N)%nat -> from_signals (S m) = from_signals m - from_weights (S m).
Proof.
  intros above below. unfold from_signals, from_weights. cbn [pred].
  rewrite (sum_ext _ _ (fun k => - (delta N w s t (S m) k * dx m (dy m) k))).
  2: { intros [|k] range; [lia|]. rewrite dy_above, delta_by_dE_dy by lia. ring. }
  rewrite sum_opp.
  rewrite (sum_ext _ _ (fun k =>
    sum_from_0 (width N m) (fun j => delta N w s t (S m) k * y N w s m j * dw (S m) k j)
    + sum (width N m) (fun j => (delta N w s t (S m) k * w (S m) k j) * dy m j))).
  2: { intros k _. unfold dx. rewrite sum_from_0_plus, Rmult_plus_distr_l. f_equal.
       - rewrite <- sum_from_0_mult_l. apply sum_from_0_ext. intros; ring.
       - unfold sum_from_0. replace (dy m O) with 0 by (destruct m; reflexivity).
         rewrite Rmult_0_r, Rplus_0_l, <- sum_mult_l. apply sum_ext. intros; ring. }
  rewrite sum_plus, (sum_swap (width N (S m))).
  rewrite (sum_ext (width N m) (fun j => dE_dy N w s t m j * dy m j) (fun j => -
    sum (width N (S m)) (fun k => (delta N w s t (S m) k * w (S m) k j) * dy m j))).
  - rewrite sum_opp. lra.
  - intros j _. unfold dE_dy. destruct (Nat.eqb_spec m (depth N)); [lia|]. rewrite sum_mult_r. ring.
Qed.

Lemma all_back m :
  (l <= m <= depth N)%nat ->
  from_signals m = from_signals l - (sum m from_weights - sum l from_weights).
Proof.
  intros range. induction m as [|m IH].
  - assert (l = 0%nat) as -> by lia. lra.
  - destruct (Nat.eq_dec l (S m)) as [<-|below]; [lra|].
    rewrite step_back, IH by lia. simpl. lra.
Qed.

Theorem E_moves :
  (l <= depth N)%nat ->
  is_derive (fun v : R => E_of_outputs N (wv v) t l (uv v)) v0
    (sum (width N l) (fun j => dE_dy N w s t l j * du j)
     - (sum (depth N) from_weights - sum l from_weights)).
Proof.
  intros range. eapply derive_equal.
  - unfold E_of_outputs, half_sum_of_squares.
    apply derive_mult; [apply derive_const|]. apply derive_sum. intros k _.
    apply derive_mult; (apply derive_minus; [apply derive_const|apply y_moves; lia]).
  - rewrite Rmult_0_l, Rplus_0_l.
    rewrite (sum_ext _ _ (fun k => 2 * (dE_dy N w s t (depth N) k * dy (depth N) k))).
    2: { intros k _. rewrite (y_given_self N w (wv v0) s) by (assumption || lia).
         unfold dE_dy, e. rewrite Nat.eqb_refl. ring. }
    rewrite sum_mult_l. fold (from_signals (depth N)). rewrite all_back by lia.
    unfold from_signals. rewrite (sum_ext (width N l) _ (fun j => dE_dy N w s t l j * du j)).
    { field. }
    intros [|j] ?; [lia|]. rewrite dy_start. reflexivity.
Qed.

End Motion.

(* Only the weights move. *)
Theorem E_moves_with_weights (N : network) (w : weights) (s t : signals)
    (wv : R -> weights) (dw : weights) (v0 : R) :
  (forall l k j, wv v0 l k j = w l k j) ->
  (forall l k j, is_derive (fun v : R => wv v l k j) v0 (dw l k j)) ->
  is_derive (fun v : R => E N (wv v) s t) v0 (- sum (depth N) (from_weights N w s t dw)).
Proof.
  intros here moves.
  apply (is_derive_ext (fun v => E_of_outputs N (wv v) t 0 s)).
  { intros v. apply E_given_self. reflexivity. }
  eapply derive_equal.
  - apply (E_moves N w s t 0 wv dw (fun _ => s) (fun _ => 0)); try assumption; try lia.
    + intros [|j] ?; [lia|reflexivity].
    + intros; apply derive_const.
  - rewrite sum_zero by (intros; ring). simpl. ring.
Qed.

(* Only the outputs of layer l move. *)
Theorem E_moves_with_outputs (N : network) (w : weights) (s t : signals) (l : nat)
    (uv : R -> signals) (du : signals) (v0 : R) :
  (l <= depth N)%nat ->
  (forall j, (1 <= j)%nat -> uv v0 j = y N w s l j) ->
  (forall j, (1 <= j)%nat -> is_derive (fun v : R => uv v j) v0 (du j)) ->
  is_derive (fun v : R => E_of_outputs N w t l (uv v)) v0
    (sum (width N l) (fun j => dE_dy N w s t l j * du j)).
Proof.
  intros range here moves. eapply derive_equal.
  - apply (E_moves N w s t l (fun _ => w) (fun _ _ _ => 0) uv du); try assumption.
    + reflexivity.
    + intros; apply derive_const.
  - assert (forall n, sum n (from_weights N w s t (fun _ _ _ => 0)) = 0) as still.
    { intros n. apply sum_zero. intros. apply sum_zero. intros. apply sum_from_0_zero. intros; ring. }
    rewrite !still. ring.
Qed.
