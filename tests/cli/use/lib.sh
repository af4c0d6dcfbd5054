# What the tests of the commands that use a network share. The first argument of a test is the
# program; it is run as `bpref`.
set -euo pipefail

program=$(realpath "$1")
work=$(mktemp -d "${TEST_TMPDIR:-/tmp}/use.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'echo "FAILED: $0, line $LINENO: $BASH_COMMAND" >&2' ERR
export LC_ALL=C

bpref() {
  "$program" "$@"
}

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# expect CODE WORDS COMMAND...: bpref COMMAND ends with CODE; if that is not 0, it says WORDS (a basic regular
# expression) in one line of the standard error that begins with "bpref: ". Both outputs stay in $work/out, $work/err.
expect() {
  local code=$1 words=$2 found=0
  shift 2
  "$program" "$@" >"$work/out" 2>"$work/err" </dev/null || found=$?
  if [ "$found" -ne "$code" ]; then
    cat "$work/out" "$work/err" >&2
    fail "bpref $*: exit code $found, not $code"
  fi
  if [ "$code" -eq 2 ]; then
    [ ! -s "$work/out" ] || fail "bpref $*: refused, yet wrote to the standard output"
    grep -q "^bpref: .*$words" "$work/err" || fail "bpref $*: '$words' is not in: $(cat "$work/err")"
  fi
}

# holds JQ FILE: the jq expression is true of the JSON in the file.
holds() {
  jq -e "$1" "$2" >/dev/null || fail "not so: $1, in: $(jq -c . "$2" | head -c 2000)"
}

# says WORDS FILE
says() {
  grep -q -e "$1" "$2" || fail "'$1' is not in: $(cat "$2")"
}

# train NAME ARGUMENT...: $work/NAME.net
train() {
  local name=$1
  shift
  bpref train "$@" --out "$work/$name.net" --quiet || fail "bpref train $*"
}
