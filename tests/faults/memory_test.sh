#!/bin/bash
# No memory: of the calls for it by each command, in Arb, GMP, Jansson and the C library too, one fails, or all from
# one on. The program then says that memory has run out and ends with exit code 2, or does without and all is as ever.
. tests/faults/faults.sh
prepare


# run DENSE: all calls up to number DENSE fail, one at a time, and then ever fewer of them; then some of them with all
# after them.
run() {
  local n on what refused
  for on in 0 1; do
    refused=0
    for ((n = 1; ; n += 1 + on * (1 + n / 4) + (n > $1 ? n / 16 : 0))); do
      what="bpref ${command[*]}, call for memory $n fails"
      if [ $on -eq 1 ]; then
        meet env BPREF_FAULT_N=$n BPREF_FAULT_ON=1 LD_PRELOAD="$faults/liballoc.so" "$bpref" "${command[@]}"
      else
        meet env BPREF_FAULT_N=$n LD_PRELOAD="$faults/liballoc.so" "$bpref" "${command[@]}"
      fi
      check_whole "$what"
      if [ ! -s hit ]; then
        [ $status -eq 0 ] || fail "$what: exit code $status without a fault: $(<err)"
        break
      fi
      case $status in
      0) ;;
      2)
        [[ $(<err) == bpref:*memory* ]] || fail "$what: no word of memory in: $(<err)"
        refused=$((refused + 1))
        ;;
      *) fail "$what: exit code $status: $(<out) $(<err)" ;;
      esac
    done
    [ $refused -gt 5 ] || fail "bpref ${command[*]}: refused $refused times only"
  done
  echo "bpref ${command[*]}: $n calls"
}

begin net log.csv -- train --data xor --layers 2,2,1 --epochs 2 --holdout 0.5 --out net --log log.csv --quiet
run 100
begin p.csv -- predict --net xor.net --data xor --out p.csv
run 60
begin -- evaluate --net xor.net --data xor --json
run 60
begin -- info xor.net --json
run 190
begin -- trace --net xor.net --data xor --pattern 1 --exact --json
run 60
begin g.xml g.csv -- gradcheck --net xor.net --data xor --json --junit g.xml --csv g.csv
run 120
begin -- gradcheck --net xor.net --data xor --jobs 2
run 60
begin -- merge part1.json part2.json --json
run 30
begin -- verify --reference --vectors case.bpv --json
run 30
begin m.bpv -- vectors make --count 1 --shape 2,2:tanh --out m.bpv
run 30
begin -- vectors lint case.bpv
run 30
begin c.json -- vectors convert --vectors case.bpv --to json --out c.json
run 30
begin -- vectors answer --vectors case.bpv
run 30
echo "$met runs"
