#!/bin/bash
# The sessions that the README shows: each command is run, and prints what is shown but for the times.
set -euo pipefail
readme=$PWD/README.md
PATH=$PWD/src/cli:$PATH
cd "$TEST_TMPDIR"

awk '/^```console$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$readme" >shown
[ -s shown ] || { echo "the README shows no session" >&2; exit 1; }
while IFS= read -r line; do
  case $line in
    '$ '*)
      printf '%s\n' "$line"
      bash -c "${line#??}" 2>&1
      ;;
  esac
done <shown >found

steady='s/([0-9.]* s)$/(TIME)/'
diff <(sed "$steady" shown) <(sed "$steady" found)
