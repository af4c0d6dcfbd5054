#!/bin/bash
# The same commands give byte-identical network files whichever compiler built the program, and however hard it
# optimised.
set -euo pipefail

. tests/cross/build.sh

train() { # name
  local run="$work/bpref-$1" out="$work/$1"
  mkdir -p "$out"
  "$run" train --quiet --data iris --layers 4,8,3 --holdout 0.2 --seed 1 --epochs 60 --out "$out/iris.net"
  "$run" train --quiet --data iris --layers 4,7,5,3 --activation tanh,logistic,identity --eta 0.01 --momentum 0.5 \
    --batch 16 --reduce mean --order shuffled --scale standard --epochs 40 --out "$out/deep.net"
  "$run" train --quiet --data iris --layers 4,3 --rule plain --batch all --reduce sum --eta 0.001 --order fixed \
    --scale minmax --epochs 40 --out "$out/plain.net"
  "$run" train --quiet --data xor --layers 2,2,1 --seed 3 --epochs 500 --out "$out/xor.net"
  "$run" train --quiet --data digits --layers 64,33,10 --epochs 2 --out "$out/digits.net"
}

build gcc-O0 gcc -O0
build gcc-O3 gcc -O3
build clang-O3 clang -O3
build tcc tcc
if grep -qw avx2 /proc/cpuinfo; then
  build gcc-O3-avx2 gcc -O3 -march=x86-64-v3
  build clang-O3-avx2 clang -O3 -march=x86-64-v3
fi

for program in "$work"/bpref-*; do
  train "${program##*/bpref-}"
done

different=0
for program in "$work"/bpref-*; do
  name=${program##*/bpref-}
  for net in iris deep plain xor digits; do
    if ! cmp "$work/gcc-O0/$net.net" "$work/$name/$net.net"; then
      different=1
    fi
  done
  echo "$name: $(cat "$work/$name"/*.net | sha256sum | cut -c1-16)"
done
exit $different
