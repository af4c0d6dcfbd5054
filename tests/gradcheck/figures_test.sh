#!/bin/bash
# The figures of few and small networks; what README.md says is what spec/survey.md and spec/scale.md have.
set -euo pipefail
work=$(mktemp -d "${TEST_TMPDIR:-/tmp}/figures.XXXXXX")
trap 'rm -rf "$work"' EXIT
figures() {
  bash tests/gradcheck/figures.sh "$@"
}
between() {
  sed -n '/^<!-- gradient checks -->$/,/^<!-- end of gradient checks -->$/p' "$1"
}

printf 'before\n<!-- gradient checks -->\nold\n<!-- end of gradient checks -->\nafter\n' >"$work/readme"
figures --nets 600 --shape 20,10,3 --out "$work" --readme "$work/readme" >"$work/printed"
grep -q '^before$' "$work/readme" && grep -q '^after$' "$work/readme" && ! grep -q '^old$' "$work/readme"
grep -q '^All 243 weights of 20,10,3 units, one pattern: [0-9.]* s on one core;' "$work/readme"
[ "$(grep -c '^| [1248] | ' "$work/scale.md")" -eq 4 ]
grep -q '^# Survey: 600 random networks' "$work/survey.md"
grep -q ' 600 networks, 0 failed, most ulps ' "$work/readme"
! figures --readme /dev/null 2>"$work/err"
grep -q 'has no lines' "$work/err"

# The tree's own: ten thousand networks or more, nothing failed or beyond its bound, and all weights within a minute.
awk -F'|' '{ gsub(/ /, "") } $2 == "all" { seen = $3 >= 10000 && $6 == 0 && $9 == 0 } END { exit !seen }' spec/survey.md
awk '$1 == "All" { seen = $2 == 79510 && $6 < 60 } END { exit !seen }' spec/scale.md
awk -F'|' '{ gsub(/ /, "") } $2 == "all" { print $4 " weights of " $3 " networks, " $6 " failed, most ulps " $12 " " }' \
  spec/survey.md >"$work/quoted"
between README.md | grep -qF "$(cat "$work/quoted")" || { echo "README.md does not say: $(cat "$work/quoted")" >&2; exit 1; }
awk '$1 == "All" { print "one pattern: " $6 " s on one core" }' spec/scale.md >"$work/quoted"
between README.md | grep -qF "$(cat "$work/quoted")" || { echo "README.md does not say: $(cat "$work/quoted")" >&2; exit 1; }
