#!/bin/bash
# What cppcheck's addon for MISRA C:2012 finds in src/bp and src/text is what spec/misra.md lists, rule by rule; what is
# tagged in the code is still there.
set -euo pipefail
export LC_ALL=C

matrix=spec/misra.md
cppcheck --quiet --std=c89 --addon=misra --enable=style,information --inline-suppr --library=posix -D_POSIX_C_SOURCE=200809L -I. \
  --suppress=missingIncludeSystem --template='{id} {file}:{line}' \
  $(find -L src/bp src/text -name '*.c' | sort) 2>&1 | sort -u >"$TEST_TMPDIR/found"
if grep '^unmatchedSuppression' "$TEST_TMPDIR/found" >&2; then
  echo "misra_test: tags in the code that nothing answers to" >&2
  exit 1
fi
grep '^misra-c2012-' "$TEST_TMPDIR/found" >"$TEST_TMPDIR/rules"

# RULE BP TEXT, as found and as listed; a rule that is kept is listed with neither.
awk '{ sub(/^misra-c2012-/, "", $1); part = $2 ~ /^src\/text\// ? "text" : "bp"; n[$1 " " part]++; rule[$1] }
  END { for (r in rule) print r, n[r " bp"] + 0, n[r " text"] + 0 }' "$TEST_TMPDIR/rules" | sort >"$TEST_TMPDIR/is"
awk -F ' *[|] *' '$2 ~ /^[0-9]+\.[0-9]+$/ && $6 + $7 > 0 { print $2, $6 + 0, $7 + 0 }' "$matrix" | sort >"$TEST_TMPDIR/listed"
[ -s "$TEST_TMPDIR/listed" ]
if ! diff "$TEST_TMPDIR/listed" "$TEST_TMPDIR/is" >"$TEST_TMPDIR/diff"; then
  echo "misra_test: rule, places in src/bp, places in src/text: < $matrix, > found:" >&2
  cat "$TEST_TMPDIR/diff" >&2
  for rule in $(sed -n 's/^> \([0-9.]*\) .*/\1/p' "$TEST_TMPDIR/diff"); do
    sed -n "/^misra-c2012-$rule /p" "$TEST_TMPDIR/rules" | head -n 200 >&2
  done
  exit 1
fi

# Each tag is listed as one, each row has its category, who looks, and a reason where it is not kept.
grep -rhoE 'cppcheck-suppress misra-c2012-[0-9.]+' $(find -L src/bp src/text -name '*.[ch]') | sed 's/.*-//' | sort | uniq -c |
  awk '{ print $2, $1 }' | sort >"$TEST_TMPDIR/tags"
awk -F ' *[|] *' '$2 ~ /^[0-9]+\.[0-9]+$/ && match($8, /^tagged: [0-9]+/) { split($8, words, /[: ;]+/); print $2, words[2] }' "$matrix" |
  sort >"$TEST_TMPDIR/listed_tags"
diff "$TEST_TMPDIR/listed_tags" "$TEST_TMPDIR/tags" >&2 || {
  echo "misra_test: tags in the code, rule and number: < $matrix, > found" >&2
  exit 1
}
awk -F ' *[|] *' '$2 ~ /^[0-9]+\.[0-9]+$/ {
    rows++
    if ($3 !~ /^(mandatory|required|advisory)$/ || $4 == "" || $5 == "" || ($6 + $7 > 0 && $8 == "") || ($3 == "mandatory" && $6 + $7 > 0)) {
      print "misra_test: " FILENAME ":" FNR ": a row lacks something: " $0; bad = 1
    }
    if (seen[$2]++) { print "misra_test: " FILENAME ":" FNR ": a second row for " $2; bad = 1 }
  }
  END { if (rows < 150) { print "misra_test: only " rows " rules"; bad = 1 } exit bad }' "$matrix" >&2
