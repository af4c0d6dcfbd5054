# One module through WP, and the judgement of what WP said.

TIMEOUT=${WP_TIMEOUT:-60}

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
  log=$out/$module.log
  started=$(date +%s)
  status=0
  provers_of "$module"
  frama_c_wp "$log" "$out/$module.csv" "$FIRST_PROVER" "$FIRST_TIMEOUT" "$(source_of "$module")" \
    -then -wp -wp-prover "$SECOND_PROVER" -wp-timeout "$SECOND_TIMEOUT" \
    -then -wp -wp-prover "$PROVERS" -wp-timeout "$TIMEOUT" || status=$?
  seconds=$(($(date +%s) - started))
  touch "$out/$module.csv"

  goals_found "$module" "$log" >"$work/found"
  if [ "$update" = yes ]; then
    { [ ! -f "$here/manifest.txt" ] || grep -v "^$module " "$here/manifest.txt" || :; } >"$work/manifest"
    sort -u "$work/manifest" "$work/found" >"$here/manifest.txt"
  fi
  grep "^$module " "$here/manifest.txt" >"$work/expected" || :
  : >"$work/complaints"
  [ "$status" -eq 0 ] || echo "frama-c ended with status $status" >>"$work/complaints"
  grep -lw -e axiom -e axiomatic src/*/*.[ch] spec/acsl/* | sed 's/^/has an axiom: /' >>"$work/complaints" || :
  if ! diff "$work/expected" "$work/found" >"$work/diff"; then
    echo "the goals are not those of proofs/wp/manifest.txt (< expected, > found):" >>"$work/complaints"
    grep '^[<>]' "$work/diff" >>"$work/complaints" || :
  fi
  if [ "$cache" = none ] && [ -z "${TEST_TMPDIR:-}" ]; then smoke_test "$module"; fi
  grep -ohE '(axiom|axiomatic) [A-Za-z_]+' "$(frama-c -print-share-path)"/libc/*.h | cut -d ' ' -f 2 | sort -u >"$work/libc"
  awk -v libc="$work/libc" -v module="$module" -v seconds="$seconds" -v timeout="$TIMEOUT" -v manifest="$here/manifest.txt" -v json="$out/$module.json" \
    -v totals="$work/totals" -v complaints="$work/complaints" -f "$here/judge.awk" "$out/$module.csv" "$out/$module.log"
}

# For evidence: no contract and no loop contradicts itself, no code is dead to the proof. One prover is enough to look.
smoke_test() {
  frama_c_wp "$out/$1-smoke.log" "$work/smoke.csv" cvc5 5 -wp-smoke-tests -wp-smoke-timeout 2 "$(source_of "$1")" || :
  grep -q '^\[wp\] \[Passed\] Smoke-test' "$out/$1-smoke.log" || echo "no smoke test passed" >>"$work/complaints"
  grep 'Failed. Smoke-test' "$out/$1-smoke.log" | sort -u >>"$work/complaints" || :
}

# The goals of the first round, which are all; one line each: module, goal.
goals_found() {
  awk -v module="$1" '
    /^\[wp\] Running WP plugin/ { round++ }
    round == 1 && /^\[wp\] \[[^]]*\] Goal typed_/ {
      sub(/^.* Goal typed_/, "")
      sub(/ :.*/, "")
      print module, $0
    }' "$2" | sort -u
}
