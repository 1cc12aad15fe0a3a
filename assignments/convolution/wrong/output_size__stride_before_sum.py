"""You divided the size of the image by the stride before you took the kernel away. The steps are made in what
is left beside the kernel; look at how far the fraction reaches.
"""


def conv_output_size(w, f, p, s, d=1):
    if d * (f - 1) + 1 > w + 2 * p:
        raise ValueError("the kernel does not fit")
    return (w + 2 * p) // s - d * (f - 1)
