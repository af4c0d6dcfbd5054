#!/bin/bash
# Other people's gradients: NumPy, PyTorch and C, right and wrong; and peers that misbehave:
# examples_test.sh BPREF C_MODEL POINT_PEER
. "tests/cli/use/lib.sh"
here=$PWD/tests/gradcheck/examples
c=$(realpath "$2")
peer=$(realpath "$3")
cd "$work"
export PYTHONDONTWRITEBYTECODE=1

[ "$("$c")" = 'pass: agrees within the tolerance; 4 of 4 passed' ]
if out=$("$c" wrong); then fail "a wrong gradient in C passes"; fi
[ "${out%%:*}" = fail ]

# PyTorch takes its time to start where others are at work. MODELS are those to run, all unless it is set.
for model in ${MODELS:-numpy torch}; do
  command="/usr/bin/python3 $here/${model}_model.py"
  expect 0 '' gradcheck --impl "$command" --timeout 250
  says '^pass: agrees within the tolerance$' out
  expect 1 '' gradcheck --impl "$command wrong" --timeout 250
  says '^fail: differs by more than the tolerance$' out
done
command="/usr/bin/python3 $here/numpy_model.py"
bpref gradcheck --impl "$command" --verbose --json >numpy.json
holds '.counts.checked == 43 and .weights_in_net == 43 and .counts.failed == 0 and .oracle == null' numpy.json
bpref gradcheck --impl "$command" --verbose --json --jobs 2 | cmp - numpy.json || fail "two processes differ"
expect 1 '' gradcheck --impl "$command wrong" --directions 4
expect 0 '' gradcheck --impl "$command" --directions 4 --seed 3
says 'along 4 random directions, .* seed 3$' out
expect 1 '' gradcheck --impl "$command wrong" --sweep worst
says 'law: the difference stays as it is: the gradient is wrong' out

expect 0 '' gradcheck --impl "$peer"
expect 1 '' gradcheck --impl "$peer wrong"
says '^Worst: variable 2, w = ' out
expect 4 '' gradcheck --impl "$peer constant"
says 'every gradient is zero' out
expect 1 '' gradcheck --impl "$peer nan"
says '^fail: the error function is NaN or infinite$' out
for jobs in 1 2; do
  for mode in crash garbage short silent stranger; do
    expect 3 '' gradcheck --impl "$peer $mode" --jobs $jobs
    says "^bpref: --impl " err
  done
  start=$SECONDS
  expect 3 '' gradcheck --impl "$peer hang" --timeout 0.5 --jobs $jobs
  [ $((SECONDS - start)) -lt 30 ] || fail "$((SECONDS - start)) s for a peer that hangs, with --jobs $jobs"
done
expect 3 'killed\|crash\|signal' gradcheck --impl "$peer crash"
expect 3 '' gradcheck --impl false
expect 2 '' gradcheck --impl ./not-there
expect 2 'does not go with --impl' gradcheck --impl "$peer" --net x.net
expect 2 'does not go with --impl' gradcheck --impl "$peer" --oracle on
expect 2 'needs' gradcheck --net x.net
