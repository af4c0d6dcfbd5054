#!/bin/sh
# bazel run //tests/mutation -- [OPTION]...; --help says more.
set -eu
PYTHONDONTWRITEBYTECODE=1 exec /usr/bin/python3 tests/mutation/mutation.py "$@"
