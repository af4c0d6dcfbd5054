#!/bin/bash
# The tree is finished and at home anywhere: no leftover notes, no path of one machine, and no source that the
# static analysis does not see. Arguments: the sources that it sees.
set -euo pipefail
. tests/tools/tree.sh

failed=0
complain() {
  echo "$1" >&2
  sed 's/^/  /' >&2
  failed=1
}

mapfile -t files < <(tree_files)
if [ ${#files[@]} -lt 20 ]; then
  echo "found ${#files[@]} files below $root, which cannot be all" >&2
  exit 1
fi

# search WHAT PATTERN: complains about the lines of text files that match.
search() {
  local found
  if found=$(cd "$root" && grep -nIE "$2" "${files[@]}"); then
    complain "$1:" <<<"$found"
  fi
}

# The brackets keep the patterns from matching themselves.
search "leftover notes" '\<(TO[D]O|FIX[M]E|XX[X]|HA[C]K)\>'
search "paths of one machine" '(^|[^[:alnum:]_.~$})/*-])/(home|root|work|Users|tm[p])/[[:alnum:]_]'
search "lines with space at the end" '[ 	]$'
search "conflict markers" '^(<<<<<<<|>>>>>>>) '

unseen=$(comm -23 <(printf '%s\n' "${files[@]}" | grep -E '^(src|fuzz)/.*\.[ch]$' | LC_ALL=C sort) \
  <(printf '%s\n' $* | LC_ALL=C sort))
if [ -n "$unseen" ]; then
  complain "not in //fuzz:sources or //src:sources (name the folder's filegroup \"sources\" in src/BUILD):" <<<"$unseen"
fi

exit $failed
