import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = (q.unsqueeze(-2) * k.unsqueeze(-3)).sum(-1)
    scores = scores / torch.tensor(q.shape[-1], dtype=q.dtype).sqrt()
    if mask is not None:
        scores = scores.masked_fill(mask.logical_not(), -torch.inf)
    weights = torch.softmax(scores, -1)
    weights = weights.nan_to_num(0.0).detach()
    return torch.matmul(weights, v)
