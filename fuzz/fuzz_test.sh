#!/bin/bash
# A few seconds of AFL++ find nothing. Argument: the harness.
set -euo pipefail
. fuzz/common.sh
harness=$1
inputs "$harness" "$TEST_TMPDIR/in"

# quiet KIND SECONDS: with the harness built that way.
quiet() {
  local out=$TEST_TMPDIR/$1/default
  fuzz "$harness" "fuzz/$1.out/$harness" -V "$2" -i "$TEST_TMPDIR/in" -o "$TEST_TMPDIR/$1" >"$TEST_TMPDIR/log" 2>&1 || {
    tail -n 20 "$TEST_TMPDIR/log" >&2
    exit 1
  }
  echo "$harness, $1: $(statistic "$out" execs_done) executions, $(statistic "$out" edges_found) edges," \
    "stability $(statistic "$out" stability)"
  [ "$(statistic "$out" execs_done)" -ge 500 ]
  [ "$(statistic "$out" edges_found)" -ge 50 ]
  local file found=0
  for file in "$out"/crashes/id* "$out"/hangs/id*; do
    [ -f "$file" ] || continue
    found=1
    echo "$1 build, ${file#"$out/"}:" >&2
    od -A d -t x1z "$file" >&2
    cp "$file" "${TEST_UNDECLARED_OUTPUTS_DIR:-$TEST_TMPDIR}/" || :
    timeout 60 "fuzz/replay.out/$harness" "$file" || :
  done
  [ $found -eq 0 ]
}
quiet hard 6
quiet fast 4
