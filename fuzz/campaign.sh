#!/bin/bash
# Fuzzes with all harnesses, one after another, and says what was found:
#   bazel run //fuzz:campaign -- --minutes N --jobs M [--harness NAME] [--sync FOLDER] [--store]
# The minutes are shared by the harnesses. With one job each harness runs half of its time without and half with
# sanitizers; with more, the first has none, the second has them, the others have none and other schedules. All
# instances of a harness share what they find. A campaign goes on where the last one in the same folder ended; its report
# is report.txt and report.json there. --store adds it to the campaigns in
# spec/figures/fuzzing.json, which bazel run //tests:figures shows. Exit codes: 0 nothing found, 1 a crash or a hang, 2 wrong usage.
set -euo pipefail
. fuzz/common.sh

usage() {
  echo "campaign: $1; usage: campaign --minutes N [--jobs M] [--harness NAME] [--sync FOLDER] [--store]; harnesses: $harnesses" >&2
  exit 2
}
minutes=
jobs=1
store=
folder=${XDG_CACHE_HOME:-${HOME:-.}/.cache}/bpref/fuzz
while [ $# -gt 0 ]; do
  if [ "$1" = --store ]; then
    store=${BUILD_WORKSPACE_DIRECTORY:?"run it as bazel run //fuzz:campaign -- --store ..."}
    shift
    continue
  fi
  [ $# -ge 2 ] || usage "$1 needs a value"
  case $1 in
    --minutes) minutes=$2 ;;
    --jobs) jobs=$2 ;;
    --harness)
      is_harness "$2" || usage "unknown harness \"$2\""
      harnesses=$2
      ;;
    --sync)
      case $2 in
        /*) folder=$2 ;;
        *) folder=${BUILD_WORKING_DIRECTORY:-$PWD}/$2 ;;
      esac
      ;;
    *) usage "unknown option \"$1\"" ;;
  esac
  shift 2
done
[[ $minutes =~ ^[0-9]{1,6}(\.[0-9]{1,3})?$ ]] || usage "--minutes: found \"$minutes\"; accepted: a number as 30 or 0.5"
[[ $jobs =~ ^[1-9][0-9]{0,2}$ ]] || usage "--jobs: found \"$jobs\"; accepted: a whole number from 1"
command -v afl-fuzz >/dev/null || {
  echo "campaign: afl-fuzz is not installed; tools/setup test installs it" >&2
  exit 2
}

mkdir -p "$folder"
work=$TMPDIR
schedules=(fast explore coe exploit rare lin quad)
seconds=$(awk -v minutes="$minutes" -v shares="$(wc -w <<<"$harnesses")" 'BEGIN { print int(minutes * 60 / shares) }')
[ "$seconds" -ge 4 ] || usage "--minutes $minutes: that is $seconds s for each harness; accepted: 4 or more"

# instance HARNESS NAME KIND SECONDS AFL_OPTION...: one afl-fuzz, new or continued.
instance() {
  local harness=$1 name=$2 kind=$3 time=$4 from=$work/$1
  shift 4
  if [ -d "$folder/$harness/$name/queue" ]; then
    from=-
    statistic "$folder/$harness/$name" execs_done >"$work/$harness.$name.before" || :
  fi
  local TIMEFORMAT='%U %S'
  { time fuzz "$harness" "fuzz/$kind.out/$harness" "$@" "$name" -V "$time" -i "$from" -o "$folder/$harness" \
    >"$folder/$harness/$name.log" 2>&1; } 2>"$work/$harness.$name.cpu" || {
    echo "campaign: $harness: $name ended early:" >&2
    tail -n 5 "$folder/$harness/$name.log" >&2
    touch "$work/broken"
  }
}

# executions HARNESS: of this campaign.
executions() {
  local sum=0 name before
  for name in $(cd "$folder/$1" && ls -d */ | tr -d /); do
    [ "$folder/$1/$name/fuzzer_stats" -nt "$work/start" ] || continue
    before=$(cat "$work/$1.$name.before" 2>/dev/null || :)
    sum=$((sum + $(statistic "$folder/$1/$name" execs_done) - ${before:-0}))
  done
  echo "$sum"
}

# findings HARNESS crashes|hangs: the files of this campaign; of what AFL++ took for a hang, what is one.
findings() {
  find "$folder/$1" -path "*/$2/id*" -newer "$work/start" | LC_ALL=C sort | while IFS= read -r file; do
    if [ "$2" = crashes ] || hangs "$file" "fuzz/hard.out/$1"; then
      echo "$file"
    fi
  done
}

