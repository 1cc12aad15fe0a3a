import torch


def padding_mask(lengths, T):
    n = lengths.long()
    valid = (n >= 0) & (n <= T)
    if not valid.any():
        raise ValueError(f"lengths must be between 0 and {T}")
    mask = torch.zeros(len(n), 1, 1, T, dtype=torch.bool)
    for row, length in enumerate(n.tolist()):
        mask[row, ..., :length] = length > 0
    return mask
