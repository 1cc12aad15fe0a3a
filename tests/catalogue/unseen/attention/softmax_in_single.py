import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    s = torch.einsum("...qd,...kd->...qk", q, k) / q.shape[-1] ** 0.5
    if mask is not None:
        s = s.masked_fill(~mask, -torch.inf)
    p = torch.softmax(s, dim=-1, dtype=torch.float32)
    if mask is not None:
        p = p.masked_fill(~mask, 0.0)
    return p.to(v.dtype) @ v
