"""You added the mask to the scores as it is. True and False count as 1 and 0 there, which favours a key a
little and forbids none; look at what a forbidden score must become.
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    if mask is None:
        mask = torch.ones((), dtype=torch.bool)
    mask = mask.expand(scores.shape)
    weights = torch.softmax(scores + mask, dim=-1)
    return weights @ v
