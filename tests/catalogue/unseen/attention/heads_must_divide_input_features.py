import torch


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    embed_dim = x.shape[-1]
    if n_heads < 1 or embed_dim % n_heads != 0:
        raise ValueError("embed_dim must be divisible by num_heads")
    if Wq.shape[1] % n_heads != 0 or Wv.shape[1] % n_heads != 0:
        raise ValueError("projections must be divisible by num_heads")
    q, k, v = x @ Wq, x @ Wk, x @ Wv
    d, dv = q.shape[-1] // n_heads, v.shape[-1] // n_heads
    outs = []
    for i in range(n_heads):
        m = mask
        if mask is not None and mask.dim() >= 3:
            heads_axis = mask.dim() - 3
            row = i if mask.shape[heads_axis] > 1 else 0
            m = mask.select(heads_axis, row)
        outs.append(
            scaled_dot_product_attention(
                q[..., i * d : (i + 1) * d], k[..., i * d : (i + 1) * d], v[..., i * dv : (i + 1) * dv], m
            )
        )
    return torch.cat(outs, dim=-1) @ Wo
