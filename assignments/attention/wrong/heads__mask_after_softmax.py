"""You applied the mask after the softmax. The masked keys have taken their share of the sum by then, and
what is left no longer adds up to 1; look at which numbers the mask must act on.
"""

import math

import torch


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("n_heads")
    B, T, _ = x.shape
    q, k, v = ((x @ W).reshape(B, T, n_heads, -1).transpose(1, 2) for W in (Wq, Wk, Wv))
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    if mask is None:
        mask = torch.ones((), dtype=torch.bool)
    mask = mask.expand(scores.shape)
    weights = torch.softmax(scores, dim=-1)
    weights = weights * mask
    heads = weights @ v
    return heads.transpose(1, 2).reshape(B, T, -1) @ Wo
