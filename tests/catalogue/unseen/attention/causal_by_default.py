import torch


def cross_attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("bad n_heads")
    B, Tq, _ = x.shape
    Tk = memory.shape[1]
    if mask is None:
        # decoder: do not look ahead
        mask = torch.ones(Tq, Tk, dtype=torch.bool).tril()
    Q = (x @ Wq).reshape(B, Tq, n_heads, -1).transpose(1, 2)
    K = (memory @ Wk).reshape(B, Tk, n_heads, -1).transpose(1, 2)
    V = (memory @ Wv).reshape(B, Tk, n_heads, -1).transpose(1, 2)
    Z = scaled_dot_product_attention(Q, K, V, mask)
    return Z.transpose(1, 2).reshape(B, Tq, -1) @ Wo
