import math

import torch


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.size(1) % n_heads or Wv.size(1) % n_heads:
        raise ValueError("number of heads does not divide the projections")
    B, T, D = x.shape
    d = Wq.size(1) // n_heads
    dv = Wv.size(1) // n_heads
    Q = (x @ Wq).view(B, T, n_heads, d).transpose(1, 2)
    K = (x @ Wk).view(B, T, n_heads, d).transpose(1, 2)
    V = (x @ Wv).view(B, T, n_heads, dv).transpose(1, 2)
    Z = scaled_dot_product_attention(Q, K, V, mask)
    Z = Z.contiguous().view(B, T, n_heads * dv)
    return Z @ Wo
