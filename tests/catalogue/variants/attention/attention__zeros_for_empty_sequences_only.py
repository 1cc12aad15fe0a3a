"""Zeros are given where a whole sequence is masked; a single query without a key gets NaN.

Caught by: hidden/test_attention.py::test_query_without_a_key_gets_zeros
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    allowed = torch.ones((), dtype=torch.bool) if mask is None else mask

    weights = torch.softmax(scores.masked_fill(~allowed, -torch.inf), dim=-1)
    empty = ~allowed.expand(scores.shape).any(dim=-1, keepdim=True).any(dim=-2, keepdim=True)
    return weights.masked_fill(empty, 0.0) @ v
