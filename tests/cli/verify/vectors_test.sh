#!/bin/bash
# `bpref vectors`: vectors_test.sh BPREF SCHEMA TWIN VECTOR...
. tests/cli/use/lib.sh
schema=$(realpath "$2")
twin=$(realpath "$3")
vectors=$(dirname "$(realpath -s "$4")")

# The corpus in the tree is what the program makes, byte for byte, and nothing is wrong with it.
mkdir "$work/made"
bpref vectors make --out "$work/made"
for file in "$vectors"/*.bpv; do
  cmp "$file" "$work/made/$(basename "$file")"
done
[ "$(ls "$work/made" | wc -l)" -eq "$(ls "$vectors"/*.bpv | wc -l)" ] || fail "other files"
expect 0 '' vectors lint "$work/made"
says 'cases, nothing wrong' "$work/out"
expect 0 '' vectors lint "$vectors/exact.bpv" "$vectors/steps.bpv"

# What is wrong is found: a checksum, a decimal, a value expected, a flag.
edit() {
  sed "$1" "$vectors/exact.bpv" >"$work/edited.bpv"
  ! cmp -s "$vectors/exact.bpv" "$work/edited.bpv" || fail "the edit $1 changes nothing"
}
edit 's/^note every.*/note something/'
expect 2 'SHA-256' vectors lint "$work/edited.bpv"
edit '/^sha256/d; s/^eta 3fe0000000000000 # 0.5/eta 3fe0000000000000 # 0.6/'
expect 2 'edited.bpv:.*which its bits denote' vectors lint "$work/edited.bpv"
edit '/^sha256/d; 0,/^f64 y 1 1 3fe0000000000000/s//f64 y 1 1 3fe0000000000001/'
expect 1 '' vectors lint "$work/edited.bpv"
says 'exact.01: 1 expected values for f64' "$work/err"
edit '/^sha256/d; 0,/ sign / s/ sign / /'
expect 1 '' vectors lint "$work/edited.bpv"
says 'differ at sign' "$work/err"
edit '/^sha256/d; s/^case exact.02/case exact.01/'
expect 2 'two cases have the id exact.01' vectors lint "$work/edited.bpv"
head -c 3000 "$vectors/exact.bpv" | sed '/^sha256/d' >"$work/edited.bpv"
expect 2 'edited.bpv' vectors lint "$work/edited.bpv"
expect 2 'cannot open' vectors lint "$work/missing.bpv"
mkdir "$work/empty"
expect 2 'no file of cases' vectors lint "$work/empty"
printf 'bpv 1\nend\ncase x\nwidths 1 16384 16384 1\n' >"$work/edited.bpv"
expect 2 'edited.bpv:5: ' vectors lint "$work/edited.bpv"
printf '\000\001\002' >"$work/edited.bpv"
expect 2 'edited.bpv:1:1: ' vectors lint "$work/edited.bpv"

# Random cases: the seed says which; their files pass, too.
expect 0 '' vectors make --count 20 --seed 5 --out "$work/a.bpv"
expect 0 '' vectors make --count 20 --seed 5 --out "$work/b.bpv"
expect 0 '' vectors make --count 20 --seed 6 --out "$work/c.bpv"
cmp "$work/a.bpv" "$work/b.bpv"
! cmp -s "$work/a.bpv" "$work/c.bpv" || fail "the seed makes no difference"
expect 0 '' vectors lint "$work/a.bpv"
expect 0 '' vectors make --count 3 --shape 4,8:tanh,3:logistic --out "$work/shape.bpv"
[ "$(grep -c '^widths 4 8 3$' "$work/shape.bpv")" -eq 3 ] || fail "not the shape"
for shape in 4 4,8 4,8:softplus 4,0:tanh 4,8:tanh, ,; do
  expect 2 'accepted: inputs' vectors make --count 3 --shape "$shape" --out "$work/shape.bpv"
done
# Straight pieces, which the corpus does not have.
expect 0 '' vectors make --count 20 --shape 4,8:relu,3:leaky-relu,2:relu --out "$work/straight.bpv"
expect 0 '' vectors lint "$work/straight.bpv"
expect 0 '' verify --reference --vectors "$work/straight.bpv"
says '^pass: 20 passed' "$work/out"
rm "$work/straight.bpv"
expect 2 'random cases' vectors make --seed 3 --out "$work/made"
expect 2 'folder' vectors make --count 3 --out "$work/none/a.bpv"
expect 2 'needs --out' vectors make || expect 2 'out' vectors make

# JSON: as the schema says, and the same cases when it is read back.
expect 0 '' vectors convert --to json --vectors "$vectors" --out "$work/cases.json"
/usr/bin/python3 "$twin" "$schema" "$work/cases.json" >"$work/twin"
for file in "$vectors"/*.bpv; do
  sed '1,/^end$/d' "$file"
done >"$work/straight"
cmp "$work/twin" "$work/straight"

# Questions carry no answers.
expect 0 '' vectors convert --to questions --class f16 --out "$work/questions.bpv"
! grep -qE '^(f64|flags|refuse|note) ' "$work/questions.bpv" || fail "answers among the questions"
[ "$(grep -c '^case ' "$work/questions.bpv")" -lt "$(grep -c '^case ' "$work/straight")" ] || fail "no class"

# A C header compiles as C90 and C++ without a word.
expect 0 '' vectors convert --to c --out "$work/cases.h"
printf '#include "cases.h"\nint main(void) { return BPV_CASES > 100 && bpv_cases[0].depth == 2 ? 0 : 1; }\n' \
  >"$work/main.c"
gcc -std=c90 -pedantic -Wall -Wextra -Werror -I"$work" -o "$work/main" "$work/main.c"
"$work/main"
gcc -x c++ -Wall -Wextra -Werror -I"$work" -c -o "$work/main.o" "$work/main.c"

# A memory image: words of one length.
expect 0 '' vectors convert --to mem --class bf16 --filter steps --out "$work/steps.mem"
[ "$(sed 's| *//.*||' "$work/steps.mem" | grep . | grep -cvE '^[0-9a-f]{4}$')" -eq 0 ] || fail "other words"
[ "$(grep -c '^// case steps' "$work/steps.mem")" -eq 9 ] || fail "not nine cases"

# Lists.
expect 0 '' vectors show --filter slope-clipped
says '^saturated.02 ' "$work/out"
[ "$(grep -c '^[a-z]' "$work/out")" -lt 20 ] || fail "not filtered"
expect 0 '' vectors show --filter exact.01 --whole
diff "$work/out" <(sed -n '/^case exact.01$/,/^end$/p' "$vectors/exact.bpv")
expect 2 'no case has' vectors show --filter nothing
expect 2 'did you mean lint' vectors lnt
expect 2 'needs one of' vectors
bpref vectors --help >"$work/out"
says 'convert' "$work/out"

# The trainer answers, and is right.
bpref vectors answer | bpref verify --answers - >"$work/out"
says '^pass: ' "$work/out"
