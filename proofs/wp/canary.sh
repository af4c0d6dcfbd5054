# Before any proof counts: each prover must prove what is true and must not prove what is false, in the very
# configuration used for src/bp. A prover that crashes fails the first; a contradiction in what it is told fails the second.

# canary_of DOUBLES PROVER
canary_of() {
  doubles=$1 prover=$2
  true_log=$out/canary-true-$doubles-$prover.log false_log=$out/canary-false-$doubles-$prover.log
  frama_c_wp "$doubles" "$true_log" "$work/canary.csv" -wp-prover "$prover" -wp-timeout 20 proofs/wp/canary/true.c || return 1
  # What has no axiom on doubles can only contradict itself where the whole theory does, too.
  limit=5
  [ "$doubles" = whole ] || limit=2
  frama_c_wp "$doubles" "$false_log" "$work/canary.csv" -wp-prover "$prover" -wp-timeout "$limit" -wp-prop=false proofs/wp/canary/false.c || return 1
  proven=$(grep -c '^\[wp\] .*Goal typed_rounded_.* : Valid' "$true_log" || :)
  unproven=$(grep -c '^\[wp\] .*Goal typed_rounded_.* : [^V]' "$true_log" || :)
  by_prover=$(grep -c '^\[wp\] \[[^Q].*Goal typed_rounded_.* : Valid' "$true_log" || :)
  wrong=$(grep -c '^\[wp\] .*Goal typed_rounded_.* : Valid' "$false_log" || :)
  right=$(grep -cE '^\[wp\] .*Goal typed_rounded_.* : (Unknown|Timeout|Failed)' "$false_log" || :)
  expected=$(grep -c 'false:' "$here/canary/false.c" || :)
  echo "canary     $prover, $doubles doubles: $proven true goals proven ($by_prover by it), $unproven not;" \
    "$right of $expected false goals left open, $wrong proven"
  [ "$unproven" -eq 0 ] && [ "$by_prover" -gt 3 ] && [ "$wrong" -eq 0 ] && [ "$right" -eq "$expected" ]
}

check_canaries() {
  bad=0
  started=$(date +%s)
  for prover in $(echo "$PROVERS" | tr , ' '); do
    canary_of whole "$prover" || bad=1
    case $prover in
      *f) ;; # is asked about doubles as they are, or not at all
      *) canary_of named "$prover" || bad=1 ;;
    esac
  done
  # A contract that contradicts itself must fail its smoke test.
  frama_c_wp whole "$out/canary-smoke.log" "$work/canary.csv" -wp-prover "$PROVERS" -wp-timeout 5 -wp-smoke-tests proofs/wp/canary/smoke.c || bad=1
  found=$(grep -c '^\[wp\] .*Failed smoke-test' "$out/canary-smoke.log" || :)
  echo "canary     smoke tests: $found contradictions found"
  [ "$found" -gt 0 ] || bad=1
  [ "$bad" -eq 0 ] || echo "canary     FAILED in $(($(date +%s) - started)) s"
  return "$bad"
}
