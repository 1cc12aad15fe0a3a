"""You returned the padding of both sides together. The same number of pixels is added on each side; look at
the factor of p in the equation.
"""


def same_padding(f, d=1):
    if f % 2 == 0:
        raise ValueError("even kernel")
    return d * (f - 1)
