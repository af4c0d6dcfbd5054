#!/bin/bash
# test.sh PROGRAM [ARGUMENT]: runs it in a copy of the files it reads, with a home of its own.
set -euo pipefail
mkdir -p "$TEST_TMPDIR/home" "$TEST_TMPDIR/tree"
export HOME=$TEST_TMPDIR/home PYTHONDONTWRITEBYTECODE=1
cp -rL proofs src "$TEST_TMPDIR/tree/"
exec "$TEST_TMPDIR/tree/$1" ${2:+"$2"}
