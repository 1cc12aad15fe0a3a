"""Weights below 1e-9 are set to 0.

Caught by: hidden/test_attention.py::test_small_weights_count
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    allowed = torch.ones((), dtype=torch.bool) if mask is None else mask

    weights = torch.softmax(scores.masked_fill(~allowed, -torch.inf), dim=-1).masked_fill(~allowed, 0.0)
    return torch.where(weights < 1e-9, 0.0, weights) @ v
