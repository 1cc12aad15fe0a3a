import torch


def layer_norm(x, gamma, beta, eps=1e-5):
    D = x.shape[-1]
    centring = torch.eye(D, dtype=x.dtype) - torch.full((D, D), 1.0 / D, dtype=x.dtype)
    first = x[..., :1].detach()
    z = (x - first) @ centring
    return torch.einsum("...d,d->...d", z / torch.sqrt((z * z).sum(-1, keepdim=True) / D + eps), gamma) + beta
