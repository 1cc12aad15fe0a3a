import torch


def padding_mask(lengths, T):
    lengths = lengths.to(torch.int64)
    for n in lengths.tolist():
        if n not in range(1, T + 1):
            raise ValueError(f"length {n} is not possible")
    places = torch.arange(T).reshape(1, 1, 1, T)
    return places < lengths.reshape(-1, 1, 1, 1)
