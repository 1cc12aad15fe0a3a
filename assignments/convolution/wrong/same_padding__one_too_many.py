"""You padded one step too much. A kernel of one tap loses no pixel; look at how many pixels are lost for each
further tap.
"""


def same_padding(f, d=1):
    if f % 2 == 0:
        raise ValueError("even kernel")
    return d * (f + 1) // 2
