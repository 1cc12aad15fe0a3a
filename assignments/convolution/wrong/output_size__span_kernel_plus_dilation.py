"""You widened the kernel once by the dilation. Every gap between two taps grows, not one of them; draw a
kernel of four taps with dilation 2.
"""


def conv_output_size(w, f, p, s, d=1):
    if d * (f - 1) + 1 > w + 2 * p:
        raise ValueError("the kernel does not fit")
    return (w + 2 * p - (f + d - 1)) // s + 1
