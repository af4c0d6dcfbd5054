#!/bin/bash
# The peers that are installed are judged as is known of them; those that are not are skipped by name.
set -euo pipefail
work=$(mktemp -d "${TEST_TMPDIR:-/tmp}/peers.XXXXXX")
trap 'rm -rf "$work"' EXIT

bash tests/peers/matrix.sh --check --out "$work/out" "$@"

for name in matrix.txt matrix.json matrix.html; do
  [ -s "$work/out/$name" ]
done
jq -e '[.rows[] | select(.peer == "plain-f64" or .peer == "plain-f32" or .peer == "airgap") | .outcome]
  == ["pass", "pass", "pass"]' "$work/out/matrix.json" >/dev/null
grep -q '<table>' "$work/out/matrix.html"

# The marks of a file, and a file without them.
printf 'before\n<!-- matrix -->\nold\n<!-- end of matrix -->\nafter\n' >"$work/readme"
bash tests/peers/matrix.sh --only plain-f64 --readme "$work/readme" >/dev/null
grep -q '^| plain C, double | f64 | 0123 |' "$work/readme"
grep -q '^before$' "$work/readme" && grep -q '^after$' "$work/readme" && ! grep -q '^old$' "$work/readme"
! bash tests/peers/matrix.sh --only plain-f64 --readme /dev/null >/dev/null 2>"$work/err"
grep -q 'has no lines' "$work/err"
