#!/bin/bash
# `bpref verify`, with children that behave: verify_test.sh BPREF PLAIN
. tests/cli/use/lib.sh
plain=$(realpath "$2")

# A right implementation, in one and several processes, passes whole.
expect 0 '' verify --impl "$plain"
says '^plain C, double, f64, on' "$work/out"
says '^pass: ' "$work/out"
cp "$work/out" "$work/alone"
expect 0 '' verify --impl "$plain" --jobs 3
diff "$work/alone" "$work/out"
expect 0 '' verify --impl "$plain f32"
says '^plain C, float, f32' "$work/out"
expect 0 '' verify --reference --filter 'exact,steps*'
says '^pass: 21 passed' "$work/out"

# A wrong one: single precision for double.
expect 1 '' verify --impl "$plain f32" --class f64
says 'looks like  single' "$work/out"
says '^fail: ' "$work/out"
expect 1 '' verify --impl "$plain f32" --class f64 --json
holds '.outcome == "fail" and .class == "f64" and .recognised[0].name == "single"' "$work/out"
holds '.counts.fail > 90 and (.cases | length) == (.counts | add)' "$work/out"
holds '.first.first.local and (.first.first.equation | startswith("EQ-"))' "$work/out"
expect 1 '' verify --impl "$plain f32" --class f64 --jobs 2 --json
holds '.counts.fail > 90 and .recognised[0].name == "single"' "$work/out"
expect 1 '' verify --impl "$plain f32" --class f64 --tap
says '^TAP version 14$' "$work/out"
says '^not ok .*ordinary.01$' "$work/out"
[ "$(sed -n 's/^1\.\.//p' "$work/out")" -eq "$(grep -cE '^(not )?ok [0-9]+ - ' "$work/out")" ] || fail "the plan"
expect 1 '' verify --impl "$plain f32" --class f64 --junit
/usr/bin/python3 - "$work/out" <<'END'
import sys
import xml.etree.ElementTree as tree
suite = tree.parse(sys.argv[1]).getroot()[0]
assert len(suite) == int(suite.get("tests"))
assert len(suite.findall("testcase/failure")) == int(suite.get("failures")) > 90
END

# How far off what is learnt is.
expect 0 '' verify --impl "$plain" --filter 'exact,deep'
says '^changes of the first update, over the right ones: 1 to 1 (' "$work/out"
bpref vectors answer --filter exact,deep | sed '1a scale 3ff0000000000000' >"$work/sum.bpv"
expect 1 '' verify --answers "$work/sum.bpv" --filter exact,deep --json
holds '.changes.measured > 100 and ([.changes.least, .changes.most] | map(. - 0.5 | fabs < 1e-3) | all)' "$work/out"
holds '[.cases[] | select(.changes) | .changes.most] | length > 10 and max < 0.501' "$work/out"
expect 0 '' verify --impl "$plain" --level 0 --json
holds 'has("changes") | not' "$work/out"

# What is declared is what counts: other answers are then right. Its lines come in this order.
for dialect in 'scale outputs' 'scale half-outputs' 'reduce mean' 'reduce sum' 'bias -1' 'order after'; do
  bpref vectors answer --filter exact,batch | sed "1a $dialect" >"$work/dialect.bpv"
  expect 1 '' verify --answers "$work/dialect.bpv" --filter exact,batch
done
bpref vectors answer --filter exact | sed '1a class f64\nulps 8\nscale asked\nmomentum average\nbatch 1' >"$work/dialect.bpv"
expect 0 '' verify --answers "$work/dialect.bpv" --filter exact

# Levels: what is above is not judged.
expect 0 '' verify --impl "$plain" --level 1 --json
holds '.quantities.delta.reported == 0 and .quantities.w_new.reported > 1000 and .level == 1' "$work/out"

# Answers in files.
bpref vectors answer --filter exact,batch >"$work/answers.bpv"
expect 0 '' verify --answers "$work/answers.bpv" --filter exact,batch
expect 0 '' verify --answers "$work/answers.bpv"
says 'unjudged' "$work/out"
# With a filter only what is meant is judged, and asked for: answers to other cases may be there, wrong ones too, and
# those that are not there are not missed.
expect 0 '' verify --answers "$work/answers.bpv" --filter exact
says '^pass: 12 passed, 0 failed, 0 skipped, 0 unjudged' "$work/out"
expect 0 '' verify --answers "$work/answers.bpv" --filter 'exact.0?' --json
holds '.counts.pass == 9 and (.cases | length) == 9' "$work/out"
sed 's/^\(w_new 1 1 1\) ./\1 4/' "$work/answers.bpv" | sed '/^answer exact/,/^end$/d' >"$work/batch.bpv"
bpref vectors answer --filter exact | sed '/^bpv 1$/,/^end$/d' >>"$work/batch.bpv"
expect 1 '' verify --answers "$work/batch.bpv" --filter batch
expect 0 '' verify --answers "$work/batch.bpv" --filter exact
says '^pass: 12 passed' "$work/out"
expect 4 '' verify --answers "$work/answers.bpv" --filter steps
says '^nothing judged: 0 passed, 0 failed, 0 skipped, 9 unjudged' "$work/out"
expect 0 '' verify --answers "$work/answers.bpv" --filter slope-of-input,batch
says '^pass: ' "$work/out"
expect 2 'no case has' verify --answers "$work/answers.bpv" --filter nothing
{ cat "$work/answers.bpv"; printf 'answer exact.01\nend\n'; } >"$work/twice.bpv"
expect 3 '' verify --answers "$work/twice.bpv" --filter batch
says 'has not been answered' "$work/err"
sed 's/^\(w_new 1 1 1\) ./\1 4/' "$work/answers.bpv" >"$work/wrong.bpv"
expect 1 '' verify --answers "$work/wrong.bpv" --filter exact,batch
says 'w_new' "$work/out"
head -c 5000 "$work/answers.bpv" >"$work/cut.bpv"
expect 3 '' verify --answers "$work/cut.bpv"
says 'cut.bpv' "$work/err"
printf 'bpv 1\nend\nanswer exact.99\nend\n' >"$work/other.bpv"
expect 3 '' verify --answers "$work/other.bpv"
says 'has not been answered' "$work/err"
printf 'bpv 1\nend\n' >"$work/none.bpv"
expect 4 '' verify --answers "$work/none.bpv"
says '^nothing judged: ' "$work/out"
printf 'bpv 1\nend\nanswer exact.01\nend\n' >"$work/empty.bpv"
expect 4 '' verify --answers "$work/empty.bpv" --filter exact.01
expect 2 'cannot open' verify --answers "$work/missing.bpv"

# Usage.
expect 2 'needs one of' verify
expect 2 'needs one of' verify --reference --impl x
expect 2 'only one of' verify --reference --json --tap
expect 2 'no case has' verify --reference --filter nothing
expect 2 'accepted: f64' verify --reference --class f80
expect 2 'cannot open' verify --reference --vectors "$work/missing"
bpref verify --help >"$work/out"
says 'crashed, hung' "$work/out"
[ -z "$(bpref verify --reference >/dev/full 2>&1 | grep -v 'cannot write')" ] || fail "a full disk"
