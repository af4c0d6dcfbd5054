#!/bin/sh
# bazel run //tests/cross:machines -- [OPTION]...; --help says more. Paths are those of whoever calls.
set -eu
PYTHONDONTWRITEBYTECODE=1 exec /usr/bin/python3 tests/cross/machines.py --bpref "$PWD/src/cli/bpref" "$@"
