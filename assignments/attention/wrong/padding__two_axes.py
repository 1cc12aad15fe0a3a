"""Your mask has two axes, sequences and places. Scores have heads and queries between these, and
broadcasting lines up axes from the last; look at the shape that is asked for.
"""

import torch


def padding_mask(lengths, T):
    if ((lengths < 0) | (lengths > T)).any():
        raise ValueError("lengths")
    return torch.arange(T) < lengths[:, None]
