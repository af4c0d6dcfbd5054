# Holds the JSON of `bpref trace` ($trace) to the hand-worked step ($step): every number within its bound. The output
# is how many numbers were compared; an error names the first that is not as it must be.

def hex: explode | map(if . > 96 then . - 87 else . - 48 end) | reduce .[] as $d (0; . * 16 + $d);

# The double of 16 hexadecimal digits, not infinite or NaN.
def double:
  (.[0:3] | hex) as $top | (.[3:] | hex) as $rest | ($top % 2048) as $power |
  (if $power == 0 then ldexp($rest; -1074) else ldexp($rest + 4503599627370496; $power - 1075) end) |
  if $top >= 2048 then -. else . end;

# found: {value, bits}; wanted: {value, bound}
def number($name; $found; $wanted):
  if ($found.bits | double) != $found.value then error("\($name): the bits are not those of the number") else . end |
  ($found.value - ($wanted.value | tonumber)) as $off |
  if ($off | fabs) > ($wanted.bound | tonumber) then
    error("\($name): found \($found.value), by hand \($wanted.value), further than \($wanted.bound)")
  else 1 end;

def list($name; $found; $wanted):
  ([($found.value | flatten), ($found.bits | flatten)] | transpose) as $pairs |
  ($wanted | flatten) as $by_hand |
  if ($pairs | length) != ($by_hand | length) then error("\($name): \($pairs | length) numbers") else . end |
  [range(0; $by_hand | length) as $i |
    number("\($name)[\($i)]"; {value: $pairs[$i][0], bits: $pairs[$i][1]}; $by_hand[$i])];

def layer($n; $found; $wanted):
  [$wanted | keys_unsorted[] as $q |
    if $found | has($q) then list("layer \($n) \($q)"; $found[$q]; $wanted[$q])
    else error("layer \($n): \($q) is missing") end] | add;

if ($trace.layers | length) != ($step.layers | length) then error("layers are missing") else . end |
[number("E"; $trace.E; $step.E)] +
  ([range(0; $step.layers | length) as $l | layer($l + 1; $trace.layers[$l]; $step.layers[$l])] | add) | length
