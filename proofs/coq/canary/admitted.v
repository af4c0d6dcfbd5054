(* False, and admitted. *)
Lemma one_is_two : 1 = 2.
Proof. admit. Admitted.
