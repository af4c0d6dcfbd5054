#!/bin/bash
# What the compiler and the linker add against attacks is in the program as it is built.
. tests/faults/faults.sh

# has WHAT PATTERN COMMAND...: the output of the command has a line like that.
has() {
  "${@:3}" >seen
  grep -Eq "$2" seen || fail "$1 is missing in $(basename "$bpref")"
}
has 'a position-independent program (PIE)' 'Type: +DYN .*Position-Independent Executable' readelf -hW "$bpref"
has 'read-only relocations (RELRO)' 'GNU_RELRO' readelf -lW "$bpref"
has 'binding at the start (BIND_NOW)' 'FLAGS.*(BIND_)?NOW' readelf -dW "$bpref"
has 'a stack protector' '__stack_chk_fail' readelf --dyn-syms -W "$bpref"
has 'checked functions of the C library (fortify)' '__[a-z]*_chk@' readelf --dyn-syms -W "$bpref"
has 'a stack that is data' 'GNU_STACK.* RW +0x' readelf -lW "$bpref"

# No part of memory is writable and executable, no code is relocated, no folder of libraries is prescribed that others
# could write to.
readelf -lW "$bpref" >seen
lacks 'LOAD.* RWE ' seen
readelf -dW "$bpref" >seen
lacks TEXTREL seen
lacks '(RPATH)' seen
