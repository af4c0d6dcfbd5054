#!/bin/bash
# clang-tidy has nothing to say about the sources. The checks are in .clang-tidy.
set -euo pipefail

analyse() {
  local log=$TEST_TMPDIR/log
  if ! clang-tidy --quiet "${@:2}" -- -std=c90 -ffp-contract=off -I. $1 >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
  fi
}

mapfile -t trainer < <(find -L src/bp -name '*.c')
mapfile -t others < <(find -L src -name '*.c' -not -path 'src/bp/*')
[ ${#trainer[@]} -eq 0 ] || analyse "" "${trainer[@]}"
analyse "-D_POSIX_C_SOURCE=200809L -Dinline=__inline__" "${others[@]}"
