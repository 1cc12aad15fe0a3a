import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    s = torch.einsum("...id,...jd->...ij", q, k).mul(q.shape[-1] ** -0.5)
    if mask is None:
        allowed = torch.ones_like(s, dtype=torch.bool)
    else:
        allowed = torch.ones_like(s, dtype=torch.bool) & mask
    low = torch.where(allowed, s.detach(), -torch.inf).amax(dim=-1, keepdim=True)
    low = torch.where(torch.isinf(low), torch.zeros_like(low), low)
    shifted = torch.where(allowed, s - low, torch.zeros_like(s))
    e = shifted.exp() * allowed
    total = e.sum(dim=-1, keepdim=True)
    empty = ~allowed.any(dim=-1, keepdim=True)
    return torch.einsum("...ij,...jd->...id", e, v) / (total + empty.to(total.dtype))


def causal_mask(T):
    return torch.eye(T, dtype=torch.int64).cumsum(dim=0).bool() if T else torch.zeros(0, 0).bool()


def padding_mask(lengths, T):
    counts = [int(n) for n in lengths]
    if any(n < 0 or n > T for n in counts):
        raise ValueError(f"lengths must be from 0 to {T}")
    rows = [[j < n for j in range(T)] for n in counts]
    return torch.tensor(rows, dtype=torch.bool).reshape(len(counts), 1, 1, T)


def image_attention(Q, K, V):
    size = Q.shape[0]
    columns = []
    for a in range(Q.shape[1]):
        fit = (K * Q[:, a : a + 1]).sum(dim=0) / size**0.5
        e = torch.exp(fit - fit.detach().max())
        columns.append((V * e).sum(dim=1) / e.sum())
    return torch.stack(columns, dim=1)
