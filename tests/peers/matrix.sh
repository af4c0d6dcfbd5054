#!/bin/sh
# bazel run //tests/peers:matrix -- [--out FOLDER] [--readme FILE] [--check] [--only NAME,...]
# Paths are those of whoever calls.
set -eu
root=$PWD
cd "${BUILD_WORKING_DIRECTORY:-.}"
PYTHONDONTWRITEBYTECODE=1 exec /usr/bin/python3 "$root/tests/peers/matrix.py" --bpref "$root/src/cli/bpref" "$@"
