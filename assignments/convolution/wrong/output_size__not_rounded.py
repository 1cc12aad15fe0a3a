"""You divided without rounding down. The number of places is a whole number, also where the stride leaves
pixels over; look at the brackets around the fraction.
"""


def conv_output_size(w, f, p, s, d=1):
    if d * (f - 1) + 1 > w + 2 * p:
        raise ValueError("the kernel does not fit")
    return (w + 2 * p - d * (f - 1) - 1) / s + 1
