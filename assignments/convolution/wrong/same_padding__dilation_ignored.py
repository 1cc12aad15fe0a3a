"""You left the dilation out. A dilated kernel spans more pixels than it has taps, so more are lost at the
edges; look at what the kernel spans.
"""


def same_padding(f, d=1):
    if f % 2 == 0:
        raise ValueError("even kernel")
    return f // 2
