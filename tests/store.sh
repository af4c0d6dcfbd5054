#!/bin/bash
# Stores a result for bazel run //tests:figures: store.sh ROOT NAME COMMAND SOURCE... <RESULT
# ROOT is the tree, RESULT a JSON object {"summary": [line, ...], "figures": {...}}, COMMAND what measured it, and the SOURCEs
# what it depends on: files or folders of the tree. Writes ROOT/spec/figures/NAME.json, whole or not at all.
# store.sh --digest ROOT SOURCE prints what tells a source from a changed one.
set -euo pipefail
export LC_ALL=C

digest() {
  (cd "$1" && find "$2" -type f -not -path '*/__pycache__/*' -print0 | sort -z | xargs -0 -r sha256sum | sha256sum | cut -c 1-16)
}
if [ "${1:-}" = --digest ] && [ $# -eq 3 ]; then
  digest "$2" "$3"
  exit 0
fi
if [ $# -lt 4 ] || ! [[ $2 =~ ^[a-z]+$ ]]; then
  echo "store: usage: store.sh ROOT NAME COMMAND SOURCE... <RESULT" >&2
  exit 2
fi
root=$1 name=$2 command=$3
shift 3
sources='{}'
for source in "$@"; do
  [ -e "$root/$source" ] || {
    echo "store: $root has no $source" >&2
    exit 2
  }
  sources=$(jq -n --argjson sources "$sources" --arg source "$source" --arg digest "$(digest "$root" "$source")" \
    '$sources + {($source): $digest}')
done
commit=$(git -C "$root" rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
mkdir -p "$root/spec/figures"
new=$(mktemp "$root/spec/figures/.$name.XXXXXX")
trap 'rm -f "$new"' EXIT
jq --arg command "$command" --arg date "$(date -u +%F)" --arg commit "$commit" --argjson sources "$sources" '
  if (.summary | type == "array") and (.figures | type == "object") then
    {command: $command, date: $date, commit: $commit, sources: $sources, summary: .summary, figures: .figures}
  else error("the result needs a list \"summary\" and an object \"figures\"") end' >"$new"
chmod 644 "$new"
mv "$new" "$root/spec/figures/$name.json"
echo "store: spec/figures/$name.json" >&2
