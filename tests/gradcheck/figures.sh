#!/bin/bash
# What a gradient check finds and what it costs, in figures:
#   bazel run //tests/gradcheck:figures -- [--out FOLDER] [--readme FILE] [--nets N] [--shape WIDTHS]
# Prints what it measures. --out writes survey.md and scale.md there; --readme puts a summary between the marks of a
# Markdown file. N random networks, 12000 unless said; times are those of a network of the shape, 784,100,10.
# Paths are those of whoever calls. Processor time counts, so that other work on the machine does little to it.
set -euo pipefail
export LC_ALL=C
here=$PWD
survey=$here/tests/gradcheck/survey
bpref=$here/src/cli/bpref
cd "${BUILD_WORKING_DIRECTORY:-.}"
out='' readme='' nets=12000 shape=784,100,10
while [ $# -gt 0 ]; do
  case "$1 ${2+given}" in
    '--out given') out=$2 ;;
    '--readme given') readme=$2 ;;
    '--nets given') nets=$2 ;;
    '--shape given') shape=$2 ;;
    *)
      echo "figures: usage: figures [--out FOLDER] [--readme FILE] [--nets N] [--shape WIDTHS]" >&2
      exit 2
      ;;
  esac
  shift 2
done
begin='<!-- gradient checks -->' end='<!-- end of gradient checks -->'
if [ -n "$readme" ] && { ! grep -qxF "$begin" "$readme" || ! grep -qxF "$end" "$readme"; }; then
  echo "figures: $readme has no lines $begin and $end" >&2
  exit 2
fi
work=$(mktemp -d "${TEST_TMPDIR:-/tmp}/figures.XXXXXX")
trap 'rm -rf "$work"' EXIT

# seconds COMMAND...: the least processor time of three runs; what it prints is in $work/printed.
seconds() {
  local run
  for run in 1 2 3; do
    { TIMEFORMAT='%U %S'; time "$@" >"$work/printed"; } 2>>"$work/times"
  done
  tail -n 3 "$work/times" | awk '{ t = $1 + $2; if (NR == 1 || t < least) least = t } END { printf "%.2f", least }'
}

# A network that has learnt a little, of random patterns.
inputs=${shape%%,*} outputs=${shape##*,}
awk -v n="$inputs" -v m="$outputs" 'BEGIN {
  srand(1)
  for (p = 0; p < 10; p++) {
    for (i = 0; i < n; i++) printf "%.6f,", rand()
    for (k = 0; k < m; k++) printf "%d%s", k == p % m, k == m - 1 ? "\n" : ","
  }
}' >"$work/data.csv"
"$bpref" train --data "$work/data.csv" --layers "$shape" --epochs 3 --out "$work/net" --quiet

check() {
  "$bpref" gradcheck --net "$work/net" --data "$work/data.csv" --pattern 1 --json "$@"
}

# row SHARDS: a line of the table. The parts together have to be the whole.
row() {
  local i each=() parts=()
  for ((i = 1; i <= $1; i++)); do
    each+=("$(seconds check --shard "$i/$1")")
    cp "$work/printed" "$work/part.$i"
    parts+=("$work/part.$i")
  done
  "$bpref" merge --json "${parts[@]}" >"$work/merged"
  cmp "$work/merged" "$work/whole" >&2
  printf '%s\n' "${each[@]}" | awk -v n="$1" -v whole="$whole" '
    { sum += $1; if ($1 > most) most = $1 }
    END { printf "| %d | %.2f | %.2f | %.2f |\n", n, most, sum, whole / most }'
}

whole=$(seconds check)
cp "$work/printed" "$work/whole"
weights=$(jq '.counts.checked' "$work/whole")
[ "$(jq -r '.outcome' "$work/whole")" = pass ]
{
  echo "# The cost of a gradient check"
  echo
  echo "Written by \`bazel run //tests/gradcheck:figures -- --out \$PWD/spec --readme README.md\`: seconds of processor time, the"
  echo "least of three runs, for every weight of a network of $shape units and one pattern, with enclosures of the true"
  echo "gradient. The parts are put together by \`bpref merge\`, and are then byte for byte the whole."
  echo
  echo "All $weights weights at once: $whole s."
  echo
  echo "| shards | longest | all together | whole over longest |"
  echo "|---|---|---|---|"
  for n in 1 2 4 8; do
    row "$n"
  done
} >"$work/scale.md"
cat "$work/scale.md"
"$survey" "$nets" 1 --out "$work/survey.md"
cat "$work/survey.md"

# The summary.
{
  awk -F'|' '{ gsub(/ /, "") } $2 == "ordinary" { ordinary = $12 } $2 == "all" {
    printf "%d weights of %d networks, %d failed, most ulps %s of the gradients that roundings leave ten\n", $4, $3, $6, $12
    printf "digits, %s with ordinary weights; all within their bounds, the nearest at %.3g of it.\n", ordinary, $13 }' "$work/survey.md"
  awk -v n="$weights" -v shape="$shape" '$2 == "2" { two = $8 } $2 == "4" { four = $8 } $1 == "All" { time = $6 }
    END { printf "All %d weights of %s units, one pattern: %s s on one core; %s times as fast in two shards, %s in four.\n",
          n, shape, time, two, four }' "$work/scale.md"
} >"$work/summary"
cat "$work/summary"
if [ -n "$out" ]; then
  cp "$work/survey.md" "$work/scale.md" "$out/"
fi
if [ -n "$readme" ]; then
  awk -v begin="$begin" -v end="$end" -v text="$work/summary" '
    $0 == end { inside = 0 }
    !inside { print }
    $0 == begin { inside = 1; while ((getline line < text) > 0) print line }' "$readme" >"$work/readme"
  cat "$work/readme" >"$readme"
fi
