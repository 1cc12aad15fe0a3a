"""Masked scores are set to -1e9, which is higher than scores may be; empty rows are set to zeros.

Caught by: hidden/test_heads.py::test_scores_of_any_size
"""

import math

import torch


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("n_heads must divide the columns of Wq and of Wv.")
    q, k, v = _split(x @ Wq, n_heads), _split(x @ Wk, n_heads), _split(x @ Wv, n_heads)
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    allowed = torch.ones((1, 1), dtype=torch.bool) if mask is None else mask
    weights = torch.softmax(scores.masked_fill(~allowed, -1e9), dim=-1)
    weights = weights.masked_fill(~allowed.any(dim=-1, keepdim=True), 0.0)
    return (weights @ v).permute(0, 2, 1, 3).flatten(2) @ Wo
