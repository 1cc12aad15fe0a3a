import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    d = q.shape[-1]
    scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(d)
    # subtract the maximum for stability
    top = scores.max(dim=-1, keepdim=True).values.detach()
    e = torch.exp(scores - top)
    if mask is not None:
        e = e.masked_fill(~mask, 0)
    total = e.sum(dim=-1, keepdim=True)
    total = torch.where(total == 0, torch.ones_like(total), total)
    return torch.matmul(e / total, v)
