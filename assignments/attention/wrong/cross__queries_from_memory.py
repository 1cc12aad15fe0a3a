"""Your queries come from the memory. There must be one output per place of x; look at what is projected
by Wq.
"""

import math

import torch


def cross_attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("n_heads")
    q, k, v = (
        (a @ W).reshape(*a.shape[:2], n_heads, -1).transpose(1, 2) for a, W in ((memory, Wq), (memory, Wk), (memory, Wv))
    )
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    if mask is None:
        mask = torch.ones((), dtype=torch.bool)
    mask = mask.expand(scores.shape)
    empty = ~mask.any(dim=-1, keepdim=True)
    weights = torch.softmax(scores.masked_fill(~mask & ~empty, -torch.inf), dim=-1)
    weights = weights.masked_fill(empty, 0.0)
    heads = weights @ v
    return heads.transpose(1, 2).reshape(*memory.shape[:2], -1) @ Wo
