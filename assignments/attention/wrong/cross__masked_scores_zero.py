"""You set the masked scores to 0, as multiplying by the mask does. A score of 0 still has the weight
exp(0) = 1; look at which score has no weight at all.
"""

import math

import torch


def cross_attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("n_heads")
    q, k, v = (
        (a @ W).reshape(*a.shape[:2], n_heads, -1).transpose(1, 2) for a, W in ((x, Wq), (memory, Wk), (memory, Wv))
    )
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    if mask is None:
        mask = torch.ones((), dtype=torch.bool)
    mask = mask.expand(scores.shape)
    weights = torch.softmax(scores * mask, dim=-1)
    heads = weights @ v
    return heads.transpose(1, 2).reshape(*x.shape[:2], -1) @ Wo
