#!/bin/bash
# tools/setup, with stand-ins for dpkg and apt: it installs what is missing, does nothing the second time, and says
# clearly what it cannot do.
set -euo pipefail

fake=$TEST_TMPDIR/bin
export STATE=$TEST_TMPDIR/state
mkdir -p "$fake" "$STATE"

# fake_command NAME: a stand-in whose script is read from standard input.
fake_command() {
  { echo '#!/bin/sh'; cat; } >"$fake/$1"
  chmod +x "$fake/$1"
}
fake_command dpkg-query <<'END'
# Like the real one: a line for each package that is there, a failure if one is not.
while [ $# -gt 0 ] && [ "$1" != -f ]; do shift; done
shift 2
status=0
for package in "$@"; do
  if grep -qx "$package" "$STATE/installed"; then
    echo "installed $package"
  else
    status=1
  fi
done
exit $status
END
fake_command apt-get <<'END'
echo "$*" >>"$STATE/calls"
[ "$DEBIAN_FRONTEND" = noninteractive ] || exit 1
case " $* " in
  *" update "*)
    [ ! -e "$STATE/no-network" ]
    ;;
  *" install "*)
    [ ! -e "$STATE/no-package" ] || exit 100
    while [ "$1" != --no-install-recommends ]; do shift; done
    shift
    printf '%s\n' "$@" >>"$STATE/installed"
    ;;
esac
END
fake_command id <<<'cat "$STATE/uid"'
fake_command sudo <<'END'
[ ! -e "$STATE/no-sudo" ] || exit 1
echo sudo >>"$STATE/calls"
[ "$1" = -n ] && shift
exec "$@"
END
fake_command sleep <<<''
PATH=$fake:$PATH

# begin: a machine with nothing installed, as root.
begin() {
  rm -rf "$STATE"
  mkdir "$STATE"
  : >"$STATE/installed"
  : >"$STATE/calls"
  echo 0 >"$STATE/uid"
}
# expect STATUS PATTERN COMMAND...
expect() {
  local status=0 said
  said=$("${@:3}" 2>&1 </dev/null) || status=$?
  if [ $status -ne "$1" ] || ! grep -q -- "$2" <<<"$said"; then
    echo "${*:3}: expected exit code $1 and \"$2\", found $status and \"$said\"" >&2
    exit 1
  fi
}
# calls N PATTERN: apt-get and sudo were called N times with words like that.
calls() {
  local n
  n=$(grep -cE -- "$2" "$STATE/calls" || :)
  if [ "$n" -ne "$1" ]; then
    echo "expected $1 calls with \"$2\", found $n in:" >&2
    cat "$STATE/calls" >&2
    exit 1
  fi
}

begin
expect 0 'setup: installing .*bazel-bootstrap' tools/setup
calls 1 update
calls 1 'install .*bazel-bootstrap'
calls 0 'libcmocka-dev'
: >"$STATE/calls"
expect 0 'nothing to do' tools/setup build
calls 0 .

expect 0 'setup: installing .*libcmocka-dev' tools/setup test
calls 1 'install .*libcmocka-dev'
calls 0 'install .*bazel-bootstrap'
: >"$STATE/calls"
expect 0 'nothing to do' tools/setup test
expect 0 'nothing to do' tools/setup build test
calls 0 .

# The benchmark's peers come when they are asked for.
calls 0 'libfann2'
expect 0 'setup: installing .*libfann2' tools/setup bench
calls 1 'install .*libfann2'
: >"$STATE/calls"
expect 0 'nothing to do' tools/setup test bench
calls 0 .
begin
expect 0 'setup: installing .*bazel-bootstrap.*libcmocka-dev.*libfann2' tools/setup test bench
calls 0 'octave'
expect 0 'setup: installing .*octave' tools/setup peers
calls 0 'install .*libcmocka-dev.*octave'
: >"$STATE/calls"
expect 0 'nothing to do' tools/setup peers test
begin
expect 0 'setup: installing .*libcmocka-dev' tools/setup test
calls 0 'libfann2'

begin
: >"$STATE/no-network"
expect 0 'could not be brought up to date' tools/setup
calls 2 update
calls 1 install

begin
: >"$STATE/no-package"
expect 1 'could not install all of: .*gcc' tools/setup

begin
echo 1000 >"$STATE/uid"
expect 0 'done' tools/setup
calls 3 sudo

begin
echo 1000 >"$STATE/uid"
: >"$STATE/no-sudo"
expect 1 'neither root nor sudo .*bazel-bootstrap' tools/setup
calls 0 .

expect 2 'unknown set "tests"' tools/setup tests
