#!/bin/bash
# clang-tidy has nothing to say about the sources. The checks are in .clang-tidy.
set -euo pipefail

# analyse OPTIONS: the sources named on standard input, one by one: over several files the analyser loses track
# of va_start. Speaks only of what it finds.
analyse() {
  xargs -r -n 1 -P 2 bash -c '
    clang-tidy --quiet "$@" -- -std=c90 -ffp-contract=off -I. $0 >"$TEST_TMPDIR/$$" 2>&1 || {
      grep -v "warnings\? generated\.$" "$TEST_TMPDIR/$$" >&2
      exit 1
    }' "$1"
}

find -L src/bp -name '*.c' | analyse "-ffreestanding"
find -L src fuzz -name '*.c' -not -path 'src/bp/*' | analyse "-D_POSIX_C_SOURCE=200809L -Dinline=__inline__ -DBP_ISA_X86_64"
