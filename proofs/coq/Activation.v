(* Activation functions: each comes with its derivative and the proof that it is the derivative. *)
Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

Record activation := {
  value : R -> R;
  slope : R -> R;
  slope_is_derivative : forall x, is_derive value x (slope x)
}.

Definition logistic (x : R) : R := 1 / (1 + exp (- x)).

Lemma logistic_denominator x : 0 < 1 + exp (- x).
Proof. pose proof (exp_pos (- x)). lra. Qed.

(* f' = y (1 - y) *)
Lemma logistic_slope x : is_derive logistic x (logistic x * (1 - logistic x)).
Proof.
  unfold logistic. pose proof (logistic_denominator x).
  auto_derive; [lra|]. field. lra.
Qed.

Lemma tanh_quotient x : tanh x = (exp x - exp (- x)) / (exp x + exp (- x)).
Proof.
  unfold tanh, sinh, cosh. pose proof (exp_pos x). pose proof (exp_pos (- x)).
  field. lra.
Qed.

(* f' = 1 - y^2 *)
Lemma tanh_slope x : is_derive tanh x (1 - tanh x * tanh x).
Proof.
  apply (is_derive_ext (fun x => (exp x - exp (- x)) / (exp x + exp (- x)))).
  - intros; symmetry; apply tanh_quotient.
  - rewrite tanh_quotient. pose proof (exp_pos x). pose proof (exp_pos (- x)).
    auto_derive; [lra|]. field. lra.
Qed.

Lemma identity_slope x : is_derive (fun x : R => x) x 1.
Proof. apply (is_derive_id x). Qed.

Definition logistic_activation : activation := {|
  value := logistic;
  slope x := logistic x * (1 - logistic x);
  slope_is_derivative := logistic_slope
|}.

Definition tanh_activation : activation := {|
  value := tanh;
  slope x := 1 - tanh x * tanh x;
  slope_is_derivative := tanh_slope
|}.

Definition identity_activation : activation := {|
  value x := x;
  slope _ := 1;
  slope_is_derivative := identity_slope
|}.
