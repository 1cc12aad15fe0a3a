"""The exponential is taken without a shift, of scores limited to 88.

Caught by: hidden/test_attention.py::test_scores_of_a_thousand
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    allowed = torch.ones((), dtype=torch.bool) if mask is None else mask

    fit = torch.exp(scores.clamp(max=88.0)) * allowed
    total = fit.sum(dim=-1, keepdim=True)
    return fit / torch.where(total > 0, total, 1.0) @ v
