"""Exercise sheet: attention."""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    q /= math.sqrt(q.shape[-1])
    scores = q @ k.transpose(-2, -1)
    if mask is not None:
        scores = scores.masked_fill(mask.logical_not(), -math.inf)
    weights = torch.nan_to_num(scores.softmax(dim=-1))
    return weights @ v


def causal_mask(T):
    return torch.ones(T, T).tril().bool()


def padding_mask(lengths, T):
    lengths = lengths.long()
    if lengths.min() < 0 or lengths.max() > T:
        raise ValueError("lengths must lie between 0 and T")
    places = torch.arange(T).expand(len(lengths), T)
    return (places < lengths.unsqueeze(1))[:, None, None, :]


def _split(a, n_heads):
    B, T, _ = a.shape
    return a.view(B, T, n_heads, -1).transpose(1, 2)


def cross_attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("the heads must divide the columns")
    q, k, v = _split(x @ Wq, n_heads), _split(memory @ Wk, n_heads), _split(memory @ Wv, n_heads)
    z = scaled_dot_product_attention(q, k, v, mask)
    return z.transpose(1, 2).flatten(2) @ Wo


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    return cross_attention(x, x, Wq, Wk, Wv, Wo, n_heads, mask)


def image_attention(Q, K, V):
    return scaled_dot_product_attention(Q.T, K.T, V.T).T


def image_self_attention(I, Wq, Wk, Wv):
    C, H, W = I.shape
    flat = I.reshape(C, H * W)
    return image_attention(Wq @ flat, Wk @ flat, Wv @ flat).reshape(-1, H, W)
