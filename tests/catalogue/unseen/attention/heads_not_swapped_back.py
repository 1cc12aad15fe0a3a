import torch


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.size(1) % n_heads or Wv.size(1) % n_heads:
        raise ValueError(f"{n_heads} heads do not divide {Wq.size(1)} and {Wv.size(1)} columns")
    B, T = x.size(0), x.size(1)

    def to_heads(p):
        return p.reshape(B, T, n_heads, p.size(-1) // n_heads).transpose(1, 2)

    Q, K, V = to_heads(x @ Wq), to_heads(x @ Wk), to_heads(x @ Wv)
    Z = scaled_dot_product_attention(Q, K, V, mask)
    concat = Z.reshape(B, T, Wv.size(1))
    return concat @ Wo
