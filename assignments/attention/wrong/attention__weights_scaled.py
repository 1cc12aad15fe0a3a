"""You divided by the root after the softmax. The weights of a row then no longer sum to 1; look at where
in the formula the root stands.
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.mT
    if mask is None:
        mask = torch.ones((), dtype=torch.bool)
    mask = mask.expand(scores.shape)
    empty = ~mask.any(dim=-1, keepdim=True)
    weights = torch.softmax(scores.masked_fill(~mask & ~empty, -torch.inf), dim=-1)
    weights = weights.masked_fill(empty, 0.0)
    return weights @ v / math.sqrt(q.shape[-1])
