"""One pass in blocks with a counter for each value; each number becomes an index of eight bytes on the way."""

import torch


def histogram(x):
    if x.numel() == 0:
        raise ValueError("x must have at least one entry")
    counts = torch.zeros(256, dtype=torch.int64, device=x.device)
    for block in x.reshape(-1).split(8_000_000):
        counts += torch.bincount(block.long(), minlength=256)
    return counts.double() / x.numel()
