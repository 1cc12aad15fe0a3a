"""Attention by einsum over named axes, with the softmax through logsumexp: another right solution."""

from __future__ import annotations

import numpy as np
import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = torch.einsum("...id,...jd->...ij", q, k) * q.shape[-1] ** -0.5
    if mask is None:
        mask = torch.ones_like(scores, dtype=torch.bool)
    lowest = torch.finfo(scores.dtype).min
    scores = torch.where(mask, scores, lowest)
    shares = torch.exp(scores - torch.logsumexp(scores, dim=-1, keepdim=True))
    return torch.einsum("...ij,...jd->...id", torch.where(mask, shares, 0.0), v)


def causal_mask(T):
    return torch.from_numpy(~np.triu(np.ones((T, T), dtype=bool), k=1))


def padding_mask(lengths, T):
    if len([n for n in lengths.tolist() if n < 0 or n > T]):
        raise ValueError("there is no such length")
    marks = torch.zeros(lengths.shape[0], T + 1)
    marks[torch.arange(lengths.shape[0]), lengths.long()] = 1.0
    return marks.cumsum(1)[:, None, None, :T] == 0


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    return cross_attention(x, x, Wq, Wk, Wv, Wo, n_heads, mask)


def cross_attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads <= 0 or any(W.shape[1] % n_heads for W in (Wq, Wk, Wv)):
        raise ValueError("the heads do not share the columns evenly")
    per_head = [W.reshape(W.shape[0], n_heads, -1) for W in (Wq, Wk, Wv)]
    q, k, v = (
        torch.einsum("btm,mhd->bhtd", a, W) for a, W in zip((x, memory, memory), per_head, strict=True)
    )
    heads = scaled_dot_product_attention(q, k, v, mask)
    return torch.einsum("bhtd,hdo->bto", heads, Wo.reshape(n_heads, -1, Wo.shape[1]))


def image_attention(Q, K, V):
    scores = torch.einsum("ca,cb->ab", Q, K) / np.sqrt(Q.shape[0])
    shares = torch.exp(scores - torch.logsumexp(scores, dim=-1, keepdim=True))
    return torch.einsum("ab,cb->ca", shares, V)


def image_self_attention(I, Wq, Wk, Wv):  # noqa: E741
    q, k, v = (torch.einsum("dc,chw->dhw", W, I) for W in (Wq, Wk, Wv))
    scores = torch.einsum("dhw,dyx->hwyx", q, k) / q.shape[0] ** 0.5
    shares = torch.exp(scores - torch.logsumexp(scores, dim=(-2, -1), keepdim=True))
    return torch.einsum("hwyx,dyx->dhw", shares, v)
