#!/bin/sh
# bazel run //tests/eacsl -- [OPTION]...; --help says more.
set -eu
PYTHONDONTWRITEBYTECODE=1 exec /usr/bin/python3 tests/eacsl/eacsl.py "$@"
