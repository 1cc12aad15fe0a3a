"""The sequences of your mask do not lie on its first axis. Against scores with batch, heads, queries and
keys it would mask by query or by head; look at the order of the four axes.
"""

import torch


def padding_mask(lengths, T):
    if ((lengths < 0) | (lengths > T)).any():
        raise ValueError("lengths")
    return (torch.arange(T) < lengths[:, None])[None, None]
