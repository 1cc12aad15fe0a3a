"""Masked scores are set to -1e9, which is higher than scores may be; empty rows are set to zeros.

Caught by: hidden/test_cross.py::test_scores_of_any_size
"""

import math

import torch


def cross_attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("n_heads must divide the columns of Wq and of Wv.")
    q, k, v = _split(x @ Wq, n_heads), _split(memory @ Wk, n_heads), _split(memory @ Wv, n_heads)
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    allowed = torch.ones((1, 1), dtype=torch.bool) if mask is None else mask
    weights = torch.softmax(scores.masked_fill(~allowed, -1e9), dim=-1)
    weights = weights.masked_fill(~allowed.any(dim=-1, keepdim=True), 0.0)
    return (weights @ v).permute(0, 2, 1, 3).flatten(2) @ Wo
