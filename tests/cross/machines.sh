#!/bin/sh
# bazel run //tests/cross:machines -- [OPTION]...; --help says more. Paths are those of whoever calls.
set -eu
run() {
  PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 tests/cross/machines.py --bpref "$PWD/src/cli/bpref" "$@"
}
store=
for argument; do
  [ "$argument" != --store ] || store=yes
done
if [ -z "$store" ]; then
  run "$@"
  exit
fi
root=${BUILD_WORKSPACE_DIRECTORY:-}
[ -n "$root" ] || {
  echo "machines: --store: run it as bazel run //tests/cross:machines -- --store" >&2
  exit 2
}
kept=$(mktemp)
trap 'rm -f "$kept" "$kept.new"' EXIT
jq -e .figures "$root/spec/figures/platforms.json" >"$kept" 2>/dev/null || rm -f "$kept"
code=0
for argument; do
  shift
  [ "$argument" = --store ] || set -- "$@" "$argument"
done
run "$@" --update --json "$kept" || code=$?
[ $code -eq 2 ] || jq '{summary: [.sentence], figures: .}' "$kept" |
  tests/store.sh "$root" platforms 'bazel run //tests/cross:machines -- --store' src tests/cross
exit $code
