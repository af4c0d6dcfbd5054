#!/bin/bash
# Which lines, branches and conditions (MC/DC) of the program its tests execute: bazel run //tests/coverage -- [OPTION]...
set -euo pipefail
export LC_ALL=C

help() {
  cat <<'END'
Usage: bazel run //tests/coverage -- [OPTION]...

Builds the program with clang 19 and its counters, runs the unit tests, the tests of the command line and what fuzzing
has kept, and prints for every source: its lines, branches and conditions, how many of them are covered, and what is not.

  --json FILE    writes the same as JSON; "-" is the standard output, which then has nothing else
  --store        writes spec/figures/coverage.json, which bazel run //tests:figures shows
  --gaps         lists every line and condition that is not covered; without it, those that have to be
  --keep FOLDER  leaves the build and the counts there: llvm-cov-19 shows more of them
  --jobs N       compilers at once; 2 unless said
  --help         this text

src/bp and src/text have to be covered whole, lines and conditions, but for what tests/coverage/justified.txt names;
of the lines of the rest at least 95 % have to be. Exit codes: 0 so it is, 1 it is not, or a test failed, 2 wrong usage.
END
}
usage() {
  echo "coverage: $1; see --help" >&2
  exit 2
}
place() {
  case $1 in
    /* | -) echo "$1" ;;
    *) echo "${BUILD_WORKING_DIRECTORY:-$PWD}/$1" ;;
  esac
}
json= store= gaps= work= jobs=2
while [ $# -gt 0 ]; do
  case $1 in
    --help)
      help
      exit 0
      ;;
    --store) store=1 ;;
    --gaps) gaps=--gaps ;;
    --json | --keep | --jobs)
      [ $# -ge 2 ] || usage "$1 needs a value"
      case $1 in
        --json) json=$(place "$2") ;;
        --keep) work=$(place "$2") ;;
        --jobs) jobs=$2 ;;
      esac
      shift
      ;;
    *) usage "unknown option \"$1\"" ;;
  esac
  shift
done
[[ $jobs =~ ^[1-9][0-9]?$ ]] || usage "--jobs: found \"$jobs\"; accepted: 1 to 99"
for tool in clang-19 llvm-cov-19 llvm-profdata-19; do
  command -v "$tool" >/dev/null || usage "$tool is not installed; tools/setup test installs it"
done
root=${BUILD_WORKSPACE_DIRECTORY:-}
[ -z "$store" ] || [ -n "$root" ] || usage "--store: run it as bazel run //tests/coverage -- --store"
if [ -z "$work" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi
mkdir -p "$work" || exit 2
rm -rf "$work"/{counts,src,main,fuzz,other,bin}

. tests/coverage/build.sh
. tests/coverage/run.sh
tell() {
  echo "coverage: $1" >&2
}
tell "building the program"
build_program
build_others
run_all

llvm-profdata-19 merge --sparse "$work"/counts/*.profraw -o "$work/counts.profdata"
for format in text lcov; do
  llvm-cov-19 export "$work/bin/bpref" -object "$work/bin/bpref-mpi" -instr-profile="$work/counts.profdata" \
    -format=$format >"$work/export.$format"
done
code=0
tests/coverage/report.py "$work/export.text" "$work/export.lcov" tests/coverage/justified.txt $gaps \
  --json "$work/report.json" >"$work/report.txt" || code=$?
if [ "$json" = - ]; then
  cat "$work/report.json"
else
  cat "$work/report.txt"
  [ -z "$json" ] || cp "$work/report.json" "$json"
fi
if [ -n "$store" ]; then
  jq '{figures: {goals_met, totals}, summary}' "$work/report.json" |
    tests/store.sh "$root" coverage 'bazel run //tests/coverage -- --store' src tests/coverage
fi
exit $code
