"""Scores are limited to the range from -50 to 50.

Caught by: hidden/test_attention.py::test_scores_of_a_thousand
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    allowed = torch.ones((), dtype=torch.bool) if mask is None else mask

    scores = scores.clamp(-50.0, 50.0).masked_fill(~allowed, -torch.inf)
    return torch.softmax(scores, dim=-1).masked_fill(~allowed, 0.0) @ v
