# Rewrites alarms.txt after an analysis: first file alarms.txt, second the alarms of one command. Reasons stay, new
# alarms get none, and the test fails until somebody has found one.
FILENAME == ARGV[1] && /^#/ { head = head $0 "\n"; next }
FILENAME == ARGV[1] && /^[^ ]/ { alarm = $0; known[alarm] = 1; next }
FILENAME == ARGV[1] && /^  in: / {
  for (i = 2; i <= NF; i++) if ($i != command) where[alarm] = where[alarm] " " $i
  next
}
FILENAME == ARGV[1] && /^  because: / { reason[alarm] = substr($0, 12); next }
FILENAME == ARGV[1] { next }
{ known[$0] = 1; where[$0] = where[$0] " " command }
END {
  printf "%s", head
  for (a in known) if (where[a] != "") {
    n = split(where[a], words, " ")
    for (i = 2; i <= n; i++) for (j = i; j > 1 && words[j - 1] > words[j]; j--) {
      swap = words[j]; words[j] = words[j - 1]; words[j - 1] = swap
    }
    line = ""
    for (i = 1; i <= n; i++) line = line " " words[i]
    order[++count] = a
    text[a] = a "\n  in:" line "\n  because: " reason[a] "\n"
  }
  for (i = 2; i <= count; i++) for (j = i; j > 1 && order[j - 1] > order[j]; j--) {
    swap = order[j]; order[j] = order[j - 1]; order[j - 1] = swap
  }
  for (i = 1; i <= count; i++) printf "\n%s", text[order[i]]
}
