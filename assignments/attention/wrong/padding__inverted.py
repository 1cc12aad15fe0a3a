"""Your mask is True at the padding. Here True means that a key may be attended to; look at the places you
marked.
"""

import torch


def padding_mask(lengths, T):
    if ((lengths < 0) | (lengths > T)).any():
        raise ValueError("lengths")
    return torch.arange(T) >= lengths[:, None, None, None]
