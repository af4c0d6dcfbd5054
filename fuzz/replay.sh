#!/bin/bash
# Replays inputs of a harness under sanitizers: bazel run //fuzz:replay -- HARNESS FILE...
set -euo pipefail
. fuzz/common.sh
if [ $# -lt 2 ] || ! is_harness "$1"; then
  echo "usage: bazel run //fuzz:replay -- HARNESS FILE...; harnesses: $harnesses" >&2
  exit 2
fi
program=$PWD/fuzz/replay.out/$1
shift
cd "${BUILD_WORKING_DIRECTORY:-.}"
"$program" "$@"
echo "$# replayed, nothing found"
