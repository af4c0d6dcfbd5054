#!/bin/bash
# Every seed and every regression passes its harness, under gcc's sanitizers, with no memory left behind.
set -euo pipefail
. fuzz/common.sh

failed=0
for harness in $harnesses; do
  inputs "$harness" "$TEST_TMPDIR/$harness"
  files=("$TEST_TMPDIR/$harness"/*)
  [ ${#files[@]} -ge 3 ]
  if "fuzz/replay.out/$harness" "${files[@]}"; then
    echo "$harness: ${#files[@]} files"
    continue
  fi
  failed=1
  for file in "${files[@]}"; do
    "fuzz/replay.out/$harness" "$file" >/dev/null 2>&1 || echo "$harness: fails: ${file##*/}" >&2
  done
done
exit $failed
