#!/bin/bash
# The demo data are what spec/data/README.md says: checksums, numbers of patterns, columns and ranges.
set -euo pipefail
cd spec/data

sha256sum --strict -c SHA256SUMS
[ "$(wc -l <SHA256SUMS)" -eq "$(wc -l <index.txt)" ]

# check NAME PATTERNS INPUTS LOW HIGH LABELS: LABELS is what the last column may be.
check() {
  LC_ALL=C awk -F, -v name="$1" -v patterns="$2" -v inputs="$3" -v low="$4" -v high="$5" -v labels="^($6)\$" '
    function fail(what) { print name ".csv:" NR ": " what; failed = 1; exit 1 }
    NF != inputs + 1 { fail(NF " columns") }
    NR == 1 { next }
    $NF !~ labels { fail("label " $NF) }
    { for (i = 1; i < NF; i++) if ($i !~ /^[0-9]+(\.[0-9])?$/ || $i < low || $i > high) fail("input " $i) }
    END { if (!failed && NR != patterns + 1) fail(NR - 1 " patterns") }' "$1.csv"
  grep -q "^$1: .* $2 patterns\$" index.txt
}
check xor 4 2 0 1 '0|1'
check iris 150 4 0.1 7.9 'setosa|versicolor|virginica'
check digits 1797 64 0 16 '[0-9]'

for species in setosa versicolor virginica; do
  [ "$(grep -c ",$species\$" iris.csv)" -eq 50 ]
done
