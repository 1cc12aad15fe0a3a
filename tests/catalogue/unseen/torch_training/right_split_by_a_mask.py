import torch


def random_split(X, y, held_out, generator):
    n = X.size(0)
    m = int(held_out * n)
    if m < 1 or n - m < 1:
        raise ValueError("held_out leaves one part empty")
    keys = torch.rand(n, generator=generator, dtype=torch.float64)
    held = torch.zeros(n, dtype=torch.bool)
    held[keys.topk(m).indices] = True
    return X[~held], y[~held], X[held], y[held]
