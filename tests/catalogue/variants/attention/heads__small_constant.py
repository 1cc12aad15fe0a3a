"""A constant of 1e-9 is added to the sum of the exponentials.

Caught by: hidden/test_heads.py::test_weights_of_a_row_sum_to_1_exactly
"""

import math

import torch


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("n_heads must divide the columns of Wq and of Wv.")
    q, k, v = _split(x @ Wq, n_heads), _split(x @ Wk, n_heads), _split(x @ Wv, n_heads)
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    allowed = torch.ones((1, 1), dtype=torch.bool) if mask is None else mask
    fit = torch.exp(scores - scores.amax(dim=-1, keepdim=True).detach()) * allowed
    weights = fit / (fit.sum(dim=-1, keepdim=True) + 1e-9)
    return (weights @ v).permute(0, 2, 1, 3).flatten(2) @ Wo
