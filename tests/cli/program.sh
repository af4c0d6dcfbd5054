# Sourced by the tests of the program: where it is, a folder to work in, and what to expect of a run.
set -euo pipefail
bpref=${BPREF:-$PWD/src/cli/bpref}
cd "$TEST_TMPDIR"

fail() {
  echo "$*" >&2
  exit 1
}

# expect CODE COMMAND...: runs it; its exit code must be that. Output is in the files out and err.
expect() {
  local code=$1 status=0
  shift
  "$@" >out 2>err || status=$?
  if [ "$status" -ne "$code" ]; then
    cat out err >&2
    fail "expected exit code $code, found $status: $*"
  fi
}

# says PATTERN: the last run said something like that on its standard error.
says() {
  grep -q -e "$1" err || fail "expected \"$1\" on the standard error, found \"$(cat err)\""
}

# prints PATTERN: the same for the standard output.
prints() {
  grep -q -e "$1" out || fail "expected \"$1\" on the standard output, found \"$(cat out)\""
}

# lacks PATTERN FILE: no line of it is like that.
lacks() {
  if grep -q -e "$1" "$2"; then
    fail "unexpected \"$1\" in $2: $(cat -v "$2")"
  fi
}

# holds FILTER: a jq filter is true of the JSON that the last run printed.
holds() {
  jq -e "$1" out >/dev/null || fail "not true: $1, of $(cat out)"
}

# refused PATTERN ARGUMENT...: bpref says so, with exit code 2 and nothing on the standard output.
refused() {
  expect 2 "$bpref" "${@:2}"
  says "$1"
  [ ! -s out ] || fail "printed although refused: $(cat out)"
}
