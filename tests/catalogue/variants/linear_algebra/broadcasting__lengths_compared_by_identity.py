"""Two lengths are compared with "is", which holds for equal small integers only.

Caught by: hidden/test_broadcasting.py::test_shapes_with_as_many_axes
"""


def broadcast_shape(a, b):
    axes = max(len(a), len(b))
    first, second = ((1,) * (axes - len(shape)) + tuple(shape) for shape in (a, b))
    common = []
    for m, n in zip(first, second):
        if m is n or n == 1:
            common.append(m)
        elif m == 1:
            common.append(n)
        else:
            raise ValueError(f"a and b must be compatible, got {a} and {b}")
    return tuple(common)
