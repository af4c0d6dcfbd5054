#!/bin/bash
# `bpref verify`, with children that do not behave: the exit code, in time, and nothing left behind. tests/cross runs it with
# sanitizers. hostile_test.sh BPREF HOSTILE
. tests/cli/use/lib.sh
hostile=$(realpath "$2")

breaks() {
  local code=$1 words=$2 start=$SECONDS
  shift 2
  expect "$code" '' verify --timeout 1 --filter exact.01,exact.02 "$@"
  says "$words" "$work/out"
  [ $((SECONDS - start)) -lt 30 ] || fail "took $((SECONDS - start)) s: $*"
}
for jobs in 1 2; do
  breaks 3 'found ".x01' --impl "$hostile garbage" --jobs $jobs
  breaks 3 'line that is too long' --impl "$hostile endless" --jobs $jobs
  breaks 3 'did not answer in time' --impl "$hostile hang" --jobs $jobs
  breaks 3 'signal 11' --impl "$hostile crash" --jobs $jobs
done
breaks 3 'did not answer in time' --impl "$hostile lines"
breaks 3 'each row once' --impl "$hostile million"
breaks 3 'did not answer in time' --impl "$hostile slow"
breaks 3 'signal 11' --impl "$hostile early"
breaks 3 'accepted: case or answer' --impl "$hostile unasked"
breaks 3 'exit code 7' --impl "$hostile exit"
says 'no more of this' "$work/out"
breaks 3 'closed its' --impl "$hostile leave"
breaks 3 'closed its' --impl "$hostile close"
breaks 3 'closed its' --impl "$hostile deaf"
breaks 3 'was asked' --impl "$hostile another"
breaks 3 'accepted: an answer' --impl "$hostile case"
breaks 3 'did not answer in time' --impl "$hostile stays"
breaks 3 'did not answer in time' --impl "$hostile silent"
breaks 3 'more than it was asked' --impl "$hostile last"
breaks 3 'after the last case: ended with exit code 3' --impl "$hostile ends-badly"
breaks 1 'not-finite' --impl "$hostile nan"
expect 3 '' verify --impl "$hostile crash" --json --filter exact
holds '.outcome == "crashed" and .counts.crashed == 12 and (.broken | contains("signal 11"))' "$work/out"
expect 2 'cannot be started' verify --impl no-such-program
expect 2 'quote that is not closed' verify --impl "'x"
expect 3 '' verify --impl "sh -c 'exit 9'" --filter exact.01
says 'exit code 9' "$work/out"
