# For the tests that read the whole tree: the folder that WORKSPACE really lies in, and the files there that are
# the project's own.
root=$(dirname -- "$(readlink -f WORKSPACE)")

tree_files() {
  (cd "$root" && find . \( -path ./.git -o -path './bazel-*' -o -path ./demo-out -o -path ./user.bazelrc \) -prune \
    -o -type f -print | sed 's|^\./||' | LC_ALL=C sort)
}
