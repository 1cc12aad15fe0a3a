"""You set the masked scores to 0, as multiplying by the mask does. A score of 0 still has the weight
exp(0) = 1; look at which score has no weight at all.
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    if mask is None:
        mask = torch.ones((), dtype=torch.bool)
    mask = mask.expand(scores.shape)
    weights = torch.softmax(scores * mask, dim=-1)
    return weights @ v
