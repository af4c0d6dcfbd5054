#!/bin/bash
# A campaign runs what it is asked to, reports it, and says how to reproduce what it finds: here a harness with a planted
# bug stands in the place of the sanitized one.
set -euo pipefail
program=$PWD/fuzz
tree=$TEST_TMPDIR/tree
mkdir -p "$tree/fuzz/fast.out" "$tree/fuzz/hard.out" "$tree/src" "$tree/tests"
ln -s "$PWD/tests/store.sh" "$tree/tests"
ln -s "$program"/{campaign.sh,common.sh,dictionaries,regressions,seeds} "$tree/fuzz"
ln -s "$program/fast.out/activation" "$tree/fuzz/fast.out/activation"
cd "$tree"

# campaign CODE WORDS OPTION...
campaign() {
  local expected=$1 words=$2 code=0
  shift 2
  fuzz/campaign.sh "$@" >"$TEST_TMPDIR/out" 2>&1 || code=$?
  if [ $code -ne "$expected" ] || ! grep -qE -- "$words" "$TEST_TMPDIR/out"; then
    echo "campaign $*: exit code $code, not $expected, or \"$words\" is missing:" >&2
    cat "$TEST_TMPDIR/out" >&2
    exit 1
  fi
}
campaign 2 'minutes: found ""' --jobs 1
campaign 2 'minutes: found "x"' --minutes x
campaign 2 'jobs: found "0"' --minutes 1 --jobs 0
campaign 2 'unknown harness "none"' --minutes 1 --harness none
campaign 2 '4 or more' --minutes 0.01

# What takes the processor for long hangs; what is quick, or fails, does not.
(
  . fuzz/common.sh
  hangs 5 sh -c 'while :; do :; done'
  if hangs 5 true || hangs 5 false || hangs 1 sleep; then
    exit 1
  fi
)

ln -s "$program/hard.out/activation" fuzz/hard.out/activation
export BUILD_WORKSPACE_DIRECTORY=$tree
campaign 0 '^activation +[0-9]+ .* 0 +0$' --store --minutes 0.14 --harness activation --sync "$TEST_TMPDIR/sync"
report=$TEST_TMPDIR/sync/report.json
jq -e '.harnesses[0] | .harness == "activation" and .executions > 200 and .edges_found > 20 and .crashes == [] and .hangs == []' \
  "$report" >/dev/null
executions=$(jq '.harnesses[0].executions' "$report")
jq -e --argjson executions "$executions" '.figures.campaigns[0].harnesses[0] | .executions == $executions and
  .harness == "activation" and .cpu_seconds > 0 and .crashes == 0' spec/figures/fuzzing.json >/dev/null

# The same folder goes on, with two jobs, and now there is something to find; what is stored is added to.
rm fuzz/hard.out/activation
ln -s "$program/hard.out"/activation-canary-1 fuzz/hard.out/activation
export AFL_BENCH_UNTIL_CRASH=1
campaign 1 '^to reproduce: bazel run //fuzz:replay -- activation ' --store --minutes 1 --jobs 2 --harness activation \
  --sync "$TEST_TMPDIR/sync"
jq -e --argjson first "$executions" --slurpfile report "$report" '.figures.campaigns[1].harnesses[0].crashes > 0 and
  (.summary[-1] | startswith("all: \($first + $report[0].harnesses[0].executions) executions in "))' \
  spec/figures/fuzzing.json >/dev/null
crash=$(jq -r '.harnesses[0].crashes[0]' "$report")
[ -s "$crash" ]
if fuzz/hard.out/activation "$crash" >/dev/null 2>&1; then
  echo "$crash does not reproduce the crash" >&2
  exit 1
fi
