"""You counted the steps and not the places. The kernel has a place before it makes its first step; count the
places of a kernel as large as the image.
"""


def conv_output_size(w, f, p, s, d=1):
    if d * (f - 1) + 1 > w + 2 * p:
        raise ValueError("the kernel does not fit")
    return (w + 2 * p - d * (f - 1) - 1) // s
