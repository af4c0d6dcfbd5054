"""The facts about real numbers that the scripts take for granted, as lemmas for Coq with Coq-Interval."""
import shutil
import subprocess
from fractions import Fraction

from source import NotUnderstood, is_constant

HEAD = """(* Written by proofs/activation/run from the C source. *)
Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Interval Require Import Tactic.
From Flocq Require Import Core.
From Backprop Require Import Activation Steps.
Open Scope R_scope.

"""


def number(value):
    value = Fraction(value)
    if value < 0:
        return "(- %s)" % number(-value)
    return "%d" % value.numerator if value.denominator == 1 else "(%d / %d)" % (value.numerator, value.denominator)


def power(e):
    return "bpow radix2 (%d)" % e


def term(node, names):
    if node in names:
        return names[node]
    if is_constant(node):
        return number(node.args[0])
    if node.op not in ("+", "-", "*", "/"):
        raise NotUnderstood("%s in a formula" % node.op)
    return "(%s %s %s)" % (term(node.args[0], names), node.op, term(node.args[1], names))


def derivative(node, variable, names):
    """Of a formula of sums and products, as text."""
    if node is variable:
        return "1"
    if is_constant(node):
        return "0"
    if node.op not in ("+", "-", "*"):
        raise NotUnderstood("%s in a polynomial" % node.op)
    a, b = node.args
    da, db = derivative(a, variable, names), derivative(b, variable, names)
    if node.op != "*":
        return "(%s %s %s)" % (da, node.op, db)
    return "(%s * %s + %s * %s)" % (da, term(b, names), term(a, names), db)


class Facts:
    def __init__(self):
        self.lemmas = {}  # by name

    def lemma(self, name, statement, proof):
        if name in self.lemmas:
            raise NotUnderstood("two lemmas %s" % name)
        self.lemmas[name] = "Lemma %s : %s.\nProof. %s Qed.\n" % (name, statement, proof)

    def row(self, kind, name, argument, value, rest, error):
        """value + rest is f there, but for the error."""
        self.lemma(name, "Rabs (%s %s - (%s + %s)) <= %s" % (kind, number(argument), number(value), number(rest), number(error)),
                   "%s; interval with (i_prec 200)." % OPEN[kind])

    def at_least(self, kind, name, argument, e):
        """f is at least 2^e from the argument on."""
        self.lemma(name, "forall x, %s <= %s -> %s <= %s" % (number(argument), "x" if kind == "logistic" else "Rabs x", power(e),
                                                            "logistic x" if kind == "logistic" else "Rabs (tanh x)"),
                   "intros x le. %sapply Rle_trans with (2 := %s_grows _ _ le). %s; simpl (bpow _ _); interval with (i_prec 200)."
                   % ("" if kind == "logistic" else "rewrite tanh_abs. ", kind, OPEN[kind]))

    def near(self, name, node, x, most, error):
        self.lemma(name, "forall x, %s <= x <= %s -> Rabs (logistic x - %s) <= %s" % (number(-most), number(most), term(node, {x: "x"}), number(error)),
                   "intros x range. unfold logistic. interval with (i_bisect x, i_taylor x, i_degree 12, i_prec 110).")

    def polynomial(self, name, node, variable, minus, factor, degree, inner, most, error):
        """coth_part (r / factor) is within the error of the formula less `minus` for |r / factor| <= most. The proof is
        about r / factor."""
        s = "(%d * s)" % factor if factor != 1 else "s"
        names = {variable: s}
        P = "(%s%s)" % (term(node, names), minus and " - " + minus.replace("r", s))
        P1 = "(%d * (%s%s))" % (factor, derivative(node, variable, names), " + 1 / 2" if "r" in minus else "")
        tanh = "rewrite ?tanh_by_exp"
        self.lemma(name, "forall s, Rabs s <= %s -> Rabs (coth_part s - %s) <= %s" % (number(most), P, number(error)),
                   """
  assert (forall s, Rabs s <= {most} -> Rabs (coth_part s - (fun s => {P}) s) * (1 - tanh {most} * tanh {most}) <= {slack}) as near.
  {{ apply coth_part_near with (P' := fun s => {P1}) (b0 := {inner}).
    - field.
    - intros; field.
    - intros; auto_derive; [exact I|field].
    - lra.
    - lra.
    - intros r range. {tanh}. interval with (i_bisect r, i_taylor r, i_degree {degree}, i_prec 110).
    - intros r range. {tanh}. interval with (i_bisect r, i_taylor r, i_degree {degree}, i_prec 110). }}
  intros s range. specialize (near s range). cbv beta in near.
  assert (19 / 20 <= 1 - tanh {most} * tanh {most}) by ({tanh}; interval with (i_prec 80)).
  pose proof (Rabs_pos (coth_part s - {P})). nra.
""".format(most=number(most), P=P, P1=P1, inner=number(inner), tanh=tanh, slack=number(error * Fraction(19, 20)), degree=degree))

    def text(self):
        return HEAD + "\n".join(self.lemmas.values())


OPEN = {"logistic": "unfold logistic", "tanh": "rewrite tanh_by_exp"}


class Coq:
    """Coq in a folder that holds what the lemmas build on, compiled."""

    def __init__(self, folder, mathematics):
        self.folder = folder
        for name in ("Sum", "Activation", "Network", "Rounding", "LastRounding", "Steps"):
            shutil.copy(mathematics / (name + ".v"), folder)
            accepted, said = self.compile(name)
            if not accepted:
                raise NotUnderstood("Coq refuses %s.v\n%s" % (name, said))

    def compile(self, name):
        answer = subprocess.run(["coqc", "-w", "-ambiguous-paths", "-R", ".", "Backprop", name + ".v"],
                                cwd=self.folder, capture_output=True, text=True)
        return answer.returncode == 0, answer.stdout + answer.stderr

    def refusal(self, name, known):
        """What Coq says of the lemmas if it does not accept all of them in silence."""
        (self.folder / (name + ".v")).write_text(known.text())
        accepted, said = self.compile(name)
        return None if accepted and not said.strip() else said or "no reason is given"

    def assumptions(self, name, known):
        """The axioms that the lemmas rest on, all together."""
        uses = "".join("  let _ := @%s.%s in\n" % (name, lemma) for lemma in known.lemmas)
        (self.folder / "Ask.v").write_text("Require %s.\nDefinition every_fact :=\n%s  tt.\nPrint Assumptions every_fact.\n"
                                           % (name, uses))
        accepted, said = self.compile("Ask")
        if not accepted:
            raise NotUnderstood("Coq does not tell the assumptions\n" + said)
        lines = [line for line in said.splitlines() if line[:1].strip() and not line.startswith(("Axioms:", "Closed under"))]
        return sorted({line.split(" ")[0] for line in lines})
