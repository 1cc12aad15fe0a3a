import torch


def heads_one_by_one(x, memory, Wq, Wk, Wv, Wo, n_heads, mask):
    if n_heads < 1 or Wq.shape[1] % n_heads != 0 or Wv.shape[1] % n_heads != 0:
        raise ValueError(f"{n_heads} heads do not fit to {Wq.shape[1]} and {Wv.shape[1]} columns")
    d, dv = Wq.shape[1] // n_heads, Wv.shape[1] // n_heads
    if mask is not None:
        mask = mask.expand(x.shape[0], n_heads, x.shape[1], memory.shape[1])
    result = x.new_zeros(x.shape[0], x.shape[1], Wo.shape[1])
    for i in range(n_heads):
        own, own_v = slice(i * d, (i + 1) * d), slice(i * dv, (i + 1) * dv)
        z = scaled_dot_product_attention(
            x @ Wq[:, own], memory @ Wk[:, own], memory @ Wv[:, own_v], None if mask is None else mask[:, i]
        )
        result = result + z @ Wo[own_v]
    return result


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    return heads_one_by_one(x, x, Wq, Wk, Wv, Wo, n_heads, mask)


def cross_attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    return heads_one_by_one(x, memory, Wq, Wk, Wv, Wo, n_heads, mask)


def image_self_attention(I, Wq, Wk, Wv):
    pixels = I.movedim(0, -1).reshape(-1, I.shape[0])
    out = scaled_dot_product_attention(pixels @ Wq.T, pixels @ Wk.T, pixels @ Wv.T)
    return out.T.reshape(Wv.shape[0], I.shape[1], I.shape[2])
