"""You added the padding once. It stands on both sides of the image; look at how many pixels the padded image
has.
"""


def conv_output_size(w, f, p, s, d=1):
    if d * (f - 1) + 1 > w + 2 * p:
        raise ValueError("the kernel does not fit")
    return (w + p - d * (f - 1) - 1) // s + 1
