#!/bin/bash
# What a file holds does not steer the terminal: control characters of network files and of parts of a check are shown
# as what they are.
. tests/faults/faults.sh

# clean FILE: nothing in it but text and ends of lines.
clean() {
  if LC_ALL=C grep -q $'[\x01-\x08\x0b-\x1f\x7f]' "$1"; then
    fail "control characters: $(cat -v "$1")"
  fi
}

# checksum FILE: the network with the right checksum.
checksum() {
  /usr/bin/python3 - "$1" <<'END'
import sys, zlib
lines = open(sys.argv[1]).read().split("\n")[:-2]
end = open(sys.argv[1]).read().split("\n")[-2].split()
body = "\n".join(lines) + "\n"
open(sys.argv[1], "w").write(body + "end %s %08x\n" % (end[1], zlib.crc32(body.encode())))
END
}

expect 0 "$bpref" train --data iris --layers 4,3 --epochs 2 --out iris.net --quiet
sed 's/^note data .*/note data "\\x1b[31m\\x07\\xc2\\x9b2J"/; s/^label 1 .*/label 1 "\\x1b]0;x\\x07"/' iris.net >evil.net
checksum evil.net
expect 0 "$bpref" info evil.net
clean out
prints 'x1b\[31m'
prints 'x1b\]0;x'
seq 1 4 | sed 's/.*/&,1,1,1,1,0,0/' >data.csv
expect 0 "$bpref" evaluate --net evil.net --data data.csv
clean out
prints 'x1b\]0;x'

expect 0 "$bpref" train --data xor --layers 2,1 --epochs 2 --out xor.net --quiet
expect 0 "$bpref" gradcheck --net xor.net --data xor --json
jq '.net = "\u001b[31mnet" | .data = "\u0007"' out >part.json
expect 0 "$bpref" merge part.json
clean out
prints 'x1b\[31mnet'
printf '\033[31m' >broken.json
expect 2 "$bpref" merge broken.json
clean err
