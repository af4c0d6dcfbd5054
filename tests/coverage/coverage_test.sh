#!/bin/bash
# The goals of coverage are met; and the report says so when they are not.
set -euo pipefail
work=$TEST_TMPDIR/work
tests/coverage/coverage.sh --keep "$work" --json "$TEST_TMPDIR/coverage.json" >"$TEST_TMPDIR/table" || {
  cat "$TEST_TMPDIR/table" >&2
  exit 1
}
sed -n '/^$/,$p' "$TEST_TMPDIR/table"
[ -z "${TEST_UNDECLARED_OUTPUTS_DIR:-}" ] || cp "$TEST_TMPDIR/coverage.json" "$TEST_TMPDIR/table" "$TEST_UNDECLARED_OUTPUTS_DIR"
jq -e '.goals_met and (.totals | keys == ["rest", "src/bp", "src/text"]) and (.files | length > 150) and
  all(.totals[].mcdc; .count > 300 and .covered > .count / 2)' "$TEST_TMPDIR/coverage.json" >/dev/null

# report CODE WORDS JUSTIFIED [EDIT]: of the same counts, edited by a jq filter.
report() {
  local code=0
  jq -c "${4:-.}" "$work/export.text" >"$TEST_TMPDIR/export.text"
  tests/coverage/report.py "$TEST_TMPDIR/export.text" "$work/export.lcov" "$3" >"$TEST_TMPDIR/out" 2>&1 || code=$?
  if [ $code -ne "$1" ] || ! grep -qF -- "$2" "$TEST_TMPDIR/out"; then
    echo "report: exit code $code, not $1, or \"$2\" is missing:" >&2
    tail -n 20 "$TEST_TMPDIR/out" >&2
    exit 1
  fi
}
list=tests/coverage/justified.txt
edited=$TEST_TMPDIR/justified.txt
report 0 'src/bp' $list
# What is neither covered nor named.
sed '/^src\/bp\/update.c/,/because/d' $list >"$edited"
report 1 'not covered: src/bp/update.c:' "$edited"
# What is named and covered after all, or not there.
{ cat $list && printf 'src/bp/update.c:step_part\n  condition status == BP_OK\n  because it is not so\n'; } >"$edited"
report 1 'covered after all, or not there' "$edited"
# A condition of one, of two, that stays without effect; a line of the rest.
report 1 'not covered: src/bp/range.c:' $list '(.data[0].functions[] | select(.name == "bp_range_holds") | .mcdc_records[0][6][1]) = false'
report 1 'never false' $list '(.data[0].functions[] | select(.name == "bp_trainer_epoch") | .branches[][5]) = 0'
sed '/^SF:.*src\/cli\//,/^end_of_record/s/^\(DA:[0-9]*\),.*/\1,0/' "$work/export.lcov" >"$work/less.lcov"
mv "$work/less.lcov" "$work/export.lcov"
report 1 'of the lines of the rest are covered, fewer than 95 %' $list
# A list that is malformed.
echo 'src/bp/update.c' >"$edited"
report 2 'accepted: FILE:FUNCTION' "$edited"
printf 'src/cli/main.c:main\n  line x\n  because y\n' >"$edited"
report 2 'only what is to be covered whole' "$edited"
printf 'src/bp/update.c:step_part\n  line x\n' >"$edited"
report 2 'has no reason' "$edited"

# usage WORDS OPTION...
usage() {
  local code=0
  tests/coverage/coverage.sh "${@:2}" >"$TEST_TMPDIR/out" 2>&1 || code=$?
  [ $code -eq 2 ] && grep -qF -- "$1" "$TEST_TMPDIR/out" || {
    cat "$TEST_TMPDIR/out" >&2
    exit 1
  }
}
usage 'unknown option "--js"' --js
usage 'needs a value' --json
usage 'accepted: 1 to 99' --jobs 0
usage 'run it as bazel run' --store
tests/coverage/coverage.sh --help | grep -q -- '--gaps'
