import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    s = q @ k.transpose(-2, -1) / math.sqrt(k.shape[-1])
    if mask is None:
        mask = torch.ones(s.shape[-2:], dtype=torch.bool)
    s = torch.where(mask, s, torch.full_like(s, -1e300 if s.dtype == torch.float64 else -1e38))
    e = torch.exp(s - s.max().detach())
    e = torch.where(mask, e, torch.zeros_like(e))
    total = e.sum(dim=-1, keepdim=True)
    total = torch.where(total == 0, torch.ones_like(total), total)
    return (e / total) @ v
