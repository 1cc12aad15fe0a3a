"""Your mask works the other way round: what may be attended to is left out. Here True means that a query
may attend to a key; look at which places you fill.
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    if mask is None:
        mask = torch.zeros((), dtype=torch.bool)
    mask = ~mask
    mask = mask.expand(scores.shape)
    empty = ~mask.any(dim=-1, keepdim=True)
    weights = torch.softmax(scores.masked_fill(~mask & ~empty, -torch.inf), dim=-1)
    weights = weights.masked_fill(empty, 0.0)
    return weights @ v
