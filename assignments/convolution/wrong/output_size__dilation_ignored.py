"""You left the dilation out. A dilated kernel spans more pixels than it has taps; look at how far its first
and last tap lie apart.
"""


def conv_output_size(w, f, p, s, d=1):
    if d * (f - 1) + 1 > w + 2 * p:
        raise ValueError("the kernel does not fit")
    return (w + 2 * p - (f - 1) - 1) // s + 1