# row HARNESS: what it came to, as JSON.
row() {
  local main=$folder/$1/main stability
  stability=$(for stats in "$folder/$1"/*/fuzzer_stats; do
    sed -n 's/^stability *: *//p' "$stats"
  done | sort -n | head -n 1)
  jq -n --arg harness "$1" --argjson executions "$(executions "$1")" --argjson seconds "$seconds" \
    --argjson found "$(statistic "$main" edges_found)" --argjson total "$(statistic "$main" total_edges)" \
    --argjson corpus "$(statistic "$main" corpus_count)" --arg stability "$stability" \
    --argjson cpu "$(awk '{ sum += $1 + $2 } END { printf "%d", sum }' "$work/$1".*.cpu)" \
    --arg crashes "$(findings "$1" crashes)" --arg hangs "$(findings "$1" hangs)" \
    '{harness: $harness, seconds: $seconds, cpu_seconds: $cpu, executions: $executions, edges_found: $found, edges: $total,
      corpus: $corpus, stability: $stability, crashes: ($crashes | split("\n")), hangs: ($hangs | split("\n"))}'
}

touch "$work/start"
for harness in $harnesses; do
  inputs "$harness" "$work/$harness"
  mkdir -p "$folder/$harness"
  echo "campaign: $harness, $seconds s, in $folder/$harness"
  if [ "$jobs" -eq 1 ]; then
    instance "$harness" main fast $((seconds / 2)) -M
    instance "$harness" hard hard $((seconds - seconds / 2)) -S
  else
    instance "$harness" main fast "$seconds" -M &
    instance "$harness" hard hard "$seconds" -S &
    for ((i = 3; i <= jobs; i++)); do
      instance "$harness" "fast-$i" fast "$seconds" -p "${schedules[i % 7]}" -S &
    done
    wait
  fi
  [ -f "$folder/$harness/main/fuzzer_stats" ] || {
    echo "campaign: $harness did not run" >&2
    exit 1
  }
  row "$harness" >"$work/$harness.json"
done

jq -s --argjson minutes "$minutes" --argjson jobs "$jobs" '{minutes: $minutes, jobs: $jobs, harnesses: .}' \
  $(printf "$work/%s.json " $harnesses) >"$folder/report.json"
jq -r '(["harness", "executions", "edges", "of", "corpus", "stability", "crashes", "hangs"]),
  (.harnesses[] | [.harness, .executions, .edges_found, .edges, .corpus, .stability, (.crashes | length), (.hangs | length)])
  | @tsv' "$folder/report.json" |
  awk -F '\t' '{ printf "%-12s %12s %8s %8s %8s %10s %8s %8s\n", $1, $2, $3, $4, $5, $6, $7, $8 }' >"$folder/report.txt"
jq -r '.harnesses[] | .harness as $h | (.crashes[], .hangs[]) |
  "to reproduce: bazel run //fuzz:replay -- \($h) \u0027\(.)\u0027"' "$folder/report.json" >>"$folder/report.txt"
cat "$folder/report.txt"
if [ -n "$store" ]; then
  stored=$store/spec/figures/fuzzing.json
  [ -f "$stored" ] || stored=/dev/null
  jq --arg date "$(date -u +%F)" --arg commit "$(git -C "$store" rev-parse --short=12 HEAD 2>/dev/null || echo unknown)" \
    --slurpfile stored "$stored" '
    def hours: . / 36 | round / 100;
    ($stored[0].figures.campaigns // []) + [{date: $date, commit: $commit, minutes, jobs, harnesses: (.harnesses
      | map(.crashes |= length | .hangs |= length))}]
    | . as $campaigns
    | [.[].harnesses[]] | group_by(.harness) | map(
        "\(.[0].harness): \(map(.executions) | add) executions in \(map(.cpu_seconds) | add | hours) h of processor time, \(
          .[-1].edges_found) of \(.[-1].edges) edges, \(map(.crashes) | add) crashes, \(map(.hangs) | add) hangs")
    | {summary: (. + ["all: \([$campaigns[].harnesses[].executions] | add) executions in \(
          [$campaigns[].harnesses[].cpu_seconds] | add | hours) h of processor time, in \($campaigns | length) campaigns"]),
      figures: {campaigns: $campaigns}}' "$folder/report.json" |
    tests/store.sh "$store" fuzzing 'bazel run //fuzz:campaign -- --minutes N --jobs M --store' src fuzz
fi
[ ! -e "$work/broken" ] && ! grep -q '^to reproduce' "$folder/report.txt"
