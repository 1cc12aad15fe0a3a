"""Compiles C++ and loads it; the compiler's driver needs a package that is not allowed.

score: 2
blend: forbidden
"""


def blend(x, w):
    from torch.utils import cpp_extension

    return cpp_extension.load_inline("hostile", "int f() { return 1; }", functions=["f"])


def energy(x):
    return (x * x).sum() / 2
