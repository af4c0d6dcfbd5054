"""What a target needs to mean the same wherever it is built, also as part of another workspace.

The warnings, and these options once more for every file of this tree, are in .bazelrc.
"""

# The trainer: ISO C90, and no fused multiply-add.
BP_COPTS = [
    "-std=c90",
    "-ffp-contract=off",
]

# Everything else also uses POSIX, and libraries whose headers say inline, which is no word of C90.
BP_HOSTED_COPTS = BP_COPTS + [
    "-D_POSIX_C_SOURCE=200809L",
    "-Dinline=__inline__",
]
