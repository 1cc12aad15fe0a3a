"""You filled the masked scores with a large negative number. Where everything is masked that gives equal
weights instead of none, and true scores may be lower still; look at rows without an allowed key.
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    if mask is None:
        mask = torch.ones((), dtype=torch.bool)
    mask = mask.expand(scores.shape)
    weights = torch.softmax(scores.masked_fill(~mask, -1e9), dim=-1)
    return weights @ v
