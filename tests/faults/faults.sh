# Sourced by the tests of faults: commands that are run again and again with a fault, and what may come of them.
faults=$PWD/tests/faults
. tests/cli/program.sh

# Networks, cases and parts of a check to work on.
prepare() {
  local i
  expect 0 "$bpref" train --data xor --layers 2,2,1 --epochs 20 --goal none --out xor.net --quiet
  for i in 1 2; do
    expect 0 "$bpref" gradcheck --net xor.net --data xor --shard $i/2 --json
    mv out part$i.json
  done
  expect 0 "$bpref" vectors make --count 1 --shape 2,2:tanh --out case.bpv
}

# begin FILE... -- ARGUMENT...: the bpref command that is about to meet faults and the files that it writes; what it
# does without faults is kept.
begin() {
  local file
  files=()
  while [ "$1" != -- ]; do
    files+=("$1")
    shift
  done
  command=("${@:2}")
  expect 0 "$bpref" "${command[@]}" </dev/null
  mv out ref.out
  for file in "${files[@]}"; do
    mv "$file" "ref.$file"
  done
}

# meet COMMAND...: runs it, which runs the command with a fault, over old files. The exit code is in status; hit says
# whether the fault was met.
meet() {
  local file
  for file in "${files[@]}"; do
    echo old >"$file"
  done
  : >hit
  status=0
  "$@" </dev/null >out 2>err 9>hit || status=$?
  met=$((met + 1))
}

# Every file is the old or the new one.
check_files() {
  local file
  for file in "${files[@]}"; do
    [[ $(<"$file") == old ]] || cmp -s "$file" "ref.$file" || fail "$1: $file is neither the old nor the new file"
  done
}

# check_whole WHAT: nothing is damaged, no temporary file is left, and exit code 0 means that all is as without a fault.
check_whole() {
  local left file
  check_files "$1"
  left=(.*.bpref-*)
  [ ! -e "${left[0]}" ] || fail "$1: ${left[0]} is left"
  if [ "$status" -eq 0 ]; then
    cmp -s out ref.out || fail "$1: exit code 0, and another output: $(head -c 500 out)"
    for file in "${files[@]}"; do
      cmp -s "$file" "ref.$file" || fail "$1: exit code 0, and $file is not the new one"
    done
  fi
}
met=0
