#!/bin/bash
# The guide, word by word, each part in an empty folder: what it has one type is run, what it shows is said.
# Arguments: the program, the guide, and a file of the project's folder.
. "$(dirname "$0")/lib.sh"
guide=$(realpath "$2")
project=$PWD
export project bpref="$program"

# blocks PART: the commands and files of a part, as a script.
blocks() {
  awk -v part="$1" '
    /^```sh / { inside = $2 == part; if (inside) { expected = $3 == "expect-1" ? 1 : 0; kind = "sh"; text = "" } next }
    /^```python / || /^```c / { file = $2; kind = "file"; inside = 1; print "cat >" file " <<\"END OF FILE\""; next }
    /^```$/ {
      if (inside && kind == "file") print "END OF FILE"
      if (inside && kind == "sh") {
        printf "code=0\n{\n%s} >out 2>err || code=$?\n", text
        printf "[ $code -eq %d ] || { cat out err >&2; exit 1; }\n", expected
      }
      inside = 0
      next
    }
    inside && kind == "file" { print }
    inside && kind == "sh" { text = text $0 "\n" }' "$guide"
}

follow() {
  mkdir "$work/$1"
  blocks "$1" >"$work/$1.sh"
  (cd "$work/$1" && set +e && bash "$work/$1.sh") || fail "the part $1 of the guide"
}

# shown PART WORDS: the guide says that, and it was seen at the expected failure or at the end.
shown() {
  grep -qF -- "$2" "$guide" || fail "the guide does not say: $2"
}

follow python
tail -n 1 "$work/python/out" | grep -q '^pass: ' || fail "python: $(tail -n 1 "$work/python/out")"
follow fpga
tail -n 1 "$work/fpga/out" | grep -q '^pass: 12 passed, 0 failed' || fail "fpga: $(cat "$work/fpga/out")"
follow c
says 'looks like  bias-fixed: biases are not updated' "$work/c/out"
shown c 'looks like  bias-fixed: biases are not updated'

# The first verdict of the Python part.
mkdir "$work/first"
blocks python | sed -n '1,/expect/p' | awk '/^code=0/ && ++n == 3 { done = 1 } !done' >"$work/first.sh"
(cd "$work/first" && bash "$work/first.sh") || fail "the first verdict of the Python part"
says 'looks like  updated-weights: hidden deltas are formed with weights already updated' "$work/first/out"
shown python 'looks like  updated-weights: hidden deltas are formed with weights already updated'
