"""A length of 0 is accepted against any other length.

Caught by: hidden/test_broadcasting.py::test_lengths_that_do_not_fit_are_refused
"""


def broadcast_shape(a, b):
    axes = max(len(a), len(b))
    first, second = ((1,) * (axes - len(shape)) + tuple(shape) for shape in (a, b))
    common = []
    for m, n in zip(first, second):
        if 0 in (m, n):
            common.append(0)
        elif m == n or n == 1:
            common.append(m)
        elif m == 1:
            common.append(n)
        else:
            raise ValueError(f"a and b must be compatible, got {a} and {b}")
    return tuple(common)
