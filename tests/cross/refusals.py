"""Builds whose arithmetic is another, which the self-test has to refuse."""

import os

from builds import Build, Failure, Workshop, missing

# What, on which machine, by which compiler, with which flags to compile and to link; the check that has to fail.
REFUSALS = [
    ("x87", "i686", "gcc", ["-mfpmath=387"], [], "method"),
    ("x87", "i686", "clang", ["-mno-sse", "-mfpmath=387"], [], "method"),
    ("x87, not declared", "i686", "tcc", [], [], "precision"),
    ("x87, not declared, stored at once", "i686", "gcc", ["-mfpmath=387", "-ffloat-store", "-U__FLT_EVAL_METHOD__"], [],
     "precision"),
    ("flush to zero", "x86-64", "gcc", [], ["-ffast-math"], "underflow"),
    ("-ffast-math", "x86-64", "gcc", ["-ffast-math"], [], "precision"),
    ("-ffast-math", "x86-64", "clang", ["-ffast-math"], [], "precision"),
    ("constants of single precision", "x86-64", "gcc", ["-fsingle-precision-constant", "-w"], [], "function"),
    ("fused", "x86-64", "gcc", ["-mfma", "-ffp-contract=fast"], [], "contraction"),
    ("fused", "x86-64", "clang", ["-mfma", "-ffp-contract=fast"], [], "contraction"),
    ("fused", "s390x", "gcc", ["-ffp-contract=fast"], [], "contraction"),
    ("fused", "s390x", "clang", ["-ffp-contract=fast"], [], "contraction"),
    ("fused", "aarch64", "gcc", ["-ffp-contract=fast"], [], "contraction"),
    ("fused", "armhf", "gcc", ["-mfpu=vfpv4", "-ffp-contract=fast"], [], "contraction"),
    ("fused", "riscv64", "gcc", ["-ffp-contract=fast"], [], "contraction"),
    ("fused", "ppc64le", "gcc", ["-ffp-contract=fast"], [], "contraction"),
]


def try_all(machines, compilers, folder, pool):
    """Yields a record for each of those machines (by name) and compilers."""
    for number, (what, name, compiler, flags, link, check) in enumerate(REFUSALS):
        if name not in machines or compiler not in compilers:
            continue
        build = Build(machines[name], compiler, "-" if compiler == "tcc" else "2")
        record = {"what": what, "machine": name, "compiler": compiler, "flags": flags + link, "expected": check}
        lacking = missing(build)
        if lacking:
            record.update(result="not installed", packages=lacking)
        else:
            try:
                shop = Workshop(build, os.path.join(folder, "refusal-%d" % number), flags, pool)
                found = shop.selftest(link)
                record.update(result="refused" if found == check else "NOT REFUSED", found=found)
            except Failure as failure:
                record.update(result="FAILED", found=str(failure))
        yield record
