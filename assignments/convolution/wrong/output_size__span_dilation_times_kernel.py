"""You took the dilation times the number of taps for what the kernel spans. There is no gap behind the last
tap; draw a kernel of two taps with dilation 3.
"""


def conv_output_size(w, f, p, s, d=1):
    if d * (f - 1) + 1 > w + 2 * p:
        raise ValueError("the kernel does not fit")
    return (w + 2 * p - d * f) // s + 1
