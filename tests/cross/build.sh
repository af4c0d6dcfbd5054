# Sourced by the tests that build the program with compilers and options of their own.
work=${TEST_TMPDIR:-$(mktemp -d)}
language=(-std=c90 -ffp-contract=off -I.)
hosted=(-D_POSIX_C_SOURCE=200809L -Dinline=__inline__)

# sources FOLDER...: the C files there.
sources() {
  find -L "$@" -name '*.c' | LC_ALL=C sort
}

# link NAME COMPILER OPTION... FILE...: the program as $work/bpref-NAME, of these files and whatever is not src/bp.
link() {
  local name=$1
  shift
  [ -s "$work/embedded.c" ] || tools/embed spec/data/index.txt >"$work/embedded.c"
  "$@" "${language[@]}" "${hosted[@]}" -o "$work/bpref-$name" \
    $(sources src/bpv src/child src/cli src/conform src/gradcheck src/isa src/oracle src/peer src/text src/truth) \
    "$work/embedded.c" -lgsl -lgslcblas -lflint-arb -lflint -lgmp -ljansson -lnettle -lm
}

# build NAME COMPILER OPTION...: the program with the trainer as these make it.
build() {
  link "$@" $(sources src/bp)
}

# compile_isa NAME=FLAGS FOLDER COMPILER OPTION...: src/bp for an instruction set, as objects in the folder.
compile_isa() {
  local isa=$1 folder=$2 source
  shift 2
  mkdir -p "$folder"
  for source in src/bp/*.c; do
    "$@" "${language[@]}" ${isa#*=} -DBP_ISA="${isa%%=*}" -include src/isa/functions.h -c "$source" \
      -o "$folder/$(basename "$source" .c).o"
  done
}
