"""Your softmax runs over the queries. Each query spreads a weight of 1 over the keys; look at which axis
of the scores counts the keys.
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    if mask is None:
        mask = torch.ones((), dtype=torch.bool)
    mask = mask.expand(scores.shape)
    empty = ~mask.any(dim=-1, keepdim=True)
    weights = torch.softmax(scores.masked_fill(~mask & ~empty, -torch.inf), dim=-2).nan_to_num()
    weights = weights.masked_fill(empty, 0.0)
    return weights @ v
