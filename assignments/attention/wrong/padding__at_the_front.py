"""Your mask puts the padding in front of the sequences. It stands behind them here; look at the places of
a short one.
"""

import torch


def padding_mask(lengths, T):
    if ((lengths < 0) | (lengths > T)).any():
        raise ValueError("lengths")
    return torch.arange(T) >= T - lengths[:, None, None, None]
