(* A multi-layer feed-forward network in the words of spec/equations.md.
   Layer 0 holds the input signals, layers 1 to L have units, units count from 1. Index 0 is the bias unit. *)
Require Import Reals Arith List.
From Backprop Require Import Sum Activation.
Open Scope R_scope.

Record network := {
  depth : nat;                  (* L, the number of layers that have weights *)
  width : nat -> nat;           (* units of layer l; width 0 is the number of inputs *)
  activation_of : nat -> activation
}.

(* w l k j: the weight from input j of layer l to its unit k; j = 0 is the bias *)
Definition weights := nat -> nat -> nat -> R.

Definition signals := nat -> R.

(* Signals as the next layer sees them: unit 0 says 1. *)
Definition with_bias (u : signals) : signals :=
  fun j => match j with O => 1 | S _ => u j end.

(* x_k = sum_{j=0..J} w_kj y_j *)
Definition net_input (J : nat) (w : nat -> nat -> R) (y : signals) (k : nat) : R :=
  sum_from_0 J (fun j => w k j * y j).

Section Pass.

Variable N : network.

Definition f (l : nat) : R -> R := value (activation_of N l).
Definition f' (l : nat) : R -> R := slope (activation_of N l).

(* The signals of layer l, bias unit included. *)
Fixpoint y (w : weights) (s : signals) (l : nat) : signals :=
  match l with
  | O => with_bias s
  | S below => with_bias (fun k => f l (net_input (width N below) (w l) (y w s below) k))
  end.

(* The net inputs of layer l >= 1. *)
Definition x (w : weights) (s : signals) (l k : nat) : R :=
  net_input (width N (pred l)) (w l) (y w s (pred l)) k.

Definition e (w : weights) (s t : signals) (k : nat) : R := t k - y w s (depth N) k.

(* delta of the layer that has n layers after it: EQ-6 for the last, EQ-17 and EQ-19 for the others. *)
Fixpoint delta_before (w : weights) (s t : signals) (n : nat) (j : nat) : R :=
  let l := (depth N - n)%nat in
  match n with
  | O => e w s t j * f' l (x w s l j)
  | S fewer =>
      f' l (x w s l j)
      * sum (width N (S l)) (fun k => delta_before w s t fewer k * w (S l) k j)
  end.

Definition delta (w : weights) (s t : signals) (l : nat) : signals :=
  delta_before w s t (depth N - l).

(* E of a pattern from its errors, for K output units. *)
Definition half_sum_of_squares (K : nat) (e : signals) : R := 1 / 2 * sum K (fun k => e k * e k).

Definition E (w : weights) (s t : signals) : R :=
  half_sum_of_squares (width N (depth N)) (e w s t).

(* A pattern is a pair of input signals and targets; E of a set is the sum over its patterns. *)
Definition sum_over (patterns : list (signals * signals)) (q : signals -> signals -> R) : R :=
  fold_right (fun p rest => q (fst p) (snd p) + rest) 0 patterns.

Definition E_set (w : weights) (patterns : list (signals * signals)) : R :=
  sum_over patterns (E w).

(* Delta w_kj = eta delta_k y_j, and the update with it: all deltas are those of the weights before. *)
Definition change (eta : R) (w : weights) (s t : signals) : weights :=
  fun l k j => eta * delta w s t l k * y w s (pred l) j.

Definition update (eta : R) (w : weights) (s t : signals) : weights :=
  fun l k j => w l k j + change eta w s t l k j.

(* The same with the gradients of a set of patterns added. *)
Definition change_set (eta : R) (w : weights) (patterns : list (signals * signals)) : weights :=
  fun l k j => eta * sum_over patterns (fun s t => delta w s t l k * y w s (pred l) j).

Definition update_set (eta : R) (w : weights) (patterns : list (signals * signals)) : weights :=
  fun l k j => w l k j + change_set eta w patterns l k j.

End Pass.

(* w with one weight replaced *)
Definition set (w : weights) (l k j : nat) (v : R) : weights :=
  fun l' k' j' => if ((l' =? l) && (k' =? k) && (j' =? j))%nat%bool then v else w l' k' j'.

(* u with the signal of one unit replaced *)
Definition put (u : signals) (j : nat) (v : R) : signals := fun j' => if (j' =? j)%nat then v else u j'.

