"""Your result does not depend on the mask. Every query attends to every key, the forbidden ones too; look
at whether the masked scores reach the softmax.
"""

import math

import torch


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("n_heads")
    B, T, _ = x.shape
    q, k, v = ((x @ W).reshape(B, T, n_heads, -1).transpose(1, 2) for W in (Wq, Wk, Wv))
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    weights = torch.softmax(scores, dim=-1)
    heads = weights @ v
    return heads.transpose(1, 2).reshape(B, T, -1) @ Wo
