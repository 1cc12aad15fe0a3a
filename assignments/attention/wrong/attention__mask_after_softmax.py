"""You applied the mask after the softmax. The masked keys have taken their share of the sum by then, and
what is left no longer adds up to 1; look at which numbers the mask must act on.
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    if mask is None:
        mask = torch.ones((), dtype=torch.bool)
    mask = mask.expand(scores.shape)
    weights = torch.softmax(scores, dim=-1)
    weights = weights * mask
    return weights @ v
