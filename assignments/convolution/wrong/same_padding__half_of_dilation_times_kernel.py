"""You halved the dilation times the number of taps. There is no gap behind the last tap; look at what the
kernel spans.
"""


def same_padding(f, d=1):
    if f % 2 == 0:
        raise ValueError("even kernel")
    return d * f // 2
