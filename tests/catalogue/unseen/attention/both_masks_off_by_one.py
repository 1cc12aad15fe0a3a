import torch


def causal_mask(T):
    mask = torch.zeros((T, T), dtype=torch.bool)
    for i in range(T):
        mask[i, :i] = True
    return mask


def padding_mask(lengths, T):
    lengths = lengths.to(torch.long)
    for n in lengths.tolist():
        if not 0 <= n <= T:
            raise ValueError(f"length {n}")
    allowed = torch.arange(T)[None] <= lengths[:, None]
    return allowed[:, None, None, :]
