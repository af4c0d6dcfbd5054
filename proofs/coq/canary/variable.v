(* False, by a variable outside all sections, which is an axiom. *)
Section Closed.
End Closed.
Variable one_is_two : 1 = 2.
Lemma two_is_one : 2 = 1.
Proof. symmetry. exact one_is_two. Qed.
