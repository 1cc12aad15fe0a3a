import torch


def padding_mask(lengths, T):
    lengths = lengths.to(torch.int64)
    if lengths.min() < 0 or lengths.max() > T:
        raise ValueError("lengths out of range")
    position = torch.arange(T, 0, -1)
    allowed = position.unsqueeze(0) <= lengths.unsqueeze(1)
    return allowed.reshape(-1, 1, 1, T)
