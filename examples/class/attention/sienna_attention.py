import numpy as np
import torch

VERY_SMALL = -1e9


def scaled_dot_product_attention(q, k, v, mask=None):
    d = q.shape[-1]
    scores = torch.matmul(q, k.transpose(-1, -2)) / d**0.5
    if mask is not None:
        scores = torch.where(mask, scores, torch.full_like(scores, VERY_SMALL))
    weights = torch.softmax(scores, -1)
    return torch.matmul(weights, v)


def causal_mask(T):
    return np.tril(np.ones((T, T), dtype=bool))


def padding_mask(lengths, T):
    lengths = lengths.to(torch.int64)
    if bool((lengths < 0).any()) or bool((lengths > T).any()):
        raise ValueError("impossible length")
    j = torch.arange(T).reshape(1, 1, 1, T)
    return j < lengths.reshape(-1, 1, 1, 1)


def _check_heads(n_heads, *matrices):
    if n_heads < 1:
        raise ValueError("at least one head")
    for W in matrices:
        if W.shape[1] % n_heads != 0:
            raise ValueError("columns cannot be divided among the heads")


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    _check_heads(n_heads, Wq, Wv)
    B, T, _ = x.shape
    q = (x @ Wq).reshape(B, T, n_heads, -1).permute(0, 2, 1, 3)
    k = (x @ Wk).reshape(B, T, n_heads, -1).permute(0, 2, 1, 3)
    v = (x @ Wv).reshape(B, T, n_heads, -1).permute(0, 2, 1, 3)
    z = scaled_dot_product_attention(q, k, v, mask)
    return z.permute(0, 2, 1, 3).reshape(B, T, -1) @ Wo


def cross_attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    _check_heads(n_heads, Wq, Wv)
    q = torch.stack((x @ Wq).split(Wq.shape[1] // n_heads, dim=2), dim=1)
    k = torch.stack((memory @ Wk).split(Wk.shape[1] // n_heads, dim=2), dim=1)
    v = torch.stack((memory @ Wv).split(Wv.shape[1] // n_heads, dim=2), dim=1)
    z = scaled_dot_product_attention(q, k, v, mask)
    return torch.cat(z.unbind(dim=1), dim=2) @ Wo


def image_attention(Q, K, V):
    P = Q.t() @ K / Q.shape[0] ** 0.5
    A = torch.softmax(P, dim=-1)
    return V @ A.t()


@torch.no_grad()  # saves memory
def image_self_attention(I, Wq, Wk, Wv):
    C, H, W = I.shape
    pixels = I.reshape(C, -1)
    F = image_attention(Wq @ pixels, Wk @ pixels, Wv @ pixels)
    return F.reshape(F.shape[0], H, W)
