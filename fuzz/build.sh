#!/bin/bash
# Builds the harnesses into a folder, from the root of the tree: fuzz/build.sh KIND FOLDER, where KIND is
#   replay  with gcc and sanitizers, to replay files; warnings are errors
#   hard    with AFL++ and sanitizers; and the canaries as NAME-canary-N
#   fast    with AFL++ alone
# JOBS is how many compilers run at once; OBJECTS are linked in place of what the archive has of the same names.
set -euo pipefail
. fuzz/common.sh

kind=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
work=$TMPDIR
sanitize="-g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"
common="-std=c90 -ffp-contract=off -D_POSIX_C_SOURCE=200809L -Dinline=__inline__ -I."
strict="-pedantic -Wall -Wextra -Wconversion -Wshadow -Werror"
case $kind in
  replay) compile="gcc -O1 $sanitize $common $strict" ;;
  hard) compile="afl-clang-fast -O1 $sanitize $common" ;;
  fast) compile="afl-clang-fast -O2 $common" ;;
  *)
    echo "build: unknown kind \"$kind\"; accepted: replay, hard, fast" >&2
    exit 2
    ;;
esac
compiler=${compile%% *}
command -v "$compiler" >/dev/null || {
  echo "build: $compiler is not installed; tools/setup test installs it" >&2
  exit 2
}

# The built-in data sets with a few patterns each: that a training is long is not what is looked for.
mkdir "$work/data"
head -n 5 spec/data/xor.csv >"$work/data/xor.csv"
awk 'NR % 10 == 1' spec/data/iris.csv >"$work/data/iris.csv"
head -n 21 spec/data/digits.csv >"$work/data/digits.csv"
printf '%s: a few patterns\n' xor iris digits >"$work/data/index.txt"
tools/embed "$work/data/index.txt" >"$work/embedded.c"

# Everything but the harnesses goes into an archive, so that each one links what it uses and can put something else in
# its place. main.c comes with another name for main.
find -L src tests/naive -name '*.c' -not -name sample.c | LC_ALL=C sort >"$work/sources"
printf '%s\n' "$work/embedded.c" fuzz/driver.c fuzz/text.c >>"$work/sources"
cat >"$work/compile" <<'SCRIPT'
#!/bin/sh
# compile SOURCE: into an object file beside this script.
work=$(dirname "$0")
extra=
case $1 in
  */main.c) extra=-Dmain=bpref_main ;;
esac
exec $COMPILE $extra -c "$1" -o "$work/$(echo "${1#"$work/"}" | tr / -).o"
SCRIPT
chmod +x "$work/compile"
COMPILE=$compile xargs -P "${JOBS:-2}" -n 1 "$work/compile" <"$work/sources"
ar rcs "$work/all.a" "$work"/*.o

# link NAME HARNESS [OPTION OR SOURCE]...: what is named here comes before the archive.
link() {
  local name=$1 harness=$2
  shift 2
  $compile -o "$folder/$name" "fuzz/$harness.c" "$@" ${OBJECTS:-} "$work/all.a" -lgsl -lgslcblas -lflint-arb -lflint -ljansson -lnettle -lmpfr -lgmp -lm
}
for harness in $harnesses; do
  link "$harness" "$harness"
done
[ "$kind" = hard ] || exit 0

number=0
grep -v '^#' fuzz/canaries | while read -r harness what edit; do
  number=$((number + 1))
  case $what in
    -D*) link "$harness-canary-$number" "$harness" "$what" ;;
    *)
      sed "$edit" "$what" >"$work/$number.c"
      if cmp -s "$what" "$work/$number.c"; then
        echo "build: the canary \"$edit\" changes nothing in $what" >&2
        exit 1
      fi
      link "$harness-canary-$number" "$harness" -I"$(dirname "$what")" "$work/$number.c"
      ;;
  esac
done
