#!/bin/bash
# BPREF_ISA chooses the instruction set: any that the processor has, nothing else.
. tests/cli/program.sh
poor=$(dirname "$bpref")/../../tests/cross/bpref_avx2

sets() {
  jq -r '.machine.instruction_sets | join(" ")' out
}
uses() { # instruction set
  expect 0 "$bpref" selftest --json
  holds ".machine.instruction_set == \"$1\""
  expect 0 "$bpref" selftest
  prints "^instruction set  $1 (available: "
}

expect 0 "$bpref" selftest --json
all=$(sets)
uses "${all##* }"
for BPREF_ISA in $all; do
  export BPREF_ISA
  uses "$BPREF_ISA"
  expect 0 "$bpref" train --quiet --data xor --layers 2,2,1 --epochs 100 --out "$BPREF_ISA.net"
  cmp baseline.net "$BPREF_ISA.net"
done

for BPREF_ISA in '' sse AVX2 'avx2 ' avx1024; do
  for command in selftest 'train --data xor --layers 2,1 --out none.net'; do
    refused "^bpref: BPREF_ISA: found '$BPREF_ISA'; accepted on this machine: ${all// /, }\$" $command
  done
  expect 0 "$bpref" --version
done
[ ! -e none.net ]
unset BPREF_ISA

# A processor without AVX-512.
if [ "$(uname -m)" = x86_64 ]; then
  bpref=$poor
  expect 0 "$bpref" selftest --json
  [ "$(sets)" = "baseline avx2" ]
  if [[ $all == *avx2* ]]; then
    uses avx2
  fi
  export BPREF_ISA=avx512
  refused "found 'avx512'; accepted on this machine: baseline, avx2\$" selftest
fi
