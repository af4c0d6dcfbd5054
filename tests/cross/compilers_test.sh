#!/bin/bash
# The same commands give byte-identical network files whichever compiler built the program, however hard it
# optimised, and whichever instruction set it uses. Arguments: the instruction sets, NAME=FLAGS.
set -euo pipefail

. tests/cross/build.sh
isas=("$@")

train() { # program, folder
  mkdir -p "$2"
  "$1" train --quiet --data iris --layers 4,8,3 --holdout 0.2 --seed 1 --epochs 60 --out "$2/iris.net"
  "$1" train --quiet --data iris --layers 4,7,5,3 --activation tanh,logistic,identity --eta 0.01 --momentum 0.5 \
    --batch 16 --reduce mean --order shuffled --scale standard --epochs 40 --out "$2/deep.net"
  "$1" train --quiet --data iris --layers 4,3 --rule plain --batch all --reduce sum --eta 0.001 --order fixed \
    --scale minmax --epochs 40 --out "$2/plain.net"
  "$1" train --quiet --data xor --layers 2,2,1 --seed 3 --epochs 500 --out "$2/xor.net"
  "$1" train --quiet --data digits --layers 64,33,10 --epochs 2 --out "$2/digits.net"
  "$1" train --quiet --data digits --layers 64,67,41,10 --activation tanh,tanh,logistic --eta 0.01 --momentum 0.9 \
    --batch 37 --epochs 2 --out "$2/wide.net"
}

different=0
compare() { # name
  local net
  for net in iris deep plain xor digits wide; do
    cmp "$work/gcc-O0/$net.net" "$work/$1/$net.net" || different=1
  done
  echo "$1: $(cat "$work/$1"/*.net | sha256sum | cut -c1-16)"
}

build gcc-O0 gcc -O0
build gcc-O3 gcc -O3
build clang-O3 clang -O3
build tcc tcc
if grep -qw avx2 /proc/cpuinfo; then
  build gcc-O3-avx2 gcc -O3 -march=x86-64-v3
  build clang-O3-avx2 clang -O3 -march=x86-64-v3
fi
train "$work/bpref-gcc-O0" "$work/gcc-O0"
for program in "$work"/bpref-*; do
  name=${program##*/bpref-}
  train "$program" "$work/$name"
  compare "$name"
done

[ "$(uname -m)" = x86_64 ] || exit $different
for compiler in gcc clang; do
  for isa in "${isas[@]}"; do
    compile_isa "$isa" "$work/$compiler-objects/${isa%%=*}" $compiler -O3
  done
  link $compiler-isas $compiler -O2 -DBP_ISA_X86_64 "$work/$compiler-objects"/*/*.o
  for isa in $("$work/bpref-$compiler-isas" selftest --json | jq -r '.machine.instruction_sets[]'); do
    export BPREF_ISA=$isa
    [ "$("$work/bpref-$compiler-isas" selftest --json | jq -r .machine.instruction_set)" = "$isa" ]
    train "$work/bpref-$compiler-isas" "$work/$compiler-$isa"
    unset BPREF_ISA
    compare $compiler-$isa
  done
done
exit $different
