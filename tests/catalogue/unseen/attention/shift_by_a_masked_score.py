import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    S = q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5
    # stable softmax: subtract the largest score of the row
    S = S - S.max(dim=-1, keepdim=True).values
    E = torch.exp(S)
    if mask is not None:
        E = torch.where(mask, E, torch.zeros_like(E))
    Z = E.sum(dim=-1, keepdim=True)
    Z = torch.where(Z == 0, torch.ones_like(Z), Z)
    return (E / Z) @ v
