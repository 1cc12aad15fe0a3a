"""You counted a last step for which there is no room. The kernel has to stay inside the padded image; look at
what happens to the pixels left over.
"""


def conv_output_size(w, f, p, s, d=1):
    if d * (f - 1) + 1 > w + 2 * p:
        raise ValueError("the kernel does not fit")
    return -(-(w + 2 * p - d * (f - 1) - 1) // s) + 1
