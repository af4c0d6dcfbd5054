(* False, by an axiom. *)
Axiom anything : forall P : Prop, P.
Lemma one_is_two : 1 = 2.
Proof. apply anything. Qed.
