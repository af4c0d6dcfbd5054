#!/bin/bash
# The progress line: on a terminal only, and gone at the end.
. tests/cli/program.sh

command="'$bpref' train --data digits --layers 64,60,10 --epochs 25 --goal none --out net"
TERM=xterm script -qec "$command" /dev/null </dev/null >seen
grep -q $'\r\033\\[Kepoch [0-9]* of 25  E [0-9.]*  [0-9.e+]* patterns/s  at most [0-9]*:[0-9][0-9] left' seen ||
  fail "no progress: $(cat -v seen)"
grep -q $'left\r\033\\[Kstopped   after 25 epochs' seen || fail "not taken away: $(cat -v seen)"

TERM=dumb script -qec "$command" /dev/null </dev/null >seen
lacks left seen
TERM=xterm script -qec "$command --quiet" /dev/null </dev/null >seen
[ ! -s seen ]
