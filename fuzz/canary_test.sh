#!/bin/bash
# AFL++ finds the bugs that fuzz/canaries plants in a harness, each within two minutes of fuzzing (seconds, on a quiet machine), from those seeds that do
# not show it. Argument: the harness.
set -euo pipefail
. fuzz/common.sh
export AFL_BENCH_UNTIL_CRASH=1
harness=$1
found=0

for canary in "fuzz/hard.out/$harness"-canary-*; do
  name=${canary##*/}
  in=$TEST_TMPDIR/$name.in
  out=$TEST_TMPDIR/$name.out
  mkdir "$in"
  for seed in "fuzz/seeds/$harness"/*; do
    if "$canary" "$seed" >/dev/null 2>&1; then
      cp "$seed" "$in"
    fi
  done
  fuzz "$harness" "$canary" -V 120 -i "$in" -o "$out" >"$TEST_TMPDIR/log" 2>&1 || {
    tail -n 20 "$TEST_TMPDIR/log" >&2
    exit 1
  }
  crash=$(find "$out/default/crashes" -name 'id*' | LC_ALL=C sort | head -n 1)
  if [ -z "$crash" ]; then
    echo "$name: not found in $(statistic "$out/default" execs_done) executions" >&2
    exit 1
  fi
  # It is the planted bug: the harness without it is content with the same input.
  if "$canary" "$crash" >"$TEST_TMPDIR/said" 2>&1; then
    echo "$name: not found again by $crash" >&2
    exit 1
  fi
  "fuzz/hard.out/$harness" "$crash"
  echo "$name: found in $(statistic "$out/default" run_time) s, $(statistic "$out/default" execs_done) executions:" \
    "$(grep -m 1 '[a-z]' "$TEST_TMPDIR/said")"
  found=$((found + 1))
done
[ $found -ge 1 ]
