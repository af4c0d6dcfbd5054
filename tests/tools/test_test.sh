#!/bin/bash
# tools/test, with a stand-in for Bazel: the closing line and the exit code follow from what Bazel reports.
set -euo pipefail

fake=$TEST_TMPDIR/bin
export STATE=$TEST_TMPDIR/state
mkdir -p "$fake" "$STATE"
cat >"$fake/dpkg-query" <<'END'
#!/bin/sh
shift 3
printf 'installed %s\n' "$@"
END
cat >"$fake/bazel" <<'END'
#!/bin/sh
echo "$*" >>"$STATE/calls"
for argument in "$@"; do
  case $argument in
    --build_event_json_file=*) cp "$STATE/events" "${argument#*=}" ;;
  esac
done
exit "$(cat "$STATE/status")"
END
chmod +x "$fake"/*
PATH=$fake:$PATH

test_target() {
  echo '{"id":{"targetConfigured":{"label":"'"$1"'"}},"configured":{"targetKind":"sh_test rule","testSize":"SMALL"}}'
}
summary() {
  echo '{"id":{"testSummary":{"label":"'"$1"'"}},"testSummary":{"overallStatus":"'"$2"'"}}'
}
broken() {
  echo '{"id":{"targetCompleted":{"label":"'"$1"'"}},"completed":{}}'
}
# expect STATUS LINE BAZEL_STATUS: the events are read from standard input.
expect() {
  local status=0 said
  cat >"$STATE/events"
  echo "$3" >"$STATE/status"
  said=$(CI= tools/test //some:target 2>/dev/null) || status=$?
  if [ $status -ne "$1" ] || [ "$(tail -n 1 <<<"$said")" != "$2" ]; then
    echo "expected exit code $1 and \"$2\", found $status and \"$said\"" >&2
    exit 1
  fi
}

{ test_target //:a && test_target //:b && summary //:a PASSED && summary //:b PASSED; } |
  expect 0 '2 passed, 0 failed' 0
{ test_target //:a && test_target //:b && summary //:a PASSED && summary //:b FAILED; } |
  expect 1 '1 passed, 1 failed' 3
{ test_target //:a && test_target //:b && summary //:a FLAKY && summary //:b TIMEOUT; } |
  expect 1 '0 passed, 2 failed' 3
# A test that did not build is one failure, not two; a library that did not build is one as well.
{ test_target //:a && test_target //:b && summary //:a PASSED && broken //:b && broken //:lib; } |
  expect 1 '1 passed, 2 failed' 1
# A test that never ran.
{ test_target //:a && test_target //:b && summary //:a PASSED; } | expect 1 '1 passed, 1 failed' 1
# All that ran passed, but Bazel was not content.
{ test_target //:a && summary //:a PASSED; } | expect 1 '1 passed, 1 failed' 1
# Nothing ran.
echo '{"id":{"started":{}}}' | expect 1 '0 passed, 1 failed' 0
expect 1 '0 passed, 1 failed' 0 </dev/null
echo 'not JSON' | expect 1 '0 passed, 1 failed' 0

# Without a pattern everything is tested; with one, that.
arguments() {
  : >"$STATE/calls"
  { test_target //:a && summary //:a PASSED; } >"$STATE/events"
  echo 0 >"$STATE/status"
  CI= tools/test "$@" >/dev/null
  tail -n 1 "$STATE/calls"
}
[[ "$(arguments)" == *" //..." ]]
[[ "$(arguments --config=asan)" == *" //... --config=asan" ]]
[[ "$(arguments //src/... --runs_per_test=2)" == *" //src/... --runs_per_test=2" && "$(arguments //src/...)" != *" //... "* ]]
