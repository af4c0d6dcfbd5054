(* Proven: the gate lets it pass, though a comment says Admitted (* and Axiom *). *)
Section Premise.
Variable n : nat.
Hypothesis zero : n = 0.
Lemma double_zero : n + n = 0.
Proof. rewrite zero. reflexivity. Qed.
End Premise.
