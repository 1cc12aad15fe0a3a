"""Your mask lets in one place of padding after every sequence. Places are counted from 0, so a length is
the number of the first place that is not there; look at your comparison.
"""

import torch


def padding_mask(lengths, T):
    if ((lengths < 0) | (lengths > T)).any():
        raise ValueError("lengths")
    return torch.arange(T) <= lengths[:, None, None, None]
