# The provers, registered with Why3 by a private configuration that is written anew for each run: cvc5 is unknown to this
# Why3's own detection, and the stock drivers of CVC4 and Z3 hand doubles to the provers' floating-point theories,
# on which the first crashes and the second runs out of memory. With the drivers named here the operations
# on doubles are functions of which the prover knows the axioms of Why3's IEEE-754 theory.

# cvc5o and cvc4o are the same two programs, handed every definition as an axiom to be unfolded where it is met
# instead of expanded everywhere: the better way with recursive sums and nested predicates. Gappa bounds rounded values.
# Three rounds, each of which takes up the functions of which the one before left a goal open. CVC4 proves most goals in a
# fraction of a second, products of sizes among them; cvc5 and Z3 nearly all others; what is left goes to all, with the time
# that a slow machine needs.
TIMEOUTS="4 8 ${WP_TIMEOUT:-60}"

# provers_of MODULE ROUND: those first that are likelier to be done. A round asks those of the rounds before, too.
provers_of() {
  case $2:$1 in
    1:activation) echo cvc5 ;;
    1:*) echo cvc4o ;;
    2:random) echo gappa,z3 ;;
    2:*) echo cvc5,z3 ;;
    3:random) echo gappa,z3,cvc5,cvc5o,cvc4,cvc4o ;;
    3:*) echo "$PROVERS" ;;
  esac
}
PROVERS=cvc5,z3,cvc5o,cvc4,cvc4o

# register NAME ALTERNATIVE SHORTCUT VERSION COMMAND STEPS DRIVER, the driver's text on the standard input
register() {
  { cat && echo && cat "$here/float.drv"; } >"$work/$3.drv"
  cat >>"$WHY3CONFIG" <<END

[prover]
name = "$1"
alternative = "$2"
shortcut = "$3"
version = "$4"
command = "$5"
command_steps = "$6"
driver = "$work/$3.drv"
editor = ""
in_place = false
interactive = false
END
}

write_prover_configuration() {
  cvc5=$(command -v cvc5) cvc4=$(command -v cvc4) z3=$(command -v z3) gappa=$(command -v gappa)
  cat >"$WHY3CONFIG" <<END
[main]
default_editor = ""
magic = 14
memlimit = 2000
running_provers_max = 2
timelimit = 10
END
  drivers=$(why3 --print-datadir)/drivers
  sed 's|import "|&'"$drivers/"'|' "$drivers/cvc4_15.drv" >"$work/cvc.drv"
  sed 's|eliminate_definition_conditionally|eliminate_definition|' "$work/cvc.drv" >"$work/opaque.drv"
  version=$("$cvc5" --version | sed -n 's/.*cvc5 version \([0-9.]*\).*/\1/p' | head -n 1)
  for way in cvc opaque; do
    alternative=$(echo "$way" | sed 's/cvc//')
    register cvc5 "$alternative" "cvc5$(echo "$alternative" | cut -c1)" "$version" \
      "$cvc5 --stats-internal --tlimit=%t000 --lang=smt2 %f" \
      "$cvc5 --stats-internal --rlimit=%S --lang=smt2 %f" <"$work/$way.drv"
  done
  version=$("$cvc4" --version | sed -n 's/.*CVC4 version \([0-9.]*\).*/\1/p' | head -n 1)
  for way in cvc opaque; do
    alternative=$(echo "$way" | sed 's/cvc//')
    register CVC4 "$alternative" "cvc4$(echo "$alternative" | cut -c1)" "$version" \
      "$cvc4 --stats --tlimit=%t000 --lang=smt2 %f" \
      "$cvc4 --stats --rlimit=%S --lang=smt2 %f" <"$work/$way.drv"
  done
  version=$("$z3" --version | sed -n 's/.*Z3 version \([0-9.]*\).*/\1/p' | head -n 1)
  echo "import \"$drivers/z3_432.drv\"" | register Z3 "" z3 "$version" \
    "$z3 -smt2 -t:%t000 sat.random_seed=42 nlsat.randomize=false smt.random_seed=42 -st %f" \
    "$z3 -smt2 sat.random_seed=42 nlsat.randomize=false smt.random_seed=42 rlimit=%S -st %f"
  version=$("$gappa" --version | sed -n 's/.*Gappa \([0-9.]*\).*/\1/p' | head -n 1)
  echo "import \"$drivers/gappa.drv\"" | register Gappa "" gappa "$version" \
    "$gappa -Eprecision=70 %f" "$gappa -Eprecision=70 %f"
}

# frama_c_wp LOG PROPERTIES OPTION... FILE: one run of WP, its messages to LOG, the consolidated status of every property to
# PROPERTIES. Decimal constants mean the nearest double, in C as in Frama-C: not worth a warning. Two of WP's simplifications
# are off, as they take half of its time and no goal needs them.
frama_c_wp() {
  log=$1 properties=$2
  shift 2
  frama_c -machdep gcc_x86_64 -cpp-extra-args="-I$root" -kernel-warn-key parser:decimal-float=inactive \
    -wp -wp-rte -warn-special-float none -warn-unsigned-overflow -wp-no-ground -wp-no-pruning \
    -wp-model Typed -wp-check-memory-model -wp-par 2 "$@"
}

# frama_c_wp_again LOG PROPERTIES OPTION...: goes on from a state that such a run saved, in which its options are still set.
frama_c_wp_again() {
  log=$1 properties=$2
  shift 2
  frama_c "$@" -wp
}

# OCAMLRUNPARAM: no stack traces, memory collected in larger steps; a tenth of Frama-C's time.
frama_c() {
  OCAMLRUNPARAM=b=0,s=8M,o=200 frama-c "$@" -then -report -report-csv "$properties" >"$log" 2>&1
}
