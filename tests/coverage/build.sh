# Sourced by coverage.sh: the program, its tests and the fuzzing harnesses, with what is executed counted.
language=(-std=c90 -ffp-contract=off -D_POSIX_C_SOURCE=200809L -Dinline=__inline__ -I.)
# The counters of every process are added to a file of its program.
counts=(-fprofile-instr-generate="$work/counts/%m.profraw")
# A decision that clang cannot count conditions of is an error.
mapping=(-fcoverage-mapping -fcoverage-mcdc -Werror)
libraries=(-lgsl -lgslcblas -lflint-arb -lflint -ljansson -lnettle -lmpfr -lgmp -lcmocka -lm)
leave=(-Wl,--wrap=_exit,--wrap=execvp,--wrap=execlp)

# compile FOLDER OPTION... -- SOURCE...: into objects there.
compile() {
  local folder=$1 options=()
  shift
  while [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  shift
  mkdir -p "$folder"
  # shellcheck disable=SC2016
  printf '%s\n' "$@" | xargs -P "$jobs" -I{} sh -c \
    'folder=$1 source=$2; shift 2; exec clang-19 -O1 "$@" -c "$source" -o "$folder/$(echo "$source" | tr / -).o"' \
    sh "$folder" {} "${language[@]}" "${options[@]}"
}

# link NAME OPTION OR FILE...: what is named here comes before the archive. What a source has put itself in the place of is
# said by its names __wrap_...
link() {
  local name=$1 word wraps=()
  shift
  for word in $(grep -ho '\b__wrap_[a-z_]*' $(printf '%s\n' "$@" | grep '\.c$') /dev/null | sort -u); do
    wraps+=("-Wl,--wrap=${word#__wrap_}")
  done
  clang-19 -O1 "${language[@]}" "${counts[@]}" -o "$work/bin/$name" "$@" "$work/all.a" "${wraps[@]}" "${leave[@]}" \
    "${libraries[@]}"
}

build_program() {
  tools/embed spec/data/index.txt >"$work/embedded.c"
  # Where src/bp has another way for AVX-512, both are counted: the wide one is C too, and serves on any processor.
  compile "$work/src" "${counts[@]}" "${mapping[@]}" -D__AVX512F__ -- $(find -L src/bp -name '*.c')
  compile "$work/src" "${counts[@]}" "${mapping[@]}" -- $(find -L src -name '*.c' -not -path 'src/bp/*' -not -name main.c)
  compile "$work/main" "${counts[@]}" "${mapping[@]}" -- src/cli/main.c src/mpi/main.c
  compile "$work/fuzz" -Dmain=bpref_main -- src/cli/main.c
  compile "$work/fuzz" -- fuzz/driver.c fuzz/text.c
  compile "$work/other" -- "$work/embedded.c" tests/coverage/leave.c tests/text/temp.c tests/naive/*.c tests/plain/*.c \
    tests/gradcheck/naive_*.c tests/oracle/dual.c
  rm -f "$work/all.a"
  ar rcs "$work/all.a" "$work"/src/*.o "$work"/other/*.o
  mkdir -p "$work/bin"
  link bpref "$work/main/src-cli-main.c.o" -Wl,--whole-archive "$work/all.a" -Wl,--no-whole-archive
  link bpref-mpi "$work/main/src-mpi-main.c.o" -lmpi
}

build_others() {
  local name main=$work/main/src-cli-main.c.o
  for name in fuzz/seeds/*; do
    name=${name##*/}
    link "fuzz-$name" "fuzz/$name.c" "$work"/fuzz/*.o
  done
  # The program on another machine, and with a wrong trainer.
  link bpref_broken tests/cli/broken.c "$main"
  link broken tests/cli/use/broken.c "$main"
  link coarse tests/cli/use/coarse.c "$main"
  link c_model tests/gradcheck/examples/c_model.c
  clang-19 "${language[@]}" -o "$work/bin/point_peer" tests/gradcheck/examples/point_peer.c -lm
  clang-19 "${language[@]}" -o "$work/bin/hostile" tests/peer/hostile.c
  clang-19 "${language[@]}" -std=c99 -o "$work/bin/plain" tests/peers/plain.c tests/plain/{bugs,double,single}.c -lm
}
