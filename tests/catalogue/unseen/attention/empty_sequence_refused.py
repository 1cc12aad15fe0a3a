import torch


def padding_mask(lengths, T):
    rows = []
    for length in lengths.tolist():
        if not 1 <= length <= T:
            raise ValueError(f"illegal length {length}")
        rows.append([True] * length + [False] * (T - length))
    return torch.tensor(rows, dtype=torch.bool)[:, None, None, :]
