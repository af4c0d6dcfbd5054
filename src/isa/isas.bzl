"""The instruction sets that the trainer is compiled for where the processor is an x86-64, and how.

Widest last. None may let the compiler fuse a product and a sum: -ffp-contract=off, and no -mfma.
"""

ISAS = {
    "baseline": [],
    "avx2": ["-mavx2"],
    "avx512": [
        "-mavx512f",
        "-mavx512vl",
        "-mavx512dq",
        "-mavx512bw",
        "-mprefer-vector-width=512",
    ],
}
