#!/bin/sh
# The ledger has every goal of the manifest with the prover that proved it, and README.md gives its figures.
set -eu
ledger=proofs/ledger.json
awk '{ print $1, $2 }' proofs/wp/manifest.txt | LC_ALL=C sort >"$TEST_TMPDIR/manifest"
jq -r '.modules[] | .module as $m | .proofs[] | select(.prover != null and (.seconds | type == "number")) | "\($m) \(.goal)"' $ledger |
  LC_ALL=C sort >"$TEST_TMPDIR/proven"
diff "$TEST_TMPDIR/manifest" "$TEST_TMPDIR/proven"
[ -s "$TEST_TMPDIR/proven" ]
jq -e '.wp.admitted == 0 and .wp.goals == .wp.proven and (.wp.by | add) == .wp.goals and (.coq.theorems | length > 0)' $ledger >/dev/null
figures=$(jq -r '"\(.wp.goals) goals of \(.wp.functions) functions in \(.wp.modules) modules, \(.coq.theorems | length) theorems"' $ledger)
grep -qF "$figures" README.md || {
  echo "ledger_test: README.md does not say: $figures" >&2
  exit 1
}
