# The provers, registered with Why3 by a private configuration that is written anew for each run: cvc5 is unknown to this
# Why3's own detection, and the stock drivers of CVC4 and Z3 hand doubles to the provers' floating-point theories,
# on which the first crashes and the second runs out of memory. With the drivers named here the operations
# on doubles are functions of which the prover knows the axioms of Why3's IEEE-754 theory.

# Names: cvc4s and cvc5s are the same two programs without the definitions of the specification's recursive functions (shallow
# says why), for goals about memory, sizes and ranges. cvc5o and cvc4o are the same two programs, handed every definition as an axiom to be unfolded where it is met
# instead of expanded everywhere, the better way with recursive sums and nested predicates. cvc5f, cvc4f and z3f are told the
# axioms of IEEE-754 as well (lean.drv says why the others are not). Gappa bounds rounded values.
# Four rounds, each of which takes up the functions of which the one before left a goal open. Most goals are proven in a
# fraction of a second; what is left in the end goes to all, with the time that a slow machine needs.
TIMEOUTS="4 8 10 ${WP_TIMEOUT:-90}"
PROVERS=cvc4s,cvc5s,cvc5,cvc4o,cvc5o,cvc4,z3,cvc5f,cvc4f,z3f

# rests_on_rounding MODULE: whether most of its goals on doubles need to know what rounding is.
rests_on_rounding() {
  case $1 in
    activation | activation_tail) true ;;
    *) false ;;
  esac
}

# doubles_of MODULE ROUND: what is said of doubles. "whole" is WP's theory, which stands on Why3's IEEE-754; "named" is
# cfloat.mlw, the names without a meaning: Frama-C then writes a task in a third of the time.
doubles_of() {
  if rests_on_rounding "$1" || [ "$2" -ge 3 ]; then echo whole; else echo named; fi
}

# provers_of MODULE ROUND: with those of the rounds before that had the same said of doubles, as their answers are at hand.
provers_of() {
  case $1 in
    online | panel | selftest | tiny) first=cvc4s second=cvc4s,cvc5o,cvc4o,cvc5 ;;
    layer | pass) first=cvc4s second=cvc4s,cvc5s,cvc5o,cvc4o,cvc5,z3 ;;
    fused | narrow) first=cvc4s second=cvc4s,cvc5s,cvc5,z3 ;;
    *) first=cvc4o second=cvc4o,cvc4s,cvc5o,cvc5,z3 ;;
  esac
  if rests_on_rounding "$1"; then first=cvc5f second=cvc5f,cvc4f,cvc5; fi
  case $2:$1 in
    1:*) echo "$first" ;;
    2:*) echo "$second" ;;
    3:random) echo "$first,gappa,z3f,cvc5f,cvc4f" ;;
    3:*) echo "$first,cvc5f,cvc4f,z3f" ;;
    4:random) echo "gappa,$PROVERS" ;;
    4:*) echo "$PROVERS" ;;
  esac
}

# register NAME ALTERNATIVE SHORTCUT VERSION COMMAND STEPS DRIVER...: the prover's driver is what the files say together
register() {
  name=$1 alternative=$2 shortcut=$3 version=$4 command=$5 steps=$6
  shift 6
  cat "$@" >"$work/$shortcut.drv"
  cat >>"$WHY3CONFIG" <<END

[prover]
name = "$name"
alternative = "$alternative"
shortcut = "$shortcut"
version = "$version"
command = "$command"
command_steps = "$steps"
driver = "$work/$shortcut.drv"
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
  sed 's|import "|&'"$drivers/"'|' "$drivers/cvc4_15.drv" >"$work/expand.part"
  sed 's|eliminate_definition_conditionally|eliminate_definition|' "$work/expand.part" >"$work/opaque.part"
  echo "import \"$drivers/z3_432.drv\"" >"$work/z3.part"
  echo "import \"$drivers/gappa.drv\"" >"$work/gappa.part"
  floats=$here/float.drv lean=$here/lean.drv
  cp -R "$(frama-c -print-share-path)/wp" "$work/named"
  cp "$here/cfloat.mlw" "$work/named/why3/frama_c_wp/"

  version=$("$cvc5" --version | sed -n 's/.*cvc5 version \([0-9.]*\).*/\1/p' | head -n 1)
  run="$cvc5 --stats-internal --tlimit=%t000 --lang=smt2 %f" steps="$cvc5 --stats-internal --rlimit=%S --lang=smt2 %f"
  register cvc5 "" cvc5 "$version" "$run" "$steps" "$work/expand.part" "$lean"
  register cvc5 opaque cvc5o "$version" "$run" "$steps" "$work/opaque.part" "$lean"
  register cvc5 shallow cvc5s "$version" "$here/shallow $run" "$here/shallow $steps" "$work/opaque.part" "$lean"
  register cvc5 floats cvc5f "$version" "$run" "$steps" "$work/expand.part" "$floats"

  version=$("$cvc4" --version | sed -n 's/.*CVC4 version \([0-9.]*\).*/\1/p' | head -n 1)
  run="$cvc4 --stats --tlimit=%t000 --lang=smt2 %f" steps="$cvc4 --stats --rlimit=%S --lang=smt2 %f"
  register CVC4 "" cvc4 "$version" "$run" "$steps" "$work/expand.part" "$lean"
  register CVC4 opaque cvc4o "$version" "$run" "$steps" "$work/opaque.part" "$lean"
  register CVC4 shallow cvc4s "$version" "$here/shallow $run" "$here/shallow $steps" "$work/opaque.part" "$lean"
  register CVC4 floats cvc4f "$version" "$run" "$steps" "$work/opaque.part" "$floats"

  version=$("$z3" --version | sed -n 's/.*Z3 version \([0-9.]*\).*/\1/p' | head -n 1)
  options="-smt2 sat.random_seed=42 nlsat.randomize=false smt.random_seed=42 -st"
  run="$z3 $options -t:%t000 %f" steps="$z3 $options rlimit=%S %f"
  register Z3 "" z3 "$version" "$run" "$steps" "$work/z3.part" "$lean"
  register Z3 floats z3f "$version" "$run" "$steps" "$work/z3.part" "$floats"

  version=$("$gappa" --version | sed -n 's/.*Gappa \([0-9.]*\).*/\1/p' | head -n 1)
  register Gappa "" gappa "$version" "$gappa -Eprecision=70 %f" "$gappa -Eprecision=70 %f" "$work/gappa.part" "$floats"
}

# frama_c_wp DOUBLES LOG PROPERTIES OPTION... FILE: one run of WP (DOUBLES as in doubles_of), its messages to LOG, the consolidated
# status of every property to PROPERTIES. Decimal constants mean the nearest double, in C as in Frama-C: not worth a warning. Two of
# WP's simplifications are off, as they take half of its time and no goal needs them.
# OCAMLRUNPARAM: no stack traces, memory collected in larger steps; a tenth of Frama-C's time.
frama_c_wp() {
  share=
  [ "$1" = whole ] || share="-wp-share $work/$1"
  log=$2 properties=$3
  shift 3
  # shellcheck disable=SC2086 # an option and its value
  OCAMLRUNPARAM=b=0,s=8M,o=200 frama-c -machdep gcc_x86_64 -cpp-extra-args="-I$root" -kernel-warn-key parser:decimal-float=inactive \
    -wp -wp-rte -warn-special-float none -warn-unsigned-overflow -wp-no-ground -wp-no-pruning \
    -wp-model Typed $share -wp-driver "$here/rounded.driver" -wp-check-memory-model -wp-par 2 \
    "$@" -then -report -report-csv "$properties" >"$log" 2>&1
}
