#!/bin/bash
# spec/requirements.md leads somewhere everywhere, and nothing of the equations, of src/bp and of its tests belongs to no promise.
set -euo pipefail
. tests/tools/tree.sh
cd "$root"
faults=0
fault() {
  echo "requirements: $1" >&2
  faults=$((faults + 1))
}

mapfile -t rows < <(grep '^| REQ-' spec/requirements.md)
[ ${#rows[@]} -ge 20 ] || fault "${#rows[@]} rows, which cannot be all"
declare -A ids equations functions tests

proof_exists() {
  local kind name
  IFS=: read -r kind name <<<"$1"
  case $kind in
    wp) grep -q "^${name%%:*} ${name#*:}_" proofs/wp/manifest.txt ;;
    coq) grep -qx "$name" proofs/coq/statements.txt ;;
    activation) grep -q "^STEP = .*\"$name\"" proofs/activation/cases.py ;;
    eva) compgen -G "proofs/eva/driver/$name*" >/dev/null ;;
    *) return 1 ;;
  esac
}

for row in "${rows[@]}"; do
  IFS='|' read -r _ id promise equation code proof test rest <<<"$row"
  id=${id// /}
  [ -z "${ids[$id]+seen}" ] || fault "$id stands twice"
  ids[$id]=1
  [ -z "$rest" ] && [ -n "$test" ] && [ -n "${promise// /}" ] || fault "$id has not six cells"
  for item in ${equation//[,-]/ }; do
    [ "$item" = EQ ] || equations[$item]=1
  done
  code=${code//\`/} proof=${proof//\`/} test=${test//\`/}
  for item in ${code/ - / }; do
    file=${item%%:*} function=${item#*:}
    if [ ! -f "$file" ]; then
      fault "$id: no file $file"
    elif [ "$function" != "$item" ]; then
      grep -q "\b$function(" "$file" || fault "$id: $file has no $function"
      functions[$function]=1
    fi
  done
  [ -n "${code// /}" ] && [ "$code" != ' - ' ] || fault "$id has no code"
  for item in ${proof/ - / }; do
    proof_exists "$item" || fault "$id: no proof $item"
  done
  [ "$test" != ' - ' ] || fault "$id has no test"
  for item in $test; do
    # In a list of tests that are made alike, without _test.
    name=${item#*:}
    grep -qE "\"(${name}|${name%_test})\"" "tests/${item%%:*}/BUILD" || fault "$id: no test $item"
    tests[$item]=1
  done
done

for ((n = 1; n <= 22; n++)); do
  [ -n "${equations[$n]+seen}" ] || fault "EQ-$n belongs to no promise"
done
declared=$(sed 's|/\*.*\*/||' src/bp/*.h | grep -E '^[a-z]' | grep -oE '\bbp_[a-z_]+\(' | tr -d '(' | sort -u)
[ "$(wc -l <<<"$declared")" -ge 50 ] || fault "few functions are found in src/bp"
for function in $declared; do
  [ -n "${functions[$function]+seen}" ] || fault "$function belongs to no promise"
done
for test in tests/bp/*_test.*; do
  test=$(basename "${test%.*}")
  [ -n "${tests[bp:$test]+seen}" ] || fault "//tests/bp:$test shows no promise"
done
echo "${#rows[@]} promises, 22 equations, $(wc -l <<<"$declared") functions, ${#tests[@]} tests; $faults faults"
[ $faults -eq 0 ]
