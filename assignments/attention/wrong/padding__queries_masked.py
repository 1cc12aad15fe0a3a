"""Your mask has its places on the axis of the queries. It is the keys that must not be seen, and they are
the last axis; look at the order of the four axes.
"""

import torch


def padding_mask(lengths, T):
    if ((lengths < 0) | (lengths > T)).any():
        raise ValueError("lengths")
    return (torch.arange(T) < lengths[:, None, None, None]).mT
