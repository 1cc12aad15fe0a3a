import torch


def causal_mask(T):
    # only the words before
    return torch.ones(T, T, dtype=torch.bool).tril(diagonal=-1)
