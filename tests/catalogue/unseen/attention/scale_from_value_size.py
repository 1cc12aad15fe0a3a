import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    d_k = v.size(-1)
    scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(d_k)
    if mask is None:
        mask = torch.ones_like(scores, dtype=torch.bool)
    p_attn = torch.softmax(scores.masked_fill(~mask, float("-inf")), dim=-1)
    p_attn = torch.where(mask, p_attn, torch.zeros_like(p_attn))
    return torch.matmul(p_attn, v)
