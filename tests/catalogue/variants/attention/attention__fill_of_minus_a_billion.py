"""Masked scores are set to -1e9, which is higher than scores may be; empty rows are set to zeros.

Caught by: hidden/test_attention.py::test_scores_far_below_zero
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    allowed = torch.ones((), dtype=torch.bool) if mask is None else mask

    weights = torch.softmax(scores.masked_fill(~allowed, -1e9), dim=-1)
    return weights.masked_fill(~allowed.any(dim=-1, keepdim=True) if allowed.dim() else ~allowed, 0.0) @ v
