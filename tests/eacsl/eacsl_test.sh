#!/bin/bash
# Planted violations are found, and none is where nothing is planted.
set -euo pipefail
out=$TEST_TMPDIR/result.json

eacsl() { # exit code, arguments...
  local code=$1 status=0
  shift
  tests/eacsl/eacsl.sh --json "$out" "$@" >"$TEST_TMPDIR/said" 2>&1 || status=$?
  [ "$status" -eq "$code" ] || {
    cat "$TEST_TMPDIR/said" >&2
    echo "expected exit code $code, found $status: $*" >&2
    exit 1
  }
}
holds() {
  jq -e "$1" "$out" >/dev/null || {
    jq . "$out" >&2
    echo "not true: $1" >&2
    exit 1
  }
}

eacsl 2 --file src/bp/nothing.c
eacsl 2 --only everything

# The sources that Frama-C is quick with, and the tests that they are quick in.
files= tests=
for name in bp/activation bp/initial bp/layer bp/narrow bp/network bp/panel bp/random bp/range bp/status text/crc text/number text/utf8; do
  files="$files --file src/$name.c"
done
for name in bp/status bp/range bp/network bp/equations bp/pass bp/random text/formats text/number; do
  tests="$tests --test tests/${name}_test.c"
done
# shellcheck disable=SC2086 # one argument a word
eacsl 0 --only canaries --only tests $files $tests
holds '.canaries == (.found | length) and .canaries >= 6'
holds '[.tests[] | select(.passed)] | length == 8'
holds '.modules | length == 12'
holds '[.modules[] | select(.checked == 0 or .violations > 0)] == []'
holds '[.modules[].evaluated] | add > 250'
holds '[.modules[].left_out.other // 0] | add <= 1'
