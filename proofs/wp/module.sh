# One module through WP, and the judgement of what WP said.

# The file of a module: a source of src/bp or src/text, or the lemmas that the sources share.
source_of() {
  if [ "$1" = lemmas ]; then
    echo spec/acsl/lemmas.c
  elif [ -f "$root/src/text/$1.c" ]; then
    echo "src/text/$1.c"
  else
    echo "src/bp/$1.c"
  fi
}

prove_module() {
  module=$1
  started=$(date +%s)
  status=0
  : >"$out/$module.log"
  : >"$out/$module.csv"
  answers_forget
  round=0
  for limit in $TIMEOUTS; do
    round=$((round + 1))
    prove_round "$module" "$round" "$limit" || status=$?
    cat "$work/round.log" >>"$out/$module.log"
    cat "$work/round.csv" >>"$out/$module.csv"
    answers_keep
    functions_open "$work/round.log" >"$work/functions"
    if [ "$status" -ne 0 ] || [ ! -s "$work/functions" ]; then break; fi
  done
  seconds=$(($(date +%s) - started))

  goals_found "$module" "$out/$module.log" >"$work/found"
  if [ "$update" = yes ]; then
    { [ ! -f "$here/manifest.txt" ] || grep -v "^$module " "$here/manifest.txt" || :; } >"$work/manifest"
    sort -u "$work/manifest" "$work/found" >"$here/manifest.txt"
    answers_record "$module"
  fi
  grep "^$module " "$here/manifest.txt" >"$work/expected" || :
  : >"$work/complaints"
  [ "$status" -eq 0 ] || echo "frama-c ended with status $status" >>"$work/complaints"
  # One axiomatic block there is, which has no axiom: the operations of rounded.driver.
  grep -nw -e axiom -e axiomatic "$(source_of "$module")" src/*/*.h spec/acsl/* | grep -vx 'spec/acsl/rounded.h:[0-9]*:/\*@ axiomatic bp_rounded {' |
    sed 's/^/has an axiom: /' >>"$work/complaints" || :
  if ! diff "$work/expected" "$work/found" >"$work/diff"; then
    echo "the goals are not those of proofs/wp/manifest.txt (< expected, > found):" >>"$work/complaints"
    grep '^[<>]' "$work/diff" >>"$work/complaints" || :
  fi
  if [ "$evidence" = yes ]; then smoke_test "$module"; fi
  grep -ohE '(axiom|axiomatic) [A-Za-z_]+' "$(frama-c -print-share-path)"/libc/*.h | cut -d ' ' -f 2 | sort -u >"$work/libc"
  awk -v libc="$work/libc" -v module="$module" -v seconds="$seconds" -v timeout="${TIMEOUTS##* }" -v manifest="$here/manifest.txt" -v json="$out/$module.json" \
    -v totals="$work/totals" -v complaints="$work/complaints" -f "$here/judge.awk" "$out/$module.csv" "$out/$module.log"
}

# prove_round MODULE ROUND LIMIT: the first round takes up all functions; a later one those in which a goal is open, with the
# answers of the rounds before at hand. It starts anew, as a state that Frama-C saved and loaded again is not quite the same.
prove_round() {
  answers_lay "$1"
  only=
  [ "$2" -eq 1 ] || only=-wp-fct=$(paste -s -d , "$work/functions")
  # shellcheck disable=SC2086 # no function is no option
  frama_c_wp "$(doubles_of "$1" "$2")" "$work/round.log" "$work/round.csv" -wp-prover "$(provers_of "$1" "$2")" -wp-timeout "$3" \
    -wp-cache cleanup -wp-session "$work/session" $only "$(source_of "$1")"
}

# For evidence: no contract and no loop contradicts itself, no code is dead to the proof.
smoke_test() {
  frama_c_wp whole "$out/$1-smoke.log" "$work/smoke.csv" -wp-prover cvc5,cvc5f -wp-timeout 5 -wp-smoke-tests -wp-smoke-timeout 2 "$(source_of "$1")" || :
  grep -q '^\[wp\] \[Passed\] Smoke-test' "$out/$1-smoke.log" || echo "no smoke test passed" >>"$work/complaints"
  grep 'Failed. Smoke-test' "$out/$1-smoke.log" | sort -u >>"$work/complaints" || :
}

# The goals of the first round, which are all; one line each: module, goal.
goals_found() {
  awk -v module="$1" '
    /^\[wp\] Running WP plugin/ { round++ }
    round == 1 && /^\[wp\] \[[^]]*\] Goal typed_rounded_/ {
      sub(/^.* Goal typed_rounded_/, "")
      sub(/ :.*/, "")
      print module, $0
    }' "$2" | sort -u
}

# The functions that a goal left open may belong to: a goal begins with the name of its function.
functions_open() {
  awk '
    FILENAME == ARGV[1] { if (/^\[rte:annot\] annotating function /) name[substr($0, 33)]; next }
    /^\[wp\] \[[^]]*\] Goal typed_rounded_/ && !/ : Valid( |$)/ {
      sub(/^.* Goal typed_rounded_/, "")
      for (f in name) if (index($0, f "_") == 1) open[f]
    }
    END { for (f in open) print f }' "$out/$module.log" "$1" | sort
}
