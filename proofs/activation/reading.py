"""Whether what is read of the C source computes what the compiled functions do, bit for bit."""
import math
import random
import subprocess

from source import Execution, NotUnderstood, constant


def arguments(rows):
    """Where cases meet, on both sides, and anywhere."""
    for first, last, step in rows:
        for j in range(first - 1, last + 2):
            end = (j + 0.5) * step
            yield from (j * step, end, math.nextafter(end, math.inf), math.nextafter(end, -math.inf))
    for x in (0.0, 5e-324, 2.0**-1022, 2.0**-900, 2.0**-538, 2.0**-30, 745.0, 745.14, 746.0, 1e4, 1.7976931348623157e308):
        yield from (x, -x)
    known = random.Random(1)
    for _ in range(500):
        yield known.uniform(-42, 42)
        yield known.uniform(-750, -41)
        yield known.choice((-1, 1)) * math.ldexp(known.uniform(0.5, 1), known.randint(-1073, 1024))


def compare(source, root, here, rows, out):
    """The number of arguments compared."""
    program = str(out / "values")
    files = [root + "/src/bp/" + name for name in ("activation.c", "activation_rows.c", "activation_tail.c", "activation_linear.c")]
    subprocess.run(["gcc", "-std=c99", "-O2", "-ffp-contract=off", "-I" + root, str(here / "values.c")] + files + ["-o", program], check=True)
    asked = [(kind, x) for x in arguments(rows) for kind in ("logistic", "tanh")]
    answer = subprocess.run([program], input="".join("%s %s\n" % (kind, x.hex()) for kind, x in asked),
                            capture_output=True, text=True, check=True).stdout.split()
    if len(answer) != len(asked):
        raise NotUnderstood("the compiled functions gave %d values for %d arguments" % (len(answer), len(asked)))
    for (kind, x), given in zip(asked, answer):
        read = Execution(source, []).call("bp_" + kind, [constant(x)]).args[0]
        if read.hex() != float.fromhex(given).hex():
            raise NotUnderstood("bp_%s(%r) is %s as compiled and %s as read" % (kind, x, given, read.hex()))
    return len(asked)
