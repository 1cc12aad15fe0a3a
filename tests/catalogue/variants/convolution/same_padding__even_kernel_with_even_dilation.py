"""An even kernel is accepted if the dilation is even, because an equal padding exists.

Caught by: hidden/test_same_padding.py::test_even_kernels_are_refused
"""


def same_padding(f, d=1):
    if f < 1 or d < 1 or d * (f - 1) % 2:
        raise ValueError("no equal padding")
    return d * (f - 1) // 2
