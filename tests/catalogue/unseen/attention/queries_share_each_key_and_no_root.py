import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    s = q @ k.mT / q.shape[-1]
    if mask is None:
        mask = torch.ones(s.shape, dtype=torch.bool)
    mask = mask.expand(s.shape)
    s = s.masked_fill(~mask, -torch.inf)
    a = torch.softmax(s, dim=-2)
    a = a.masked_fill(~mask, 0.0)
    return a @ v
