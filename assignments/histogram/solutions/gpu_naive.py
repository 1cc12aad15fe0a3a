"""256 comparisons of the whole tensor, each of which reads all of it and writes truth values."""

import torch


def histogram(x):
    if x.numel() == 0:
        raise ValueError("x must have at least one entry")
    counts = torch.stack([(x == value).sum() for value in range(256)])
    return counts.double() / x.numel()
