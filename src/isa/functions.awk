# Lists the functions that C headers declare: awk -f functions.awk HEADER... >functions.h
#
# The output defines BP_FUNCTIONS(VALUE, VOID, isa), which says for each of them
#   VALUE(isa, type, name, parameters, arguments), or VOID(...) if it returns nothing, the name without bp_,
# and gives each, where BP_ISA is defined as avx2 say, a name that ends in _avx2; so it does with tables of numbers
# (extern const), which are no part of BP_FUNCTIONS.
#
# A declaration begins at the start of a line, as clang-format leaves it, and its parameters have names. Parameters
# that are functions are not understood.

function fail(message) {
  print FILENAME ": " message >"/dev/stderr"
  failed = 1
  exit 1
}

# Without the part of a comment that is in the line; in_comment goes from line to line.
function code(line,  plain, at) {
  plain = ""
  while (line != "") {
    at = index(line, in_comment ? "*/" : "/*")
    if (at == 0) {
      return in_comment ? plain : plain line
    }
    if (!in_comment) {
      plain = plain substr(line, 1, at - 1)
    }
    in_comment = !in_comment
    line = substr(line, at + 2)
  }
  return plain
}

# "int a, const double *b, long c[4]" to "a, b, c".
function arguments(list,  part, n, i, names) {
  if (list == "void") {
    return ""
  }
  n = split(list, part, ",")
  for (i = 1; i <= n; i++) {
    sub(/(\[[^]]*\])* *$/, "", part[i])
    if (part[i] !~ /[ *][A-Za-z_][A-Za-z_0-9]*$/) {
      fail("a parameter without a name: " list)
    }
    sub(/.*[ *]/, "", part[i])
    names = names (i > 1 ? ", " : "") part[i]
  }
  return names
}

function declared(text,  type, name, list) {
  list = substr(text, index(text, "(") + 1)
  sub(/\) *; *$/, "", list)
  type = substr(text, 1, index(text, "(") - 1)
  name = type
  sub(/.*[ *]/, "", name)
  type = substr(type, 1, length(type) - length(name))
  sub(/ +$/, "", type)
  if (name !~ /^bp_/ || list ~ /[()]/) {
    fail("not understood: " text)
  }
  sub(/^bp_/, "", name)
  all[++total] = name
  entries[++count] = (type == "void" ? "VOID" : "VALUE") "(isa, " type ", " name ", (" list "), (" arguments(list) "))"
}

FNR == 1 {
  in_comment = 0
  open = ""
  file = FILENAME
  sub(/.*\//, "", file)
  headers = headers "#include \"src/bp/" file "\"\n"
}
{
  line = code($0)
  if (line ~ /^extern const [^(]*\[[^(]*\];$/) {
    sub(/\[.*/, "", line)
    sub(/.*[ *]bp_/, "", line)
    all[++total] = line
  } else if (open == "" && line ~ /^[a-z][A-Za-z_0-9 *]*\(/ && line !~ /^typedef /) {
    open = line
  } else if (open != "") {
    sub(/^ */, " ", line)
    open = open line
  }
  if (open ~ /; *$/) {
    declared(open)
    open = ""
  }
}

END {
  if (failed) {
    exit 1
  }
  if (open != "") {
    fail("no end: " open)
  }
  if (count == 0) {
    fail("no function is declared here")
  }
  print "/* Written by src/isa/functions.awk from the headers of src/bp. */"
  print "#define BP_FUNCTIONS(VALUE, VOID, isa) \\"
  for (i = 1; i <= count; i++) {
    print "  " entries[i] (i < count ? " \\" : "")
  }
  print "\n#ifdef BP_ISA"
  print "#define BP_ISA_JOIN(name, isa) name##_##isa"
  print "#define BP_ISA_NAME(name, isa) BP_ISA_JOIN(name, isa)"
  for (i = 1; i <= total; i++) {
    print "#define bp_" all[i] " BP_ISA_NAME(bp_" all[i] ", BP_ISA)"
  }
  print "#else"
  printf "%s", headers
  print "#endif"
}
