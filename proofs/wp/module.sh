# One module of src/bp through WP, and the judgement of what WP said.

TIMEOUT=${WP_TIMEOUT:-30}

prove_module() {
  module=$1
  log=$out/$module.log
  started=$(date +%s)
  status=0
  provers=$PROVERS
  case " $GAPPA_MODULES " in *" $module "*) provers=$PROVERS,gappa ;; esac
  frama_c_wp "$log" "$out/$module.csv" "$provers" "$TIMEOUT" -wp-smoke-tests -wp-smoke-timeout 1 "src/bp/$module.c" ||
    status=$?
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
  if ! diff "$work/expected" "$work/found" >"$work/diff"; then
    echo "the goals are not those of proofs/wp/manifest.txt (< expected, > found):" >>"$work/complaints"
    grep '^[<>]' "$work/diff" >>"$work/complaints" || :
  fi
  awk -v module="$module" -v seconds="$seconds" -v json="$out/$module.json" \
    -v totals="$work/totals" -v complaints="$work/complaints" -f "$here/judge.awk" "$out/$module.csv" "$log"
}

# The goals that WP lists, one line each: module, goal. A smoke test is one of them.
goals_found() {
  sed -n -e 's/^\[wp\] \[[^]]*\] Goal typed_\([^ ]*\) :.*/\1/p' -e 's/^\[wp\] \[Failed\] Goal typed_\([^ ]*\)$/\1/p' \
    -e 's/^\[wp\] \[[^]]*\] Smoke-test typed_\([^ ]*\).*/\1/p' "$2" | sed "s/^/$1 /" | sort -u
}
